"""Audit logs: what both sides of a partnership read, what each filter finds, and that every event can be told."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor, Origin
from app.core import db, ids
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    Customer,
    CustomerStaff,
    Event,
    Membership,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Role,
)
from app.services import events, member_status, members, participants, partnership_states, partnerships
from app.services.audit_facts import NOT_SIGNED_IN, OPERATOR, SYSTEM, TARGETS, actor_name, shown_changes
from app.services.events import ACTIONS
from schema.core.context import Context
from schema.core.refusals import Refusals
from schema.reading.expressions import table
from schema.reading.sources import TABLES
from tests.app.services.auditing import happen
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

ROOT = Path(__file__).parents[3]
EVENT = """id at action actorName actor { id displayName } apiKeyName onBehalfFrom { name } reason targetKind targetId targetName changes
  actingSession { id } ip userAgent"""
PAGE = f"nodes {{ {EVENT} }} edges {{ cursor }} pageInfo {{ hasNextPage hasPreviousPage }}"
LOG = f"""query($filter: AuditFilter, $first: Int, $after: String, $last: Int, $before: String) {{
  auditLog(filter: $filter, first: $first, after: $after, last: $last, before: $before) {{ {PAGE} }} }}"""
OF_CUSTOMER = f"""query($id: ID!, $filter: AuditFilter) {{ customer(id: $id) {{ auditLog(filter: $filter, first: 100) {{ {PAGE} }} }} }}"""
NODE = f"query($id: ID!) {{ node(id: $id) {{ ... on AuditEvent {{ {EVENT} }} }} }}"
HERS = Origin(ip="198.51.100.9", user_agent="the customer's", request_id="hers")


async def ask(actor: Actor, text: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    result = await run(actor, text, variables)
    assert result.errors == []
    return result.data


async def log(actor: Actor, **variables: Any) -> list[Any]:
    """One's own log."""
    found: list[Any] = (await ask(actor, LOG, **{"first": 100, **variables}))["auditLog"]["nodes"]
    return found


async def log_of(actor: Actor, connected: Connected, **filter_: Any) -> list[Any] | None:
    """A customer's log, as far as one reads it; None if one doesn't."""
    data = await ask(actor, OF_CUSTOMER, id=ids.to_text("customer", connected.record.id), filter=filter_)
    assert data["customer"], "the record is there for everybody who asks here"
    found: list[Any] | None = data["customer"]["auditLog"] and data["customer"]["auditLog"]["nodes"]
    return found


def told(rows: list[Any] | None) -> list[str]:
    """What happened, the latest first."""
    assert rows is not None
    return [row["action"] for row in rows]


async def test_given_something_that_was_done_when_read_then_the_event_says_all_of_it(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    [event_id] = await happen(ada)
    [row] = await log(ada)
    assert row == {
        "id": ids.to_text("event", event_id), "at": "2026-03-02T09:00:00.000Z", "action": "tenant.changed", "actorName": "Ada Admin",
        "actor": {"id": ids.to_text("user", world.ada.id), "displayName": "Ada Admin"}, "apiKeyName": None, "onBehalfFrom": None,
        "reason": None, "targetKind": "tenant", "targetId": ids.to_text("tenant", world.northwind.id), "targetName": "Northwind Cloud",
        "changes": {"name": [None, "Name 0"]}, "actingSession": None, "ip": "192.0.2.7", "userAgent": "tests",
    }  # fmt: skip
    assert await ask(ada, NODE, id=row["id"]) == {"node": row}
    for stranger in (world.otto, world.sam, world.cara):
        assert await ask(world.actor(stranger), NODE, id=row["id"]) == {"node": None}


async def test_given_who_may_not_read_the_log_when_asked_for_then_it_is_refused(world: World) -> None:
    await happen(world.actor(world.ada))
    for somebody in (world.sam, world.max, world.cara):
        result = await run(world.actor(somebody), "{ auditLog { nodes { id } } auditActions { key } }")
        assert [error.original_error.code.value for error in result.errors] == ["FORBIDDEN", "FORBIDDEN"]  # type: ignore[union-attr]
        assert result.data == {"auditLog": None, "auditActions": None}


async def test_given_the_list_of_actions_when_asked_for_then_it_is_all_of_the_closed_list(world: World) -> None:
    data = await ask(world.actor(world.mia), "{ auditActions { key description } }")
    assert {row["key"]: row["description"] for row in data["auditActions"]} == ACTIONS


# Both sides of a partnership


@pytest.fixture
async def umbrella(runtime: Runtime, world: World) -> Connected:
    """A customer of Northwind where its admin did three things and a partner's person two, one of them in an acting session."""
    connected = await connect(world)
    her = world.actor(connected.admin)
    uma = Actor(her.user_id, her.tenant_id, her.session_id, her.roles, her.permissions, HERS)
    await happen(uma)
    await members.invite(uma, email="new@umbrella.example", roles=[Role.MEMBER], first_name="New", last_name="Comer")
    await events.record(uma, "member.roles_changed", "membership", await membership(connected))
    runtime.clock.advance(timedelta(minutes=1))
    await events.record(
        world.actor(world.mia), "partnership.suspended", "partnership", connected.partnership.id, at_customer=connected.tenant.id
    )
    runtime.clock.advance(timedelta(minutes=1))
    await happen(await act(world, connected))
    return connected


async def membership(connected: Connected) -> UUID:
    """That of the customer's member."""
    found: UUID = (await Membership.get(user_id=connected.member.id)).id
    return found


ALL = ["tenant.changed", "partnership.suspended", "member.roles_changed", "invitation.created", "tenant.changed"]


async def test_given_a_customers_admin_when_reading_then_all_is_there_and_of_the_partners_people_only_who_and_whence(
    world: World, umbrella: Connected
) -> None:
    rows = await log(world.actor(umbrella.admin))
    assert sorted(told(rows)) == sorted(ALL)
    acted, suspended, *own = rows
    session = await ActingSession.get()
    assert (acted["actorName"], acted["onBehalfFrom"], acted["reason"]) == (
        "Mia Miller", {"name": "Northwind Cloud"}, "They asked us to have a look.",
    )  # fmt: skip
    assert acted["actingSession"] == {"id": ids.to_text("acting", session.id)}
    assert (suspended["onBehalfFrom"], suspended["reason"], suspended["actingSession"]) == ({"name": "Northwind Cloud"}, None, None)
    assert suspended["targetName"] == "Northwind Cloud", "the other side"
    assert [(row["ip"], row["userAgent"]) for row in (acted, suspended)] == [(None, None)] * 2
    assert {(row["ip"], row["userAgent"], row["onBehalfFrom"]) for row in own} == {("198.51.100.9", "the customer's", None)}
    names = {row["action"]: row["targetName"] for row in own}
    assert names == {"tenant.changed": "Umbrella", "invitation.created": "New Comer", "member.roles_changed": "Ugo Umber"}


async def test_given_a_partners_admin_when_reading_a_customers_log_then_what_came_from_the_partner_and_the_users_are_there(
    world: World, umbrella: Connected
) -> None:
    mia = world.actor(world.mia)
    rows = await log_of(mia, umbrella)
    assert rows is not None
    assert sorted(told(rows)) == ["invitation.created", "member.roles_changed", "partnership.suspended", "tenant.changed"]
    assert {row["action"]: row["ip"] for row in rows} == {
        "tenant.changed": "192.0.2.7", "partnership.suspended": "192.0.2.7", "member.roles_changed": None, "invitation.created": None,
    }  # fmt: skip
    assert rows[0]["actingSession"] is not None
    for row in rows:
        assert await ask(mia, NODE, id=row["id"]) == {"node": row}, "visibility does not depend on the path"
    for row in await log(world.actor(umbrella.admin)):
        seen = (await ask(mia, NODE, id=row["id"]))["node"]
        assert (seen is not None) == (row["id"] in {one["id"] for one in rows})


async def test_given_the_partners_own_log_when_read_then_what_its_people_did_there_is_told_to_who_manages_that_customer(
    world: World, umbrella: Connected
) -> None:
    mia, ada = await log(world.actor(world.mia)), await log(world.actor(world.ada))
    assert told(mia) == ["tenant.changed", "partnership.suspended"]
    assert [row["ip"] for row in mia] == ["192.0.2.7"] * 2
    assert mia[1]["targetName"] == "Umbrella", "the other side"
    assert mia[0]["actingSession"] is not None
    assert mia[0]["reason"] == "They asked us to have a look."
    assert ada == [], "she does not manage customers"
    assert await log_of(world.actor(world.ada), umbrella) is None


async def test_given_an_acting_session_when_reading_then_the_log_is_the_customers_whole_one(world: World, umbrella: Connected) -> None:
    inside = await act(world, umbrella)
    rows = await log(inside)
    assert sorted(told(rows)) == sorted(ALL)
    assert {row["onBehalfFrom"] and row["onBehalfFrom"]["name"]: row["ip"] for row in rows} == {
        None: "198.51.100.9", "Northwind Cloud": None,
    }  # fmt: skip


async def test_given_a_list_of_staff_when_a_colleague_has_a_place_to_view_then_they_read_the_customers_log_and_no_own_one(
    world: World, umbrella: Connected
) -> None:
    sam = world.actor(world.sam)
    assert await log_of(sam, umbrella) is None
    for user, level in ((world.mia, AccessLevel.MANAGE), (world.sam, AccessLevel.VIEW)):
        await CustomerStaff.create(customer_id=umbrella.record.id, user_id=user.id, level=level, created_at=umbrella.record.created_at)
    rows = await log_of(sam, umbrella)
    assert len(told(rows)) == 4
    kim = world.actor(world.kim)
    assert await log_of(kim, umbrella) is None
    assert rows
    assert await ask(kim, NODE, id=rows[0]["id"]) == {"node": None}


async def test_given_a_partnership_that_allows_nothing_now_when_reading_then_there_is_no_log(world: World, umbrella: Connected) -> None:
    mia = world.actor(world.mia)
    [first, *_] = await log_of(mia, umbrella) or []
    await Partnership.filter(id=umbrella.partnership.id).update(suspended_by_customer_at=umbrella.record.created_at)
    assert await log_of(mia, umbrella) is None
    assert await ask(mia, NODE, id=first["id"]) == {"node": None}
    assert len(await log(mia)) == 2, "its own log stays"


async def test_given_a_customer_with_pocs_of_its_own_when_the_partner_reads_then_their_invitations_are_not_there(
    world: World, runtime: Runtime
) -> None:
    """Otto's organization is the customer of Northwind, and has a POC with customers of its own."""
    connected = await connect(world)
    contoso = Connected(world.contoso, world.otto, world.olga, connected.record, connected.partnership)
    await Partnership.filter(id=connected.partnership.id).update(customer_id=world.contoso.id)
    await type(connected.record).filter(id=connected.record.id).update(organization_id=world.contoso.id)
    await participants.invite(world.actor(world.olga), world.olgas.id, email="nina@fabrikam.example")
    await members.invite(world.actor(world.otto), email="new@contoso.example", roles=[Role.MEMBER])
    assert len(await log(world.actor(world.otto))) == 2
    rows = await log_of(world.actor(world.mia), contoso)
    assert rows
    assert [row["targetKind"] for row in rows] == ["invitation"]
    assert (await Event.get(id=_uuid(rows[0]["id"]))).poc_id is None


def _uuid(text: str) -> UUID:
    found = ids.from_text(text)
    assert found
    return found[1]


# Narrowed


async def test_given_each_filter_alone_when_read_then_it_finds_its_events_and_nothing_else(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    session = ids.to_text("acting", (await ActingSession.get()).id)
    rows = {row["id"]: row for row in await log(uma)}
    suspended = next(row for row in rows.values() if row["action"] == "partnership.suspended")

    async def found(**filter_: Any) -> set[str]:
        return {row["id"] for row in await log(uma, filter=filter_)}

    def where(**facts: Any) -> set[str]:
        return {id_ for id_, row in rows.items() if all(row[name] == value for name, value in facts.items())}

    assert await found(action=["tenant.changed"]) == where(action="tenant.changed")
    assert await found(action=["tenant.changed", "partnership.suspended", "tenant.changed"]) == (
        where(action="tenant.changed") | {suspended["id"]}
    )
    assert await found(action=["poc.created"]) == await found(action=[]) == set()
    assert await found(action=None) == set(rows)
    assert await found(actorId=ids.to_text("user", world.mia.id)) == where(actorName="Mia Miller")
    assert await found(targetId=suspended["targetId"]) == {suspended["id"]}
    assert await found(targetId="nonsense") == await found(actorId=session) == await found(actingSessionId="nonsense") == set()
    assert await found(targetKind=["tenant", "invitation"]) == where(targetKind="tenant") | where(targetKind="invitation")
    assert await found(targetKind=["moon"]) == set()
    assert await found(actingSessionId=session) == {id_ for id_, row in rows.items() if row["actingSession"]}
    assert await found(since=suspended["at"]) == {id_ for id_, row in rows.items() if row["at"] >= suspended["at"]}
    assert await found(until=suspended["at"]) == {id_ for id_, row in rows.items() if row["at"] < suspended["at"]}
    assert await found(onBehalfOnly=True) == where(actorName="Mia Miller")
    assert await found(onBehalfOnly=False) == await found(onBehalfOnly=None) == set(rows)
    assert await found(onBehalfOnly=True, action=["tenant.changed", "member.joined"], since=suspended["at"]) == set(
        where(actorName="Mia Miller", action="tenant.changed")
    )
    assert len(await log_of(mia, umbrella, action=["tenant.changed", "member.roles_changed"]) or []) == 2
    assert len(await log_of(mia, umbrella, targetKind=["invitation", "membership"], onBehalfOnly=True) or []) == 0


async def test_given_who_does_not_see_acting_sessions_when_narrowed_by_one_then_nothing_matches(world: World, umbrella: Connected) -> None:
    session = ids.to_text("acting", (await ActingSession.get()).id)
    assert len(await log(world.actor(world.mia), filter={"actingSessionId": session})) == 1
    assert await log(world.actor(world.ada), filter={"actingSessionId": session}) == []


async def test_given_an_action_that_is_not_of_the_list_when_narrowed_by_it_then_it_is_wrong_input(world: World) -> None:
    result = await run(world.actor(world.ada), LOG, {"filter": {"action": ["tenant.changed", "moon.landed"]}})
    [error] = result.errors
    problem: Any = error.original_error
    assert (problem.code.value, problem.argument_path) == ("BAD_USER_INPUT", ("filter", "action"))
    assert "moon.landed" in problem.message


async def test_given_several_actions_when_paged_both_ways_then_every_event_comes_once_in_order(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    for turn in range(12):
        await happen(ada, action=("tenant.changed", "tenant.created", "customer.changed")[turn % 3])
        runtime.clock.advance(timedelta(seconds=turn % 2))  # some at the same instant
    wanted = {"action": ["tenant.changed", "customer.changed"]}
    whole = [row["id"] for row in await log(ada, filter=wanted)]
    assert len(whole) == 8
    for size, cursor in (("first", "after"), ("last", "before")):
        seen: list[str] = []
        place: dict[str, Any] = {}
        more = True
        while more:
            page = (await ask(ada, LOG, filter=wanted, **{size: 3}, **place))["auditLog"]
            rows = [row["id"] for row in page["nodes"]]
            seen = [*seen, *rows] if size == "first" else [*rows, *seen]
            place = {cursor: page["edges"][-1 if size == "first" else 0]["cursor"]}
            more = page["pageInfo"]["hasNextPage" if size == "first" else "hasPreviousPage"]
        assert seen == whole


# All that can happen


async def test_given_a_refusal_when_recorded_then_it_stands_in_the_log_of_the_sessions_tenant(world: World, umbrella: Connected) -> None:
    before = len(await log(world.actor(world.ada)))
    await Refusals().refused(Context(world.actor(world.sam)), "auditLog")
    rows = await log(world.actor(world.ada))
    assert len(rows) == before + 1
    row = next(row for row in rows if row["action"] == "permission.refused")
    assert (row["actorName"], row["targetKind"], row["changes"]) == ("Sam Sales", "operation", {"operation": [None, "auditLog"]})
    inside = await act(world, umbrella)
    await Refusals().refused(Context(inside), "updateProfile")
    assert "permission.refused" in told(await log(world.actor(umbrella.admin)))
    assert told(await log(world.actor(world.mia))).count("permission.refused") == 2, "in an acting session at home, too"


def used_kinds() -> Iterator[tuple[str, str]]:
    """Every kind of target that stands in the code behind an action, and where."""
    for file in [*(ROOT / "app").rglob("*.py"), *(ROOT / "schema").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for given, following in zip(node.args, node.args[1:], strict=False):
                is_action = isinstance(given, ast.Constant) and given.value in ACTIONS
                named = isinstance(given, ast.Name) and given.id == "action"
                if (is_action or named) and isinstance(following, ast.Constant) and str(following.value).isidentifier():
                    yield str(following.value), f"{file.name}:{node.lineno}"


def test_given_every_event_in_the_code_when_told_then_its_target_has_a_prefix() -> None:
    found = dict(used_kinds())
    assert len(found) > 15
    assert {kind: where for kind, where in found.items() if kind not in TARGETS} == {}


def test_given_the_types_of_the_api_when_compared_then_targets_have_the_same_ids() -> None:
    prefixes = {
        table(known.model): known.prefix
        for type_, known in TABLES.items()
        if known.model and known.prefix
        if type_.__name__ != "PocActivity"
    }
    named = {"share": "integration_share", "link": "partner_link"}
    compared = {kind: prefixes[name] for kind in TARGETS if (name := named.get(kind, kind)) in prefixes}
    assert len(compared) > 15
    assert {kind: TARGETS[kind].prefix for kind in compared} == compared


async def test_given_something_of_every_kind_when_told_then_its_name_is_read_and_what_is_gone_has_none(world: World) -> None:
    ada = world.actor(world.ada)
    for kind in TARGETS:
        await events.record(ada, "tenant.changed", kind, ids.new_id())
    assert {row["targetKind"]: row["targetName"] for row in await log(ada)} == dict.fromkeys(TARGETS)
    for kind, id_, name in (
        ("poc", world.active.id, "Active POC"), ("user", world.sam.id, "Sam Sales"), ("customer", world.acme.id, "Acme"),
        ("participant", world.cara_on_active.id, "Cara Customer"),
    ):  # fmt: skip
        await events.record(ada, "poc.changed", kind, id_)
        assert (await log(ada, filter={"targetId": ids.to_text("any", id_)}))[0]["targetName"] == name


async def test_given_an_invitation_without_a_name_when_told_then_its_address_is_not(world: World) -> None:
    sam = world.actor(world.sam)
    await participants.invite(sam, world.active.id, email="nameless@acme.example")
    rows = await log(world.actor(world.ada), filter={"targetKind": ["invitation"]})
    assert rows
    assert rows[0]["targetName"] is None
    assert "nameless" not in str(rows)


def test_given_changes_that_name_secrets_when_shown_then_they_are_redacted() -> None:
    written = '{"password": ["old", "new"], "apiToken": "abc", "credentialSet": [false, true], "name": ["a", null]}'
    assert shown_changes(written) == {
        "password": ["[redacted]", "[redacted]"], "apiToken": "[redacted]", "credentialSet": [False, True], "name": ["a", None],
    }  # fmt: skip
    assert shown_changes(None) is None


def test_given_ids_in_changes_when_shown_then_as_the_api_has_them() -> None:
    one, two = UUID(int=1), UUID(int=2)
    written = {
        "ownerId": [None, str(one)],
        "staff": [{}, {str(two): "VIEW"}],
        "criteria": [{"id": str(two), "version": 1}],
        "note": str(one),
    }
    assert shown_changes(json.dumps(written)) == {
        "ownerId": [None, ids.to_text("user", one)], "staff": [{}, {ids.to_text("user", two): "VIEW"}],
        "criteria": [{"id": ids.to_text("criterion", two), "version": 1}], "note": str(one),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("action", "name"), [("tenant.created", OPERATOR), ("session.failed", NOT_SIGNED_IN), ("invitation.reminded", SYSTEM)]
)
def test_given_nobody_who_did_it_when_told_then_it_says_who_it_may_have_been(action: str, name: str) -> None:
    assert actor_name(action, None, None) == name
    assert actor_name(action, "Ada", "") == "Ada"


async def test_given_another_partner_now_when_it_reads_what_the_former_one_did_then_without_its_reasons(
    world: World, umbrella: Connected
) -> None:
    ugo = await Membership.get(user=umbrella.member)
    await member_status.deactivate(await act(world, umbrella), ugo.id)
    uma = world.actor(umbrella.admin)
    (mine,) = [row for row in await log(uma) if row["action"] == "member.deactivated"]
    assert mine["reason"] == "They asked us to have a look."
    await partnership_states.end(uma, umbrella.partnership.id, reason="Another one.")
    record = await Customer.create(tenant=world.contoso, name="Umbrella", sort_name="umbrella", created_at=now())
    await Membership.filter(user=world.olga).update(roles={Role.MSP_ADMIN})
    olga = world.actor(world.olga, roles=[Role.MSP_ADMIN])
    async with db.transaction():
        await partnerships.begin(
            uma, partner_id=world.contoso.id, customer_id=umbrella.tenant.id, record_id=record.id, kind=PartnershipKind.MSP,
            origin=PartnershipOrigin.LINKED, allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER],
        )  # fmt: skip
    (theirs,) = [row for row in await log_of(olga, replace(umbrella, record=record)) or [] if row["action"] == "member.deactivated"]
    assert (theirs["reason"], theirs["actingSession"]) == (None, None)


async def test_given_the_partnership_is_over_when_the_partner_reads_its_own_log_then_names_of_what_is_the_customers_are_gone(
    world: World, umbrella: Connected
) -> None:
    mia = world.actor(world.mia)
    ugo = await Membership.get(user=umbrella.member)
    await member_status.deactivate(mia, ugo.id)
    assert [row["targetName"] for row in await log(mia) if row["targetKind"] == "membership"] == ["Ugo Umber"]
    await partnership_states.end(world.actor(umbrella.admin), umbrella.partnership.id, reason="Another one.")
    after = await log(mia)
    assert [row["targetName"] for row in after if row["targetKind"] == "membership"] == [None]
    assert [row["targetName"] for row in after if row["action"] == "partnership.ended"] == ["Umbrella"], "its own side"
