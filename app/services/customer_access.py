"""Access to customers: which roles may be granted to a customer's users, and which colleagues may open the customer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth.actor import Actor
from app.auth.finding import find_managed_customer
from app.auth.permissions import ADMINISTRATIVE, GRANTABLE, Permission, permissions_of
from app.core import db, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import AccessLevel, CustomerStaff, Membership, MembershipStatus, Partnership, PartnershipOrigin, Role, Tenant
from app.services import acting_endings, events, partnerships, tenants

ROLES: Final = ("access", "allowedRoles")
STAFF: Final = ("access", "staff")
"""Where both stand in inputs."""


@dataclass(frozen=True, slots=True)
class Place:
    """A colleague's place on a customer's list of staff. Without `user_id` nobody is meant who is there."""

    user_id: UUID | None
    level: AccessLevel


async def update(
    actor: Actor,
    customer_id: UUID | None,
    *,
    allowed_roles: Iterable[Role] | Unset | None = UNSET,
    staff: Sequence[Place] | Unset | None = UNSET,
) -> None:
    """Say which roles may be granted at a customer that one manages, and who of the colleagues may open it; each list as a whole.

    Without roles nobody is invited there, without staff every MSP admin may open it. One may put oneself out. Nothing
    different: success, and nothing is written. NOT_FOUND at `customerId`; at `access.allowedRoles` what `checked_roles` says,
    NOT_OPEN (not connected) and CONSENT_REQUIRED (once the organization has had a tenant admin, the partner only narrows);
    below `access.staff` what `checked_staff` says.
    """
    async with db.transaction():
        seen = await find_managed_customer(actor, customer_id, "customerId", lock=False)
        # Before the record, as everywhere; what may be granted is asked and changed behind this lock.
        partnership = await Partnership.select_for_update(no_key=True).get_or_none(id=seen.partnership_id, ended_at=None)
        record = await find_managed_customer(actor, customer_id, "customerId")
        errors: list[UserError] = []
        roles: frozenset[Role] | None = None
        places: Mapping[UUID, AccessLevel] | None = None
        if allowed_roles is not UNSET:
            with text.collecting(errors):
                roles = await _roles(actor, partnership, allowed_roles or ())
        if staff is not UNSET:
            with text.collecting(errors):
                places = await checked_staff(record.tenant_id, staff or ())
        if errors:
            raise UserErrors(errors)
        if partnership is not None and roles is not None and roles != partnership.allowed_roles:
            await Partnership.filter(id=partnership.id).update(allowed_roles=roles)
            changes = {"allowedRoles": [sorted(partnership.allowed_roles), sorted(roles)]}
            await partnerships.record(actor, "access.changed", partnership, changes)
        if places is not None:
            await write_staff(actor, record.id, places)
            await acting_endings.end_unfounded(actor, record.tenant_id)


def checked_roles(
    actor: Actor, wanted: Iterable[Role], origin: PartnershipOrigin, allowed_now: Iterable[Role | str] = ()
) -> frozenset[Role]:  # fmt: skip
    """Roles that a partner may grant at a customer. ROLE_NOT_ALLOWED at `access.allowedRoles`.

    MSP_ADMIN and CUSTOMER never; TENANT_ADMIN where the partner made the organization, for as long as it has none, and added by
    a person.
    """
    roles = frozenset(wanted)
    allowed = set(GRANTABLE) - {Role.MSP_ADMIN} - ({Role.TENANT_ADMIN} if origin is not PartnershipOrigin.CREATED else set())
    if not roles <= allowed or (not actor.oneself and not ADMINISTRATIVE.isdisjoint(roles - set(allowed_now))):
        raise refuse(Code.ROLE_NOT_ALLOWED, "A partner never grants such a role to the customer's users.", *ROLES)
    return roles


async def checked_staff(tenant_id: UUID, staff: Sequence[Place]) -> dict[UUID, AccessLevel]:
    """The level of each colleague on a list of staff.

    Below `access.staff`, by place: NOT_FOUND at `userId` for who is no active member; INVALID there for who stands twice;
    ROLE_NOT_ALLOWED there for who has no customers, and at `level` for who has them and manages none, and so can only VIEW.
    INVALID at `access.staff` for a list without an active MSP admin with MANAGE: it would count as empty, and mislead.
    """
    held = await _permissions(tenant_id, [place.user_id for place in staff if place.user_id])
    errors: list[UserError] = []
    levels: dict[UUID, AccessLevel] = {}
    for n, place in enumerate(staff):
        with text.collecting(errors):
            user_id = _placed(place, held, levels, *STAFF, str(n))
            levels[user_id] = place.level
    if staff and not errors and AccessLevel.MANAGE not in levels.values():  # MANAGE is for MSP admins only
        errors.append(UserError(Code.INVALID, "At least one MSP admin has to manage the customer; an empty list is for all.", STAFF))
    if errors:
        raise UserErrors(errors)
    return levels


async def write_staff(actor: Actor, customer_id: UUID, levels: Mapping[UUID, AccessLevel]) -> None:
    """Make this the list of a customer, with its event if it is another one. In the caller's transaction, which has the record's lock."""
    before = {place.user_id: place.level for place in await CustomerStaff.filter(customer_id=customer_id)}
    if before == levels:
        return
    await CustomerStaff.filter(customer_id=customer_id, user_id__in=before.keys() - levels.keys()).delete()
    for user_id, level in levels.items():
        if user_id not in before:
            await CustomerStaff.create(customer_id=customer_id, user_id=user_id, level=level, created_at=now())
        elif before[user_id] is not level:
            await CustomerStaff.filter(customer_id=customer_id, user_id=user_id).update(level=level)
    changes = {"staff": [_told(before), _told(levels)]}
    await events.record(actor, "access.changed", "customer", customer_id, changes=changes)


async def _roles(actor: Actor, partnership: Partnership | None, wanted: Iterable[Role]) -> frozenset[Role]:
    if partnership is None:
        raise refuse(Code.NOT_OPEN, "This customer is not connected, so no roles are granted there.", *ROLES)
    roles = checked_roles(actor, wanted, partnership.origin, partnership.allowed_roles)
    if roles <= partnership.allowed_roles:
        return roles
    await tenants.hold(partnership.customer_id)  # whoever becomes its first tenant admin now waits, or was waited for
    if (await Tenant.get(id=partnership.customer_id)).administered_at is not None:
        raise refuse(Code.CONSENT_REQUIRED, "More roles are the customer's tenant admin's to allow.", *ROLES)
    return roles


async def _permissions(tenant_id: UUID, user_ids: Collection[UUID]) -> Mapping[UUID, frozenset[Permission]]:
    """What those of these people may who are active members."""
    members = await Membership.filter(tenant_id=tenant_id, user_id__in=set(user_ids), status=MembershipStatus.ACTIVE)
    return {member.user_id: permissions_of(member.roles) for member in members}


def _placed(place: Place, held: Mapping[UUID, frozenset[Permission]], before: Collection[UUID], *path: str) -> UUID:
    """Who is meant, if they may have this place."""
    user_id = place.user_id
    if user_id is None or user_id not in held:
        raise refuse(Code.NOT_FOUND, "There is no such colleague.", *path, "userId")
    if user_id in before:
        raise refuse(Code.INVALID, "This colleague is on the list already.", *path, "userId")
    if Permission.CUSTOMERS_MANAGE in held[user_id]:
        return user_id
    if Permission.CUSTOMERS_READ not in held[user_id]:
        raise refuse(Code.ROLE_NOT_ALLOWED, "This colleague has no role that goes with customers.", *path, "userId")
    if place.level is not AccessLevel.VIEW:
        raise refuse(Code.ROLE_NOT_ALLOWED, "Only MSP admins manage customers; this colleague can view.", *path, "level")
    return user_id


def _told(levels: Mapping[UUID, AccessLevel]) -> list[dict[str, str]]:
    return [{"userId": str(user_id), "level": level.value} for user_id, level in sorted(levels.items())]
