"""The page of an invitation, in each state and at each step."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import EmailChange, Invitation, Membership, Participant, PocStatus, Role, Session, Tenant, User
from app.services import invitations, members, participants, poc_status
from tests.app.pages.browsing import Browser, Page, browsing
from tests.app.services.inviting import NEW, PASSWORD, token_of
from tests.app.services.readdressing import changed
from tests.conftest import START
from tests.world import PASSWORD as USUAL
from tests.world import World, mails, rows, snapshot

MESSAGE = "Hello Nina,\nsee you <b>soon</b>."
REGISTRATION = {"firstName": "Nina", "lastName": "New", "password": PASSWORD}


async def _invited(world: World, email: str = NEW, **given: str) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email, personal_message=MESSAGE, **given)  # type: ignore[arg-type]  # texts only


async def _open(browser: Browser, invitation_id: UUID) -> Page:
    return await browser.open(f"/invite/{await token_of(invitation_id)}")


async def _sign_in(browser: Browser, user: User) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=USUAL)
    assert browser.path == "/welcome"


# What is shown


async def test_given_a_new_person_when_the_link_is_opened_then_the_page_says_what_it_is_and_offers_to_register(
    world: World, browser: Browser
) -> None:
    await Tenant.filter(id=world.northwind.id).update(
        brand_name="Northwind", brand_accent_color="#ffee00", brand_support_email="help@nw.example"
    )

    page = await _open(browser, await _invited(world, first_name="Nina", last_name="Née"))

    assert browser.status == 200
    assert page.heading == "You're invited to Active POC"
    assert "Sam Sales of Northwind Cloud invites you to take part" in " ".join(page.text.split())
    assert page.texts["blockquote"] == MESSAGE
    assert "n***@acme.example" in page.text
    assert NEW not in browser.answer.text
    assert "9 March 2026, 09:00 UTC" in page.text
    assert page.buttons == {"register", "decline"}
    assert page.form("register").fields | {"mark": ""} == {
        "mark": "",
        "firstName": "Nina",
        "lastName": "Née",
        "title": "",
        "password": "",
        "timeZone": "",
    }
    assert {name: page.attributes[name].get("autocomplete") for name in ("firstName", "lastName", "title", "password")} == {
        "firstName": "given-name", "lastName": "family-name", "title": "organization-title", "password": "new-password",
    }  # fmt: skip
    assert all(f'for="{name}"' in browser.answer.text for name in ("firstName", "lastName", "title", "password", "timeZone"))
    assert page.autofocus is None
    assert "help@nw.example" in page.text
    assert 'fill="#ffee00"' in browser.answer.text  # with dark letters on it
    assert 'fill="#111"' in browser.answer.text
    assert "script" not in page.elements


async def _pending(world: World) -> UUID:
    return await _invited(world)


async def _known(world: World) -> UUID:
    return await _invited(world, world.otto.email)


async def _expired(world: World) -> UUID:
    invited = await _invited(world)
    await Invitation.filter(id=invited).update(expires_at=START)
    return invited


async def _cancelled(world: World) -> UUID:
    invited = await _invited(world)
    await invitations.cancel(world.actor(world.sam), invited)
    return invited


async def _accepted(world: World) -> UUID:
    invited = await _invited(world)
    registration = invitations.Registration(first_name="Nina", last_name="New", password=PASSWORD)
    await invitations.accept(world.nobody, token=await token_of(invited), registration=registration)
    return invited


async def _on_hold(world: World) -> UUID:
    invited = await _invited(world)
    await poc_status.change(world.actor(world.sam), world.active.id, status=PocStatus.ON_HOLD)
    return invited


async def _kept(world: World) -> UUID:
    await changed(world, user=world.olga)
    return await _invited(world, world.olga.email)


async def _nobody_answers(world: World) -> UUID:
    invited = await _invited(world)
    await Membership.filter(user_id=world.sam.id).delete()
    return invited


@pytest.mark.parametrize(
    ("state", "heading", "buttons"),
    [
        (_pending, "You're invited to Active POC", {"register", "decline"}),
        (_known, "You're invited to Active POC", {"sign-in", "decline"}),
        (_expired, "This invitation has expired", {"ask"}),
        (_cancelled, "This invitation was withdrawn", set()),
        (_nobody_answers, "This invitation was withdrawn", set()),
        (_accepted, "This invitation was accepted already", set()),
        (_on_hold, "This can't be joined at the moment", {"decline"}),
        (_kept, "This can't be joined at the moment", {"decline"}),
    ],
)
async def test_given_a_state_when_the_link_is_opened_then_the_page_says_it_and_what_can_be_done(
    world: World, browser: Browser, state: object, heading: str, buttons: set[str]
) -> None:
    page = await _open(browser, await state(world))  # type: ignore[operator]  # one of the functions above

    assert (browser.status, page.heading, page.buttons) == (200, heading, buttons)
    assert NEW not in browser.answer.text


async def test_given_an_address_that_is_kept_when_its_link_is_opened_or_pressed_then_the_page_says_that_it_waits(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    id_ = await _kept(world)
    page = await _open(browser, id_)
    said = " ".join(page.text.split())
    assert "o***@contoso.example was given up for another one a short while ago, and is kept for 72 hours" in said
    assert "The invitation is not used up" in said
    assert "paused" not in said

    runtime.clock.advance(timedelta(hours=72))
    assert (await _open(browser, id_)).buttons == {"register", "decline"}
    await EmailChange.filter(user_id=world.olga.id).update(undo_until=now() + timedelta(hours=1))
    page = await browser.press("register", **REGISTRATION)
    assert (page.heading, page.buttons) == ("This can't be joined at the moment", {"decline"})
    runtime.clock.advance(timedelta(hours=1))
    await _open(browser, id_)
    assert (await browser.press("register", **REGISTRATION)).heading == "Active POC"


async def test_given_a_replaced_link_when_opened_then_it_tells_of_a_newer_mail_and_nothing_of_the_invitation(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    invited = await _invited(world, first_name="Nina")
    old = await token_of(invited)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(world.actor(world.sam), invited)

    page = await browser.open(f"/invite/{old}")

    assert (page.heading, page.buttons) == ("There is a newer link", {"ask"})
    assert "Northwind Cloud" in page.text
    assert not {word for word in ("Active POC", "Sam", "Nina", "acme.example", "soon") if word in browser.answer.text}


async def test_given_a_colleague_invited_when_opened_then_it_names_the_organization(world: World, browser: Browser) -> None:
    invited = await members.invite(world.actor(world.ada), email="neil@northwind.example", roles={Role.SALES_ENGINEER, Role.MEMBER})

    page = await _open(browser, invited)

    assert page.heading == "You're invited to Northwind Cloud"
    assert "Ada Admin invites you to join your colleagues here." in " ".join(page.text.split())


# Registering


async def test_given_a_new_person_when_they_register_then_they_are_in_and_see_the_poc(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world))

    page = await browser.press("register", **REGISTRATION, title="Head of IT", timeZone="Asia/Tokyo")

    assert browser.path.startswith("/welcome/poc/poc_")
    assert [answer.status_code for answer in browser.answer.history] == [303]
    assert page.heading == "Active POC"
    user = await User.get(email=NEW)
    assert (user.first_name, user.title, user.time_zone) == ("Nina", "Head of IT", "Asia/Tokyo")
    assert await Participant.exists(user_id=user.id, poc_id=world.active.id)


async def test_given_no_time_zone_when_they_register_then_it_is_the_organizations(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world))
    await browser.press("register", **REGISTRATION)
    assert (await User.get(email=NEW)).time_zone == "Europe/Berlin"


async def test_given_mistakes_when_they_register_then_each_stands_at_its_field_and_what_was_right_is_kept(
    world: World, browser: Browser
) -> None:
    await _open(browser, await _invited(world, first_name="Nina"))
    before = await snapshot()

    page = await browser.press(
        "register", firstName="", lastName="N" * 201, title="Head of IT", password="too short", timeZone="Asia/Tokyo"
    )

    assert browser.status == 422
    assert await snapshot() == before
    assert {name for name, given in page.attributes.items() if given.get("aria-invalid") == "true"} == {"firstName", "lastName", "password"}
    assert all(page.attributes[name]["aria-describedby"] == f"{name}-error" for name in ("firstName", "lastName", "password"))
    assert page.autofocus == "firstName"
    assert "Please correct" in page.texts["title"]
    kept = page.form("register").fields
    assert (kept["firstName"], kept["lastName"], kept["title"], kept["timeZone"]) == ("", "N" * 201, "Head of IT", "Asia/Tokyo")
    assert "too short" not in browser.answer.text

    assert (await browser.press("register", **REGISTRATION)).heading == "Active POC"


async def test_given_a_time_zone_that_is_none_when_they_register_then_it_is_said_there(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world))
    page = await browser.press("register", **REGISTRATION, timeZone="Mars/Olympus")
    assert (browser.status, page.autofocus) == (422, "timeZone")
    assert page.attributes["timeZone"]["aria-invalid"] == "true"


async def test_given_a_form_that_was_open_while_the_invitation_ended_when_sent_then_the_page_shows_how_it_stands_now(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    invited = await _invited(world)
    await _open(browser, invited)
    runtime.clock.advance(timedelta(days=7))
    before = await snapshot()

    page = await browser.press("register", **REGISTRATION)

    assert (browser.status, page.heading, page.buttons) == (422, "This invitation has expired", {"ask"})
    assert PASSWORD not in browser.answer.text
    assert await snapshot() == before


# Signing in and accepting


async def test_given_an_account_when_they_sign_in_on_the_page_then_they_are_in(world: World, browser: Browser) -> None:
    page = await _open(browser, await _invited(world, world.otto.email))
    assert page.attributes["email"]["autocomplete"] == "username"
    assert page.attributes["password"]["autocomplete"] == "current-password"
    assert world.otto.email not in browser.answer.text

    page = await browser.press("sign-in", email="OTTO@contoso.example", password=USUAL)

    assert (page.heading, browser.path[:18]) == ("Active POC", "/welcome/poc/poc_0")
    assert await Participant.exists(user_id=world.otto.id, poc_id=world.active.id)


async def test_given_a_wrong_password_when_they_sign_in_then_it_says_so_and_keeps_the_address(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world, world.otto.email))

    page = await browser.press("sign-in", email=world.otto.email, password="wrong wrong wrong")

    assert browser.status == 422
    assert "The address or the password is wrong." in page.text
    assert page.form("sign-in").fields["email"] == world.otto.email
    assert "wrong wrong wrong" not in browser.answer.text
    assert page.autofocus == "div"  # what concerns no field is gone to itself
    assert (await Invitation.get(email=world.otto.email)).accepted_at is None


async def test_given_somebody_signed_in_when_it_is_theirs_then_one_button_accepts(world: World, browser: Browser) -> None:
    await _sign_in(browser, world.otto)
    page = await _open(browser, await _invited(world, world.otto.email))
    assert page.buttons == {"accept", "decline"}
    assert "Otto Other" in page.text

    page = await browser.press("accept")

    assert page.heading == "Active POC"


async def test_given_the_wrong_account_when_they_sign_out_then_the_right_person_goes_on_and_nothing_was_used_up(
    world: World, browser: Browser
) -> None:
    await _sign_in(browser, world.cara)
    invited = await _invited(world)
    page = await _open(browser, invited)
    assert page.buttons == {"sign-out", "decline"}
    assert world.cara.email in page.text

    page = await browser.press("sign-out")

    assert browser.path.startswith("/invite/k/")
    assert page.buttons == {"register", "decline"}
    assert (await browser.press("register", **REGISTRATION)).heading == "Active POC"
    assert await Session.filter(user_id=world.cara.id, revoked_at=None).count() == 1  # the one of the world, not of this browser


async def test_given_somebody_else_when_they_sign_in_on_the_page_then_they_are_told_and_it_is_not_used_up(
    world: World, browser: Browser
) -> None:
    await _open(browser, await _invited(world, world.otto.email))

    page = await browser.press("sign-in", email=world.cara.email, password=USUAL)

    assert browser.path.startswith("/invite/k/")
    assert page.buttons == {"sign-out", "decline"}
    assert (await Invitation.get(email=world.otto.email)).accepted_at is None


async def test_given_a_session_that_ended_when_they_accept_then_they_are_asked_to_sign_in(world: World, browser: Browser) -> None:
    await _sign_in(browser, world.otto)
    await _open(browser, await _invited(world, world.otto.email))
    await db.execute("update session set revoked_at = :now where user_id = :user", {"now": START, "user": world.otto.id})

    page = await browser.press("accept")

    assert (browser.status, page.buttons) == (422, {"sign-in", "decline"})


async def test_given_it_was_accepted_when_the_same_person_opens_it_again_then_they_go_on(world: World, browser: Browser) -> None:
    invited = await _invited(world)
    await _open(browser, invited)
    await browser.press("register", **REGISTRATION)
    page = await _open(browser, invited)
    assert (page.heading, page.buttons) == ("You have accepted this invitation", {"accept"})
    before = await snapshot()

    page = await browser.press("accept")

    assert page.heading == "Active POC"
    assert await snapshot() == before


async def test_given_who_takes_part_or_works_there_already_when_opened_then_there_is_nothing_to_accept(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    invited = await _invited(world)
    await Invitation.filter(id=invited).update(email=world.cara.email, email_key=world.cara.email_key)
    await _sign_in(browser, world.cara)
    page = await _open(browser, invited)
    assert (page.heading, page.buttons) == ("You take part already", set())

    await Invitation.filter(id=invited).update(email=world.kim.email, email_key=world.kim.email_key)
    async with browsing(runtime) as other:
        await _sign_in(other, world.kim)
        assert (await _open(other, invited)).heading == "You belong to Northwind Cloud already"


async def test_given_a_member_invitation_when_accepted_then_the_page_shows_the_organization_and_the_roles(
    world: World, browser: Browser
) -> None:
    invited = await members.invite(world.actor(world.ada), email="neil@northwind.example", roles={Role.SALES_ENGINEER, Role.MEMBER})
    await _open(browser, invited)

    page = await browser.press("register", firstName="Neil", lastName="New", password=PASSWORD)

    assert browser.path == "/welcome"
    assert page.heading == "Welcome, Neil New"
    assert "Northwind Cloud" in page.texts["bdi"]
    assert "Member, sales engineer" in page.text


@pytest.mark.settings(portal_url="https://portal.example/app")
async def test_given_a_portal_when_accepted_then_the_person_is_sent_there_with_the_session(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world))
    policy = browser.answer.headers["content-security-policy"]
    assert "form-action 'self' https://portal.example;" in policy  # browsers hold it against the redirect, too
    form = browser.page.form("register")

    answer = await browser.client.post(browser.path, data=form.fields | REGISTRATION | {"do": "register"}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "https://portal.example/app")
    cookies = {cookie.partition("=")[0]: cookie for cookie in answer.headers.get_list("set-cookie")}
    assert set(cookies) == {"usher-session", "usher-refresh"}
    assert all("HttpOnly" in cookie and "SameSite=lax" in cookie for cookie in cookies.values())
    assert "Max-Age=600;" in cookies["usher-session"]
    assert "Max-Age=2592000;" in cookies["usher-refresh"]


# Declining and asking


@pytest.mark.parametrize("report", [False, True])
async def test_given_an_invitation_when_declined_then_it_is_void_and_with_the_box_no_mail_comes_again(
    world: World, browser: Browser, *, report: bool
) -> None:
    invited = await _invited(world)
    await _open(browser, invited)

    page = await browser.press("decline", **({"report": "yes"} if report else {}))

    assert page.heading == ("You have declined, and we won't write again" if report else "You have declined")
    assert "Northwind Cloud" in page.texts["bdi"]
    assert (await Invitation.get(id=invited)).cancel_reason == ("REPORTED" if report else "DECLINED")
    assert await rows("mail_refusal") == int(report)
    after = await snapshot()
    await browser.open(browser.path)
    assert await snapshot() == after
    assert (await _open(browser, invited)).heading == "This invitation was withdrawn"


async def test_given_an_expired_link_when_a_fresh_one_is_asked_for_then_the_inviter_is_told_once_and_the_answer_is_alike(
    world: World, browser: Browser
) -> None:
    invited = await _expired(world)
    for _ in range(2):
        await _open(browser, invited)
        assert (await browser.press("ask")).heading == "Your question is on its way"

    assert [mail.name for mail in await mails(world.sam.email)] == ["fresh_link_asked"]
    assert len(await mails(NEW)) == 1


@pytest.mark.parametrize("do", ["", "delete", "Accept"])
async def test_given_a_button_that_is_not_ours_when_sent_then_nothing_is_done(world: World, browser: Browser, do: str) -> None:
    await _open(browser, await _invited(world))
    before = await snapshot()

    form = browser.page.form("register").fields | REGISTRATION
    answer = await browser.client.post(browser.path, data=form | {"do": do})

    assert answer.status_code == 400
    assert await snapshot() == before


async def test_given_too_many_looks_when_opened_then_a_page_says_when_to_come_back(world: World, browser: Browser) -> None:
    link = f"/invite/{await token_of(await _invited(world))}"
    for _ in range(60):
        assert (await browser.client.get(link)).status_code == 200

    page = await browser.open(link)

    assert (browser.status, page.heading) == (429, "That was a little fast")
    assert browser.answer.headers["retry-after"] == "60"
    assert "Try again in 60 seconds" in page.text
