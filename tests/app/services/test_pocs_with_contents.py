"""What becomes of all that is on a POC when the POC is deleted: it goes along, and other POCs' things stay."""

from __future__ import annotations

from app.core.runtime import Runtime, now
from app.models import Comment, Poc, PocStatus, Resource, ResourceKind, StoredFile, Task, TaskGroup, Visibility
from app.services import comments, criteria, poc_templates, pocs, resources, task_groups, tasks, uploads
from tests.world import World, rows

OF_POC = ("task_group", "task", "task_dependency", "comment", "comment_digest", "resource", "resource_opening", "criterion")


async def _fill(world: World, poc: Poc) -> None:
    sam = world.actor(world.sam)
    group = await task_groups.create(sam, poc.id, title="Group")
    first = await tasks.create(sam, poc.id, title="First", group_id=group, assigned_user_id=world.sam.id)
    await tasks.create(sam, poc.id, title="Second", group_id=group, depends_on=[first])
    await comments.add(sam, poc.id, body="On the POC")
    await comments.add(sam, poc.id, body="On a task", task_id=first, visibility=Visibility.INTERNAL)
    resource = await resources.add(sam, poc.id, kind=ResourceKind.LINK, title="Guide", url="https://docs.example")
    await resources.open_resource(sam, resource)
    await criteria.add(sam, poc.id, title="Fast", target="1 s")


async def test_given_a_draft_with_everything_on_it_when_deleted_then_all_of_it_goes_and_nothing_else(
    runtime: Runtime, world: World
) -> None:
    await _fill(world, world.active)
    before = {table: await rows(table) for table in OF_POC}
    await Poc.filter(id=world.on_hold.id).update(status=PocStatus.DRAFT)
    await _fill(world, world.on_hold)
    await poc_templates.save(world.actor(world.sam), world.on_hold.id, name="Kept")
    assert all([await rows(table) > before[table] for table in OF_POC])

    await pocs.delete(world.actor(world.sam), world.on_hold.id)

    assert {table: await rows(table) for table in OF_POC} == before
    assert await rows("poc_template") == 1, "a template is a copy"


async def test_given_files_of_a_deleted_draft_when_swept_then_only_those_that_nothing_needs_go(runtime: Runtime, world: World) -> None:
    await Poc.filter(id=world.on_hold.id).update(status=PocStatus.DRAFT)
    for name in ("kept.pdf", "gone.pdf"):
        file = await StoredFile.create(
            tenant=world.northwind, poc_id=world.on_hold.id, uploaded_by=world.sam, name=name, content_type="application/pdf", size=1,
            created_at=now(), expires_at=now(), received_at=now(),
        )  # fmt: skip
        poc = world.active if name == "kept.pdf" else world.on_hold
        await Resource.create(poc=poc, kind=ResourceKind.FILE, title=name, file=file, created_at=now())
    await pocs.delete(world.actor(world.sam), world.on_hold.id)
    await uploads.sweep()
    assert [file.name for file in await StoredFile.all()] == ["kept.pdf"]
    assert not await Task.filter(poc_id=world.on_hold.id).exists()
    assert not await TaskGroup.filter(poc_id=world.on_hold.id).exists()
    assert not await Comment.filter(poc_id=world.on_hold.id).exists()
