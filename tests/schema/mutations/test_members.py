"""Members through the API: what the mutations answer, and that `viewerCan` promises just what they then do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import Invitation, MailRefusal, Membership, Partnership, PartnershipOrigin, Role, Tenant
from app.services import invitations, members
from tests.app.services.membering import employ, id_of
from tests.app.services.test_members_at_customers import NOT_NOW, take_away
from tests.partners import Connected, act, connect
from tests.schema.calling import call, run, undone
from tests.schema.mutations.test_tasks import mutate
from tests.world import World, rows

ADMIN, MSP, SALES, MEMBER = Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER
SHOWS = "membership { user { email } roles status deactivatedAt viewerCan { changeRoles deactivate reactivate changeEmail } }"


async def test_given_a_member_when_changed_deactivated_and_let_back_then_the_payload_shows_it(world: World) -> None:
    ada, sam = world.actor(world.ada), ids.to_text("member", await id_of(world.sam, world.northwind))
    active = {"changeRoles": True, "deactivate": True, "reactivate": False, "changeEmail": True}
    shown = {"user": {"email": "sam@northwind.example"}, "roles": ["MEMBER", "SALES_ENGINEER"], "status": "ACTIVE", "deactivatedAt": None}
    changed = await mutate(ada, "changeMemberRoles", SHOWS, membershipId=sam, roles=["SALES_ENGINEER", "MEMBER"])
    changed["membership"]["roles"].sort()
    assert changed == {"membership": {**shown, "viewerCan": active}, "userErrors": []}
    kim = ids.to_text("user", world.kim.id)
    gone = await mutate(ada, "deactivateMember", SHOWS, membershipId=sam, reassignPocsTo=kim)
    assert (gone["membership"]["status"], gone["userErrors"]) == ("DEACTIVATED", [])
    assert gone["membership"]["viewerCan"] == {"changeRoles": False, "deactivate": False, "reactivate": True, "changeEmail": False}
    back = await mutate(ada, "reactivateMember", SHOWS, membershipId=sam)
    assert (back["membership"]["status"], back["membership"]["viewerCan"]) == ("ACTIVE", active)


async def test_given_ids_that_can_not_be_when_sent_then_not_found_at_their_paths(world: World) -> None:
    ada, sam = world.actor(world.ada), ids.to_text("member", await id_of(world.sam, world.northwind))
    for name, more in {"changeMemberRoles": {"roles": ["MEMBER"]}, "deactivateMember": {}, "reactivateMember": {}}.items():
        for wrong in ("nonsense", ids.to_text("user", world.sam.id)):
            payload = await mutate(ada, name, "membership { id }", membershipId=wrong, **more)
            assert payload == {"membership": None, "userErrors": [{"code": "NOT_FOUND", "path": ["membershipId"]}]}
    payload = await mutate(ada, "deactivateMember", "membership { id }", membershipId=sam, reassignPocsTo="nonsense")
    assert payload["userErrors"] == [{"code": "NOT_FOUND", "path": ["reassignPocsTo"]}]
    invite = {"email": "x@x.example", "roles": ["MEMBER"]}
    payload = await mutate(world.actor(world.mia), "inviteUser", "invitation { id }", customerId="nonsense", **invite)
    assert payload["userErrors"] == [{"code": "NOT_FOUND", "path": ["customerId"]}]
    null = await mutate(ada, "inviteUser", "invitation { subjectName }", customerId=None, **invite)
    assert null == {"invitation": {"subjectName": "Northwind Cloud"}, "userErrors": []}


async def test_given_oneself_when_leaving_then_the_payload_still_shows_the_own_membership(world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    own = ids.to_text("member", await id_of(eve, world.northwind))
    payload = await mutate(world.actor(eve), "deactivateMember", "membership { status }", membershipId=own)
    assert payload == {"membership": {"status": "DEACTIVATED"}, "userErrors": []}


@pytest.mark.parametrize("name", ["changeMemberRoles", "deactivateMember"])
async def test_given_oneself_when_stepping_down_then_the_payload_and_the_rest_of_the_request_have_the_rights_that_are_left(
    world: World, name: str
) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    own = {"membershipId": ids.to_text("member", await id_of(eve, world.northwind))}
    fields = {"changeMemberRoles": "roles: [MEMBER]", "deactivateMember": ""}
    text = (
        f"mutation($id: ID!) {{ first: {name}(input: {{ membershipId: $id {fields[name]} }}) {{ {SHOWS} }}"
        ' then: updateTenant(input: { name: "Another" }) { tenant { name } } }'
    )
    result: Any = await run(world.actor(eve), text, {"id": own["membershipId"]})
    shown = result.data["first"]["membership"]
    assert shown["user"] == {"email": eve.email}
    assert shown["viewerCan"] == {"changeRoles": False, "deactivate": False, "reactivate": False, "changeEmail": False}
    assert result.data["then"] is None
    assert (await Tenant.get(id=world.northwind.id)).name == "Northwind Cloud"


async def test_given_a_customer_when_a_user_is_invited_there_then_the_payload_shows_it_and_the_one_that_is_there(world: World) -> None:
    connected = await connect(world)
    record = ids.to_text("customer", connected.record.id)
    shows = "invitation { email roles subjectName invitedBy { displayName } viewerCan { resend cancel edit } }"
    facts = {"email": "nina@x.example", "roles": ["MEMBER"], "customerId": record}
    first = await mutate(world.actor(world.mia), "inviteUser", shows, **facts)
    assert first == {
        "invitation": {
            "email": "nina@x.example", "roles": ["MEMBER"], "subjectName": "Umbrella", "invitedBy": {"displayName": "Mia Miller"},
            "viewerCan": {"resend": True, "cancel": True, "edit": True},
        },
        "userErrors": [],
    }  # fmt: skip
    again = await mutate(world.actor(world.mia), "inviteUser", shows, **facts)
    assert again == {**first, "userErrors": [{"code": "ALREADY_EXISTS", "path": ["email"]}]}


# Promises


async def actors(world: World, connected: Connected) -> dict[str, Actor]:
    """Everybody who could have a say, or none."""
    people = {name: world.actor(world.people[name]) for name in ("ada", "mia", "sam", "otto")}
    return people | {
        "uma": world.actor(connected.admin), "ugo": world.actor(connected.member), "acting": await act(world, connected),
        "both": world.actor(await employ(world, world.northwind, "bo", ADMIN, MSP)),
    }  # fmt: skip


async def says(actor: Actor, kind: str, id_: str, flags: Iterable[str]) -> dict[str, bool]:
    """What is promised; nothing to whom it does not exist."""
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {kind} {{ viewerCan {{ {' '.join(flags)} }} }} }} }}"
    result: Any = await run(actor, text, {"id": id_})
    assert not result.errors
    return (result.data["node"] or {"viewerCan": dict.fromkeys(flags, False)})["viewerCan"]  # type: ignore[no-any-return]  # as asked


async def does(actor: Actor, name: str, variants: Iterable[dict[str, Any]]) -> bool:
    """Whether something can be done by a mutation, in one way or another."""
    for input_ in variants:
        async with undone():
            before = await rows("event")
            answer = await call(actor, f"Mutation.{name}", {"input": input_})
            if answer.outcome == "ok" and await rows("event") > before:
                return True
    return False


async def members_of(world: World, tenant: Tenant) -> list[str]:
    """Members of all kinds, by their ids."""
    for name, roles in {"boss": [ADMIN], "msp": [MSP], "sales": [SALES], "plain": [MEMBER], "more": [MEMBER, SALES]}.items():
        for active in (True, False):
            await employ(world, tenant, f"{name}{active}", *roles, active=active)
    return [ids.to_text("member", row.id) for row in await Membership.filter(tenant_id=tenant.id).order_by("id")]


async def broken_of_members(actors: dict[str, Actor], members: Iterable[str]) -> list[str]:
    """The promises that are not kept, to anybody."""
    wrong = []
    for who, actor in actors.items():
        for id_ in members:
            one = {"membershipId": id_}
            every = [{**one, "roles": roles} for roles in ([MEMBER], [SALES], [ADMIN], [MSP], [ADMIN, MEMBER])]
            done = {
                "changeRoles": await does(actor, "changeMemberRoles", every), "deactivate": await does(actor, "deactivateMember", [one]),
                "reactivate": await does(actor, "reactivateMember", [one]),
                "changeEmail": await does(actor, "changeUserEmail", [{"userId": await person_of(id_), "email": "another@home.example"}]),
            }  # fmt: skip
            shown = await says(actor, "Membership", id_, done)
            wrong += [f"{who} {id_} {flag}: says {shown[flag]}, does {done[flag]}" for flag in done if shown[flag] is not done[flag]]
    return wrong


async def person_of(membership_id: str) -> str:
    """Whose membership it is."""
    return ids.to_text("user", (await Membership.get(id=ids.parse(membership_id, "member"))).user_id)


@pytest.mark.parametrize("allowed", [[MEMBER], [MEMBER, SALES, ADMIN], [ADMIN]])
async def test_given_members_of_each_kind_when_flags_are_read_then_the_mutations_keep_them(world: World, allowed: list[Role]) -> None:
    connected = await connect(world, allowed_roles=allowed)
    theirs, everybody = await members_of(world, connected.tenant), await actors(world, connected)
    assert await broken_of_members(everybody, theirs) == []
    promised = {who: [await says(actor, "Membership", id_, ["changeRoles"]) for id_ in theirs] for who, actor in everybody.items()}
    granting = {who for who, flags in promised.items() if {"changeRoles": True} in flags}
    assert granting == ({"uma", "mia", "acting", "both"} if MEMBER in allowed else {"uma"})


async def test_given_members_of_ones_own_when_flags_are_read_then_the_mutations_keep_them_also_of_the_last_admin(world: World) -> None:
    connected = await connect(world)
    everybody = {who: actor for who, actor in (await actors(world, connected)).items() if who != "both"}
    await Membership.filter(tenant_id=world.northwind.id).exclude(user_id__in=[world.ada.id, world.mia.id, world.sam.id]).delete()
    own = [ids.to_text("member", await id_of(user, world.northwind)) for user in (world.ada, world.mia, world.sam)]
    assert await broken_of_members(everybody, own) == []
    assert await says(everybody["ada"], "Membership", own[0], ["changeRoles", "deactivate"]) == {"changeRoles": True, "deactivate": False}


@pytest.mark.parametrize("state", NOT_NOW)
async def test_given_a_partnership_without_the_capability_when_flags_are_read_then_nothing_is_promised(world: World, state: str) -> None:
    connected = await connect(world)
    theirs, everybody = await members_of(world, connected.tenant), await actors(world, connected)
    await take_away(connected, state)
    assert await broken_of_members({who: everybody[who] for who in ("mia", "both", "uma")}, theirs) == []


async def invitations_of(world: World, runtime: Runtime, connected: Connected) -> list[str]:
    """Of the customer and of its partner, to each role, pending and expired and unwanted."""
    uma, mia = world.actor(connected.admin), world.actor(world.mia)
    made = []
    for time in ("old", "new"):
        for n, roles in enumerate(([MEMBER], [SALES], [ADMIN], [MSP], [ADMIN, MEMBER])):
            made.append(await members.invite(uma, email=f"{time}{n}@x.example", roles=roles))
        made.append(await members.invite(mia, email=f"{time}@x.example", roles=[MEMBER], customer_id=connected.record.id))
        if time == "old":
            runtime.clock.advance(timedelta(days=8))
    made.append(await members.invite(uma, email="cancelled@x.example", roles=[MEMBER]))
    await invitations.cancel(uma, made[-1])
    for email, tenant in {"one@x.example": connected.tenant, "two@x.example": world.northwind, "three@x.example": world.contoso}.items():
        made.append(await members.invite(uma, email=email, roles=[MEMBER]))
        await MailRefusal.create(tenant=tenant, email_key=email, created_at=now())
    return [ids.to_text("invitation", id_) for id_ in made]


@pytest.mark.settings(rate_limits="off", resend_cooldown=timedelta(0))
@pytest.mark.parametrize("created", [False, True])
async def test_given_invitations_of_each_kind_when_flags_are_read_then_the_mutations_keep_them(
    runtime: Runtime, world: World, *, created: bool
) -> None:
    connected = await connect(world, allowed_roles=[MEMBER])
    everything = await invitations_of(world, runtime, connected)
    if created:  # nobody is admin any more, and those of the partner are for the first one
        await Partnership.filter(id=connected.partnership.id).update(origin=PartnershipOrigin.CREATED)
        await Membership.filter(user_id=connected.admin.id).update(roles=frozenset({MEMBER}))
        await Invitation.filter(tenant_id=connected.tenant.id, partner_id__not_isnull=True).update(roles=frozenset({ADMIN}))
    everybody = await actors(world, connected)
    everybody.pop("uma")
    everybody["uma"] = world.actor(await employ(world, connected.tenant, "eva", ADMIN)) if not created else everybody["ugo"]
    wrong, promised = [], set()
    for who, actor in everybody.items():
        for id_ in everything:
            one = {"invitationId": id_}
            done = {
                "resend": await does(actor, "resendInvitation", [one]), "cancel": await does(actor, "cancelInvitation", [one]),
                "edit": await does(actor, "updateInvitation", [{**one, "firstName": "Other"}]),
            }  # fmt: skip
            shown = await says(actor, "Invitation", id_, done)
            wrong += [f"{who} {id_} {flag}: says {shown[flag]}, does {done[flag]}" for flag in done if shown[flag] is not done[flag]]
            promised |= {(who, flag) for flag in done if shown[flag]}
    assert wrong == []
    granting = {"mia", "acting", "both"} | (set() if created else {"uma"})
    assert promised == {(who, flag) for who in granting for flag in ("resend", "cancel", "edit")}
