"""Filters: every field of every filter finds the right rows and no others, in each list that has it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from graphql import GraphQLField, GraphQLInputObjectType, GraphQLObjectType, get_named_type

from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, now
from app.models import Customer, Invitation, Mail, MailStatus, Membership, MembershipStatus, Poc, Task, TaskStatus
from tests.schema.calling import SERVED, run
from tests.schema.cast import Cast, build_cast
from tests.schema.reading import contact_filters, directory_filters, partner_filters
from tests.schema.reading.drawing.pages import PAGED

SAMS = "active, archived, draft, lost, on_hold, untouched, won"
TO_ACTIVE = "accepted, cancelled, expired, for dora, of pia, pending"
TO_ACME = f"held, kims for cara, on hold, {TO_ACTIVE}"
GUESTS = "cara on active, carl on active, dora on active, eve on active, pia on active"
TASKS = "done by cara, done by sam, open task, task of cara, task of sam, waiting task"
ALL_TASKS = f"{TASKS}, internal open task, internal task"
CONNECTED = partner_filters.ALL
COMMENTS = "comment of cara, comment of sam, comment on task"
NOW, LATER = "2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.001Z"

TO_PORTAL = "portal accepted, portal expired, portal pending"
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    # who, in which list, by what, which rows
    ("ada", "Query.pocs", {"status": ["ACTIVE"]}, "active, kims"),
    ("ada", "Query.pocs", {"status": ["WON", "LOST", "WON"]}, "lost, won"),
    ("ada", "Query.pocs", {"status": []}, ""),
    ("cara", "Query.pocs", {"status": ["DRAFT", "ARCHIVED"]}, ""),
    ("ada", "Query.pocs", {"customerId": "#globex"}, "archived, lost, won"),
    ("ada", "Query.pocs", {"customerId": "#fabrikam"}, ""),
    ("ada", "Query.pocs", {"customerId": "#sam"}, ""),
    ("ada", "Query.pocs", {"customerId": "customer_malformed"}, ""),
    ("ada", "Query.pocs", {"ownerId": "#kim"}, "kims"),
    ("ada", "Query.pocs", {"ownerId": "#olga"}, ""),
    ("cara", "Query.pocs", {"ownerId": "#sam"}, "active"),
    ("ada", "Query.pocs", {"viewerRole": ["ADMIN"]}, f"{SAMS}, kims"),
    ("sam", "Query.pocs", {"viewerRole": ["OWNER"]}, SAMS),
    ("sam", "Query.pocs", {"viewerRole": ["ADMIN", "COLLABORATOR", "CUSTOMER"]}, ""),
    ("lea", "Query.pocs", {"viewerRole": ["COLLABORATOR"]}, "active"),
    ("pia", "Query.pocs", {"viewerRole": ["CUSTOMER"]}, "active"),
    ("pia", "Query.pocs", {"viewerRole": ["ADMIN"]}, "olgas"),
    ("ada", "Query.pocs", {"updatedSince": NOW}, "active, untouched"),
    ("ada", "Query.pocs", {"updatedSince": LATER}, ""),
    ("cara", "Query.pocs", {"updatedSince": NOW}, ""),
    ("cara", "Query.pocs", {"updatedSince": "2020-01-01T00:00:00Z"}, "active"),
    ("ada", "Query.pocs", {"endsBefore": "2026-05-02"}, "won"),
    ("ada", "Query.pocs", {"endsBefore": "2026-05-03"}, "lost, won"),
    ("ada", "Query.pocs", {"search": "ON  HÓLD"}, "on_hold"),
    ("ada", "Query.pocs", {"search": "w"}, "won"),
    ("ada", "Query.pocs", {"search": "%"}, ""),
    ("ada", "Query.pocs", {"search": "_"}, ""),
    ("ada", "Query.pocs", {"search": "\\"}, ""),
    ("ada", "Query.pocs", {"search": " "}, f"{SAMS}, kims"),
    ("ada", "Query.pocs", {"status": ["ACTIVE"], "ownerId": "#sam", "search": "active"}, "active"),
    ("ada", "Query.pocs", {"status": None, "search": None, "ownerId": None, "customerId": None}, f"{SAMS}, kims"),
    ("ada", "Customer.pocs", {"status": ["ACTIVE"]}, "active, kims"),
    ("ada", "Customer.pocs", {"customerId": "#globex"}, ""),
    ("sam", "Customer.pocs", {"search": "poc"}, "active, draft, on_hold, untouched"),
    ("ada", "Query.customers", {}, f"acme, {CONNECTED}"),
    ("ada", "Query.customers", {"search": "ACMÉ"}, "acme"),
    ("ada", "Query.customers", {"stage": ["CONNECTED"]}, "hooli, umbrella, wonka"),
    ("ada", "Query.customers", {"stage": ["PROSPECT", "FORMER"]}, "acme, oldco"),
    ("ada", "Query.customers", {"includeArchived": True}, f"acme, globex, {CONNECTED}"),
    ("ada", "Query.customers", {"includeArchived": False}, f"acme, {CONNECTED}"),
    ("ada", "Query.customers", {"includeArchived": None}, f"acme, {CONNECTED}"),
    ("ada", "Query.customers", {"includeArchived": True, "search": "glob"}, "globex"),
    ("ada", "Query.members", {"role": ["TENANT_ADMIN"]}, "ada at northwind, kay at northwind"),
    ("ada", "Query.members", {"role": ["MEMBER", "MSP_ADMIN"]}, "kay at northwind, max at northwind, mia at northwind, moe at northwind"),
    ("ada", "Query.members", {"role": ["CUSTOMER"]}, ""),
    ("otto", "Query.members", {"role": ["MSP_ADMIN"]}, "pia at contoso"),
    ("ada", "Query.members", {"status": ["DEACTIVATED"]}, "max at northwind"),
    ("ada", "Query.members", {"status": ["ACTIVE"], "search": "sales"}, "sam at northwind"),
    ("ada", "Query.members", {"search": "KIM@northwind"}, "kim at northwind"),
    ("ada", "Query.members", {"search": "contoso"}, ""),
    ("ada", "Poc.participants", {"status": ["ACTIVE"]}, "cara on active, carl on active, pia on active"),
    ("ada", "Poc.participants", {"status": ["REMOVED", "ENDED"]}, "dora on active, eve on active"),
    ("ada", "Poc.participants", {"search": "éve"}, "eve on active"),
    ("cara", "Poc.participants", {"search": "e"}, "cara on active, carl on active, pia on active"),
    ("ada", "Poc.participants", {"search": "acme.example"}, ""),
    ("ada", "Poc.participants", {}, GUESTS),
    ("ada", "Query.invitations", {"status": ["PENDING"]}, "colleague, for dora, held, kims for cara, on hold, pending, portal pending"),
    ("ada", "Query.invitations", {"status": ["EXPIRED", "CANCELLED"]}, "cancelled, expired, portal expired"),
    ("ada", "Query.invitations", {"status": ["ACCEPTED"]}, "accepted, joined, of pia, portal accepted"),
    ("ada", "Query.invitations", {"kind": ["MEMBER"]}, "colleague, joined"),
    ("mia", "Query.invitations", {"kind": ["MEMBER", "PORTAL"]}, TO_PORTAL),
    ("ada", "Query.invitations", {"delivery": ["QUEUED"]}, "held"),
    ("ada", "Query.invitations", {"delivery": ["FAILED", "BOUNCED"]}, "pending"),
    ("lea", "Query.invitations", {"delivery": ["SENT"]}, f"accepted, cancelled, expired, for dora, of pia, {TO_PORTAL}"),
    ("ada", "Query.invitations", {"pocId": "#active"}, TO_ACTIVE),
    ("ada", "Query.invitations", {"pocId": "#olgas"}, ""),
    ("ada", "Query.invitations", {"pocId": "#acme"}, ""),
    ("ada", "Query.invitations", {"customerId": "#acme"}, f"{TO_ACME}, {TO_PORTAL}"),
    ("ada", "Query.invitations", {"customerId": "#globex"}, ""),
    ("ada", "Query.invitations", {"expiresBefore": NOW}, "expired, portal expired"),
    ("sam", "Query.invitations", {"expiresBefore": "2027-01-01T00:00:00Z"}, f"{TO_ACTIVE}, on hold, {TO_PORTAL}"),
    ("ada", "Query.invitations", {"search": "ivy@acme"}, "pending"),
    ("ada", "Query.invitations", {"search": "IVY"}, "pending"),
    ("ada", "Query.invitations", {"search": "%@%"}, ""),
    ("ada", "Query.invitations", {"kind": ["POC"], "status": ["PENDING"], "search": "cara"}, "kims for cara"),
    ("ada", "Poc.invitations", {"status": ["EXPIRED"]}, "expired"),
    ("ada", "Poc.invitations", {"search": "hold"}, ""),
    ("ada", "Poc.tasks", {"status": ["DONE"]}, "done by cara, done by sam"),
    ("ada", "Poc.tasks", {"status": ["BLOCKED", "IN_PROGRESS"]}, "internal open task, waiting task"),
    ("cara", "Poc.tasks", {"status": ["BLOCKED", "IN_PROGRESS"]}, "waiting task"),
    ("cara", "Poc.tasks", {"status": []}, ""),
    ("lea", "Poc.tasks", {"side": ["CUSTOMER"]}, "task of cara"),
    ("cara", "Poc.tasks", {"side": ["PROVIDER", "CUSTOMER"]}, "task of cara, task of sam"),
    ("sam", "Poc.tasks", {"assignedToViewer": True}, "internal task, task of sam"),
    ("cara", "Poc.tasks", {"assignedToViewer": True}, "task of cara"),
    ("pia", "Poc.tasks", {"assignedToViewer": True}, ""),
    ("cara", "Poc.tasks", {"assignedToViewer": False}, TASKS.replace("task of cara, ", "")),
    ("ada", "Poc.tasks", {"assignedToViewer": None}, ALL_TASKS),
    ("ada", "Poc.tasks", {"overdue": True}, "internal task, open task"),
    ("cara", "Poc.tasks", {"overdue": True}, "open task"),
    ("cara", "Poc.tasks", {"overdue": False}, TASKS.replace("open task, ", "")),
    ("sam", "Poc.tasks", {"overdue": True, "assignedToViewer": True, "status": ["TODO"], "side": ["ANYONE"]}, "internal task"),
    ("ada", "Poc.comments", {"visibility": "INTERNAL"}, "internal comment, internal comment on task"),
    ("ada", "Poc.comments", {"visibility": "SHARED"}, COMMENTS),
    ("cara", "Poc.comments", {"visibility": "SHARED"}, COMMENTS),
    ("pia", "Poc.comments", {"visibility": "INTERNAL"}, ""),
    ("ada", "Poc.comments", {"taskId": "#task of cara"}, "comment on task, internal comment on task"),
    ("cara", "Poc.comments", {"taskId": "#task of cara"}, "comment on task"),
    ("ada", "Poc.comments", {"taskId": "#kims task"}, ""),
    ("ada", "Poc.comments", {"taskId": "#active"}, ""),
    ("ada", "Poc.comments", {"taskId": "task_malformed"}, ""),
    ("ada", "Poc.comments", {"onPocOnly": True}, "comment of cara, comment of sam, internal comment"),
    ("cara", "Poc.comments", {"onPocOnly": True}, "comment of cara, comment of sam"),
    ("cara", "Poc.comments", {"onPocOnly": False}, COMMENTS),
    ("lea", "Poc.comments", {"onPocOnly": True, "visibility": "INTERNAL"}, "internal comment"),
    *partner_filters.CASES,
    *directory_filters.CASES,
    *contact_filters.CASES,
]
ABOVE = {"Poc": "active", "Customer": "umbrella", "Customer.pocs": "acme", "Integration": "monitoring"}
"""Below which object of the cast a list stands, by its type or by itself."""


def lists() -> dict[str, GraphQLField]:
    """All lists with pages."""
    return {
        f"{type_.name}.{name}": field
        for type_ in SERVED.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for name, field in type_.fields.items()
        if field.args.keys() >= PAGED
    }


def narrowed() -> dict[str, GraphQLInputObjectType]:
    """The lists that have a filter, and its type."""
    types: dict[str, Any] = {place: get_named_type(field.args["filter"].type) for place, field in lists().items() if "filter" in field.args}
    return types


def spread() -> dict[str, dict[str, str]]:
    """The lists that are narrowed by arguments of their own, and the types of those."""
    own = {place: field.args.keys() - PAGED - {"filter", "orderBy"} for place, field in lists().items()}
    return {place: {name: str(lists()[place].args[name].type) for name in names} for place, names in own.items() if names}


def test_given_the_schema_when_compared_then_each_field_of_each_filter_and_each_list_has_a_case_that_finds_something() -> None:
    filters = {place: type_.name for place, type_ in narrowed().items()}
    used = {(filters.get(place, place), field) for _, place, filter_, rows in CASES for field in filter_ if rows}
    fields = {(type_.name, field) for type_ in narrowed().values() for field in type_.fields}
    assert used == fields | {(place, field) for place, arguments in spread().items() for field in arguments}
    assert {place for _, place, _, _ in CASES} == narrowed().keys() | spread().keys()
    assert {name for name in SERVED.type_map if name.endswith("Filter")} == {type_.name for type_ in narrowed().values()}


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    made = await build_cast(runtime)
    world = made.world
    await Poc.filter(id=world.won.id).update(ends_on=date(2026, 5, 1))
    await Poc.filter(id=world.lost.id).update(ends_on=date(2026, 5, 2))
    await Poc.filter(id=world.active.id).update(updated_at=now())  # and nothing that customers see
    await Customer.filter(id=world.globex.id).update(archived_at=now())
    await Membership.filter(user=world.max).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now() - timedelta(days=1))
    await Mail.filter(invitation_id=made.rows["pending"][1]).update(status=MailStatus.FAILED)
    await Invitation.filter(id=made.rows["for dora"][1]).update(first_name="Zoë", last_name="Ångström", sort_name="zoe angstrom")
    tasks: dict[str, dict[str, Any]] = {
        "open task": {"due_at": now()}, "waiting task": {"due_at": now() + timedelta(milliseconds=1)}, "done by sam": {"due_at": now()},
        "internal task": {"due_at": now(), "assigned_user": world.sam}, "internal open task": {"status": TaskStatus.IN_PROGRESS},
    }  # fmt: skip
    for label, facts in tasks.items():
        await Task.filter(id=made.rows[label][1]).update(**facts)
    await partner_filters.prepare(made)
    await directory_filters.prepare(made)
    return made


def _filled(cast: Cast, value: Any) -> Any:
    return cast.id(value[1:]) if isinstance(value, str) and value.startswith("#") else value


async def found(cast: Cast, caller: str, place: str, filter_: dict[str, Any]) -> Any:
    """The outcome of a list that is narrowed; those below an object are of the one that `ABOVE` names."""
    root, _, name = place.partition(".")
    given = {field: _filled(cast, value) for field, value in filter_.items()}
    variables = given if place in spread() else {"filter": given}
    types = spread().get(place) or {"filter": narrowed()[place].name}
    declared = ", ".join(f"${one}: {types[one]}" for one in variables)
    said = ", ".join(["first: 100", *(f"{one}: ${one}" for one in variables)])
    connection: Any = get_named_type(lists()[place].type)
    counted = "totalCount" if "totalCount" in connection.fields else ""
    listed = f"{name}({said}) {{ {counted} nodes {{ id }} }}"
    if root == "InstallationOverview":
        listed = f"installationOverview {{ {listed} }}"
    elif root != "Query":
        listed = f'node(id: "{cast.id(ABOVE.get(place, ABOVE[root]))}") {{ ... on {root} {{ {listed} }} }}'
    return await run(cast.actor(caller), f"query{f'({declared})' if declared else ''} {{ {listed} }}", variables)


async def test_given_a_filter_when_applied_then_exactly_the_rows_that_match_are_listed_and_counted(cast: Cast) -> None:
    wrong = []
    for caller, place, filter_, expected in CASES:
        result = await found(cast, caller, place, filter_)
        assert not result.errors, (place, filter_, result.errors)
        connection: Any = result.data
        while "nodes" not in connection:
            [connection] = connection.values()
        labels = [cast.label(node["id"]) for node in connection["nodes"]]
        rows = sorted(str(label) for label in labels if label is not None or "audit" not in place)  # the cast's making is logged, too
        if rows != sorted(filter(None, expected.split(", "))) or connection.get("totalCount", len(rows)) != len(rows):
            wrong.append(f"{caller}, {place} {filter_}: {rows}, {connection.get('totalCount')} in all")
    assert wrong == []


async def test_given_an_invited_person_with_accents_when_searched_for_then_found(cast: Cast) -> None:
    for search in ("Zoë Ångström", "zoe angstrom"):
        result: Any = await found(cast, "ada", "Query.invitations", {"search": search})
        assert [cast.label(node["id"]) for node in result.data["invitations"]["nodes"]] == ["for dora"]


async def test_given_a_filter_by_what_is_hidden_when_applied_then_forbidden_at_the_field(cast: Cast) -> None:
    asked: list[tuple[str, str, dict[str, Any]]] = [
        (caller, "Query.pocs", {"status": ["ACTIVE"], "customerId": customer})
        for caller, customer in product(("cara", "dora", "max"), ("#acme", "#fabrikam", "customer_malformed"))
    ]
    for caller, place, filter_ in [*asked, ("cara", "Poc.comments", {"onPocOnly": True, "visibility": "INTERNAL"})]:
        result = await found(cast, caller, place, filter_)
        [error] = result.errors
        assert isinstance(error.original_error, Refused)
        hidden = ("filter", list(filter_)[-1])
        assert (error.original_error.code, error.original_error.argument_path) == (Refusal.FORBIDDEN, hidden), (caller, filter_)


async def test_given_a_search_that_is_too_long_when_applied_then_refused(cast: Cast) -> None:
    for place in [place for place, type_ in narrowed().items() if "search" in type_.fields]:
        caller = "mia" if place.partition(".")[0] in ("Customer", "InstallationOverview") else "ada"
        assert not (await found(cast, caller, place, {"search": "x" * 200})).errors
        [error] = (await found(cast, caller, place, {"search": "x" * 201})).errors
        assert isinstance(error.original_error, Refused)
        assert (error.original_error.code, error.original_error.argument_path) == (Refusal.BAD_USER_INPUT, ("filter", "search")), place
