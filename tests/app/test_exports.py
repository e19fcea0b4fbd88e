"""Exports of audit logs over HTTP: one download, in either format, whatever stands in the events, in constant memory."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import pytest

from app import exports
from app.auth.tickets import Purpose, issue
from app.core.ids import new_id, to_text
from app.core.runtime import Runtime
from app.main import create_app
from app.models import Event, Tenant, User
from app.services import audit_exports, sessions
from app.services.audit_exports import ExportFormat
from app.services.audit_rows import COLUMNS
from tests.app.services.auditing import happen, many
from tests.partners import act, connect
from tests.schema.calling import run
from tests.serving import Client, serving
from tests.world import PASSWORD, World, snapshot

CREATE = """mutation($input: CreateAuditExportInput!) { createAuditExport(input: $input) {
  url expiresAt userErrors { code path requiredPlan } } }"""


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """Talks to the server as it is composed, on the runtime of the test."""
    transport = httpx.ASGITransport(create_app(runtime.settings, runtime=runtime))
    async with httpx.AsyncClient(transport=transport, base_url=runtime.settings.public_url) as opened:
        yield opened


async def address(world: World, written_as: ExportFormat = ExportFormat.NDJSON) -> str:
    """Where ada fetches an export of her log."""
    return urlsplit((await audit_exports.create(world.actor(world.ada), written_as=written_as)).url).path


async def test_given_an_admin_when_exporting_through_the_api_then_one_download_has_the_log(runtime: Runtime, world: World) -> None:
    await happen(world.actor(world.kim), 3)
    runtime.clock.advance(timedelta(seconds=1))
    async with serving(runtime) as base:
        client = Client(base)
        async with client.http:
            await client.sign_in(world.ada.email, PASSWORD)
            runtime.clock.advance(timedelta(seconds=1))
            made = await client.do("createAuditExport", "url expiresAt", filter={"action": ["tenant.changed"]})
            assert made["expiresAt"] == "2026-03-02T09:05:02.000Z"
            path = urlsplit(made["url"]).path
            looked = await client.http.head(path)
            assert (looked.status_code, looked.headers["allow"]) == (405, "GET")
            got = await client.http.get(path)
            assert (got.status_code, got.headers["content-type"]) == (200, "application/x-ndjson")
            assert got.headers["content-disposition"] == 'attachment; filename="audit-log-2026-03-02.ndjson"'
            assert (got.headers["cache-control"], got.headers["x-content-type-options"]) == ("private, no-store", "nosniff")
            rows = [orjson.loads(line) for line in got.content.splitlines()]
            assert [row["actorName"] for row in rows] == ["Kim Kowalski"] * 3
            again = await client.http.get(path)
            assert (again.status_code, again.headers["cache-control"]) == (410, "private, no-store")
            log = await client.ask("{ auditLog(first: 1) { nodes { action targetName changes } } }")
            assert log["auditLog"]["nodes"] == [
                {
                    "action": "audit.exported", "targetName": "Northwind Cloud",
                    "changes": {"format": [None, "NDJSON"], "filter": [None, {"action": ["tenant.changed"]}]},
                }
            ]  # fmt: skip


async def test_given_what_a_spreadsheet_would_run_when_exported_as_a_table_then_it_is_text(
    client: httpx.AsyncClient, runtime: Runtime, world: World
) -> None:
    nasty = ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "  =1", "\u00a0\uff1d1", 'say "hi", then\nleave', "plain"]
    for name in nasty:
        await Tenant.filter(id=world.northwind.id).update(name=name)
        await happen(world.actor(world.ada))
    runtime.clock.advance(timedelta(seconds=1))
    got = await client.get(await address(world, ExportFormat.CSV))
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert got.headers["content-disposition"].endswith('.csv"')
    [header, *rows] = list(csv.reader(io.StringIO(got.text, newline="")))
    assert tuple(header) == COLUMNS
    assert len(rows) == len(nasty)
    for name in nasty:
        shown = exports._cell(name)
        assert shown == (name if name in ("plain", nasty[-2]) else f"'{name}")
        assert [list(row) for row in csv.reader(io.StringIO(exports._table([[shown]]).decode(), newline=""))] == [[shown]]
    assert {row[header.index("targetName")] for row in rows} == {"plain"}, "the name that it has now"
    assert orjson.loads(rows[0][header.index("changes")]) == {"name": [None, "Name 0"]}


async def test_given_no_ticket_for_it_when_fetched_then_there_is_no_such_export(
    client: httpx.AsyncClient, runtime: Runtime, world: World
) -> None:
    ada = world.actor(world.ada)
    path = await address(world)
    [event] = await Event.filter(action="audit.exported")
    before = await snapshot()
    minute = timedelta(minutes=1)
    wrong = {
        "none": "x", "of another purpose": issue(Purpose.DOWNLOAD, event.target_id, ada, minute)[0],
        "of a colleague": issue(Purpose.EXPORT, event.target_id, world.actor(world.mia), minute)[0],
        "of nothing": issue(Purpose.EXPORT, new_id(), ada, minute)[0],
        "of somebody without rights": issue(Purpose.EXPORT, event.target_id, world.actor(world.sam), minute)[0],
    }  # fmt: skip
    for name, ticket in wrong.items():
        assert (await client.get(f"/exports/{ticket}")).status_code == 404, name
    assert (await client.post(path)).status_code == 405
    runtime.clock.advance(timedelta(minutes=5, seconds=1))
    assert (await client.get(path)).status_code == 404
    assert await snapshot() == before
    fresh = await address(world)
    await sessions.sign_out(ada, everywhere=True)
    assert (await client.get(fresh)).status_code == 404


async def test_given_wrong_input_when_asked_through_the_api_then_each_mistake_has_its_path(world: World) -> None:
    async def created(user: User, **input_: Any) -> Any:
        result = await run(world.actor(user), CREATE, {"input": input_})
        assert result.errors == []
        assert result.data
        return result.data["createAuditExport"]

    made = await created(world.mia)
    assert made["url"]
    wrong = await created(world.mia, customerId="nonsense", filter={"action": ["x"], "actorId": "y"}, format="CSV")
    assert (wrong["url"], wrong["expiresAt"]) == (None, None)
    assert [(error["code"], error["path"]) for error in wrong["userErrors"]] == [
        ("NOT_FOUND", ["customerId"]), ("INVALID", ["filter", "action"]), ("NOT_FOUND", ["filter", "actorId"]),
    ]  # fmt: skip
    await Tenant.filter(id=world.northwind.id).update(plan="FREE")
    poor = await created(world.mia)
    assert poor["userErrors"] == [{"code": "PLAN_REQUIRED", "path": None, "requiredPlan": "PRO"}]
    inside = await act(world, await connect(world))
    result = await run(inside, CREATE, {"input": {}})
    assert [error.original_error.code.value for error in result.errors] == ["FORBIDDEN"]  # type: ignore[union-attr]


@pytest.mark.parametrize("written_as", ExportFormat)
async def test_given_ever_more_events_when_streamed_then_no_more_memory_is_used(
    runtime: Runtime, world: World, written_as: ExportFormat
) -> None:
    ada = world.actor(world.ada)

    async def streamed() -> tuple[int, int]:
        """How many bytes there were, and how many were in use at once."""
        export_id = (await Event.filter(action="audit.exported").order_by("-id").first()).target_id  # type: ignore[union-attr]
        download = await audit_exports.begin(ada, export_id)
        assert download
        total = 0
        tracemalloc.start()
        try:
            async for part in exports._written(download):
                total += len(part)
                to_text.cache_clear()  # so many ids are remembered at most, for whoever asks next
            return total, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    sizes = []
    for count in (2_000, 2_000, 10_000):
        await many(world.northwind.id, ({"actor_id": world.ada.id, "target_id": world.northwind.id} for _ in range(count)))
        await address(world, written_as)
        sizes.append(await streamed())
    (_, _), (small, at_once), (large, still) = sizes
    assert large > 3 * small
    assert still < 1.3 * at_once
