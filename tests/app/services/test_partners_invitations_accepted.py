"""Invitations that a partner set, when they are accepted: who is asked whether they could still be set, and who is told."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import pytest

from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    Customer,
    CustomerStaff,
    Invitation,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipOrigin,
    PartnershipSide,
    Poc,
    PocStatus,
    Role,
    Tenant,
    User,
)  # fmt: skip
from app.services import invitations, members, participants, reminders
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.app.services.membering import employ
from tests.app.services.test_members_at_customers import NOT_NOW, take_away
from tests.app.services.test_partners_invitations import by_partner
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, snapshot

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER


async def problem(world: World, id_: UUID) -> str | None:
    """What its link answers; the preview and accepting say the same."""
    token = await token_of(id_)
    previewed = (await invitations.preview(world.nobody, token)).problem
    if previewed:
        assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == f"{previewed} token"
    return previewed


async def _demoted(world: World, connected: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(roles=frozenset({SALES}))


async def _gone(world: World, connected: Connected) -> None:
    await Membership.filter(user_id=world.mia.id).update(status=MembershipStatus.DEACTIVATED)


async def _not_listed(world: World, connected: Connected) -> None:
    eve = await employ(world, world.northwind, "eve", MSP)
    await CustomerStaff.create(customer=connected.record, user=eve, level=AccessLevel.MANAGE, created_at=now())
    await CustomerStaff.create(customer=connected.record, user=world.mia, level=AccessLevel.VIEW, created_at=now())


async def _narrowed(world: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(allowed_roles=frozenset({SALES}))


async def _another_partner(world: World, connected: Connected) -> None:
    await Partnership.filter(id=connected.partnership.id).update(ended_at=now(), ended_by=PartnershipSide.CUSTOMER)
    record = await Customer.create(tenant=world.contoso, name="Umbrella", sort_name="umbrella", created_at=now())
    other = await Partnership.create(
        partner_id=world.contoso.id, customer_id=connected.tenant.id, record_id=record.id, kind=connected.partnership.kind,
        origin=connected.partnership.origin, since=now(), allowed_roles=frozenset({MEMBER}),
    )  # fmt: skip
    await Customer.filter(id=record.id).update(organization_id=connected.tenant.id, partnership_id=other.id, stage="CONNECTED")


PERSON: dict[str, Callable[[World, Connected], Awaitable[None]]] = {
    "lost the role": _demoted, "is no member any more": _gone, "has no place to manage": _not_listed,
}  # fmt: skip
"""What only the person is asked."""
PARTNER: dict[str, Callable[[World, Connected], Awaitable[None]]] = {
    "may grant other roles": _narrowed, "is another one": _another_partner,
    **{state: (lambda _, connected, state=state: take_away(connected, state)) for state in NOT_NOW},  # type: ignore[misc]  # the usual trick
}  # fmt: skip
"""What the partner is asked, however it was set."""


@pytest.mark.parametrize("change", PERSON | PARTNER)
async def test_given_an_invitation_of_a_partners_person_when_it_could_not_be_set_any_more_then_cancelled(world: World, change: str) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    assert await problem(world, id_) is None
    await (PERSON | PARTNER)[change](world, connected)
    assert await problem(world, id_) == "LINK_CANCELLED"
    await invitations.update(world.actor(connected.admin), id_, first_name="Ours")
    assert await problem(world, id_) is None, "the customer's own admin answers for it now"


@pytest.mark.parametrize("change", PERSON | PARTNER)
async def test_given_an_invitation_that_nobody_answers_for_when_resent_then_who_resends_answers_for_it(
    runtime: Runtime, world: World, change: str
) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    await (PERSON | PARTNER)[change](world, connected)
    runtime.clock.advance(timedelta(hours=1))
    assert await problem(world, id_) == "LINK_CANCELLED"
    await invitations.resend(world.actor(connected.admin), id_)
    assert await problem(world, id_) is None
    row = await Invitation.get(id=id_)
    assert (row.set_by_id, row.partner_id, row.invited_by_id) == (connected.admin.id, None, world.mia.id)


async def test_given_an_invitation_that_somebody_answers_for_when_resent_by_another_then_they_still_do(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    runtime.clock.advance(timedelta(hours=1))
    await invitations.resend(world.actor(connected.admin), id_)
    assert (await Invitation.get(id=id_)).set_by_id == world.mia.id


async def test_given_an_admin_who_is_gone_when_a_partner_resends_what_it_may_not_grant_then_refused_and_nothing_is_mailed(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    id_ = await members.invite(world.actor(connected.admin), email=NEW, roles=[SALES])
    runtime.clock.advance(timedelta(hours=1))
    await invitations.resend(world.actor(world.mia), id_)  # as long as the admin answers for it
    await Membership.filter(user_id=connected.admin.id).update(roles=frozenset({MEMBER}))
    runtime.clock.advance(timedelta(hours=1))
    before = await snapshot()
    assert await refused(invitations.resend(world.actor(world.mia), id_)) == "ROLE_NOT_ALLOWED invitationId"
    assert await snapshot() == before


@pytest.mark.parametrize("change", PERSON | PARTNER)
async def test_given_an_invitation_set_in_an_acting_session_when_accepted_then_the_partner_alone_is_asked(
    runtime: Runtime, world: World, change: str
) -> None:
    connected = await connect(world)
    id_ = await members.invite(await act(world, connected), email=NEW, roles=[MEMBER])
    runtime.clock.advance(timedelta(hours=2))
    await ActingSession.all().update(ended_at=now(), ended_by=PartnershipSide.CUSTOMER)
    assert await problem(world, id_) is None, "even after the session's end"
    await (PERSON | PARTNER)[change](world, connected)
    assert await problem(world, id_) == (None if change in PERSON else "LINK_CANCELLED")
    if change in PERSON:
        await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
        assert (await Membership.get(user__email_key=NEW)).tenant_id == connected.tenant.id


async def _poc_of(connected: Connected) -> Poc:
    uma = connected.admin
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    return await Poc.create(
        tenant=connected.tenant, customer=record, owner=uma, name="P", sort_name="p", status=PocStatus.ACTIVE, created_at=now(),
        updated_at=now(), shared_updated_at=now(),
    )  # fmt: skip


async def test_given_a_customer_invited_in_an_acting_session_when_accepted_then_the_partner_alone_is_asked(world: World) -> None:
    connected = await connect(world)
    poc = await _poc_of(connected)
    id_ = await participants.invite(await act(world, connected), poc.id, email=NEW)
    await invitations.pass_to_owner(poc.id, world.mia.id)
    assert (await Invitation.get(id=id_)).set_by_id == world.mia.id
    await _gone(world, connected)
    assert await problem(world, id_) is None
    await take_away(connected, "suspended by the customer")
    assert await problem(world, id_) == "LINK_CANCELLED"


@pytest.mark.parametrize("answered", [True, False])
async def test_given_a_customer_invited_in_an_acting_session_when_reminded_by_hand_then_it_opens_something(
    world: World, *, answered: bool
) -> None:
    connected = await connect(world)
    poc = await _poc_of(connected)
    id_ = await participants.invite(await act(world, connected), poc.id, email=NEW)
    if not answered:
        await take_away(connected, "suspended by the customer")
    [one] = await reminders.send(world.actor(connected.admin), poc.id, invitation_ids=[id_])
    assert one.queued
    assert await problem(world, id_) is None, "no link is mailed that opens nothing"
    assert (await Invitation.get(id=id_)).set_by_id == (world.mia.id if answered else connected.admin.id)


# The first admin


async def test_given_two_first_admins_when_one_has_accepted_then_the_other_link_is_cancelled(world: World) -> None:
    connected = await connect(world, origin=PartnershipOrigin.CREATED, administered=False, allowed_roles=[MEMBER, ADMIN])
    one, two = await by_partner(world, connected, ADMIN), await by_partner(world, connected, ADMIN, email="two@x.example")
    await Partnership.filter(id=connected.partnership.id).update(allowed_roles=frozenset({MEMBER}))
    assert (await Tenant.get(id=connected.tenant.id)).administered_at is None
    await invitations.accept(world.nobody, token=await token_of(one), registration=registration())
    assert (await Membership.get(user__email_key=NEW)).roles == {"TENANT_ADMIN"}
    assert (await Tenant.get(id=connected.tenant.id)).administered_at == now()
    assert await problem(world, two) == "LINK_CANCELLED"


@pytest.mark.settings(rate_limits="off")
async def test_given_first_admins_who_accept_at_once_then_one_is(world: World) -> None:
    for n in range(5):
        connected = await connect(
            world,
            f"Made{n}",
            origin=PartnershipOrigin.CREATED,
            administered=False,
            allowed_roles=[MEMBER, ADMIN],
            people=(f"p{n}", f"q{n}"),
        )
        tokens = [await token_of(await by_partner(world, connected, ADMIN, email=f"{who}{n}@x.example")) for who in "abc"]
        answers = await asyncio.gather(
            *(outcome(invitations.accept(world.nobody, token=token, registration=registration())) for token in tokens)
        )
        assert Counter(answers) == {DONE: 1, "LINK_CANCELLED token": 2}
        admins = await Membership.filter(tenant_id=connected.tenant.id)
        assert len([one for one in admins if ADMIN in one.roles]) == 1
        assert await User.filter(email_key__in=[f"{who}{n}@x.example" for who in "abc"]).count() == 1, "the others were not registered"


async def test_given_an_admins_invitation_set_in_an_acting_session_when_accepted_then_cancelled(world: World) -> None:
    """No such one can be written; one that stands there all the same grants nothing."""
    connected = await connect(world, origin=PartnershipOrigin.CREATED, administered=False, allowed_roles=[MEMBER, ADMIN])
    id_ = await members.invite(await act(world, connected), email=NEW, roles=[MEMBER])
    await Invitation.filter(id=id_).update(roles=frozenset({ADMIN}))
    assert await problem(world, id_) == "LINK_CANCELLED"


@on_postgres
async def test_given_an_accept_that_waits_when_the_partner_is_suspended_meanwhile_then_nothing_is_granted(
    runtime: Runtime, world: World
) -> None:
    connected = await connect(world)
    token = await token_of(await by_partner(world, connected))

    async def suspend() -> None:
        await Partnership.filter(id=connected.partnership.id).update(suspended_by_customer_at=now())

    async with meanwhile(suspend(), invitations.accept(world.nobody, token=token, registration=registration())) as trying:
        assert await trying == {"LINK_CANCELLED token": 1}
    assert not await User.filter(email_key=NEW).exists()


# Who is told


async def test_given_an_inviter_who_does_not_manage_the_customer_any_more_when_accepted_then_who_set_it_last_is_told(world: World) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected)
    await invitations.update(world.actor(connected.admin), id_, first_name="Nina")
    await _demoted(world, connected)
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    assert [mail.recipient for mail in await mails() if mail.name == "invitation_accepted"] == [connected.admin.email]


async def test_given_an_inviter_from_an_acting_session_when_accepted_then_they_are_told_at_home(world: World) -> None:
    connected = await connect(world)
    id_ = await members.invite(await act(world, connected), email=NEW, roles=[MEMBER])
    await ActingSession.all().update(ended_at=now(), ended_by=PartnershipSide.PARTNER)
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    assert [mail.recipient for mail in await mails() if mail.name == "invitation_accepted"] == [world.mia.email]
