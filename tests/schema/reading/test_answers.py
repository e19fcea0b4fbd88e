"""Answers of the general executor: however a question is put (aliases, fragments, conditions), and whoever else asks at the time."""

from __future__ import annotations

import asyncio
import random
from typing import Any

import pytest

from app.auth.actor import Actor
from app.core import ids
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime
from tests.schema.calling import document, run
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.operations import INPUTS, variables
from tests.world import PASSWORD

pytestmark = pytest.mark.settings(rate_limits="off")


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


async def answer(actor: Actor, text: str, **given: Any) -> Any:
    """The data of an answer without errors."""
    result = await run(actor, text, given)
    assert not result.errors, result.errors
    return result.data


# How a question is put


async def test_given_aliases_with_other_arguments_when_asked_then_each_has_its_own_answer(cast: Cast) -> None:
    text = """query($active: ID!, $kims: ID!) {
      one: pocs(first: 1, orderBy: {field: NAME, direction: ASC}) { nodes { called: name name } totalCount }
      two: pocs(first: 2, orderBy: {field: NAME, direction: DESC}) { nodes { name } }
      won: pocs(filter: {status: [WON]}) { nodes { name } totalCount }
      a: poc(id: $active) { name few: participants(first: 1) { nodes { displayName } } all: participants { totalCount }
        out: participants(filter: {status: [REMOVED]}) { nodes { displayName } totalCount } }
      b: poc(id: $kims) { name owner { mail: email email } }
    }"""
    data = await answer(cast.actor("ada"), text, active=cast.id("active"), kims=cast.id("kims"))
    assert data["one"] == {"nodes": [{"called": "Active POC", "name": "Active POC"}], "totalCount": 9 - 1}
    assert [node["name"] for node in data["two"]["nodes"]] == ["Won POC", "Untouched POC"]
    assert data["won"] == {"nodes": [{"name": "Won POC"}], "totalCount": 1}
    assert len(data["a"]["few"]["nodes"]) == 1
    assert data["a"]["all"] == {"totalCount": 5}
    assert data["a"]["out"] == {"nodes": [{"displayName": "Dora Departed"}], "totalCount": 1}
    assert data["b"] == {"name": "Kims POC", "owner": {"mail": "kim@northwind.example", "email": "kim@northwind.example"}}


async def test_given_fragments_and_fields_that_stand_twice_when_asked_then_they_are_one_selection(cast: Cast) -> None:
    text = """query($id: ID!) {
      poc(id: $id) { ...Name owner { firstName } ... { owner { lastName } } ... on Poc { owner { ...Mail } dealValue { amount } } }
      poc(id: $id) { dealValue { currency } viewerCan { edit } ... on Node { id } }
    }
    fragment Name on Poc { name ...More }
    fragment More on Poc { viewerCan { invite } customer { name pocs(first: 1) { nodes { owner { ...Mail } } } } }
    fragment Mail on User { email }"""
    data = await answer(cast.actor("sam"), text, id=cast.id("active"))
    assert data["poc"] == {
        "id": cast.id("active"),
        "name": "Active POC",
        "owner": {"firstName": "Sam", "lastName": "Sales", "email": "sam@northwind.example"},
        "dealValue": {"amount": "1000.00", "currency": "EUR"},
        "viewerCan": {"edit": True, "invite": True},
        "customer": {"name": "Acme", "pocs": {"nodes": [{"owner": {"email": "sam@northwind.example"}}]}},
    }


@pytest.mark.parametrize("on", [True, False])
async def test_given_conditions_when_asked_then_only_what_they_let_through(cast: Cast, *, on: bool) -> None:
    text = """query($id: ID!, $on: Boolean!) {
      poc(id: $id) { name @include(if: $on) summary @skip(if: $on) ...Staff @include(if: $on) ... @skip(if: $on) { owner { firstName } } }
    }
    fragment Staff on Poc { version internalNotes @skip(if: $on) participants @include(if: $on) { totalCount } }"""
    data = await answer(cast.actor("sam"), text, id=cast.id("active"), on=on)
    expected: dict[str, Any] = {"name": "Active POC", "version": 1, "participants": {"totalCount": 5}}
    assert data["poc"] == (expected if on else {"summary": "Summary of Active POC", "owner": {"firstName": "Sam"}})


async def test_given_a_condition_that_is_null_when_asked_then_nothing_is_run(cast: Cast) -> None:
    for directive in ("skip", "include"):
        outcome = await run(
            cast.actor("sam"), f"query($on: Boolean = true) {{ viewer {{ user {{ id @{directive}(if: $on) }} }} }}", {"on": None}
        )
        assert (outcome.began, [error.message for error in outcome.errors]) == (
            False,
            ["Variable '$on' stands in a condition, so it must not be null."],
        )


# Interfaces and unions

MIXED = ("active", "cara on active", "acme", "northwind", "sam", "pending", "ada at northwind", "session of ada")
NODES = """query($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename id ... on Poc { name } ... on Participant { displayName } ... on Customer { name } ... on Tenant { name }
    ... on User { displayName } ... on Invitation { subjectName subject { __typename ... on Poc { name } ... on Tenant { name } } }
    ... on Membership { roles } ... on Session { current }
  }
}"""


async def test_given_ids_of_all_kinds_when_asked_for_at_once_then_each_is_there_in_its_place(cast: Cast) -> None:
    given = [cast.id(label) for label in MIXED]
    wrong = ["", "poc_", "nobody", cast.id("unknown"), cast.id("active").upper(), cast.id("active")[4:], f" {cast.id('active')}"]
    other_kind = [cast.id("active").replace("poc_", prefix) for prefix in ("user_", "branding_", "viewer_", "mail_", "poc_poc_")]
    shuffled = [*given, *wrong, *other_kind, *given]
    random.Random(1).shuffle(shuffled)
    data = await answer(cast.actor("ada"), NODES, ids=shuffled)
    assert [node and node["id"] for node in data["nodes"]] == [id_ if id_ in given else None for id_ in shuffled]
    shown = {cast.label(node["id"]): node for node in data["nodes"] if node}
    assert shown.keys() == set(MIXED)
    assert [shown[label]["__typename"] for label in MIXED] == [
        "Poc", "Participant", "Customer", "Tenant", "User", "Invitation", "Membership", "Session",
    ]  # fmt: skip
    assert shown["pending"]["subject"] == {"__typename": "Poc", "name": "Active POC"}
    assert shown["session of ada"]["current"] is True
    assert shown["ada at northwind"]["roles"] == ["TENANT_ADMIN"]


async def test_given_a_union_when_asked_then_each_kind_answers_with_its_own_fields(cast: Cast) -> None:
    each = "... on Poc { status } ... on Tenant { plan } ... on Contact { portal }"
    text = f"{{ invitations(first: 100) {{ nodes {{ id kind subject {{ __typename {each} }} }} }} }}"
    data = await answer(cast.actor("ada"), text)
    kinds = {"POC": ("Poc", "status"), "MEMBER": ("Tenant", "plan"), "PORTAL": ("Contact", "portal")}
    assert {node["kind"] for node in data["invitations"]["nodes"]} == kinds.keys()
    for node in data["invitations"]["nodes"]:
        type_name, field = kinds[node["kind"]]
        assert node["subject"].keys() == {"__typename", field}
        assert node["subject"]["__typename"] == type_name


@pytest.mark.parametrize("number", [100, 101])
async def test_given_too_many_ids_when_asked_for_then_refused(cast: Cast, number: int) -> None:
    result: Any = await run(cast.actor("ada"), "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": [cast.id("active")] * number})
    if number == 100:
        assert [node["id"] for node in result.data["nodes"]] == [cast.id("active")] * 100
        return
    [error] = result.errors
    assert isinstance(error.original_error, Refused)
    assert (error.original_error.code, error.original_error.argument_path) == (Refusal.BAD_USER_INPUT, ("ids",))
    assert result.data == {"nodes": None}


async def test_given_a_wrong_id_when_one_thing_is_asked_for_then_null_without_an_error(cast: Cast) -> None:
    for id_ in ("", "x", cast.id("acme"), cast.id("unknown"), ids.to_text("poc", cast.rows["olgas"][1]), "poc_" + "z" * 26, "poc_😀"):
        data = await answer(cast.actor("ada"), "query($id: ID!) { node(id: $id) { ... on Poc { id } } poc(id: $id) { id } }", id=id_)
        assert data["poc"] is None
        assert data["node"] in (None, {})


# Several in one request


async def test_given_two_mutations_when_one_is_refused_then_the_other_is_done_and_answered(cast: Cast) -> None:
    text = """mutation($poc: ID!) {
      refused: updatePoc(input: {pocId: $poc, summary: "Mine"}) { poc { id } userErrors { code } }
      done: updateProfile(input: {title: "Done"}) { user { title } userErrors { code } }
    }"""
    result: Any = await run(cast.actor("cara"), text, {"poc": cast.id("active")})
    assert [error.path for error in result.errors] == [["refused"]]
    assert result.data == {"refused": None, "done": {"user": {"title": "Done"}, "userErrors": []}}


async def test_given_several_people_who_sign_in_when_answered_then_each_payload_is_its_own(cast: Cast) -> None:
    viewer = (
        "viewer { user { email notifications { tasks } } tenant { name plan } roles pocs: participations { nodes { poc { version } } } }"
    )
    text = f"""mutation($password: String!) {{
      a: signIn(input: {{email: "sam@northwind.example", password: $password}}) {{ {viewer} userErrors {{ code }} }}
      b: signIn(input: {{email: "cara@acme.example", password: $password}}) {{ {viewer} userErrors {{ code }} }}
      c: signIn(input: {{email: "cara@acme.example", password: "wrong"}}) {{ {viewer} userErrors {{ code }} }}
    }}"""
    data = await answer(cast.actor("nobody"), text, password=PASSWORD)
    assert data["a"]["viewer"] == {
        "user": {"email": "sam@northwind.example", "notifications": {"tasks": True}}, "tenant": {"name": "Northwind Cloud", "plan": "PRO"},
        "roles": ["SALES_ENGINEER"], "pocs": {"nodes": []},
    }  # fmt: skip
    assert data["b"]["viewer"] == {
        "user": {"email": "cara@acme.example", "notifications": {"tasks": True}}, "tenant": None, "roles": ["CUSTOMER"],
        "pocs": {"nodes": [{"poc": {"version": None}}]},
    }  # fmt: skip
    assert data["c"] == {"viewer": None, "userErrors": [{"code": "INVALID_CREDENTIALS"}]}


async def test_given_a_change_between_two_mutations_when_read_back_then_each_shows_the_state_after_itself(cast: Cast) -> None:
    text = """mutation($poc: ID!) {
      a: updatePoc(input: {pocId: $poc, summary: "First"}) { poc { summary version } }
      b: updatePoc(input: {pocId: $poc, summary: "Second"}) { poc { summary version } }
    }"""
    data = await answer(cast.actor("sam"), text, poc=cast.id("active"))
    assert data == {"a": {"poc": {"summary": "First", "version": 2}}, "b": {"poc": {"summary": "Second", "version": 3}}}


# Several people at once

QUERIES = sorted(name for name in INPUTS if name.startswith("Query.") and name != "Query.invitationPreview")


async def test_given_the_same_documents_when_everybody_asks_in_any_order_and_at_once_then_each_has_their_own_answer(cast: Cast) -> None:
    async def asked(caller: str, name: str) -> tuple[Any, list[str]]:
        outcome = await run(cast.actor(caller), document(name, 2), variables(cast, name, "active"))
        return outcome.data, [str(error.original_error) for error in outcome.errors]

    questions = [(caller, name) for caller in CALLERS for name in QUERIES]
    own = {question: await asked(*question) for question in questions}
    assert own["sam", "Query.poc"] != own["cara", "Query.poc"] != own["kim", "Query.poc"]
    chance = random.Random(20260302)
    for _ in range(2):
        chance.shuffle(questions)
        for start in range(0, len(questions), 12):
            some = questions[start : start + 12]
            assert await asyncio.gather(*(asked(*question) for question in some)) == [own[question] for question in some]
