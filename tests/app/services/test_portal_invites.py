"""Inviting contacts to the portal: Send and Resend in one, all that stands against it, and taking the access again."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import timedelta

import pytest

from app.auth import actions, partnering
from app.auth.actor import Actor
from app.auth.scopes import Scope, parameters
from app.core import db
from app.core.errors import UserErrors
from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import Contact, Customer, Event, Invitation, InvitationLink, MailRefusal, Membership, MembershipStatus, Plan, Role, Tenant
from app.services import invitations, members, portal_invites
from tests.app.services.contacting import NEW, contact_at, open_invitations, portal_of, sent, with_access
from tests.app.services.inviting import mails, refused, token_of
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, rows, snapshot

MINUTE = timedelta(minutes=1)


async def told(call: Awaitable[object]) -> tuple[str, int | None, str | None]:
    """The first user error: its code, when to try again, and the plan that it takes."""
    with pytest.raises(UserErrors) as problem:
        await call
    error = problem.value.errors[0]
    return error.code.value, error.retry_after, error.required_plan


# Sending


async def test_given_a_contact_when_invited_then_one_mail_and_an_event_that_no_partner_reads(world: World) -> None:
    contact = await contact_at(world.acme, title="CTO")
    invited = await portal_invites.send(world.actor(world.sam), contact.id, personal_message="Have a look.", locale="fr")
    assert (invited.contact_id, invited.customer_id) == (contact.id, world.acme.id)
    invitation = await Invitation.get(id=invited.invitation_id)
    assert (invitation.kind, invitation.tenant_id, invitation.customer_id, invitation.contact_id, invitation.poc_id) == (
        "PORTAL", world.northwind.id, world.acme.id, contact.id, None
    )  # fmt: skip
    assert (invitation.email_key, invitation.first_name, invitation.last_name, invitation.title) == (NEW, "Nina", "New", "CTO")
    assert (invitation.personal_message, invitation.locale, invitation.send_count) == ("Have a look.", "fr", 1)
    assert (invitation.set_by_id, invitation.invited_by_id) == (world.sam.id, world.sam.id)
    assert invitation.expires_at == now() + timedelta(days=7)
    [mail] = await mails()
    assert (mail.name, mail.recipient) == ("portal_invitation", NEW)
    for words in ("Northwind Cloud", "Sam Sales", "Acme", "Have a look."):
        assert words in mail.text
    [event] = await Event.all()
    assert (event.action, event.target_kind, event.target_id) == ("invitation.created", "portal_invitation", invitation.id)
    assert await portal_of(contact) == (None, False)


async def test_given_a_pending_invitation_when_sent_again_then_a_fresh_link_and_what_is_given_replaces_the_former(
    runtime: Runtime, world: World
) -> None:
    contact = await contact_at(world.acme)
    sam, kim = world.actor(world.sam), world.actor(world.kim)
    first = (await portal_invites.send(sam, contact.id, personal_message="One.", locale="de")).invitation_id
    old = await token_of(first)
    runtime.clock.advance(timedelta(days=6))
    await Contact.filter(id=contact.id).update(last_name="Newer")
    assert (await portal_invites.send(kim, contact.id)).invitation_id == first
    row = await Invitation.get(id=first)
    assert (row.personal_message, row.locale, row.send_count, row.last_name) == ("One.", "de", 2, "Newer")
    assert (row.set_by_id, row.invited_by_id) == (world.kim.id, world.sam.id), "whoever sends answers for it"
    assert row.expires_at == now() + timedelta(days=7)
    assert await outcome(invitations.accept(world.nobody, token=old)) == "LINK_REPLACED token"
    runtime.clock.advance(MINUTE)
    await portal_invites.send(sam, contact.id, personal_message="Two.", locale=None)
    row = await Invitation.get(id=first)
    assert (row.personal_message, row.locale) == ("Two.", "en")
    runtime.clock.advance(MINUTE)
    await portal_invites.send(sam, contact.id, personal_message=None)
    assert (await Invitation.get(id=first)).personal_message is None
    assert (await rows("invitation"), len(await mails()), await InvitationLink.all().count()) == (1, 4, 4)
    assert [event.action for event in await Event.all().order_by("id")] == ["invitation.created", *["invitation.resent"] * 3]


async def test_given_an_expired_invitation_when_sent_again_then_a_new_one_takes_its_place(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    old = (await portal_invites.send(sam, contact.id, personal_message="One.")).invitation_id
    runtime.clock.advance(timedelta(days=7))
    new = (await portal_invites.send(sam, contact.id)).invitation_id
    assert new != old
    gone, there = await Invitation.get(id=old), await Invitation.get(id=new)
    assert (gone.cancelled_at, gone.cancel_reason) == (now(), "REPLACED")
    assert (there.personal_message, there.send_count) == ("One.", 1)
    kinds = await Event.filter(target_id__in=[old, new]).values_list("target_kind", flat=True)
    assert set(kinds) == {"portal_invitation"}


async def test_given_an_expired_invitation_when_resent_by_its_id_then_the_same_is_pending_again(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    id_, _ = await sent(world, contact)
    runtime.clock.advance(timedelta(days=7))
    assert await invitations.resend(sam, id_) is None
    row = await Invitation.get(id=id_)
    assert (row.send_count, row.cancelled_at, row.expires_at) == (2, None, now() + timedelta(days=7))
    assert await refused(invitations.resend(sam, id_)) == "COOLDOWN invitationId"
    await invitations.cancel(sam, id_)
    assert await refused(invitations.resend(sam, id_)) == "NOT_PENDING invitationId"
    assert await outcome(portal_invites.send(sam, contact.id)) == DONE, "after it was withdrawn: a new one"


async def test_given_a_mail_of_just_now_when_sent_again_then_after_the_cooldown(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    await portal_invites.send(sam, contact.id)
    runtime.clock.advance(timedelta(seconds=20, milliseconds=500))
    before = await snapshot()
    assert await told(portal_invites.send(sam, contact.id)) == ("COOLDOWN", 40, None)
    assert await snapshot() == before
    runtime.clock.advance(timedelta(seconds=39, milliseconds=500))
    assert await outcome(portal_invites.send(sam, contact.id)) == DONE


async def test_given_five_mails_in_an_hour_when_sent_again_then_rate_limited(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    for _ in range(5):
        await portal_invites.send(sam, contact.id, personal_message="Again.")
        runtime.clock.advance(MINUTE)
    assert await refused(portal_invites.send(sam, contact.id, personal_message="Once more.")) == "RATE_LIMITED"


# What stands against it


AGAINST = {
    "has access": "HAS_ACCOUNT", "no address": "NO_EMAIL", "archived": "NOT_OPEN", "refuses": "RECIPIENT_REFUSES",
    "blocked": "DOMAIN_NOT_ALLOWED", "colleague": "ALREADY_MEMBER", "on free": "PLAN_REQUIRED",
}  # fmt: skip
"""In the order in which they are told."""


async def happen(world: World, contact: Contact, state: str) -> None:
    """Make something stand against inviting a contact."""
    match state:
        case "has access":
            await Contact.filter(id=contact.id).update(portal_at=now(), user_id=world.cara.id)
        case "no address":
            await Contact.filter(id=contact.id).update(email=None, email_key=None)
        case "archived":
            await Customer.filter(id=contact.customer_id).update(archived_at=now())
        case "refuses":
            await MailRefusal.create(id=new_id(), tenant_id=contact.tenant_id, email_key=NEW, created_at=now())
        case "blocked":
            await Tenant.filter(id=contact.tenant_id).update(blocked_domains=["other.example", "acme.example"])
        case "not allowed":
            await Tenant.filter(id=contact.tenant_id).update(allowed_domains=["mail.acme.example"])
        case "colleague":
            await Membership.create(user=world.cara, tenant_id=contact.tenant_id, roles={Role.MEMBER}, created_at=now())
            await type(world.cara).filter(id=world.cara.id).update(email=NEW, email_key=NEW)
        case "on free":
            await Tenant.filter(id=contact.tenant_id).update(plan=Plan.FREE)


async def resendable(actor: Actor, invitation_id: object) -> bool:
    """Whether viewerCan.resend would say so."""
    sql = f"select 1 from invitation a where a.id = :id and {actions.resend_invitation(actor).on('a')}"
    return await db.fetch_one(sql, {**parameters(actor), "id": invitation_id}) is not None


@pytest.mark.parametrize("state", [*AGAINST, "not allowed"])
async def test_given_what_stands_against_it_when_sent_or_resent_then_refused_by_its_name_and_nothing_is_written(
    runtime: Runtime, world: World, state: str
) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    id_, _ = await sent(world, contact)
    runtime.clock.advance(2 * MINUTE)
    assert await resendable(sam, id_)
    await happen(world, contact, state)
    code = AGAINST.get(state, "DOMAIN_NOT_ALLOWED")
    assert await refused(portal_invites.send(sam, contact.id)) == f"{code} contactId"
    assert await refused(invitations.resend(sam, id_)) == f"{code} invitationId"
    assert not await resendable(sam, id_)
    if code == "PLAN_REQUIRED":
        assert await told(portal_invites.send(sam, contact.id)) == (code, None, "PRO")


async def test_given_all_of_it_at_once_when_sent_then_the_first_is_told_each_time(world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    await sent(world, contact)
    for state, code in reversed(AGAINST.items()):
        if state == "no address":  # else nothing that hangs on the address could be
            continue
        await happen(world, contact, state)
        assert await refused(portal_invites.send(sam, contact.id)) == f"{code} contactId", state


async def test_given_a_former_colleague_or_an_account_elsewhere_when_sent_then_invited_like_anybody(world: World) -> None:
    await Membership.filter(user_id=world.max.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    for email in ("max@northwind.example", "olga@contoso.example"):
        assert await outcome(portal_invites.send(world.actor(world.sam), (await contact_at(world.acme, email)).id)) == DONE


async def test_given_each_person_when_sent_or_revoked_then_only_who_may_invite(world: World) -> None:
    contact, theirs = await contact_at(world.acme), await with_access(world.acme, world.cara)
    for name, expected in (("max", "FORBIDDEN"), ("cara", "FORBIDDEN"), ("otto", "NOT_FOUND contactId")):
        actor = world.actor(world.people[name])
        for call in (portal_invites.send(actor, contact.id), portal_invites.revoke(actor, theirs.id)):
            assert (name, await refused(call)) == (name, expected)
    assert await refused(portal_invites.send(world.nobody, contact.id)) == "UNAUTHENTICATED"
    for id_ in (None, new_id()):
        assert await refused(portal_invites.send(world.actor(world.sam), id_)) == "NOT_FOUND contactId"
        assert await refused(portal_invites.revoke(world.actor(world.sam), id_)) == "NOT_FOUND contactId"
    for name in ("ada", "mia", "kim"):
        assert await outcome(portal_invites.revoke(world.actor(world.people[name]), theirs.id)) == DONE


async def test_given_an_acting_session_when_sent_then_an_address_that_refuses_the_partner_is_left_alone(world: World) -> None:
    connected = await connect(world)
    await Tenant.filter(id=connected.tenant.id).update(plan=Plan.PRO)
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    contact, acting = await contact_at(record), await act(world, connected)
    invited = await portal_invites.send(acting, contact.id)
    assert (await Invitation.get(id=invited.invitation_id)).partner_id == world.northwind.id
    await invitations.cancel(acting, invited.invitation_id)
    await MailRefusal.create(id=new_id(), tenant_id=world.northwind.id, email_key=NEW, created_at=now())
    assert await refused(portal_invites.send(acting, contact.id)) == "RECIPIENT_REFUSES contactId"
    assert await outcome(portal_invites.send(world.actor(connected.admin), contact.id)) == DONE
    assert await refused(portal_invites.send(acting, (await contact_at(world.acme)).id)) == "NOT_FOUND contactId"


# Revoking


async def test_given_access_when_revoked_then_it_ends_and_again_is_no_news(world: World) -> None:
    contact, sam = await with_access(world.acme, world.cara), world.actor(world.sam)
    assert await portal_of(contact) == (world.cara.id, True)
    assert await portal_invites.revoke(sam, contact.id) == world.acme.id
    assert await portal_of(contact) == (world.cara.id, False)
    assert (await Contact.get(id=contact.id)).revoked_at == now()
    before = await snapshot()
    await portal_invites.revoke(sam, contact.id)
    assert await snapshot() == before
    assert await Event.all().values_list("action", "target_id") == [("contact.portal_revoked", contact.id)]
    assert await outcome(portal_invites.send(sam, contact.id)) == DONE, "and may be opened again"


async def test_given_an_invitation_when_revoked_then_it_is_withdrawn(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme), world.actor(world.sam)
    id_, token = await sent(world, contact)
    runtime.clock.advance(timedelta(days=8))
    await portal_invites.revoke(sam, contact.id)
    assert await open_invitations(contact) == 0
    assert (await Invitation.get(id=id_)).cancel_reason == "WITHDRAWN"
    assert await outcome(invitations.accept(world.nobody, token=token)) == "LINK_CANCELLED token"


# Who reads of it


async def test_given_a_providers_partner_when_its_log_is_read_then_nothing_of_its_portal(world: World) -> None:
    connected = await connect(world)
    await Tenant.filter(id=connected.tenant.id).update(plan=Plan.PRO)
    record = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    await portal_invites.send(uma, (await contact_at(record)).id)

    async def seen(actor: Actor, scope: Scope) -> set[str]:
        found = await db.fetch(f"select a.action from event a where {scope.on('a')}", parameters(actor))
        return {row[0] for row in found}

    assert await seen(uma, partnering.own_events(uma)) == {"invitation.created"}
    assert await seen(mia, partnering.events_of_customers(mia)) == set()
    await members.invite(uma, email="x@x.example", roles=[Role.MEMBER])
    assert await seen(mia, partnering.events_of_customers(mia)) == {"invitation.created"}, "of its people it reads"
