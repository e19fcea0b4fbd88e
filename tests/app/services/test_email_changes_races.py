"""Changes of address at once: an address is one person's, or kept for one, and nobody waits for ever."""

from __future__ import annotations

import pytest

from app.core.ids import to_text
from app.core.runtime import Runtime
from app.models import EmailChange, Event, Role, Session, User
from app.services import accounts, email_changes, erasing, invitations, member_status, members, participants, sessions
from tests.app.services.inviting import token_of
from tests.app.services.membering import id_of
from tests.app.services.readdressing import NEW, address_of, asked, changed
from tests.app.services.test_poc_waiting import at_once, meanwhile, on_postgres
from tests.outcomes import DONE
from tests.world import PASSWORD, World, mails

pytestmark = pytest.mark.settings(rate_limits="off")

SAM = "sam@northwind.example"
CANCELLED, INVALID = "LINK_CANCELLED token", "LINK_INVALID token"


async def test_given_two_people_who_want_one_address_when_both_confirm_at_once_then_one_gets_it(world: World) -> None:
    one, two = await asked(world), await asked(world, user=world.kim)
    calls = [email_changes.confirm(world.nobody, token=token) for token in (one, two)]
    assert await at_once(*calls) == {DONE: 1, CANCELLED: 1}
    assert await User.filter(email_key=NEW).count() == 1
    assert [mail.name for mail in await mails()].count("email_changed") == 1


async def test_given_one_link_when_used_many_times_at_once_then_one_wins(world: World) -> None:
    token = await asked(world)
    assert await at_once(*(email_changes.confirm(world.nobody, token=token) for _ in range(8))) == {DONE: 1, INVALID: 7}
    assert await Event.filter(action="email.changed").count() == 1


async def test_given_one_link_when_undone_many_times_at_once_then_one_wins(world: World) -> None:
    undo = await changed(world)
    assert await at_once(*(email_changes.undo(world.nobody, token=undo) for _ in range(8))) == {DONE: 1, INVALID: 7}
    assert await Event.filter(action="email.change_undone").count() == 1
    assert [mail.name for mail in await mails(SAM)].count("password_reset") == 1


async def test_given_two_requests_at_once_when_confirmed_then_the_older_is_cancelled(world: World) -> None:
    sam = world.actor(world.sam)
    emails = ["one@new.example", "two@new.example"]
    await at_once(*(email_changes.request(sam, email=email, current_password=PASSWORD) for email in emails))
    tokens = [(await mails(email))[-1].token for email in emails]
    found = await at_once(*(email_changes.confirm(world.nobody, token=token) for token in tokens))
    assert found == {DONE: 1, CANCELLED: 1}


@on_postgres
async def test_given_an_address_that_is_given_up_meanwhile_when_somebody_registers_with_it_then_it_is_kept(
    runtime: Runtime, world: World
) -> None:
    accept = accounts.create(email=SAM, email_key=SAM, first_name="S", last_name="S", title=None, password_hash=None)

    async def register() -> None:
        try:
            await accept
        except Exception as problem:  # noqa: BLE001  # it is named
            raise AssertionError(type(problem).__name__) from None

    leaving = email_changes.confirm(world.nobody, token=await asked(world))
    with pytest.raises(AssertionError, match="KeptError"):
        async with meanwhile(leaving, register()) as trying:
            await trying
    assert await User.filter(email_key=SAM).count() == 0
    assert await address_of(world.sam) == NEW


@on_postgres
async def test_given_an_address_that_is_given_up_meanwhile_when_another_one_confirms_it_then_it_is_kept(
    runtime: Runtime, world: World
) -> None:
    token = await asked(world, "kept@new.example", user=world.kim)
    await _now_for(world.kim, SAM)
    leaving = email_changes.confirm(world.nobody, token=await asked(world))
    async with meanwhile(leaving, email_changes.confirm(world.nobody, token=token)) as trying:
        assert await trying == {CANCELLED: 1}
    assert await address_of(world.kim) == "kim@northwind.example"


async def _now_for(user: User, email: str) -> None:
    """As if they had asked for this address when it was free."""
    await EmailChange.filter(user_id=user.id).update(email=email, email_key=email)


@on_postgres
async def test_given_who_is_deactivated_meanwhile_when_an_admins_correction_is_confirmed_then_cancelled(
    runtime: Runtime, world: World
) -> None:
    ada = world.actor(world.ada)
    await email_changes.change_for(ada, world.max.id, email=NEW)
    token = (await mails(NEW))[-1].token
    leaving = member_status.deactivate(ada, await id_of(world.max, world.northwind))
    async with meanwhile(leaving, email_changes.confirm(world.nobody, token=token)) as trying:
        assert await trying == {CANCELLED: 1}


@on_postgres
async def test_given_another_password_meanwhile_when_an_address_is_asked_for_with_the_old_one_then_refused(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    setting = accounts.change_password(sam, current_password=PASSWORD, new_password="quite another long phrase")
    async with meanwhile(setting, email_changes.request(sam, email=NEW, current_password=PASSWORD)) as trying:
        assert await trying == {"INVALID_CREDENTIALS currentPassword": 1}
    assert await mails(NEW) == []


@on_postgres
async def test_given_who_signs_in_with_the_old_address_meanwhile_when_it_changes_then_they_are_not_in(
    runtime: Runtime, world: World
) -> None:
    leaving = email_changes.confirm(world.nobody, token=await asked(world))
    async with meanwhile(leaving, sessions.sign_in(world.nobody, email=SAM, password=PASSWORD)) as trying:
        assert await trying == {"INVALID_CREDENTIALS": 1}


async def test_given_sign_ins_and_sign_outs_when_the_address_changes_at_once_then_nobody_waits_for_ever_and_nobody_is_in(
    world: World,
) -> None:
    inside = [await sessions.sign_in(world.nobody, email=SAM, password=PASSWORD) for _ in range(4)]
    token = await asked(world)
    found = await at_once(
        *(sessions.sign_in(world.nobody, email=SAM, password=PASSWORD) for _ in range(3)),
        email_changes.confirm(world.nobody, token=token),
        *(sessions.sign_out(one.actor, everywhere=n % 2 == 0) for n, one in enumerate(inside)),
        *(sessions.refresh(world.nobody, refresh_token=one.refresh_token) for one in inside),
    )
    assert sum(found.values()) == 12
    assert await address_of(world.sam) == NEW
    assert not await Session.filter(user_id=world.sam.id, revoked_at=None).exists()


async def test_given_an_erasing_and_a_confirmation_at_once_when_over_then_the_person_is_erased(world: World) -> None:
    token = await asked(world)
    id_ = to_text("user", world.sam.id)
    found = await at_once(email_changes.confirm(world.nobody, token=token), erasing.erase(id_))
    assert found in ({DONE: 2}, {DONE: 1, INVALID: 1})
    assert (await address_of(world.sam)).endswith("@erased.invalid")


async def test_given_invitations_that_one_accepts_when_the_address_changes_at_once_then_each_is_answered(world: World) -> None:
    sam, ids = world.actor(world.sam), []
    ids.append(await members.invite(world.actor(world.otto), email=SAM, roles=[Role.MEMBER]))
    ids.append(await participants.invite(world.actor(world.olga), world.olgas.id, email=SAM))
    token = await asked(world)
    accepts = [invitations.accept(sam, token=await token_of(id_)) for id_ in ids]
    found = await at_once(accepts[0], email_changes.confirm(world.nobody, token=token), accepts[1])
    assert sum(found.values()) == 3
    assert await address_of(world.sam) == NEW
