"""Integrations of a tenant: making, changing and deleting them, and replacing their credentials, which nobody ever reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_integration
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import now
from app.models import Integration
from app.models.integrations import SHARE_OPEN
from app.services import events, grants, shares
from app.services.integration_credentials import HIDDEN, seal
from app.services.integration_kinds import KINDS, kind_of
from app.services.integration_kinds.kind import Facts, Kind
from app.services.integration_kinds.validating import checked


async def create(actor: Actor, *, kind: str, name: str, settings: Any = None, credential: Any = None) -> UUID:
    """Make an integration of the session's tenant; its id.

    NOT_FOUND at `kind`; what the schemas of the kind refuse at the place below `settings` and `credential`.
    """
    actor.require(Permission.INTEGRATIONS_MANAGE)
    tenant_id, integration_id, at = actor.tenant, new_id(), now()
    errors: list[UserError] = []
    columns: dict[str, Any] = {}
    known = KINDS.get(kind)
    if known is None:
        errors.append(UserError(Code.NOT_FOUND, "There is no such kind of integration.", ("kind",)))
    with text.collecting(errors):
        columns |= _named(name)
    if known is not None:
        with text.collecting(errors):
            columns["settings"] = _settings(known, settings)
        with text.collecting(errors):
            if credential is not None:
                sealed = seal(integration_id, checked(known.credential, credential, "credential", secret=True))
                columns |= {"credential": sealed, "credential_updated_at": at}
    if errors or known is None:
        raise UserErrors(errors)
    async with db.transaction():
        await Integration.create(id=integration_id, tenant_id=tenant_id, kind_id=known.id, created_at=at, **columns)
        changes = {"kind": [None, known.key], "name": [None, columns["name"]]}
        await events.record(actor, "integration.created", "integration", integration_id, changes=changes)
    return integration_id


async def update(
    actor: Actor,
    integration_id: UUID | None,
    *,
    name: str | Unset | None = UNSET,
    settings: Any = UNSET,
    enabled: bool | Unset | None = UNSET,
) -> None:
    """Change what is given; settings are replaced whole. Nothing different: success, and nothing is written.

    Open shares are called as the integration is. None clears settings; name and enabled can't be empty: REQUIRED.
    """
    async with db.transaction():
        integration = await find_integration(actor, integration_id, "integrationId")
        errors: list[UserError] = []
        given: dict[str, Any] = {}
        if name is not UNSET:
            with text.collecting(errors):
                given |= _named(name)
        if settings is not UNSET:
            with text.collecting(errors):
                given["settings"] = _settings(kind_of(integration.kind_id), settings)
        if enabled is not UNSET:
            with text.collecting(errors):
                given["enabled"] = grants.decided(enabled, "enabled")
        if errors:
            raise UserErrors(errors)
        changed = {column: value for column, value in given.items() if value != getattr(integration, column)}
        if not changed:
            return
        await Integration.filter(id=integration.id).update(**changed)
        if "name" in changed:
            still_open = SHARE_OPEN.replace("{a}", "integration_share")
            sql = f"update integration_share set integration_name = :name where integration_id = :id and {still_open}"
            await db.execute(sql, {"id": integration.id, "name": changed["name"], "now": now()})
        await events.record(actor, "integration.changed", "integration", integration.id, changes=_changes(integration, changed))


async def rotate(actor: Actor, integration_id: UUID | None, *, credential: Any) -> None:
    """Replace the credential, or give the first one. All shares use the new one from now on. None: REQUIRED."""
    async with db.transaction():
        integration = await find_integration(actor, integration_id, "integrationId")
        if credential is None:
            raise refuse(Code.REQUIRED, "A credential is required.", "credential")
        kind = kind_of(integration.kind_id)
        sealed = seal(integration.id, checked(kind.credential, credential, "credential", secret=True))
        await Integration.filter(id=integration.id).update(credential=sealed, credential_updated_at=now())
        changes = {"credential": [HIDDEN if integration.credential else None, HIDDEN]}
        await events.record(actor, "integration.credential_rotated", "integration", integration.id, changes=changes)


async def delete(actor: Actor, integration_id: UUID | None) -> UUID:
    """Delete an integration; its id. Its open shares are revoked, so that they are gone with the next request.

    Who shares it locks it, too: a share is there already, or can't begin before it is gone.
    """
    async with db.transaction():
        integration = await find_integration(actor, integration_id, "integrationId")
        await shares.let_go_of(actor, integration)
        await Integration.filter(id=integration.id).delete()
        changes = {"name": [integration.name, None]}
        await events.record(actor, "integration.deleted", "integration", integration.id, changes=changes)
        deleted: UUID = integration.id
        return deleted


def _named(name: str | Unset | None) -> dict[str, str]:
    line = text.name(None if isinstance(name, Unset) else name, "name")
    return {"name": line, "sort_name": text.sort_key(line)}


def _settings(kind: Kind, given: Any) -> Facts:
    """None is as good as no settings at all, which some kinds take."""
    return checked(kind.settings, {} if given is None else given, "settings")


def _changes(before: Integration, changed: Mapping[str, Any]) -> dict[str, object]:
    """For the event: which settings, but not what they are; not all who read a log may see them."""
    told: dict[str, object] = {column: [getattr(before, column), changed[column]] for column in ("name", "enabled") if column in changed}
    old, new = before.settings, changed.get("settings", before.settings)
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            told[f"settings.{name}"] = [HIDDEN if name in one else None for one in (old, new)]
    return told
