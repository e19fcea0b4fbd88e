"""Whether Send Invite is offered: the three fields that contacts and the directory say alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from app.services.invite_blocks import InviteBlock, available_at, block_of, can_send
from schema.core.enums import described
from schema.reading.declare import computed
from schema.reading.expressions import Allowed, Expression, Path, Policy

described(
    InviteBlock,
    "What is in the way of an invitation.",
    NO_EMAIL="There is no address.",
    HAS_ACCOUNT="There is access already.",
    PLAN_REQUIRED="The organization's plan has no portal.",
    COOLDOWN="One was mailed a moment ago; wait until sendInviteAvailableAt.",
    NOT_ALLOWED="Not for this viewer, this address or this customer.",
)


class SendInvite(NamedTuple):
    """The fields, to be put under their names."""

    can: Any
    blocked_by: Any
    available_at: Any


def needs(open_: Expression, may: Policy, last_sent_at: Expression) -> tuple[Expression, ...]:
    """What `block_of` is told, of a row that has an `email_key` and a tenant."""
    policy = (Path("tenant.plan"), Path("tenant.allowed_domains"), Path("tenant.blocked_domains"))
    return (open_, Path("email_key"), Allowed(may), *policy, last_sent_at)


def send_invite(*needed: Expression, block: Callable[..., InviteBlock | None] = block_of) -> SendInvite:
    """The fields by what is needed, the last of which is when the last mail went out."""

    def offered(*values: Any) -> bool:
        return can_send(block(*values))

    def ends(*values: Any) -> datetime | None:
        return available_at(values[-1]) if block(*values) is InviteBlock.COOLDOWN else None

    return SendInvite(
        computed(
            "Whether Send Invite is offered: until there is access; also during the cooldown, which sendInviteAvailableAt ends.",
            offered,
            *needed,
        ),
        computed("Why it is not offered, or has to wait; null if nothing is in the way.", block, *needed),
        computed("When the cooldown ends; null if there is none.", ends, *needed),
    )
