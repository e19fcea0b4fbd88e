"""Relations: rows of several tables under the same columns, read like those of one table. No database keeps them.

Each arm says which rows of its table it has, with the policy that says whose they are, so that whoever reads a relation reads
nothing but what they have in its arms. An arm whose rows the actor has none of is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from tortoise.models import Model

from app.auth.actor import Holder
from app.auth.scopes import NOTHING, Scope

_ROW: Final = "arm_row"
"""The alias of an arm's own row."""


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """The rows that one table gives to a relation."""

    table: str
    policy: Callable[[Holder], Scope]
    """Which rows of the table an actor has."""
    columns: Mapping[str, str]
    """The relation's columns, as SQL over the table's row `{a}`; those that are left out have no value here."""
    where: str = "1 = 1"
    """Which rows of the table belong to the relation at all, as SQL over `{a}`."""
    only: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Of columns that know few values: those that there are here."""

    def may_have(self, column: str, values: Collection[object]) -> bool:
        """Whether there can be rows here with one of these values in a column."""
        if column not in self.columns:
            return False
        return column not in self.only or any(value in self.only[column] for value in values)


@dataclass(frozen=True, slots=True, eq=False)
class Relation:
    """Rows of several tables; each of them is in one arm, under an id that no other arm has."""

    name: str
    columns: Mapping[str, str]
    """Every column, with its type in SQL."""
    references: Mapping[str, type[Model]]
    """What `<name>_id` refers to."""
    arms: tuple[Arm, ...]

    def parts(self, actor: Holder) -> list[tuple[Arm, str]]:
        """The arms that are open to an actor, each as a select in parentheses. Where none is, the first, without rows."""
        opened = [arm for arm in self.arms if arm.policy(actor) != NOTHING]
        return [(arm, self._part(arm, actor)) for arm in opened or self.arms[:1]]

    def _part(self, arm: Arm, actor: Holder) -> str:
        names = ", ".join(f"{arm.columns.get(name, f'cast(null as {type_})')} as {name}" for name, type_ in self.columns.items())
        where = f"{arm.policy(actor).sql} and {arm.where}"
        return f'(select {names} from "{arm.table}" {{a}} where {where})'.replace("{a}", _ROW)
