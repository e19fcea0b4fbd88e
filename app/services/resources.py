"""Resources of a POC: adding, changing, deleting and opening them. The bytes of a file come before, by `uploads`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_any_poc, find_on_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Poc, Resource, ResourceKind, Visibility
from app.services import events, grants, poc_changes, positions, resource_facts

MOST: Final = 200
"""Resources a POC."""
FIELDS: Final = {
    "title": "title", "description": "description", "url": "url", "body": "body", "language": "language",
    "visibility": "visibility", "position": "position",
}  # fmt: skip
"""The API's names of the columns that can be changed."""
TOLD: Final = frozenset({"title", "visibility", "position"})
"""Of which events say what they were; of the others only that they changed: texts may name people and be long."""


async def add(
    actor: Actor,
    poc_id: UUID | None,
    *,
    kind: ResourceKind,
    title: str,
    description: str | None = None,
    url: str | None = None,
    body: str | None = None,
    language: str | None = None,
    upload_id: UUID | None = None,
    visibility: Visibility = Visibility.SHARED,
    position: int | None = None,
) -> UUID:
    """Add a resource at a position, or behind the others of its visibility; its id. LIMIT_REACHED at `pocId`.

    `upload_id` is None if left out; for a malformed one pass an id that nobody has.
    """
    async with db.transaction():
        on = await find_any_poc(actor, poc_id, "pocId")
        on.require(actor, Permission.POCS_MANAGE)
        poc: Poc = on.poc
        if await Resource.filter(poc_id=poc.id).count() >= MOST:
            raise refuse(Code.LIMIT_REACHED, f"A POC has at most {MOST} resources.", "pocId")
        errors: list[UserError] = []
        facts = resource_facts.checked(
            errors, kind, title=title, description=description,
            **_given(kind, url=url, body=body, language=language),
        )  # fmt: skip
        facts |= await resource_facts.file_of(errors, kind, poc, upload_id)
        with text.collecting(errors):
            facts["position"] = await positions.make_room("resource", _siblings(poc, visibility), position)
        if errors:
            raise UserErrors(errors)
        resource = await Resource.create(**facts, poc_id=poc.id, kind=kind, visibility=visibility, created_at=now())
        changes = {"kind": [None, kind.value], "title": [None, resource.title]}
        await _record(actor, poc, "resource.added", resource.id, changes, visibility)
        added: UUID = resource.id
        return added


async def update(
    actor: Actor,
    resource_id: UUID | None,
    *,
    expected_version: int | None = None,
    title: str | Unset | None = UNSET,
    description: str | Unset | None = UNSET,
    url: str | Unset | None = UNSET,
    body: str | Unset | None = UNSET,
    language: str | Unset | None = UNSET,
    visibility: Visibility | Unset | None = UNSET,
    position: int | Unset | None = UNSET,
) -> UUID:
    """Change what is given; the POC's id. Each change adds one to the version; STALE where it is not the expected one.

    None clears description and language; the rest is REQUIRED where the kind has it. The kind and the file stay. Nothing
    different: success, and nothing is written. What turns SHARED or INTERNAL goes behind the others there, unless told.
    """
    async with db.transaction():
        on, resource = await find_on_poc(Resource, actor, resource_id, "resourceId")
        on.require(actor, Permission.POCS_MANAGE)
        if expected_version not in (None, resource.version):
            raise _stale()
        errors: list[UserError] = []
        given = resource_facts.checked(
            errors, resource.kind, title=title, description=description, url=url, body=body, language=language
        )  # fmt: skip
        if visibility is not UNSET:
            with text.collecting(errors):
                given["visibility"] = grants.decided(visibility, "visibility")
        with text.collecting(errors):
            here, there = _siblings(on.poc, resource.visibility), _siblings(on.poc, given.get("visibility", resource.visibility))
            given["position"] = await positions.settle("resource", resource.id, here, resource.position, to=position, among=there)
        if errors:
            raise UserErrors(errors)
        if any(value != getattr(resource, column) for column, value in given.items()):
            await _write(actor, on.poc, resource, given)
        return resource.poc_id


async def delete(actor: Actor, resource_id: UUID | None) -> UUID:
    """Take a resource off its POC; the POC's id. Its file goes, too, unless something else has it."""
    async with db.transaction():
        on, resource = await find_on_poc(Resource, actor, resource_id, "resourceId")
        on.require(actor, Permission.POCS_MANAGE)
        await Resource.filter(id=resource.id).delete()
        await positions.close_gap("resource", _siblings(on.poc, resource.visibility), resource.position)
        if resource.file_id is not None:
            await db.execute("update stored_file set expires_at = :now where id = :id", {"now": now(), "id": resource.file_id})
        await _record(actor, on.poc, "resource.deleted", resource.id, {"title": [resource.title, None]}, resource.visibility)
        return resource.poc_id


async def open_resource(actor: Actor, resource_id: UUID | None) -> UUID:
    """Note that the actor has opened a resource, the first time only; the POC's id. Also on a POC that is closed for changes.

    Of customers it stands in the log. It changes nothing on the POC, so the time of the last change stays.
    """
    async with db.transaction():
        on, resource = await find_on_poc(Resource, actor, resource_id, "resourceId")
        opening = {
            "id": new_id(), "resource_id": resource.id, "user_id": actor.user, "by_customer": not on.as_staff, "at": now(),
        }  # fmt: skip
        if await db.insert(("resource_opening", opening), unless_taken=True) and not on.as_staff:
            shared = resource.visibility is Visibility.SHARED
            await events.record(
                actor, "resource.opened", "resource", resource.id, tenant_id=on.poc.tenant_id, poc_id=on.poc.id, shared=shared
            )
        return resource.poc_id


def _given(kind: ResourceKind, **facts: str | None) -> dict[str, str | None]:
    """What a new resource is told, and what its kind needs."""
    return {field: value for field, value in facts.items() if value is not None or field in resource_facts.OF_KIND[kind]}


def _siblings(poc: Poc, visibility: Visibility) -> positions.Siblings:
    return {"poc_id": poc.id, "visibility": visibility.value}


async def _write(actor: Actor, poc: Poc, resource: Resource, columns: Mapping[str, Any]) -> None:
    if not await Resource.filter(id=resource.id, version=resource.version).update(**columns, version=resource.version + 1):
        raise _stale()
    # Also if it was SHARED until now: that something of theirs is gone moves the time that customers see.
    visibilities = (resource.visibility, columns.get("visibility", resource.visibility))
    await _record(actor, poc, "resource.changed", resource.id, _for_the_record(resource, columns), *visibilities)


async def _record(actor: Actor, poc: Poc, action: str, id_: UUID, changes: Mapping[str, object], *visibilities: Visibility) -> None:
    await poc_changes.record(actor, poc, action, "resource", id_, shared=Visibility.SHARED in visibilities, changes=changes)


def _stale() -> UserErrors:
    return refuse(Code.STALE, "Somebody has changed this resource since; look at it again.", "expectedVersion")


def _for_the_record(resource: Resource, columns: Mapping[str, Any]) -> dict[str, list[Any]]:
    record: dict[str, list[Any]] = {}
    for column, field in FIELDS.items():
        pair = [getattr(resource, column), columns.get(column, getattr(resource, column))]
        if pair[0] != pair[1]:
            record[field] = pair if column in TOLD else [value and "[changed]" for value in pair]
    return record
