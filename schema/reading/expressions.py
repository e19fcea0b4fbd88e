"""Expressions: where one value of a row comes from, as SQL over `{a}`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tortoise.models import Model

from app import models
from app.auth.actor import Holder, Rights
from app.auth.relations import Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope

Policy = Callable[[Holder], Scope]
"""Which rows a holder of rights has, or for which rows a value is open."""
Rowed = type[Model] | Relation
"""What has rows: a table, by its model, or a relation over several."""


@dataclass(frozen=True, slots=True)
class Path:
    """A column of the row, or, by way of to-one relations, of another: `name`, `parent.name`."""

    text: str


@dataclass(frozen=True, slots=True)
class Sql:
    """A computed value. Aliases inside are its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """Whether a policy has the row: 1 or 0."""

    policy: Policy


@dataclass(frozen=True, slots=True)
class Depending:
    """One value for the rows that a policy has, another for the rest."""

    policy: Policy
    yes: Path | Sql
    no: Path | Sql


@dataclass(frozen=True, slots=True)
class Some:
    """Whether a policy has any row of a table: 1 or 0."""

    model: type[Model]
    policy: Policy


Expression = Path | Sql | Allowed | Depending | Some


def name_of(expression: Expression) -> str:
    """What an expression is called in cursors: the same for everybody, and in every process."""
    match expression:
        case Path(text) | Sql(text):
            return text
        case Allowed(policy):
            return policy.__name__
        case Some(model, policy):
            return f"some {table(model)} of {policy.__name__}"
        case Depending(policy, yes, no):
            return f"{name_of(yes)} for {policy.__name__} else {name_of(no)}"


def to_sql(expression: Expression, model: Rowed | None, rights: Rights) -> str:
    """The expression as SQL over `{a}`."""
    match expression:
        case Path(text):
            return _path(_table(model), text.split("."), "{a}")
        case Sql(text):
            return text
        case Allowed(policy):
            return truth(policy(rights))
        case Some(of, policy):
            scope = policy(rights)
            found = f'exists (select 1 from "{table(of)}" any_row where {scope.on("any_row")})'
            return "0" if scope == NOTHING else truth(Scope("some", found))
        case Depending(policy, yes, no):
            scope = policy(rights)
            if scope in (EVERYTHING, NOTHING):
                return to_sql(yes if scope == EVERYTHING else no, model, rights)
            return f"(case when {scope.sql} then {to_sql(yes, model, rights)} else {to_sql(no, model, rights)} end)"


def within(expression: Expression, scope: Scope, others: Collection[Scope], rights: Rights) -> Expression:
    """The expression for the rows that a scope has and others have not: if that decides between its two values, the one of them."""
    if isinstance(expression, Depending):
        on = expression.policy(rights)
        if on == scope or on in others:
            return expression.yes if on == scope else expression.no
    return expression


def truth(scope: Scope) -> str:
    """A scope as a value that both databases answer alike."""
    if scope == EVERYTHING:
        return "1"
    return "0" if scope == NOTHING else f"(case when {scope.sql} then 1 else 0 end)"


def _path(model: Rowed, parts: list[str], alias: str) -> str:
    if len(parts) == 1:
        return f'{alias}."{column(model, parts[0])}"'
    target = related(model, parts[0])
    inner = f"{parts[0]}_{len(parts)}"
    value = _path(target, parts[1:], inner)
    return f'(select {value} from "{table(target)}" {inner} where {inner}.id = {alias}.{column(model, parts[0])})'


def _table(model: Rowed | None) -> Rowed:
    if model is None:
        raise TypeError("given facts have no columns")
    return model


def related(model: Rowed, name: str) -> type[Model]:
    """The model that a reference leads to."""
    if isinstance(model, Relation):
        return model.references[name]
    relation: Any = model._meta.fields_map[name]  # noqa: SLF001  # Tortoise has no public way to a model's columns
    target: type[Model] = getattr(models, relation.model_name.rpartition(".")[2])
    return target


def is_required(model: Rowed, name: str) -> bool:
    """Whether a field of a model is a reference, by a constraint, that can't be null."""
    if isinstance(model, Relation):
        return False
    field: Any = model._meta.fields_map.get(name)  # noqa: SLF001
    return name in model._meta.fk_fields and not field.null  # noqa: SLF001


def column(model: Rowed, name: str) -> str:
    """The column behind a field of a model; of a reference the one that holds the id."""
    if isinstance(model, Relation):
        held = f"{name}_id" if name in model.references else name
        if held not in model.columns:
            raise KeyError(held)
        return held
    field: Any = model._meta.fields_map[name]  # noqa: SLF001
    return str(getattr(field, "source_field", None) or name)


def table(model: Rowed) -> str:
    """The table behind a model; of a relation its name, under which no database has one."""
    if isinstance(model, Relation):
        return model.name
    return str(model._meta.db_table)  # noqa: SLF001


def origins(model: Rowed, rights: Rights, among: Mapping[str, Collection[object]] | None = None) -> tuple[str, ...]:
    """What stands behind FROM: a table, or each open arm of a relation that can have rows with one of some values in each of some columns.

    Where no arm can, it is one of them, in which the conditions then find nothing.
    """
    if not isinstance(model, Relation):
        return (f'"{table(model)}"',)
    parts = model.parts(rights)
    found = [part for arm, part in parts if all(arm.may_have(column, values) for column, values in (among or {}).items())]
    return tuple(found) or (parts[0][1],)
