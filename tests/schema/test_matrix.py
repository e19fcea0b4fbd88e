"""Who may use which root field on what: role x operation x relation to the object, held against a table for every caller.

A root field that the table does not have fails, and so does a list whose rows are not said. What is refused, or only read, has
written nothing and mailed nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.core.runtime import Runtime
from schema.core.permissions import locks_of
from schema.schema import schema
from tests.schema.calling import Answer, call, root_fields, undone
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.operations import INPUTS, variables
from tests.world import snapshot, writes

TABLE = Path(__file__).parent / "matrix.txt"
SHORT = {"401": "UNAUTHENTICATED", "403": "FORBIDDEN", "404": "NOT_FOUND"}
RECORDS_OF_REFUSALS = {"session.failed", "permission.refused"}

NORTHWIND = ", ".join(f"{name} at northwind" for name in ("ada", "kay", "kim", "lea", "max", "mia", "moe", "sam"))
UMBRELLA = "ugo at umbrella, uma at umbrella"
CUSTOMERS = "acme, globex, hooli, oldco, umbrella, wonka"
CONTOSO = ", ".join(f"{name} at contoso" for name in ("olga", "otto", "pia"))
TO_ACTIVE = "accepted, cancelled, expired, for dora, of pia, pending"
TO_SAMS = f"held, on hold, {TO_ACTIVE}"
TO_PORTAL = "portal accepted, portal expired, portal pending"
CONTACTS = ", ".join(f"contact {name}" for name in ("ann", "bo", "cara", "conny", "hugo", "ina", "ivo", "rex", "ursula"))
SAMS = "active, archived, draft, lost, on_hold, untouched, won"


def entries(*rows: str) -> str:
    """What stands in the directory for these."""
    return ", ".join(f"entry of {row}" for row in ", ".join(rows).split(", "))


LISTS: dict[str, dict[str, str]] = {
    "Query.customers": {"ada mia sam lea kim key": CUSTOMERS, "olga otto pia": "fabrikam", "uma acting": ""},
    "Query.pocs": {
        "ada mia key": f"{SAMS}, kims", "sam": SAMS, "lea": "active", "kim": "kims",
        "olga otto": "olgas", "pia": "active, olgas", "cara": "active", "max dora uma acting conny": "",
    },
    "Query.invitations": {
        "ada key": f"colleague, joined, kims for cara, {TO_SAMS}, {TO_PORTAL}", "mia": f"kims for cara, {TO_SAMS}, {TO_PORTAL}",
        "sam": f"{TO_SAMS}, {TO_PORTAL}", "lea": f"{TO_ACTIVE}, {TO_PORTAL}",
        "kim": f"kims for cara, {TO_PORTAL}", "olga": "for pat", "otto pia": "contoso colleague, for pat",
        "uma acting": "umbrella admin, umbrella colleague",
    },
    "Query.pocTemplates": {"ada mia sam lea kim key": "starter", "olga otto pia": "contoso starter", "uma acting": ""},
    "Query.members": {"ada mia sam lea kim key": NORTHWIND, "olga otto pia": CONTOSO, "uma acting": UMBRELLA},
    "Query.partnerLinks": {"mia key": "link, link for globex", "pia": "contoso link"},
    "Query.partnerships": {
        "ada otto pia": "", "mia key": "partnership of oldco, partnership of umbrella, partnership of wonka",
        "uma acting": "partnership of umbrella",
    },
    "Query.actingSessions": {"ada otto pia": "", "mia uma acting key": "acting of mia"},
    "Query.integrations": {
        "ada mia sam lea kim max key": "monitoring, ticketing, unshared", "olga otto pia": "contoso hook", "uma acting": "umbrella hook",
    },
    "Query.sharedIntegrations": {"ada mia sam lea kim max olga otto pia key": "", "uma acting": "share, waiting share"},
    "Query.auditLog": {
        "ada mia key": "event at northwind", "otto pia": "event at contoso",
        "uma acting": "event at umbrella, from the partner, joining at umbrella",
    },
    "Query.contacts": {"ada mia sam lea kim key": CONTACTS, "olga otto pia": "contact finn", "uma acting": ""},
    "Query.directory": {
        "ada key": entries(NORTHWIND, CONTACTS, "colleague"), "mia sam lea kim": entries(NORTHWIND, CONTACTS),
        "otto pia": entries(CONTOSO, "contact finn", "contoso colleague"), "olga": entries(CONTOSO, "contact finn"),
        "uma acting": entries(UMBRELLA, "umbrella admin", "umbrella colleague"),
    },
}  # fmt: skip
"""Which rows each list has for whom it opens."""


def read_table() -> dict[tuple[str, str], dict[str, str]]:
    """Operation and target -> caller -> outcome."""
    header, *lines = [line for line in TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    callers = header.split("|")[2].split()
    table: dict[tuple[str, str], dict[str, str]] = {}
    for line in lines:
        operation, target, cells = (part.strip() for part in line.split("|"))
        outcomes = [SHORT.get(cell, cell) for cell in cells.split()]
        assert (operation, target) not in table, line
        table[operation, target] = dict(zip(callers, outcomes, strict=True))
    return table


EXPECTED = read_table()


def test_given_the_schema_when_compared_with_the_table_then_each_root_field_and_each_caller_is_in_it() -> None:
    fields = root_fields().keys()
    assert fields == locks_of(schema).keys()
    assert {operation for operation, _ in EXPECTED} == fields
    assert INPUTS.keys() == fields
    assert all(tuple(row) == CALLERS for row in EXPECTED.values())
    lists = {name for name, field in root_fields().items() if str(field.type).endswith("Connection")}
    assert LISTS.keys() == lists


def test_given_the_table_when_read_then_each_operation_is_allowed_to_somebody() -> None:
    """Else nothing would show that a refusal is one, and not a mistake in the call."""
    allowed = {operation for (operation, _), row in EXPECTED.items() if "ok" in row.values()}
    assert allowed == root_fields().keys()


@pytest.mark.settings(rate_limits="off", open_registration=True)
@pytest.mark.parametrize("caller", CALLERS)
async def test_given_a_caller_when_each_operation_is_tried_then_it_ends_as_the_table_says(runtime: Runtime, caller: str) -> None:
    cast = await build_cast(runtime)
    before = await snapshot()
    wrong = []
    for (operation, target), row in EXPECTED.items():
        async with undone():
            begun = await writes()
            answer = await call(cast.actor(caller), operation, variables(cast, operation, target))
            harmless = answer.outcome != "ok" or operation.startswith("Query.")
            written = _written(before, await snapshot()) if harmless and await writes() != begun else set()
        if answer.outcome != row[caller]:
            wrong.append(f"{operation} {target}: {answer.outcome} instead of {row[caller]}")
        if written:
            wrong.append(f"{operation} {target}: {answer.outcome}, but wrote {sorted(written)}")
        if operation in LISTS and answer.outcome == "ok" and (rows := _rows(cast, answer)) != _listed(operation, caller):
            wrong.append(f"{operation}: {sorted(rows)} instead of {sorted(_listed(operation, caller))}")
    assert wrong == []
    assert _written(before, await snapshot()) == set(), "each call was undone"


def _written(before: Mapping[str, list[dict[str, object]]], after: Mapping[str, list[dict[str, object]]]) -> set[str]:
    """The tables that changed, but for the records of refusals."""
    kept = [row for row in after["event"] if row["action"] not in RECORDS_OF_REFUSALS]
    return {table for table, rows in (*after.items(), ("event", kept)) if rows != before[table] and (table != "event" or rows is kept)}


def _rows(cast: Cast, answer: Answer) -> set[str]:
    """The labels of the rows; what happened while the cast was made has none, and is told by `event at` alone."""
    connection: Any = answer.data
    ids = [edge["node"]["id"] for edge in connection["edges"]]
    assert connection.get("totalCount", len(ids)) == len(ids) == len(set(ids)) == len(connection["nodes"])
    labels = {str(cast.label(id_)) for id_ in ids}
    return labels - {"None"} if connection["__typename"] == "AuditEventConnection" else labels


def _listed(operation: str, caller: str) -> set[str]:
    listed = next((rows for callers, rows in LISTS[operation].items() if caller in callers.split()), None)
    assert listed is not None, f"{operation}: which rows has {caller}?"
    return set(filter(None, listed.split(", ")))
