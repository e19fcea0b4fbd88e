"""Exports of audit logs: asking for one, whose address is good once and for five minutes, and beginning the download."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

import orjson

from app.auth import managing, partnering
from app.auth.actor import Actor
from app.auth.finding import find_customer
from app.auth.permissions import Permission
from app.auth.plans import REQUIRED_PLAN, FeatureKey, has_feature
from app.auth.scopes import Scope, parameters
from app.auth.tickets import Purpose, issue
from app.core import db, text
from app.core.errors import Code, Refused, UserError, UserErrors, forbidden, refuse
from app.core.ids import new_id
from app.core.runtime import current, now
from app.models import AuditExport, Customer, Plan
from app.services import audit_filters, audit_rows, events
from app.services.audit_filters import AuditFilter

LIFETIME: Final = timedelta(minutes=5)


class ExportFormat(StrEnum):
    """How an export is written."""

    NDJSON = "NDJSON"
    CSV = "CSV"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Where an export is fetched, and until when."""

    url: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Download:
    """An export that is being fetched."""

    format: ExportFormat
    asked_at: datetime
    rows: AsyncIterator[Sequence[audit_rows.Row]]


async def create(
    actor: Actor,
    *,
    customer_id: UUID | None = None,
    narrowed: AuditFilter | None = None,
    written_as: ExportFormat = ExportFormat.NDJSON,
) -> Ordered:
    """Ask for one's own audit log, or for a customer's as far as the partner reads it; its address works once.

    FORBIDDEN in an acting session, and for who does not read that customer's managed fields; at `customerId` NOT_FOUND and
    CAPABILITY_REQUIRED; PLAN_REQUIRED; INVALID at `filter.action` and NOT_FOUND at the ids of the filter.
    """
    actor.require_oneself()
    actor.require(Permission.AUDIT_READ)
    errors: list[UserError] = []
    async with db.transaction():
        log_id = actor.tenant
        with text.collecting(errors):
            await _require_plan(actor)
        with text.collecting(errors):
            log_id = actor.tenant if customer_id is None else await _organization(actor, customer_id)
        checked = audit_filters.check(errors, narrowed, "filter")
        if errors:
            raise UserErrors(errors)
        export_id = new_id()
        ticket, expires_at = issue(Purpose.EXPORT, export_id, actor, LIFETIME)
        export: dict[str, object] = {
            "id": export_id, "tenant_id": actor.tenant, "log_id": log_id, "customer_id": customer_id, "requested_by_id": actor.user,
            "narrowed": orjson.dumps(checked.written()).decode(), "format": written_as.value, "created_at": now(), "expires_at": expires_at,
        }  # fmt: skip
        told = events.rows(
            actor, "audit.exported", "audit_export", export_id, at_customer=None if customer_id is None else log_id,
            changes={"format": [None, written_as.value], **({"filter": [None, said]} if (said := narrowed and narrowed.said()) else {})},
        )  # fmt: skip
        await db.insert(("audit_export", export), *told)
    return Ordered(f"{current().settings.public_url}/exports/{ticket}", expires_at)


async def begin(actor: Actor, export_id: UUID) -> Download | None:
    """Begin the one download of an export that this person asked for; None if it was begun before.

    NOT_FOUND for who may not have it any more: the rights are asked again, and while the rows are read.
    """
    async with db.transaction():
        export = await AuditExport.get_or_none(id=export_id, requested_by_id=actor.user, tenant_id=actor.tenant_id)
        if export is None or not await _still_allowed(actor, export):
            raise refuse(Code.NOT_FOUND, "There is no such export.")
        sql = "update audit_export set used_at = :now where id = :id and used_at is null and expires_at > :now"
        if await db.execute(sql, {"id": export.id, "now": now()}) != 1:
            return None
    scope = _scope(actor, export.customer_id)
    narrowed = audit_filters.read(export.narrowed)
    rows = audit_rows.batches(actor, export.log_id, scope, narrowed, before=export.created_at)
    return Download(ExportFormat(export.format), export.created_at, rows)


def _scope(actor: Actor, customer_id: UUID | None) -> Scope:
    return partnering.own_events(actor) if customer_id is None else partnering.events_of_customers(actor)


async def _still_allowed(actor: Actor, export: AuditExport) -> bool:
    try:
        actor.require_oneself()
        actor.require(Permission.AUDIT_READ)
        await _require_plan(actor)
        log_id = actor.tenant if export.customer_id is None else await _organization(actor, export.customer_id)
    except (Refused, UserErrors):
        return False
    return bool(log_id == export.log_id)


async def _require_plan(actor: Actor) -> None:
    row = await db.fetch_one("select plan from tenant where id = :id", {"id": actor.tenant})
    if row is None or not has_feature(Plan(row["plan"]), FeatureKey.AUDIT_EXPORT):
        required = REQUIRED_PLAN[FeatureKey.AUDIT_EXPORT]
        raise UserErrors([UserError(Code.PLAN_REQUIRED, "Your plan does not have exports of the audit log.", required_plan=required.value)])


async def _organization(actor: Actor, customer_id: UUID) -> UUID:
    """The tenant of a customer whose log the actor reads."""
    customer: Customer = await find_customer(actor, customer_id, "customerId")
    values = {**parameters(actor), "id": customer.id}
    if not await _has(managing.customers_to_read(actor), values):
        raise forbidden()
    if customer.organization_id is None or not await _has(managing.customers_on_behalf(actor), values):
        raise refuse(Code.CAPABILITY_REQUIRED, "The connection with this customer does not allow this now.", "customerId")
    return customer.organization_id


async def _has(scope: Scope, values: Mapping[str, object]) -> bool:
    return await db.fetch_one(f"select 1 from customer c where c.id = :id and {scope.on('c')}", values) is not None
