"""Single-use links to an account: making, finding, and using them up, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from app.core import db
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, UserErrors, refuse
from app.core.runtime import current, now
from app.core.settings import Switch
from app.models import AccountLink, LinkPurpose
from app.services import budgets

LIFETIME: Final = {
    LinkPurpose.RESET: timedelta(hours=1),
    LinkPurpose.REGISTRATION: timedelta(hours=24),
    LinkPurpose.EMAIL_CHANGE: timedelta(hours=24),
    LinkPurpose.EMAIL_UNDO: timedelta(hours=72),
}
"""A reset opens an account that exists, so it is short; who registers may have to wait for a colleague to read the mail."""
MAILS_AN_HOUR: Final = 5
"""So many mails with a link of one purpose go to one address in an hour; what is asked beyond that is answered alike."""


async def may_mail(purpose: LinkPurpose, email_key: str) -> bool:
    """Count one mail to an address, whether or not somebody has it (or for a person, by their id); False if it had enough."""
    runtime = current()
    if runtime.settings.rate_limits is Switch.OFF:
        return True
    key = f"{purpose.lower()}:{runtime.keys.mark('mail budget', email_key)}"
    return await budgets.spend(key, MAILS_AN_HOUR, now() + timedelta(hours=1))


async def create(
    purpose: LinkPurpose,
    *,
    user_id: UUID | None,
    email: str,
    email_key: str,
    partner_link_id: UUID | None = None,
    email_change_id: UUID | None = None,
) -> str:
    """A new link, in the caller's transaction; its token, which is kept nowhere.

    A registration may come by a partner link; a change of address is confirmed and undone by links.
    """
    token = new_token()
    await AccountLink.create(
        purpose=purpose, user_id=user_id, email=email, email_key=email_key, token_hash=token_hash(token),
        created_at=now(), expires_at=now() + LIFETIME[purpose], partner_link_id=partner_link_id,
        email_change_id=email_change_id,
    )  # fmt: skip
    return token


async def find(purpose: LinkPurpose, token: str) -> AccountLink:
    """The link of a token, if it may still be used; else LINK_INVALID or LINK_EXPIRED at `token`. Looking uses nothing up."""
    link = await of_token(purpose, token)
    if link is None or link.used_at is not None:
        raise invalid()
    return fresh(link)


async def of_token(purpose: LinkPurpose, token: str) -> AccountLink | None:
    """The link of a token, whatever became of it."""
    return await AccountLink.get_or_none(token_hash=token_hash(token), purpose=purpose)


def fresh(link: AccountLink) -> AccountLink:
    """The same link; LINK_EXPIRED at `token` if it is too old."""
    if link.expires_at <= now():
        raise refuse(Code.LINK_EXPIRED, "This link is too old. Ask for another one.", "token")
    return link


async def use(link: AccountLink) -> None:
    """Use the link up, in the caller's transaction: of any number at once, one can. LINK_INVALID for the others."""
    used = await db.execute(
        "update account_link set used_at = :now where id = :id and used_at is null and expires_at > :now", {"id": link.id, "now": now()}
    )
    if not used:
        raise invalid()


async def void(user_id: UUID, *purposes: LinkPurpose) -> None:
    """Use up all links by which any of this could still be done to a person's account. By those that undo, their owner comes back."""
    await db.execute(
        "update account_link set used_at = :now where user_id = :user and used_at is null and purpose in :purposes[text]",
        {"user": user_id, "now": now(), "purposes": [purpose.value for purpose in purposes]},
    )


def invalid() -> UserErrors:
    """For links that never were, or were used."""
    return refuse(Code.LINK_INVALID, "This link does not work, or was used already. Ask for another one.", "token")
