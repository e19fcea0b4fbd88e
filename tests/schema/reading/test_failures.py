"""Errors at their places: where an argument is wrong or a statement fails, what is null for it, and what is answered all the same."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import Refused
from app.core.runtime import Runtime
from app.models import Poc
from schema.reading.running import Run
from tests.schema.calling import run
from tests.schema.cast import Cast, build_cast
from tests.serving import Client, serving
from tests.world import PASSWORD

pytestmark = pytest.mark.settings(rate_limits="off")

BAD = "BAD_USER_INPUT"
Failed = tuple[list[str | int], str, tuple[str, ...] | None]


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


async def asked(actor: Actor, text: str, **variables: Any) -> tuple[Any, list[Failed]]:
    """The data; and of each error where it is, its code, and at which argument."""
    outcome = await run(actor, text, variables)
    found: list[Failed] = []
    for error in outcome.errors:
        refused = error.original_error
        assert isinstance(refused, Refused), refused
        found.append((list(error.path or ()), refused.code.value, refused.argument_path))
    return outcome.data, found


async def cursor(cast: Cast, list_: str, poc: str) -> str:
    """The first place in a list of a POC, in a page as it is asked for below."""
    text = f"query($id: ID!) {{ poc(id: $id) {{ {list_} {{ pageInfo {{ startCursor }} }} }} }}"
    data, errors = await asked(cast.actor("ada"), text, id=cast.id(poc))
    assert errors == []
    return str(data["poc"][list_]["pageInfo"]["startCursor"])


# Arguments of nested lists

NAMES = ("Active POC", "Archived POC", "Draft POC", "Lost POC", "On hold POC", "Untouched POC", "Won POC")
BY_NAME = "orderBy: {field: NAME, direction: ASC}"


async def test_given_a_cursor_of_one_parent_when_used_for_all_then_null_and_an_error_at_each_of_the_others(cast: Cast) -> None:
    text = f"""query($after: String!) {{
      mine: pocs({BY_NAME}) {{
        totalCount edges {{ node {{ name sent: invitations(after: $after) {{ totalCount }} all: invitations {{ totalCount }} }} }}
      }}
      customers {{ totalCount }}
    }}"""
    data, errors = await asked(cast.actor("sam"), text, after=await cursor(cast, "invitations", "active"))
    assert errors == [(["mine", "edges", n, "node", "sent"], BAD, ("after",)) for n in range(1, 7)]
    nodes = [edge["node"] for edge in data["mine"]["edges"]]
    assert [node["name"] for node in nodes] == list(NAMES)
    assert [node["sent"] for node in nodes] == [{"totalCount": 6}, *[None] * 6]
    assert [node["all"]["totalCount"] for node in nodes] == [6, 0, 1, 0, 1, 0, 0]
    assert (data["mine"]["totalCount"], data["customers"]) == (7, {"totalCount": 6})


async def test_given_a_list_that_may_not_be_null_when_its_cursor_is_wrong_then_the_object_around_it_is_null(cast: Cast) -> None:
    text = """query($ids: [ID!]!, $after: String!, $id: ID!) {
      nodes(ids: $ids) { ... on Poc { name participants(after: $after) { nodes { displayName } } } ... on User { displayName } }
      wrong: poc(id: $id) { name participants(after: $after) { totalCount } }
      right: poc(id: $id) { name participants { totalCount } }
    }"""
    given = [cast.id(one) for one in ("kims", "active", "unknown", "ada", "draft")]
    data, errors = await asked(cast.actor("ada"), text, ids=given, after=await cursor(cast, "participants", "active"), id=cast.id("kims"))
    assert errors == [
        (["nodes", 0, "participants"], BAD, ("after",)),
        (["nodes", 4, "participants"], BAD, ("after",)),
        (["wrong", "participants"], BAD, ("after",)),
    ]
    assert data["nodes"][0] is None
    assert data["nodes"][1]["name"] == "Active POC"
    assert len(data["nodes"][1]["participants"]["nodes"]) == 4
    assert data["nodes"][2:] == [None, {"displayName": "Ada Admin"}, None]
    assert (data["wrong"], data["right"]) == (None, {"name": "Kims POC", "participants": {"totalCount": 0}})


async def test_given_rows_that_may_not_be_null_when_one_fails_then_null_goes_up_to_the_root_field_and_takes_nothing_else(
    cast: Cast,
) -> None:
    text = """query($after: String!) {
      pocs { nodes { name participants(after: $after) { totalCount } } }
      a: viewer { roles participations(after: $after) { totalCount } }
      b: viewer { roles }
      members { totalCount }
    }"""
    data, errors = await asked(cast.actor("sam"), text, after=await cursor(cast, "participants", "active"))
    assert data == {"pocs": None, "a": None, "b": {"roles": ["SALES_ENGINEER"]}, "members": {"totalCount": 8}}
    assert {str(path[0]) for path, *_ in errors} == {"pocs", "a"}
    for path, code, argument in errors:
        assert (code, argument) == (BAD, ("after",))
        if path[0] == "pocs":
            assert path[:2] + path[3:] == ["pocs", "nodes", "participants"]
            assert isinstance(path[2], int)
        else:
            assert path == ["a", "participations"]


WRONG = {
    "first: 0": ("first",), "first: -1": ("first",), "last: 101": ("last",), "first: 1, last: 1": ("last",), 'before: "x"': ("before",),
    'last: 1, before: "x"': ("before",), 'after: ""': ("after",), f'filter: {{search: "{"x" * 201}"}}': ("filter", "search"),
}  # fmt: skip
"""Arguments of a list, and which of them is wrong."""


async def test_given_wrong_arguments_of_a_list_in_lists_when_asked_then_an_error_at_each_place_and_the_siblings_stay(cast: Cast) -> None:
    for arguments, argument in WRONG.items():
        text = f"""{{ all: customers {{ nodes {{ name has: pocs({BY_NAME}) {{ nodes {{
          name wrong: invitations({arguments}) {{ totalCount nodes {{ id }} }} right: invitations(first: 1) {{ totalCount }}
        }} }} }} }} }}"""
        data, errors = await asked(cast.actor("sam"), text)
        customers = data["all"]["nodes"]
        assert [(one["name"], len(one["has"]["nodes"])) for one in customers] == [
            ("Acme", 4), ("Globex", 3), ("Hooli", 0), ("Oldco", 0), ("Umbrella", 0), ("Wonka", 0),
        ]  # fmt: skip
        places = [(c, p) for c, one in enumerate(customers) for p in range(len(one["has"]["nodes"]))]
        assert errors == [(["all", "nodes", c, "has", "nodes", p, "wrong"], BAD, argument) for c, p in places]
        pocs = [poc for one in customers for poc in one["has"]["nodes"]]
        assert [poc["wrong"] for poc in pocs] == [None] * 7
        assert sum(poc["right"]["totalCount"] for poc in pocs) == 8


async def test_given_a_filter_on_what_is_hidden_when_it_stands_in_a_list_in_a_list_then_forbidden_at_each_place(cast: Cast) -> None:
    reader = dataclasses.replace(cast.actor("ada"), permissions=frozenset({Permission.CUSTOMERS_READ}))
    text = """query($id: ID!) { customers { nodes { name pocs(filter: {customerId: $id}) { totalCount } free: pocs { totalCount } } } }"""
    data, errors = await asked(reader, text, id=cast.id("acme"))
    assert errors == [(["customers", "nodes", n, "pocs"], "FORBIDDEN", ("filter", "customerId")) for n in range(6)]
    assert [node["pocs"] for node in data["customers"]["nodes"]] == [None] * 6
    assert [node["free"] for node in data["customers"]["nodes"]] == [{"totalCount": 0}] * 6
    _, allowed = await asked(cast.actor("ada"), text, id=cast.id("acme"))
    assert allowed == []


async def test_given_a_union_when_one_kind_fails_then_the_objects_of_the_other_stay(cast: Cast) -> None:
    text = """{ invitations(first: 100) { nodes { id kind subject {
      ... on Poc { it: name participants(after: "x") { totalCount } } ... on Tenant { it: name } ... on Contact { it: firstName } } } } }"""
    data, errors = await asked(cast.actor("ada"), text)
    nodes = data["invitations"]["nodes"]
    assert {node["kind"] for node in nodes} == {"POC", "MEMBER", "PORTAL"}
    assert {node["subject"]["it"] for node in nodes if node["kind"] != "POC"} == {"Northwind Cloud", "Ina", "Ivo", "Conny"}
    assert [node["subject"] for node in nodes if node["kind"] == "POC"] == [None] * sum(node["kind"] == "POC" for node in nodes)
    expected = [["invitations", "nodes", n, "subject", "participants"] for n, node in enumerate(nodes) if node["kind"] == "POC"]
    assert [path for path, *_ in errors] == expected


async def test_given_a_mutation_when_a_list_in_its_payload_fails_then_it_is_done_and_the_rest_is_answered(cast: Cast) -> None:
    text = """mutation($poc: ID!) {
      a: updatePoc(input: {pocId: $poc, summary: "1st"}) { poc { summary sent: invitations(first: 0) { totalCount } } userErrors { code } }
      b: updatePoc(input: {pocId: $poc, summary: "Second"}) { poc { participants(after: "x") { totalCount } } userErrors { code } }
    }"""
    data, errors = await asked(cast.actor("sam"), text, poc=cast.id("active"))
    assert data == {"a": {"poc": {"summary": "1st", "sent": None}, "userErrors": []}, "b": {"poc": None, "userErrors": []}}
    assert errors == [(["a", "poc", "sent"], BAD, ("first",)), (["b", "poc", "participants"], BAD, ("after",))]
    assert (await Poc.get(id=cast.rows["active"][1])).summary == "Second"


# Statements that fail

SECRET = "jane@acme.example"
TWO = f"{{ a: customers {{ nodes {{ name pocs({BY_NAME}) {{ nodes {{ name }} }} }} }} b: pocs {{ totalCount }} c: viewer {{ roles }} }}"


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, at: Callable[[int], bool], *, in_database: bool) -> Iterator[list[str]]:
    """Statements fail inside, by their number: here, or in the database itself. What was asked is in the list."""
    statements: list[str] = []
    fetch = db.fetch

    async def spy(sql: str, values: Any = None) -> Any:
        statements.append(sql)
        if not at(len(statements)):
            return await fetch(sql, values)
        if in_database:
            return await fetch(f"select '{SECRET}' from nowhere")
        raise RuntimeError(SECRET)

    with monkeypatch.context() as patched:
        patched.setattr(db, "fetch", spy)
        yield statements


async def test_given_a_statement_that_fails_when_asked_over_http_then_masked_at_its_root_field_and_the_others_are_answered(
    runtime: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(runtime) as base:
        client = Client(base)
        async with client.http:
            await client.sign_in("sam@northwind.example", PASSWORD)
            whole = await client.ask(TWO)  # from now on they are remembered, and the first statement is that of the list
            for number, in_database in itertools.product((1, 2, 3), (True, False)):
                failed = "b" if number == 3 else "a"
                with failing(monkeypatch, number.__eq__, in_database=in_database) as statements, capture_logs() as logged:
                    response = await client.post(TWO)
                [error] = response.json()["errors"]
                assert response.status_code == 200
                assert (error["path"], error["message"]) == ([failed], "Something went wrong on our side.")
                assert error["extensions"] == {"code": "INTERNAL", "requestId": response.headers["x-request-id"]}
                assert response.json()["data"] == whole | {failed: None}
                assert SECRET not in response.text
                assert "nowhere" not in response.text
                assert len([entry for entry in logged if entry["log_level"] == "error"]) == 1
                assert len(statements) >= number
                for _ in range(6):  # more often than there are connections
                    assert await client.ask(TWO) == whole


async def test_given_a_database_that_fails_throughout_when_asked_then_no_data_at_all_and_afterwards_as_before(
    runtime: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(runtime) as base:
        client = Client(base)
        async with client.http:
            await client.sign_in("sam@northwind.example", PASSWORD)
            whole = await client.ask(TWO)
            for query in (TWO, "{ viewer { permissions } }", "{ pocs(first: 0) { totalCount } }"):
                with failing(monkeypatch, lambda _: True, in_database=True), capture_logs():
                    response = await client.post(query)
                assert (response.status_code, [*response.json()]) == (500, ["errors"]), "nothing for somebody who is not proven"
                assert response.json()["errors"][0]["extensions"]["code"] == "INTERNAL"
                assert SECRET not in response.text
            assert await client.ask(TWO) == whole


async def test_given_a_payload_that_cannot_be_read_when_mutated_then_it_is_done_and_so_is_the_next_mutation(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch, number = Run.fetch, 0

    async def once(self: Run, sql: str, values: Any) -> Any:
        nonlocal number
        number += 1
        if number == 1:
            raise RuntimeError(SECRET)
        return await fetch(self, sql, values)

    monkeypatch.setattr(Run, "fetch", once)
    text = """mutation($poc: ID!) {
      a: updatePoc(input: {pocId: $poc, summary: "First"}) { poc { summary version } }
      b: updatePoc(input: {pocId: $poc, endsOn: "2026-12-31"}) { poc { summary version } }
    }"""
    outcome = await run(cast.actor("sam"), text, {"poc": cast.id("active")})
    assert outcome.data == {"a": None, "b": {"poc": {"summary": "First", "version": 3}}}
    [error] = outcome.errors
    assert (error.path, repr(error.original_error)) == (["a"], f"RuntimeError('{SECRET}')")
