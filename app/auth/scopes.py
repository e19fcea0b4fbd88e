"""Scopes: named SQL conditions on the rows of one table, the alphabet in which `policies` is written.

A scope says `{a}` where the row stands and knows five parameters, which every actor has: `:user`, `:tenant`,
`:session`, `:roles`, `:now`. What is read for one actor differs from another only by the scopes' names and by these values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from app.auth.actor import Actor
from app.core.runtime import now
from app.models import Role
from app.models.fields import words_text


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition and its name. `sql` may use aliases of its own inside EXISTS, different in every scope."""

    name: str
    sql: str

    def on(self, alias: str) -> str:
        """The condition for the row that stands under an alias."""
        return self.sql.replace("{a}", alias)

    def __or__(self, other: Scope) -> Scope:
        if EVERYTHING in (self, other):
            return EVERYTHING
        if NOTHING in (self, other):
            return other if self == NOTHING else self
        return Scope(f"({self.name}|{other.name})", f"({self.sql} or {other.sql})")

    def __and__(self, other: Scope) -> Scope:
        if NOTHING in (self, other):
            return NOTHING
        if EVERYTHING in (self, other):
            return other if self == EVERYTHING else self
        return Scope(f"({self.name}&{other.name})", f"({self.sql} and {other.sql})")


EVERYTHING = Scope("all", "1 = 1")
NOTHING = Scope("none", "1 = 0")


def through(table: str, column: str, scope: Scope) -> Scope:
    """The rows whose `column` refers to a row of `table` that is in the scope."""
    if scope in (EVERYTHING, NOTHING):
        return scope
    alias = f"the_{table}"
    return Scope(
        f"{column}>{scope.name}",
        f'exists (select 1 from "{table}" {alias} where {alias}.id = {{a}}.{column} and {scope.on(alias)})',
    )


def parameters(actor: Actor) -> dict[str, object]:
    """The values of the five parameters, at this moment."""
    return {
        "user": actor.user_id,
        "tenant": actor.tenant_id,
        "session": actor.session_id,
        "roles": _written(actor.roles) if actor.tenant_id else "",
        "now": now(),
    }


@lru_cache(maxsize=64)
def _written(roles: frozenset[Role]) -> str:
    """The roles as their membership has them."""
    return words_text(roles)
