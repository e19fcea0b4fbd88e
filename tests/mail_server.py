"""A mail server on a socket (aiosmtpd) that keeps what it was given, and that can refuse, wait, drop, encrypt and ask for a login."""

from __future__ import annotations

import asyncio
import ssl
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Literal

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

LOGIN = ("us er@example", "p:ss/w@rd%")


@dataclass
class Received:
    """One mail as it came over the wire."""

    sender: str
    recipients: list[str]
    content: bytes
    encrypted: bool
    login: str | None

    @property
    def mail(self) -> EmailMessage:
        """The content, parsed."""
        parsed = message_from_bytes(self.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


@dataclass
class MailServer:
    """What it got, and what it answers; a test changes the answers as it goes."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    rcpt_reply: str | None = None
    data_reply: str = "250 OK"
    hold: Literal["", "recipient", "reply"] = ""
    free: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    drop: bool = False
    speakers: list[SMTP] = field(default_factory=list)

    def url(self, scheme: str = "smtp", login: str = "") -> str:
        """The address for USHER_SMTP_URL."""
        return f"{scheme}://{login}127.0.0.1:{self.port}"

    @property
    def connections(self) -> int:
        """How many there have been."""
        return len(self.speakers)

    def hang_up(self) -> None:
        """End all connections, without a word."""
        for speaker in self.speakers:
            if speaker.transport is not None:
                speaker.transport.close()

    @property
    def recipients(self) -> list[str]:
        """Whom mails were for, in order."""
        return [recipient for received in self.received for recipient in received.recipients]

    # Hooks of aiosmtpd

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Take or refuse a recipient."""
        await self._wait("recipient", len(self.received))
        if self.rcpt_reply:
            return self.rcpt_reply
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a mail, once the gate is open."""
        before = len(self.received)
        if self.data_reply.startswith("250"):
            known: object = session.auth_data
            login = known.login.decode() if isinstance(known, LoginPassword) else None
            assert isinstance(envelope.original_content, bytes)
            assert server.transport is not None
            encrypted = server.transport.get_extra_info("sslcontext") is not None
            self.received.append(Received(envelope.mail_from or "", envelope.rcpt_tos, envelope.original_content, encrypted, login))
        await self._wait("reply", before)
        return self.data_reply

    async def _wait(self, place: str, before: int) -> None:
        """After `free` mails, at `hold` (before a recipient is taken, or after a mail is but before it says so), till the gate opens."""
        if self.hold == place and before >= self.free:
            self.asked.set()
            await self.gate.wait()


class Dropping(SMTP):
    """Hangs up in the middle of a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Ask for the mail, then be gone."""
        await self.push("354 go on")
        assert self.transport is not None
        self.transport.close()


@asynccontextmanager
async def mail_server(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None,
    utf8: bool = True, port: int = 0,
) -> AsyncIterator[MailServer]:  # fmt: skip
    """A server on a free port of 127.0.0.1. `tls` from the beginning, or `starttls` on demand; `login` is then required."""
    state = MailServer()

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = login is not None and (given.login.decode(), given.password.decode()) == login
        return AuthResult(success=right, handled=False, auth_data=given)

    def speak() -> SMTP:
        with warnings.catch_warnings(action="ignore"):  # that a login is asked for without encryption
            speaker = (Dropping if state.drop else SMTP)(
                state, hostname="mail.test", enable_SMTPUTF8=utf8, tls_context=starttls, require_starttls=starttls is not None,
                authenticator=known, auth_required=login is not None, auth_require_tls=False,
            )  # fmt: skip
        state.speakers.append(speaker)
        return speaker

    listening = await asyncio.get_running_loop().create_server(speak, "127.0.0.1", port, ssl=tls)
    state.port = listening.sockets[0].getsockname()[1]
    try:
        yield state
    finally:
        state.gate.set()
        state.hang_up()
        listening.close()


async def until(true: Callable[[], object]) -> None:
    """Wait for something that happens in another process or on a socket; at most 20 seconds."""
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A fresh certificate for 127.0.0.1: the context of a server that has it, and the file of the authority that vouches for it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, private)
    return context, public
