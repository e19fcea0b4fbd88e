"""Scopes: named SQL conditions on the rows of one table, the alphabet in which `policies` is written.

A scope says `{a}` where the row stands and knows six parameters, which every actor has: `:user`, `:tenant`,
`:session`, `:key`, `:roles`, `:now`. What is read for one actor differs from another only by the scopes' names and by these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_

from app.auth.actor import Actor
from app.core.runtime import now
from app.models import Role
from app.models.fields import words_text


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition and its name. `sql` may use aliases of its own inside EXISTS, different in every scope."""

    name: str
    sql: str
    by: str = ""
    """The column by which a database finds its rows, where there is one."""
    few: bool = False
    """Whether its rows are few: what one person works on or takes part in, and not what a tenant has."""
    arms: tuple[Scope, ...] = ()
    """The parts that are found by different columns, so that no index has them all: a list is the union of theirs."""

    @property
    def ways(self) -> tuple[Scope, ...]:
        """Each part that is found by one column; together they are the scope."""
        return self.arms or (self,)

    def on(self, alias: str) -> str:
        """The condition for the row that stands under an alias."""
        return self.sql.replace("{a}", alias)

    def __or__(self, other: Scope) -> Scope:
        if EVERYTHING in (self, other):
            return EVERYTHING
        if NOTHING in (self, other):
            return other if self == NOTHING else self
        arms: dict[str, Scope] = {}
        for arm in (*self.ways, *other.ways):
            arms[arm.by] = _either(arms[arm.by], arm) if arm.by in arms else arm
        return _either(self, other, by="" if len(arms) > 1 else self.by, arms=tuple(arms.values()) if len(arms) > 1 else ())

    def __and__(self, other: Scope) -> Scope:
        if NOTHING in (self, other):
            return NOTHING
        if EVERYTHING in (self, other):
            return other if self == EVERYTHING else self
        arms = tuple(one & two for one in self.ways for two in other.ways) if self.arms or other.arms else ()
        few = self.few or other.few
        return Scope(f"({self.name}&{other.name})", f"({self.sql} and {other.sql})", self.by or other.by, few, arms)


def _either(one: Scope, two: Scope, *, by: str | None = None, arms: tuple[Scope, ...] = ()) -> Scope:
    return Scope(f"({one.name}|{two.name})", f"({one.sql} or {two.sql})", one.by if by is None else by, one.few and two.few, arms)


EVERYTHING = Scope("all", "1 = 1")
NOTHING = Scope("none", "1 = 0")
OF_TENANT = Scope("of_tenant", "{a}.tenant_id = :tenant", by="tenant_id")
"""What belongs to the session's tenant."""


def through(table: str, column: str, scope: Scope) -> Scope:
    """The rows whose `column` refers to a row of `table` that is in the scope.

    Few of them are gathered once for a statement, of many each is looked up. It is a value that is true, since a database
    that takes it for a join may begin with it, and then sorts all that it finds to show the first page.
    """
    if scope in (EVERYTHING, NOTHING):
        return scope
    if scope.arms:
        return reduce(or_, (through(table, column, arm) for arm in scope.arms))
    alias = f"the_{table}"
    if scope.few:
        found = f'{{a}}.{column} in (select {alias}.id from "{table}" {alias} where {scope.on(alias)})'
    else:
        found = f'exists (select 1 from "{table}" {alias} where {alias}.id = {{a}}.{column} and {scope.on(alias)})'
    return Scope(f"{column}>{scope.name}", f"({found}) is true", few=scope.few)


def parameters(actor: Actor) -> dict[str, object]:
    """The values of the six parameters, at this moment."""
    return {
        "user": actor.user_id,
        "tenant": actor.tenant_id,
        "session": actor.session_id,
        "key": actor.key_id,
        "roles": _written(actor.roles) if actor.tenant_id else "",
        "now": now(),
    }


@lru_cache(maxsize=64)
def _written(roles: frozenset[Role]) -> str:
    """The roles as their membership has them."""
    return words_text(roles)
