"""Places on customers' lists of staff, and the roles that they need."""

from __future__ import annotations

from uuid import UUID

from app.core.runtime import now
from app.models import AccessLevel, Customer, CustomerStaff, Membership, Role, User
from app.services.customer_access import Place
from tests.world import World

VIEW, MANAGE = AccessLevel.VIEW, AccessLevel.MANAGE


async def promote(world: World, user: User, *roles: Role) -> None:
    """Give a person of Northwind other roles, in the database and in the world."""
    await Membership.filter(user_id=user.id, tenant_id=world.northwind.id).update(roles=frozenset(roles))
    world.roles[user.id] = frozenset(roles)


async def put(record: Customer, *places: tuple[User, AccessLevel]) -> None:
    """Put colleagues on the list of a customer, whether they may stand there or not."""
    for user, level in places:
        await CustomerStaff.create(customer_id=record.id, user_id=user.id, level=level, created_at=now())


async def places(customer_id: UUID) -> dict[UUID, AccessLevel]:
    """Who stands on the list of a customer."""
    return {place.user_id: place.level for place in await CustomerStaff.filter(customer_id=customer_id)}


def at(user: User, level: AccessLevel = MANAGE) -> Place:
    """A place as a service is told of it."""
    return Place(user.id, level)
