"""Selects: what one statement reads of its rows: each value once, and the to-one relations that are joined for them, so many at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from tortoise.models import Model

from app.auth.actor import Rights
from app.auth.relations import Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope
from app.core.db import Dialect
from schema.reading.expressions import Expression, Path, Rowed, column, is_required, related, table, to_sql, truth
from schema.reading.values import Names, as_text, spelled

TRUE, FALSE = "True", "False"
MOST_JOINS: Final = 24
"""More than usual operations have. SQLite joins 64 tables and no more, and PostgreSQL plans longer with each."""


@dataclass(slots=True)
class Select:
    """The columns and joins of one statement, and the ids among given facts that it begins with."""

    dialect: Dialect
    columns: dict[str, int] = field(default_factory=dict)
    facts: dict[tuple[str, ...], str] = field(default_factory=dict)
    """By where a fact stands among the given ones: its parameter."""
    only_joined: bool = True
    """Whether all columns are of what is joined to given ids, so that without any there is nothing to read."""
    _joined: dict[tuple[str, str, str], str] = field(default_factory=dict)
    _joins: list[str] = field(default_factory=list)

    def column(self, sql: str) -> str:
        """Read a value; what it is called in Python."""
        return f"c{self.columns.setdefault(sql, len(self.columns))}"

    def fact(self, path: tuple[str, ...]) -> str:
        """Begin with an id; what it is called in SQL."""
        return f"a.{self.facts.setdefault(path, f'k_{len(self.facts)}')}"

    def join(self, key: str, model: type[Model], scope: Scope) -> str | None:
        """Join the row with an id, if there is one and it is in the scope; its alias. None where that would be one join too many."""
        place = (key, table(model), scope.name)
        if (alias := self._joined.get(place)) is None:
            if len(self._joins) >= MOST_JOINS:
                return None
            alias = self._joined[place] = f"t{len(self._joins) + 1}"
            condition = "" if scope == EVERYTHING else f" and {scope.on(alias)}"
            self._joins.append(f'left join "{table(model)}" {alias} on {alias}.id = {key}{condition}')
        return alias

    @property
    def joins(self) -> str:
        """All joins, each behind those that it needs."""
        return " ".join(self._joins)

    @property
    def names(self) -> str:
        """All columns; a statement has at least one."""
        return ", ".join(self.columns) or "1"

    @property
    def unpacking(self) -> str:
        """The columns as they are called in Python."""
        return ", ".join(f"c{n}" for n in range(max(1, len(self.columns)))) + ","


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a statement: of a table or a relation, or (without a model) of given facts."""

    select: Select
    rights: Rights
    model: Rowed | None
    alias: str = "a"
    path: tuple[str, ...] = ()
    """Where the facts stand among the given ones."""
    certain: bool = True
    """Whether it is there for every row of the statement, which a joined one need not be."""

    def value(self, expression: Expression, shown_as: str = "") -> str:
        """A value of the row, in Python; spelled as a type shows it if it is only shown."""
        if isinstance(expression, Path):
            if self.model is None:
                return self.given(expression.text)
            first, _, rest = expression.text.partition(".")
            if rest and (other := self.join(Path(first), related(self.model, first), EVERYTHING)) is not None:
                return other.value(Path(rest), shown_as)
        self.select.only_joined &= self.model is not None
        sql = to_sql(expression, self.model, self.rights).replace("{a}", self.alias)
        return self.select.column(spelled(shown_as, sql, self.select.dialect))

    def given(self, name: str) -> str:
        """A given fact, in Python."""
        text = "f"
        for part in self.path:
            text = f"({text}[{part!r}] or {{}})" if text == "f" else f"({text}.get({part!r}) or {{}})"
        return f"f[{name!r}]" if text == "f" else f"{text}.get({name!r})"

    def nested(self, name: str) -> Row:
        """Facts that stand among these."""
        return Row(self.select, self.rights, None, self.alias, (*self.path, name))

    def key_of(self, expression: Expression, names: Names) -> str:
        """An id of the row as other rows have it, in Python."""
        value = self.value(expression)
        return value if self.model is not None or self.select.dialect == "postgres" else f"{names.name(as_text)}({value})"

    def opens(self, scope: Scope) -> str:
        """Whether a scope has the row, in Python."""
        if scope in (EVERYTHING, NOTHING):
            return TRUE if scope == EVERYTHING else FALSE
        return self.select.column(truth(scope).replace("{a}", self.alias))

    def join(self, key: Expression, model: Rowed, scope: Scope) -> Row | None:
        """Another row, by its id. None where it needs a statement of its own: this one has enough joins, or it is of a relation."""
        if isinstance(model, Relation) or (alias := self.select.join(self.key(key), model, scope)) is None:
            return None
        return Row(self.select, self.rights, model, alias, certain=scope == EVERYTHING and self.refers_surely(key))

    def key(self, key: Expression) -> str:
        """An id of the row, in SQL."""
        if self.model is None and isinstance(key, Path):
            return self.select.fact((*self.path, key.text))
        if self.model is not None and isinstance(key, Path) and "." in key.text:
            first, _, rest = key.text.partition(".")
            if (other := self.join(Path(first), related(self.model, first), EVERYTHING)) is not None:
                return other.key(Path(rest))
        return to_sql(key, self.model, self.rights).replace("{a}", self.alias)

    def refers_surely(self, key: Expression) -> bool:
        """Whether there is always another row with this id: a reference that can't be null, of a row that is surely there itself."""
        return self.certain and self.model is not None and isinstance(key, Path) and is_required(self.model, key.text)

    @property
    def exists(self) -> str:
        """Whether a joined row is there, in Python."""
        return TRUE if self.certain else f"{self.select.column(self.column('id'))} is not None"

    def column(self, name: str) -> str:
        """A column of the table, in SQL."""
        model: Any = self.model
        return f'{self.alias}."{column(model, name)}"'
