"""Calling root fields as somebody: documents made from the schema, outcomes as one word, and calls whose effects are undone."""

from __future__ import annotations

import functools
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    OperationDefinitionNode,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
    validate,
)

from app.auth.actor import Actor
from app.core import db
from app.core.errors import Refused
from app.services.idempotency import Claim
from schema.core.context import Context
from schema.core.documents import Operation
from schema.core.execution import Outcome
from schema.core.sizes import switches_of
from schema.reading.execution import Execution
from schema.schema import schema
from tests.canary import found_in_answer

SERVED = build_schema(schema.as_str())
ABSTRACT = (GraphQLInterfaceType, GraphQLUnionType)
SEPARATOR = "__of__"
"""Between a field's name and its type's, where several types stand in one place and their fields must not collide."""

Named = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


def root_fields() -> dict[str, GraphQLField]:
    """By `Query.viewer`."""
    roots = [root for root in (SERVED.query_type, SERVED.mutation_type) if root]
    return {f"{root.name}.{name}": field for root in roots for name, field in root.fields.items()}


# What is selected


def selection(type_: Any, depth: int, path: Sequence[str] = (), *, suffix: str = "") -> str:
    """All fields of a type without required arguments, `depth` objects deep; no type more than twice on the way down."""
    named: Named = get_named_type(type_)
    path = [*path, named.name]
    if isinstance(named, ABSTRACT):
        inner = " ".join(
            f"... on {one.name} {selection(one, depth, path, suffix=SEPARATOR + one.name)}" for one in SERVED.get_possible_types(named)
        )
        return f"{{ __typename {inner} }}"
    assert isinstance(named, GraphQLObjectType)
    found = ["__typename"]
    for name, field in named.fields.items():
        inner_type = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        alias = f"{name}{suffix}: {name}" if suffix and name != "id" else name
        if is_leaf_type(inner_type):
            found.append(alias)
        elif _paging(named.name) and (name == "nodes" or path.count(inner_type.name) > 1):
            found.append(f"{name} {{ __typename id }}" if "id" in getattr(inner_type, "fields", {}) else f"{name} {{ __typename }}")
        elif depth > 0 and path.count(inner_type.name) <= 1:
            deeper = depth if _paging(inner_type.name) else depth - 1
            found.append(f"{alias} {selection(inner_type, deeper, path)}")
    return f"{{ {' '.join(found)} }}"


def _paging(name: str) -> bool:
    return name.endswith(("Connection", "Edge")) or name == "PageInfo"


@functools.cache
def document(name: str, depth: int = 1) -> str:
    """An operation that uses a root field, with a variable for each of its arguments that is needed."""
    root, _, field_name = name.partition(".")
    field = root_fields()[name]
    needed = {argument: value.type for argument, value in field.args.items() if is_required_argument(value)}
    declared = ", ".join(f"${argument}: {type_}" for argument, type_ in needed.items())
    given = ", ".join(f"{argument}: ${argument}" for argument in needed)
    arguments = f"({given})" if given else ""
    variables = f"({declared})" if declared else ""
    return f"{root.lower()} {variables} {{ {field_name}{arguments} {selection(field.type, depth)} }}"


# What becomes of it


@dataclass(frozen=True)
class Answer:
    """`ok`, `null`, a refusal like FORBIDDEN, or the codes of user errors; and what was answered."""

    outcome: str
    data: Any


async def call(actor: Actor, name: str, variables: dict[str, Any], *, depth: int = 1) -> Answer:
    """Use a root field as somebody. Anything but a refusal fails the test."""
    result = await run(actor, document(name, depth), variables)
    field_name = name.partition(".")[2]
    refused = [error.original_error for error in result.errors if isinstance(error.original_error, Refused)]
    assert len(refused) == len(result.errors), (name, variables, result.errors)
    assert all(error.path == [field_name] for error in result.errors), "a refusal is of the root field"
    assert isinstance(result.data, dict), "and takes nothing else with it"
    data = result.data[field_name]
    return Answer(" ".join(refusal.code.value for refusal in refused) or outcome_of(data), data)


EXECUTION = Execution(schema)


async def run(actor: Actor, text: str, variables: dict[str, Any] | None = None, *, claim: Claim | None = None) -> Outcome:
    """Run an operation as the server does, but for the limits of its size; perhaps one that came with a key."""
    outcome = await EXECUTION.run(_prepared(text), variables or {}, Context(actor, claim=claim), hide_suggestions=False)
    assert found_in_answer(repr(outcome)) == [], "an answer has a credential in clear"
    return outcome


LONG = 20_000
"""Characters of an operation whose like was found valid at less depth."""


@functools.cache
def _prepared(text: str) -> Operation:
    node = parse(text, no_location=True)
    gc.freeze()  # it stays, and has so many nodes that to look through them again and again took a quarter of the time
    assert len(text) > LONG or validate(EXECUTION.schema, node) == []
    operation = next(definition for definition in node.definitions if isinstance(definition, OperationDefinitionNode))
    fragments = {definition.name.value: definition for definition in node.definitions if isinstance(definition, FragmentDefinitionNode)}
    return Operation(node, operation, None, "", fragments, {"it": "it"}, (), switches_of(node))


def outcome_of(data: Any) -> str:
    """What an answer without errors amounts to."""
    if data is None or data == [None]:
        return "null"
    payload = isinstance(data, dict) and data["__typename"].endswith("Payload")
    codes = [error["code"] for error in data["userErrors"]] if payload else []
    return "+".join(sorted({str(code) for code in codes})) or "ok"


class _Undo(Exception):
    """Takes back what was written."""


@asynccontextmanager
async def undone() -> AsyncIterator[None]:
    """What is written inside is taken back at the end."""
    with suppress(_Undo):
        async with db.transaction():
            yield
            raise _Undo
