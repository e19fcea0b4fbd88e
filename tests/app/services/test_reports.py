from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.auth.actor import Actor
from app.core.errors import Refused
from app.core.runtime import Runtime, now
from app.models import (
    Audience,
    Collaborator,
    Comment,
    CriterionSignature,
    Participant,
    Poc,
    PocStatus,
    Resource,
    ResourceKind,
    Role,
    StoredFile,
    SuccessCriterion,
    Task,
    TaskGroup,
    TaskSide,
    TaskStatus,
    User,
    Visibility,
)
from app.services.report_documents import ReportFormat
from app.services.reports import Report, reports_of
from tests.outcomes import outcome
from tests.statements import counted
from tests.world import World, snapshot

INTERNAL = Visibility.INTERNAL
MARKDOWN, HTML = ReportFormat.MARKDOWN, ReportFormat.HTML
FORMATS = [MARKDOWN, HTML]


async def fill(world: World, poc: Poc) -> None:
    """What customers may see."""
    await Poc.filter(id=poc.id).update(starts_on=date(2026, 3, 1), ends_on=date(2026, 4, 30))
    group = await TaskGroup.create(poc=poc, title="Setting up", created_at=now())
    await Task.create(
        poc=poc, group=group, title="Install", description="As in\nthe guide.", side=TaskSide.CUSTOMER, status=TaskStatus.DONE,
        completed_at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC), completed_by=world.cara, completed_by_customer=True, created_at=now(),
    )  # fmt: skip
    await Task.create(poc=poc, group=group, title="Try", position=1, due_on=date(2026, 3, 9), assigned_user=world.sam, created_at=now())
    await Task.create(poc=poc, title="Say hello", side=TaskSide.PROVIDER, created_at=now())
    file = await StoredFile.create(
        tenant=world.northwind, poc_id=poc.id, uploaded_by=world.sam, name="handbook.pdf", content_type="application/pdf", size=7,
        created_at=now(), expires_at=now(), received_at=now(),
    )  # fmt: skip
    await Resource.create(
        poc=poc, kind=ResourceKind.LINK, title="Guide", url="https://docs.example/", description="Read.", created_at=now()
    )
    await Resource.create(poc=poc, kind=ResourceKind.FILE, title="Handbook", file=file, position=1, created_at=now())
    criterion = await SuccessCriterion.create(
        poc=poc, title="Latency", target="200", unit="ms", achieved="150", outcome="MET", version=2, created_at=now()
    )
    for version, user in ((1, world.cara), (2, world.dora)):
        await CriterionSignature.create(criterion=criterion, signed_by=user, signed_at=now() + timedelta(seconds=version), version=version)
    await User.filter(id=world.sam.id).update(title="Architect")


async def hide(world: World, poc: Poc) -> None:
    """What customers may not know of."""
    await Poc.filter(id=poc.id).update(updated_at=now() + timedelta(days=3), internal_notes="Secret notes", deal_amount="4711.00")
    backstage = await TaskGroup.create(poc=poc, title="Secret group", visibility=INTERNAL, created_at=now())
    shown = await TaskGroup.get(poc_id=poc.id, title="Setting up")
    for group in (backstage, shown, None):
        await Task.create(
            poc=poc, group=group, title="Secret task", visibility=INTERNAL, status=TaskStatus.DONE, completed_at=now(),
            completed_by=world.kim, created_at=now(),
        )  # fmt: skip
    await Resource.create(
        poc=poc, kind=ResourceKind.LINK, title="Secret link", url="https://secret.example", visibility=INTERNAL, created_at=now()
    )
    await Comment.create(poc=poc, author=world.sam, body="Secret comment", visibility=INTERNAL, created_at=now())
    await Participant.create(poc=poc, user=world.max, title="Secret guest", joined_at=now(), removed_at=now())
    await Participant.create(poc=poc, user=world.olga, title="Late guest", joined_at=now(), access_ends_at=now())


async def report(actor: Actor, poc: Poc, audience: Audience, format_: ReportFormat = MARKDOWN) -> Report | None:
    return (await reports_of(actor, [poc.id], audience=audience, format=format_)).get(poc.id)


async def content(actor: Actor, poc: Poc, audience: Audience, format_: ReportFormat = MARKDOWN) -> str:
    found = await report(actor, poc, audience, format_)
    assert found
    return found.content


async def answer(actor: Actor, poc: Poc, audience: Audience) -> str:
    try:
        return "report" if await report(actor, poc, audience) else "null"
    except Refused as refused:
        return refused.code.value if refused.argument_path == ("audience",) else "elsewhere"


FOR_CUSTOMERS = """\
# Active POC

- Customer: Acme
- Provider: Northwind Cloud
- Status: Active
- First day: 2026-03-01
- Last day: 2026-04-30
- Progress: 1 of 3 tasks done (33 %)
- Last change: 2026-03-02

## Summary

> Summary of Active POC

## Success criteria

- **Latency** (must have, version 2)
  - Target: 200 ms
  - Achieved: 150 ms
  - Outcome: Met
  - Version 1 signed by Cara Customer on 2026-03-02
  - Version 2 signed by Dora Departed on 2026-03-02

## Tasks

- [ ] **Say hello**: To do, side: Provider

### Setting up

- [x] **Install**: Done, side: Customer, completed by Cara Customer on 2026-03-02
  > As in\\
  > the guide.
- [ ] **Try**: To do, side: Anyone, due on 2026-03-09

## Resources

- **Guide** (Link): <https://docs.example/>
  > Read.
- **Handbook** (File): handbook.pdf

## People

### Acme

- Cara Customer, Engineer
- Carl Colleague, Engineer

### Northwind Cloud

- Sam Sales, Architect (Owner)
"""


async def test_given_a_poc_with_much_on_it_when_a_report_for_customers_is_made_then_it_tells_what_they_see(world: World) -> None:
    await fill(world, world.active)
    found = await report(world.actor(world.cara), world.active, Audience.CUSTOMER)
    assert found
    assert (found.filename, found.content_type) == ("active-poc-report.md", "text/markdown; charset=utf-8")
    assert found.content == FOR_CUSTOMERS
    page = await report(world.actor(world.cara), world.active, Audience.CUSTOMER, HTML)
    assert page
    assert (page.filename, page.content_type) == ("active-poc-report.html", "text/html; charset=utf-8")
    for text in (
        "200 ms",
        "Version 1 by Cara Customer on 2026-03-02",
        "Cara Customer on 2026-03-02",
        "handbook.pdf",
        "Sam Sales, Architect",
    ):
        assert text in page.content


async def test_given_internal_things_when_an_internal_report_is_made_then_it_has_and_marks_them(world: World) -> None:
    await fill(world, world.active)
    await hide(world, world.active)
    text = await content(world.actor(world.sam), world.active, Audience.INTERNAL)
    for line in (
        "**Internal: not for customers.**",
        "- Progress: 4 of 6 tasks done (66 %)",
        "- Last change: 2026-03-05",
        "- Deal value: 4711.00 EUR",
        "> Secret notes",
        "### Secret group (internal)",
        "- [x] **Secret task** (internal): Done, side: Anyone, completed by Kim Kowalski on 2026-03-02",
        "- **Secret link** (Link, internal): <https://secret.example>",
        "- Dora Departed, Engineer (Removed)",
        "- Olga Olsen, Late guest (Ended)",
    ):
        assert f"\n{line}\n" in text
    page = await content(world.actor(world.sam), world.active, Audience.INTERNAL, HTML)
    assert page.count('class="internal"') == 6  # the page, a group, three tasks, a resource


@pytest.mark.parametrize("format_", FORMATS)
async def test_given_a_report_for_customers_when_made_by_anybody_then_the_same_bytes_whatever_is_internal(
    runtime: Runtime, world: World, format_: ReportFormat
) -> None:
    await fill(world, world.active)
    told = await report(world.actor(world.cara), world.active, Audience.CUSTOMER, format_)
    assert told
    await hide(world, world.active)
    await Collaborator.create(poc=world.kims, user=world.sam, since=now())
    runtime.clock.advance(timedelta(days=40))  # nothing in it is about the moment, either
    for name in ("cara", "carl", "sam", "ada", "mia"):
        assert await report(world.actor(world.people[name]), world.active, Audience.CUSTOMER, format_) == told
    assert "Secret" not in told.content
    inside = await content(world.actor(world.sam), world.active, Audience.INTERNAL, format_)
    assert inside == await content(world.actor(world.ada), world.active, Audience.INTERNAL, format_)
    assert "Secret" in inside
    for text in (told.content, inside):
        assert "@" not in text.replace("@media", "").replace("@page", "")


async def test_given_the_last_day_of_a_participant_when_it_is_over_then_the_report_names_them_no_more(
    runtime: Runtime, world: World
) -> None:
    await Participant.filter(id=world.carl_on_active.id).update(access_ends_at=now() + timedelta(hours=1))
    cara = world.actor(world.cara)
    assert "Carl" in await content(cara, world.active, Audience.CUSTOMER)
    runtime.clock.advance(timedelta(hours=1))
    assert "Carl" not in await content(cara, world.active, Audience.CUSTOMER)
    assert await report(world.actor(world.carl), world.active, Audience.CUSTOMER) is None


async def test_given_an_archived_poc_when_reported_for_customers_then_with_the_status_that_they_knew(world: World) -> None:
    sam = world.actor(world.sam)
    assert "Status: Active" in await content(sam, world.archived, Audience.CUSTOMER)
    assert "Status: Archived" in await content(sam, world.archived, Audience.INTERNAL)


# Who may


async def test_given_each_relation_to_a_poc_when_a_report_is_asked_for_then_as_the_poc_is_there_for_them(world: World) -> None:
    before = await snapshot()
    for name, customer, internal in (
        ("sam", "report", "report"), ("ada", "report", "report"), ("kim", "null", "null"), ("olga", "null", "null"),
        ("otto", "null", "null"), ("cara", "report", "FORBIDDEN"), ("dora", "null", "FORBIDDEN"), ("max", "null", "FORBIDDEN"),
        ("nobody", "null", "FORBIDDEN"),
    ):  # fmt: skip
        actor = world.nobody if name == "nobody" else world.actor(world.people[name])
        for audience, expected in ((Audience.CUSTOMER, customer), (Audience.INTERNAL, internal)):
            assert (name, audience, await answer(actor, world.active, audience)) == (name, audience, expected)
    assert await snapshot() == before


async def test_given_staff_elsewhere_who_take_part_here_when_an_internal_report_is_asked_for_then_only_of_their_own(world: World) -> None:
    await Participant.create(poc=world.active, user=world.olga, joined_at=now())
    olga = world.actor(world.olga)
    ids = [world.active.id, world.olgas.id, world.kims.id, uuid4()]
    internal = await reports_of(olga, ids, audience=Audience.INTERNAL, format=MARKDOWN)
    assert internal.keys() == {world.olgas.id}
    customer = await reports_of(olga, ids, audience=Audience.CUSTOMER, format=MARKDOWN)
    assert customer.keys() == {world.active.id, world.olgas.id}
    claimed = world.actor(world.olga, roles=[Role.TENANT_ADMIN])
    assert (await reports_of(claimed, ids, audience=Audience.INTERNAL, format=MARKDOWN)).keys() == {world.olgas.id}


@pytest.mark.parametrize("status", [PocStatus.DRAFT, PocStatus.ARCHIVED])
async def test_given_a_poc_that_is_not_there_for_customers_when_they_ask_then_none(world: World, status: PocStatus) -> None:
    cara = world.actor(world.cara)
    assert await report(cara, world.active, Audience.CUSTOMER)
    await Poc.filter(id=world.active.id).update(status=status)
    assert await report(cara, world.active, Audience.CUSTOMER) is None
    assert await report(world.actor(world.sam), world.active, Audience.CUSTOMER)


async def test_given_many_pocs_when_reported_then_each_has_its_own_by_as_many_statements_as_for_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for poc in (world.active, world.kims, world.won):
        await fill(world, poc)
    await Task.filter(poc_id=world.won.id).update(title="Celebrate")
    ada = world.actor(world.ada)
    numbers: list[int] = []
    for pocs in ([world.active], list(world.pocs.values())):
        with counted(monkeypatch) as statements:
            found: dict[UUID, Any] = {
                **await reports_of(ada, [poc.id for poc in pocs], audience=Audience.CUSTOMER, format=MARKDOWN)
            }  # fmt: skip
        numbers.append(len(statements))
    assert numbers[0] == numbers[1] <= 10
    assert found.keys() == {poc.id for poc in world.pocs.values()} - {world.olgas.id}
    for name, poc in world.pocs.items():
        if name != "olgas":
            assert found[poc.id].content == await content(ada, poc, Audience.CUSTOMER)
    assert found[world.won.id].content.count("Celebrate") == 3
    assert "Celebrate" not in found[world.active.id].content


async def test_given_nothing_to_report_when_asked_then_nothing(world: World) -> None:
    assert await reports_of(world.actor(world.sam), [], audience=Audience.INTERNAL, format=HTML) == {}
    assert await outcome(reports_of(world.actor(world.cara), [], audience=Audience.INTERNAL, format=HTML)) == "FORBIDDEN"
