"""A change of address, from asking to undoing, over HTTP and with mails that arrive."""

from __future__ import annotations

from email.message import EmailMessage

import httpx

from app.core import ids
from app.models import User
from tests.story.conftest import Stage, token_in
from tests.world import PASSWORD, World

NEW = "sam@new.example"
OTHER = "quite another long phrase"


async def follow(stage: Stage, mail: EmailMessage, kind: str, button: str) -> str:
    """Open the link of a mail in a fresh browser and press its button; what is seen then."""
    async with httpx.AsyncClient(base_url=stage.base, follow_redirects=True) as browser:
        page = await browser.get(f"/{kind}/{token_in(mail)}")
        mark = page.text.split('name="mark" value="')[1].split('"')[0]
        return (await browser.post(str(page.url), data={"mark": mark, "do": button})).text


async def test_given_a_person_and_a_thief_when_the_address_changes_then_the_old_one_takes_it_back(stage: Stage, world: World) -> None:
    sam = await stage.signed_in(world.sam)
    await sam.do("requestEmailChange", "", email=NEW, currentPassword=PASSWORD)
    [confirm] = await stage.mails_to(NEW)
    assert "is changed" in await follow(stage, confirm, "confirm-email", "confirm")
    assert await sam.refusal("{ viewer { user { id } } }") == "UNAUTHENTICATED"
    thief = await stage.client().sign_in(NEW, PASSWORD)
    [told] = await stage.mails_to(world.sam.email)
    assert "has its old address again" in await follow(stage, told, "undo-email", "undo")
    assert await thief.refusal("{ viewer { user { id } } }") == "UNAUTHENTICATED"
    [_, reset] = await stage.mails_to(world.sam.email)
    back = stage.client()
    await back.do("resetPassword", "viewer { user { email } }", token=token_in(reset), password=OTHER)
    await back.sign_in(world.sam.email, OTHER)


async def test_given_an_admin_when_a_colleagues_address_is_corrected_then_it_changes_once_the_new_one_confirms(
    stage: Stage, world: World
) -> None:
    ada = await stage.signed_in(world.ada)
    shown = await ada.do("changeUserEmail", "user { email }", userId=ids.to_text("user", world.max.id), email="max@new.example")
    assert shown["user"] == {"email": "max@northwind.example"}
    [mail] = await stage.mails_to("max@new.example")
    anybody = stage.client()
    done = await anybody.do("confirmEmailChange", "user { email }", token=token_in(mail))
    assert done["user"] is None
    assert (await User.get(id=world.max.id)).email == "max@new.example"
