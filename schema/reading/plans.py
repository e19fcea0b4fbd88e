"""Plans: an operation as what reads its root fields, kept for every kind of caller, and run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

import strawberry
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    located_error,
)

from app.auth.actor import Rights
from app.core.db import Dialect
from app.core.kept import Kept
from app.core.runtime import current
from schema.core.documents import Operation
from schema.core.execution import Unproven
from schema.core.introspection import Introspection
from schema.core.permissions import Lock, locks_on
from schema.reading.failures import Settling
from schema.reading.planner import Planner
from schema.reading.roots import Constant, OfSchema, Root, root_of
from schema.reading.running import Run
from schema.reading.selections import Selections

_KEPT: Final = 1_000
_KEPT_TOKENS: Final = 60_000
"""Of their documents; a plan is some ten times as large."""
Key = tuple[Operation, tuple[object, ...], Rights, Dialect]


@dataclass(frozen=True, slots=True)
class RootField:
    """One root field of a plan."""

    key: str
    nodes: Sequence[FieldNode]
    definition: GraphQLField | None
    locks: Sequence[Lock]
    root: Root


@dataclass(frozen=True, slots=True)
class Plan:
    """One operation for one kind of caller."""

    fields: Sequence[RootField]
    selections: Selections

    async def run(self, run: Run) -> tuple[dict[str, Any], list[GraphQLError]]:
        """The answer and its errors. Unproven if the caller turns out not to be proven."""
        data: dict[str, Any] = {}
        errors: list[GraphQLError] = []
        for field in self.fields:
            data[field.key] = await self._read(field, run, errors)
        await run.prove()  # if nothing was read that would have done it; perhaps what was refused is not, to who the caller is now
        return data, errors

    async def _read(self, field: RootField, run: Run, errors: list[GraphQLError]) -> Any:
        try:
            for lock in field.locks:
                lock.check(run.actor)
            run.context.place = field.key
            value = await field.root.read(run)
        except Unproven:
            raise
        except Exception as problem:  # noqa: BLE001  # whatever it is, it becomes an error of this field
            errors.append(located_error(problem, field.nodes, [field.key]))
            return None
        if not run.failed:
            return value
        run.failed = False
        settling = Settling(self.selections)
        settled = settling.settled(cast("GraphQLField", field.definition).type, value, field.nodes, [field.key])
        errors.extend(settling.errors)
        return settled


class Plans:
    """The plans of one schema, those that were needed lately."""

    def __init__(self, strawberry_schema: strawberry.Schema, schema: GraphQLSchema) -> None:
        self._strawberry_schema = strawberry_schema
        self._schema = schema
        self._introspection = Introspection(schema)
        self._kept: Kept[Key, Plan] = Kept(_KEPT, _KEPT_TOKENS)

    async def run(self, operation: Operation, run: Run) -> tuple[dict[str, Any], list[GraphQLError]]:
        """The answer of an operation and its errors."""
        return await self._plan(operation, run.variables.coerced, run.actor.rights).run(run)

    def _plan(self, operation: Operation, variables: Mapping[str, Any], rights: Rights) -> Plan:
        """The plan of an operation; made when it is first seen from such a caller, with these parts switched on and off."""
        switches = {name: variables.get(name) for name in operation.switches}
        key = (operation, tuple(switches.values()), rights, current().database.dialect)
        if (plan := self._kept.get(key)) is None:
            plan = self._made(operation, Selections(self._schema, operation.fragments, switches), rights, key[3])
            self._kept.put(key, plan, operation.weight)
        return plan

    def _made(self, operation: Operation, selections: Selections, rights: Rights, dialect: Dialect) -> Plan:
        type_ = cast("GraphQLObjectType", self._schema.get_root_type(operation.node.operation))
        planner = Planner(self._strawberry_schema, self._schema, selections, rights, dialect)
        fields = []
        for key, nodes in selections.of(type_, [operation.node.selection_set]).items():
            fields.append(self._field(operation, planner, type_, key, nodes))
        return Plan(fields, selections)

    def _field(self, operation: Operation, planner: Planner, type_: GraphQLObjectType, key: str, nodes: Sequence[FieldNode]) -> RootField:
        name = nodes[0].name.value
        if name == "__typename":
            return RootField(key, nodes, None, [], Constant(type_.name))
        if (field := type_.fields.get(name)) is None:
            return RootField(key, nodes, None, [], OfSchema(self._introspection, operation, key, nodes))
        return RootField(key, nodes, field, locks_on(field), root_of(planner, field, nodes))
