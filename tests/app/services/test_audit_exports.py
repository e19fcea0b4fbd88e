"""Asking for an export of an audit log: who may, what is wrong, and what the log itself says of it; then beginning it, once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core.errors import UserErrors
from app.core.ids import new_id, to_text
from app.core.runtime import Runtime, now
from app.models import AccessLevel, AuditExport, CustomerStaff, Event, Membership, Partnership, Plan, Role, Tenant
from app.services import audit_exports, audit_rows, members
from app.services.audit_exports import ExportFormat
from app.services.audit_filters import AuditFilter
from tests.app.services.auditing import happen, many
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World, snapshot

SECOND = timedelta(seconds=1)


@pytest.fixture
async def umbrella(runtime: Runtime, world: World) -> Connected:
    """A customer of Northwind."""
    return await connect(world)


async def asked(actor: Actor, **facts: Any) -> UUID:
    """An export that was asked for, a second ago."""
    await audit_exports.create(actor, **facts)
    found = await AuditExport.all().order_by("-id").first()
    assert found
    id_: UUID = found.id
    return id_


async def fetched(actor: Actor, export_id: UUID) -> list[audit_rows.Row] | None:
    """What is downloaded; None if it was before."""
    download = await audit_exports.begin(actor, export_id)
    return None if download is None else [row async for rows in download.rows for row in rows]


async def test_given_ones_own_log_when_exported_then_it_has_all_from_before_and_the_log_says_so(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    await happen(ada, 3)
    runtime.clock.advance(SECOND)
    ordered = await audit_exports.create(ada, written_as=ExportFormat.CSV, narrowed=AuditFilter(action=["tenant.changed"]))
    assert ordered.url.startswith(f"{runtime.settings.public_url}/exports/")
    assert ordered.expires_at == now() + timedelta(minutes=5)
    export = await AuditExport.get()
    [event] = await Event.filter(action="audit.exported")
    assert (event.tenant_id, event.target_id, event.partner_id) == (world.northwind.id, export.id, None)
    assert event.changes == {"format": [None, "CSV"], "filter": [None, {"action": ["tenant.changed"]}]}
    await happen(ada)  # at the same instant, and so not before
    rows = await fetched(ada, export.id)
    assert rows is not None
    assert [row["changes"] for row in rows] == [{"name": [None, f"Name {place}"]} for place in (2, 1, 0)]
    assert rows[0] == {
        "id": rows[0]["id"], "at": "2026-03-02T09:00:00.000Z", "action": "tenant.changed", "actorName": "Ada Admin",
        "actorId": to_text("user", world.ada.id), "apiKeyName": None, "onBehalfFrom": None, "reason": None, "targetKind": "tenant",
        "targetId": to_text("tenant", world.northwind.id), "targetName": "Northwind Cloud", "changes": {"name": [None, "Name 2"]},
        "actingSessionId": None, "ip": "192.0.2.7", "userAgent": "tests",
    }  # fmt: skip
    assert tuple(rows[0]) == audit_rows.COLUMNS


async def test_given_a_customers_log_when_exported_then_it_has_what_the_partner_reads_and_both_logs_say_so(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    uma, mia = world.actor(umbrella.admin), world.actor(world.mia)
    await happen(uma)
    await members.invite(uma, email="new@umbrella.example", roles=[Role.MEMBER])
    inside = await act(world, umbrella)
    await happen(inside)
    runtime.clock.advance(SECOND)
    export_id = await asked(mia, customer_id=umbrella.record.id)
    events = await Event.filter(action="audit.exported").order_by("id")
    assert {event.tenant_id for event in events} == {umbrella.tenant.id, world.northwind.id}
    assert {event.partner_id for event in events} == {world.northwind.id}
    rows = await fetched(mia, export_id)
    assert rows is not None
    assert [(row["action"], row["ip"], row["onBehalfFrom"]) for row in rows] == [
        ("tenant.changed", "192.0.2.7", "Northwind Cloud"), ("invitation.created", None, None),
    ]  # fmt: skip
    assert (rows[0]["actingSessionId"], rows[0]["reason"]) == (
        to_text("acting", inside.session_id or new_id()),
        "They asked us to have a look.",
    )
    own = await fetched(uma, await _after(runtime, uma))
    assert own is not None
    assert {row["ip"] for row in own if row["onBehalfFrom"]} == {None}


async def _after(runtime: Runtime, actor: Actor) -> UUID:
    await Tenant.all().update(plan=Plan.PRO)
    runtime.clock.advance(SECOND)
    return await asked(actor)


async def test_given_the_same_export_when_begun_again_then_it_was_used(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    await happen(ada)
    runtime.clock.advance(SECOND)
    export_id = await asked(ada)
    assert len(await fetched(ada, export_id) or []) == 1
    assert await fetched(ada, export_id) is None
    late = await asked(ada)
    runtime.clock.advance(timedelta(minutes=5))
    assert await fetched(ada, late) is None


async def test_given_an_export_when_fetched_by_others_or_by_lesser_rights_then_there_is_none(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    mia, ada = world.actor(world.mia), world.actor(world.ada)
    own, theirs = await asked(mia), await asked(mia, customer_id=umbrella.record.id)
    before = await snapshot()
    inside = await act(world, umbrella)
    for somebody in (ada, world.actor(world.otto), world.actor(world.mia, roles=[Role.SALES_ENGINEER]), inside):
        with pytest.raises(UserErrors):
            await audit_exports.begin(somebody, own)
    await CustomerStaff.create(customer_id=umbrella.record.id, user_id=world.mia.id, level=AccessLevel.VIEW, created_at=now())
    assert (await snapshot())["audit_export"] == before["audit_export"]
    await Partnership.filter(id=umbrella.partnership.id).update(suspended_by_customer_at=now())
    with pytest.raises(UserErrors):
        await audit_exports.begin(mia, theirs)
    await Partnership.filter(id=umbrella.partnership.id).update(suspended_by_customer_at=None)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE)
    for export_id in (own, theirs):
        with pytest.raises(UserErrors):
            await audit_exports.begin(mia, export_id)
    await Tenant.filter(id=world.northwind.id).update(plan=Plan.PRO)
    for export_id in (own, theirs):
        assert await audit_exports.begin(mia, export_id)


async def test_given_a_partnership_that_is_suspended_when_rows_are_read_then_there_are_no_more(
    runtime: Runtime, world: World, umbrella: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_rows, "AT_ONCE", 2)
    mia = world.actor(world.mia)
    await happen(await act(world, umbrella), 5)
    runtime.clock.advance(SECOND)
    download = await audit_exports.begin(mia, await asked(mia, customer_id=umbrella.record.id))
    assert download
    sizes = []
    async for rows in download.rows:
        sizes.append(len(rows))
        await Partnership.filter(id=umbrella.partnership.id).update(suspended_by_customer_at=now())
    assert sizes == [2]


async def test_given_many_events_when_read_then_batch_by_batch_each_once_without_those_that_come_meanwhile(
    runtime: Runtime, world: World
) -> None:
    ada = world.actor(world.ada)
    await many(world.northwind.id, ({"target_id": world.northwind.id} for _ in range(2_500)))
    download = await audit_exports.begin(ada, await asked(ada))
    assert download
    sizes, seen = [], set()
    async for rows in download.rows:
        sizes.append(len(rows))
        seen |= {row["id"] for row in rows}
        runtime.clock.advance(SECOND)
        await happen(ada)
    assert (sizes, len(seen)) == ([1000, 1000, 500], 2_500)


Asking = Callable[[World, Connected], Awaitable[object]]
REFUSED: dict[str, tuple[Asking, str]] = {
    "a sales engineer": (lambda w, _: audit_exports.create(w.actor(w.sam)), "FORBIDDEN"),
    "nobody": (lambda w, _: audit_exports.create(w.nobody), "UNAUTHENTICATED"),
    "of a customer that one does not manage": (
        lambda w, c: audit_exports.create(w.actor(w.ada), customer_id=c.record.id), "FORBIDDEN",
    ),
    "of somebody else's customer": (
        lambda w, _: audit_exports.create(w.actor(w.mia), customer_id=w.contoso_customer.id), "NOT_FOUND customerId",
    ),
    "of a prospect": (lambda w, _: audit_exports.create(w.actor(w.mia), customer_id=w.acme.id), "CAPABILITY_REQUIRED customerId"),
    "all that is wrong": (
        lambda w, _: audit_exports.create(
            w.actor(w.mia), customer_id=new_id(),
            narrowed=AuditFilter(action=["moon.landed"], actor_id="x", target_id="y", acting_session_id=to_text("user", w.ada.id)),
        ),
        ("NOT_FOUND customerId; INVALID filter.action; NOT_FOUND filter.actorId; NOT_FOUND filter.targetId;"
        " NOT_FOUND filter.actingSessionId"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
async def test_given_something_wrong_when_asked_then_nothing_is_written(
    runtime: Runtime, world: World, umbrella: Connected, name: str
) -> None:
    assert await outcome(audit_exports.create(world.actor(world.mia), customer_id=umbrella.record.id)) == DONE
    assert await outcome(audit_exports.create(world.actor(world.ada))) == DONE
    before = await snapshot()
    asking, refusal = REFUSED[name]
    assert await outcome(asking(world, umbrella)) == refusal
    assert await snapshot() == before


async def test_given_an_acting_session_or_a_lost_capability_or_a_lower_plan_when_asked_then_it_is_refused(
    runtime: Runtime, world: World, umbrella: Connected
) -> None:
    await Tenant.all().update(plan=Plan.PRO)
    mia, uma = world.actor(world.mia), world.actor(umbrella.admin)
    assert await outcome(audit_exports.create(uma)) == DONE
    assert await outcome(audit_exports.create(await act(world, umbrella))) == "FORBIDDEN"
    await Partnership.filter(id=umbrella.partnership.id).update(suspended_by_partner_at=now())
    assert await outcome(audit_exports.create(mia, customer_id=umbrella.record.id)) == "CAPABILITY_REQUIRED customerId"
    await Tenant.filter(id=umbrella.tenant.id).update(plan=Plan.FREE)
    with pytest.raises(UserErrors) as problem:
        await audit_exports.create(uma)
    [error] = problem.value.errors
    assert (error.code, error.path, error.required_plan) == ("PLAN_REQUIRED", None, "PRO")
    assert await Membership.filter(user_id=umbrella.admin.id).exists()


async def test_given_each_filter_when_exported_then_it_narrows_as_in_the_list(runtime: Runtime, world: World) -> None:
    ada, kim = world.actor(world.ada), world.actor(world.kim)
    await happen(ada)
    runtime.clock.advance(SECOND)
    middle = datetime(2026, 3, 2, 9, 0, 1, tzinfo=UTC)
    assert now() == middle
    await happen(kim, action="poc.changed")
    runtime.clock.advance(SECOND)
    for narrowed, actions in (
        (AuditFilter(actor_id=to_text("user", world.kim.id)), ["poc.changed"]),
        (AuditFilter(target_id=to_text("tenant", world.northwind.id)), ["poc.changed", "tenant.changed"]),
        (AuditFilter(target_kind=["poc", "tenant", "tenant"]), ["poc.changed", "tenant.changed"]),
        (AuditFilter(target_kind=["poc"]), []),
        (AuditFilter(action=[]), []),
        (AuditFilter(since=middle), ["poc.changed"]),
        (AuditFilter(until=middle), ["tenant.changed"]),
        (AuditFilter(on_behalf_only=True), []),
        (AuditFilter(on_behalf_only=False), ["poc.changed", "tenant.changed"]),
        (AuditFilter(acting_session_id=to_text("acting", new_id())), []),
    ):
        rows = await fetched(ada, await asked(ada, narrowed=narrowed))
        assert rows is not None
        assert [row["action"] for row in rows if row["action"] != "audit.exported"] == actions
