"""Members: their roles, deactivating them and letting them back; of one's own tenant, and of customers."""

from __future__ import annotations

import strawberry

from app.auth import bearer, policies
from app.auth.actor import Actor
from app.services import managed_members, member_roles, member_status
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import UNKNOWN, Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import one
from schema.types.enums import Role
from schema.types.memberships import Membership

MANAGING = locked(*managed_members.MANAGES)


@strawberry.input(description="Other roles for a member.")
class ChangeMemberRolesInput:
    """Who, and which."""

    membership_id: strawberry.ID = fact("Which membership.")
    roles: list[Role] = fact("All roles that the person shall have; at least one.")


@payload
class ChangeMemberRolesPayload:
    """The membership."""

    membership: Membership | None = one("The membership with its roles.", scope=policies.memberships)


@strawberry.input(description="A member to deactivate.")
class DeactivateMemberInput:
    """Who, and who takes over."""

    membership_id: strawberry.ID = fact("Which membership.")
    reassign_pocs_to: strawberry.ID | None = fact(
        "The user who will own the person's POCs: an active member with POCS_MANAGE. Without it they stay with the tenant's admins.", None
    )


@payload
class DeactivateMemberPayload:
    """The membership."""

    membership: Membership | None = one("The membership, which does not hold any more.", scope=policies.memberships)


@strawberry.input(description="A deactivated member to let back.")
class ReactivateMemberInput:
    """Who."""

    membership_id: strawberry.ID = fact("Which membership.")


@payload
class ReactivateMemberPayload:
    """The membership."""

    membership: Membership | None = one("The membership, with the roles that it had last.", scope=policies.memberships)


async def _with_what_is_left(context: Context) -> None:
    """Read the payload by the rights of this moment: the member who was changed may be the viewer.

    Whoever is no member any more is there without a tenant; it is still their own membership that they see.
    """
    before = context.actor
    if before.oneself and before.session_id:
        left = Actor(user_id=before.user_id, session_id=before.session_id, origin=before.origin)
        context.actor = await bearer.actor_in(before.session_id, before.origin) or left


@strawberry.type
class MemberMutations:
    """Root fields about members."""

    @mutation(MANAGING, "Give a member other roles, from their next request on; at a customer within what its partnership allows.")
    async def change_member_roles(self, context: Context, input: ChangeMemberRolesInput) -> Facts[ChangeMemberRolesPayload]:  # noqa: A002
        """Change."""
        membership_id = uuid_of("member", input.membership_id)
        await member_roles.change(context.actor, membership_id, roles=input.roles)
        await _with_what_is_left(context)
        return Facts(membership=membership_id)

    @mutation(MANAGING, "Deactivate a member: their sessions end, and everything that they may here.")
    async def deactivate_member(self, context: Context, input: DeactivateMemberInput) -> Facts[DeactivateMemberPayload]:  # noqa: A002
        """Deactivate."""
        membership_id = uuid_of("member", input.membership_id)
        heir = None if input.reassign_pocs_to is None else uuid_of("user", input.reassign_pocs_to) or UNKNOWN
        await member_status.deactivate(context.actor, membership_id, reassign_pocs_to=heir)
        await _with_what_is_left(context)
        return Facts(membership=membership_id)

    @mutation(MANAGING, "Let a deactivated member back, with the roles they held last.")
    async def reactivate_member(self, context: Context, input: ReactivateMemberInput) -> Facts[ReactivateMemberPayload]:  # noqa: A002
        """Reactivate."""
        membership_id = uuid_of("member", input.membership_id)
        await member_status.reactivate(context.actor, membership_id)
        return Facts(membership=membership_id)
