"""Keeping: what each payload is read from comes back from JSON as it was, but for what is deliberately not kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
import strawberry
from strawberry.types.base import StrawberryList, StrawberryOptional

from app.core.errors import Code, UserError
from app.core.runtime import Runtime
from app.services import idempotency
from schema.core.permissions import public_fields
from schema.mutations.keeping import NOT_KEPT, kinds, read, written
from schema.mutations.participants import InviteCustomersPayload
from schema.mutations.payloads import answer, payload
from schema.reading.declare import given, nested, one, reads
from schema.reading.expressions import Path
from schema.reading.names import graphql_name
from schema.reading.sources import READS, Column, Either, Many, Nested, One
from schema.schema import schema
from schema.types.enums import Plan, Visibility
from schema.types.errors import shown as shown_error
from schema.types.pocs import Poc
from schema.types.sessions import Credentials
from schema.types.viewer import Viewer
from tests.schema.calling import document, outcome_of, root_fields, run, undone
from tests.schema.cast import build_cast
from tests.schema.operations import variables
from tests.schema.test_matrix import EXPECTED
from tests.world import World, writes

LEFT_OUT = {
    "createApiKey.secret", "createAuditExport.url", "createUpload.upload", "generatePartnerLink.url", "startActingSession.credentials",
    "switchTenant.credentials",
}  # fmt: skip
"""What is null the second time: secrets, addresses and credentials."""
PUBLIC = public_fields(schema)


def payloads() -> dict[str, Any]:
    """The payloads of the mutations that may come with a key."""
    fields = {name: field for name, field in root_fields().items() if name.startswith("Mutation.") and name not in PUBLIC}
    types = {str(field.type): name.partition(".")[2] for name, field in fields.items()}
    return {types[name]: schema.get_type_by_name(name).origin for name in types}  # type: ignore[union-attr]  # they are types


def left_out(type_: Any, path: str) -> Iterator[str]:
    """Of the facts of a type, and of the objects among them."""
    for field in type_.__strawberry_definition__.fields:
        inner: Any = field.type
        while isinstance(inner, StrawberryOptional | StrawberryList):
            inner = inner.of_type
        kind = kinds(type_).get(field.python_name)
        name = f"{path}.{graphql_name(field)}"
        if kind is NOT_KEPT:
            yield name
        elif isinstance(field.metadata[READS], Nested) and inner is not Viewer:
            yield from left_out(inner, name)


def test_given_each_mutation_when_its_facts_are_kept_then_all_but_what_is_left_out_on_purpose() -> None:
    assert {name for mutation, type_ in payloads().items() for name in left_out(type_, mutation)} == LEFT_OUT


def test_given_each_mutation_when_its_payload_is_read_then_from_facts_that_are_kept() -> None:
    for mutation, type_ in payloads().items():
        for field in type_.__strawberry_definition__.fields:
            source = field.metadata[READS]
            if isinstance(source, Many):  # a list is found by another fact
                assert isinstance(source.parent, Path), mutation
                assert source.parent.text in kinds(type_), mutation
            else:
                assert isinstance(source, Column | Nested | One | Either), f"{mutation}: nobody has thought of keeping {field.name}"
            if isinstance(source, One):
                assert source.scope is not None, f"{mutation}.{field.name} would be shown to who may not see it any more"
        assert kinds(type_).keys() <= answer(type_, {}).keys(), mutation


@reads(None, description="What happened.")
class Happened:
    """Facts of all kinds."""

    at: datetime = given("When.")
    note: str | None = given("A text.")


@reads(None, description="What a secret opens.")
class Opened:
    """Facts that are nothing without the secret."""

    secret: str = given("The secret.")


@payload
class EverythingPayload:
    """Facts of all kinds."""

    poc: Poc | None = one("An object.")
    id: strawberry.ID | None = given("An id.")
    ids: list[strawberry.ID] = given("Ids.")
    count: int = given("A number.")
    day: date | None = given("A day.")
    flag: bool = given("A flag.")
    plan: Plan | None = given("A word.")
    plans: list[Visibility] = given("Words.")
    happened: list[Happened] = nested("Objects.")
    viewer: Viewer | None = nested("Who asks.")
    url: str | None = given("An address.")
    texts: list[str] = given("Texts.")
    opened: Opened | None = nested("A secret.")
    all_opened: list[Opened] = nested("Secrets.")
    credentials: Credentials | None = given("Tokens.")


def test_given_facts_of_all_kinds_when_kept_then_they_come_back_but_for_texts_and_what_needs_them(world: World) -> None:
    refused = [UserError(Code.PLAN_REQUIRED, "No.", required_plan="PRO"), UserError(Code.COOLDOWN, "Wait.", ("a", "0"), retry_after=9)]
    errors = [shown_error(error) for error in refused]
    sam, mia = world.actor(world.sam), world.actor(world.mia)
    kept = {
        "poc": UUID(int=1), "id": "poc_1", "ids": ["a"], "count": 0, "day": date(2026, 3, 2), "flag": False, "plan": Plan.PRO,
        "plans": [Visibility.SHARED], "user_errors": errors,
    }  # fmt: skip
    at = datetime(2026, 3, 2, 9, 0, 0, 1000, tzinfo=UTC)
    whole = kept | {
        "happened": [{"at": at, "note": "Psst."}], "viewer": {"id": sam.user_id}, "url": "https://x.example", "texts": ["Psst."],
        "opened": {"secret": "Psst."}, "all_opened": [{"secret": "Psst."}], "credentials": object(),
    }  # fmt: skip
    said = orjson.dumps(written(EverythingPayload, whole))
    assert b"Psst" not in said
    assert b"x.example" not in said
    again = read(EverythingPayload, orjson.loads(said), mia)
    assert again.pop("viewer")["id"] == mia.user_id
    assert again == kept | {
        "happened": [{"at": at, "note": None}], "url": None, "texts": None, "opened": None, "all_opened": None, "credentials": None,
    }  # fmt: skip
    assert all(type(again[name]) is type(kept[name]) for name in kept)


def test_given_nothing_that_was_done_when_kept_then_nothing_comes_back(world: World) -> None:
    nothing = answer(InviteCustomersPayload, {})
    assert read(InviteCustomersPayload, orjson.loads(orjson.dumps(written(InviteCustomersPayload, nothing))), world.nobody) == nothing


def allowed() -> dict[str, tuple[str, str]]:
    """Each mutation that is not public, with a target and somebody who may."""
    return {
        operation: (target, next(caller for caller, outcome in row.items() if outcome == "ok"))
        for (operation, target), row in reversed(EXPECTED.items())
        if operation.startswith("Mutation.") and operation not in PUBLIC and "ok" in row.values()
    }


@pytest.mark.settings(rate_limits="off", open_registration=True)
async def test_given_each_mutation_when_it_comes_again_then_it_writes_nothing_and_shows_the_same_but_what_is_left_out(
    runtime: Runtime,
) -> None:
    cast = await build_cast(runtime)
    wrong = []
    for operation, (target, caller) in allowed().items():
        name, actor, given_ = operation.partition(".")[2], cast.actor(caller), variables(cast, operation, target)
        async with undone():
            shown: list[Any] = []
            for _ in range(2):
                claim = await idempotency.claim(actor, "key", operation)
                begun = await writes()
                outcome = await run(actor, document(operation), given_, claim=claim)
                written_rows = await writes() - begun
                await idempotency.release(claim)
                assert (outcome.errors, outcome_of(outcome.data and outcome.data[name])) == ([], "ok"), operation
                shown.append(outcome.data and outcome.data[name])
        left_out_here = {place.partition(".")[2]: None for place in LEFT_OUT if place.partition(".")[0] == name}
        if shown[1] != shown[0] | left_out_here:
            wrong.append(f"{operation}: {shown[0]} and then {shown[1]}")
        if written_rows:
            wrong.append(f"{operation}: {written_rows} rows written by the second")
    assert wrong == []
    assert len(allowed()) > 80, "all were tried"
