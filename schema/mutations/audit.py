"""Exports of audit logs."""

from __future__ import annotations

from datetime import datetime

import strawberry

from app.auth.permissions import Permission
from app.services import audit_exports, audit_filters
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given
from schema.types.audit import AuditFilter
from schema.types.partner_enums import ExportFormat


@strawberry.input(description="An export of one's own audit log, or with customerId of a customer's, as far as the partner may read it.")
class CreateAuditExportInput:
    """Whose, what of it, and how."""

    customer_id: strawberry.ID | None = fact("Whose log; one's own unless told.", None)
    filter: AuditFilter | None = fact("Which events; all of them unless told.", None)
    format: ExportFormat = fact("How it is written.", ExportFormat.NDJSON)


@payload
class CreateAuditExportPayload:
    """Where it is."""

    url: str | None = given("Where the export is fetched, once, by who asked for it.")
    expires_at: datetime | None = given("Until when.")


@strawberry.type
class AuditMutations:
    """Root fields about audit logs."""

    @mutation(
        locked(Permission.AUDIT_READ),
        "Export an audit log: one download within five minutes. The plan must have AUDIT_EXPORT; not in an acting session.",
    )
    async def create_audit_export(self, context: Context, input: CreateAuditExportInput) -> Facts[CreateAuditExportPayload]:  # noqa: A002
        """Ask for it."""
        ordered = await audit_exports.create(
            context.actor,
            customer_id=None if input.customer_id is None else uuid_of("customer", input.customer_id) or UNKNOWN,
            narrowed=_said(input.filter),
            written_as=input.format,
        )
        return Facts(url=ordered.url, expires_at=ordered.expires_at)


def _said(filter_: AuditFilter | None) -> audit_filters.AuditFilter | None:
    if filter_ is None:
        return None
    return audit_filters.AuditFilter(**{name: getattr(filter_, name) for name in audit_filters.NAMES})
