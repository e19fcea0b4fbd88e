"""Connections to addresses that somebody chose who need not mean well: only to public ones, each resolved once, and never to another.

What a name resolves to is decided before the connection and used for it, so that a name that resolves differently a moment
later (DNS rebinding) leads nowhere. What the other side says never gets out of here but for the number of an HTTP answer.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any, Final

import httpx

from app.core.runtime import current

NOT_PUBLIC: Final = "The address is not known, or not a public one."
NO_ANSWER: Final = "The address does not answer."
TOO_SLOW: Final = "It did not answer in time."
NOT_SECURE: Final = "A secure connection could not be made."
NOT_UNDERSTOOD: Final = "It did not answer as expected."
LOGIN_REFUSED: Final = "It refused the login."

MOST_ADDRESSES: Final = 4
"""Of one name that are tried."""
_PORTS: Final = {"http": 80, "https": 443}
_NEVER: Final = (
    IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv4Network("168.63.129.16/32"), IPv6Network("3fff::/20"),
)  # fmt: skip
"""Special-purpose addresses (IANA registries of RFC 6890) that the standard library takes for global, and the inside of one cloud."""
_GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")


_LOOKING_UP: Final = ThreadPoolExecutor(4, "looking up")
"""Names that strangers choose are looked up by threads of their own: a name that takes its time keeps nobody else waiting."""


class Failed(Exception):
    """Nothing came of it. The message is one of Usher's own, and may be shown."""


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet: not of a private net, this machine, a provider's inside or reserved.

    An address that stands for another (IPv4-mapped, NAT64, 6to4) is what that is; of Teredo none is public.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public(str(inner))
        if address.scope_id is not None or address not in _GLOBAL_UNICAST:
            return False
    return address.is_global and not address.is_multicast and not any(address in net for net in _NEVER if net.version == address.version)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


async def addresses_of(host: str) -> list[str]:
    """What a host's name (or address) resolves to, at this moment. All of it must be public, unless the settings allow others.

    Raises Failed: one address that is not, and none is used.
    """
    try:
        look_up = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
        found = await asyncio.get_running_loop().run_in_executor(_LOOKING_UP, look_up)
    except (OSError, UnicodeError):
        raise Failed(NOT_PUBLIC) from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not (current().settings.allow_private_addresses or all(map(is_public, addresses))):
        raise Failed(NOT_PUBLIC)
    return addresses[:MOST_ADDRESSES]


async def connect(host: str, port: int) -> socket.socket:
    """A connected socket. Raises Failed."""
    for address in await addresses_of(host):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        made = socket.socket(family, socket.SOCK_STREAM)
        try:
            made.setblocking(False)  # noqa: FBT003  # the standard library's spelling
            await asyncio.get_running_loop().sock_connect(made, (address, port))
            _require_peer(made.getpeername(), address)
        except OSError:
            made.close()
        except BaseException:
            made.close()
            raise
        else:
            return made
    raise Failed(NO_ANSWER)


def tls(*, verified: bool = True) -> ssl.SSLContext:
    """How to encrypt: with a certificate of a known authority, of the name that is connected to, unless told."""
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


async def http_status(method: str, url: str, headers: Mapping[str, str]) -> int:
    """The status of the answer to one request without a body. Redirects are not followed, nothing of the answer's body is read.

    Raises Failed.
    """
    try:
        asked = httpx.URL(url)
    except httpx.InvalidURL:
        raise Failed(NOT_PUBLIC) from None
    trouble = NO_ANSWER
    for address in await addresses_of(asked.host):
        try:
            return await _status(method, asked, address, headers)
        except httpx.ConnectError as problem:
            trouble = NOT_SECURE if is_tls(problem) else NO_ANSWER
        except (httpx.ReadError, httpx.WriteError, httpx.CloseError):
            raise Failed(NO_ANSWER) from None
        except httpx.HTTPError:
            raise Failed(NOT_UNDERSTOOD) from None
    raise Failed(trouble)


async def _status(method: str, asked: httpx.URL, address: str, headers: Mapping[str, str]) -> int:
    """By the address, in the name of the host."""
    secure = asked.scheme == "https"
    opened: list[Any] = []

    async def trace(event: str, facts: Mapping[str, Any]) -> None:
        if event == "connection.connect_tcp.complete":
            opened.append(facts["return_value"])

    try:
        async with httpx.AsyncClient(verify=tls() if secure else False, trust_env=False, follow_redirects=False, timeout=None) as client:  # noqa: S113  # callers set a time limit
            request = client.build_request(
                method,
                asked.copy_with(host=address),
                headers={"Host": asked.netloc.decode("ascii"), "User-Agent": "Usher", "Accept": "*/*", **headers},
                extensions={"sni_hostname": asked.host, "trace": trace},
            )
            response = await client.send(request, stream=True)
            try:
                _require_peer(response.extensions["network_stream"].get_extra_info("server_addr"), address)
                return response.status_code
            finally:
                await response.aclose()
    except asyncio.CancelledError:
        for stream in opened:  # httpx leaves one open that is interrupted while it begins to encrypt
            await stream.aclose()
        raise


def is_tls(problem: BaseException) -> bool:
    """Whether an error comes from encryption."""
    cause: BaseException | None = problem
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _require_peer(peer: Any, address: str) -> None:
    """Who is at the other end is whom we meant."""
    if ip_address(str(peer[0])) != ip_address(address):
        raise Failed(NOT_PUBLIC)
