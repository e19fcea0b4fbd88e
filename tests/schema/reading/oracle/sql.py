"""The oracle's SQL of one value: always by sub-selects, one a relation, so that it says plainly what a path means."""

from __future__ import annotations

from typing import Any

from app import models
from app.auth.actor import Actor
from app.auth.relations import Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope
from schema.reading.expressions import Allowed, Depending, Expression, Path, Rowed, Some, Sql, column, table


def to_sql(expression: Expression, model: Rowed | None, actor: Actor) -> str:
    """The expression as SQL over `{a}`; for a type of given facts (no model): the name of the fact."""
    match expression:
        case Path(text):
            return text if model is None else _path(model, text.split("."), "{a}")
        case Sql(text):
            return text
        case Allowed(policy):
            return truth(policy(actor))
        case Some(of, policy):
            return f"(select count(*) from {table(of)} some_of_them where {policy(actor).on('some_of_them')})"
        case Depending(policy, yes, no):
            scope = policy(actor)
            if scope in (EVERYTHING, NOTHING):
                return to_sql(yes if scope == EVERYTHING else no, model, actor)
            return f"(case when {scope.sql} then {to_sql(yes, model, actor)} else {to_sql(no, model, actor)} end)"


def truth(scope: Scope) -> str:
    """A scope as a value that both databases answer alike."""
    if scope == EVERYTHING:
        return "1"
    return "0" if scope == NOTHING else f"(case when {scope.sql} then 1 else 0 end)"


def _path(model: Rowed, parts: list[str], alias: str) -> str:
    if len(parts) == 1:
        return f'{alias}."{column(model, parts[0])}"'
    target: Any
    if isinstance(model, Relation):
        target = model.references[parts[0]]
    else:
        reference: Any = model._meta.fields_map[parts[0]]
        target = getattr(models, reference.model_name.rpartition(".")[2])
    inner = f"{parts[0]}_{len(parts)}"
    value = _path(target, parts[1:], inner)
    return f'(select {value} from "{table(target)}" {inner} where {inner}.id = {alias}.{column(model, parts[0])})'
