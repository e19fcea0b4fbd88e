"""How lists of invitations are narrowed and ordered."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import strawberry

from app.models.invitations import STATUS
from schema.core.enums import described
from schema.reading.declare import narrows
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.enums import InvitationKind, InvitationStatus, MailStatus
from schema.types.nodes import OrderDirection, by_address, id_of, person

DELIVERY = Sql("coalesce((select sent.status from mail sent where sent.id = {a}.mail_id), 'QUEUED')")
"""The state of the last mail; a held one is QUEUED."""

NAME_OR_EMAIL = rf"({by_address('{a}.email_key')} or {{a}}.sort_name like {{value}} escape '\')"


@strawberry.input(description="Narrows a list of invitations; everything given must hold.")
class InvitationFilter:
    """By state, kind, delivery, subject, time and person."""

    status: list[InvitationStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(STATUS))
    kind: list[InvitationKind] | None = narrows("Of one of these kinds.", "{a}.kind in {value}[text]")
    delivery: list[MailStatus] | None = narrows("Whose last mail stands so.", "{of} in {value}[text]", of=DELIVERY)
    poc_id: strawberry.ID | None = narrows("To this POC.", "{a}.poc_id = {value}", value=id_of("poc"))
    customer_id: strawberry.ID | None = narrows("Of people of this customer.", "{a}.customer_id = {value}", value=id_of("customer"))
    expires_before: datetime | None = narrows("Whose link ends before this instant.", "{a}.expires_at < {value}")
    search: str | None = narrows("A part of the name or of the address.", NAME_OR_EMAIL, value=person)


class InvitationOrderField(StrEnum):
    """Age or end."""

    CREATED_AT = "CREATED_AT"
    EXPIRES_AT = "EXPIRES_AT"


described(
    InvitationOrderField,
    "What invitations are ordered by.",
    CREATED_AT="By when somebody was invited.",
    EXPIRES_AT="By when the link ends; held ones come last.",
)


@strawberry.input(description="An order of invitations.")
class InvitationOrder:
    """Field and direction."""

    field: InvitationOrderField = strawberry.field(description="By what.")
    direction: OrderDirection = strawberry.field(description="In which direction.", default=OrderDirection.DESC)


BY_INVITING = Order(Path("created_at"), "instant", descending=True)
"""The newest first."""

INVITATION_ORDERS = {
    InvitationOrderField.CREATED_AT: BY_INVITING,
    InvitationOrderField.EXPIRES_AT: Order(Path("expires_at"), "instant", nullable=True),
}
