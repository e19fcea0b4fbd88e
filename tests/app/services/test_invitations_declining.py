from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from app.core.runtime import Runtime, now
from app.models import CancelReason, Event, Invitation, MailRefusal, Role
from app.services import invitations, members, participants
from tests.app.services.inviting import NEW, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, snapshot


async def invited(world: World, email: str = NEW, **given: Any) -> UUID:
    return await participants.invite(world.actor(world.sam), world.active.id, email=email, **given)


# Declining


@pytest.mark.parametrize(
    ("reason", "action"), [(CancelReason.DECLINED, "invitation.declined"), (CancelReason.REPORTED, "invitation.reported")]
)
async def test_given_the_current_link_when_declined_or_reported_then_cancelled_with_one_event(
    world: World, reason: CancelReason, action: str
) -> None:
    id_ = await invited(world)
    token = await token_of(id_)
    await invitations.decline(world.nobody, token=token, report=reason is CancelReason.REPORTED)
    row = await Invitation.get(id=id_)
    assert (row.cancelled_at, row.cancel_reason) == (now(), reason)
    event = (await Event.filter(target_id=id_).order_by("id"))[-1]
    assert (event.action, event.tenant_id, event.poc_id, event.actor_id) == (action, world.northwind.id, world.active.id, None)
    assert await refused(invitations.decline(world.nobody, token=token, report=True)) == "LINK_CANCELLED token"
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"


async def test_given_a_reported_invitation_then_the_address_gets_none_from_this_tenant_any_more(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    other = await participants.invite(world.actor(world.kim), world.kims.id, email=NEW)
    colleague = await members.invite(world.actor(world.ada), email=NEW, roles={Role.MEMBER})
    await invitations.decline(world.nobody, token=await token_of(await invited(world)), report=True)
    runtime.clock.advance(timedelta(hours=1))
    assert await refused(participants.invite(sam, world.active.id, email="NINA@acme.example")) == "RECIPIENT_REFUSES email"
    assert await refused(invitations.resend(world.actor(world.kim), other)) == "RECIPIENT_REFUSES invitationId"
    assert await refused(invitations.resend(world.actor(world.ada), colleague)) == "RECIPIENT_REFUSES invitationId"
    assert await outcome(participants.invite(world.actor(world.olga), world.olgas.id, email=NEW)) == DONE, "another tenant"
    assert await outcome(invitations.decline(world.nobody, token=await token_of(other), report=True)) == DONE, (
        "a second time, by another link"
    )
    assert await MailRefusal.filter(email_key=NEW).count() == 1
    assert await outcome(invitations.accept(world.nobody, token=await token_of(colleague), registration=registration())) == DONE


async def test_given_a_declined_invitation_then_the_address_can_be_invited_again(world: World) -> None:
    await invitations.decline(world.nobody, token=await token_of(await invited(world)))
    assert await outcome(invited(world)) == DONE


async def test_given_links_that_are_not_current_when_declined_then_refused(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    replaced, cancelled, accepted = (
        await invited(world),
        await invited(world, "noah@acme.example"),
        await invited(world, "olga@contoso.example"),
    )
    old = await token_of(replaced)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(sam, replaced)
    await invitations.cancel(sam, cancelled)
    await invitations.accept(world.actor(world.olga), token=await token_of(accepted))
    for report in (False, True):
        assert await refused(invitations.decline(world.nobody, token=old, report=report)) == "LINK_REPLACED token"
        assert await refused(invitations.decline(world.nobody, token=await token_of(cancelled), report=report)) == "LINK_CANCELLED token"
        assert (
            await refused(invitations.decline(world.actor(world.olga), token=await token_of(accepted), report=report))
            == "ALREADY_ACCEPTED token"
        )
        assert await refused(invitations.decline(world.nobody, token="A" * 43, report=report)) == "LINK_INVALID token"
    runtime.clock.advance(timedelta(days=7))
    assert await refused(invitations.decline(world.nobody, token=await token_of(replaced), report=True)) == "LINK_EXPIRED token"


# Asking for a fresh link


async def test_given_an_expired_link_when_a_fresh_one_is_asked_for_then_the_inviter_is_told_once_a_day_and_nobody_else(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world, first_name="Nina", last_name="New")
    token = await token_of(id_)
    runtime.clock.advance(timedelta(days=7))
    for _ in range(3):
        await invitations.request_fresh(world.nobody, token=token)
    [message] = await mails("fresh_link_asked")
    assert message.recipient == world.sam.email
    assert "Nina New" in message.text
    assert "Active POC" in message.text
    assert [event.target_id for event in await Event.filter(action="invitation.fresh_asked")] == [id_]
    assert len(await mails()) == 2
    runtime.clock.advance(timedelta(days=1) - timedelta(milliseconds=1))
    await invitations.request_fresh(world.nobody, token=token)
    assert len(await mails()) == 2
    runtime.clock.advance(timedelta(milliseconds=1))
    await invitations.request_fresh(world.nobody, token=token)
    assert len(await mails("fresh_link_asked")) == 2
    row = await Invitation.get(id=id_)
    assert (row.cancelled_at, row.accepted_at, row.send_count) == (None, None, 1)


async def test_given_a_replaced_link_when_a_fresh_one_is_asked_for_then_the_inviter_is_told(runtime: Runtime, world: World) -> None:
    id_ = await invited(world)
    old = await token_of(id_)
    runtime.clock.advance(timedelta(minutes=2))
    await invitations.resend(world.actor(world.sam), id_)
    await invitations.request_fresh(world.nobody, token=old)
    [message] = await mails("fresh_link_asked")
    assert NEW in message.subject, "without a name the address, which the staff may see"


async def test_given_any_other_token_when_a_fresh_link_is_asked_for_then_the_same_answer_and_nothing_happens(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    pending, cancelled, accepted = (
        await invited(world),
        await invited(world, "noah@acme.example"),
        await invited(world, "olga@contoso.example"),
    )
    tokens = [await token_of(cancelled), await token_of(accepted)]
    runtime.clock.advance(timedelta(minutes=2))
    for id_ in (cancelled, accepted):
        await invitations.resend(sam, id_)
        tokens.append(await token_of(id_))
    await invitations.cancel(sam, cancelled)
    await invitations.accept(world.actor(world.olga), token=tokens[-1])
    before = await snapshot()
    for token in [await token_of(pending), *tokens, "A" * 43, "", "\ud800"]:
        assert await outcome(invitations.request_fresh(world.nobody, token=token)) == DONE
    assert await snapshot() == before


async def test_given_somebody_asking_too_often_then_rate_limited_by_their_ip(world: World) -> None:
    for _ in range(15):
        await invitations.request_fresh(world.nobody, token="A" * 43)
        assert await outcome(invitations.decline(world.nobody, token="A" * 43)) == "LINK_INVALID token"
    assert await refused(invitations.request_fresh(world.nobody, token="A" * 43)) == "RATE_LIMITED"
    assert await refused(invitations.decline(world.nobody, token="A" * 43)) == "RATE_LIMITED"


# In an acting session


async def test_given_an_acting_session_when_a_link_is_accepted_or_declined_then_forbidden_and_nothing_is_used_up(world: World) -> None:
    connected = await connect(world)
    id_ = await participants.invite(world.actor(world.olga), world.olgas.id, email=world.mia.email)
    token, acting = await token_of(id_), await act(world, connected)
    for call in (
        invitations.accept(acting, token=token), invitations.accept(acting, token=token, registration=registration()),
        invitations.decline(acting, token=token), invitations.decline(acting, token=token, report=True),
    ):  # fmt: skip
        assert await refused(call) == "FORBIDDEN"
    assert await outcome(invitations.accept(world.actor(world.mia), token=token)) == DONE, "as oneself"


async def test_given_an_acting_session_when_a_fresh_link_is_asked_for_then_no_log_but_the_inviters_hears_of_it(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    id_ = await participants.invite(world.actor(world.olga), world.olgas.id, email=world.mia.email)
    token = await token_of(id_)
    runtime.clock.advance(timedelta(days=8))
    await invitations.request_fresh(await act(world, connected), token=token)
    [event] = await Event.filter(action="invitation.fresh_asked")
    assert (event.tenant_id, event.actor_id, event.partner_id, event.acting_id) == (world.contoso.id, world.mia.id, None, None)
