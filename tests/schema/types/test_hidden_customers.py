"""What happens at a customer whose managed fields one has not changes no answer: not in lists, counts, orders, filters, by id, anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from graphql import is_required_argument

from app.auth import bearer
from app.auth.actor import Actor
from app.core import ids
from app.models import AccessLevel, CustomerStaff, Integration, Partnership, PartnershipKind, Role, SharePermission
from app.services import (
    acting,
    acting_endings,
    customer_access,
    integrations,
    invitations,
    member_roles,
    member_status,
    members,
    partnership_changes,
    partnership_states,
    shares,
    tenant_settings,
)
from app.services.customer_access import Place
from tests.app.services.membering import employ, id_of
from tests.app.services.partnering import place
from tests.app.services.sharing import integration, shared
from tests.partners import Connected, connect
from tests.schema.calling import document, root_fields, run
from tests.world import ORIGIN, World

PREVIEWS = {"Query.invitationPreview", "Query.partnerLinkPreview"}
CUSTOMERS = "totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor }"
NARROWED = (
    *(f"orderBy: {{field: {field}}}" for field in ("NAME", "CREATED_AT", "LAST_ACTIVITY")),
    *(f"filter: {{attention: [{reason}]}}" for reason in ("NO_ADMIN", "INVITATION_EXPIRED", "INTEGRATION_FAILING", "INACTIVE")),
    *(f"filter: {{kind: [{kind.value}]}}" for kind in PartnershipKind),
)


async def view(actor: Actor, given: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """All answers: of every root field that reads, two objects deep, and of each way to narrow and order the customers."""
    texts = {name: document(name, 2) for name in root_fields() if name.startswith("Query.") and name not in PREVIEWS}
    needy = {name for name in texts if any(map(is_required_argument, root_fields()[name].args.values()))}
    assert needy - {"Query.node", "Query.poc"} == given.keys()
    texts |= {how: f"{{ customers({how}) {{ {CUSTOMERS} }} }}" for how in NARROWED}
    answers = {name: await run(actor, text, given.get(name)) for name, text in texts.items() if name in given or name not in needy}
    return {name: (answer.data, [str(error) for error in answer.errors]) for name, answer in answers.items()}


def changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Which answers are others."""
    return {name for name in before if before[name] != after[name]}


async def work(world: World, connected: Connected, shared_id: UUID, lent: Integration) -> None:
    """A day at a customer: what the partner's admin does there, and what its own admin does."""
    mia, admin, record = world.actor(world.mia), world.actor(connected.admin), connected.record
    session = await acting.start(mia, record.id, reason="They asked us to.")
    inside = await bearer.acting_in(session.session_id, ORIGIN)
    assert inside
    await integrations.create(inside, kind="webhook", name="Hook", settings={"url": "https://hook.example/"})
    await members.invite(inside, email="one@umbrella.example", roles=[Role.MEMBER])
    cancelled = await members.invite(mia, email="two@umbrella.example", roles=[Role.MEMBER], customer_id=record.id)
    await invitations.cancel(mia, cancelled)
    member = await id_of(connected.member, connected.tenant)
    await member_roles.change(mia, member, roles=[Role.SALES_ENGINEER])
    await member_status.deactivate(mia, member)
    await acting_endings.end(mia, session.session_id)
    await shares.revoke(mia, shared_id)
    await shared(world, lent, connected, permission=SharePermission.USE_AND_VIEW_SETTINGS)
    await tenant_settings.update(admin, name="Umbrella anew", share_consent=True)
    await partnership_states.limit(admin, connected.partnership.id, allowed_roles=[])
    await partnership_states.suspend(mia, connected.partnership.id, reason="A bill is open.")
    await partnership_states.resume(mia, connected.partnership.id)
    await partnership_changes.propose(admin, connected.partnership.id, kind=PartnershipKind.RESELLER_WITHOUT_SUPPORT)
    await customer_access.update(mia, record.id, staff=[Place(world.mia.id, AccessLevel.MANAGE), Place(world.kim.id, AccessLevel.VIEW)])


def named(*things: tuple[str, Iterable[UUID]]) -> Sequence[str]:
    """Ids as the API has them."""
    return [ids.to_text(prefix, id_) for prefix, found in things for id_ in found]


async def test_given_a_customer_that_is_hidden_when_all_kinds_of_things_happen_there_then_nobody_else_is_answered_otherwise(
    world: World,
) -> None:
    umbrella = await connect(world, allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER])
    wonka = await connect(world, "Wonka", people=("will", "wes"))
    moe = await employ(world, world.northwind, "moe", Role.MSP_ADMIN)
    await place(umbrella.record, world.mia, "MANAGE")
    lent, other = await integration(world), await integration(world, "Other")
    at_umbrella, at_wonka = await shared(world, lent, umbrella), await shared(world, other, wonka)
    mia = world.actor(world.mia)
    invited = await members.invite(mia, email="first@umbrella.example", roles=[Role.MEMBER], customer_id=umbrella.record.id)
    session = await acting.start(mia, umbrella.record.id, reason="To set it up.")
    at_will = await bearer.acting_in((await acting.start(mia, wonka.record.id, reason="To set it up.")).session_id, ORIGIN)
    assert at_will
    hidden = named(
        ("partnership", [umbrella.partnership.id]), ("acting", [session.session_id]), ("share", [at_umbrella]), ("invitation", [invited]),
        ("member", [await id_of(umbrella.member, umbrella.tenant)]), ("user", [umbrella.admin.id, umbrella.member.id]),
        ("tenant", [umbrella.tenant.id]), ("customer", [umbrella.record.id]), ("integration", [lent.id, other.id]), ("share", [at_wonka]),
    )  # fmt: skip
    given: dict[str, dict[str, Any]] = {
        "Query.nodes": {"ids": hidden}, "Query.customer": {"id": ids.to_text("customer", umbrella.record.id)},
        "Query.integration": {"id": ids.to_text("integration", lent.id)}, "Query.partnerStatement": {"month": "2026-03-02"},
        "Query.emailTemplate": {"key": "POC_INVITATION"},
        "Query.emailTemplatePreview": {"key": "POC_INVITATION", "subject": "Come and see", "body": "Here: {{link}}"},
    }  # fmt: skip
    outside = {user: world.actor(user) for user in (world.ada, world.sam, world.max, moe, world.otto, wonka.admin, wonka.member)}
    watching = {"mia": mia, "uma": world.actor(umbrella.admin), "mia at Wonka": at_will} | {
        user.first_name: actor for user, actor in outside.items()
    }
    before = {name: await view(actor, given) for name, actor in watching.items()}
    await work(world, umbrella, at_umbrella, lent)
    after = {name: await view(actor, given) for name, actor in watching.items()}
    assert (await Partnership.get(id=umbrella.partnership.id)).kind is PartnershipKind.RESELLER_WITHOUT_SUPPORT
    assert await CustomerStaff.filter(customer_id=umbrella.record.id).count() == 2
    found = {name: changed(before[name], after[name]) for name in watching}
    assert {"Query.nodes", "Query.customer", "Query.partnerships", "Query.actingSessions", "Query.integration"} <= found.pop("mia")
    assert {"Query.nodes", "Query.partnerships", "Query.actingSessions", "Query.sharedIntegrations"} <= found.pop("uma")
    assert {name: what for name, what in found.items() if what} == {}
