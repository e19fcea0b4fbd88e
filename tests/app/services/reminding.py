"""What tests of reminders share: moments, invitations, tasks, and whom the worker mails."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime, now
from app.models import InvitationKind, Mail, Role, Task, TaskSide
from app.services import members, participants, portal_invites
from app.services.reminding import remind_due
from tests.app.services.contacting import contact_at
from tests.app.services.inviting import NEW
from tests.world import World, snapshot

THURSDAY = date(2026, 3, 5)
KINDS = list(InvitationKind)
every_kind = pytest.mark.parametrize("kind", KINDS)


def inviter(world: World, kind: InvitationKind = InvitationKind.POC) -> Actor:
    """Who invites: ada colleagues, sam all others."""
    return world.actor(world.ada if kind is InvitationKind.MEMBER else world.sam)


async def invited(world: World, email: str = NEW, *, kind: InvitationKind = InvitationKind.POC, **facts: Any) -> UUID:
    """Somebody is invited, whose name is Nina; at first on Monday, 2 March, at 10:00 in Berlin."""
    actor = inviter(world, kind)
    match kind:
        case InvitationKind.POC:
            return await participants.invite(actor, world.active.id, email=email, first_name="Nina", **facts)
        case InvitationKind.MEMBER:
            return await members.invite(actor, email=email, roles=[Role.MEMBER], first_name="Nina", **facts)
        case InvitationKind.PORTAL:
            contact = await contact_at(world.acme, email, last_name="")
            return (await portal_invites.send(actor, contact.id, **facts)).invitation_id


def berlin(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of March 2026 in Berlin, before the clocks go on."""
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def utc(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def task(world: World, due_on: date | None = THURSDAY, **facts: Any) -> Task:
    """A task of the customer, without assignee unless told."""
    usual: dict[str, Any] = {
        "poc": world.active,
        "title": "Open the firewall",
        "side": TaskSide.CUSTOMER,
        "due_on": due_on,
        "created_at": now(),
    }
    return await Task.create(**usual | facts)


async def reminded(runtime: Runtime, at: datetime) -> list[str]:
    """Whom the worker mails at a moment."""
    runtime.clock.stand(at)
    before = {mail.id for mail in await Mail.all()}
    written = await remind_due(limit=1000)
    new = sorted(mail.recipient for mail in await Mail.all() if mail.id not in before)
    assert len(new) == written
    assert await remind_due(limit=1000) == 0, "whatever is due is done at once"
    return new


async def nothing_written(runtime: Runtime, at: datetime) -> bool:
    runtime.clock.stand(at)
    before = await snapshot()
    return await remind_due(limit=1000) == 0 and await snapshot() == before
