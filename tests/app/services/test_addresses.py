"""Addresses that are kept: for 72 hours nobody gets one but who gave it up, and nobody who waits for it loses anything."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from app.core.errors import Code
from app.core.runtime import Runtime, now
from app.models import AccountLink, EmailChange, Event, Role, User
from app.services import addresses, email_changes, invitations, members, participants, registrations, sessions
from app.services.invitations import InvitationStep, Preview
from tests.app.services.inviting import refused, registration, token_of
from tests.app.services.membering import employ
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.world import PASSWORD, World, mails

SAM = "sam@northwind.example"
MEMBER = Role.MEMBER
KEPT = timedelta(hours=72)
MOMENT = timedelta(milliseconds=1)
CANCELLED = "LINK_CANCELLED token"
WAITS, GOES_ON = (Code.NOT_OPEN, InvitationStep.NONE, True), (None, InvitationStep.REGISTER, False)


async def _again(world: World, email: str, *, of: str = NEW) -> str:
    """The token by which the person with an address, sam unless told, gets another one."""
    signed_in = await sessions.sign_in(world.nobody, email=of, password=PASSWORD)
    await email_changes.request(signed_in.actor, email=email, current_password=PASSWORD)
    return await token_to(email)


async def _register(world: World, token: str) -> object:
    return await registrations.complete(
        world.nobody, token=token, organization_name="Sam's", first_name="Sam", last_name="S", password="a quiet river in spring"
    )


def _says(preview: Preview) -> tuple[Code | None, InvitationStep, bool]:
    return preview.problem, preview.next_step, preview.is_kept


# For who holds a link to it


@pytest.mark.parametrize("invited", ["before", "since"])
async def test_given_an_invitation_to_an_address_that_is_kept_when_used_then_it_waits_and_afterwards_it_works(
    runtime: Runtime, world: World, invited: str
) -> None:
    if invited == "since":
        await changed(world)
    token = await token_of(await members.invite(world.actor(world.otto), email=SAM, roles=[MEMBER]))
    if invited == "before":
        assert (await invitations.preview(world.nobody, token)).next_step is InvitationStep.SIGN_IN
        await changed(world)

    async def accept() -> object:
        return await invitations.accept(world.nobody, token=token, registration=registration())

    for wait in (timedelta(0), KEPT - MOMENT):
        runtime.clock.advance(wait)
        for somebody in (world.nobody, world.actor(world.kim)):
            assert _says(await invitations.preview(somebody, token)) == WAITS
        assert await refused(accept()) == "NOT_OPEN token"
    runtime.clock.advance(MOMENT)
    assert _says(await invitations.preview(world.nobody, token)) == GOES_ON
    assert await outcome(accept()) == DONE
    assert await User.filter(email_key=SAM).exists()


async def test_given_an_old_link_to_an_address_that_is_kept_when_looked_at_then_it_tells_nothing_of_it(
    runtime: Runtime, world: World
) -> None:
    await changed(world)
    id_ = await members.invite(world.actor(world.otto), email=SAM, roles=[MEMBER])
    old = await token_of(id_)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(world.actor(world.otto), id_)
    assert _says(await invitations.preview(world.nobody, await token_of(id_))) == WAITS
    assert _says(await invitations.preview(world.nobody, old)) == (Code.LINK_REPLACED, InvitationStep.ASK_FOR_NEW_LINK, False)


@pytest.mark.settings(open_registration=True)
async def test_given_a_registration_for_an_address_that_is_kept_when_used_then_it_waits_and_afterwards_it_works(
    runtime: Runtime, world: World
) -> None:
    await changed(world)
    runtime.clock.advance(KEPT - timedelta(hours=2))
    before = await mails()
    await registrations.request(world.nobody, email=SAM)
    await registrations.request(world.nobody, email="free@new.example")
    known, free = (await mails())[len(before) :]
    assert (known.name, known.subject) == (free.name, free.subject), "who asks without the link learns nothing"

    for wait in (timedelta(0), timedelta(hours=2) - MOMENT):
        runtime.clock.advance(wait)
        assert await refused(registrations.find(known.token)) == "NOT_OPEN token"
        assert await refused(_register(world, known.token)) == "NOT_OPEN token"
    runtime.clock.advance(MOMENT)
    assert await outcome(_register(world, known.token)) == DONE


@pytest.mark.settings(open_registration=True)
async def test_given_who_took_the_address_back_when_somebody_registers_with_it_then_it_is_an_account_like_any(world: World) -> None:
    await registrations.request(world.nobody, email="kept@new.example")
    link = await token_to("kept@new.example")
    invited = await participants.invite(world.actor(world.olga), world.olgas.id, email=SAM)
    token = await token_of(invited)
    await changed(world)
    await AccountLink.filter(email_key="kept@new.example").update(email=SAM, email_key=SAM)
    assert await refused(registrations.find(link)) == "NOT_OPEN token"
    await email_changes.confirm(world.nobody, token=await _again(world, SAM))
    assert await refused(_register(world, link)) == "LINK_INVALID token"
    assert _says(await invitations.preview(world.nobody, token)) == (None, InvitationStep.SIGN_IN, False)


@on_postgres
@pytest.mark.parametrize("way", ["invitation", "registration"])
@pytest.mark.settings(open_registration=True)
async def test_given_an_address_that_is_given_up_meanwhile_when_somebody_gets_an_account_with_it_then_they_wait(
    runtime: Runtime, world: World, way: str
) -> None:
    """Nobody has the address when they begin; by the time they write it, somebody has had it and left it."""
    if way == "invitation":
        token = await token_of(await members.invite(world.actor(world.otto), email="x@new.example", roles=[MEMBER]))
        arrive: Awaitable[object] = invitations.accept(world.nobody, token=token, registration=registration())
    else:
        await registrations.request(world.nobody, email="x@new.example")
        arrive = _register(world, await token_to("x@new.example"))
    coming = await asked(world, "x@new.example")

    async def come_and_go() -> None:
        await email_changes.confirm(world.nobody, token=coming)
        await EmailChange.filter(user_id=world.sam.id).update(former_email="x@new.example", former_key="x@new.example")
        await User.filter(id=world.sam.id).update(email=SAM, email_key=SAM)

    async with meanwhile(come_and_go(), arrive) as trying:
        assert await trying == {"NOT_OPEN token": 1}
    assert not await User.filter(email_key="x@new.example").exists()


# For who had it


@pytest.mark.parametrize("by_admin", [False, True])
async def test_given_an_own_address_that_is_kept_when_asked_for_again_then_a_link_goes_there_and_gives_it_back(
    world: World, *, by_admin: bool
) -> None:
    await changed(world)
    if by_admin:
        await email_changes.change_for(world.actor(world.ada), world.sam.id, email=SAM)
        token = await token_to(SAM)
    else:
        token = await _again(world, SAM.upper().replace("NORTHWIND.EXAMPLE", "Northwind.example"))
    assert await address_of(world.sam) == NEW, "not before it confirms"
    assert await email_changes.confirm(world.nobody, token=token) == world.sam.id
    assert (await User.get(id=world.sam.id)).email_key == SAM
    assert await outcome(sessions.sign_in(world.nobody, email=SAM, password=PASSWORD)) == DONE
    assert await Event.filter(action="email.changed").count() == 2
    assert (await mails(NEW))[-1].name == "email_changed", "as with any change, the address that is given up is told"


async def test_given_an_address_that_is_kept_when_anybody_else_wants_it_then_no_mail_and_no_way(runtime: Runtime, world: World) -> None:
    rob = await employ(world, world.northwind, "rob", Role.TENANT_ADMIN)
    kims = await asked(world, "kims@new.example", user=world.kim)
    await changed(world)
    before = await mails(SAM)
    await email_changes.request(world.actor(world.max), email=SAM, current_password=PASSWORD)
    await email_changes.change_for(world.actor(world.ada), rob.id, email=SAM)
    assert await mails(SAM) == before
    await EmailChange.filter(user_id=world.kim.id).update(email=SAM, email_key=SAM)
    runtime.clock.advance(timedelta(hours=20))
    assert await refused(email_changes.confirm(world.nobody, token=kims)) == CANCELLED
    await email_changes.confirm(world.nobody, token=await _again(world, SAM))
    await email_changes.confirm(world.nobody, token=await _again(world, "third@new.example", of=SAM))
    assert await refused(email_changes.confirm(world.nobody, token=kims)) == CANCELLED, "kept anew"


async def test_given_an_address_that_was_given_up_long_ago_when_somebody_else_has_it_then_it_is_not_ones_own(
    runtime: Runtime, world: World
) -> None:
    await changed(world)
    runtime.clock.advance(KEPT)
    await changed(world, SAM, user=world.kim)
    before = await mails(SAM)
    signed_in = await sessions.sign_in(world.nobody, email=NEW, password=PASSWORD)
    await email_changes.request(signed_in.actor, email=SAM, current_password=PASSWORD)
    assert await mails(SAM) == before
    await email_changes.confirm(world.nobody, token=await _again(world, "kim@new.example", of=SAM))
    await email_changes.request(signed_in.actor, email=SAM, current_password=PASSWORD)
    assert [mail.name for mail in (await mails(SAM))[len(before) :]] == ["email_changed"], "it is kept for the other one now"


# Undoing, once it was taken back


async def test_given_an_address_that_was_taken_back_when_the_other_one_undoes_it_then_the_older_still_has_the_last_word(
    runtime: Runtime, world: World
) -> None:
    older = await changed(world)
    runtime.clock.advance(KEPT - timedelta(hours=1))
    await email_changes.confirm(world.nobody, token=await _again(world, SAM))
    newer = await token_to(NEW)
    runtime.clock.advance(KEPT - 2 * MOMENT)
    await email_changes.undo(world.nobody, token=newer)
    assert await address_of(world.sam) == NEW
    assert await refused(email_changes.undo(world.nobody, token=newer)) == "LINK_INVALID token"
    runtime.clock.advance(MOMENT)
    assert not await addresses.is_free(SAM, world.kim.id), "kept for as long as it can be taken back"
    await email_changes.undo(world.nobody, token=older)
    assert await address_of(world.sam) == SAM
    assert (await mails(SAM))[-1].name == "password_reset"


@pytest.mark.parametrize("further", [False, True])
async def test_given_an_address_that_was_taken_back_when_the_other_one_undoes_it_at_the_last_moment_then_its_owner_has_time_and_is_told(
    runtime: Runtime, world: World, *, further: bool
) -> None:
    older = await changed(world)
    await email_changes.confirm(world.nobody, token=await _again(world, SAM))
    newer = await token_to(NEW)
    if further:
        await email_changes.confirm(world.nobody, token=await _again(world, "third@new.example", of=SAM))
    before = await mails(SAM)
    runtime.clock.advance(KEPT - MOMENT)
    await email_changes.undo(world.nobody, token=newer)
    [told] = (await mails(SAM))[len(before) :]
    assert (told.name, "s***@new.example" in told.text.replace("\u200a", "")) == ("email_changed", True)
    assert not await addresses.is_free(SAM, world.kim.id)
    runtime.clock.advance(KEPT - MOMENT)
    for token in (told.token, older):
        assert (await email_changes.find_undo(token)).user_id == world.sam.id
    await email_changes.undo(world.nobody, token=told.token)
    assert await address_of(world.sam) == SAM
    assert await refused(email_changes.undo(world.nobody, token=older)) == "LINK_INVALID token"


async def test_given_an_address_that_was_taken_back_twice_when_the_other_one_undoes_the_last_then_its_owner_gets_the_link_of_the_first(
    world: World,
) -> None:
    await changed(world)
    for email, of in ((SAM, NEW), (NEW, SAM), (SAM, NEW)):
        await email_changes.confirm(world.nobody, token=await _again(world, email, of=of))
    before = await mails(SAM)
    await email_changes.undo(world.nobody, token=await token_to(NEW))
    assert await address_of(world.sam) == NEW
    [told] = (await mails(SAM))[len(before) :]
    await email_changes.undo(world.nobody, token=told.token)
    assert await address_of(world.sam) == SAM
    assert not await EmailChange.filter(user_id=world.sam.id, undone_at=None).exists(), "and nobody undoes anything more"


async def test_given_an_address_that_was_taken_back_when_the_links_are_over_then_they_are(runtime: Runtime, world: World) -> None:
    older = await changed(world)
    runtime.clock.advance(timedelta(hours=1))
    await email_changes.confirm(world.nobody, token=await _again(world, SAM))
    newer = await token_to(NEW)
    runtime.clock.advance(KEPT)
    for undo in (older, newer):
        assert await refused(email_changes.undo(world.nobody, token=undo)) == "LINK_EXPIRED token"
    assert await address_of(world.sam) == SAM


@pytest.mark.settings(rate_limits="off")
async def test_given_the_link_that_undoes_and_the_one_that_takes_back_at_once_when_used_then_one_order_or_the_other(world: World) -> None:
    undo = await changed(world)
    back = await _again(world, SAM)
    found = await at_once(email_changes.undo(world.nobody, token=undo), email_changes.confirm(world.nobody, token=back))
    assert found in ({DONE: 2}, {DONE: 1, CANCELLED: 1})
    person = await User.get(id=world.sam.id)
    assert (person.email_key, person.password_hash) == (SAM, None), "whoever undoes it wants nobody in"
    assert not await AccountLink.filter(user_id=world.sam.id, purpose__in=["EMAIL_CHANGE", "EMAIL_UNDO"], used_at=None).exists()
    assert not await EmailChange.filter(user_id=world.sam.id, confirmed_at__isnull=False, undone_at=None).exists()


@pytest.mark.settings(rate_limits="off")
async def test_given_who_asks_for_two_addresses_at_once_when_both_confirm_then_one_and_the_former_is_kept(world: World) -> None:
    await changed(world)
    signed_in = await sessions.sign_in(world.nobody, email=NEW, password=PASSWORD)
    emails = [SAM, "third@new.example"]
    await at_once(*(email_changes.request(signed_in.actor, email=email, current_password=PASSWORD) for email in emails))
    tokens = [(await mails(email))[-1].token for email in emails]
    found = await at_once(*(email_changes.confirm(world.nobody, token=token) for token in tokens))
    assert found == {DONE: 1, CANCELLED: 1}
    assert await address_of(world.sam) in emails
    kept = await EmailChange.filter(user_id=world.sam.id, undone_at=None, undo_until__gt=now())
    assert {change.former_key for change in kept} == {SAM, NEW}


@pytest.mark.settings(rate_limits="off")
async def test_given_one_who_takes_it_back_and_another_who_asked_for_it_at_once_when_confirmed_then_only_its_own_gets_it(
    world: World,
) -> None:
    kims = await asked(world, "kims@new.example", user=world.kim)
    await changed(world)
    back = await _again(world, SAM)
    await EmailChange.filter(user_id=world.kim.id).update(email=SAM, email_key=SAM)
    calls = [email_changes.confirm(world.nobody, token=token) for token in (kims, back)]
    assert await at_once(*calls) == {DONE: 1, CANCELLED: 1}
    assert await address_of(world.sam) == SAM
