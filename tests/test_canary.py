"""That the watch over credentials sees what it shall see."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.runtime import Runtime, current
from app.models import Role, Tenant
from app.services import api_keys
from tests import canary
from tests.world import World

CREDENTIAL = '{"user": "bob", "deep": [{"token": "a-canary-in-a-mine"}]}'


async def test_given_a_credential_when_it_stands_in_a_row_then_the_watch_sees_it(runtime: Runtime, world: World) -> None:
    current().keys.seal_for("integration", CREDENTIAL)
    await canary.assert_in_no_row()
    await Tenant.filter(id=world.northwind.id).update(brand_name="of a-canary-in-a-mine!")

    with pytest.raises(AssertionError, match="a row of tenant"):
        await canary.assert_in_no_row()

    await Tenant.filter(id=world.northwind.id).update(brand_name=None)


def test_given_a_credential_when_a_text_has_it_then_the_watch_tells_which_without_saying_it(settings: Any) -> None:
    from app.core.crypto import Keys  # noqa: PLC0415  # as the fixture has changed it

    Keys(settings.secret_key).seal_for("integration", CREDENTIAL)
    assert canary.found_in("bob has a token") == []
    assert canary.found_in("the token is a-canary-in-a-mine.") == ["a-c… (18 characters)"]


async def test_given_the_secret_of_a_key_when_told_then_once_and_nowhere_else(world: World) -> None:
    made = await api_keys.create(world.actor(world.ada), name="CRM", roles=[Role.MEMBER])
    await canary.assert_in_no_row()
    assert canary.found_in(made.secret) != []
    assert canary.found_in_answer(f"{made.secret} {made.secret}") != []
    assert canary.found_in_answer(made.secret) == []
    assert canary.found_in_answer(made.secret) != []
    await Tenant.filter(id=world.northwind.id).update(brand_name=made.secret)
    with pytest.raises(AssertionError, match="a row of tenant"):
        await canary.assert_in_no_row()
    await Tenant.filter(id=world.northwind.id).update(brand_name=None)
