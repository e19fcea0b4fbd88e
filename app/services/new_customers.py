"""New customers: an organization that a partner makes and manages from its first day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_managed_customer
from app.auth.permissions import Permission
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import AccessLevel, Customer, CustomerStage, InvitationKind, PartnershipKind, PartnershipOrigin, Role
from app.services import customer_access, customers, events, granting, issuing, partnerships, tenants
from app.services.customer_access import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAdmin:
    """Whom the partner invites to be the organization's first tenant admin."""

    email: str
    first_name: str | None = None
    last_name: str | None = None
    personal_message: str | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """The record of the new customer, and the invitation of its first admin."""

    customer_id: UUID
    invitation_id: UUID | None


async def create(
    actor: Actor,
    *,
    name: str,
    domain: str | Unset | None = UNSET,
    reference: str | Unset | None = UNSET,
    prospect_id: UUID | None = None,
    allowed_roles: Iterable[Role] | Unset | None = UNSET,
    staff: Sequence[Place] | Unset | None = UNSET,
    first_admin: FirstAdmin | None = None,
) -> Created:
    """Make an organization on the plan FREE, connected as MSP, with the access permissions, and perhaps invite its first admin.

    With `prospect_id` that record becomes the customer and keeps what it has; what is given is written into it. Without
    `allowed_roles` MEMBER may be granted there. Needs CUSTOMERS_MANAGE. All that is wrong is said at once: NOT_FOUND,
    CONFLICT (no prospect any more) and NOT_OPEN (archived) at `prospectId`, which one has to manage; below `access` what
    `customer_access` says; below `firstAdmin` what `issuing` says, and ROLE_NOT_ALLOWED by an API key. Nothing is half done.
    """
    actor.require(Permission.CUSTOMERS_MANAGE)
    facts: Mapping[str, Any] = {}
    roles, places = frozenset({Role.MEMBER}), dict[UUID, AccessLevel]()
    prospect: Customer | None = None
    errors: list[UserError] = []
    with text.collecting(errors):
        facts = customers.checked(name=name, domain=domain, reference=reference)
    async with db.transaction():
        await partnerships.take_turn()
        with text.collecting(errors):
            prospect = await _prospect(actor, prospect_id)
        if allowed_roles is not UNSET:
            with text.collecting(errors):
                roles = customer_access.checked_roles(actor, allowed_roles or (), PartnershipOrigin.CREATED)
        if staff is not UNSET:
            with text.collecting(errors):
                places = await customer_access.checked_staff(actor.tenant, staff or ())
        who = _first_admin(actor, errors, first_admin)
        if errors:
            raise UserErrors(errors)
        organization = await tenants.create(name=facts["name"], by=actor, as_partner=True)
        record_id = await _record(actor, prospect, facts)
        await partnerships.begin(
            actor, "prospectId", partner_id=actor.tenant, customer_id=organization.id, record_id=record_id,
            kind=PartnershipKind.MSP, origin=PartnershipOrigin.CREATED, allowed_roles=roles,
        )  # fmt: skip
        if staff is not UNSET:
            await customer_access.write_staff(actor, record_id, places)
        return Created(record_id, await _invite(actor, who, organization.id) if who else None)


async def _prospect(actor: Actor, prospect_id: UUID | None) -> Customer | None:
    """The record that shall become a customer, locked, so that it becomes one only once."""
    if prospect_id is None:
        return None
    record = await find_managed_customer(actor, prospect_id, "prospectId")
    if record.stage is not CustomerStage.PROSPECT:
        raise refuse(Code.CONFLICT, "This is no prospect any more.", "prospectId")
    if record.archived_at is not None:
        raise refuse(Code.NOT_OPEN, "This prospect is archived.", "prospectId")
    return record


def _first_admin(actor: Actor, errors: list[UserError], admin: FirstAdmin | None) -> issuing.Invited | None:
    """Who is invited, checked; what is wrong is added to `errors`."""
    if admin is None:
        return None
    if not actor.oneself:
        errors += granting.not_allowed("firstAdmin").errors
    wrong: list[UserError] = []
    who = issuing.invited(
        wrong, email=admin.email, first_name=admin.first_name, last_name=admin.last_name, title=None,
        personal_message=admin.personal_message, locale=None,
    )  # fmt: skip
    errors += _below("firstAdmin", wrong)
    return who


async def _record(actor: Actor, prospect: Customer | None, facts: Mapping[str, Any]) -> UUID:
    """The record, new or with what is given written into it."""
    if prospect is None:
        customer = await Customer.create(**facts, tenant_id=actor.tenant, created_at=now())
        await events.record(actor, "customer.created", "customer", customer.id)
        return UUID(str(customer.id))
    changed = {column: value for column, value in facts.items() if value != getattr(prospect, column)}
    if changed:
        await Customer.filter(id=prospect.id).update(**changed)
    changes = {column: [getattr(prospect, column), value] for column, value in changed.items() if column != "sort_name"}
    await events.record(actor, "customer.connected", "customer", prospect.id, changes=changes)
    return UUID(str(prospect.id))


async def _invite(actor: Actor, who: issuing.Invited, tenant_id: UUID) -> UUID:
    """Invite the first tenant admin into the new organization."""
    try:
        return await issuing.issue(actor, who, kind=InvitationKind.MEMBER, tenant_id=tenant_id, roles=[Role.TENANT_ADMIN])
    except UserErrors as refused:
        raise UserErrors(_below("firstAdmin", refused.errors)) from None


def _below(place: str, errors: Iterable[UserError]) -> list[UserError]:
    return [replace(error, path=(place, *(error.path or ()))) for error in errors]
