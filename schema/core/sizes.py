"""How large an answer can get, told from the document alone.

Every fragment is looked at once, however often and deeply it is used, so that telling costs no more than the document is long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    visit,
)

PAGE: Final = 20
LARGEST_PAGE: Final = 100
LIST: Final = 10
"""How many rows are expected of a list that is not paged."""
LIST_OF_SCHEMA: Final = 40
LIST_OF_ARGUMENTS: Final = 2
"""The same of lists about the schema: types and fields are many, arguments few."""
WEIGHT: Final = "weight"
"""The key in Strawberry's metadata of a field under which it says as how many it counts; one unless it says."""
_ROWS = frozenset({"edges", "nodes"})
_SIZES = frozenset({"first", "last", "ids"})
"""The arguments that say how many rows there are: as a number, or by naming them."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection may ask for; fragments count wherever they are used."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    cost: int = 0
    """The fields in the answer at most, counting each in every row."""
    of_rows: int = 0
    """The cost of one row of the page, in the selection of a connection."""
    introspection: int = 0
    """The cost of what is asked about the schema, which has neither depth nor cost besides."""

    def __add__(self, other: Size) -> Size:
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.cost + other.cost,
            self.of_rows + other.of_rows,
            self.introspection + other.introspection,
        )


class Measure:
    """Measures the operations of one document, which is valid (hence the casts), with the values of variables."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any]) -> None:
        self._schema = schema
        self._fragments = fragments
        self._variables = variables
        self._defaults: dict[str, ValueNode | None] = {}
        self._known: dict[str, Size] = {}
        self.looked_at = 0
        """How many selections were looked at: the effort."""

    def of_operation(self, node: OperationDefinitionNode) -> Size:
        """The size of one operation."""
        self._known.clear()
        self._defaults = {defined.variable.name.value: defined.default_value for defined in node.variable_definitions or ()}
        return self._of_selections(node.selection_set, cast("GraphQLObjectType", self._schema.get_root_type(node.operation)))

    def _of_selections(self, selection_set: SelectionSetNode, type_: GraphQLCompositeType) -> Size:
        size = Size()
        for selection in selection_set.selections:
            self.looked_at += 1
            size += self._of_selection(selection, type_)
        return size

    def _of_selection(self, selection: SelectionNode, type_: GraphQLCompositeType) -> Size:
        if isinstance(selection, FieldNode):
            return self._of_field(selection, type_)
        if isinstance(selection, InlineFragmentNode):
            return self._of_selections(selection.selection_set, self._narrowed(selection.type_condition, type_))
        name = cast("FragmentSpreadNode", selection).name.value
        if (known := self._known.get(name)) is None:
            fragment = self._fragments[name]
            known = self._known[name] = self._of_selections(fragment.selection_set, self._narrowed(fragment.type_condition, type_))
        return known

    def _narrowed(self, condition: NamedTypeNode | None, type_: GraphQLCompositeType) -> GraphQLCompositeType:
        return cast("GraphQLCompositeType", self._schema.get_type(condition.name.value)) if condition else type_

    def _of_field(self, node: FieldNode, type_: GraphQLCompositeType) -> Size:
        field = cast("GraphQLField", self._schema.get_field(type_, node.name.value))
        named = get_named_type(field.type)
        aliases = 1 if node.alias else 0
        if not node.selection_set or not is_composite_type(named):
            return Size(1, 1, aliases, _weight(field))
        inner = self._of_selections(node.selection_set, named)
        rows = self._rows(node)
        aliases += inner.aliases
        if named.name.startswith("__") and not type_.name.startswith("__"):
            return Size(1, 1 + inner.fields, aliases, introspection=1 + inner.cost)
        if is_list_type(get_nullable_type(field.type)):
            many = inner.cost + inner.of_rows * PAGE
            if type_.name.endswith("Connection") and node.name.value in _ROWS:
                return Size(1 + inner.depth, 1 + inner.fields, aliases, 1, many, inner.introspection)
            cost = (_usual_rows(type_, node.name.value) if rows is None else rows) * many
        else:
            cost = inner.cost + (PAGE if rows is None else rows) * inner.of_rows
        return Size(1 + inner.depth, 1 + inner.fields, aliases, _weight(field) + cost, 0, inner.introspection)

    def _rows(self, node: FieldNode) -> int | None:
        """How many rows the arguments ask for, if they say."""
        given = [self._given(argument.value) for argument in node.arguments or () if argument.name.value in _SIZES]
        return max((rows for rows in given if rows is not None), default=None)

    def _given(self, value: ValueNode | None) -> int | None:
        if isinstance(value, VariableNode):
            name = value.name.value
            return rows_of(self._variables[name]) if name in self._variables else self._given(self._defaults.get(name))
        if isinstance(value, IntValueNode):
            return rows_of(int(value.value))
        return rows_of(value.values) if isinstance(value, ListValueNode) else None


def _weight(field: GraphQLField) -> int:
    weight: int = getattr(field.extensions.get("strawberry-definition"), "metadata", {}).get(WEIGHT, 1)
    return weight


def _usual_rows(type_: GraphQLCompositeType, field: str) -> int:
    if not type_.name.startswith("__"):
        return LIST
    return LIST_OF_ARGUMENTS if field == "args" else LIST_OF_SCHEMA


def rows_of(value: object) -> int | None:
    """How many rows a size, or a list of ids, asks for. A page is never larger than the largest; asking for more is refused elsewhere."""
    if isinstance(value, list | tuple):
        return min(len(value), LARGEST_PAGE)
    if isinstance(value, int) and not isinstance(value, bool):
        return min(max(value, 0), LARGEST_PAGE)
    return None


def page_variables(document: DocumentNode) -> tuple[str, ...]:
    """The variables that make an answer larger or smaller."""
    found: dict[str, None] = {}

    class Pages(Visitor):
        def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
            if node.name.value in _SIZES and isinstance(node.value, VariableNode):
                found[node.value.name.value] = None

    visit(document, Pages())
    return tuple(found)


def switches_of(document: DocumentNode) -> tuple[str, ...]:
    """The variables that switch parts of a document on and off (`@skip`, `@include`)."""
    found: dict[str, None] = {}

    class Switches(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            for argument in node.arguments or ():
                if isinstance(argument.value, VariableNode):
                    found[argument.value.name.value] = None

    visit(document, Switches())
    return tuple(found)
