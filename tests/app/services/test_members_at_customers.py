"""Inviting users into a customer's tenant: who may, what it grants, in whose logs and on whose budget, and that it needs the capability."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    CustomerStaff,
    Event,
    Invitation,
    MailRefusal,
    Membership,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Role,
    Tenant,
    User,
)  # fmt: skip
from app.services import invitations, members
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.app.services.membering import told
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, mails, rows

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER
NORTHWINDS = pytest.mark.settings(mail_budget_tenant_day=2, mail_budget_inviter_day=2)


async def test_given_a_partner_when_inviting_a_user_then_it_is_the_customers_invitation_and_mail_and_in_both_logs(world: World) -> None:
    connected = await connect(world, allowed_roles=[MEMBER, SALES])
    await Tenant.filter(id=connected.tenant.id).update(default_locale="fr")
    id_ = await members.invite(world.actor(world.mia), email=NEW, roles=[SALES], customer_id=connected.record.id, first_name="Nina")
    row = await Invitation.get(id=id_)
    assert (row.tenant_id, row.kind, row.roles, row.locale) == (connected.tenant.id, "MEMBER", {"SALES_ENGINEER"}, "fr")
    assert (row.invited_by_id, row.set_by_id, row.partner_id, row.set_in_id) == (world.mia.id, world.mia.id, world.northwind.id, None)
    [message] = await mails()
    assert (message.recipient, message.tenant_id) == (NEW, connected.tenant.id)
    assert "Umbrella" in message.text
    assert "Northwind" not in message.subject
    assert await told("invitation.created") == {
        (tenant, world.northwind.id, world.mia.id, "{'roles': [None, ['SALES_ENGINEER']]}")
        for tenant in (connected.tenant.id, world.northwind.id)
    }
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    user = await User.get(email_key=NEW)
    assert (await Membership.get(user_id=user.id)).tenant_id == connected.tenant.id
    [_, note] = await mails()
    assert note.recipient == world.mia.email, "the inviter is told"


async def test_given_an_acting_session_when_inviting_then_the_partner_set_it_and_customer_id_is_not_for_it(world: World) -> None:
    connected = await connect(world)
    mia = await act(world, connected)
    assert await refused(members.invite(mia, email=NEW, roles=[MEMBER], customer_id=connected.record.id)) == "FORBIDDEN"
    id_ = await members.invite(mia, email=NEW, roles=[MEMBER])
    row = await Invitation.get(id=id_)
    assert (row.tenant_id, row.partner_id, row.set_in_id) == (connected.tenant.id, world.northwind.id, mia.session_id)
    assert {(tenant, partner) for tenant, partner, *_ in await told("invitation.created")} == {
        (connected.tenant.id, world.northwind.id), (world.northwind.id, world.northwind.id),
    }  # fmt: skip


async def test_given_people_who_do_not_manage_the_customer_when_inviting_then_refused(world: World) -> None:
    connected = await connect(world)
    place: dict[str, Any] = {"email": NEW, "roles": [MEMBER], "customer_id": connected.record.id}
    for somebody in (world.ada, world.sam, world.max, world.cara, world.otto, connected.admin):
        assert await refused(members.invite(world.actor(somebody), **place)) == "FORBIDDEN"
    assert await refused(members.invite(world.nobody, **place)) == "UNAUTHENTICATED"
    assert await refused(members.invite(world.actor(world.mia), email=NEW, roles=[MEMBER])) == "FORBIDDEN", "her own tenant's are not hers"
    eve = world.actor(world.ada, roles=[ADMIN, MSP])
    await CustomerStaff.create(customer=connected.record, user=world.mia, level=AccessLevel.MANAGE, created_at=now())
    assert await refused(members.invite(eve, **place)) == "FORBIDDEN", "not on the list"
    assert await outcome(members.invite(world.actor(world.mia), **place)) == DONE


async def test_given_what_can_not_be_when_inviting_then_all_mistakes_are_said(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    assert await refused(members.invite(mia, email="x", roles=[], customer_id=uuid4())) == (
        "INVALID email; REQUIRED roles; NOT_FOUND customerId"
    )
    assert await refused(members.invite(mia, email="x", roles=[SALES], customer_id=connected.record.id)) == (
        "INVALID email; ROLE_NOT_ALLOWED roles"
    )
    assert await refused(members.invite(mia, email=NEW, roles=[MEMBER], customer_id=world.contoso_customer.id)) == "NOT_FOUND customerId"
    assert await refused(members.invite(mia, email=NEW, roles=[MEMBER], customer_id=world.acme.id)) == "CAPABILITY_REQUIRED customerId"
    for email in ("ugo@umbrella.example", "uma@umbrella.example"):
        assert await refused(members.invite(mia, email=email, roles=[MEMBER], customer_id=connected.record.id)) == "ALREADY_MEMBER email"


NOT_NOW: dict[str, dict[str, Any]] = {
    "with support": {"kind": PartnershipKind.RESELLER_WITH_SUPPORT},
    "without support": {"kind": PartnershipKind.RESELLER_WITHOUT_SUPPORT},
    "suspended by the partner": {"suspended_by_partner_at": True},
    "suspended by the customer": {"suspended_by_customer_at": True},
    "ended": {"ended_at": True},
}
"""Partnerships without MANAGE_ON_BEHALF."""


async def take_away(connected: Connected, state: str) -> None:
    """Let the partnership be one that does not allow to manage users."""
    columns = {column: now() if value is True else value for column, value in NOT_NOW[state].items()}
    await Partnership.filter(id=connected.partnership.id).update(**columns)


@pytest.mark.parametrize("state", NOT_NOW)
async def test_given_a_partnership_without_the_capability_when_inviting_then_capability_required(world: World, state: str) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    assert await outcome(members.invite(mia, email="first@x.example", roles=[MEMBER], customer_id=connected.record.id)) == DONE
    acting = await act(world, connected)
    await take_away(connected, state)
    assert (
        await refused(members.invite(mia, email=NEW, roles=[MEMBER], customer_id=connected.record.id)) == "CAPABILITY_REQUIRED customerId"
    )
    assert await refused(members.invite(acting, email=NEW, roles=[MEMBER])) == "CAPABILITY_REQUIRED"


@pytest.mark.parametrize("inside", [False, True])
async def test_given_limits_when_inviting_then_only_within_and_never_an_administrative_role(world: World, *, inside: bool) -> None:
    connected = await connect(world, allowed_roles=[MEMBER, ADMIN, MSP])
    actor = await act(world, connected) if inside else world.actor(world.mia)
    where = {} if inside else {"customer_id": connected.record.id}
    for roles in ([SALES], [MEMBER, SALES], [ADMIN], [MSP], [MEMBER, ADMIN], [Role.CUSTOMER]):
        assert await refused(members.invite(actor, email=NEW, roles=roles, **where)) == "ROLE_NOT_ALLOWED roles", roles
    assert await outcome(members.invite(actor, email=NEW, roles=[MEMBER], **where)) == DONE
    assert await outcome(members.invite(world.actor(connected.admin), email="x@x.example", roles=[ADMIN, SALES])) == DONE, "their own may"


async def test_given_a_tenant_that_the_partner_made_when_inviting_an_admin_then_only_while_allowed_and_nobody_is(world: World) -> None:
    created: dict[str, Any] = {"origin": PartnershipOrigin.CREATED, "administered": False}
    connected = await connect(world, **created, allowed_roles=[MEMBER, ADMIN])
    mia, where = world.actor(world.mia), {"customer_id": connected.record.id}
    assert await refused(members.invite(mia, email=NEW, roles=[ADMIN, MSP], **where)) == "ROLE_NOT_ALLOWED roles"
    assert await refused(members.invite(await act(world, connected), email=NEW, roles=[ADMIN])) == "ROLE_NOT_ALLOWED roles"
    assert await outcome(members.invite(mia, email=NEW, roles=[ADMIN, MEMBER], **where)) == DONE
    await Membership.filter(user_id=connected.admin.id).update(roles=frozenset({ADMIN}))
    assert await refused(members.invite(mia, email="x@x.example", roles=[ADMIN], **where)) == "ROLE_NOT_ALLOWED roles"
    narrow = await connect(world, "Narrow", **created, people=("nora", "nils"))
    assert await refused(members.invite(mia, email=NEW, roles=[ADMIN], customer_id=narrow.record.id)) == "ROLE_NOT_ALLOWED roles"
    linked = await connect(world, "Linked", administered=False, allowed_roles=[ADMIN], people=("lena", "lars"))
    assert await refused(members.invite(mia, email=NEW, roles=[ADMIN], customer_id=linked.record.id)) == "ROLE_NOT_ALLOWED roles"


async def test_given_addresses_that_refuse_mail_when_invited_then_those_of_the_customer_and_of_the_partner(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    await MailRefusal.create(tenant=connected.tenant, email_key="one@x.example", created_at=now())
    await MailRefusal.create(tenant=world.northwind, email_key="two@x.example", created_at=now())
    await MailRefusal.create(tenant=world.contoso, email_key="three@x.example", created_at=now())
    acting, ways = await act(world, connected), {"customer_id": connected.record.id}
    for email in ("one@x.example", "two@x.example"):
        assert await refused(members.invite(mia, email=email, roles=[MEMBER], **ways)) == "RECIPIENT_REFUSES email"
        assert await refused(members.invite(acting, email=email, roles=[MEMBER])) == "RECIPIENT_REFUSES email"
    assert await outcome(members.invite(mia, email="three@x.example", roles=[MEMBER], **ways)) == DONE
    assert await outcome(members.invite(world.actor(connected.admin), email="two@x.example", roles=[MEMBER])) == DONE


@NORTHWINDS
async def test_given_a_partner_that_has_sent_its_mails_when_it_invites_then_only_its_own_budget_is_used_up(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    await members.invite(mia, email="one@x.example", roles=[MEMBER], customer_id=connected.record.id)
    await members.invite(await act(world, connected), email="two@x.example", roles=[MEMBER])
    assert await refused(members.invite(mia, email=NEW, roles=[MEMBER], customer_id=connected.record.id)) == "RATE_LIMITED"
    assert await refused(members.invite(world.actor(world.ada), email=NEW, roles=[MEMBER])) == "RATE_LIMITED"
    assert await outcome(members.invite(world.actor(connected.admin), email=NEW, roles=[MEMBER])) == DONE


async def test_given_an_expired_invitation_to_be_admin_when_a_partner_invites_that_address_then_it_stays(
    runtime: Runtime, world: World
) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    admins = await members.invite(world.actor(connected.admin), email=NEW, roles=[ADMIN])
    plain = await members.invite(world.actor(connected.admin), email="x@x.example", roles=[SALES])
    runtime.clock.advance(timedelta(days=8))
    call = members.invite(mia, email=NEW, roles=[MEMBER], customer_id=connected.record.id)
    assert await refused(call) == "ROLE_NOT_ALLOWED email"
    assert await outcome(members.invite(mia, email="x@x.example", roles=[MEMBER], customer_id=connected.record.id)) == DONE
    assert (await Invitation.get(id=admins)).cancelled_at is None
    assert (await Invitation.get(id=plain)).cancel_reason == "REPLACED"
    assert await Event.filter(action="invitation.replaced").count() == 2
    assert await rows("invitation") == 3
