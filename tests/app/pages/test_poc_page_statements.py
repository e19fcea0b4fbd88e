"""The page of a POC needs as many statements for two hundred of everything as for ten."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.core import db, ids
from app.models import Comment, Resource, SuccessCriterion, Task
from tests.app.pages.browsing import Browser
from tests.app.pages.furnishing import address, at_page, furnish
from tests.conftest import START
from tests.statements import counted
from tests.world import World

FEW, MANY = 10, 200


async def test_given_twenty_times_the_things_when_shown_then_as_many_statements(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    await furnish(world)
    await at_page(browser, world.cara, world.active)
    numbers = []
    for begin, end in ((0, FEW), (FEW, MANY)):
        await _grow(world, begin, end)
        await browser.open(address(world.active))
        with counted(monkeypatch) as statements:
            page = await browser.open(address(world.active))
        numbers.append(len(statements))
        assert f"0 of {end + 4} tasks done" in " ".join(page.words)
        assert page.text.count("Target") == end + 2
        assert page.text.count("Comment number") == min(end, 100)
    assert numbers[0] == numbers[1]
    assert 10 < numbers[0] < 40


async def _grow(world: World, begin: int, end: int) -> None:
    numbers, at = range(begin, end), START
    await Task.bulk_create([Task(poc=world.active, title=f"T{n}", position=n + 10, created_at=at) for n in numbers])
    await Comment.bulk_create([Comment(poc=world.active, author=world.sam, body=f"Comment number {n}", created_at=at) for n in numbers])
    made = [SuccessCriterion(poc=world.active, title=f"C{n}", target="1", position=n + 10, created_at=at) for n in numbers]
    await SuccessCriterion.bulk_create(made)
    await Resource.bulk_create(
        [Resource(poc=world.active, kind="TEXT", title=f"R{n}", body="x", position=n + 10, created_at=at) for n in numbers]
    )
    every = await Task.filter(title__startswith="T").order_by("position")
    for before, after in pairwise(every):
        await db.insert(("task_dependency", {"id": ids.new_id(), "task_id": after.id, "depends_on_id": before.id}), unless_taken=True)
    for criterion in made:
        signature = {"id": ids.new_id(), "criterion_id": criterion.id, "signed_by_id": world.cara.id, "signed_at": at, "version": 1}
        await db.insert(("criterion_signature", signature))
