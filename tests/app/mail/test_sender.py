"""Through a real mail server on a socket: plain, TLS, STARTTLS, logins, and all that can go wrong."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from app.core.settings import Settings
from app.mail import sender
from app.mail.sender import NotSent, Server, sending, server_of, short_reply
from tests.conftest import test_settings
from tests.mail_server import LOGIN, certificate, mail_server

CONTENT = b"Subject: x\r\n\r\nHello\r\n.\r\n..dots\r\n"
WITH_LOGIN = "us%20er%40example:p%3Ass%2Fw%40rd%25@"

Configured = Callable[[str], Settings]


@pytest.fixture
def configured(tmp_path: Path) -> Configured:
    return lambda smtp_url: test_settings(f"sqlite:///{tmp_path}/x.db", smtp_url=smtp_url, mail_from="Usher <usher@northwind.example>")


@pytest.fixture
def unknown(tmp_path: Path) -> ssl.SSLContext:
    """Of a server with a certificate that nobody here trusts."""
    return certificate(tmp_path)[0]


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of a server whose authority the operator trusts by SSL_CERT_FILE."""
    context, authority = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    return context


async def deliver(settings: Settings, *recipients: str) -> None:
    async with sending(settings) as send:
        for recipient in recipients or ("jane@acme.example",):
            await send(recipient, CONTENT)


async def refused(settings: Settings, recipient: str = "jane@acme.example") -> NotSent:
    with pytest.raises(NotSent) as problem:
        await deliver(settings, recipient)
    return problem.value


async def test_given_a_plain_server_when_mails_are_sent_then_they_arrive_unchanged_over_one_connection(configured: Configured) -> None:
    async with mail_server() as server:
        await deliver(configured(server.url()), "jane@acme.example", "joe@acme.example")
    assert server.recipients == ["jane@acme.example", "joe@acme.example"]
    assert [received.content for received in server.received] == [CONTENT, CONTENT]
    assert server.received[0].sender == "usher@northwind.example"
    assert not server.received[0].encrypted
    assert server.connections == 1


async def test_given_a_login_in_the_address_when_mail_is_sent_then_it_is_percent_decoded(configured: Configured) -> None:
    async with mail_server(login=LOGIN) as server:
        await deliver(configured(server.url(login=WITH_LOGIN)))
    assert [received.login for received in server.received] == [LOGIN[0]]


@pytest.mark.parametrize("login", ["", "somebody:else@"])
async def test_given_a_server_that_wants_a_login_when_there_is_none_or_a_wrong_one_then_it_is_not_the_mails_fault(
    configured: Configured, login: str
) -> None:
    async with mail_server(login=LOGIN) as server:
        problem = await refused(configured(server.url(login=login)))
    assert not problem.final
    assert not server.received


@pytest.mark.parametrize("login", [None, LOGIN])
async def test_given_smtps_when_mail_is_sent_then_it_is_encrypted(
    configured: Configured, trusted: ssl.SSLContext, login: tuple[str, str] | None
) -> None:
    async with mail_server(tls=trusted, login=login) as server:
        await deliver(configured(server.url("smtps", WITH_LOGIN if login else "")))
    assert [(received.encrypted, received.login) for received in server.received] == [(True, login and login[0])]


@pytest.mark.parametrize("login", [None, LOGIN])
async def test_given_starttls_when_mail_is_sent_then_it_is_encrypted(
    configured: Configured, trusted: ssl.SSLContext, login: tuple[str, str] | None
) -> None:
    async with mail_server(starttls=trusted, login=login) as server:
        await deliver(configured(server.url("smtp+starttls", WITH_LOGIN if login else "")))
    assert [(received.encrypted, received.login) for received in server.received] == [(True, login and login[0])]


async def test_given_starttls_when_the_server_does_not_offer_it_then_nothing_is_sent_in_the_clear(configured: Configured) -> None:
    async with mail_server(login=LOGIN) as server:
        problem = await refused(configured(server.url("smtp+starttls", WITH_LOGIN)))
    assert "STARTTLS" in str(problem)
    assert not problem.final
    assert not server.received


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
async def test_given_a_certificate_that_nobody_vouches_for_when_mail_is_sent_then_it_is_not(
    configured: Configured, unknown: ssl.SSLContext, scheme: str
) -> None:
    tls, starttls = (unknown, None) if scheme == "smtps" else (None, unknown)
    async with mail_server(tls=tls, starttls=starttls) as server:
        problem = await refused(configured(server.url(scheme)))
    assert str(problem) == "The mail server could not be reached over a secure connection."
    assert not problem.final
    assert not server.received


@pytest.mark.parametrize(
    ("reply", "final", "shown"),
    [
        ("450 4.2.0 Greylisted", False, "450 4.2.0 Greylisted"),
        ("452 4.2.2 Mailbox full", False, "452 4.2.2 Mailbox full"),
        ("550 5.1.1 <jane@acme.example>: no such user jane", True, "550 5.1.1 <[address]>: no such user [address]"),
        ("530 5.7.0 Authentication required", False, "530 5.7.0 Authentication required"),
    ],
)
async def test_given_a_refused_recipient_when_mail_is_sent_then_the_code_decides_and_the_reply_shows_no_address(
    configured: Configured, *, reply: str, final: bool, shown: str
) -> None:
    async with mail_server() as server:
        server.rcpt_reply = reply
        problem = await refused(configured(server.url()))
    assert (problem.final, str(problem)) == (final, shown)


@pytest.mark.parametrize(("reply", "final"), [("451 4.3.0 Try later", False), ("554 5.7.1 Spam", True)])
async def test_given_refused_content_when_mail_is_sent_then_the_code_decides_and_the_connection_serves_the_next(
    configured: Configured, *, reply: str, final: bool
) -> None:
    async with mail_server() as server, sending(configured(server.url())) as send:
        server.data_reply = reply
        with pytest.raises(NotSent) as problem:
            await send("jane@acme.example", CONTENT)
        server.data_reply = "250 OK"
        await send("joe@acme.example", CONTENT)
    assert (problem.value.final, str(problem.value)) == (final, reply)
    assert server.recipients == ["joe@acme.example"]
    assert server.connections == 1


async def test_given_nobody_listens_when_mail_is_sent_then_it_is_deferred_and_the_host_is_not_told(configured: Configured) -> None:
    async with mail_server() as server:
        url = server.url()
    problem = await refused(configured(url))
    assert (problem.final, str(problem)) == (False, "The mail server could not be reached.")


async def test_given_a_server_that_hangs_up_inside_a_mail_when_mail_is_sent_then_it_is_deferred_and_the_next_one_connects_anew(
    configured: Configured,
) -> None:
    async with mail_server() as server, sending(configured(server.url())) as send:
        server.drop = True
        with pytest.raises(NotSent) as problem:
            await send("jane@acme.example", CONTENT)
        server.drop = False
        await send("joe@acme.example", CONTENT)
    assert (problem.value.final, str(problem.value)) == (False, "The connection to the mail server was lost.")
    assert server.recipients == ["joe@acme.example"]


async def test_given_a_server_that_closes_between_two_mails_when_the_second_is_sent_then_it_arrives(configured: Configured) -> None:
    async with mail_server() as server, sending(configured(server.url())) as send:
        await send("jane@acme.example", CONTENT)
        server.hang_up()
        await send("joe@acme.example", CONTENT)
    assert server.recipients == ["jane@acme.example", "joe@acme.example"]
    assert server.connections == 2


async def test_given_a_silent_server_when_mail_is_sent_then_the_deadline_ends_it(
    configured: Configured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "DEADLINE", 0.2)
    async with mail_server() as server:
        server.hold = "recipient"
        async with asyncio.timeout(5):
            problem = await refused(configured(server.url()))
    assert (problem.final, str(problem)) == (False, "The mail server did not answer in time.")


async def test_given_other_letters_than_ascii_before_the_at_when_the_server_can_not_take_them_then_it_is_final(
    configured: Configured,
) -> None:
    content = "To: jürgen@acme.example\r\n\r\nx\r\n".encode()
    async with mail_server(utf8=True) as able, sending(configured(able.url())) as send:
        await send("jürgen@acme.example", content)
    assert able.recipients == ["jürgen@acme.example"]
    async with mail_server(utf8=False) as unable, sending(configured(unable.url())) as send:
        with pytest.raises(NotSent) as problem:
            await send("jürgen@acme.example", content)
    assert problem.value.final


async def test_given_no_mail_server_when_mail_is_sent_then_nobody_is_asked(configured: Configured) -> None:
    await deliver(configured(""))


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", None, None, None, use_tls=False, start_tls=False)),
        ("smtps://mail.example:4650", Server("mail.example", 4650, None, None, use_tls=True, start_tls=False)),
        ("smtp+starttls://u%40x:p%2Fw@mail.example:587", Server("mail.example", 587, "u@x", "p/w", use_tls=False, start_tls=True)),
        ("smtp://[::1]:25", Server("::1", 25, None, None, use_tls=False, start_tls=False)),
    ],
)
def test_given_an_address_when_read_then_it_says_where_and_how(url: str, server: Server) -> None:
    assert server_of(url) == server


@pytest.mark.parametrize("url", ["smtp://", "smtp://host:99999"])
def test_given_an_address_that_leads_nowhere_when_read_then_value_error(url: str) -> None:
    with pytest.raises(ValueError, match=r"host|Port"):
        server_of(url)


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        ("5.1.1 The email account that you tried to reach\n does not exist: jane.doe@acme.example", "[address]"),
        ("mailbox JANE.DOE unknown", "mailbox [address] unknown"),
        ("<SRS0=x=acme.example=jane.doe@relay.example> \x1b[31mrefused", "[31mrefused"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_given_a_servers_words_when_shown_then_they_are_short_and_without_addresses(reply: str, shown: str) -> None:
    text = short_reply(reply, "jane.doe@acme.example")
    assert shown in text
    assert len(text) <= 300
    assert text.isprintable()
    assert "@" not in text
    assert "jane" not in text.lower()
