"""Saving POCs as templates, and deleting templates."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import poc_templates
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.poc_templates import PocTemplate


@strawberry.input(description="A POC to keep as a template.")
class SavePocAsTemplateInput:
    """Which, and as what."""

    poc_id: strawberry.ID = fact("Which POC; it stays as it is.")
    name: str = fact("The template's name.")
    description: str | None = fact("What it is for.", None)


@payload
class SavePocAsTemplatePayload:
    """The template."""

    template: PocTemplate | None = one("The new template.", scope=policies.poc_templates)


@strawberry.input(description="A template to delete.")
class DeletePocTemplateInput:
    """A template."""

    template_id: strawberry.ID = fact("Which template. POCs that were begun with it stay as they are.")


@payload
class DeletePocTemplatePayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")


@strawberry.type
class PocTemplateMutations:
    """Root fields about templates."""

    @mutation(
        locked(Permission.POCS_MANAGE, of="POC"),
        "Keep what a POC consists of as a template: its groups, tasks, resources and criteria, without people, states and comments.",
    )
    async def save_poc_as_template(self, context: Context, input: SavePocAsTemplateInput) -> Facts[SavePocAsTemplatePayload]:  # noqa: A002
        """Save."""
        poc_id = uuid_of("poc", input.poc_id)
        return Facts(template=await poc_templates.save(context.actor, poc_id, name=input.name, description=input.description))

    @mutation(locked(Permission.POCS_MANAGE), "Delete a template; what was begun with it stays.")
    async def delete_poc_template(self, context: Context, input: DeletePocTemplateInput) -> Facts[DeletePocTemplatePayload]:  # noqa: A002
        """Delete."""
        deleted = await poc_templates.delete(context.actor, uuid_of("template", input.template_id))
        return Facts(deleted_id=ids.to_text("template", deleted))
