"""The root fields that begin elsewhere than in a table: with the actor, a link, several ids. A new one is refused until it is here."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from app.auth import policies
from app.auth.scopes import parameters
from app.core import db
from app.core.errors import bad_input
from app.services import invitation_previews, partner_link_previews, statements
from schema.core.context import Context
from schema.reading.expressions import Some
from schema.reading.sources import READS
from schema.types.audit import AuditAction, action_facts
from schema.types.email_templates import EmailTemplate, RenderedEmail, all_in, one_in
from schema.types.email_templates import preview_facts as email_preview_facts
from schema.types.installations import InstallationOverview, overview_facts
from schema.types.partner_links import PartnerLinkPreview, link_preview_facts
from schema.types.partnerships import PartnershipKindInfo, kind_facts
from schema.types.previews import InvitationPreview, preview_facts
from schema.types.statements import PartnerStatement
from schema.types.viewer import Viewer, facts
from tests.schema.reading.oracle.asking import Info
from tests.schema.reading.oracle.request import Row
from tests.schema.reading.oracle.resolving import find_node, load
from tests.schema.reading.oracle.sql import to_sql

MOST_NODES = 100


async def _viewer(info: Info, _: Mapping[str, Any]) -> Row | None:
    found = facts(info.context.actor)
    if found is None:
        return None
    for field in Viewer.__strawberry_definition__.fields:  # type: ignore[attr-defined]  # every declared type has one
        for need in getattr(field.metadata[READS], "needs", ()):
            if isinstance(need, Some):  # no fact, so it is asked for
                sql = to_sql(need, None, info.context.actor)
                row = await db.fetch_one(f"select {sql}", parameters(info.context.actor))
                found[sql] = row and row[0]
    return Row(Viewer, found)


async def _nodes(info: Info, arguments: Mapping[str, Any]) -> list[Row | None]:
    if len(arguments["ids"]) > MOST_NODES:
        raise bad_input(f"At most {MOST_NODES} ids at once.", ["ids"])
    return list(await asyncio.gather(*(find_node(info, text) for text in arguments["ids"])))


async def _invitation_preview(info: Info, arguments: Mapping[str, Any]) -> Row:
    return Row(InvitationPreview, preview_facts(await invitation_previews.preview(info.context.actor, arguments["token"])))


async def _partnership_kinds(info: Info, _: Mapping[str, Any]) -> list[Row]:
    return [Row(PartnershipKindInfo, line) for line in await kind_facts(Context(info.context.actor))]


async def _partner_statement(info: Info, arguments: Mapping[str, Any]) -> Row:
    return Row(PartnerStatement, await statements.month(info.context.actor, arguments["month"]))


async def _partner_link_preview(info: Info, arguments: Mapping[str, Any]) -> Row:
    return Row(PartnerLinkPreview, link_preview_facts(await partner_link_previews.preview(info.context.actor, arguments["token"])))


async def _installation_overview(info: Info, _: Mapping[str, Any]) -> Row:
    return Row(InstallationOverview, overview_facts(info.context.actor))


async def _audit_actions(info: Info, _: Mapping[str, Any]) -> list[Row]:
    return [Row(AuditAction, line) for line in await action_facts(Context(info.context.actor))]


def _chosen(choose: Callable[..., Awaitable[Sequence[UUID]]]) -> Callable[[Info, Mapping[str, Any]], Awaitable[list[Row | None]]]:
    async def read(info: Info, arguments: Mapping[str, Any]) -> list[Row | None]:
        ids_ = await choose(Context(info.context.actor), **arguments)
        found = await asyncio.gather(*(load(EmailTemplate, id_, info, policies.email_templates) for id_ in ids_))
        return [one for one in found if one]

    return read


async def _email_template(info: Info, arguments: Mapping[str, Any]) -> Row | None:
    return next(iter(await _chosen(one_in)(info, arguments)), None)


async def _email_template_preview(info: Info, arguments: Mapping[str, Any]) -> Row:
    return Row(RenderedEmail, await email_preview_facts(Context(info.context.actor), **arguments))


ROOTS: dict[str, Callable[[Info, Mapping[str, Any]], Awaitable[Any]]] = {
    "Query.viewer": _viewer,
    "Query.nodes": _nodes,
    "Query.invitationPreview": _invitation_preview,
    "Query.partnerLinkPreview": _partner_link_preview,
    "Query.emailTemplates": _chosen(all_in),
    "Query.emailTemplate": _email_template,
    "Query.emailTemplatePreview": _email_template_preview,
    "Query.installationOverview": _installation_overview,
    "Query.auditActions": _audit_actions,
    "Query.partnershipKinds": _partnership_kinds,
    "Query.partnerStatement": _partner_statement,
}
