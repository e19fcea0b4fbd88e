"""Roots: where operations begin: a list, objects by their ids, given facts, or the schema itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast
from uuid import UUID

from graphql import FieldNode, GraphQLField, GraphQLObjectType, get_named_type, get_nullable_type, is_list_type

from app.auth.scopes import EVERYTHING
from app.core import db, ids
from app.core.errors import bad_input
from schema.core.documents import Operation
from schema.core.introspection import Introspection
from schema.reading.arguments import Arguments
from schema.reading.by_ids import ByIds
from schema.reading.facts import FactsPlace
from schema.reading.objects import declared, source_of
from schema.reading.planner import Planner
from schema.reading.running import Run
from schema.reading.sources import TABLES, ById, Chosen, DeclarationError, Given, Rows, table_of

MOST_IDS = 100


class Root(Protocol):
    """What reads one root field."""

    async def read(self, run: Run) -> Any:
        """Its part of the answer."""


def root_of(planner: Planner, field: GraphQLField, nodes: Sequence[FieldNode]) -> Root:
    """What reads a root field, by what it declares."""
    source = source_of(field)
    if isinstance(source, Rows):
        return planner.listing(source, field, nodes)
    if isinstance(source, ById):
        class_ = None if source.any_kind else declared(cast("GraphQLObjectType", get_named_type(field.type)))
        return (SeveralById if source.several else OneById)(planner, class_, planner.arguments(field, nodes), nodes)
    if isinstance(source, Chosen):
        class_ = declared(cast("GraphQLObjectType", get_named_type(field.type)))
        several = is_list_type(get_nullable_type(field.type))
        return ChosenOnes(planner, class_, planner.arguments(field, nodes), nodes, source.function, several)
    if isinstance(source, Given):
        type_ = cast("GraphQLObjectType", get_named_type(field.type))
        several = is_list_type(get_nullable_type(field.type))
        return FactsOf(source.function, planner.arguments(field, nodes), planner, lambda of_caller: of_caller.facts(type_, nodes), several)
    raise DeclarationError(f"{source.name} is no root field")


class Constant:
    """A value that is known when the operation is planned."""

    def __init__(self, value: object) -> None:
        self._value = value

    async def read(self, _run: Run) -> Any:
        """The value."""
        return self._value


class OfSchema:
    """A question about the schema."""

    def __init__(self, introspection: Introspection, operation: Operation, key: str, nodes: Sequence[FieldNode]) -> None:
        self._introspection = introspection
        self._asked = (operation, key, nodes)

    async def read(self, run: Run) -> Any:
        """The answer of graphql-core."""
        return self._introspection.answer(*self._asked, run.sent)


class Kinds:
    """Objects of several types by their ids; each type's place is planned when the first id of its kind comes."""

    def __init__(self, planner: Planner, class_: type[Any] | None, arguments: Arguments, nodes: Sequence[FieldNode]) -> None:
        self._planner = planner
        self._class = class_
        self._arguments = arguments
        self._nodes = nodes
        self._planned: dict[type[Any], ByIds] = {}

    def _arrange(self, texts: Sequence[str]) -> dict[type[Any], list[UUID]]:
        """Ids by the type that they are of; malformed ones are of none."""
        found: dict[type[Any], list[UUID]] = {}
        for text in texts:
            prefix, id_ = ids.from_text(text) or (None, None)
            for class_, table in TABLES.items():
                if prefix is not None and id_ is not None and table.prefix == prefix and self._class in (None, class_):
                    found.setdefault(class_, []).append(id_)
        return found

    async def _read(self, run: Run, texts: Sequence[str]) -> Mapping[str, Any]:
        shown: dict[str, Any] = {}
        for class_, asked in self._arrange(texts).items():
            if class_ not in self._planned:
                self._planned[class_] = self._plan(class_)
            table = table_of(class_)
            for row_id, found in (await self._planned[class_].read_for(run, asked)).items():
                id_ = cast("UUID", db.uuid(row_id))
                if table.noted is not None:
                    table.noted(run.actor, id_)
                shown[ids.to_text(table.prefix or "", id_)] = found
        return shown

    def _plan(self, class_: type[Any]) -> ByIds:
        policy = table_of(class_).scope
        scope = EVERYTHING if policy is None else policy(self._planner.rights)
        return self._planner.by_ids(self._planner.type_of(class_), scope, self._nodes)


class OneById(Kinds):
    """The object with an id, or null."""

    async def read(self, run: Run) -> Any:
        """The object."""
        text = self._arguments.of(run.variables)["id"]
        return next(iter((await self._read(run, [text])).values()), None)


class SeveralById(Kinds):
    """The objects with some ids, in their order, null where there is none."""

    async def read(self, run: Run) -> Any:
        """The objects."""
        texts = self._arguments.of(run.variables)["ids"]
        if len(texts) > MOST_IDS:
            raise bad_input(f"At most {MOST_IDS} ids at once.", ["ids"])
        found = await self._read(run, texts)
        return [found.get(text) for text in texts]


class ChosenOnes(Kinds):
    """The objects, or the one, that a function names."""

    def __init__(
        self,
        planner: Planner,
        class_: type[Any],
        arguments: Arguments,
        nodes: Sequence[FieldNode],
        function: Callable[..., Any],
        several: bool,  # noqa: FBT001
    ) -> None:
        super().__init__(planner, class_, arguments, nodes)
        self._prefix = table_of(class_).prefix or ""
        self._function = function
        self._several = several

    async def read(self, run: Run) -> Any:
        """The objects that there are, in the order in which they were named; or the first, or null."""
        texts = [ids.to_text(self._prefix, id_) for id_ in await self._function(run.context, **self._arguments.of(run.variables))]
        found = await self._read(run, texts)
        shown = [found[text] for text in texts if text in found]
        return shown if self._several else next(iter(shown), None)


class FactsOf:
    """An object of facts that a function gives: who asks, what a link is for, what a mutation did; or several of a list of facts."""

    def __init__(
        self,
        function: Callable[..., Any],
        arguments: Arguments,
        planner: Planner,
        plan: Callable[[Planner], FactsPlace],
        several: bool,  # noqa: FBT001
    ) -> None:
        self._function = function
        self._arguments = arguments
        self._planner = planner
        self._plan = plan
        self._several = several
        self._planned: dict[Any, FactsPlace] = {}

    async def read(self, run: Run) -> Any:
        """The object; null if there are no facts. It is shown with the rights of whoever it is afterwards."""
        facts = await self._function(run.context, **self._arguments.of(run.variables))
        if facts is None:
            return None
        rights = run.actor.rights
        if rights not in self._planned:
            self._planned[rights] = self._plan(self._planner.for_rights(rights))
        place = self._planned[rights]
        return await (place.read_all(run, facts) if self._several else place.read(run, facts))
