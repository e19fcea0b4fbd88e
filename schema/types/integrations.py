"""Integrations: configured links to outside systems, and the kinds of them that there are. A credential has no field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import strawberry

from app import models
from app.auth import partnering
from app.models.integrations import INTEGRATION_STATUS
from app.services import settings_views
from schema.core.scalars import JSON
from schema.reading.connections import Connection
from schema.reading.declare import allowed, batch, column, inside, narrows, one, pages, reads, sql
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.nodes import Node, search
from schema.types.partner_enums import IntegrationStatus
from schema.types.share_lists import BY_SHARING, IntegrationShareFilter
from schema.types.tenants import Tenant

if TYPE_CHECKING:
    from schema.types.shares import IntegrationShare

BY_NAME = Order(Path("sort_name"))
"""Without regard to case and accents."""


def parsed(stored: Any) -> Any:
    """JSON as the API shows it: rows have it as text."""
    return orjson.loads(stored) if isinstance(stored, str) else stored


@reads(models.Integration, description="What the viewer may do now with an integration.")
class IntegrationActions:
    """By permission, on integrations of the session's tenant."""

    edit: bool = allowed("Change its name and settings, switch it on and off.", partnering.integrations_to_manage)
    rotate: bool = allowed("Replace its credential.", partnering.integrations_to_manage)
    share: bool = allowed("Share it with a customer; not while it is switched off.", partnering.integrations_to_share_now)
    delete: bool = allowed("Delete it.", partnering.integrations_to_manage)
    check: bool = allowed("Check whether it works.", partnering.integrations_to_check)


@reads(
    models.Integration,
    prefix="integration",
    scope=partnering.integrations,
    description="A configured link to an outside system. Its credential is written, and never read.",
)
class Integration(Node):
    """A link."""

    kind: IntegrationKind = one("What it links to.")
    name: str = column("The name.")
    status: IntegrationStatus = sql("How it stands.", INTEGRATION_STATUS)
    settings: JSON | None = batch(
        "Its settings: for who manages the owner's integrations, and for whom it is shared with to view them, which is recorded.",
        settings_views.settings_of,
        visible=partnering.integration_settings,
    )
    has_credential: bool | None = sql(
        "Whether a credential was given; for the owner.",
        "(case when {a}.credential is not null then 1 else 0 end)",
        visible=partnering.own_integrations,
    )
    credential_updated_at: datetime | None = column("When the credential was given; for the owner.", visible=partnering.own_integrations)
    last_checked_at: datetime | None = column("When it was checked last; for the owner.", visible=partnering.own_integrations)
    last_error: str | None = column(
        "Why it failed when it was checked last, in Usher's words; null if it worked. For the owner.", visible=partnering.own_integrations
    )
    owner: Tenant = one("Whose it is.", "tenant")
    shares: Connection[Annotated[IntegrationShare, strawberry.lazy("schema.types.shares")]] | None = pages(
        "With whom it is shared, or was, the newest first: of customers that one sees into. For who shares the owner's integrations.",
        key="integration",
        scope=partnering.shares_as_partner,
        order=BY_SHARING,
        filter_type=IntegrationShareFilter,
        visible=partnering.integrations_to_share,
    )
    created_at: datetime = column("Since when it exists.")
    viewer_can: IntegrationActions = inside("What the viewer may do now.")


@reads(
    models.IntegrationKind,
    prefix="integration_kind",
    scope=partnering.integration_kinds,
    description="A kind of integration: what its settings and its credential look like.",
)
class IntegrationKind(Node):
    """An entry of the registry."""

    key: str = column("Its short name, by which integrations are created.")
    name: str = column("What it is called.")
    description: str = column("What it connects with, and what a check of it does.")
    category: str = column("To what it belongs, e.g. Cloud.")
    settings_schema: JSON = column("JSON Schema (2020-12) that settings must satisfy. Nothing secret stands in them.", convert=parsed)
    credential_schema: JSON = column(
        "JSON Schema (2020-12) of the credential; a credential is only ever written, never read.", convert=parsed
    )
    can_check: bool = column("Whether Usher can check an integration of this kind.")
    integrations: Connection[Integration] | None = pages(
        "The tenant's integrations of this kind, by name.",
        key="kind",
        scope=partnering.own_integrations,
        order=BY_NAME,
        visible=partnering.integration_kinds,
    )


@strawberry.input(description="Narrows a list of integrations; everything given must hold.")
class IntegrationFilter:
    """By kind, state and name."""

    kind: list[str] | None = narrows("Of one of these kinds, by their keys.", "{of} in {value}[text]", of=Path("kind.key"))
    status: list[IntegrationStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(INTEGRATION_STATUS))
    search: str | None = search("A part of the name.", Path("sort_name"))
