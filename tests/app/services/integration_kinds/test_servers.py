"""Checks of mail servers and databases: what works, and what is said of what does not; never a word of the other side's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from app.core import db, outgoing
from app.core.runtime import Runtime
from tests.app.services.checking import on_sqlite, talking, tried
from tests.app.services.integrating import CANARY, CREDENTIALS, SETTINGS
from tests.mail_server import LOGIN, certificate, mail_server

pytestmark = pytest.mark.settings(allow_private_addresses=True)


# SMTP


async def test_given_a_mail_server_when_checked_then_nothing_is_sent_through_it(runtime: Runtime) -> None:
    async with mail_server() as server:
        settings = {"host": "127.0.0.1", "port": server.port, "encryption": "none"}
        assert await tried("smtp", settings) is None
        assert await tried("smtp", settings | {"encryption": "starttls"}) == outgoing.NOT_UNDERSTOOD
        assert await tried("smtp", settings | {"encryption": "tls"}) == outgoing.NOT_SECURE
        assert server.received == []
    assert await tried("smtp", settings) == outgoing.NO_ANSWER


async def test_given_a_mail_server_that_wants_a_login_when_checked_then_the_right_one_is_told_from_a_wrong_one(runtime: Runtime) -> None:
    async with mail_server(login=LOGIN) as server:
        settings = {"host": "127.0.0.1", "port": server.port, "encryption": "none"}
        assert await tried("smtp", settings, {"username": LOGIN[0], "password": LOGIN[1]}) is None
        assert await tried("smtp", settings, {"username": LOGIN[0], "password": CANARY}) == outgoing.LOGIN_REFUSED


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
async def test_given_an_encrypted_mail_server_when_checked_then_its_certificate_must_be_of_its_name(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, encryption: str
) -> None:
    context, authority = certificate(tmp_path)
    serving = mail_server(tls=context) if encryption == "tls" else mail_server(starttls=context)
    async with serving as server:
        settings = {"host": "127.0.0.1", "port": server.port, "encryption": encryption}
        assert await tried("smtp", settings) == outgoing.NOT_SECURE
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert await tried("smtp", settings) is None
        assert await tried("smtp", settings | {"host": "localhost"}) == outgoing.NOT_SECURE


# PostgreSQL


@asynccontextmanager
async def postgres(server_url: str) -> AsyncIterator[dict[str, Any]]:
    """Settings of the server that the tests use, by a port of 127.0.0.1, wherever it really listens."""
    parts = urlsplit(server_url)
    folder = parse_qs(parts.query).get("host", [""])[0]

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()

    async def bridge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if folder:
            there, back = await asyncio.open_unix_connection(f"{folder}/.s.PGSQL.{parts.port or 5432}")
        else:
            there, back = await asyncio.open_connection(parts.hostname or "127.0.0.1", parts.port or 5432)
        try:
            await asyncio.wait(
                [asyncio.create_task(pass_on(reader, back)), asyncio.create_task(pass_on(there, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            back.close()

    async with talking(bridge) as port:
        yield {
            "host": "127.0.0.1", "port": port, "tls": "off", "database": unquote(parts.path.removeprefix("/")),
            "username": unquote(parts.username or "postgres"),
        }  # fmt: skip


@pytest.mark.parametrize("template", ["postgres"], indirect=True)
async def test_given_a_database_when_checked_then_it_is_logged_into_and_what_is_wrong_is_told(runtime: Runtime) -> None:
    url = runtime.settings.database_url
    password = {"password": urlsplit(url).password or CANARY}
    async with postgres(url) as settings:
        assert await tried("postgres", settings, password) is None
        assert await tried("postgres", settings | {"username": "nobody_of_this_name"}, password) == outgoing.LOGIN_REFUSED
        assert await tried("postgres", settings | {"database": "none_of_this_name"}, password) == outgoing.LOGIN_REFUSED
        row = await db.fetch_one("show ssl")
        if row and row[0] == "off":
            assert await tried("postgres", settings | {"tls": "require"}, password) == outgoing.NOT_SECURE
            assert await tried("postgres", settings | {"tls": "verify"}, password) == outgoing.NOT_SECURE
    assert await tried("postgres", settings, password) == outgoing.NO_ANSWER


@on_sqlite
async def test_given_no_password_when_a_database_asks_for_one_then_it_gets_none_of_the_operators(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    passwords = tmp_path / "pgpass"
    passwords.write_text(f"*:*:*:*:{CANARY}\n")
    passwords.chmod(0o600)
    monkeypatch.setenv("PGPASSWORD", CANARY)
    monkeypatch.setenv("PGPASSFILE", str(passwords))
    said: list[bytes] = []

    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said.append(await reader.read(1000))
        writer.write(b"R" + (8).to_bytes(4) + (3).to_bytes(4))  # AuthenticationCleartextPassword
        said.append(await reader.read(1000))

    async with talking(ask) as port:
        settings = SETTINGS["postgres"] | {"host": "127.0.0.1", "port": port, "tls": "off"}
        assert await tried("postgres", settings) == outgoing.LOGIN_REFUSED
    assert b"inventory" in said[0]
    assert said[1:] in ([], [b""])


@on_sqlite
@pytest.mark.parametrize(
    "answer", [b"HTTP/1.1 200 OK\r\n\r\n", b"", b"\x00" * 5000, b"220 " + b"x" * 100_000 + b"\r\n", b"R\xff\xff\xff\xff"]
)
async def test_given_what_is_no_such_server_when_checked_then_a_sentence_of_ours_is_all_that_is_told(
    runtime: Runtime, answer: bytes
) -> None:
    async def talk(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    async with talking(talk) as port:
        where = {"host": "127.0.0.1", "port": port}
        for kind, settings in (
            ("postgres", SETTINGS["postgres"] | where), ("postgres", SETTINGS["postgres"] | where | {"tls": "off"}),
            ("smtp", where), ("smtp", where | {"encryption": "none"}), ("smtp", where | {"encryption": "tls"}),
        ):  # fmt: skip
            told = await tried(kind, settings, CREDENTIALS[kind])
            assert told in (outgoing.NOT_UNDERSTOOD, outgoing.NO_ANSWER, outgoing.NOT_SECURE)
