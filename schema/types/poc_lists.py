"""How lists of POCs are narrowed and ordered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

import strawberry

from app.auth import policies
from schema.core.enums import described
from schema.reading.declare import narrows
from schema.reading.expressions import Depending, Path, Sql
from schema.reading.sources import Order
from schema.types.enums import PocRole, PocStatus
from schema.types.nodes import OrderDirection, id_of, search

VIEWER_ROLE = Sql(
    "(case when coalesce({a}.tenant_id <> :tenant, true) then 'CUSTOMER' when {a}.owner_id = :user then 'OWNER'"
    " when exists (select 1 from collaborator mate where mate.poc_id = {a}.id and mate.user_id = :user) then 'COLLABORATOR'"
    " else 'ADMIN' end)"
)
CHANGED = Depending(policies.pocs_as_staff, Path("updated_at"), Path("shared_updated_at"))
"""The last change that the viewer may know of."""


@strawberry.input(description="Narrows a list of POCs; everything given must hold.")
class PocFilter:
    """By state, people, time and name."""

    status: list[PocStatus] | None = narrows("In one of these states.", "{a}.status in {value}[text]")
    customer_id: strawberry.ID | None = narrows(
        "With this customer.", "{a}.customer_id = {value}", value=id_of("customer"), visible=policies.pocs_as_staff
    )
    owner_id: strawberry.ID | None = narrows("Owned by this person.", "{a}.owner_id = {value}", value=id_of("user"))
    viewer_role: list[PocRole] | None = narrows("On which the viewer is one of these.", "{of} in {value}[text]", of=VIEWER_ROLE)
    updated_since: datetime | None = narrows("Changed at or after this instant.", "{of} >= {value}", of=CHANGED)
    ends_before: date | None = narrows("With a last day before this day.", "{a}.ends_on < {value}")
    search: str | None = search("A part of the name.", Path("sort_name"))


class PocOrderField(StrEnum):
    """Age, last change, name or last day."""

    CREATED_AT = "CREATED_AT"
    UPDATED_AT = "UPDATED_AT"
    NAME = "NAME"
    ENDS_ON = "ENDS_ON"


described(
    PocOrderField,
    "What POCs are ordered by.",
    CREATED_AT="By when it was made.",
    UPDATED_AT="By the last change that the viewer may know of.",
    NAME="By name, without regard to case and accents.",
    ENDS_ON="By the last day; those without one come last.",
)


@strawberry.input(description="An order of POCs.")
class PocOrder:
    """Field and direction."""

    field: PocOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(description="In which direction.", default=OrderDirection.DESC)


BY_CREATION = Order(Path("created_at"), "instant", descending=True)
"""The newest first; how lists of POCs begin unless told."""

POC_ORDERS = {
    PocOrderField.CREATED_AT: BY_CREATION,
    PocOrderField.UPDATED_AT: Order(CHANGED, "instant"),
    PocOrderField.NAME: Order(Path("sort_name")),
    PocOrderField.ENDS_ON: Order(Path("ends_on"), "day", nullable=True),
}
