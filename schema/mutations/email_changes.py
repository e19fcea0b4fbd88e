"""Changes of address: asking for one, confirming and undoing it."""

from __future__ import annotations

import strawberry

from app.auth import people
from app.auth.permissions import Permission
from app.services import email_changes
from schema.core.context import Context
from schema.core.permissions import locked, oneself, public
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import one
from schema.types.users import User


@strawberry.input(description="Another address for oneself.")
class RequestEmailChangeInput:
    """Address and password."""

    email: str = fact("The new address, where the link is mailed to.")
    current_password: str = fact("The current password.")


@payload
class RequestEmailChangePayload:
    """Nothing: what follows is in the mail."""


@strawberry.input(description="The mailed link to a new address.")
class ConfirmEmailChangeInput:
    """A link."""

    token: str = fact("The secret at the end of the link that was mailed to the new address.")


@payload
class ConfirmEmailChangePayload:
    """The person."""

    user: User | None = one("Whose address it is now; for a viewer who sees them.", scope=people.users)


@strawberry.input(description="The link that the old address got.")
class UndoEmailChangeInput:
    """A link."""

    token: str = fact("The secret at the end of the link that was mailed to the old address.")


@payload
class UndoEmailChangePayload:
    """Nothing: what follows is in the mail."""


@strawberry.input(description="The right address of a colleague.")
class ChangeUserEmailInput:
    """Who, and the address."""

    user_id: strawberry.ID = fact("Which user.")
    email: str = fact("The new address, where the link is mailed to.")


@payload
class ChangeUserEmailPayload:
    """The person."""

    user: User | None = one("The person, who has the old address until the new one confirms.", scope=people.users)


@strawberry.type
class EmailChangeMutations:
    """Root fields about changes of address."""

    @mutation(oneself(), "Ask for another address: it is mailed a link. Answers alike whoever has that address.")
    async def request_email_change(self, context: Context, input: RequestEmailChangeInput) -> Facts[RequestEmailChangePayload]:  # noqa: A002
        """Ask."""
        await email_changes.request(context.actor, email=input.email, current_password=input.current_password)
        return Facts()

    @mutation(public(), "Give an account its new address, by the mailed link; its sessions and keys end, and the old address is told.")
    async def confirm_email_change(self, context: Context, input: ConfirmEmailChangeInput) -> Facts[ConfirmEmailChangePayload]:  # noqa: A002
        """Confirm."""
        return Facts(user=await email_changes.confirm(context.actor, token=input.token))

    @mutation(public(), "By the link that the old address got, for 72 hours: restore it; sessions and keys end, and the password.")
    async def undo_email_change(self, context: Context, input: UndoEmailChangeInput) -> Facts[UndoEmailChangePayload]:  # noqa: A002
        """Undo."""
        await email_changes.undo(context.actor, token=input.token)
        return Facts()

    @mutation(
        locked(Permission.MEMBERS_MANAGE), "Correct the address of somebody who belongs to this tenant alone; the new address confirms."
    )
    async def change_user_email(self, context: Context, input: ChangeUserEmailInput) -> Facts[ChangeUserEmailPayload]:  # noqa: A002
        """Correct."""
        user_id = uuid_of("user", input.user_id)
        await email_changes.change_for(context.actor, user_id, email=input.email)
        return Facts(user=user_id)
