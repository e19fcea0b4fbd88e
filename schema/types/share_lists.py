"""How lists of shares are narrowed and ordered."""

from __future__ import annotations

import strawberry

from app.models.integrations import SHARE_STATUS
from schema.reading.declare import narrows
from schema.reading.expressions import Path, Sql
from schema.reading.sources import Order
from schema.types.partner_enums import ShareStatus


@strawberry.input(description="Narrows a list of shares; everything given must hold.")
class IntegrationShareFilter:
    """By state and kind."""

    status: list[ShareStatus] | None = narrows("In one of these states.", "{of} in {value}[text]", of=Sql(SHARE_STATUS))
    kind: list[str] | None = narrows("Of integrations of one of these kinds, by their keys.", "{of} in {value}[text]", of=Path("kind.key"))


BY_SHARING = Order(Path("created_at"), "instant", descending=True)
"""The newest first."""
