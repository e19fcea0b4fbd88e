"""Customers as they are read: what stands behind the record, for whom, how lists are narrowed and ordered by it, and what one may do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import db, ids
from app.core.runtime import now
from app.models import (
    Customer,
    Event,
    Integration,
    IntegrationKind,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    PartnershipSide,
    Role,
    User,
)
from app.services import partnerships
from tests.app.services.placing import MANAGE, VIEW, promote, put
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

MSP, WITH, WITHOUT = PartnershipKind
DAY = timedelta(days=1)
MANAGED = "organization { name } partnership { id } firstContact accessPolicy { allowedRoles staff { user { displayName } level } }"
INSTALLATION = "installation { activeUsers }"


async def asked(actor: Actor, text: str, **variables: Any) -> Any:
    """The data of a query, without errors."""
    result = await run(actor, text, variables)
    assert not result.errors
    return result.data


async def customer(actor: Actor, record: Customer, fields: str = f"{MANAGED} {INSTALLATION}") -> Any:
    """A customer as somebody sees it."""
    text = f"query($id: ID!) {{ customer(id: $id) {{ {fields} }} }}"
    return (await asked(actor, text, id=ids.to_text("customer", record.id)))["customer"]


async def names(actor: Actor, filter_: str = "", order: str = "") -> Any:
    """The names in a list of customers, or what it is refused as."""
    arguments = "".join([f"filter: {{ {filter_} }} " if filter_ else "", f"orderBy: {{ {order} }}" if order else ""])
    result = await run(
        actor, f"{{ customers({arguments}) {{ totalCount nodes {{ name }} }} }}" if arguments else "{ customers { nodes { name } } }"
    )
    if result.errors:
        [error] = result.errors
        refused: Any = error.original_error
        return refused.code.value, refused.argument_path
    found = result.data["customers"]  # type: ignore[index]  # there are no errors
    assert found.get("totalCount", len(found["nodes"])) == len(found["nodes"])
    return [node["name"] for node in found["nodes"]]


async def finish(world: World, connected: Connected) -> None:
    """End a partnership."""
    async with db.transaction():
        await partnerships.finish(world.actor(world.mia), connected.partnership, PartnershipSide.PARTNER, reason=None)


async def suspend(connected: Connected) -> None:
    """Suspend a partnership."""
    await Partnership.filter(id=connected.partnership.id).update(suspended_by_partner_at=now())


# What stands behind the record


async def test_given_a_connected_customer_when_read_then_what_stands_behind_the_record_is_for_who_manages_it(world: World) -> None:
    connected = await connect(world, allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER])
    assert await customer(world.actor(world.mia), connected.record) == {
        "organization": {"name": "Umbrella"}, "partnership": {"id": ids.to_text("partnership", connected.partnership.id)},
        "firstContact": "PARTNER", "accessPolicy": {"allowedRoles": ["MEMBER", "SALES_ENGINEER"], "staff": []},
        "installation": {"activeUsers": 2},
    }  # fmt: skip
    nothing = dict.fromkeys(("organization", "partnership", "firstContact", "accessPolicy", "installation"))
    for user in (world.ada, world.sam, world.kim):
        assert await customer(world.actor(user), connected.record) == nothing
    assert await customer(world.actor(world.otto), connected.record) is None


async def test_given_a_prospect_when_read_then_nothing_may_be_granted_and_its_list_is_there(world: World) -> None:
    await put(world.acme, (world.mia, MANAGE), (world.sam, VIEW))
    staff = [{"user": {"displayName": "Mia Miller"}, "level": "MANAGE"}, {"user": {"displayName": "Sam Sales"}, "level": "VIEW"}]
    for user in (world.mia, world.sam):
        assert await customer(world.actor(user), world.acme) == {
            "organization": None, "partnership": None, "firstContact": None, "accessPolicy": {"allowedRoles": [], "staff": staff},
            "installation": None,
        }  # fmt: skip
    assert (await customer(world.actor(world.kim), world.acme))["accessPolicy"] is None


async def test_given_a_former_customer_when_read_then_the_last_partnership_is_there_and_nothing_may_be_granted(world: World) -> None:
    connected = await connect(world)
    await finish(world, connected)
    found = await customer(world.actor(world.mia), connected.record)
    assert (found["organization"], found["partnership"]["id"]) == (
        {"name": "Umbrella"}, ids.to_text("partnership", connected.partnership.id)
    )  # fmt: skip
    assert (found["firstContact"], found["accessPolicy"]["allowedRoles"], found["installation"]) == (None, [], None)


@pytest.mark.parametrize(("kind", "first", "installed"), [(MSP, "PARTNER", True), (WITH, "PARTNER", False), (WITHOUT, "VENDOR", False)])
async def test_given_each_kind_when_read_then_first_contact_and_installation_are_as_its_capabilities(
    world: World, kind: PartnershipKind, first: str, *, installed: bool
) -> None:
    connected = await connect(world, kind=kind)
    found = await customer(world.actor(world.mia), connected.record)
    assert (found["firstContact"], found["installation"] is not None) == (first, installed)
    await suspend(connected)
    found = await customer(world.actor(world.mia), connected.record)
    assert (found["firstContact"], found["installation"]) == (None, None)
    assert found["accessPolicy"]["allowedRoles"] == ["MEMBER"], "it has not ended"


async def test_given_a_list_of_staff_when_read_then_by_who_has_a_place_until_nobody_keeps_it(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, Role.MSP_ADMIN)
    await put(connected.record, (world.kim, MANAGE), (world.sam, VIEW))

    async def readers() -> set[str]:
        users = (world.ada, world.mia, world.sam, world.kim)
        found = {user.first_name: await customer(world.actor(user), connected.record) for user in users}
        assert all(len({value is None for value in one.values()}) == 1 for one in found.values()), "all of it or nothing"
        return {name for name, one in found.items() if one["organization"]}

    assert await readers() == {"Sam", "Kim"}
    await put(connected.record, (world.mia, VIEW))
    assert await readers() == {"Sam", "Kim", "Mia"}
    await Membership.filter(user_id=world.kim.id).update(status=MembershipStatus.DEACTIVATED)
    assert await readers() == {"Mia", "Kim"}, "it counts as empty: every MSP admin, and no place to view"


async def test_given_an_acting_session_when_the_own_customers_are_read_then_nothing_stands_behind_them(world: World) -> None:
    connected = await connect(world)
    acting = await act(world, connected)
    own = await Customer.create(tenant=connected.tenant, name="Theirs", sort_name="theirs", created_at=now())
    assert await customer(acting, own) == dict.fromkeys(
        ("organization", "partnership", "firstContact", "accessPolicy", "installation")
    )  # fmt: skip
    assert await customer(acting, connected.record) is None
    assert await names(acting, "kind: [MSP]") == ("FORBIDDEN", ("filter", "kind"))
    assert await names(acting, "attention: [NO_ADMIN]") == ("FORBIDDEN", ("filter", "attention"))
    assert await names(acting, order="field: LAST_ACTIVITY") == ("FORBIDDEN", ("orderBy", "field"))
    assert await names(acting, order="field: NAME") == ["Theirs"]


# Lists


async def several(world: World) -> dict[str, Connected]:
    """A customer of each kind, one of them CREATED and without an admin."""
    return {
        "Alpha": await connect(world, "Alpha", people=("a1", "a2")),
        "Beta": await connect(world, "Beta", kind=WITH, people=("b1", "b2")),
        "Gamma": await connect(world, "Gamma", kind=WITHOUT, people=("c1", "c2")),
        "Delta": await connect(world, "Delta", origin=PartnershipOrigin.CREATED, administered=False, people=("d1", "d2")),
    }


async def test_given_customers_of_each_kind_when_narrowed_then_by_partnerships_that_have_not_ended(world: World) -> None:
    made, mia = await several(world), world.actor(world.mia)
    await suspend(made["Delta"])
    assert await names(mia, "kind: [MSP]") == ["Alpha", "Delta"]
    assert await names(mia, "kind: [RESELLER_WITH_SUPPORT, RESELLER_WITHOUT_SUPPORT]") == ["Beta", "Gamma"]
    assert await names(mia, "kind: []") == []
    assert await names(mia, 'kind: [MSP], stage: [CONNECTED], search: "alp"') == ["Alpha"]
    await finish(world, made["Alpha"])
    assert await names(mia, "kind: [MSP]") == ["Delta"]
    assert await names(mia, "stage: [FORMER]") == ["Alpha"]


async def test_given_rows_whose_partnership_is_hidden_when_narrowed_or_ordered_then_they_dont_match(world: World) -> None:
    made = await several(world)
    await put(made["Delta"].record, (world.mia, MANAGE), (world.sam, VIEW))
    for user in (world.ada, world.kim):
        assert await names(world.actor(user), "kind: [MSP]") == []
        assert await names(world.actor(user), "attention: [NO_ADMIN, INACTIVE]") == []
    sam = world.actor(world.sam)
    assert await names(sam, "kind: [MSP]") == ["Delta"]
    assert await names(sam, "attention: [NO_ADMIN]") == ["Delta"]
    await happened(world, made["Alpha"], now())
    await happened(world, made["Delta"], now() - DAY)
    mia = world.actor(world.mia)
    assert (await names(mia, order="field: LAST_ACTIVITY, direction: DESC"))[:2] == ["Alpha", "Delta"]
    for direction in ("ASC", "DESC"):
        assert (await names(sam, order=f"field: LAST_ACTIVITY, direction: {direction}"))[0] == "Delta", "what is hidden comes last"
    everybody = await names(world.actor(world.kim), order="field: LAST_ACTIVITY")
    by_id = [record.name for record in await Customer.filter(tenant_id=world.northwind.id).order_by("id")]
    assert everybody == by_id, "hidden rows are ordered as ones without the value"


async def happened(world: World, connected: Connected, at: Any) -> None:
    """Something happened in a customer's organization."""
    await Event.create(
        at=at, action="task.created", tenant_id=connected.tenant.id, actor_id=connected.member.id, target_kind="task",
        target_id=connected.record.id,
    )  # fmt: skip


async def test_given_reasons_when_narrowed_then_as_each_customer_shows_them(world: World) -> None:
    made, mia = await several(world), world.actor(world.mia)
    await happened(world, made["Alpha"], now() - 31 * DAY)
    await happened(world, made["Delta"], now())
    await failing(world, made["Delta"])
    reasons = ("NO_ADMIN", "INVITATION_EXPIRED", "INTEGRATION_FAILING", "INACTIVE")
    shown = {name: (await customer(mia, one.record, "installation { attention }"))["installation"] for name, one in made.items()}
    assert shown == {
        "Alpha": {"attention": ["INACTIVE"]}, "Beta": None, "Gamma": None, "Delta": {"attention": ["NO_ADMIN", "INTEGRATION_FAILING"]},
    }  # fmt: skip
    for reason in reasons:
        expected = [name for name, one in shown.items() if one and reason in one["attention"]]
        assert await names(mia, f"attention: [{reason}]") == expected
    assert await names(mia, "attention: [INACTIVE, NO_ADMIN]") == ["Alpha", "Delta"]


async def failing(world: World, connected: Connected) -> Integration:
    """An integration of a customer's organization that failed."""
    kind = await IntegrationKind.all().first()
    assert kind is not None
    return await Integration.create(
        tenant=connected.tenant, kind=kind, name="Broken", sort_name="broken", settings={}, last_error="refused", created_at=now()
    )


async def test_given_pages_in_the_order_of_activity_when_gone_through_then_each_customer_comes_once(world: World) -> None:
    made, mia = await several(world), world.actor(world.mia)
    await happened(world, made["Alpha"], now() - DAY)
    await happened(world, made["Delta"], now())
    for direction in ("ASC", "DESC"):
        whole = await names(mia, order=f"field: LAST_ACTIVITY, direction: {direction}")
        for first, after in (("first", "after"), ("last", "before")):
            found: list[str] = []
            cursor = "null"
            while True:
                text = (
                    f"{{ customers(orderBy: {{ field: LAST_ACTIVITY, direction: {direction} }}, {first}: 2, {after}: {cursor})"
                    " { edges { cursor node { name } } } }"
                )
                edges = (await asked(mia, text))["customers"]["edges"]
                if not edges:
                    break
                page = [edge["node"]["name"] for edge in edges]
                found = found + page if first == "first" else page + found
                cursor = f'"{edges[-1 if first == "first" else 0]["cursor"]}"'
            assert found == whole


# What the viewer may do


FLAGS = ("edit", "manageAccess", "inviteUser", "shareIntegration", "act", "createPoc", "endPartnership")
ALL = set(FLAGS)
RECORD = {"edit", "createPoc", "manageAccess"}


async def can(world: World, user: User, record: Customer) -> set[str]:
    """What somebody may do at a customer."""
    found = (await customer(world.actor(user), record, f"viewerCan {{ {' '.join(FLAGS)} }}"))["viewerCan"]
    return {flag for flag, yes in found.items() if yes}


async def test_given_each_state_of_a_customer_when_flags_are_read_then_what_goes_with_it(world: World) -> None:
    made, mia = await several(world), world.mia
    assert await can(world, mia, world.acme) == RECORD
    assert await can(world, mia, made["Alpha"].record) == ALL
    assert await can(world, mia, made["Beta"].record) == RECORD | {"endPartnership"}
    assert await can(world, mia, made["Delta"].record) == ALL - {"endPartnership"}, "it has no admin yet"
    await Membership.filter(tenant_id=made["Delta"].tenant.id).update(roles={Role.TENANT_ADMIN})
    assert await can(world, mia, made["Delta"].record) == ALL
    await suspend(made["Alpha"])
    assert await can(world, mia, made["Alpha"].record) == RECORD | {"endPartnership"}
    await finish(world, made["Alpha"])
    assert await can(world, mia, made["Alpha"].record) == RECORD
    await Customer.filter(id=made["Delta"].record.id).update(archived_at=now())
    assert await can(world, mia, made["Delta"].record) == ALL - {"createPoc"}, "archiving changes no access"


async def test_given_each_person_when_flags_are_read_then_only_who_manages_the_customer_may_more(world: World) -> None:
    connected = await connect(world)
    for user in (world.ada, world.sam):
        assert await can(world, user, connected.record) == {"createPoc"}
        assert await can(world, user, world.acme) == {"edit", "createPoc"}
    await promote(world, world.kim, Role.MSP_ADMIN)
    await put(connected.record, (world.mia, VIEW), (world.kim, MANAGE), (world.sam, VIEW))
    assert await can(world, world.kim, connected.record) == ALL
    for user in (world.mia, world.sam):
        assert await can(world, user, connected.record) == {"createPoc"}, "a place to view"
