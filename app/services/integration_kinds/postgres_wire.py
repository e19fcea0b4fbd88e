"""The little of PostgreSQL's protocol (version 3.0, chapter 55 of its manual) that a check needs: encrypt, log in, ask one thing.

It is not left to the driver of Usher's own database, which trusts its server: a stranger must not be able to keep us busy.
So each message is bounded before it is read, and so is the work that a login asks for.
"""

from __future__ import annotations

import asyncio
import binascii
import hashlib
import hmac
import secrets
import socket
import ssl
import stringprep
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from app.core import outgoing
from app.core.outgoing import Failed

MOST_BYTES: Final = 65_536
"""Of a message."""
MOST_MESSAGES: Final = 500
MOST_ROUNDS: Final = 100_000
"""Of the hash that SCRAM asks for; servers ask for 4,096 unless told."""
_SSL_REQUEST: Final = (8).to_bytes(4) + (80_877_103).to_bytes(4)
_VERSION: Final = (196_608).to_bytes(4)
_OK, _CLEARTEXT, _MD5, _SASL, _SASL_CONTINUE, _SASL_FINAL = 0, 3, 5, 10, 11, 12
"""What an authentication message asks for."""
_PASSING: Final = b"NSK"
"""Notices, parameters and the key to cancel by."""
_REFUSALS: Final = ("28", "3D")
"""Classes of errors: the login, and the name of the database."""


async def ask(connected: socket.socket, *, user: str, database: str, password: str | None, host: str, tls: ssl.SSLContext | None) -> None:
    """Log in by a connected socket, which is closed in the end, and select 1. Raises Failed, and OSError where the connection breaks."""
    try:
        if tls is not None:
            await _require_tls(connected)
        async with _opened(connected, host, tls) as session:
            await session.begin(user, database, password)
            await session.select_one()
    except (asyncio.IncompleteReadError, UnicodeError, IndexError, binascii.Error):
        raise Failed(outgoing.NOT_UNDERSTOOD) from None
    finally:
        connected.close()


async def _require_tls(connected: socket.socket) -> None:
    """One byte says whether the server encrypts. No more is read, so that nothing slips in before the encryption begins."""
    loop = asyncio.get_running_loop()
    await loop.sock_sendall(connected, _SSL_REQUEST)
    if await loop.sock_recv(connected, 1) != b"S":
        raise Failed(outgoing.NOT_SECURE)


@asynccontextmanager
async def _opened(connected: socket.socket, host: str, tls: ssl.SSLContext | None) -> AsyncIterator[Session]:
    reader, writer = await asyncio.open_connection(sock=connected, ssl=tls, server_hostname=host if tls else None)
    try:
        yield Session(reader, writer)
    finally:
        writer.transport.abort()


class Session:
    """A conversation with a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._heard = 0

    async def begin(self, user: str, database: str, password: str | None) -> None:
        """Log in. Raises Failed where that is refused; without a password none is sent."""
        said = b"".join(part.encode() + b"\0" for part in ("user", user, "database", database)) + b"\0"
        self._writer.write((len(said) + 8).to_bytes(4) + _VERSION + said)
        while (wanted := int.from_bytes((body := await self._expect(b"R"))[:4])) != _OK:
            if password is None:
                raise Failed(outgoing.LOGIN_REFUSED)
            if wanted == _CLEARTEXT:
                self._send(b"p", password.encode() + b"\0")
            elif wanted == _MD5:
                self._send(b"p", hashed(user, password, body[4:8]) + b"\0")
            elif wanted == _SASL and b"SCRAM-SHA-256" in body[4:].split(b"\0"):
                await self._prove(Scram(password))
            else:
                raise Failed(outgoing.NOT_UNDERSTOOD)
        await self._expect(b"Z")

    async def select_one(self) -> None:
        """Ask for 1, and get it."""
        self._send(b"Q", b"select 1\0")
        await self._expect(b"T")
        if await self._expect(b"D") != (1).to_bytes(2) + (1).to_bytes(4) + b"1":
            raise Failed(outgoing.NOT_UNDERSTOOD)
        await self._expect(b"C")
        await self._expect(b"Z")
        self._send(b"X", b"")

    async def _prove(self, scram: Scram) -> None:
        first = scram.first()
        self._send(b"p", b"SCRAM-SHA-256\0" + len(first).to_bytes(4) + first)
        self._send(b"p", scram.final(await self._sasl(_SASL_CONTINUE)))
        scram.verify(await self._sasl(_SASL_FINAL))

    async def _sasl(self, step: int) -> bytes:
        body = await self._expect(b"R")
        if int.from_bytes(body[:4]) != step:
            raise Failed(outgoing.NOT_UNDERSTOOD)
        return body[4:]

    def _send(self, kind: bytes, body: bytes) -> None:
        self._writer.write(kind + (len(body) + 4).to_bytes(4) + body)

    async def _expect(self, kind: bytes) -> bytes:
        """The next message that is not only in passing; it must be of a kind."""
        while True:
            heard = await self._reader.readexactly(1)
            length = int.from_bytes(await self._reader.readexactly(4)) - 4
            self._heard += 1
            if not 0 <= length <= MOST_BYTES or self._heard > MOST_MESSAGES:
                raise Failed(outgoing.NOT_UNDERSTOOD)
            body = await self._reader.readexactly(length)
            if heard == kind:
                return body
            if heard == b"E":
                raise Failed(outgoing.LOGIN_REFUSED if _state(body).startswith(_REFUSALS) else outgoing.NOT_UNDERSTOOD)
            if heard not in _PASSING:
                raise Failed(outgoing.NOT_UNDERSTOOD)


class Scram:
    """A login that proves the password without sending it, and asks the server to prove that it knows it (RFC 5802, RFC 7677)."""

    def __init__(self, password: str, nonce: str | None = None, user: str = "") -> None:
        self._password = prepared(password).encode()
        self._nonce = nonce or secrets.token_urlsafe(24)
        self._bare = f"n={user},r={self._nonce}"
        self._proof_of_server = b""

    def first(self) -> bytes:
        """What is said first; PostgreSQL knows the name already."""
        return f"n,,{self._bare}".encode()

    def final(self, challenge: bytes) -> bytes:
        """The answer to the server's challenge. Raises Failed for one that is none, or too much work."""
        text = challenge.decode("ascii")
        parts = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
        nonce, salt, rounds = (parts.get(name, "") for name in "rsi")
        if not nonce.startswith(self._nonce) or nonce == self._nonce or not rounds.isdecimal() or not 1 <= int(rounds[:9]) <= MOST_ROUNDS:
            raise Failed(outgoing.NOT_UNDERSTOOD)
        salted = hashlib.pbkdf2_hmac("sha256", self._password, b64decode(salt, validate=True), int(rounds[:9]))
        client_key = _hmac(salted, b"Client Key")
        without_proof = f"c=biws,r={nonce}"
        said = f"{self._bare},{text},{without_proof}".encode()
        signature = _hmac(hashlib.sha256(client_key).digest(), said)
        proof = bytes(one ^ other for one, other in zip(client_key, signature, strict=True))
        self._proof_of_server = b"v=" + b64encode(_hmac(_hmac(salted, b"Server Key"), said))
        return f"{without_proof},p={b64encode(proof).decode()}".encode()

    def verify(self, final: bytes) -> None:
        """The server knows the password, too; else Failed."""
        if not hmac.compare_digest(final, self._proof_of_server):
            raise Failed(outgoing.NOT_UNDERSTOOD)


def hashed(user: str, password: str, salt: bytes) -> bytes:
    """The answer to MD5 authentication, which older servers ask for."""
    inner = _md5(password.encode() + user.encode())
    return b"md5" + _md5(inner + salt)


def prepared(password: str) -> str:
    """A password as SCRAM hashes it (SASLprep, RFC 4013); PostgreSQL takes one that is not allowed there as it is."""
    mapped = "".join(
        " " if stringprep.in_table_c12(char) else char for char in password if not stringprep.in_table_b1(char)
    )  # fmt: skip
    normal = unicodedata.normalize("NFKC", mapped)
    refused = (stringprep.in_table_c12, stringprep.in_table_c21_c22, stringprep.in_table_c3, stringprep.in_table_c4, stringprep.in_table_c5)
    allowed = normal and not any(check(char) for char in normal for check in refused)
    return normal if allowed else password


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, "sha256")


def _md5(text: bytes) -> bytes:
    return hashlib.md5(text, usedforsecurity=False).hexdigest().encode()


def _state(error: bytes) -> str:
    """The SQLSTATE of an error."""
    fields = {part[:1]: part[1:] for part in error.split(b"\0")}
    return fields.get(b"C", b"").decode("ascii")
