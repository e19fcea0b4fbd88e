"""A smaller operation for which the same is still true: one by one parts are dropped, and fragments written out where they stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final

from graphql import (
    REMOVE,
    DocumentNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    Node,
    SelectionNode,
    SelectionSetNode,
    parse,
    print_ast,
    visit,
)
from graphql.language import Visitor

MOST: Final = 400
"""So many smaller ones are tried."""
_SELECTIONS: Final = {"field", "inline_fragment", "fragment_spread"}
_PARTS: Final = {"directive", "argument", "object_field"}

Holds = Callable[[str, dict[str, Any]], Awaitable[bool]]


async def minimised(text: str, variables: dict[str, Any], holds: Holds) -> tuple[str, dict[str, Any]]:
    """The smallest found; `holds` says of a document (perhaps not a valid one) whether it is still so."""
    found, place, dropped = parse(text, no_location=True), 0, False
    for _ in range(MOST):
        less = _without(found, place)
        if less is None and not dropped:
            break
        if less is None:
            place, dropped = 0, False  # once more from the beginning, until nothing is dropped any more
        elif await holds(print_ast(less), _used(less, variables)):
            found, dropped = less, True
        else:
            place += 1
    return print_ast(found), _used(found, variables)


def _without(document: DocumentNode, place: int) -> DocumentNode | None:
    """The document without its so manyth part; None if it has not so many."""
    seen = -1
    fragments = {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}

    class Dropping(Visitor):
        def enter(self, node: Node, _key: Any, parent: Any, *_: Any) -> Any:
            nonlocal seen
            if isinstance(node, SelectionSetNode):
                for number, one in enumerate(node.selections):
                    if one.kind != "field":
                        seen += 1
                        if seen == place:
                            opened = _opened(one, fragments)
                            return SelectionSetNode(selections=(*node.selections[:number], *opened, *node.selections[number + 1 :]))
            if node.kind in _PARTS or (node.kind in _SELECTIONS and len(parent) > 1):
                seen += 1
                if seen == place:
                    return REMOVE
            return None

    less: DocumentNode = visit(document, Dropping())
    return _tidied(less) if place <= seen else None


def _opened(node: Any, fragments: Mapping[str, FragmentDefinitionNode]) -> Sequence[SelectionNode]:
    """What stands in an inline fragment; a named one as an inline one."""
    if isinstance(node, InlineFragmentNode):
        return node.selection_set.selections
    named = fragments[node.name.value]
    return [InlineFragmentNode(type_condition=named.type_condition, directives=node.directives, selection_set=named.selection_set)]


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without the fragments and variables that are not used any more."""
    while True:
        used = {"fragment_definition": _names(document, "fragment_spread"), "variable_definition": _variables(document)}

        class Tidying(Visitor):
            def enter(self, node: Any, *_: Any) -> Any:
                if node.kind == "fragment_definition":
                    return None if node.name.value in used["fragment_definition"] else REMOVE  # noqa: B023  # used at once
                if node.kind == "variable_definition":
                    return None if node.variable.name.value in used["variable_definition"] else REMOVE  # noqa: B023
                return None

        less: DocumentNode = visit(document, Tidying())
        if print_ast(less) == print_ast(document):
            return document
        document = less


def _used(document: DocumentNode, variables: dict[str, Any]) -> dict[str, Any]:
    used = _variables(document)
    return {name: value for name, value in variables.items() if name in used}


def _variables(document: DocumentNode) -> set[str]:
    """Those that stand anywhere but in their definition."""
    found: list[str] = []

    class Finding(Visitor):
        def enter(self, node: Any, _key: Any, parent: Any, *_: Any) -> None:
            if node.kind == "variable" and getattr(parent, "kind", None) != "variable_definition":
                found.append(node.name.value)

    visit(document, Finding())
    return set(found)


def _names(document: DocumentNode, kind: str) -> set[str]:
    found: set[str] = set()

    class Finding(Visitor):
        def enter(self, node: Any, *_: Any) -> None:
            if node.kind == kind:
                found.add(node.name.value)

    visit(document, Finding())
    return found
