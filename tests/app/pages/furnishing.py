"""Things on the active POC of the small world, SHARED and INTERNAL ones of every kind, made by the services; and its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.core import ids
from app.models import Participant, Poc, Resource, ResourceKind, StoredFile, TaskSide, User, Visibility
from app.services import comments, criteria, resources, task_groups, tasks
from tests.app.pages.browsing import Browser
from tests.conftest import START
from tests.world import PASSWORD, World

INTERNAL = Visibility.INTERNAL
ADDRESS = "https://docs.example/guide?a=1&b=2"


@dataclass(frozen=True)
class Things:
    """What there is, by name."""

    theirs: UUID
    anyones: UUID
    providers: UUID
    waiting: UUID
    hidden: UUID
    link: UUID
    file: UUID
    prices: UUID
    latency: UUID
    uptime: UUID


async def furnish(world: World) -> Things:
    """Tasks, comments, resources and criteria; cara may sign. What is INTERNAL says `secret`."""
    sam, poc = world.actor(world.sam), world.active.id
    await Participant.filter(id=world.cara_on_active.id).update(can_sign=True)
    group = await task_groups.create(sam, poc, title="Kick-off")
    backstage = await task_groups.create(sam, poc, title="Secret group", visibility=INTERNAL)
    theirs = await tasks.create(
        sam, poc, title="Open the network", description="Both\nports", group_id=group, side=TaskSide.CUSTOMER,
        assigned_participant_id=world.cara_on_active.id, due_on=date(2026, 3, 1),
    )  # fmt: skip
    providers = await tasks.create(sam, poc, title="Make accounts", group_id=group, side=TaskSide.PROVIDER)
    waiting = await tasks.create(sam, poc, title="Move data", group_id=group, depends_on=[theirs])
    anyones = await tasks.create(sam, poc, title="Weekly call")
    await tasks.create(sam, poc, title="Secret discount", group_id=backstage)
    hidden = await tasks.create(sam, poc, title="Secret task", visibility=INTERNAL)
    await comments.add(sam, poc, body="A *shared* comment", task_id=theirs)
    await comments.add(sam, poc, body="A secret comment", visibility=INTERNAL)
    await comments.add(sam, poc, body="A secret comment on a task", visibility=INTERNAL, task_id=theirs)
    link = await resources.add(sam, poc, kind=ResourceKind.LINK, title="Guide", url=ADDRESS)
    await resources.add(sam, poc, kind=ResourceKind.CODE, title="Snippet", body="print('hello')", language="python")
    await resources.add(sam, poc, kind=ResourceKind.TEXT, title="Notes", body="Nothing *special*")
    prices = await resources.add(
        sam, poc, kind=ResourceKind.LINK, title="Secret prices", url="https://secret.example/", visibility=INTERNAL
    )
    stored = await StoredFile.create(
        tenant=world.northwind, poc_id=poc, uploaded_by=world.sam, name="plan.pdf", content_type="application/pdf", size=482_133,
        created_at=START, expires_at=START, received_at=START,
    )  # fmt: skip
    file = (await Resource.create(poc=world.active, kind=ResourceKind.FILE, title="Plan", file=stored, position=3, created_at=START)).id
    latency = await criteria.add(sam, poc, title="Latency", target="100", unit="ms")
    uptime = await criteria.add(sam, poc, title="Uptime", target="99.9", unit="%", must_have=False)
    return Things(theirs, anyones, providers, waiting, hidden, link, file, prices, latency, uptime)


async def at_page(browser: Browser, user: User, poc: Poc) -> Browser:
    """Signed in, and at the page of a POC."""
    await browser.open("/sign-in")
    await browser.press("sign-in", email=user.email, password=PASSWORD)
    await browser.open(address(poc))
    return browser


def address(poc: Poc) -> str:
    """Where a POC's page is."""
    return f"/welcome/poc/{ids.to_text('poc', poc.id)}"


def do(verb: str, kind: str, id_: UUID) -> str:
    """The value of a button."""
    return f"{verb} {ids.to_text(kind, id_)}"
