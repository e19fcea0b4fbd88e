"""Templates: saving a POC as one, beginning a POC with one, and deleting one. Each is a copy that lives by itself."""

from __future__ import annotations

from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.finding import find, find_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import UserError, UserErrors
from app.core.runtime import now
from app.models import Poc, PocTemplate, PocTemplateFile
from app.services import events
from app.services.poc_template_content import read, written
from app.services.poc_template_copies import content_of, fill


async def save(actor: Actor, poc_id: UUID | None, *, name: str, description: str | None = None) -> UUID:
    """Keep what a POC consists of as a template of its tenant, and answer with its id. The POC stays as it is."""
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        errors: list[UserError] = []
        with text.collecting(errors):
            name = text.name(name, "name")
        with text.collecting(errors):
            description = text.body(description, "description")
        if errors:
            raise UserErrors(errors)
        content = await content_of(poc)
        template = await PocTemplate.create(
            tenant_id=poc.tenant_id, name=name, description=description, content=written(content), task_count=len(content.tasks),
            resource_count=len(content.resources), criteria_count=len(content.criteria), created_at=now(),
        )  # fmt: skip
        template_id: UUID = template.id
        await PocTemplateFile.bulk_create(PocTemplateFile(template_id=template_id, file_id=file) for file in content.files)
        changes = {"name": [None, name]}
        await events.record(actor, "poc.template_created", "poc_template", template_id, poc_id=poc.id, changes=changes)
        return template_id


async def find_template(actor: Actor, template_id: UUID | None, *path: str) -> PocTemplate:
    """A template of the session's tenant, locked, so that it and its files stay until the transaction ends. NOT_FOUND at `path`."""
    return await find(PocTemplate, actor, template_id, policies.poc_templates(actor), *path)


async def begin_with(poc: Poc, template: PocTemplate) -> None:
    """Put what a template has onto a POC that was just made."""
    await fill(poc, read(template.content))


async def delete(actor: Actor, template_id: UUID | None) -> UUID:
    """Delete a template; its id. What was made from it stays."""
    actor.require(Permission.POCS_MANAGE)
    async with db.transaction():
        template = await find_template(actor, template_id, "templateId")
        deleted: UUID = template.id
        await db.execute("delete from poc_template where id = :id", {"id": deleted})
        await events.record(actor, "poc.template_deleted", "poc_template", deleted, changes={"name": [template.name, None]})
        return deleted
