"""What a place in a query asks for: field names, and the SQL of the values that they need."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode
from strawberry.types import Info

from app.auth.actor import Actor
from schema.reading.expressions import Expression, Path, to_sql, truth
from schema.reading.sources import READS, Batch, Column, Computed, Either, Identity, Inside, One, Rows, Source, table_of

OWN_ID = Path("id")
Asked = dict[str, list[FieldNode]]


def asked(info: GraphQLResolveInfo[Any], nodes: Iterable[FieldNode]) -> Asked:
    """The fields below these nodes by name, from all fragments, whatever their conditions: never too few."""
    found: Asked = {}
    pending = [node.selection_set for node in nodes if node.selection_set]
    while pending:
        for selection in pending.pop().selections:
            if isinstance(selection, FieldNode):
                found.setdefault(selection.name.value, []).append(selection)
            elif isinstance(selection, InlineFragmentNode):
                pending.append(selection.selection_set)
            elif isinstance(selection, FragmentSpreadNode):
                pending.append(info.fragments[selection.name.value].selection_set)
    return found


def needed(type_: type[Any], info: GraphQLResolveInfo[Any], fields: Asked, actor: Actor) -> tuple[str, ...]:
    """The SQL of every value that the asked fields of a type need, each once."""
    found: dict[str, None] = {}
    model = table_of(type_).model
    for field in type_.__strawberry_definition__.fields:
        nodes = fields.get(graphql_name(field))
        source: Source | None = field.metadata.get(READS)
        if not nodes or source is None:
            continue
        if source.visible is not None:
            found[truth(source.visible(actor))] = None
        for expression in _expressions(source):
            found[to_sql(expression, model, actor)] = None
        if isinstance(source, Inside):
            found |= dict.fromkeys(needed(target_of(field.type), info, asked(info, nodes), actor))
    return tuple(found)


def needed_here(type_: type[Any], info: Info) -> tuple[str, ...]:
    """What is asked of an object of a type in this place; worked out once for the place, not for every row there."""
    raw = info._raw_info  # noqa: SLF001  # Strawberry's own info has no field nodes
    place = ("asked", type_, *map(id, raw.field_nodes))
    remembered: dict[object, Any] = info.context.loaders
    if place not in remembered:
        remembered[place] = needed(type_, raw, asked(raw, raw.field_nodes), info.context.actor)
    return remembered[place]  # type: ignore[no-any-return]  # just put there


def needed_of_nodes(type_: type[Any], info: Info) -> tuple[str, ...]:
    """What is asked of the rows of a connection: below `nodes` and below `edges { node }`."""
    raw = info._raw_info  # noqa: SLF001
    fields = asked(raw, raw.field_nodes)
    below = asked(raw, [*asked(raw, fields.get("edges", [])).get("node", []), *fields.get("nodes", [])])
    return needed(type_, raw, below, info.context.actor)


def _expressions(source: Source) -> Sequence[Expression]:
    match source:
        case Column(expression=expression):
            return (expression,)
        case Computed(needs=needs):
            return needs
        case Either(choices=choices):
            return [key for key, _, _ in choices]
        case One(key=single) | Inside(absent=single) | Rows(parent=single):
            return () if single is None else (single,)
        case Batch() | Identity():
            return (OWN_ID,)
    return ()


@functools.cache
def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def graphql_name(field: Any) -> str:
    """A Strawberry field's name in the schema."""
    return field.graphql_name or _camel(field.python_name)


def target_of(type_: Any) -> type[Any]:
    """The declared class behind a field's type: without optional and list, connections by their node, lazy ones resolved."""
    while hasattr(type_, "of_type"):
        type_ = type_.of_type
    if hasattr(type_, "resolve_type"):
        type_ = type_.resolve_type()
    definition = getattr(type_, "__strawberry_definition__", None)
    if definition is not None and definition.type_var_map:
        return target_of(next(iter(definition.type_var_map.values())))
    return type_  # type: ignore[no-any-return]  # Strawberry's types are untyped
