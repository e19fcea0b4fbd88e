"""Accepting, declining and looking at an invitation to the portal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.auth import bearer, policies
from app.auth.actor import Actor, Origin
from app.auth.scopes import parameters
from app.core import db
from app.core.runtime import Runtime, now
from app.models import Contact, Event, Invitation, Membership, MembershipStatus, Plan, Role, Tenant, User
from app.services import invitations, portal_invites
from app.services.invitation_previews import InvitationStep
from tests.app.services.contacting import NEW, contact_at, open_invitations, portal_of, sent
from tests.app.services.inviting import mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot

CARA = "cara@acme.example"


async def test_given_no_account_when_accepted_with_a_registration_then_the_portal_is_open_and_the_person_signed_in(world: World) -> None:
    contact = await contact_at(world.acme)
    id_, token = await sent(world, contact)
    memberships, participants = await rows("membership"), await rows("participant")
    accepted = await invitations.accept(world.nobody, token=token, registration=registration())
    assert (accepted.invitation_id, accepted.contact_id, accepted.poc_id, accepted.tenant_id) == (id_, contact.id, None, None)
    assert accepted.credentials
    actor = await bearer.actor_of(accepted.credentials.access_token, Origin())
    assert (actor.tenant_id, actor.permissions) == (None, frozenset())
    user = await User.get(id=actor.user)
    assert (user.email_key, await portal_of(contact)) == (NEW, (user.id, True))
    row = await Contact.get(id=contact.id)
    assert (row.portal_at, row.revoked_at) == (now(), None)
    assert (await Invitation.get(id=id_)).accepted_by_id == user.id
    assert (await rows("membership"), await rows("participant")) == (memberships, participants), "it opens nothing else"
    told = [(event.action, event.target_kind, event.actor_id) for event in await Event.exclude(actor_id=world.sam.id).order_by("id")]
    assert told == [("invitation.accepted", "portal_invitation", user.id), ("contact.portal_opened", "contact", user.id)]
    assert [(mail.name, mail.recipient) for mail in await mails()][1:] == [("invitation_accepted", world.sam.email)]
    assert "Northwind Cloud" in (await mails())[1].text


async def test_given_an_account_when_accepted_then_by_its_owner_alone_and_again_is_success(world: World) -> None:
    contact = await contact_at(world.acme, CARA)
    _, token = await sent(world, contact)
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "SIGN_IN_REQUIRED token"
    assert await refused(invitations.accept(world.actor(world.carl), token=token)) == "WRONG_ACCOUNT token"
    first = await invitations.accept(world.actor(world.cara), token=token)
    assert (first.contact_id, first.credentials) == (contact.id, None)
    before = await snapshot()
    assert await invitations.accept(world.actor(world.cara), token=token) == first
    assert await snapshot() == before
    assert await refused(invitations.accept(world.nobody, token=token)) == "ALREADY_ACCEPTED token"
    assert await refused(portal_invites.send(world.actor(world.sam), contact.id)) == "HAS_ACCOUNT contactId"


async def test_given_revoked_access_when_invited_and_accepted_anew_then_it_is_open_again(runtime: Runtime, world: World) -> None:
    contact, sam = await contact_at(world.acme, CARA), world.actor(world.sam)
    for _ in range(2):
        runtime.clock.advance(timedelta(minutes=2))
        _, token = await sent(world, contact)
        await invitations.accept(world.actor(world.cara), token=token)
        assert await portal_of(contact) == (world.cara.id, True)
        await portal_invites.revoke(sam, contact.id)
        assert await portal_of(contact) == (world.cara.id, False)
        assert await refused(invitations.accept(world.nobody, token=token)) == "ALREADY_ACCEPTED token"


async def test_given_a_downgrade_when_accepted_then_cancelled_and_what_was_accepted_stays(world: World) -> None:
    first, second = await contact_at(world.acme, CARA), await contact_at(world.acme, "carl@acme.example")
    (_, taken), (_, waiting) = await sent(world, first), await sent(world, second)
    await invitations.accept(world.actor(world.cara), token=taken)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    carl = world.actor(world.carl)
    assert await refused(invitations.accept(carl, token=waiting)) == "LINK_CANCELLED token"
    look = await invitations.preview(carl, waiting)
    assert (look.problem, look.next_step) == ("LINK_CANCELLED", InvitationStep.NONE)
    assert await portal_of(first) == (world.cara.id, True)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.ENTERPRISE)
    assert await outcome(invitations.accept(carl, token=waiting)) == DONE


async def test_given_somebody_who_works_there_by_now_when_accepted_then_already_member(world: World) -> None:
    contact = await contact_at(world.acme, CARA)
    _, token = await sent(world, contact)
    await Membership.create(user=world.cara, tenant=world.northwind, roles={Role.MEMBER}, created_at=now())
    cara = world.actor(world.cara)
    assert await refused(invitations.accept(cara, token=token)) == "ALREADY_MEMBER token"
    assert await open_invitations(contact) == 1


async def test_given_a_sender_who_may_invite_no_more_when_accepted_then_only_once_somebody_else_answers_for_it(
    runtime: Runtime, world: World
) -> None:
    contact = await contact_at(world.acme)
    id_, token = await sent(world, contact)
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    assert await refused(invitations.accept(world.nobody, token=token, registration=registration())) == "LINK_CANCELLED token"
    runtime.clock.advance(timedelta(minutes=2))
    await portal_invites.send(world.actor(world.kim), contact.id)
    assert await outcome(invitations.accept(world.nobody, token=await token_of(id_), registration=registration())) == DONE


async def test_given_a_contact_whose_address_is_another_when_accepted_then_cancelled_whatever_the_invitation_says(world: World) -> None:
    contact = await contact_at(world.acme, CARA)
    _, token = await sent(world, contact)
    await Contact.filter(id=contact.id).update(email_key="other@acme.example")
    assert await refused(invitations.accept(world.actor(world.cara), token=token)) == "LINK_CANCELLED token"
    await Contact.filter(id=contact.id).delete()
    assert await refused(invitations.accept(world.actor(world.cara), token=token)) == "LINK_CANCELLED token"


async def test_given_a_link_when_looked_at_then_the_providers_portal_and_the_contacts_names(world: World) -> None:
    contact = await contact_at(world.acme, CARA)
    _, token = await sent(world, contact)
    before = await snapshot()
    look = await invitations.preview(world.nobody, token)
    assert (look.kind, look.subject_name, look.organization_name) == ("PORTAL", "Northwind Cloud", "Northwind Cloud")
    assert (look.first_name, look.last_name, look.masked_email, look.inviter_name) == ("Nina", "New", "c***@acme.example", "Sam Sales")
    assert (look.problem, look.next_step) == (None, InvitationStep.SIGN_IN)
    assert (await invitations.preview(world.actor(world.cara), token)).next_step is InvitationStep.ACCEPT
    assert await snapshot() == before


@pytest.mark.parametrize("report", [False, True])
async def test_given_a_link_when_declined_then_no_access_and_after_a_report_no_more_mail(
    runtime: Runtime, world: World, *, report: bool
) -> None:
    contact = await contact_at(world.acme)
    id_, token = await sent(world, contact)
    await invitations.decline(world.nobody, token=token, report=report)
    [event] = await Event.filter(action=f"invitation.{'reported' if report else 'declined'}")
    assert (event.target_kind, event.target_id) == ("portal_invitation", id_)
    expected = "RECIPIENT_REFUSES contactId" if report else DONE
    assert await outcome(portal_invites.send(world.actor(world.sam), contact.id)) == expected


async def test_given_an_expired_link_when_a_fresh_one_is_asked_for_then_the_sender_is_told(runtime: Runtime, world: World) -> None:
    id_, token = await sent(world, await contact_at(world.acme))
    runtime.clock.advance(timedelta(days=8))
    assert await refused(invitations.accept(world.nobody, token=token)) == "LINK_EXPIRED token"
    await invitations.request_fresh(world.nobody, token=token)
    assert [(mail.name, mail.recipient) for mail in await mails()][1:] == [("fresh_link_asked", world.sam.email)]
    [event] = await Event.filter(action="invitation.fresh_asked")
    assert (event.target_kind, event.target_id) == ("portal_invitation", id_)


async def test_given_an_invitation_when_edited_or_withdrawn_by_its_id_then_like_any_other(world: World) -> None:
    id_, token = await sent(world, await contact_at(world.acme))
    kim = world.actor(world.kim)
    await invitations.update(kim, id_, title="CFO")
    row = await Invitation.get(id=id_)
    assert (row.title, row.set_by_id) == ("CFO", world.kim.id)
    assert await refused(invitations.update(kim, id_, can_sign=True)) == "INVALID canSign"
    assert await refused(invitations.update(kim, id_, roles=[Role.MEMBER])) == "INVALID roles"
    for actor in (world.actor(world.max), world.actor(world.otto)):
        assert await refused(invitations.cancel(actor, id_)) == "NOT_FOUND invitationId"
    await invitations.cancel(kim, id_)
    assert await refused(invitations.accept(world.nobody, token=token)) == "LINK_CANCELLED token"
    kinds = await Event.filter(target_id=id_).values_list("target_kind", flat=True)
    assert set(kinds) == {"portal_invitation"}


async def test_given_access_when_read_as_the_person_then_one_portal_until_it_is_revoked(world: World) -> None:
    contact = await contact_at(world.acme, CARA)
    _, token = await sent(world, contact)
    await invitations.accept(world.actor(world.cara), token=token)

    async def portals(actor: Actor) -> int:
        found = await db.fetch(f"select 1 from contact a where {policies.portals(actor).on('a')}", parameters(actor))
        return len(found)

    assert await portals(world.actor(world.cara)) == 1
    assert await portals(world.actor(world.carl)) == 0
    await portal_invites.revoke(world.actor(world.sam), contact.id)
    assert await portals(world.actor(world.cara)) == 0
