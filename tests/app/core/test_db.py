"""That one way to write SQL means the same on both databases, and that transactions keep what they promise."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest

from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import Customer, Event, Invitation, InvitationLink, Poc, Tenant
from app.models.fields import words, words_text
from tests.world import World, rows


async def _name(world: World) -> str:
    row = await db.fetch_one("select name from customer where id = :id", {"id": world.acme.id})
    assert row is not None
    return str(row["name"])


# Statements


async def test_given_named_parameters_when_fetched_then_each_may_stand_more_than_once(world: World) -> None:
    sql = "select a.name from customer a where a.tenant_id = :tenant and (a.name = :name or :name = 'any') order by a.name"

    assert [row[0] for row in await db.fetch(sql, {"tenant": world.northwind.id, "name": "any"})] == ["Acme", "Globex"]
    assert [row["name"] for row in await db.fetch(sql, {"tenant": world.northwind.id, "name": "Globex"})] == ["Globex"]


async def test_given_lists_when_fetched_then_rows_in_them_are_found(world: World) -> None:
    ids = [world.acme.id, world.globex.id, uuid4()]

    by_id = await db.fetch("select id from customer where id in :ids[uuid]", {"ids": ids})
    by_name = await db.fetch("select id from customer where name in :names[text]", {"names": {"Acme", 'it\'s "quoted"'}})
    none = await db.fetch("select id from customer where id in :ids[uuid]", {"ids": []})

    assert {db.uuid(row[0]) for row in by_id} == {world.acme.id, world.globex.id}
    assert [db.uuid(row[0]) for row in by_name] == [world.acme.id]
    assert list(none) == []


async def test_given_times_in_any_zone_when_compared_then_the_instant_counts(world: World) -> None:
    at = world.acme.created_at.replace(tzinfo=UTC)
    sql = "select count(*) from customer where id = :id and created_at = :at"
    for zone in (UTC, timezone(timedelta(hours=5)), timezone(timedelta(hours=-8))):
        row = await db.fetch_one(sql, {"id": world.acme.id, "at": at.astimezone(zone)})
        assert row is not None
        assert row[0] == 1, zone


async def test_given_times_with_and_without_a_fraction_when_ordered_then_as_they_passed(world: World) -> None:
    start = datetime(2026, 3, 2, 9, 0, 0, tzinfo=UTC)
    times = [start, start + timedelta(milliseconds=1), start + timedelta(milliseconds=500), start + timedelta(seconds=1)]
    for place, at in enumerate(reversed(times)):
        await Customer.create(tenant=world.contoso, name=str(place), sort_name="x", created_at=at)

    found = await db.fetch("select created_at from customer where sort_name = 'x' and created_at > :at order by created_at", {"at": start})

    assert [db.instant(row[0]) for row in found] == times[1:]


async def test_given_values_of_every_kind_when_written_by_sql_and_by_the_models_then_they_are_the_same(world: World) -> None:
    values = {"day": date(2026, 5, 1), "now": datetime(2026, 3, 2, 9, 0, 0, 123000, tzinfo=UTC), "id": world.active.id}
    await db.execute("update poc set ends_on = :day, updated_at = :now where id = :id", values)

    poc = await Poc.get(id=world.active.id)
    assert (poc.ends_on, poc.updated_at) == (values["day"], values["now"])
    row = await db.fetch_one("select ends_on, updated_at, tenant_id, deal_amount from poc where id = :id", values)
    assert row is not None
    assert str(row["ends_on"]) == "2026-05-01"
    assert db.instant(row["updated_at"]) == values["now"]
    assert (db.uuid(row["tenant_id"]), row["deal_amount"]) == (world.northwind.id, "1000.00")
    membership = await db.fetch_one("select roles from membership where user_id = :id", {"id": world.ada.id})
    assert membership is not None
    assert words(membership["roles"]) == {"TENANT_ADMIN"}


async def test_given_a_statement_when_executed_then_it_says_how_many_rows_it_changed(world: World) -> None:
    tenant = {"tenant": world.northwind.id}

    assert await db.execute("update customer set reference = 'x' where tenant_id = :tenant", tenant) == 2
    assert await db.execute("update customer set reference = 'y' where tenant_id = :tenant and reference is null", tenant) == 0
    insert = "insert into mail_budget (key, used, ends_at) values (:key, 1, :at) on conflict (key) do nothing"
    values = {"key": "k", "at": datetime(2026, 3, 2, tzinfo=UTC)}
    assert [await db.execute(insert, values) for _ in range(2)] == [1, 0]


def _new(world: World, email: str) -> tuple[UUID, db.NewRow, db.NewRow]:
    """An invitation, and a link that refers to it."""
    id_, at = new_id(), datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=5)))
    invitation = {
        "id": id_, "tenant_id": world.northwind.id, "kind": "POC", "poc_id": world.active.id, "email": email, "email_key": email,
        "sort_name": "", "roles": words_text({"B", "A"}), "locale": "en", "can_sign": True, "access_ends_on": date(2026, 5, 1),
        "send_count": 0, "created_at": at,
    }  # fmt: skip
    link = {"id": new_id(), "invitation_id": id_, "token_hash": email, "created_at": at}
    return id_, ("invitation", invitation), ("invitation_link", link)


async def test_given_rows_that_refer_to_each_other_when_inserted_then_all_are_there_as_the_models_read_them(world: World) -> None:
    id_, invitation, link = _new(world, "nina@acme.example")

    assert await db.insert(invitation, link) is True

    written = await Invitation.get(id=id_)
    assert (written.poc_id, written.roles, written.can_sign, written.access_ends_on) == (
        world.active.id,
        {"A", "B"},
        True,
        date(2026, 5, 1),
    )
    assert (written.created_at, written.title) == (datetime(2026, 3, 2, 4, 0, tzinfo=UTC), None)
    assert await InvitationLink.filter(invitation_id=id_, created_at=written.created_at).count() == 1


async def test_given_a_first_row_that_is_there_already_when_inserted_unless_taken_then_nothing_is_written(world: World) -> None:
    _, *before = _new(world, "nina@acme.example")
    await db.insert(*before)
    _, *again = _new(world, "nina@acme.example")
    again[1][1]["token_hash"] = "another"  # type: ignore[index]  # a dictionary

    async with db.transaction():
        assert await db.insert(*again, unless_taken=True) is False
        assert (await rows("invitation"), await rows("invitation_link")) == (1, 1)  # the transaction goes on
    with pytest.raises(db.Violation):
        await db.insert(*again)


async def test_given_a_later_row_that_is_there_already_when_inserted_then_it_is_a_violation_all_the_same(world: World) -> None:
    _, invitation, link = _new(world, "nina@acme.example")
    await db.insert(invitation, link)
    _, other, _ = _new(world, "noah@acme.example")

    with pytest.raises(db.Violation):
        async with db.transaction():
            await db.insert(other, link, unless_taken=True)

    assert await rows("invitation") == 1


# Transactions


async def test_given_an_error_when_a_transaction_is_left_by_it_then_nothing_of_it_is_kept(world: World) -> None:
    async def fail() -> None:
        async with db.transaction():
            await db.execute("update customer set name = 'changed' where id = :id", {"id": world.acme.id})
            assert await _name(world) == "changed"  # it sees what it wrote
            raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  # the one from above
        await fail()

    assert await _name(world) == "Acme"


async def test_given_a_violation_in_an_inner_transaction_when_caught_then_the_outer_one_goes_on(world: World) -> None:
    async with db.transaction():
        await db.execute("update customer set name = 'changed' where id = :id", {"id": world.acme.id})
        with pytest.raises(db.Violation):
            async with db.transaction():
                await Tenant.create(id=world.northwind.id, name="again", sort_name="again", created_at=world.northwind.created_at)
        assert await _name(world) == "changed"

    assert await _name(world) == "changed"


async def test_given_a_reference_to_nothing_when_written_then_it_is_a_violation(world: World) -> None:
    with pytest.raises(db.Violation):
        await Customer.create(tenant_id=uuid4(), name="x", sort_name="x", created_at=world.acme.created_at)
    with pytest.raises(db.Violation):
        await db.execute("delete from tenant where id = :id", {"id": world.northwind.id})


async def test_given_an_open_transaction_when_others_read_then_they_see_the_last_commit_without_waiting(world: World) -> None:
    written, seen = asyncio.Event(), asyncio.Event()

    async def write() -> None:
        async with db.transaction():
            await db.execute("update customer set name = 'changed' where id = :id", {"id": world.acme.id})
            written.set()
            await seen.wait()

    async def read() -> str:
        await written.wait()
        try:
            return await _name(world)
        finally:
            seen.set()

    async with asyncio.timeout(10):
        _, found = await asyncio.gather(write(), read())

    assert found == "Acme"
    assert await _name(world) == "changed"


async def test_given_forty_at_once_when_one_conditional_update_decides_then_one_wins(world: World) -> None:
    async def take() -> int:
        async with db.transaction():
            await db.fetch("select 1 from customer where id = :id", {"id": world.acme.id})
            return await db.execute(
                "update customer set archived_at = :now where id = :id and archived_at is null",
                {"id": world.acme.id, "now": world.acme.created_at},
            )

    assert sorted(await asyncio.gather(*(take() for _ in range(40)))) == [0] * 39 + [1]


async def test_given_a_cancelled_task_when_it_was_writing_then_nothing_is_kept_and_others_can_write(world: World) -> None:
    begun = asyncio.Event()

    async def write() -> None:
        async with db.transaction():
            await db.execute("update customer set name = 'changed' where id = :id", {"id": world.acme.id})
            begun.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await _name(world) == "Acme"
    async with asyncio.timeout(10):
        assert await db.execute("update customer set name = 'again' where id = :id", {"id": world.acme.id}) == 1


# Models


async def test_given_a_time_without_a_zone_when_written_then_it_is_refused(world: World) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await Tenant.create(name="x", sort_name="x", created_at=datetime(2026, 3, 2))  # noqa: DTZ001  # the point
    assert await rows("tenant") == 2


async def test_given_a_time_in_another_zone_when_written_then_it_is_kept_in_utc_and_cut_to_milliseconds(world: World) -> None:
    at = datetime(2026, 3, 2, 9, 0, 0, 123999, tzinfo=timezone(timedelta(hours=5)))

    tenant = await Tenant.create(name="x", sort_name="x", created_at=at)

    assert (await Tenant.get(id=tenant.id)).created_at == datetime(2026, 3, 2, 4, 0, 0, 123000, tzinfo=UTC)


async def test_given_sort_keys_when_ordered_then_both_databases_go_byte_by_byte(world: World) -> None:
    keys = ["a b", "a-b", "ab", "a_b", "b", "z", "ß", "ø", "中"]
    for place, key in enumerate(reversed(keys)):
        await Customer.create(tenant=world.contoso, name=f"k{place}", sort_name=key, created_at=world.acme.created_at)

    found = await db.fetch("select sort_name from customer where name like 'k%' order by sort_name")

    assert [row[0] for row in found] == sorted(keys)


async def test_given_an_event_when_read_again_then_its_changes_are_what_was_written(runtime: Runtime) -> None:
    changes = {"roles": [["MEMBER"], ["TENANT_ADMIN", "MEMBER"]], "title": [None, 'Zoë "Z"']}
    await Event.create(at=runtime.clock.now(), action="member.changed", target_kind="x", target_id=new_id(), changes=changes)

    assert (await Event.get()).changes == changes


# Addresses


async def test_given_a_postgres_address_as_providers_write_it_when_opened_then_it_is_understood(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        assert db.configuration(database_url)["connections"]["default"]["engine"] == "app.core.sqlite_engine"
        return
    database = await db.open_database(f"{database_url.replace('postgres://', 'postgresql://')}&sslmode=prefer")
    await database.close()


async def test_given_an_address_that_nobody_answers_when_opened_then_it_fails_at_once() -> None:
    with pytest.raises(OSError):  # noqa: PT011  # whatever the system says
        await db.open_database("postgres://nobody@127.0.0.1:1/none")
