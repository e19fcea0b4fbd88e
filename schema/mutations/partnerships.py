"""Changing a partnership: proposing and answering another kind, limiting, suspending, resuming and ending it."""

from __future__ import annotations

import strawberry

from app.auth import partnering
from app.auth.permissions import Permission
from app.services import partnership_changes, partnership_states
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import one
from schema.types.enums import Role
from schema.types.partner_enums import PartnershipKind
from schema.types.partnerships import Partnership, PartnershipChange

EITHER_SIDE = locked(Permission.PARTNERSHIPS_MANAGE, Permission.PARTNER_CONSENT, of="partnership")


@strawberry.input(description="Another kind for a partnership.")
class ProposePartnershipChangeInput:
    """What it shall become."""

    partnership_id: strawberry.ID = fact("Which partnership.")
    kind: PartnershipKind = fact("The kind that it shall become.")
    message: str | None = fact("Words for the other side, as plain text; at most 2,000 characters.", None)


@payload
class ProposePartnershipChangePayload:
    """The proposal."""

    partnership: Partnership | None = one("The partnership after it.", scope=partnering.partnerships)
    change: PartnershipChange | None = one(
        "The proposal; ACCEPTED at once if it only takes capabilities away.", scope=partnering.partnership_changes
    )


@strawberry.input(description="A proposal to take back.")
class WithdrawPartnershipChangeInput:
    """Which."""

    change_id: strawberry.ID = fact("Which proposal.")


@payload
class WithdrawPartnershipChangePayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership, as it was.", scope=partnering.partnerships)


@strawberry.input(description="An answer to a proposal.")
class AnswerPartnershipChangeInput:
    """Yes or no."""

    change_id: strawberry.ID = fact("Which proposal.")
    accept: bool = fact("Whether it shall hold.")


@payload
class AnswerPartnershipChangePayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership after the answer.", scope=partnering.partnerships)


@strawberry.input(description="What a partner may grant.")
class LimitPartnerInput:
    """Roles."""

    partnership_id: strawberry.ID = fact("Which partnership.")
    allowed_roles: list[Role] = fact("Roles that the partner may grant to the customer's users; none of them, if it is empty.")


@payload
class LimitPartnerPayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership after the change.", scope=partnering.partnerships)


@strawberry.input(description="A partnership to do without for a while.")
class SuspendPartnershipInput:
    """Which, and why."""

    partnership_id: strawberry.ID = fact("Which partnership.")
    reason: str = fact("Why, as plain text; at most 2,000 characters. Both sides read it.")


@payload
class SuspendPartnershipPayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership after the change.", scope=partnering.partnerships)


@strawberry.input(description="A partnership to go on with.")
class ResumePartnershipInput:
    """Which."""

    partnership_id: strawberry.ID = fact("Which partnership.")


@payload
class ResumePartnershipPayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership after the change.", scope=partnering.partnerships)


@strawberry.input(description="A partnership to end.")
class EndPartnershipInput:
    """Which, and why."""

    partnership_id: strawberry.ID = fact("Which partnership.")
    reason: str = fact("Why, as plain text; at most 2,000 characters. Both sides read it.")


@payload
class EndPartnershipPayload:
    """The partnership."""

    partnership: Partnership | None = one("The partnership, which is over.", scope=partnering.partnerships)


@strawberry.type
class PartnershipMutations:
    """Root fields about partnerships."""

    @mutation(EITHER_SIDE, "Propose that a partnership becomes one of another kind. What only takes capabilities away holds at once.")
    async def propose_partnership_change(
        self, context: Context, input: ProposePartnershipChangeInput  # noqa: A002
    ) -> Facts[ProposePartnershipChangePayload]:  # fmt: skip
        """Propose."""
        partnership_id = uuid_of("partnership", input.partnership_id)
        change_id = await partnership_changes.propose(context.actor, partnership_id, kind=input.kind, message=input.message)
        return Facts(partnership=partnership_id, change=change_id)

    @mutation(EITHER_SIDE, "Take a proposal back, as the side that made it.")
    async def withdraw_partnership_change(
        self, context: Context, input: WithdrawPartnershipChangeInput  # noqa: A002
    ) -> Facts[WithdrawPartnershipChangePayload]:  # fmt: skip
        """Withdraw."""
        return Facts(partnership=await partnership_changes.withdraw(context.actor, uuid_of("change", input.change_id)))

    @mutation(EITHER_SIDE, "Accept or decline a proposal, as the side that did not make it.")
    async def answer_partnership_change(
        self, context: Context, input: AnswerPartnershipChangeInput  # noqa: A002
    ) -> Facts[AnswerPartnershipChangePayload]:  # fmt: skip
        """Answer."""
        change_id = uuid_of("change", input.change_id)
        return Facts(partnership=await partnership_changes.answer(context.actor, change_id, accept=input.accept))

    @mutation(
        locked(Permission.PARTNER_CONSENT),
        "Say which roles the partner may grant to the customer's users, as the customer.",
    )
    async def limit_partner(self, context: Context, input: LimitPartnerInput) -> Facts[LimitPartnerPayload]:  # noqa: A002
        """Limit."""
        partnership_id = uuid_of("partnership", input.partnership_id)
        await partnership_states.limit(context.actor, partnership_id, allowed_roles=input.allowed_roles)
        return Facts(partnership=partnership_id)

    @mutation(EITHER_SIDE, "Suspend a partnership: it allows nothing until whoever suspended it resumes it.")
    async def suspend_partnership(self, context: Context, input: SuspendPartnershipInput) -> Facts[SuspendPartnershipPayload]:  # noqa: A002
        """Suspend."""
        partnership_id = uuid_of("partnership", input.partnership_id)
        await partnership_states.suspend(context.actor, partnership_id, reason=input.reason)
        return Facts(partnership=partnership_id)

    @mutation(EITHER_SIDE, "Resume a partnership that this side suspended; if both did, both must resume it.")
    async def resume_partnership(self, context: Context, input: ResumePartnershipInput) -> Facts[ResumePartnershipPayload]:  # noqa: A002
        """Resume."""
        partnership_id = uuid_of("partnership", input.partnership_id)
        await partnership_states.resume(context.actor, partnership_id)
        return Facts(partnership=partnership_id)

    @mutation(EITHER_SIDE, "End a partnership, with its shares and acting sessions. No setting of the customer is touched.")
    async def end_partnership(self, context: Context, input: EndPartnershipInput) -> Facts[EndPartnershipPayload]:  # noqa: A002
        """End."""
        partnership_id = uuid_of("partnership", input.partnership_id)
        await partnership_states.end(context.actor, partnership_id, reason=input.reason)
        return Facts(partnership=partnership_id)
