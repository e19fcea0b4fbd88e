"""Nothing is read that is not asked for, and many ids are one statement. How statements grow with rows: `test_constant_statements`."""

from __future__ import annotations

import pytest

from app.core import ids
from app.core.runtime import Runtime
from tests.schema.reading.executing import answered, prepared
from tests.statements import counted
from tests.world import World


async def test_given_a_total_when_not_asked_for_then_nothing_is_counted(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = world.actor(world.ada)
    for asked, counts in (
        ("{ pocs { nodes { id } } }", 0),
        ("{ pocs { totalCount } }", 1),
        ("{ pocs { nodes { participants { nodes { id } } } } }", 0),
        ("{ pocs { nodes { participants { totalCount nodes { id } } } } }", 1),
        ("{ pocs { totalCount nodes { participants { totalCount } invitations { totalCount } } } }", 3),
        ("query($no: Boolean = false) { pocs { totalCount @include(if: $no) nodes { id } } }", 0),
    ):
        with counted(monkeypatch) as statements:
            answer = await answered(prepared(asked), {}, ada)
        assert answer.errors == []
        assert len([sql for sql in statements if "count(*)" in sql]) == counts, asked


async def test_given_many_ids_when_asked_for_at_once_then_as_many_statements_as_for_one(
    runtime: Runtime, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { ... on Poc { name owner { email } provider { name } } } }"
    for number in (1, len(world.pocs)):
        given = [ids.to_text("poc", poc.id) for poc in list(world.pocs.values())[:number]]
        with counted(monkeypatch) as statements:
            await answered(prepared(text), {"ids": given}, world.actor(world.ada))
        assert len(statements) == 1, statements
