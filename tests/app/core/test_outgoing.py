"""Where Usher connects to by what others say: to public addresses only, to the one that was looked at, and no further."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from ssl import SSLContext
from typing import Any

import pytest

from app.core import outgoing
from app.core.runtime import Runtime
from tests.mail_server import certificate

allowing = pytest.mark.settings(allow_private_addresses=True)
on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
"""Nothing here asks the database; the runtime has one."""

PUBLIC = ["8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]
NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.9", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "fe80::1", "fe80::1%1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "100::1", "2001:db8::1", "3fff::1",
    "5f00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2001:0:808:808::1", "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "localhost", "", "8.8.8.8.8",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_given_an_address_of_the_public_internet_when_asked_then_it_is_one(address: str) -> None:
    assert outgoing.is_public(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_given_any_other_address_when_asked_then_it_is_none(address: str) -> None:
    assert not outgoing.is_public(address)


@dataclass
class Web:
    """A server that keeps the heads of requests, and gives one answer to all."""

    port: int = 0
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    asked: list[str] = field(default_factory=list)
    sent: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/status?x=1"


@asynccontextmanager
async def web(*, tls: SSLContext | None = None) -> AsyncIterator[Web]:
    """A server on a free port of 127.0.0.1."""
    state = Web()

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            state.asked.append((await reader.readuntil(b"\r\n\r\n")).decode())
            writer.write(state.answer)
            while state.answer.endswith(b"...") and not writer.transport.is_closing():  # a body without an end
                writer.write(b"x" * 65_536)
                state.sent += 65_536
                await writer.drain()
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(speak, "127.0.0.1", ssl=tls)
    state.port = listening.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        listening.close()


async def failure(call: Any) -> str:
    """Why nothing came of it."""
    with pytest.raises(outgoing.Failed) as failed:
        await asyncio.wait_for(call, 20)
    return str(failed.value)


HOSTS = [
    "127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "localhost", "0", "::1", "::ffff:127.0.0.1", "169.254.169.254",
    "64:ff9b::7f00:1",
]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize("host", HOSTS)
async def test_given_a_name_of_this_machine_or_net_when_connected_then_it_is_refused_before_anything_is_sent(
    runtime: Runtime, host: str
) -> None:
    async with web() as server:
        shown = f"[{host}]" if ":" in host else host
        assert await failure(outgoing.connect(host, server.port)) == outgoing.NOT_PUBLIC
        assert await failure(outgoing.http_status("GET", f"http://{shown}:{server.port}/", {})) == outgoing.NOT_PUBLIC
        assert server.asked == []


@on_sqlite
@allowing
@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "localhost"])
async def test_given_the_setting_when_connected_then_addresses_of_ones_own_are_reached(runtime: Runtime, host: str) -> None:
    async with web() as server:
        assert await outgoing.http_status("GET", f"http://{host}:{server.port}/", {}) == 200
        with closing(await outgoing.connect(host, server.port)) as connected:
            assert connected.getpeername()[1] == server.port


@pytest.fixture
def resolving(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A name server of our own: what a list holds, each answer once; the last is not given again."""
    answers: list[str] = []

    def getaddrinfo(_host: str, port: Any, **_: Any) -> list[Any]:
        found = answers.pop(0).split()
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port or 0)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return answers


@on_sqlite
async def test_given_a_name_with_one_address_inside_when_resolved_then_none_of_them_is_used(runtime: Runtime, resolving: list[str]) -> None:
    resolving[:] = ["8.8.8.8 1.1.1.1", "8.8.8.8 10.0.0.1", ""]
    assert await outgoing.addresses_of("twofold.example") == ["8.8.8.8", "1.1.1.1"]
    assert await failure(outgoing.addresses_of("twofold.example")) == outgoing.NOT_PUBLIC
    assert await failure(outgoing.addresses_of("twofold.example")) == outgoing.NOT_PUBLIC


@on_sqlite
@allowing
async def test_given_a_name_that_resolves_differently_a_moment_later_when_connected_then_the_first_answer_is_the_only_one(
    runtime: Runtime, resolving: list[str]
) -> None:
    async with web() as server:
        resolving[:] = ["127.0.0.1", "127.0.0.2"]
        assert await outgoing.http_status("GET", f"http://rebinding.example:{server.port}/", {}) == 200
        assert resolving == ["127.0.0.2"]
        assert f"Host: rebinding.example:{server.port}\r\n" in server.asked[0]
        resolving[:] = ["127.0.0.1", "127.0.0.2"]
        with closing(await outgoing.connect("rebinding.example", server.port)) as connected:
            assert (connected.getpeername()[0], resolving) == ("127.0.0.1", ["127.0.0.2"])


@on_sqlite
@allowing
async def test_given_a_request_when_sent_then_it_has_the_headers_and_nothing_of_the_environment(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    async with web() as server:
        assert await outgoing.http_status("GET", server.url, {"Authorization": "Bearer abc"}) == 200
        assert server.asked[0].startswith("GET /status?x=1 HTTP/1.1\r\n")
        assert "Authorization: Bearer abc\r\n" in server.asked[0]
        assert "User-Agent: Usher\r\n" in server.asked[0]


@on_sqlite
@allowing
async def test_given_a_redirect_when_answered_then_it_is_not_followed(runtime: Runtime) -> None:
    async with web() as server, web() as inside:
        server.answer = f"HTTP/1.1 302 Found\r\nLocation: {inside.url}\r\nContent-Length: 0\r\n\r\n".encode()
        assert await outgoing.http_status("GET", server.url, {"Authorization": "Bearer abc"}) == 302
        assert (len(server.asked), inside.asked) == (1, [])


@on_sqlite
@allowing
async def test_given_an_answer_without_an_end_when_asked_then_its_body_is_not_read(runtime: Runtime) -> None:
    async with web() as server:
        server.answer = b"HTTP/1.1 200 OK\r\n\r\n..."
        async with asyncio.timeout(20):
            assert await outgoing.http_status("GET", server.url, {}) == 200
        assert server.sent < 20_000_000  # what fits into the buffers of the machine


@on_sqlite
@allowing
@pytest.mark.parametrize("answer", [b"220 mail.example ESMTP\r\n", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000])
async def test_given_what_is_no_http_when_asked_then_it_is_not_understood(runtime: Runtime, answer: bytes) -> None:
    async with web() as server:
        server.answer = answer
        assert await failure(outgoing.http_status("GET", server.url, {})) == outgoing.NOT_UNDERSTOOD


@on_sqlite
@allowing
async def test_given_nobody_at_the_port_when_asked_then_it_does_not_answer(runtime: Runtime) -> None:
    async with web() as server:
        pass
    assert await failure(outgoing.http_status("GET", server.url, {})) == outgoing.NO_ANSWER
    assert await failure(outgoing.connect("127.0.0.1", server.port)) == outgoing.NO_ANSWER


@on_sqlite
@allowing
async def test_given_https_when_the_certificate_is_of_a_known_authority_then_it_works_else_not(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, resolving: list[str]
) -> None:
    context, authority = certificate(tmp_path)
    async with web(tls=context) as server:
        resolving[:] = ["127.0.0.1"] * 3
        url = server.url.replace("http:", "https:")
        assert await failure(outgoing.http_status("GET", url, {})) == outgoing.NOT_SECURE
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert await outgoing.http_status("GET", url, {}) == 200
        # The address is the right one, and the certificate is not of this name.
        assert await failure(outgoing.http_status("GET", url.replace("127.0.0.1", "other.example"), {})) == outgoing.NOT_SECURE
        assert len(server.asked) == 1
