"""Creating, changing and ending POCs."""

from __future__ import annotations

from datetime import date
from typing import Any

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import poc_status, pocs
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.enums import PocStatus
from schema.types.pocs import Poc


@strawberry.input(description="An amount of money.")
class MoneyInput:
    """Amount and currency."""

    amount: str = fact("A decimal number, e.g. 12500.00.")
    currency: str = fact("ISO 4217, e.g. EUR.")


@strawberry.input(description="A new POC; it begins as a draft.")
class CreatePocInput:
    """Facts of a POC."""

    name: str = fact("The name.")
    customer_id: strawberry.ID = fact("With which customer.")
    owner_id: strawberry.ID | None = fact("Who leads it; the viewer unless told.", None)
    summary: str | None = fact("What it is about; customers see it.", None)
    starts_on: date | None = fact("The first day.", None)
    ends_on: date | None = fact("The last day.", None)
    template_id: strawberry.ID | None = fact("What it begins with; days count from the first one, or from today.", None)
    internal_notes: str | None = fact("Notes that no customer sees.", None)
    deal_value: MoneyInput | None = fact("What it may bring.", None)


@payload
class CreatePocPayload:
    """The POC."""

    poc: Poc | None = one("The new POC.", scope=policies.pocs)


@strawberry.input(description="Changes to a POC: what is left out stays as it is, null clears.")
class UpdatePocInput:
    """Changes."""

    poc_id: strawberry.ID = fact("Which POC.")
    expected_version: int | None = fact("Refused as STALE if it has been changed since this version.", None)
    name: str | None = fact("The name; it can't be cleared.", strawberry.UNSET)
    summary: str | None = fact("What it is about; customers see it.", strawberry.UNSET)
    starts_on: date | None = fact("The first day.", strawberry.UNSET)
    ends_on: date | None = fact("The last day.", strawberry.UNSET)
    owner_id: strawberry.ID | None = fact("Who leads it; it can't be cleared.", strawberry.UNSET)
    internal_notes: str | None = fact("Notes that no customer sees.", strawberry.UNSET)
    deal_value: MoneyInput | None = fact("What it may bring.", strawberry.UNSET)


@payload
class UpdatePocPayload:
    """The POC."""

    poc: Poc | None = one("The POC after the change.", scope=policies.pocs)


@strawberry.input(description="A move of a POC from one state to another.")
class ChangePocStatusInput:
    """A move."""

    poc_id: strawberry.ID = fact("Which POC.")
    status: PocStatus = fact("Where to.")
    note: str | None = fact("Why, for the colleagues.", None)


@payload
class ChangePocStatusPayload:
    """The POC."""

    poc: Poc | None = one("The POC after the move.", scope=policies.pocs)


@strawberry.input(description="A draft to delete.")
class DeletePocInput:
    """A draft."""

    poc_id: strawberry.ID = fact("Which POC.")


@payload
class DeletePocPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id that was deleted.")


@strawberry.type
class PocMutations:
    """Root fields about POCs."""

    @mutation(locked(Permission.POCS_MANAGE), "Create a POC with a customer, as a draft.")
    async def create_poc(self, context: Context, input: CreatePocInput) -> Facts[CreatePocPayload]:  # noqa: A002
        """Create."""
        named = {} if input.owner_id is None else {"owner_id": uuid_of("user", input.owner_id) or UNKNOWN}
        if input.template_id is not None:
            named["template_id"] = uuid_of("template", input.template_id) or UNKNOWN
        poc_id = await pocs.create(
            context.actor,
            name=input.name,
            customer_id=uuid_of("customer", input.customer_id),
            summary=input.summary,
            starts_on=input.starts_on,
            ends_on=input.ends_on,
            internal_notes=input.internal_notes,
            deal_value=_money(input.deal_value),
            **named,
        )
        return Facts(poc=poc_id)

    @mutation(locked(Permission.POCS_MANAGE, of="POC"), "Change a POC.")
    async def update_poc(self, context: Context, input: UpdatePocInput) -> Facts[UpdatePocPayload]:  # noqa: A002
        """Change."""
        poc_id = uuid_of("poc", input.poc_id)
        owner = changed(input.owner_id)
        await pocs.update(
            context.actor,
            poc_id,
            expected_version=input.expected_version,
            name=changed(input.name),
            summary=changed(input.summary),
            starts_on=changed(input.starts_on),
            ends_on=changed(input.ends_on),
            owner_id=(uuid_of("user", owner) or UNKNOWN) if isinstance(owner, str) else owner,
            internal_notes=changed(input.internal_notes),
            deal_value=_money(changed(input.deal_value)),
        )
        return Facts(poc=poc_id)

    @mutation(locked(Permission.POCS_MANAGE, of="POC"), "Move a POC to another state.")
    async def change_poc_status(self, context: Context, input: ChangePocStatusInput) -> Facts[ChangePocStatusPayload]:  # noqa: A002
        """Move."""
        poc_id = uuid_of("poc", input.poc_id)
        await poc_status.change(context.actor, poc_id, status=input.status, note=input.note)
        return Facts(poc=poc_id)

    @mutation(locked(Permission.POCS_MANAGE, of="POC"), "Delete a POC: only a draft to which nobody was invited.")
    async def delete_poc(self, context: Context, input: DeletePocInput) -> Facts[DeletePocPayload]:  # noqa: A002
        """Delete."""
        return Facts(deleted_id=ids.to_text("poc", await pocs.delete(context.actor, uuid_of("poc", input.poc_id))))


def _money(value: Any) -> Any:
    return pocs.Money(value.amount, value.currency) if isinstance(value, MoneyInput) else value
