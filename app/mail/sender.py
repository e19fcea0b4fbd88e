"""The road to the mail server: connects as USHER_SMTP_URL says, hands over one mail at a time, and tells why one was not taken.

A certificate is always checked, against the system's authorities or those in the file that SSL_CERT_FILE names (OpenSSL).
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from email.utils import parseaddr
from ipaddress import IPv6Address, ip_address
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.core.settings import Settings

DEADLINE = 90.0
"""Seconds that one mail may take in all; less than a lease, so that nobody else takes it up meanwhile."""
PATIENCE = 30.0
"""Seconds to wait for one reply."""
FINAL = range(500, 600)
ABOUT_US = frozenset({421, 530, 534, 535, 538})
"""Replies that speak of the connection or our login (RFC 5321, RFC 4954), never of the mail in hand."""

Send = Callable[[str, bytes], Awaitable[None]]
"""Hand over one mail (recipient, content); returns when it was accepted, else raises NotSent."""


class NotSent(Exception):
    """The mail was not accepted; the message may be shown. `final`: trying again can't help."""

    def __init__(self, message: str, *, final: bool = False) -> None:
        super().__init__(message)
        self.final = final


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails go, and how."""

    host: str
    port: int | None
    username: str | None
    password: str | None
    use_tls: bool
    start_tls: bool


def server_of(smtp_url: str) -> Server:
    """What a smtp:// (never encrypted), smtps:// or smtp+starttls:// (always encrypted) address says. Raises ValueError."""
    parts = urlsplit(smtp_url)
    if not parts.hostname:
        raise ValueError("the address of the mail server names no host")
    username, password = (unquote(text) if text is not None else None for text in (parts.username, parts.password))
    return Server(
        parts.hostname, parts.port, username or None, password,
        use_tls=parts.scheme == "smtps", start_tls=parts.scheme == "smtp+starttls",
    )  # fmt: skip


@asynccontextmanager
async def sending(settings: Settings) -> AsyncIterator[Send]:
    """A way to send mails, over one connection that is made with the first of them.

    Without a mail server (development) every mail counts as sent: the outbox keeps it for the mailbox at /dev/mail.
    """
    if not settings.smtp_url:
        yield _keep
        return
    server = server_of(settings.smtp_url)
    client = aiosmtplib.SMTP(
        hostname=server.host, port=server.port, username=server.username, password=server.password, timeout=PATIENCE,
        use_tls=server.use_tls, start_tls=server.start_tls, local_hostname=own_name(settings.public_url),
    )  # fmt: skip
    _, sender = parseaddr(settings.mail_from)

    async def send(recipient: str, content: bytes) -> None:
        try:
            async with asyncio.timeout(DEADLINE):
                await _connect(client)
                await _hand_over(client, sender, recipient, content)
        except TimeoutError:  # of the deadline, and of aiosmtplib's own waiting
            client.close()
            raise NotSent("The mail server did not answer in time.") from None

    try:
        yield send
    finally:
        if client.is_connected:
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await client.quit(timeout=5)
        client.close()


async def _keep(_recipient: str, _content: bytes) -> None:
    """In development there is nobody to hand a mail to."""


async def _connect(client: aiosmtplib.SMTP) -> None:
    if client.is_connected:
        with suppress(aiosmtplib.SMTPException, OSError):  # many servers end a connection after so many mails
            await client.rset()
            return
        client.close()
    try:
        await client.connect()
    except aiosmtplib.SMTPTimeoutError:
        raise
    except aiosmtplib.SMTPResponseException as problem:  # greeting or login; about us, whatever the code
        raise NotSent(f"The mail server does not let us in: {problem.code}.") from problem
    except (ssl.SSLError, aiosmtplib.SMTPException, OSError, ValueError) as problem:
        if isinstance(problem, ssl.SSLError) or isinstance(problem.__cause__, ssl.SSLError):
            raise NotSent("The mail server could not be reached over a secure connection.") from problem
        if isinstance(problem, aiosmtplib.SMTPConnectError | OSError):
            raise NotSent("The mail server could not be reached.") from problem
        raise NotSent("The mail server does not offer what it is set up for (STARTTLS, login).") from problem


async def _hand_over(client: aiosmtplib.SMTP, sender: str, recipient: str, content: bytes) -> None:
    options = [] if content.isascii() else ["SMTPUTF8", "BODY=8BITMIME"]
    try:
        await client.sendmail(sender, [recipient], content, mail_options=options)
    except aiosmtplib.SMTPRecipientsRefused as problem:
        raise _refusal(problem.recipients[0], recipient) from problem
    except aiosmtplib.SMTPResponseException as problem:
        raise _refusal(problem, recipient) from problem
    except aiosmtplib.SMTPNotSupported as problem:
        raise NotSent("The mail server can't take addresses with other letters than ASCII.", final=True) from problem
    except aiosmtplib.SMTPTimeoutError:
        raise
    except (aiosmtplib.SMTPException, OSError) as problem:
        client.close()
        raise NotSent("The connection to the mail server was lost.") from problem


def _refusal(problem: aiosmtplib.SMTPResponseException, recipient: str) -> NotSent:
    final = problem.code in FINAL and problem.code not in ABOUT_US
    return NotSent(f"{problem.code} {short_reply(problem.message, recipient)}".strip(), final=final)


def short_reply(reply: str, recipient: str) -> str:
    """A server's words in one line of at most 300 characters, without any address."""
    text = re.sub(r"[^\s<>\"'(),;:]*@[^\s<>\"'(),;:]+", "[address]", " ".join(reply.split()))
    local = recipient.rpartition("@")[0]
    text = re.sub(rf"(?<!\w){re.escape(local)}(?!\w)", "[address]", text, flags=re.IGNORECASE)
    return "".join(c for c in text if c.isprintable())[:300]


def own_name(public_url: str) -> str:
    """How we introduce ourselves (RFC 5321, section 4.1.1.1): by the installation's public name."""
    host = urlsplit(public_url).hostname or "localhost"
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return f"[{'IPv6:' if isinstance(address, IPv6Address) else ''}{address}]"
