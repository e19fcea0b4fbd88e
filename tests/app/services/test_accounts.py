import asyncio
from typing import Any

import pytest

from app.core import db
from app.core.changes import UNSET
from app.core.runtime import Runtime, now
from app.models import User
from app.services import accounts, erasing
from app.services.accounts import Notifications
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import outcome
from tests.signing_in import events
from tests.world import World, rows, snapshot

NEW = "quite another long phrase"


# The profile


async def test_given_a_profile_when_changed_then_what_is_left_out_stays(world: World) -> None:
    actor = world.actor(world.sam)
    await accounts.update_profile(actor, first_name="  Samuel ", title="Engineer", locale="de-at", time_zone="Europe/Vienna")
    user = await User.get(id=world.sam.id)
    assert (user.first_name, user.last_name, user.title) == ("Samuel", "Sales", "Engineer")
    assert (user.locale, user.time_zone, user.sort_name) == ("de-AT", "Europe/Vienna", "samuel sales")
    await accounts.update_profile(actor, last_name="Østergård", title=None, notifications=Notifications(comments=False))
    user = await User.get(id=world.sam.id)
    assert (user.first_name, user.last_name, user.title, user.locale) == ("Samuel", "Østergård", None, "de-AT")
    assert user.sort_name == "samuel østergard"
    assert (user.wants_acceptance, user.wants_comments, user.wants_tasks) == (True, False, True)
    await accounts.update_profile(actor, notifications=Notifications(acceptance=False, comments=True))
    user = await User.get(id=world.sam.id)
    assert (user.wants_acceptance, user.wants_comments, user.wants_tasks) == (False, True, True)


@on_postgres
async def test_given_a_person_who_is_erased_when_they_change_their_profile_meanwhile_then_nothing_of_it_is_written(
    runtime: Runtime, world: World
) -> None:
    changing = accounts.update_profile(world.actor(world.cara), first_name="Carolina", title="Buyer")
    async with meanwhile(erasing.erase(world.cara.email), changing) as trying:
        assert await trying == {"UNAUTHENTICATED": 1}
    user = await User.get(id=world.cara.id)
    assert (user.first_name, user.title) == ("Erased", None)


@pytest.mark.parametrize(
    ("facts", "answer"),
    [
        ({"first_name": None}, "REQUIRED firstName"),
        ({"last_name": "   "}, "REQUIRED lastName"),
        ({"first_name": "x" * 201, "last_name": "a\u202eb"}, "TOO_LONG firstName; INVALID lastName"),
        ({"title": "a\nb"}, "INVALID title"),
        ({"locale": None}, "REQUIRED locale"),
        ({"locale": "english please"}, "INVALID locale"),
        ({"time_zone": None}, "REQUIRED timeZone"),
        ({"time_zone": "Mars/Olympus"}, "INVALID timeZone"),
        ({"time_zone": "../../etc/passwd"}, "INVALID timeZone"),
        ({"notifications": None}, "REQUIRED notifications"),
        ({"notifications": Notifications(tasks=None)}, "REQUIRED notifications.tasks"),
    ],
)
async def test_given_a_profile_that_will_not_do_when_changed_then_it_says_where_and_nothing_changes(
    world: World, facts: dict[str, Any], answer: str
) -> None:
    before = await snapshot()
    assert await outcome(accounts.update_profile(world.actor(world.sam), **facts | {"title": facts.get("title", "Other")})) == answer
    assert await snapshot() == before


async def test_given_two_hundred_characters_when_a_name_then_it_is_kept(world: World) -> None:
    await accounts.update_profile(world.actor(world.sam), first_name="x" * 200, last_name="ß" * 200)
    user = await User.get(id=world.sam.id)
    assert (len(user.first_name), len(user.last_name), len(user.sort_name)) == (200, 200, 400)


async def test_given_a_change_when_recorded_then_the_event_says_what_but_not_who_is_called_how(world: World) -> None:
    actor = world.actor(world.sam)
    await accounts.update_profile(actor, first_name="Samuel", locale="de", notifications=Notifications(tasks=False))
    [event] = await events("member.profile_changed")
    assert (event.actor_id, event.tenant_id, event.target_id) == (world.sam.id, world.northwind.id, world.sam.id)
    assert event.changes == {"first_name": ["[redacted]", "[redacted]"], "locale": ["en", "de"], "wants_tasks": [True, False]}
    await accounts.update_profile(actor, first_name="Samuel", locale="de", title=UNSET)
    assert len(await events("member.profile_changed")) == 1


async def test_given_both_names_changed_at_once_when_they_race_then_the_sort_key_has_both(world: World) -> None:
    actor = world.actor(world.sam)
    for n in range(5):
        await asyncio.gather(
            accounts.update_profile(actor, first_name=f"First{n}"),
            accounts.update_profile(actor, last_name=f"Last{n}"),
        )
        assert (await User.get(id=world.sam.id)).sort_name == f"first{n} last{n}"


# Making one


async def test_given_an_address_that_has_an_account_when_another_is_made_then_violation_and_the_rest_still_stands(world: World) -> None:
    facts: dict[str, Any] = {"first_name": "A", "last_name": "B", "title": None, "password_hash": None}
    before = await rows("user")
    async with db.transaction():
        made = await accounts.create(email="New@acme.example", email_key="new@acme.example", **facts)
        with pytest.raises(db.Violation):
            await accounts.create(email="SAM@northwind.example", email_key="sam@northwind.example", **facts)
        assert await rows("user") == before + 1
    user = await User.get(id=made.id)
    assert (user.email, user.sort_name, user.locale, user.time_zone, user.created_at) == ("New@acme.example", "a b", "en", "UTC", now())
