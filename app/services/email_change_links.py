"""The links of changes of address: the new address confirms by one, the old one undoes by another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from app.auth import limits
from app.auth.actor import Actor
from app.auth.permissions import permissions_of
from app.auth.scopes import parameters
from app.core import db, text
from app.core.errors import Code, UserErrors, refuse
from app.core.rates import RESET
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import AccountLink, EmailChange, LinkPurpose, User
from app.models.fields import words
from app.services import account_links, addresses, api_keys, security_events, sessions, tenants

_HIDDEN: Final = {"email": ["[redacted]", "[redacted]"]}
"""Events outlive people: that it changed stands in them, and no address."""


async def find(token: str) -> EmailChange:
    """The change that a link confirms, if it could now. At `token`: LINK_INVALID, LINK_CANCELLED, LINK_EXPIRED. Uses nothing up."""
    return (await _opened(token))[1]


async def find_undo(token: str) -> AccountLink:
    """The link that undoes a change, if it still does. At `token`: LINK_INVALID, LINK_EXPIRED. Uses nothing up."""
    return await account_links.find(LinkPurpose.EMAIL_UNDO, token)


async def confirm(actor: Actor, *, token: str) -> UUID:
    """Give the account its new address, by the link that was mailed there; the person's id. Their sessions and keys end.

    At `token`: LINK_INVALID, LINK_EXPIRED; LINK_CANCELLED where another one was asked for since, somebody has the address by now,
    or the admin could not ask for it any more. FORBIDDEN in an acting session and by an API key.
    """
    if actor.signed_in:
        actor.require_oneself()
    current().rates.take(RESET, actor.origin.ip or "")
    asked = await find(token)
    owner = Actor(user_id=asked.user_id, origin=actor.origin)
    async with db.transaction():
        if asked.tenant_id is not None:
            await tenants.hold(asked.tenant_id)
        await tenants.hold_person(asked.user_id)
        link, change = await _opened(token)
        await account_links.use(link)
        if not await _could_ask(change):
            raise cancelled()
        await _shut_out(owner, change.user_id)
        await _move(change)
        until = now() + account_links.LIFETIME[LinkPurpose.EMAIL_UNDO]
        await _let_outlast(change.user_id, [change.email_key], until)
        await EmailChange.filter(id=change.id).update(confirmed_at=now(), undo_until=until)
        await security_events.record(owner, "email.changed", "user", change.user_id, of=change.user_id, changes=_HIDDEN)
        await _tell_former(change)
        return change.user_id


async def undo(actor: Actor, *, token: str) -> UUID:
    """Restore the address that the account had before a change, by the link that was mailed there; the person's id. Once.

    Changes that came after it are undone with it. Sessions and keys end, and the password: a link to set one is mailed. Who loses
    by it an address that was taken back is told, and can undo that as any change.
    At `token`: LINK_INVALID, LINK_EXPIRED. FORBIDDEN in an acting session and by an API key.
    """
    if actor.signed_in:
        actor.require_oneself()
    current().rates.take(RESET, actor.origin.ip or "")
    link = await find_undo(token)
    change = await EmailChange.get(id=link.email_change_id)
    nobody = Actor(origin=actor.origin)
    async with db.transaction():
        await tenants.hold_person(change.user_id)
        await account_links.use(link)
        lost = await _undo_from(change)
        await _shut_out(nobody, change.user_id)
        await _restore(change)
        kept = await _let_outlast(change.user_id, lost, now() + account_links.LIFETIME[LinkPurpose.EMAIL_UNDO])
        oldest = {older.former_key: older for older in await EmailChange.filter(id__in=kept).order_by("-created_at", "-id")}
        for older in oldest.values():
            await _tell_former(older)
        await security_events.record(nobody, "email.change_undone", "user", change.user_id, of=change.user_id, changes=_HIDDEN)
        await _mail_reset(change)
        return change.user_id


def cancelled() -> UserErrors:
    """For links to what will not be any more."""
    return refuse(Code.LINK_CANCELLED, "The account does not get this address any more.", "token")


async def _could_ask(change: EmailChange) -> bool:
    """Whether who asked for it could now. Of one's own address the password was asked, which is the same still."""
    if change.tenant_id is None:
        return True
    asker = {"tenant": change.tenant_id, "user": change.asked_by_id}
    row = await db.fetch_one("select roles from membership where tenant_id = :tenant and user_id = :user and status = 'ACTIVE'", asker)
    if row is None:
        return False
    held = permissions_of(words(row["roles"]))
    return await within_reach(Actor(user_id=change.asked_by_id, tenant_id=change.tenant_id, permissions=held), change.user_id)


async def within_reach(actor: Actor, user_id: UUID) -> bool:
    """Whether a person is a member of the session's tenant alone, whose address its admins may correct."""
    sql = f"select 1 from membership a where a.user_id = :person and {limits.members_to_readdress(actor).on('a')}"
    return await db.fetch_one(sql, {**parameters(actor), "person": user_id}) is not None


async def _opened(token: str) -> tuple[AccountLink, EmailChange]:
    """A link that confirms, and its change. One that was used up without having confirmed anything was cancelled."""
    link = await account_links.of_token(LinkPurpose.EMAIL_CHANGE, token)
    change = link and await EmailChange.get_or_none(id=link.email_change_id)
    if not link or not change or change.confirmed_at is not None:
        raise account_links.invalid()
    if link.used_at is not None:
        raise cancelled()
    return account_links.fresh(link), change


async def _shut_out(actor: Actor, user_id: UUID) -> None:
    """End by what somebody might still come in who has had the account.

    Before the address changes: that makes those wait who write down what the person did, as does whoever ends a session.
    """
    await sessions.end_all(actor, user_id)
    await api_keys.end_all(actor, user_id)
    await account_links.void(user_id, LinkPurpose.RESET, LinkPurpose.EMAIL_CHANGE)


async def _move(change: EmailChange) -> None:
    """The statement that decides: of any number who want an address at once, one gets it, and nobody one that is kept for another."""
    values = {"user": change.user_id, "former": change.former_key, "email": change.email, "key": change.email_key}
    try:
        moved = await db.execute(
            'update "user" set email = :email, email_key = :key where id = :user and email_key = :former', values
        )  # fmt: skip
        await addresses.require_unreserved(change.email_key, change.user_id)
    except db.Violation:
        raise cancelled() from None
    if not moved:
        raise cancelled()


async def _let_outlast(user_id: UUID, keys: Sequence[str], until: datetime) -> Sequence[UUID]:
    """Own addresses that are kept and were taken back can be undone to for as long as any; which changes that concerns.

    Else, of two who both had the account, the stranger could have the last word: by waiting until the older link has ended, or
    nearly so.
    """
    values = {"user": user_id, "keys": keys, "now": now(), "until": until}
    rows = await db.fetch(
        "update email_change set undo_until = :until where user_id = :user and former_key in :keys[text] and confirmed_at is not null"
        " and undone_at is null and undo_until > :now returning id",
        values,
    )
    kept = [UUID(str(row["id"])) for row in rows]
    await db.execute(
        "update account_link set expires_at = :until where email_change_id in :kept[uuid] and purpose = :undo and used_at is null",
        {"until": until, "kept": kept, "undo": LinkPurpose.EMAIL_UNDO.value},
    )
    return kept


async def _tell_former(change: EmailChange) -> None:
    """The old address is told, and how to undo it."""
    user = await User.get(id=change.user_id)
    token = await account_links.create(
        LinkPurpose.EMAIL_UNDO, user_id=user.id, email=change.former_email, email_key=change.former_key, email_change_id=change.id
    )
    message = messages.email_changed(
        recipient=change.former_email, locale=user.locale, masked_email=text.mask_email(user.email),
        link=f"{current().settings.link_url}/undo-email/{token}",
    )  # fmt: skip
    await outbox.enqueue(message, tenant_id=None, security=True)


async def _undo_from(change: EmailChange) -> Sequence[str]:
    """A change, and all of the account that came after it: each was asked for after the one before was confirmed. To which addresses."""
    undone = await db.fetch(
        "update email_change set undone_at = :now where user_id = :user and confirmed_at is not null and undone_at is null"
        " and (created_at > :at or created_at = :at and id >= :id) returning id, email_key",
        {"now": now(), "user": change.user_id, "at": change.created_at, "id": change.id},
    )
    await db.execute(
        "update account_link set used_at = :now where email_change_id in :undone[uuid] and used_at is null",
        {"now": now(), "undone": [row["id"] for row in undone]},
    )
    return [row["email_key"] for row in undone]


async def _restore(change: EmailChange) -> None:
    values = {"user": change.user_id, "email": change.former_email, "key": change.former_key}
    try:
        await db.execute('update "user" set email = :email, email_key = :key, password_hash = null where id = :user', values)
    except db.Violation:  # it is not kept any more, since a moment
        raise account_links.invalid() from None


async def _mail_reset(change: EmailChange) -> None:
    user = await User.get(id=change.user_id)
    token = await account_links.create(LinkPurpose.RESET, user_id=user.id, email=user.email, email_key=user.email_key)
    link = f"{current().settings.link_url}/reset/{token}"
    await outbox.enqueue(messages.password_reset(recipient=user.email, locale=user.locale, link=link), tenant_id=None, security=True)
