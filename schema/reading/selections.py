"""Selections: which fields a place in a document asks for, of one concrete type, in the order in which they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    is_abstract_type,
)

Selected = dict[str, list[FieldNode]]
"""The fields by what they are called in the answer; several nodes of one name are merged."""
CONDITIONS = frozenset({"skip", "include"})


class Selections:
    """The selections of one operation, with the values of the variables that switch parts of it on and off."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode], switches: Mapping[str, object]) -> None:
        self.schema = schema
        self.fragments = fragments
        self._switches = switches

    def of(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> Selected:
        """The fields of a type (GraphQL specification, October 2021, section 6.3.2: CollectFields)."""
        found: Selected = {}
        seen: set[str] = set()
        for selection_set in sets:
            self._collect(type_, selection_set, found, seen)
        return found

    def _collect(self, type_: GraphQLObjectType, selection_set: SelectionSetNode, found: Selected, seen: set[str]) -> None:
        for selection in selection_set.selections:
            if not self._is_on(selection):
                continue
            if isinstance(selection, FieldNode):
                found.setdefault(response_key(selection), []).append(selection)
                continue
            if isinstance(selection, FragmentSpreadNode):
                if (name := selection.name.value) in seen:
                    continue
                seen.add(name)
            fragment = self._fragment(selection)
            if self._applies(fragment.type_condition, type_):
                self._collect(type_, fragment.selection_set, found, seen)

    def _fragment(self, selection: SelectionNode) -> FragmentDefinitionNode | InlineFragmentNode:
        if isinstance(selection, FragmentSpreadNode):
            return self.fragments[selection.name.value]
        return cast("InlineFragmentNode", selection)

    def _is_on(self, selection: SelectionNode) -> bool:
        return all(self._holds(directive) for directive in selection.directives or () if directive.name.value in CONDITIONS)

    def _holds(self, directive: DirectiveNode) -> bool:
        value = _condition(directive)
        on = value.value if isinstance(value, BooleanValueNode) else bool(self._switches[cast("VariableNode", value).name.value])
        return on is (directive.name.value == "include")

    def _applies(self, condition: NamedTypeNode | None, type_: GraphQLObjectType) -> bool:
        if condition is None or condition.name.value == type_.name:
            return True
        named = self.schema.get_type(condition.name.value)
        return is_abstract_type(named) and self.schema.is_sub_type(named, type_)


def _condition(directive: DirectiveNode) -> ValueNode:
    return (directive.arguments or ())[0].value


def response_key(node: FieldNode) -> str:
    """What a field is called in the answer."""
    return node.alias.value if node.alias else node.name.value


def below(nodes: Iterable[FieldNode]) -> list[SelectionSetNode]:
    """What is selected of the value of a field."""
    return [node.selection_set for node in nodes if node.selection_set]
