import asyncio
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.models import Event, Participant, Poc, PocTemplate, PocTemplateFile, Resource, StoredFile, SuccessCriterion, Task, TaskStatus
from app.services import poc_templates, pocs
from tests.app.services.poc_contents import again, contents, fill, saved
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.world import World, rows, snapshot


async def test_given_a_full_poc_when_saved_then_a_template_of_the_tenant_with_one_event_and_the_poc_unchanged(
    runtime: Runtime, world: World
) -> None:
    file_id = await fill(world, world.active)
    runtime.clock.advance(timedelta(minutes=1))
    before = await snapshot(without=["poc_template", "poc_template_file", "event"])
    template_id = await poc_templates.save(world.actor(world.sam), world.active.id, name=" Starter ", description=" For\r\nall ")
    assert await snapshot(without=["poc_template", "poc_template_file", "event"]) == before
    template = await PocTemplate.get(id=template_id)
    assert (template.tenant_id, template.name, template.description) == (world.northwind.id, "Starter", "For\nall")
    assert (template.task_count, template.resource_count, template.criteria_count, template.created_at) == (3, 4, 1, now())
    assert [one.file_id for one in await PocTemplateFile.filter(template_id=template_id)] == [file_id]
    [event] = await Event.filter(at=now())
    assert (event.action, event.target_kind, event.target_id) == ("poc.template_created", "poc_template", template_id)
    assert (event.tenant_id, event.poc_id, event.activity, event.shared) == (world.northwind.id, world.active.id, None, False)
    assert event.changes == {"name": [None, "Starter"]}
    kept = str(template.content)
    for nobody in (world.cara.id, world.sam.id, world.cara_on_active.id, "DONE", "BLOCKED", "MET", "150", "2026-"):
        assert str(nobody) not in kept


async def test_given_a_template_when_a_poc_begins_with_it_then_all_is_fresh_and_only_the_poc_has_an_event(world: World) -> None:
    file_id = await fill(world, world.active)
    template_id = await saved(world, world.active)
    before = await rows("event")
    copy = await again(world, template_id, starts_on=date(2026, 6, 1))
    assert await contents(copy, date(2026, 6, 1)) == await contents(world.active, START.date())
    assert await rows("event") == before + 1
    event = await Event.get(poc_id=copy.id)
    assert (event.action, event.changes["templateId"]) == ("poc.created", [None, str(template_id)])
    install = await Task.get(poc_id=copy.id, title="Install")
    assert (install.status, install.version, install.due_on, install.created_at) == (TaskStatus.TODO, 1, date(2026, 6, 8), now())
    assert install.due_at == datetime(2026, 6, 8, 22, 0, tzinfo=UTC)
    assert (install.assigned_participant_id, install.completed_at, install.completed_by_id) == (None, None, None)
    assert not install.completed_by_customer
    criterion = await SuccessCriterion.get(poc_id=copy.id)
    assert (criterion.outcome, criterion.achieved, criterion.version) == ("OPEN", None, 1)
    assert {one.version for one in await Resource.filter(poc_id=copy.id)} == {1}
    assert await Resource.filter(poc_id=copy.id, file_id=file_id).count() == 1
    assert not await Participant.exists(poc_id=copy.id)
    assert copy.updated_at == copy.shared_updated_at == now()


async def test_given_a_file_that_only_a_template_has_when_it_is_deleted_then_that_can_not_be_before_the_template_goes(world: World) -> None:
    file_id = await fill(world, world.active)
    template_id = await saved(world, world.active)
    await Resource.filter(file_id=file_id).delete()
    with pytest.raises(db.Violation):
        await StoredFile.filter(id=file_id).delete()
    await poc_templates.delete(world.actor(world.sam), template_id)
    assert await rows("poc_template_file") == 0
    assert await StoredFile.filter(id=file_id).delete() == 1


async def test_given_one_row_that_can_not_be_written_when_begun_then_nothing_is(world: World) -> None:
    await fill(world, world.active)
    template_id = await saved(world, world.active)
    assert await outcome(again(world, template_id)) == DONE
    template = await PocTemplate.get(id=template_id)
    content = template.content
    next(one for one in content["resources"] if one["file"])["file"] = str(uuid4())
    await PocTemplate.filter(id=template_id).update(content=content)
    before = await snapshot()
    with pytest.raises(db.Violation):
        await again(world, template_id)
    assert await snapshot() == before


async def test_given_a_template_that_is_deleted_at_the_same_time_when_begun_with_then_all_of_it_or_not_found(world: World) -> None:
    await fill(world, world.active)
    for _ in range(5):
        template_id = await saved(world, world.active)
        before = await Poc.filter(name="Again").count()
        beginning, deleting = await asyncio.gather(
            outcome(again(world, template_id)), outcome(poc_templates.delete(world.actor(world.kim), template_id))
        )
        assert deleting == DONE
        assert beginning in (DONE, "NOT_FOUND templateId")
        made = await Poc.filter(name="Again").order_by("-created_at", "-id")
        assert len(made) == before + (beginning == DONE)
        if beginning == DONE:
            assert await contents(made[0], START.date()) == await contents(world.active, START.date())


# Who may, and what is refused


async def test_given_each_relation_to_a_poc_when_saved_then_only_its_staff_may_and_refusals_write_nothing(world: World) -> None:
    before = await snapshot()
    refusals = {
        "kim": "NOT_FOUND pocId",
        "max": "NOT_FOUND pocId",
        "otto": "NOT_FOUND pocId",
        "cara": "FORBIDDEN",
        "dora": "NOT_FOUND pocId",
    }
    for name, expected in refusals.items():
        save = poc_templates.save(world.actor(world.people[name]), world.active.id, name="Mine")
        assert (name, await outcome(save)) == (name, expected)
    for id_ in (uuid4(), None):
        assert await outcome(poc_templates.save(world.actor(world.ada), id_, name="Mine")) == "NOT_FOUND pocId"
    assert await snapshot() == before
    for name in ("sam", "ada", "mia"):
        assert await outcome(poc_templates.save(world.actor(world.people[name]), world.active.id, name="Mine")) == DONE
    assert await PocTemplate.filter(name="Mine").count() == 3  # names need not differ


async def test_given_a_name_or_text_that_is_none_when_saved_then_refused_at_once(world: World) -> None:
    before = await snapshot()
    assert await outcome(saved(world, world.active, name=" ", description="x" * 10_001)) == "REQUIRED name; TOO_LONG description"
    assert await outcome(saved(world, world.active, name="x" * 201)) == "TOO_LONG name"
    assert await snapshot() == before


async def test_given_a_template_of_another_tenant_or_none_when_begun_with_then_not_found_and_no_poc(world: World) -> None:
    template_id = await saved(world, world.active)
    assert await outcome(again(world, template_id)) == DONE
    theirs = await poc_templates.save(world.actor(world.otto), world.olgas.id, name="Theirs")
    before = await snapshot()
    for id_ in (theirs, uuid4()):
        assert await outcome(again(world, id_)) == "NOT_FOUND templateId"
    said = await outcome(pocs.create(world.actor(world.sam), name="", customer_id=uuid4(), template_id=theirs))
    assert said == "REQUIRED name; NOT_FOUND customerId; NOT_FOUND templateId"
    assert await snapshot() == before


async def test_given_each_kind_of_person_when_a_template_is_deleted_then_only_with_the_permission_in_its_tenant(world: World) -> None:
    template_id = await saved(world, world.active)
    before = await snapshot()
    refusals = {"max": "FORBIDDEN", "cara": "FORBIDDEN", "otto": "NOT_FOUND templateId", "olga": "NOT_FOUND templateId"}
    for name, expected in refusals.items():
        assert (name, await outcome(poc_templates.delete(world.actor(world.people[name]), template_id))) == (name, expected)
    assert await outcome(poc_templates.delete(world.nobody, template_id)) == "UNAUTHENTICATED"
    assert await outcome(poc_templates.delete(world.actor(world.sam), None)) == "NOT_FOUND templateId"
    assert await snapshot() == before
    await poc_templates.delete(world.actor(world.kim), template_id)
    event = await Event.get(action="poc.template_deleted")
    assert (event.target_kind, event.target_id, event.changes) == ("poc_template", template_id, {"name": ["Starter", None]})
    assert await outcome(poc_templates.delete(world.actor(world.kim), template_id)) == "NOT_FOUND templateId"
