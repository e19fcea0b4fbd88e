"""Confirming a change of address: who moves, what ends with it, and for whom the old address is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from app.auth import bearer
from app.core.runtime import Runtime, now
from app.mail.plain import linkless
from app.models import ActingSession, ApiKey, Event, EventOrigin, Invitation, Role, User
from app.services import accounts, api_keys, email_changes, members, sessions
from tests.app.services.inviting import refused
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import ORIGIN, PASSWORD, World, mails

SAM = "sam@northwind.example"
ADMIN, MEMBER = Role.TENANT_ADMIN, Role.MEMBER
OTHER = "quite another long phrase"


async def test_given_a_link_when_confirmed_then_the_account_moves_and_everybody_is_out(world: World) -> None:
    await accounts.request_password_reset(world.nobody, email=world.ada.email)
    open_reset = await token_to(world.ada.email)
    made = await api_keys.create(world.actor(world.ada), name="CI", roles=[ADMIN])
    signed_in = await sessions.sign_in(world.nobody, email=world.ada.email, password=PASSWORD)
    former = world.ada.email
    token = await asked(world, user=world.ada)
    assert await email_changes.confirm(world.nobody, token=token) == world.ada.id
    assert await address_of(world.ada) == NEW
    for dead in (signed_in.access_token, made.secret):
        assert await outcome(bearer.actor_of(dead, ORIGIN)) == "UNAUTHENTICATED"
    assert (await ApiKey.get(id=made.key_id)).revoked_at == now()
    assert await outcome(accounts.reset_password(world.nobody, token=open_reset, password=OTHER)) == ("LINK_INVALID token")
    told = (await mails(former))[-1]
    assert (told.name, told.tenant_id) == ("email_changed", None)
    assert linkless("s***@new.example") in told.text
    assert NEW not in told.text
    assert "/undo-email/" in told.text
    [event] = await Event.filter(action="email.changed")
    assert (event.tenant_id, event.actor_id, event.target_id) == (world.northwind.id, world.ada.id, world.ada.id)
    assert event.changes == {"email": ["[redacted]", "[redacted]"]}
    assert not await EventOrigin.exists(event_id=event.id)
    assert await outcome(sessions.sign_in(world.nobody, email=former, password=PASSWORD)) == "INVALID_CREDENTIALS"
    assert await outcome(sessions.sign_in(world.nobody, email=NEW, password=PASSWORD)) == DONE
    assert await refused(email_changes.confirm(world.nobody, token=token)) == "LINK_INVALID token"


async def test_given_a_partners_person_who_acts_when_the_address_changes_then_the_acting_session_has_ended(world: World) -> None:
    acting = await act(world, await connect(world))
    await changed(world, user=world.mia)
    assert (await ActingSession.get(id=acting.session_id)).ended_at == now()


async def test_given_a_link_that_does_not_work_when_confirmed_then_it_says_why_and_nothing_happens(runtime: Runtime, world: World) -> None:
    first = await asked(world)
    newer = await asked(world, "newer@new.example")
    for token, answer in (("", "LINK_INVALID"), ("x" * 43, "LINK_INVALID"), (first, "LINK_CANCELLED")):
        assert await refused(email_changes.confirm(world.nobody, token=token)) == f"{answer} token"
    runtime.clock.advance(timedelta(hours=24) - timedelta(milliseconds=1))
    late = await asked(world, "late@new.example", user=world.kim)
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await refused(email_changes.confirm(world.nobody, token=newer)) == "LINK_EXPIRED token"
    await User.filter(id=world.max.id).update(email="late@new.example", email_key="late@new.example")
    assert await refused(email_changes.confirm(world.nobody, token=late)) == "LINK_CANCELLED token", "taken meanwhile"
    await User.filter(id=world.max.id).update(email="max@new.example", email_key="max@new.example")
    assert await outcome(email_changes.confirm(world.nobody, token=late)) == DONE


async def test_given_a_link_of_another_kind_when_confirmed_or_undone_then_invalid(world: World) -> None:
    await accounts.request_password_reset(world.nobody, email=SAM)
    reset = await token_to(SAM)
    confirm = await asked(world)
    assert await refused(email_changes.confirm(world.nobody, token=reset)) == "LINK_INVALID token"
    assert await refused(email_changes.undo(world.nobody, token=reset)) == "LINK_INVALID token"
    assert await refused(email_changes.undo(world.nobody, token=confirm)) == "LINK_INVALID token"
    call = accounts.reset_password(world.nobody, token=confirm, password=OTHER)
    assert await refused(call) == "LINK_INVALID token"


@pytest.mark.parametrize("by_link", [True, False])
async def test_given_a_change_that_was_asked_for_when_another_password_is_set_then_it_is_cancelled(world: World, *, by_link: bool) -> None:
    token, undo = await asked(world), await changed(world, "kim@new.example", user=world.kim)
    for email in (SAM, "kim@new.example"):
        if by_link:
            await accounts.request_password_reset(world.nobody, email=email)
            await accounts.reset_password(world.nobody, token=await token_to(email), password=OTHER)
        else:
            actor = (await sessions.sign_in(world.nobody, email=email, password=PASSWORD)).actor
            await accounts.change_password(actor, current_password=PASSWORD, new_password=OTHER)
    assert await refused(email_changes.confirm(world.nobody, token=token)) == "LINK_CANCELLED token"
    assert await outcome(email_changes.undo(world.nobody, token=undo)) == DONE, "by whoever has the old address it is undone"


async def test_given_a_customer_in_no_tenant_when_the_address_changes_then_the_operators_log_says_so(world: World) -> None:
    with capture_logs() as logs:
        await changed(world, "cara@new.example", user=world.cara)
    assert {"email.change_requested", "email.changed"} <= {line["event"] for line in logs}
    assert await address_of(world.cara) == "cara@new.example"
    assert "@" not in repr(logs)


async def test_given_invitations_to_the_old_address_when_it_changes_then_they_stay_as_they_are(world: World) -> None:
    invited = await members.invite(world.actor(world.otto), email=SAM, roles=[MEMBER])
    await changed(world)
    row = await Invitation.get(id=invited)
    assert (row.email, row.accepted_at, row.cancelled_at) == (SAM, None, None)
