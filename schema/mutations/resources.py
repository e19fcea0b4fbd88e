"""Uploading files for a POC, and adding, changing, deleting and opening its resources."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import resources, uploads
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, nested, one
from schema.types.enums import ResourceKind, Visibility
from schema.types.pocs import Poc
from schema.types.resources import Resource, Upload

MANAGING = locked(Permission.POCS_MANAGE, of="POC")


@strawberry.input(description="A file that will be uploaded.")
class CreateUploadInput:
    """Facts of a file."""

    poc_id: strawberry.ID = fact("For which POC.")
    filename: str = fact("Its name; of a path the last part counts.")
    content_type: str = fact("Its media type; what its bytes say counts in the end.")
    size: int = fact("How many bytes it has.")


@payload
class CreateUploadPayload:
    """Where to."""

    upload: Upload | None = nested("Where to PUT the bytes.")


@strawberry.input(description="A new resource: of the facts those that its kind has.")
class AddResourceInput:
    """Facts of a resource."""

    poc_id: strawberry.ID = fact("To which POC.")
    kind: ResourceKind = fact("What it is.")
    title: str = fact("What it is called.")
    description: str | None = fact("What it is about.", None)
    url: str | None = fact("Where a LINK leads: an http or https address without a login.", None)
    body: str | None = fact("What stands in a TEXT or CODE.", None)
    language: str | None = fact("In what CODE is written.", None)
    upload_id: strawberry.ID | None = fact("The upload of a FILE, once its bytes are there.", None)
    visibility: Visibility = fact("Whom it is for.", Visibility.SHARED)
    position: int | None = fact("Where it stands among those of the same visibility; behind the others unless told.", None)


@payload
class AddResourcePayload:
    """The resource."""

    resource: Resource | None = one("The new resource.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="Changes to a resource: what is left out stays as it is, null clears. Its kind and its file stay.")
class UpdateResourceInput:
    """Changes."""

    resource_id: strawberry.ID = fact("Which resource.")
    expected_version: int | None = fact("Refused as STALE if it has been changed since this version.", None)
    title: str | None = fact("What it is called; it can't be cleared.", strawberry.UNSET)
    description: str | None = fact("What it is about.", strawberry.UNSET)
    url: str | None = fact("Where a LINK leads; it can't be cleared.", strawberry.UNSET)
    body: str | None = fact("What stands in a TEXT or CODE; it can't be cleared.", strawberry.UNSET)
    language: str | None = fact("In what CODE is written.", strawberry.UNSET)
    visibility: Visibility | None = fact("Whom it is for; it can't be cleared.", strawberry.UNSET)
    position: int | None = fact("Where it stands among those of the same visibility; it can't be cleared.", strawberry.UNSET)


@payload
class UpdateResourcePayload:
    """The resource."""

    resource: Resource | None = one("The resource after the change.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A resource to delete, with its file.")
class DeleteResourceInput:
    """A resource."""

    resource_id: strawberry.ID = fact("Which resource.")


@payload
class DeleteResourcePayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.input(description="A resource that the viewer opens.")
class OpenResourceInput:
    """A resource."""

    resource_id: strawberry.ID = fact("Which resource.")


@payload
class OpenResourcePayload:
    """The resource."""

    resource: Resource | None = one("The resource.", scope=policies.contents)
    poc: Poc | None = one("The POC.", scope=policies.pocs)


@strawberry.type
class ResourceMutations:
    """Root fields about resources."""

    @mutation(MANAGING, "First step of a FILE resource: afterwards PUT the bytes, then addResource with uploadId.")
    async def create_upload(self, context: Context, input: CreateUploadInput) -> Facts[CreateUploadPayload]:  # noqa: A002
        """Promise a file."""
        made = await uploads.create(
            context.actor, uuid_of("poc", input.poc_id), filename=input.filename, content_type=input.content_type, size=input.size
        )
        facts = {
            "upload_id": ids.to_text("upload", made.id),
            "url": made.url,
            "headers": {"Content-Type": made.content_type},
            "max_size": made.max_size,
            "expires_at": made.expires_at,
        }
        return Facts(upload=facts)

    @mutation(MANAGING, "Add a link, a text, code or a file to a POC.")
    async def add_resource(self, context: Context, input: AddResourceInput) -> Facts[AddResourcePayload]:  # noqa: A002
        """Add."""
        poc_id = uuid_of("poc", input.poc_id)
        resource_id = await resources.add(
            context.actor,
            poc_id,
            kind=input.kind,
            title=input.title,
            description=input.description,
            url=input.url,
            body=input.body,
            language=input.language,
            upload_id=None if input.upload_id is None else uuid_of("upload", input.upload_id) or UNKNOWN,
            visibility=input.visibility,
            position=input.position,
        )
        return Facts(resource=resource_id, poc=poc_id)

    @mutation(MANAGING, "Change a resource.")
    async def update_resource(self, context: Context, input: UpdateResourceInput) -> Facts[UpdateResourcePayload]:  # noqa: A002
        """Change."""
        resource_id = uuid_of("resource", input.resource_id)
        poc_id = await resources.update(
            context.actor,
            resource_id,
            expected_version=input.expected_version,
            title=changed(input.title),
            description=changed(input.description),
            url=changed(input.url),
            body=changed(input.body),
            language=changed(input.language),
            visibility=changed(input.visibility),
            position=changed(input.position),
        )
        return Facts(resource=resource_id, poc=poc_id)

    @mutation(MANAGING, "Delete a resource.")
    async def delete_resource(self, context: Context, input: DeleteResourceInput) -> Facts[DeleteResourcePayload]:  # noqa: A002
        """Delete."""
        resource_id = uuid_of("resource", input.resource_id)
        poc_id = await resources.delete(context.actor, resource_id)
        return Facts(deleted_id=resource_id and ids.to_text("resource", resource_id), poc=poc_id)

    @mutation(locked(of="POC as its staff or a participant"), "Note that the viewer has opened a resource; of customers, staff sees it.")
    async def open_resource(self, context: Context, input: OpenResourceInput) -> Facts[OpenResourcePayload]:  # noqa: A002
        """Open."""
        resource_id = uuid_of("resource", input.resource_id)
        poc_id = await resources.open_resource(context.actor, resource_id)
        return Facts(resource=resource_id, poc=poc_id)
