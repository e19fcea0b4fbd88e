"""Plans are kept: for a kind of caller and never for a person, for each way in which parts are switched on, and within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import orjson
import pytest

from app.auth.actor import Actor, Rights
from app.core.runtime import Runtime
from schema.core.context import Context
from schema.core.documents import Operation
from schema.reading import lists, places, plans
from schema.reading.execution import Execution
from schema.schema import schema
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.reading.executing import prepared

pytestmark = pytest.mark.settings(rate_limits="off")

SEED = 20260302


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


async def answer(execution: Execution, operation: Operation, actor: Actor, **variables: Any) -> tuple[bytes, list[str]]:
    """The data as it goes over the wire, and the errors."""
    outcome = await execution.run(operation, variables, Context(actor), hide_suggestions=False)
    return orjson.dumps(outcome.data), sorted(f"{error.path} {error.original_error or error}" for error in outcome.errors)


@contextmanager
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The source that is generated inside."""
    sources: list[str] = []

    def spy(source: str, *options: Any) -> Any:
        sources.append(source)
        return compile(source, *options)

    with monkeypatch.context() as patched:
        patched.setattr(places, "compile", spy, raising=False)
        yield sources


# For a kind of caller

WIDE = """query($poc: ID!, $ids: [ID!]!, $more: Boolean!) {
  viewer { user { email } roles permissions participations { totalCount nodes { poc { name } } } sessions { id } }
  pocs(first: 5) { totalCount edges { cursor node { id name internalNotes viewerRole viewerCan { edit invite }
    participants { totalCount nodes { displayName email status removedAt } } invitations { totalCount nodes { email } } } } }
  customers @include(if: $more) { totalCount nodes { name pocs { nodes { name } } } }
  invitations @skip(if: $more) { nodes { email subject { __typename ... on Poc { name } ... on Tenant { name plan } } } }
  members { nodes { roles user { email timeZone } } }
  poc(id: $poc) { name version dealValue { amount } owner { email } customer { name } provider { name plan } }
  nodes(ids: $ids) { __typename id ... on User { email } ... on Tenant { plan } ... on Invitation { email delivery { status } } }
}"""


async def test_given_one_document_when_every_kind_of_caller_asks_in_any_order_then_each_is_answered_as_by_a_fresh_execution(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = prepared(WIDE)
    given = {"poc": cast.id("active"), "ids": [cast.id(one) for one in ("cara", "sam", "northwind", "pending", "acme", "contoso")]}
    questions = [(caller, more) for caller in CALLERS for more in (True, False)]
    fresh = {
        (caller, more): await answer(Execution(schema), operation, cast.actor(caller), more=more, **given) for caller, more in questions
    }
    assert len(set(map(repr, fresh.values()))) == len(questions), "all differ"
    execution, chance = Execution(schema), Random(SEED)
    for _ in range(4):
        chance.shuffle(questions)
        for caller, more in questions:
            assert await answer(execution, operation, cast.actor(caller), more=more, **given) == fresh[caller, more], caller
    kinds = {cast.actor(caller).rights for caller in CALLERS}
    assert len(execution._plans._kept) == 2 * len(kinds) < len(questions)
    with compiled(monkeypatch) as sources:
        for caller, more in questions:
            await answer(execution, operation, cast.actor(caller), more=more, **given)
    assert sources == [], "nothing is planned twice"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Rights]:
    """For whom plans were made."""
    found: list[Rights] = []
    make = plans.Plans._made

    def counting(self: Any, operation: Any, selections: Any, rights: Rights, *others: Any) -> Any:
        found.append(rights)
        return make(self, operation, selections, rights, *others)

    monkeypatch.setattr(plans.Plans, "_made", counting)
    return found


async def test_given_people_with_the_same_rights_when_they_ask_then_one_plan_answers_each_for_themselves(
    cast: Cast, made: list[Rights]
) -> None:
    execution, operation = Execution(schema), prepared("{ viewer { user { email } tenant { name } } pocs { nodes { id } } }")
    answers = {(await answer(execution, operation, cast.actor(name)))[0] for name in ("sam", "lea", "kim", "olga", "sam")}
    assert (len(answers), len(made)) == (4, 1)
    for name in ("ada", "max", "cara", "nobody", "cara", "dora"):
        await answer(execution, operation, cast.actor(name))
    assert len(made) == 5, "cara and dora may the same"


async def test_given_variables_when_asked_then_a_plan_for_each_way_in_which_parts_are_switched_on(cast: Cast, made: list[Rights]) -> None:
    text = """query($on: Boolean = true, $off: Boolean!, $n: Int, $q: String) {
      pocs(first: $n, filter: {search: $q}) { nodes { name @include(if: $on) ... @skip(if: $off) { status } id } }
    }"""
    execution, operation, sam = Execution(schema), prepared(text), cast.actor("sam")
    for n in (1, 2, None):
        for q in ("active", "won", None):
            await answer(execution, operation, sam, off=True, n=n, q=q)
            await answer(execution, operation, sam, on=True, off=True, n=n, q=q)
    assert len(made) == 1
    for on, off in ((True, False), (False, True), (False, False), (True, True)):
        data, _ = await answer(execution, operation, sam, on=on, off=off)
        [first, *_] = orjson.loads(data)["pocs"]["nodes"]
        assert list(first) == [*["name"] * on, *["status"] * (not off), "id"]
    assert len(made) == 4


# Within bounds


async def test_given_more_documents_than_are_kept_when_asked_then_what_was_not_needed_for_longest_goes(
    cast: Cast, made: list[Rights], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "_KEPT", 5)
    execution, sam = Execution(schema), cast.actor("sam")
    operations = [prepared(f"query($on: Boolean = true) {{ pocs(first: {n}) {{ totalCount @include(if: $on) }} }}") for n in range(1, 13)]
    for operation in operations:
        await answer(execution, operation, sam)
        await answer(execution, operations[0], sam)
        assert len(execution._plans._kept) <= 5
    assert (len(made), len(execution._plans._kept)) == (12, 5)
    for operation, planned in ((operations[0], 12), (operations[-1], 12), (operations[-4], 12), (operations[1], 13), (operations[-3], 14)):
        await answer(execution, operation, sam)
        assert len(made) == planned
    assert len(execution._plans._kept) == 5


async def test_given_heavy_documents_when_asked_then_fewer_are_kept(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    light = [prepared(f"{{ pocs(first: {n}) {{ totalCount }} }}") for n in range(1, 9)]
    heavy = prepared("{ " + " ".join(f"a{n}: pocs(first: {n}) {{ totalCount }}" for n in range(1, 9)) + " }")
    monkeypatch.setattr(plans, "_KEPT_TOKENS", heavy.weight + light[0].weight)
    execution = Execution(schema)
    for operation in (*light, heavy):
        await answer(execution, operation, cast.actor("sam"))
    assert len(execution._plans._kept) == 2


async def test_given_many_forms_of_one_list_when_asked_then_its_plan_does_not_grow(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_MOST_FORMS", 5)
    text = """query($filter: PocFilter, $field: PocOrderField!, $direction: OrderDirection!) {
      pocs(filter: $filter, orderBy: {field: $field, direction: $direction}) { totalCount nodes { id } } }"""
    execution, operation, sam = Execution(schema), prepared(text), cast.actor("sam")
    for filter_ in ({}, {"search": "a"}, {"status": ["ACTIVE"]}, {"search": "a", "status": ["WON"]}):
        for field in ("NAME", "CREATED_AT", "UPDATED_AT", "ENDS_ON"):
            for direction in ("ASC", "DESC"):
                _, errors = await answer(execution, operation, sam, filter=filter_, field=field, direction=direction)
                assert errors == []
    [(plan, _)] = execution._plans._kept._things.values()
    listing: Any = plan.fields[0].root
    assert 0 < len(listing._forms) <= 5
