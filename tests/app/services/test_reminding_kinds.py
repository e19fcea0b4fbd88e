"""Reminders by the worker, of invitations of each kind: what they say, whose they are, and what is not worth one; on both databases."""

from uuid import UUID

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.mail.language import LANGUAGES
from app.models import (
    Customer,
    EmailTemplateKey,
    Event,
    Invitation,
    InvitationKind,
    MailRefusal,
    Membership,
    MembershipStatus,
    Plan,
    Role,
    Tenant,
)
from app.services import email_templates, invitation_links, invitations, members, participants, partnership_states
from tests.app.services.inviting import NEW, mails, token_of
from tests.app.services.readdressing import changed
from tests.app.services.reminding import berlin, every_kind, invited, inviter, nothing_written, reminded
from tests.partners import Connected, act, connect
from tests.world import World

POC, MEMBER, PORTAL = InvitationKind.POC, InvitationKind.MEMBER, InvitationKind.PORTAL


async def by_partner(world: World, connected: Connected, *, inside: bool = False) -> UUID:
    """Mia invites a colleague into her customer's organization, perhaps in an acting session there."""
    actor, record = (await act(world, connected), None) if inside else (world.actor(world.mia), connected.record.id)
    return await members.invite(actor, email=NEW, roles=[Role.MEMBER], personal_message="First words", customer_id=record)


# What they say


@pytest.mark.parametrize("kind", [MEMBER, PORTAL, None], ids=["member", "portal", "by a partner"])
async def test_given_no_mail_of_its_own_when_reminded_then_what_the_first_one_said_and_its_subject_says_so(
    runtime: Runtime, world: World, kind: InvitationKind | None
) -> None:
    if kind:
        id_ = await invited(world, kind=kind, personal_message="First words")
    else:
        connected = await connect(world)
        await Tenant.filter(id=world.northwind.id).update(brand_name="Nimbus", brand_accent_color="#123456")
        id_ = await by_partner(world, connected)
    old = await token_of(id_)
    assert await reminded(runtime, berlin(5, 10)) == [NEW]
    first, again = await mails()
    new = await token_of(id_)
    assert "First words" in again.text
    assert again.subject == f"Reminder: {first.subject}"
    assert again.text == first.text.replace(old, new)
    assert again.html == first.html.replace(old, new).replace("<title>", "<title>Reminder: ")
    assert again.from_name == first.from_name == ("Northwind Cloud" if kind else "Nimbus")
    assert again.name == "invitation_reminder"


@pytest.mark.parametrize(("kind", "key"), [(MEMBER, EmailTemplateKey.MEMBER_INVITATION), (PORTAL, EmailTemplateKey.PORTAL_INVITATION)])
@pytest.mark.parametrize("code", LANGUAGES)
async def test_given_words_of_a_tenants_own_when_reminded_then_in_its_language_and_its_words(
    runtime: Runtime, world: World, kind: InvitationKind, key: EmailTemplateKey, code: str
) -> None:
    admin = world.actor(world.ada)
    await email_templates.update(admin, key, subject="Ours {x: {{organization}}", body="Our own words\n{{link}}", locale=code)
    await email_templates.update(admin, EmailTemplateKey.INVITATION_REMINDER, subject="Not this", body="{{link}}", locale=code)
    await invited(world, kind=kind, locale=code)
    await reminded(runtime, berlin(5, 10))
    [mail] = await mails("invitation_reminder")
    assert mail.subject == {
        "en": "Reminder: Ours {x: Northwind Cloud", "de": "Erinnerung: Ours {x: Northwind Cloud",
        "es": "Recordatorio: Ours {x: Northwind Cloud", "fr": "Rappel : Ours {x: Northwind Cloud",
        "nl": "Herinnering: Ours {x: Northwind Cloud",
    }[code]  # fmt: skip
    assert mail.text.startswith("Our own words\n")
    assert f'<html lang="{code}">' in mail.html


async def test_given_an_invitation_of_the_operator_when_due_then_reminded_of_in_the_organizations_name(
    runtime: Runtime, world: World
) -> None:
    id_ = await invited(world, kind=MEMBER)
    await Invitation.filter(id=id_).update(invited_by_id=None, set_by_id=None)
    assert await reminded(runtime, berlin(5, 10)) == [NEW]
    assert "Invited by: Northwind Cloud\n" in (await mails("invitation_reminder"))[0].text


async def test_given_several_links_when_looked_for_the_current_one_then_it_is_the_last(runtime: Runtime, world: World) -> None:
    id_ = await invited(world)
    for day in (5, 9):
        await reminded(runtime, berlin(day, 10))
        opened = await invitation_links.current(id_)
        assert opened == await invitation_links.follow(await token_of(id_))
        assert opened is not None
        assert opened.is_current
    held = await participants.invite(world.actor(world.sam), world.draft.id, email=NEW)
    assert await invitation_links.current(held) is None


# Nobody else is told


async def test_given_an_address_that_is_kept_for_who_had_it_when_due_then_reminded_like_any_other(runtime: Runtime, world: World) -> None:
    """Whoever invited would read by a reminder that does not come that somebody has given the address up."""
    otto = world.actor(world.otto)
    invitation = await members.invite(otto, email=world.sam.email, roles=[Role.MEMBER])
    await members.invite(otto, email=NEW, roles=[Role.MEMBER])
    runtime.clock.stand(berlin(5, 8))
    former = world.sam.email
    await changed(world)
    assert (await invitations.preview(world.nobody, await token_of(invitation))).is_kept, "else it would show nothing"
    assert await reminded(runtime, berlin(5, 10)) == sorted([NEW, former])


# What is not worth one


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        *((kind, what) for kind in InvitationKind for what in ("nobody answers", "blocked", "others only")),
        (PORTAL, "plan"), (PORTAL, "archived"),
    ],
)  # fmt: skip
async def test_given_what_could_not_be_accepted_now_when_due_then_nothing_until_it_can_again(
    runtime: Runtime, world: World, kind: InvitationKind, what: str
) -> None:
    tenant, customer = Tenant.filter(id=world.northwind.id), Customer.filter(id=world.acme.id)
    membership = Membership.filter(user_id=inviter(world, kind).user_id)
    await invited(world, kind=kind)
    await Tenant.filter(id=world.contoso.id).update(blocked_domains=["acme.example"], allowed_domains=[])
    match what:
        case "nobody answers":
            await membership.update(status=MembershipStatus.DEACTIVATED)
        case "blocked":
            await tenant.update(blocked_domains=["acme.example"])
        case "others only":
            await tenant.update(allowed_domains=["globex.example"])
        case "plan":
            await tenant.update(plan=Plan.FREE)
        case "archived":
            await customer.update(archived_at=now())
    assert await nothing_written(runtime, berlin(5, 10))
    assert await nothing_written(runtime, berlin(6, 10))
    await membership.update(status=MembershipStatus.ACTIVE)
    await tenant.update(blocked_domains=[], allowed_domains=[], plan=Plan.PRO)
    await customer.update(archived_at=None)
    assert await reminded(runtime, berlin(6, 11)) == [NEW]


async def test_given_an_archived_customer_when_an_invitation_to_its_poc_is_due_then_as_any_other(runtime: Runtime, world: World) -> None:
    await invited(world)
    await Customer.filter(id=world.acme.id).update(archived_at=now())
    assert await reminded(runtime, berlin(5, 10)) == [NEW]


async def test_given_a_lower_plan_when_a_colleague_is_invited_then_reminded_all_the_same(runtime: Runtime, world: World) -> None:
    await invited(world, kind=MEMBER)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    assert await reminded(runtime, berlin(5, 10)) == [NEW]


@every_kind
async def test_given_who_works_there_by_now_when_due_then_nothing(runtime: Runtime, world: World, kind: InvitationKind) -> None:
    await invited(world, "olga@contoso.example", kind=kind)
    await Membership.create(user=world.olga, tenant=world.northwind, sort_name="olga", roles={Role.MEMBER}, created_at=now())
    assert await nothing_written(runtime, berlin(5, 10))


async def test_given_a_longer_access_after_its_last_day_when_due_then_reminded_then(runtime: Runtime, world: World) -> None:
    id_ = await invited(world)
    await Invitation.filter(id=id_).update(access_ends_on=berlin(4).date())
    assert await nothing_written(runtime, berlin(5, 10))
    await Invitation.filter(id=id_).update(access_ends_on=berlin(20).date())
    assert await reminded(runtime, berlin(5, 11)) == [NEW]


# What a partner set


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("what", ["suspended", "ended", "taken roles", "refused"])
async def test_given_a_partner_who_could_not_set_it_now_when_due_then_nothing(
    runtime: Runtime, world: World, what: str, *, inside: bool
) -> None:
    connected = await connect(world)
    await by_partner(world, connected, inside=inside)
    theirs = await members.invite(world.actor(connected.admin), email="theirs@umbrella.example", roles=[Role.MEMBER])
    admin, id_ = world.actor(connected.admin), connected.partnership.id
    match what:
        case "suspended":
            await partnership_states.suspend(admin, id_, reason="A pause.")
        case "ended":
            await partnership_states.end(admin, id_, reason="It is over.")
        case "taken roles":
            await partnership_states.limit(admin, id_, allowed_roles=[])
        case "refused":
            await MailRefusal.create(tenant=world.northwind, email_key=NEW, created_at=now())
    assert await reminded(runtime, berlin(5, 10)) == ["theirs@umbrella.example"]
    if what == "suspended":
        await partnership_states.resume(admin, id_)
        assert await reminded(runtime, berlin(5, 11)) == [NEW]
    assert (await Invitation.get(id=theirs)).reminded_at == berlin(5, 10)


@pytest.mark.parametrize("inside", [False, True])
async def test_given_a_partners_invitation_when_reminded_then_in_the_customers_log_and_from_the_partners_budget(
    runtime: Runtime, world: World, *, inside: bool
) -> None:
    connected = await connect(world)
    id_ = await by_partner(world, connected, inside=inside)
    await reminded(runtime, berlin(5, 10))
    told = await Event.filter(action="invitation.reminded").values_list("tenant_id", "target_kind", "target_id", "partner_id", "actor_id")
    assert list(told) == [(connected.tenant.id, "invitation", id_, None, None)]
    spent = {row["key"] for row in await db.fetch("select key from mail_budget where ends_at > :now", {"now": now()})}
    assert f"tenant:{world.northwind.id}" in spent
    assert f"tenant:{connected.tenant.id}" not in spent
