"""The landing pages: what a person has, at this moment, and nothing of anybody else's."""

from __future__ import annotations

import pytest

from app.core import db, ids
from app.models import Collaborator, Participant, Poc, PocStatus, User
from app.services import participants
from tests.app.pages.browsing import Browser
from tests.conftest import START
from tests.world import PASSWORD, World


async def _as(browser: Browser, user: User) -> Browser:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=PASSWORD)
    assert browser.path == "/welcome"
    return browser


def _address(poc: Poc) -> str:
    return f"/welcome/poc/{ids.to_text('poc', poc.id)}"


async def test_given_a_participant_when_the_poc_is_opened_then_it_shows_what_it_is_and_who_is_there_without_addresses(
    world: World, browser: Browser
) -> None:
    await Poc.filter(id=world.active.id).update(summary="First line\nsecond line", starts_on="2026-03-01", ends_on="2026-04-30")
    await User.filter(id=world.sam.id).update(title="Solutions engineer")
    await Participant.filter(id=world.carl_on_active.id).update(title="Head of IT")
    await Collaborator.create(poc=world.active, user=world.kim, since=START)
    await _as(browser, world.cara)

    page = await browser.open(_address(world.active))

    assert (browser.status, page.heading) == (200, "Active POC")
    assert page.texts["p"].count("First line\nsecond line") == 1
    lines = " ".join(page.words).replace(" ,", ",")
    assert "Provider Northwind Cloud Customer Acme Begins 1 March 2026 Ends 30 April 2026" in lines
    assert (
        "Sam Sales Leads this Solutions engineer, Northwind Cloud Kim Kowalski Northwind Cloud"
        " Cara Customer You Engineer, Acme Carl Colleague Head of IT, Acme" in lines
    )
    assert "Departed" not in lines
    assert "@" not in page.text
    assert "budget" not in browser.answer.text


async def test_given_a_participant_when_removed_then_the_next_request_finds_nothing(world: World, browser: Browser) -> None:
    await _as(browser, world.cara)
    assert (await browser.open(_address(world.active))).heading == "Active POC"

    await participants.remove(world.actor(world.sam), world.cara_on_active.id, reason=None)

    assert (await browser.open(_address(world.active))).heading == "There is nothing here"
    assert browser.status == 404
    assert "Active POC" not in (await browser.open("/welcome")).text


async def test_given_a_poc_of_others_when_opened_then_it_is_as_if_there_were_none(world: World, browser: Browser) -> None:
    await _as(browser, world.cara)
    unknown = (await browser.open(f"/welcome/poc/{ids.to_text('poc', ids.new_id())}")).text
    assert browser.status == 404
    for path in (*(_address(poc) for poc in (world.kims, world.olgas, world.on_hold)), "/welcome/poc/poc_x"):
        assert (await browser.open(path)).text == unknown
        assert browser.status == 404


@pytest.mark.parametrize(
    ("status", "seen"), [(PocStatus.ON_HOLD, "On hold"), (PocStatus.LOST, "Finished"), (PocStatus.DRAFT, None), (PocStatus.ARCHIVED, None)]
)
async def test_given_a_status_when_a_customer_opens_the_poc_then_it_is_there_only_if_it_is_for_customers(
    world: World, browser: Browser, status: PocStatus, seen: str | None
) -> None:
    await _as(browser, world.cara)
    await Poc.filter(id=world.active.id).update(status=status)

    page = await browser.open(_address(world.active))

    assert browser.status == (200 if seen else 404)
    assert seen is None or seen in page.text


async def test_given_staff_when_they_open_their_poc_then_they_see_it_and_others_do_not(world: World, browser: Browser) -> None:
    await _as(browser, world.sam)
    page = await browser.open(_address(world.active))
    assert page.heading == "Active POC"
    assert "Departed" not in page.text
    assert "@" not in page.text
    await browser.open(_address(world.kims))
    assert browser.status == 404


async def test_given_nobody_signed_in_when_opened_then_they_sign_in_and_come_back(world: World, browser: Browser) -> None:
    page = await browser.open(_address(world.active))
    assert browser.path.startswith("/sign-in?to=/welcome/poc/poc_")
    assert page.heading == "Sign in"

    page = await browser.press("sign-in", email=world.cara.email, password=PASSWORD)

    assert page.heading == "Active POC"


async def test_given_a_revoked_session_when_a_page_is_opened_then_one_signs_in_again(world: World, browser: Browser) -> None:
    await _as(browser, world.cara)
    await db.execute("update session set revoked_at = :now where user_id = :user", {"now": START, "user": world.cara.id})
    assert (await browser.open("/welcome")).heading == "Sign in"


async def test_given_a_made_up_session_when_a_page_is_opened_then_nobody_is_signed_in(browser: Browser) -> None:
    for token in ("", "x", "a.b.c", "e" * 5000):
        browser.client.cookies.set("usher-session", token, domain="127.0.0.1", path="/")
        assert (await browser.open("/welcome")).heading == "Sign in"


async def test_given_a_person_when_welcomed_then_their_own_places_are_listed(world: World, browser: Browser) -> None:
    await _as(browser, world.cara)
    page = await browser.open("/welcome")
    assert page.heading == "Welcome, Cara Customer"
    assert "What you take part in Active POC Northwind Cloud" in " ".join(page.words)
    assert "Where you work" not in page.text
    assert f'href="{_address(world.active)}"' in browser.answer.text


async def test_given_a_person_who_was_removed_from_all_when_welcomed_then_it_says_so(world: World, browser: Browser) -> None:
    page = (await _as(browser, world.dora)).page
    assert "you take part in nothing here" in page.text


async def test_given_development_when_the_start_page_is_opened_then_it_leads_to_the_explorer_and_the_mailbox(browser: Browser) -> None:
    await browser.open("/")
    assert 'href="/graphql"' in browser.answer.text
    assert 'href="/dev/mail"' in browser.answer.text


@pytest.mark.settings(env="production", public_url="https://usher.example", smtp_url="smtp://localhost")
async def test_given_production_when_the_start_page_is_opened_then_there_is_no_mailbox(browser: Browser) -> None:
    await browser.open("/")
    assert browser.status == 200
    assert "/dev/mail" not in browser.answer.text
