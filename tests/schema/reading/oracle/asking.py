"""What a place in a query asks for: field names, and the SQL of the values that they need."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graphql import FieldNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

from app.auth.actor import Actor
from schema.reading.expressions import Expression, Path
from schema.reading.sources import READS, Batch, Column, Computed, Either, Identity, Inside, One, Rows, Source, table_of
from tests.schema.reading.oracle.request import Request
from tests.schema.reading.oracle.sql import to_sql, truth

OWN_ID = Path("id")
Info = GraphQLResolveInfo[Request]
Asked = dict[str, list[FieldNode]]


def asked(info: Info, nodes: Iterable[FieldNode]) -> Asked:
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


def needed(type_: type[Any], info: Info, fields: Asked, actor: Actor) -> tuple[str, ...]:
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
    place = ("asked", type_, *map(id, info.field_nodes))
    found: tuple[str, ...] = info.context.once(place, lambda: needed(type_, info, asked(info, info.field_nodes), info.context.actor))
    return found


def needed_of_nodes(type_: type[Any], info: Info) -> tuple[str, ...]:
    """What is asked of the rows of a connection: below `nodes` and below `edges { node }`."""
    fields = asked(info, info.field_nodes)
    below = asked(info, [*asked(info, fields.get("edges", [])).get("node", []), *fields.get("nodes", [])])
    return needed(type_, info, below, info.context.actor)


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


def graphql_name(field: Any) -> str:
    """A Strawberry field's name in the schema."""
    head, *rest = field.python_name.split("_")
    return str(field.graphql_name or head + "".join(part.capitalize() for part in rest))


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
