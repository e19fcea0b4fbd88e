"""The development mailbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from starlette.applications import Starlette

from app.core.runtime import Runtime
from app.mail.delivery import deliver_due
from app.mail.sender import sending
from app.models import Mail, MailStatus
from app.pages import mailbox
from tests.mails import LINK, queued

production = pytest.mark.settings(
    env="production", public_url="https://usher.example", smtp_url="smtp://127.0.0.1:9", secret_key=("k" * 32,)
)


@pytest.fixture
async def browser(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    application = Starlette(routes=[*mailbox.routes()])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(application), base_url="http://usher.test") as client:
        yield client


async def test_given_no_mails_when_looked_at_then_the_mailbox_says_so(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/dev/mail")
    assert page.status_code == 200
    assert "No mails yet" in page.text


async def test_given_mails_when_listed_then_newest_first_with_recipient_and_status(browser: httpx.AsyncClient, runtime: Runtime) -> None:
    first = await queued(recipient="jane@acme.example", poc_name="<First> & last")
    async with sending(runtime.settings) as send:
        await deliver_due(send, limit=1)
    runtime.clock.advance(timedelta(seconds=5))
    second = await queued(recipient="joe@acme.example")
    page = (await browser.get("/dev/mail")).text
    assert page.index(f'href="/dev/mail/{second.id}"') < page.index(f'href="/dev/mail/{first.id}"')
    assert page.index("QUEUED</span>") < page.index("SENT</span>")
    assert "You&#39;ve been invited to participate in &lt;First&gt; &amp; last" in page
    assert "to jane@acme.example, from Northwind Cloud" in page
    assert "Nothing leaves this machine" in page


async def test_given_more_mails_than_are_shown_when_listed_then_only_the_last(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "SHOWN", 2)
    oldest, _, newest = [await queued() for _ in range(3)]
    page = (await browser.get("/dev/mail")).text
    assert str(newest.id) in page
    assert str(oldest.id) not in page
    assert "Only the last 2 are shown" in page


async def test_given_a_sent_mail_when_opened_then_headers_html_and_text_are_there_and_only_our_link_is_one(
    browser: httpx.AsyncClient, runtime: Runtime
) -> None:
    mail = await queued(personal_message="<b>Hi</b> https://evil.example and bob@evil.example")
    async with sending(runtime.settings) as send:
        await deliver_due(send, limit=1)
    page = await browser.get(f"/dev/mail/{mail.id}")
    for shown in ("Northwind Cloud &lt;usher@localhost&gt;", "jane@acme.example", f"&lt;{mail.id}@localhost&gt;", "02 Mar 2026", "SENT"):
        assert shown in page.text
    assert page.text.count("href=") == 3  # the icon, the way back, and
    assert f'<a href="{LINK}">{LINK}</a>' in page.text
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page.text
    assert f'<iframe class="card" src="/dev/mail/{mail.id}/html" title="The HTML part of the mail" sandbox=' in page.text
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "<script" not in page.text


async def test_given_the_html_part_when_framed_then_it_runs_nothing_and_loads_nothing(browser: httpx.AsyncClient) -> None:
    mail = await queued()
    part = await browser.get(f"/dev/mail/{mail.id}/html")
    assert part.text.startswith("<!doctype html>")
    assert f'href="{LINK}"' in part.text
    policy = part.headers["content-security-policy"].split("; ")
    assert policy[:2] == ["sandbox allow-popups allow-popups-to-escape-sandbox", "default-src 'none'"]
    assert "frame-ancestors 'self'" in policy


async def test_given_a_mail_that_failed_when_opened_then_it_says_why_and_when_it_is_tried_again(
    browser: httpx.AsyncClient, runtime: Runtime
) -> None:
    mail = await queued()
    await Mail.filter(id=mail.id).update(
        status=MailStatus.DEFERRED, attempts=2, last_error="451 <later>", next_attempt_at=runtime.clock.now() + timedelta(minutes=2)
    )
    page = (await browser.get(f"/dev/mail/{mail.id}")).text
    for shown in ("DEFERRED", "after 2 tries", "451 &lt;later&gt;", "Next try at 02 Mar 2026, 09:02:00 UTC"):
        assert shown in page


@pytest.mark.settings(smtp_url="smtp://127.0.0.1:9")
async def test_given_a_mail_that_a_server_took_when_opened_then_only_its_envelope_is_left(
    browser: httpx.AsyncClient, runtime: Runtime
) -> None:
    async def take(recipient: str, content: bytes) -> None:
        """A server that takes everything."""

    mail = await queued()
    await deliver_due(take, limit=1)
    page = await browser.get(f"/dev/mail/{mail.id}")
    assert page.status_code == 200
    assert "jane@acme.example" in page.text
    assert LINK not in page.text
    assert "iframe class" not in page.text
    assert (await browser.get(f"/dev/mail/{mail.id}/html")).status_code == 404
    assert "(sent, not kept)" in (await browser.get("/dev/mail")).text


@pytest.mark.parametrize("path", [f"/dev/mail/{UUID(int=1)}", f"/dev/mail/{UUID(int=1)}/html", "/dev/mail/x", "/dev/mail/1/html"])
async def test_given_no_such_mail_when_opened_then_not_found(browser: httpx.AsyncClient, path: str) -> None:
    assert (await browser.get(path)).status_code == 404


@production
async def test_given_production_when_the_mailbox_is_asked_then_there_is_none_even_if_routed(browser: httpx.AsyncClient) -> None:
    mail = await queued()
    for path in ("/dev/mail", f"/dev/mail/{mail.id}", f"/dev/mail/{mail.id}/html"):
        answer = await browser.get(path)
        assert answer.status_code == 404
        assert LINK not in answer.text
