"""Resources of a POC, the files behind some of them, and uploads that are waited for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from app import models
from app.auth import policies
from app.auth.actor import Actor
from app.core import db
from app.services import files
from schema.core.scalars import JSON
from schema.reading.declare import column, computed, given, inside, one, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.enums import ResourceKind, Visibility
from schema.types.nodes import Node

if TYPE_CHECKING:
    from schema.types.pocs import Poc

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]

VIEWER = (
    Sql('(select reader.id from "user" reader where reader.id = :user)'),
    Sql(
        "coalesce((select reading.id from session reading where reading.id = :session),"
        " (select behalf.id from acting_session behalf where behalf.id = :session))"
    ),
    Sql("(select place.id from tenant place where place.id = :tenant)"),
    Sql("(select home.partner_id from acting_session home where home.id = :session)"),
    Sql("(select program.id from api_key program where program.id = :key)"),
)
"""Who asks, in which session and tenant, in an acting session from which partner, and by which key.

They are looked up once for a statement, so that databases know them for ids.
"""


def address(resource_id: str | UUID, *who: str | UUID | None) -> str:
    """The address of a resource's file for who asks, as `VIEWER` has them."""
    resource = resource_id if isinstance(resource_id, UUID) else UUID(resource_id)
    user_id, session_id, tenant_id, partner_id, key_id = map(db.uuid, who)
    return files.address(resource, Actor(user_id, tenant_id, session_id, partner_id=partner_id, key_id=key_id))


@reads(models.Resource, description="A file. Its url is short-lived and made for this viewer.")
class StoredFile:
    """What can be downloaded."""

    name: str = column("Its name.", "file.name")
    content_type: str = column("Its media type, by its bytes.", "file.content_type")
    size: int = column("How many bytes it has.", "file.size")
    url: str = computed(
        "Where this viewer can fetch it within five minutes, without a token; it is checked again then.", address, "id", *VIEWER
    )


@reads(models.Resource, prefix="resource", scope=policies.contents, description="Something to look at: a link, a text, code or a file.")
class Resource(Node):
    """Something to look at."""

    poc: LazyPoc = one("Where it is.")
    version: int | None = column("Raised with every change; for staff.", visible=policies.as_staff)
    kind: ResourceKind = column("What it is.")
    title: str = column("What it is called.")
    description: str | None = column("What it is about.")
    url: str | None = column("Where a LINK leads: an http or https address.")
    body: str | None = column("What stands in a TEXT or CODE, as it was typed.")
    language: str | None = column("In what CODE is written.")
    visibility: Visibility = column("Whom it is for.")
    position: int = column("Where it stands among the resources of the same visibility, counted from 0.")
    created_at: datetime = column("When it was added.")
    file: StoredFile | None = inside("The file of a FILE.", absent=Sql("({a}.file_id is null)"))
    opened_by: int | None = sql(
        "How many customers have opened it; for staff.",
        "(select count(*) from resource_opening seen where seen.resource_id = {a}.id and seen.by_customer = true)",
        visible=policies.as_staff,
    )
    opened_by_viewer: bool = sql(
        "Whether the viewer has opened it.",
        "(case when exists (select 1 from resource_opening own where own.resource_id = {a}.id and own.user_id = :user) then 1 else 0 end)",
    )


@reads(None, description="Where to PUT the bytes, with which headers, until when.")
class Upload:
    """What is waited for."""

    upload_id: strawberry.ID = given("For addResource, once the bytes are there.")
    url: str = given("Where to PUT them; for this viewer only.")
    headers: JSON = given("The headers to send with them.")
    max_size: int = given("How many bytes are taken: as many as were declared.")
    expires_at: datetime = given("Until when.")


IN_PLACE = Order(Path("position"), "number")
"""As the staff put them; of the same position, the older first."""
