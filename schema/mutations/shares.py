"""Sharing integrations with customers: by the partner, and what the customer says to it."""

from __future__ import annotations

from datetime import datetime

import strawberry

from app.auth import partnering
from app.auth.permissions import Permission
from app.services import share_answers, shares
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import one
from schema.types.partner_enums import SharePermission
from schema.types.shares import IntegrationShare


@strawberry.input(description="An integration that a customer shall use.")
class ShareIntegrationInput:
    """What, with whom, and how far."""

    integration_id: strawberry.ID = fact("Which of the tenant's integrations.")
    customer_id: strawberry.ID = fact("Which customer shall use it.")
    permission: SharePermission = fact("What the customer may do with it.", SharePermission.USE)
    expires_at: datetime | None = fact("When it ends by itself; never unless told.", None)


@payload
class ShareIntegrationPayload:
    """The share."""

    share: IntegrationShare | None = one("The new share; PENDING where the customer wants to be asked.", scope=partnering.shares)


@strawberry.input(description="A share to take back.")
class RevokeIntegrationShareInput:
    """Which."""

    share_id: strawberry.ID = fact("Which share.")


@payload
class RevokeIntegrationSharePayload:
    """The share."""

    share: IntegrationShare | None = one("The share, which is over.", scope=partnering.shares)


@strawberry.input(description="The customer's answer to a share that waits for it.")
class AnswerIntegrationShareInput:
    """Yes or no."""

    share_id: strawberry.ID = fact("Which share.")
    accept: bool = fact("Whether it shall hold.")


@payload
class AnswerIntegrationSharePayload:
    """The share."""

    share: IntegrationShare | None = one("The share after the answer.", scope=partnering.shares)


@strawberry.input(description="A share that the customer gives back.")
class LeaveIntegrationShareInput:
    """Which."""

    share_id: strawberry.ID = fact("Which share.")


@payload
class LeaveIntegrationSharePayload:
    """The share."""

    share: IntegrationShare | None = one("The share, which is over.", scope=partnering.shares)


@strawberry.type
class ShareMutations:
    """Root fields about shares."""

    @mutation(
        locked(Permission.INTEGRATIONS_SHARE),
        "Let a customer use an integration of this tenant, where the partnership allows it. No copy: rotating and changing reach the"
        " customer, and taking back does at once.",
    )
    async def share_integration(self, context: Context, input: ShareIntegrationInput) -> Facts[ShareIntegrationPayload]:  # noqa: A002
        """Share."""
        share_id = await shares.share(
            context.actor,
            uuid_of("integration", input.integration_id),
            uuid_of("customer", input.customer_id),
            permission=input.permission,
            expires_at=input.expires_at,
        )
        return Facts(share=share_id)

    @mutation(
        locked(Permission.INTEGRATIONS_SHARE),
        "Take a share back, with effect on the customer's next request; also while the partnership is suspended. One that is over stays"
        " as it is.",
    )
    async def revoke_integration_share(
        self,
        context: Context,
        input: RevokeIntegrationShareInput,  # noqa: A002
    ) -> Facts[RevokeIntegrationSharePayload]:
        """Take back."""
        return Facts(share=await shares.revoke(context.actor, uuid_of("share", input.share_id)))

    @mutation(
        locked(Permission.INTEGRATIONS_MANAGE),
        "Accept or decline what a partner shares, as the customer that wanted to be asked; never in an acting session.",
    )
    async def answer_integration_share(
        self,
        context: Context,
        input: AnswerIntegrationShareInput,  # noqa: A002
    ) -> Facts[AnswerIntegrationSharePayload]:
        """Answer."""
        share_id = await share_answers.answer(context.actor, uuid_of("share", input.share_id), accept=input.accept)
        return Facts(share=share_id)

    @mutation(locked(Permission.INTEGRATIONS_MANAGE), "Give back what a partner shares, or what waits for an answer, as the customer.")
    async def leave_integration_share(
        self,
        context: Context,
        input: LeaveIntegrationShareInput,  # noqa: A002
    ) -> Facts[LeaveIntegrationSharePayload]:
        """Leave."""
        return Facts(share=await share_answers.leave(context.actor, uuid_of("share", input.share_id)))
