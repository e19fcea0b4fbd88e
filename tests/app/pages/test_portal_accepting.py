"""An invitation to the portal on the page of invitations: its words, and where accepting it leads."""

from __future__ import annotations

import pytest

from app.core.runtime import Runtime
from app.models import Contact, Customer, Membership, Participant, Tenant, User
from app.services import contacts, invitations, portal_invites
from tests.app.pages.browsing import Browser, Page, browsing
from tests.app.services.inviting import NEW, PASSWORD, token_of
from tests.portals import portal_id
from tests.world import PASSWORD as USUAL
from tests.world import World, snapshot

REGISTRATION = {"firstName": "Nina", "lastName": "New", "password": PASSWORD}


async def _invited(world: World, email: str = NEW, customer: Customer | None = None) -> contacts.Created:
    """Somebody of Acme unless told, by sam."""
    return await contacts.create(
        world.actor(world.sam), (customer or world.acme).id, first_name="Nina", last_name="Née", email=email, send_invite=True,
        personal_message="Have a look",
    )  # fmt: skip


async def _open(browser: Browser, made: contacts.Created) -> Page:
    assert made.invitation_id
    return await browser.open(f"/invite/{await token_of(made.invitation_id)}")


async def _page_of(made: contacts.Created) -> str:
    return f"/welcome/portal/{portal_id(await Contact.get(id=made.contact_id))}"


async def _sign_in(browser: Browser, user: User) -> None:
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=USUAL)
    assert browser.path == "/welcome"


def _says_portal(page: Page) -> None:
    """It says what it is, and that it is nothing else."""
    assert page.heading == "You're invited to the customer portal of Northwind Cloud"
    words = " ".join(page.words)
    assert "Sam Sales of Northwind Cloud invites you to its customer portal: it shows whom to ask for help" in words
    assert not {"join", "join.", "colleague", "colleagues", "member"} & set(words.lower().split())
    assert "this proof of concept" not in words


async def test_given_a_new_person_when_they_register_then_they_are_at_their_portal_and_in_nothing_else(
    world: World, browser: Browser
) -> None:
    await Tenant.filter(id=world.northwind.id).update(brand_name="Northwind", brand_accent_color="#ffee00")
    made = await _invited(world)

    page = await _open(browser, made)

    _says_portal(page)
    assert page.texts["blockquote"] == "Have a look"
    assert "n***@acme.example" in page.text
    assert NEW not in browser.answer.text
    assert 'fill="#ffee00"' in browser.answer.text
    assert {name: words.strip() for name, words in page.form("register").buttons.items()} == {
        "register": "Create account and open the portal"
    }
    assert page.form("register").fields["lastName"] == "Née"

    page = await browser.press("register", **REGISTRATION, title="Buyer")

    assert browser.path == await _page_of(made)
    assert [answer.status_code for answer in browser.answer.history] == [303]
    assert page.heading == "Your portal at Northwind"
    user = await User.get(email=NEW)
    assert (await Contact.get(id=made.contact_id)).user_id == user.id
    assert not await Membership.exists(user_id=user.id)
    assert not await Participant.exists(user_id=user.id)


async def test_given_an_account_when_they_sign_in_on_the_page_then_they_are_at_their_portal(world: World, browser: Browser) -> None:
    made = await _invited(world, world.cara.email)
    page = await _open(browser, made)
    _says_portal(page)
    assert page.texts["h2"] == "Sign in to open the portal"
    assert page.form("sign-in").buttons["sign-in"].strip() == "Sign in and open the portal"

    page = await browser.press("sign-in", email=world.cara.email, password=USUAL)

    assert browser.path == await _page_of(made)
    assert "Active POC" in page.text


async def test_given_somebody_signed_in_when_it_is_theirs_then_one_button_accepts_and_again_it_leads_on(
    world: World, browser: Browser
) -> None:
    await _sign_in(browser, world.cara)
    made = await _invited(world, world.cara.email)
    page = await _open(browser, made)
    _says_portal(page)
    assert page.form("accept").buttons["accept"].strip() == "Open the portal"
    await browser.press("accept")
    assert browser.path == await _page_of(made)

    page = await _open(browser, made)
    assert (page.heading, page.buttons) == ("You have accepted this invitation", {"accept"})
    assert "invited you to its customer portal." in " ".join(page.words)
    before = await snapshot()
    await browser.press("accept")
    assert browser.path == await _page_of(made)
    assert await snapshot() == before


async def test_given_the_wrong_account_when_opened_then_nothing_is_used_up(world: World, browser: Browser) -> None:
    await _sign_in(browser, world.carl)
    made = await _invited(world, world.cara.email)
    page = await _open(browser, made)
    assert page.buttons == {"sign-out", "decline"}
    await browser.press("sign-out")
    page = await browser.press("sign-in", email=world.cara.email, password=USUAL)
    assert browser.path == await _page_of(made)


async def test_given_an_invitation_when_it_is_declined_or_withdrawn_then_the_page_says_it(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    made = await _invited(world)
    page = await _open(browser, made)
    assert "I don't want this" in page.text
    assert (await browser.press("decline")).heading == "You have declined"
    other = await _invited(world, "otto@acme.example")
    await invitations.cancel(world.actor(world.sam), other.invitation_id)
    async with browsing(runtime) as another:
        page = await _open(another, other)
        assert (page.heading, page.buttons) == ("This invitation was withdrawn", set())
        assert "invited you to its customer portal." in " ".join(page.words)


async def test_given_two_customers_with_one_person_when_both_are_accepted_then_there_are_two_portals(
    world: World, browser: Browser
) -> None:
    await _sign_in(browser, world.cara)
    made = [await _invited(world, world.cara.email, customer) for customer in (world.acme, world.globex)]
    for one, customer in zip(made, ("Acme", "Globex"), strict=True):
        await _open(browser, one)
        page = await browser.press("accept")
        assert browser.path == await _page_of(one)
        assert f"Your company {customer}" in " ".join(page.words)
    await browser.open("/welcome")
    assert all([await _page_of(one) in browser.answer.text for one in made])


async def test_given_access_that_was_accepted_when_it_is_revoked_then_the_page_is_gone_and_the_link_leads_nowhere(
    world: World, browser: Browser
) -> None:
    made = await _invited(world)
    await _open(browser, made)
    assert (await browser.press("register", **REGISTRATION)).heading == "Your portal at Northwind Cloud"

    await portal_invites.revoke(world.actor(world.sam), made.contact_id)

    await browser.open(await _page_of(made))
    assert (browser.status, browser.page.heading) == (404, "There is nothing here")
    await _open(browser, made)
    await browser.press("accept")
    assert (browser.status, browser.page.heading) == (404, "There is nothing here")
    assert "nothing here. With the next invitation" in (await browser.open("/welcome")).text


@pytest.mark.settings(portal_url="https://portal.example/app")
async def test_given_a_portal_of_the_operators_when_accepted_then_they_go_on_there(world: World, browser: Browser) -> None:
    await _open(browser, await _invited(world))
    browser.client.follow_redirects = False
    form = browser.page.form("register")
    answer = await browser.client.post(browser.path, data=form.fields | REGISTRATION | {"do": "register"})
    assert (answer.status_code, answer.headers["location"]) == (303, "https://portal.example/app")
