"""Undoing a change of address from the old one, for 72 hours, whatever came after it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.auth import bearer
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import AccountLink, EmailChange, Event, EventOrigin, Mail, Role, User
from app.services import accounts, api_keys, email_changes, erasing, sessions
from tests.app.services.inviting import refused
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.app.services.test_erasing import mentions
from tests.outcomes import DONE, outcome
from tests.world import ORIGIN, PASSWORD, World, mails

SAM, ADA = "sam@northwind.example", "ada@northwind.example"
OTHER = "quite another long phrase"


async def test_given_the_link_of_the_old_address_when_undone_then_it_is_back_and_nobody_is_in(world: World) -> None:
    undo = await changed(world, user=world.ada)
    thief = await sessions.sign_in(world.nobody, email=NEW, password=PASSWORD)
    made = await api_keys.create(thief.actor, name="Theirs", roles=[Role.TENANT_ADMIN])
    await email_changes.request(thief.actor, email="further@new.example", current_password=PASSWORD)
    further = await token_to("further@new.example")
    await accounts.request_password_reset(world.nobody, email=NEW)
    theirs = await token_to(NEW)

    assert await email_changes.undo(world.nobody, token=undo) == world.ada.id
    assert await address_of(world.ada) == ADA
    assert (await User.get(id=world.ada.id)).password_hash is None
    for dead in (thief.access_token, made.secret):
        assert await outcome(bearer.actor_of(dead, ORIGIN)) == "UNAUTHENTICATED"
    assert await refused(email_changes.confirm(world.nobody, token=further)) == "LINK_CANCELLED token"
    assert await refused(accounts.reset_password(world.nobody, token=theirs, password=OTHER)) == "LINK_INVALID token"
    for email in (ADA, NEW):
        assert await outcome(sessions.sign_in(world.nobody, email=email, password=PASSWORD)) == "INVALID_CREDENTIALS"
    [event] = await Event.filter(action="email.change_undone")
    assert (event.tenant_id, event.actor_id, event.target_id) == (world.northwind.id, None, world.ada.id)
    assert event.changes == {"email": ["[redacted]", "[redacted]"]}
    assert not await EventOrigin.exists(event_id=event.id)

    assert (await mails(ADA))[-1].name == "password_reset"
    assert (await Mail.filter(name="password_reset").order_by("-created_at", "-id").first()).security  # type: ignore[union-attr]
    await accounts.reset_password(world.nobody, token=await token_to(ADA), password=OTHER)
    assert await outcome(sessions.sign_in(world.nobody, email=ADA, password=OTHER)) == DONE
    assert await refused(email_changes.undo(world.nobody, token=undo)) == "LINK_INVALID token", "once"
    assert await asked(world, NEW, user=world.kim), "nobody has that address any more"


async def test_given_several_changes_when_the_first_is_undone_then_all_are_and_their_links_are_dead(world: World) -> None:
    first = await changed(world)
    second = await _again(world, NEW, "second@new.example")
    third = await _again(world, "second@new.example", "third@new.example")
    assert await outcome(email_changes.undo(world.nobody, token=first)) == DONE
    assert await address_of(world.sam) == SAM
    for later in (second, third, first):
        assert await refused(email_changes.undo(world.nobody, token=later)) == "LINK_INVALID token"
    assert await EmailChange.filter(undone_at=now()).count() == 3
    assert (await mails(NEW))[-1].name == "email_changed", "a link to set a password goes to the restored address alone"


async def test_given_several_changes_when_a_later_one_is_undone_then_the_earlier_may_still_be(world: World) -> None:
    first = await changed(world)
    second = await _again(world, NEW, "second@new.example")
    third = await _again(world, "second@new.example", "third@new.example")
    await email_changes.undo(world.nobody, token=second)
    assert await address_of(world.sam) == NEW
    assert await refused(email_changes.undo(world.nobody, token=third)) == "LINK_INVALID token"
    await email_changes.undo(world.nobody, token=first)
    assert await address_of(world.sam) == SAM


async def _again(world: World, former: str, email: str) -> str:
    """The token that undoes sam's next change."""
    actor = (await sessions.sign_in(world.nobody, email=former, password=PASSWORD)).actor
    await email_changes.request(actor, email=email, current_password=PASSWORD)
    await email_changes.confirm(world.nobody, token=await token_to(email))
    return await token_to(former)


async def test_given_the_link_when_72_hours_are_over_then_it_is_too_late(runtime: Runtime, world: World) -> None:
    undo, in_time = await changed(world), await changed(world, "kim@new.example", user=world.kim)
    runtime.clock.advance(timedelta(hours=72) - timedelta(milliseconds=1))
    assert await outcome(email_changes.undo(world.nobody, token=in_time)) == DONE
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await refused(email_changes.undo(world.nobody, token=undo)) == "LINK_EXPIRED token"
    assert await address_of(world.sam) == NEW


@pytest.mark.parametrize("token", ["", "x", "A" * 43])
async def test_given_a_token_that_is_none_when_undone_then_link_invalid(world: World, token: str) -> None:
    assert await refused(email_changes.undo(world.nobody, token=token)) == "LINK_INVALID token"


async def test_given_an_admins_correction_when_undone_then_the_old_address_is_back(world: World) -> None:
    undo = await changed(world, by=world.actor(world.ada))
    assert await address_of(world.sam) == NEW
    await email_changes.undo(world.nobody, token=undo)
    assert await address_of(world.sam) == SAM


# With a person who is erased


@pytest.mark.parametrize("named", ["by id", "by the address now"])
async def test_given_somebody_whose_address_changed_when_erased_then_no_table_knows_any_of_them(
    runtime: Runtime, world: World, named: str
) -> None:
    undo = await changed(world, "samantha@new.example")
    confirm = await _asked_again(world, "samantha@new.example", "third@samantha.example")
    await erasing.erase(ids.to_text("user", world.sam.id) if named == "by id" else "samantha@new.example")
    assert await mentions("samantha@new", "sam@northwind") == []
    assert not await AccountLink.filter(user_id=world.sam.id).exists()
    assert not await EmailChange.all().exists()
    assert await refused(email_changes.undo(world.nobody, token=undo)) == "LINK_INVALID token"
    assert await refused(email_changes.confirm(world.nobody, token=confirm)) == "LINK_INVALID token"
    assert await outcome(email_changes.request(world.actor(world.kim), email=SAM, current_password=PASSWORD)) == DONE
    assert await mails(SAM), "it is kept for nobody"


async def test_given_the_old_address_of_somebody_when_erased_then_the_account_stays_and_the_address_is_nobodys(world: World) -> None:
    undo = await changed(world)
    assert (await erasing.erase(SAM)).user_id is None
    assert await mentions(SAM) == []
    assert await address_of(world.sam) == NEW
    assert await refused(email_changes.undo(world.nobody, token=undo)) == "LINK_INVALID token"
    assert await asked(world, SAM, user=world.kim)


async def test_given_an_old_address_that_is_somebody_elses_by_now_when_erased_then_what_is_theirs_stays(
    runtime: Runtime, world: World
) -> None:
    await changed(world)
    runtime.clock.advance(timedelta(days=4))
    await accounts.create(email=SAM, email_key=SAM, first_name="Another", last_name="Sam", title=None, password_hash=None)
    await accounts.request_password_reset(world.nobody, email=SAM)
    await erasing.erase(NEW)
    assert await AccountLink.filter(email_key=SAM, used_at=None).exists()
    assert (await mails(SAM))[-1].name == "password_reset"


async def _asked_again(world: World, former: str, email: str) -> str:
    actor = (await sessions.sign_in(world.nobody, email=former, password=PASSWORD)).actor
    await email_changes.request(actor, email=email, current_password=PASSWORD)
    return await token_to(email)
