"""The commands about an organization's plan and whom it may write to, as an operator or a billing system calls them."""

from __future__ import annotations

import asyncio
import json

from app.core.ids import to_text
from app.core.runtime import Runtime, now
from app.models import Event, MailRefusal, Plan, Tenant
from tests.app.test_cli import run
from tests.world import World, snapshot


async def test_given_an_organization_when_its_plan_is_set_twice_then_each_prints_one_line_and_one_writes(
    runtime: Runtime, world: World
) -> None:
    url, id_ = runtime.settings.database_url, to_text("tenant", world.northwind.id)
    first = await asyncio.to_thread(run, "set-plan", id_, "FREE", database_url=url)
    again = await asyncio.to_thread(run, "set-plan", id_, "FREE", database_url=url)
    assert (first.returncode, first.stderr, json.loads(first.stdout)) == (0, "", {"tenantId": id_, "plan": "FREE", "before": "PRO"})
    assert (again.returncode, json.loads(again.stdout)) == (0, {"tenantId": id_, "plan": "FREE", "before": "FREE"})
    assert (await Tenant.get(id=world.northwind.id)).plan is Plan.FREE
    assert await Event.filter(action="tenant.changed").count() == 1


async def test_given_no_such_organization_or_plan_when_called_then_it_is_said_and_nothing_is_written(
    runtime: Runtime, world: World
) -> None:
    url, id_ = runtime.settings.database_url, to_text("tenant", world.northwind.id)
    before = await snapshot()
    for arguments in (
        ("set-plan", "tenant_x", "FREE"),
        ("set-plan", to_text("tenant", world.ada.id), "FREE"),
        ("allow-mail", "x", "a@b.example"),
    ):
        unknown = await asyncio.to_thread(run, *arguments, database_url=url)
        assert (unknown.returncode, unknown.stdout) == (1, "")
        assert unknown.stderr == "usher: tenant: There is no organization with this id.\n"
    wrong = await asyncio.to_thread(run, "set-plan", id_, "GOLD", database_url=url)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "invalid choice: 'GOLD'" in wrong.stderr
    assert await snapshot() == before


async def test_given_a_refusal_when_mail_is_allowed_twice_then_the_second_says_that_there_is_none(runtime: Runtime, world: World) -> None:
    url, id_ = runtime.settings.database_url, to_text("tenant", world.northwind.id)
    await MailRefusal.create(tenant=world.northwind, email_key="nina@acme.example", created_at=now())
    first = await asyncio.to_thread(run, "allow-mail", id_, "Nina@Acme.example", database_url=url)
    again = await asyncio.to_thread(run, "allow-mail", id_, "Nina@Acme.example", database_url=url)
    assert (first.returncode, first.stdout) == (0, "The organization may write to this address again.\n"), first.stderr
    assert (again.returncode, again.stdout) == (0, "This address has not refused the organization's mail.\n")
    assert await MailRefusal.all().count() == 0
    assert await Event.filter(action="tenant.mail_allowed").count() == 1
    wrong = await asyncio.to_thread(run, "allow-mail", id_, "nobody", database_url=url)
    assert (wrong.returncode, wrong.stderr) == (1, "usher: address: This is not an e-mail address.\n")
