"""Logging into PostgreSQL: each way that a server may ask for a password, and servers that mean ill."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.core import outgoing
from app.core.outgoing import Failed
from app.core.runtime import Runtime
from app.services.integration_kinds import KINDS, postgres_wire
from app.services.integration_kinds.postgres_wire import MOST_BYTES, MOST_MESSAGES, MOST_ROUNDS, Scram, hashed, prepared
from tests.app.services.checking import on_sqlite, talking

pytestmark = pytest.mark.settings(allow_private_addresses=True)
PASSWORD = "p:ss wörd"
NUMBER = (1).to_bytes(2) + (1).to_bytes(4) + b"1"
GREETING = [(b"R", bytes(4)), (b"S", b"server_version\x0015\x00"), (b"K", bytes(8)), (b"N", b"\x00"), (b"Z", b"I")]
ANSWER = [(b"T", bytes(2)), (b"D", NUMBER), (b"C", b"SELECT 1\x00"), (b"Z", b"I")]


class Server:
    """Speaks the server's part, one message after the other."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def heard(self) -> bytes:
        """The body of the next message."""
        await self.reader.readexactly(1)
        return await self.body()

    async def body(self) -> bytes:
        """Of a message without a kind, which the first one is."""
        return await self.reader.readexactly(int.from_bytes(await self.reader.readexactly(4)) - 4)

    def say(self, *messages: tuple[bytes, bytes]) -> None:
        """Messages by kind and body."""
        self.writer.write(b"".join(kind + (len(body) + 4).to_bytes(4) + body for kind, body in messages))

    def ask(self, step: int, body: bytes = b"") -> None:
        """An authentication message."""
        self.say((b"R", step.to_bytes(4) + body))


async def tried(part: Callable[[Server], Awaitable[object]], password: str | None = PASSWORD) -> str | None:
    """What comes of a check against such a server, without encryption."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = Server(reader, writer)
        await server.body()
        await part(server)

    run = KINDS["postgres"].check
    assert run
    async with talking(talk) as port:
        settings = {"host": "127.0.0.1", "port": port, "database": "inventory", "username": "reader", "tls": "off"}
        try:
            async with asyncio.timeout(10):
                await run(settings, None if password is None else {"password": password})
        except Failed as failed:
            return str(failed)
    return None


async def greet(server: Server, *answer: tuple[bytes, bytes]) -> None:
    """Let in, and answer the question."""
    server.say(*GREETING)
    assert await server.heard() == b"select 1\x00"
    server.say(*(answer or ANSWER))
    await server.reader.read()


# Ways to log in


@on_sqlite
async def test_given_a_server_that_trusts_when_logged_in_then_it_works(runtime: Runtime) -> None:
    assert await tried(greet) is None
    assert await tried(greet, None) is None


@on_sqlite
async def test_given_a_server_that_asks_for_the_password_when_logged_in_then_it_gets_it_as_it_wants_it(runtime: Runtime) -> None:
    said: list[bytes] = []

    async def clear(server: Server) -> None:
        server.ask(3)
        said.append(await server.heard())
        await greet(server)

    async def md5(server: Server) -> None:
        server.ask(5, b"salt")
        said.append(await server.heard())
        await greet(server)

    assert (await tried(clear), await tried(md5)) == (None, None)
    inner = hashlib.md5(PASSWORD.encode() + b"reader").hexdigest().encode()
    assert said == [PASSWORD.encode() + b"\x00", b"md5" + hashlib.md5(inner + b"salt").hexdigest().encode() + b"\x00"]
    assert hashed("reader", PASSWORD, b"salt") + b"\x00" == said[1]
    assert (await tried(clear, None), await tried(md5, None)) == (outgoing.LOGIN_REFUSED, outgoing.LOGIN_REFUSED)
    assert len(said) == 2


def test_given_the_example_of_the_standard_when_proved_then_it_is_word_for_word_the_same() -> None:
    """RFC 7677, section 3."""
    scram = Scram("pencil", "rOprNGfwEbeRWgbNEkqO", "user")
    assert scram.first() == b"n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
    challenge = b"r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
    assert scram.final(challenge) == (
        b"c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
    )
    scram.verify(b"v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")
    with pytest.raises(Failed):
        scram.verify(b"v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")


async def scram_server(server: Server, *, rounds: int = 4096, right: str = PASSWORD, signed: bool = True) -> None:
    """The server's side of SCRAM, by the standard."""
    server.ask(10, b"SCRAM-SHA-256-PLUS\x00SCRAM-SHA-256\x00\x00")
    first = (await server.heard()).split(b"\x00", 1)[1][4:]
    bare = first.removeprefix(b"n,,")
    challenge = b"r=" + bare.split(b"r=")[1] + b"more,s=" + b64encode(b"salt") + f",i={rounds}".encode()
    server.ask(11, challenge)
    final = await server.heard()
    without, _, proof = final.rpartition(b",p=")
    salted = hashlib.pbkdf2_hmac("sha256", right.encode(), b"salt", rounds)
    said = b",".join([bare, challenge, without])
    key = hmac.digest(salted, b"Client Key", "sha256")
    signature = hmac.digest(hashlib.sha256(key).digest(), said, "sha256")
    if bytes(a ^ b for a, b in zip(b64decode(proof), signature, strict=True)) != key:
        server.say((b"E", b"SFATAL\x00C28P01\x00Mno\x00\x00"))
        return
    of_server = hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), said, "sha256")
    server.ask(12, b"v=" + b64encode(of_server if signed else bytes(32)))
    await greet(server)


@on_sqlite
async def test_given_a_server_that_asks_for_a_proof_when_logged_in_then_both_prove_the_password(runtime: Runtime) -> None:
    assert await tried(scram_server) is None
    assert await tried(scram_server, "another") == outgoing.LOGIN_REFUSED
    assert await tried(lambda server: scram_server(server, signed=False)) == outgoing.NOT_UNDERSTOOD
    assert await tried(scram_server, None) == outgoing.LOGIN_REFUSED


@pytest.mark.parametrize(
    ("typed", "meant"), [("I\xadX", "IX"), ("user", "user"), ("\xaa", "a"), ("\u2168", "IX"), ("a\xa0b", "a b"), ("\x07", "\x07")]
)
def test_given_a_password_when_prepared_then_as_the_standard_says(typed: str, meant: str) -> None:
    """RFC 4013, section 3, but that what is refused there is taken as it is."""
    assert prepared(typed) == meant


# Refusals


@on_sqlite
@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("28P01", outgoing.LOGIN_REFUSED),
        ("28000", outgoing.LOGIN_REFUSED),
        ("3D000", outgoing.LOGIN_REFUSED),
        ("53300", outgoing.NOT_UNDERSTOOD),
    ],
)
async def test_given_an_error_when_told_then_only_its_class_counts(runtime: Runtime, state: str, told: str) -> None:
    async def refuse(server: Server) -> None:
        server.say((b"E", f"SFATAL\x00VFATAL\x00C{state}\x00Ma word that nobody sees\x00\x00".encode()))

    assert await tried(refuse) == told


BAD: dict[str, Any] = {
    "no length": lambda server: server.writer.write(b"R" + bytes(4)),
    "a small length": lambda server: server.writer.write(b"R" + (3).to_bytes(4)),
    "a negative length": lambda server: server.writer.write(b"R\xff\xff\xff\xff"),
    "a large length": lambda server: server.writer.write(b"R" + (MOST_BYTES + 5).to_bytes(4)),
    "another kind": lambda server: server.say((b"D", b"")),
    "another login": lambda server: server.ask(7),
    "no mechanism that we know": lambda server: server.ask(10, b"PLAIN\x00\x00"),
    "an empty login": lambda server: server.say((b"R", b""), (b"D", b"")),
    "an error of nothing": lambda server: server.say((b"E", b"")),
    "an error of other letters": lambda server: server.say((b"E", b"C\xff\xff\x00\x00")),
    "notices without an end": lambda server: server.say(*[(b"N", b"")] * (MOST_MESSAGES + 1)),
    "another answer": lambda server: greet(server, (b"T", b""), (b"D", b"2")),
    "no answer": lambda server: greet(server, (b"C", b"")),
    "nothing": lambda server: None,
    "half a message": lambda server: server.writer.write(b"R\x00\x00"),
    "a huge challenge": lambda server: server.say(
        (b"R", (10).to_bytes(4) + b"SCRAM-SHA-256\x00\x00"), (b"R", (11).to_bytes(4) + b"x" * 60_000)
    ),
}


@on_sqlite
@pytest.mark.parametrize("bad", BAD)
async def test_given_a_server_that_means_ill_when_asked_then_it_ends_at_once(runtime: Runtime, bad: str) -> None:
    async def talk(server: Server) -> None:
        done = BAD[bad](server)
        if asyncio.iscoroutine(done):
            await done

    assert await tried(talk) in (outgoing.NOT_UNDERSTOOD, outgoing.NO_ANSWER)


NONCE = "rOprNGfwEbeRWgbNEkqO"


@pytest.mark.parametrize(
    "challenge",
    [
        f"r={NONCE}x,s=c2FsdA==,i={MOST_ROUNDS + 1}", f"r={NONCE}x,s=c2FsdA==,i=99999999999999999999", f"r={NONCE}x,s=c2FsdA==,i=0",
        f"r={NONCE}x,s=c2FsdA==,i=-1", f"r={NONCE}x,s=c2FsdA==,i=", f"r={NONCE},s=c2FsdA==,i=4096", "r=other,s=c2FsdA==,i=4096", "",
        f"r={NONCE}x,s=c2FsdA==",
    ],
)  # fmt: skip
def test_given_a_challenge_that_is_too_much_work_or_none_when_answered_then_it_is_refused(challenge: str) -> None:
    assert Scram("pencil", NONCE).final(f"r={NONCE}x,s=c2FsdA==,i={MOST_ROUNDS}".encode())
    with pytest.raises(Failed):
        Scram("pencil", NONCE).final(challenge.encode())


@on_sqlite
async def test_given_words_before_the_encryption_when_a_server_slips_them_in_then_they_are_not_heard(runtime: Runtime) -> None:
    async def slip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(8)
        writer.write(b"S" + b"R" + (8).to_bytes(4) + (3).to_bytes(4))
        await reader.read(10)

    run = KINDS["postgres"].check
    assert run
    async with talking(slip) as port:
        with pytest.raises(Failed, match=outgoing.NOT_SECURE):
            await run({"host": "127.0.0.1", "port": port, "database": "a", "username": "b", "tls": "require"}, {"password": PASSWORD})


def test_given_the_messages_of_a_login_when_compared_then_they_are_of_version_three() -> None:
    assert postgres_wire._VERSION == b"\x00\x03\x00\x00"
    assert postgres_wire._SSL_REQUEST == b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
