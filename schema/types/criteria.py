"""Success criteria of a POC, and who signed which version of them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from app import models
from app.auth import policies
from schema.reading.declare import column, computed, many, one, reads, sql
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import CriterionOutcome
from schema.types.nodes import Node
from schema.types.users import full_name

if TYPE_CHECKING:
    from schema.types.pocs import Poc

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]


@reads(models.CriterionSignature, description="A participant's consent to one version of a criterion; it stays when the person is gone.")
class CriterionSignature:
    """A consent."""

    signed_by: str = computed("First and last name of who signed.", full_name, "signed_by.first_name", "signed_by.last_name")
    signed_at: datetime = column("When it was signed.")
    version: int = column("Which version of the criterion was signed.")
    current: bool = sql(
        "Whether the criterion is still as it was signed.",
        "(case when {a}.version = (select agreed.version from criterion agreed where agreed.id = {a}.criterion_id) then 1 else 0 end)",
    )


@reads(models.SuccessCriterion, prefix="criterion", scope=policies.criteria, description="What a POC shall reach, for everybody on it.")
class SuccessCriterion(Node):
    """An aim."""

    poc: LazyPoc = one("The POC that shall reach it.")
    title: str = column("What shall be reached, in a few words.")
    description: str | None = column("What is meant by it, and how it is looked at.")
    target: str = column("What has to be achieved, e.g. 99.9.")
    unit: str | None = column("In what that is counted, e.g. %.")
    must_have: bool = column("Whether the POC fails without it.")
    weight: int = column("How much it counts beside the others: 1 to 100.")
    achieved: str | None = column("What was achieved.")
    outcome: CriterionOutcome = column("Whether it was met.")
    position: int = column("Where it stands among the POC's criteria, counted from 0.")
    version: int = column("Raised with every change but a move; a signature holds for one version only.")
    signatures: list[CriterionSignature] = many(
        "Who signed which version, in the order of signing.",
        key="criterion",
        scope=policies.signatures,
        order=Order(Path("signed_at"), "instant"),
    )


BY_POSITION = Order(Path("position"), "number")
"""As the staff put them."""
