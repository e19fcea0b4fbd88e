"""POCs: making, changing and deleting them. Their status moves in `poc_status`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_customer, find_poc
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import Poc, PocStatus, PocTemplate
from app.services import collaborators, events, poc_templates

AMOUNT = re.compile(r"(0|[1-9][0-9]{0,17})(\.[0-9]{1,4})?")
CURRENCY = re.compile(r"[A-Z]{3}")

SHOWN: Final = frozenset({"name", "summary", "starts_on", "ends_on", "owner_id"})
"""The columns that customers see: a change of another one must not move the time that they see."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in decimal text (up to 18 digits, up to 4 decimals, not negative) of a currency of ISO 4217, by shape."""

    amount: str
    currency: str


async def create(
    actor: Actor,
    *,
    name: str,
    customer_id: UUID | None,
    owner_id: UUID | None = None,
    summary: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    internal_notes: str | None = None,
    deal_value: Money | None = None,
    template_id: UUID | None = None,
) -> UUID:
    """Make a DRAFT, and answer with its id. Its creator owns it, or collaborates on it where `owner_id` names somebody else.

    In an acting session `owner_id` is REQUIRED: the creator is no colleague of those who have the POC, and stays off it.
    With `template_id` it begins with all that the template has. Ids are None if left out; for a malformed one pass an id
    that nobody has.
    """
    actor.require(Permission.POCS_MANAGE)
    errors: list[UserError] = []
    facts = _checked(
        errors, name=name, summary=summary, starts_on=starts_on, ends_on=ends_on, internal_notes=internal_notes, deal_value=deal_value
    )
    with text.collecting(errors):
        _in_order(starts_on, ends_on)
    async with db.transaction():
        with text.collecting(errors):
            customer = await find_customer(actor, customer_id, "customerId")
            if customer.archived_at is not None:
                raise refuse(Code.NOT_OPEN, "This customer is archived.", "customerId")
        with text.collecting(errors):
            if owner_id is None and actor.acting:
                raise refuse(Code.REQUIRED, "Say who owns the POC.", "ownerId")
            owner = await collaborators.colleague(actor, owner_id or actor.user, Permission.POCS_MANAGE, "ownerId")
        template: PocTemplate | None = None
        if template_id is not None:
            with text.collecting(errors):
                template = await poc_templates.find_template(actor, template_id, "templateId")
        if errors:
            raise UserErrors(errors)
        at = now()
        poc = await Poc.create(
            **facts, tenant_id=actor.tenant, customer_id=customer.id, owner_id=owner, created_at=at, updated_at=at, shared_updated_at=at
        )
        poc_id: UUID = poc.id
        for user_id in {owner} if actor.acting else {owner, actor.user}:
            await collaborators.join(poc_id, user_id, "ownerId")
        changes = {"ownerId": [None, str(owner)], "customerId": [None, str(customer.id)]}
        if template is not None:
            await poc_templates.begin_with(poc, template)
            changes["templateId"] = [None, str(template.id)]
        await events.record(actor, "poc.created", "poc", poc_id, poc_id=poc_id, changes=changes)
        return poc_id


async def update(
    actor: Actor,
    poc_id: UUID | None,
    *,
    expected_version: int | None = None,
    name: str | Unset | None = UNSET,
    summary: str | Unset | None = UNSET,
    starts_on: date | Unset | None = UNSET,
    ends_on: date | Unset | None = UNSET,
    owner_id: UUID | Unset | None = UNSET,
    internal_notes: str | Unset | None = UNSET,
    deal_value: Money | Unset | None = UNSET,
) -> None:
    """Change what is given. Each change adds one to the version; STALE where it is not the expected one.

    A former owner stays as collaborator. Nothing different: success, and nothing is written. None clears, but a POC always
    has a name and an owner: REQUIRED.
    """
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        if expected_version not in (None, poc.version):
            raise _stale()
        errors: list[UserError] = []
        given = _checked(
            errors, name=name, summary=summary, starts_on=starts_on, ends_on=ends_on, internal_notes=internal_notes, deal_value=deal_value
        )
        with text.collecting(errors):
            _in_order(poc.starts_on if starts_on is UNSET else starts_on, poc.ends_on if ends_on is UNSET else ends_on)
        if owner_id is not UNSET and owner_id != poc.owner_id:
            with text.collecting(errors):
                if owner_id is None:
                    raise refuse(Code.REQUIRED, "A POC has an owner.", "ownerId")
                given["owner_id"] = await collaborators.colleague(actor, owner_id, Permission.POCS_MANAGE, "ownerId")
                await collaborators.join(poc.id, given["owner_id"], "ownerId")
        if errors:
            raise UserErrors(errors)
        await _write(actor, poc, {column: value for column, value in given.items() if value != getattr(poc, column)})


async def delete(actor: Actor, poc_id: UUID | None) -> UUID:
    """Delete a DRAFT (else NOT_OPEN) to which nobody was ever invited (else IN_USE); its id."""
    async with db.transaction():
        poc = await find_poc(actor, poc_id, "pocId", to=Permission.POCS_MANAGE)
        if poc.status != PocStatus.DRAFT:
            raise refuse(Code.NOT_OPEN, "Only a draft can be deleted; archive the POC instead.", "pocId")
        try:
            await db.execute("delete from poc where id = :id and status = 'DRAFT'", {"id": poc.id})
        except db.Violation:  # an invitation refers to it, whatever became of it
            raise refuse(Code.IN_USE, "Somebody was invited to this POC; archive it instead.", "pocId") from None
        deleted: UUID = poc.id
        await events.record(actor, "poc.deleted", "poc", deleted, poc_id=deleted, changes={"name": [poc.name, None]})
        return deleted


async def _write(actor: Actor, poc: Poc, changed: Mapping[str, object]) -> None:
    if not changed:
        return
    times = {"updated_at": now()} | ({"shared_updated_at": now()} if SHOWN & changed.keys() else {})
    written = await Poc.filter(id=poc.id, version=poc.version).update(**changed, **times, version=poc.version + 1)
    if not written:
        raise _stale()
    changes = _for_the_record(poc, changed)
    if owner := changes.pop("ownerId", None):
        await collaborators.hand_over(poc, poc.owner_id)
        await events.record(actor, "poc.owner_changed", "poc", poc.id, poc_id=poc.id, changes={"ownerId": owner})
    if changes:
        await events.record(actor, "poc.changed", "poc", poc.id, poc_id=poc.id, changes=changes)


def _stale() -> UserErrors:
    return refuse(Code.STALE, "Somebody has changed this POC since; look at it again.", "expectedVersion")


def _checked(
    errors: list[UserError],
    *,
    name: str | Unset | None,
    summary: str | Unset | None,
    starts_on: date | Unset | None,
    ends_on: date | Unset | None,
    internal_notes: str | Unset | None,
    deal_value: Money | Unset | None,
) -> dict[str, Any]:
    """The columns of what is given, checked; what is wrong is added to `errors`."""
    columns: dict[str, Any] = {}
    if name is not UNSET:
        with text.collecting(errors):
            columns["name"] = line = text.name(name, "name")
            columns["sort_name"] = text.sort_key(line)
    if summary is not UNSET:
        with text.collecting(errors):
            columns["summary"] = text.body(summary, "summary")
    if internal_notes is not UNSET:
        with text.collecting(errors):
            columns["internal_notes"] = text.body(internal_notes, "internalNotes")
    if starts_on is not UNSET:
        columns["starts_on"] = starts_on
    if ends_on is not UNSET:
        columns["ends_on"] = ends_on
    if deal_value is not UNSET:
        columns["deal_amount"] = columns["deal_currency"] = None
        if deal_value is not None:
            with text.collecting(errors):
                columns["deal_amount"] = _amount(deal_value.amount.strip())
            with text.collecting(errors):
                columns["deal_currency"] = _currency(deal_value.currency.strip())
    return columns


def _amount(amount: str) -> str:
    if not AMOUNT.fullmatch(amount):
        raise refuse(Code.INVALID, "An amount is written like 12500 or 12500.50.", "dealValue", "amount")
    return amount


def _currency(currency: str) -> str:
    if not CURRENCY.fullmatch(currency):
        raise refuse(Code.INVALID, "A currency is three upper-case letters (ISO 4217), like EUR.", "dealValue", "currency")
    return currency


def _in_order(starts_on: date | None, ends_on: date | None) -> None:
    if starts_on and ends_on and ends_on < starts_on:
        raise refuse(Code.INVALID, "The last day is before the first.", "endsOn")


def _for_the_record(poc: Poc, changed: Mapping[str, object]) -> dict[str, list[str | None]]:
    """Before and after of each field, in the API's spelling. Texts may name people and can be long: that they changed is enough."""
    record: dict[str, list[str | None]] = {}
    for column, field in {"name": "name", "starts_on": "startsOn", "ends_on": "endsOn", "owner_id": "ownerId"}.items():
        if column in changed:
            record[field] = [_plain(getattr(poc, column)), _plain(changed[column])]
    for column, field in {"summary": "summary", "internal_notes": "internalNotes"}.items():
        if column in changed:
            record[field] = [value and "[changed]" for value in (getattr(poc, column), _plain(changed[column]))]
    if {"deal_amount", "deal_currency"} & changed.keys():
        amount, currency = changed.get("deal_amount", poc.deal_amount), changed.get("deal_currency", poc.deal_currency)
        record["dealValue"] = [poc.deal_amount and f"{poc.deal_amount} {poc.deal_currency}", _plain(amount and f"{amount} {currency}")]
    return record


def _plain(value: object) -> str | None:
    return None if value is None else str(value)
