"""The commands about audit logs and people's data, as an operator calls them."""

from __future__ import annotations

import asyncio
import json
import re

from app.core import db, ids
from app.core.runtime import Runtime
from app.models import EventSeal, User
from app.services import audit_sealing
from tests.app.services.auditing import as_owner, happen
from tests.app.test_cli import run
from tests.world import World


async def test_given_logs_when_verified_then_each_has_a_line_and_a_break_ends_with_one(runtime: Runtime, world: World) -> None:
    url = runtime.settings.database_url
    made = await happen(world.actor(world.ada), 3)
    [his] = await happen(world.actor(world.otto))
    await audit_sealing.seal_new()
    [last] = await EventSeal.filter(event_id=his)
    northwind, contoso = (ids.to_text("tenant", tenant.id) for tenant in (world.northwind, world.contoso))
    async with as_owner():
        await db.execute("update event set action = 'tenant.created' where id = :id", {"id": made[1]})
    broken = await asyncio.to_thread(run, "audit", "verify", database_url=url)
    assert (broken.returncode, broken.stderr) == (1, "usher: 1 of the audit logs does not hold\n")
    assert re.search(rf"{northwind} head 1:[0-9a-f]{{64}} number 2, the event {made[1]}, is not what was sealed\n", broken.stdout)
    one = await asyncio.to_thread(run, "audit", "verify", "--tenant", contoso, database_url=url)
    assert (one.returncode, one.stdout) == (0, f"{contoso} head 1:{last.hash} holds\n")
    assert one.stdout in broken.stdout


async def test_given_a_person_when_erased_then_one_line_of_json_is_printed(runtime: Runtime, world: World) -> None:
    url = runtime.settings.database_url
    erased = await asyncio.to_thread(run, "erase-user", world.cara.email, database_url=url)
    assert erased.returncode == 0, erased.stderr
    assert json.loads(erased.stdout) == {"userId": ids.to_text("user", world.cara.id), "invitations": 0, "mails": 0}
    assert (await User.get(id=world.cara.id)).first_name == "Erased"
    refused = await asyncio.to_thread(run, "erase-user", world.ada.email, database_url=url)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "the only admin of Northwind Cloud" in refused.stderr
