"""Reports of POCs: for whom they are made, and who may have them. Nothing in one is about the single reader or the moment."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import NOTHING
from app.core.errors import forbidden
from app.models import Audience
from app.services.report_documents import CONTENT_TYPES, ReportFormat, document, filename
from app.services.report_reading import facts_of


@dataclass(frozen=True, slots=True)
class Report:
    """A report as a file."""

    filename: str
    content_type: str
    content: str


async def reports_of(
    actor: Actor,
    ids: Sequence[UUID],
    *,
    audience: Audience,
    format: ReportFormat,  # noqa: A002  # the API's name
) -> Mapping[UUID, Report]:
    """A report of each of these POCs, as the audience may have it.

    One for customers is for everybody for whom the POC exists, an INTERNAL one for its staff: others have none, and
    who can be staff of no POC at all is FORBIDDEN.
    """
    if audience is Audience.INTERNAL and policies.pocs_as_staff(actor) == NOTHING:
        raise forbidden("An internal report is for the staff.", ["audience"])
    made: dict[UUID, Report] = {}
    for id_, facts in (await facts_of(actor, ids, audience)).items():
        made[id_] = Report(filename(facts, format), CONTENT_TYPES[format], document(facts, format))
        await asyncio.sleep(0)  # a large one takes a while, and others wait
    return made
