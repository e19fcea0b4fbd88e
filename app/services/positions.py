"""Positions: where a thing stands among its siblings, counted from 0 without gaps.

Siblings have the same parent and, where there is one, the same visibility, so that what is hidden leaves no gap. Whoever
moves something holds the lock of the POC: nobody else counts meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from app.core import db
from app.core.changes import UNSET, Unset
from app.core.errors import Code, refuse
from app.services import grants

Siblings = Mapping[str, object]
"""What siblings have in common, by column; None where the column is null."""


async def make_room(table: str, siblings: Siblings, position: int | None) -> int:
    """Where one more may stand: at `position`, from where on the others move up, or behind all of them. INVALID below 0."""
    if position is not None and position < 0:
        raise refuse(Code.INVALID, "Positions count from 0.", "position")
    others = await _count(table, siblings)
    if position is None or position >= others:
        return others
    where, values = _of(siblings)
    await db.execute(f"update {table} set position = position + 1 where {where} and position >= :at", {**values, "at": position})
    return position


async def close_gap(table: str, siblings: Siblings, position: int) -> None:
    """One has gone from among the siblings: those behind it move down."""
    where, values = _of(siblings)
    await db.execute(f"update {table} set position = position - 1 where {where} and position > :at", {**values, "at": position})


async def settle(table: str, id_: UUID, siblings: Siblings, position: int, *, to: int | Unset | None, among: Siblings) -> int:
    """The position of what has one already: the same, unless it goes elsewhere, or among others: behind them, if no place is told.

    At `position` REQUIRED for None, INVALID below 0. What moves stands nowhere until its row is written.
    """
    wanted = None if to is UNSET else grants.decided(to, "position")
    if among == siblings and wanted is None:
        return position
    if among == siblings and wanted is not None and min(wanted, await _count(table, siblings) - 1) == position:
        return position
    await db.execute(f"update {table} set position = -1 where id = :id", {"id": id_})
    await close_gap(table, siblings, position)
    return await make_room(table, among, wanted)


async def _count(table: str, siblings: Siblings) -> int:
    where, values = _of(siblings)
    row = await db.fetch_one(f"select count(*) as others from {table} where {where}", values)
    return int(row["others"]) if row else 0


def _of(siblings: Siblings) -> tuple[str, dict[str, object]]:
    conditions = [f"{column} is null" if value is None else f"{column} = :{column}" for column, value in siblings.items()]
    return " and ".join([*conditions, "position >= 0"]), {column: value for column, value in siblings.items() if value is not None}
