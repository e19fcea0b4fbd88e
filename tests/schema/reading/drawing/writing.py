"""How drawn values stand in a document: as literals or as variables, given, null, left out or with a default."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import GraphQLBoolean, GraphQLInputObjectType, GraphQLInputType, GraphQLNonNull, Undefined, get_nullable_type

from tests.schema.reading.drawing.values import Enumerated

LEFT_OUT: Any = Undefined
_CONDITION = GraphQLNonNull(GraphQLBoolean)


def literal(value: Any) -> str:
    """A value as a document has it."""
    if isinstance(value, Enumerated):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(literal(one) for one in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(one)}" for name, one in value.items()) + "}"
    return json.dumps(value)


@dataclass
class Variable:
    """A variable of the operation; `value` is what is sent, `meant` what it comes to."""

    type_: str
    default: str | None
    value: Any
    meant: Any


@dataclass
class Writing:
    """The variables of one document."""

    random: Random
    variables: dict[str, Variable] = field(default_factory=dict)
    features: set[str] = field(default_factory=set)

    def written(self, name: str, type_: GraphQLInputType, value: Any, *, has_default: bool) -> tuple[str, Any]:
        """How a value stands at its place, and what it comes to (LEFT_OUT: the place's own default)."""
        if self.random.random() < 0.3:
            return self._as_variable(name, type_, value, has_default=has_default)
        named = get_nullable_type(type_)
        if not isinstance(value, dict) or not isinstance(named, GraphQLInputObjectType):
            return literal(value), value
        texts, meant = [], {}
        for inner, one in value.items():
            slot = named.fields[inner]
            text, means = self.written(inner, slot.type, one, has_default=slot.default_value is not Undefined)
            texts.append(f"{inner}: {text}")
            if means is not LEFT_OUT:
                meant[inner] = means
        return "{" + ", ".join(texts) + "}", meant

    def condition(self) -> str:
        """A directive, or none."""
        random = self.random
        if random.random() > 0.14:
            return ""
        shown = random.random() < 0.65
        skip = random.random() < 0.5
        value = shown is not skip
        self.features.add("skip" if skip else "include")
        if random.random() < 0.5:
            text = "true" if value else "false"
        else:
            text, _ = self._as_variable("if", _CONDITION, value, has_default=False)
        other = " @include(if: true)" if skip and random.random() < 0.1 else ""
        return f" @{'skip' if skip else 'include'}(if: {text}){other}"

    def _as_variable(self, name: str, type_: GraphQLInputType, value: Any, *, has_default: bool) -> tuple[str, Any]:
        random = self.random
        required = isinstance(type_, GraphQLNonNull)
        plain = str(get_nullable_type(type_))
        usable = [one for one, known in self.variables.items() if one.startswith(f"{name}_") and _fits(known, plain, required=required)]
        if usable and random.random() < 0.3:
            chosen = random.choice(usable)
            self.features.add("variable twice")
            return f"${chosen}", self.variables[chosen].meant
        made = f"{name}_{len(self.variables) + 1}"
        self.variables[made] = found = self._variable(plain, value, required=required, has_default=has_default)
        return f"${made}", found.meant

    def _variable(self, plain: str, value: Any, *, required: bool, has_default: bool) -> Variable:
        chance = self.random.random()
        if chance < 0.6:
            self.features.add("variable")
            strict = required or self.random.random() < 0.2
            return Variable(f"{plain}!" if strict else plain, None, value, value)
        if chance < 0.85 and value is not None:
            return self._with_default(plain, value, required=required)
        if required and not has_default:
            missing = self.random.random() < 0.05
            self.features.add("missing variable" if missing else "variable")
            return Variable(f"{plain}!", None, LEFT_OUT if missing else value, value)
        null = self.random.random() < 0.4
        self.features.add("null variable" if null else "variable left out")
        sent = None if null else LEFT_OUT
        return Variable(plain, None, sent, sent)

    def _with_default(self, plain: str, value: Any, *, required: bool) -> Variable:
        """The value as the variable's default, which is sometimes overridden by the same, and sometimes by null."""
        self.features.add("default of a variable")
        given, strict = self.random.random(), self.random.random() < 0.3
        if given < 0.15 and (strict or not required):
            return Variable(f"{plain}!" if strict else plain, literal(value), value, value)
        if given < 0.2 and not strict and plain != "Boolean":  # a condition is never null; such a request is not run at all
            self.features.add("null where there is a default")
            return Variable(plain, literal(value), None, None)
        return Variable(f"{plain}!" if strict else plain, literal(value), LEFT_OUT, value)


def _fits(variable: Variable, plain: str, *, required: bool) -> bool:
    return variable.type_ == f"{plain}!" or (variable.type_ == plain and (not required or variable.default is not None))
