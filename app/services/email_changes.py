"""Changes of address: asked for by the person or an admin, confirmed from the new address, undone from the old one.

What a stranger might do with it, its owner undoes: for 72 hours the old address is kept, and its link restores it whatever the
account's address is by then; who had it may ask for it again, and nobody else. Whoever asks for an address that somebody has learns
nothing: the same is answered, done and written, but for the mail. What the links do is in `email_change_links`, by the names of here.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from app.auth import bearer, passwords
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, forbidden, refuse
from app.core.rates import SIGN_IN_BY_ACCOUNT
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.mail.language import language_of
from app.models import EmailChange, LinkPurpose, Membership, MembershipStatus, Tenant, User
from app.services import account_links, addresses, granting, security_events, tenants
from app.services.email_change_links import confirm, find, find_undo, undo, within_reach

__all__ = ["change_for", "confirm", "find", "find_undo", "request", "undo"]


async def request(actor: Actor, *, email: str, current_password: str) -> None:
    """Mail a link to another address that shall be one's own. The same address: success, nothing happens.

    INVALID_CREDENTIALS at `currentPassword`, which counts with the sign-ins of the account; REQUIRED, TOO_LONG, INVALID at
    `email`. FORBIDDEN in an acting session and by an API key.
    """
    actor.require_oneself()
    user = await User.get(id=actor.user)
    current().rates.take(SIGN_IN_BY_ACCOUNT, user.email_key)
    wrong = refuse(Code.INVALID_CREDENTIALS, "This is not your password.", "currentPassword")
    if not await passwords.verify(current_password, user.password_hash):
        raise wrong
    typed, key = text.email(email, "email")
    async with db.transaction():
        # By whoever sets another password meanwhile, all that was asked for with this one ends.
        sql = 'update "user" set password_hash = :hash where id = :user and password_hash = :hash'
        if not await db.execute(sql, {"hash": user.password_hash, "user": user.id}):
            raise wrong
        await bearer.require_open(actor)
        await _ask(actor, user.id, typed, key)


async def change_for(actor: Actor, user_id: UUID | None, *, email: str) -> None:
    """Mail a link to the right address of a member who belongs to the session's tenant alone; it changes once that confirms.

    At `userId`: NOT_FOUND for who is no member, NOT_OPEN for a deactivated one, CONFLICT for who is or was anything elsewhere.
    REQUIRED, TOO_LONG, INVALID at `email`. FORBIDDEN for one's own, which takes the password (`request`).
    """
    actor.require_oneself()
    actor.require(Permission.MEMBERS_MANAGE)
    if user_id == actor.user:
        raise forbidden()
    errors: list[UserError] = []
    typed = key = ""
    with text.collecting(errors):
        typed, key = text.email(email, "email")
    async with db.transaction():
        await tenants.hold(actor.tenant)
        await granting.require_still(actor)
        with text.collecting(errors):
            await _require_ours(actor, user_id)
        if errors or user_id is None:
            raise UserErrors(errors)
        await _ask(actor, user_id, typed, key, by_tenant=actor.tenant_id)


async def _require_ours(actor: Actor, user_id: UUID | None) -> None:
    """That a person, locked, is a member whose address the tenant's admins may correct."""
    member = user_id and await Membership.get_or_none(tenant_id=actor.tenant, user_id=user_id)
    if not member:
        raise refuse(Code.NOT_FOUND, "There is no such member.", "userId")
    if member.status is not MembershipStatus.ACTIVE:
        raise refuse(Code.NOT_OPEN, "This member is deactivated.", "userId")
    await tenants.hold_person(member.user_id)
    if not await within_reach(actor, member.user_id):
        raise refuse(Code.CONFLICT, "This person does not belong to your organization alone, and changes the address themselves.", "userId")


async def _ask(actor: Actor, user_id: UUID, typed: str, key: str, *, by_tenant: UUID | None = None) -> None:
    """Write it and mail the link, in the caller's transaction, which holds the person. What was asked for before is cancelled."""
    user = await User.get(id=user_id)
    if key == user.email_key or not await _may_mail(user_id, key):
        return
    await account_links.void(user_id, LinkPurpose.EMAIL_CHANGE)
    change = await EmailChange.create(
        user_id=user_id, tenant_id=by_tenant, asked_by_id=actor.user, former_email=user.email, former_key=user.email_key, email=typed,
        email_key=key, created_at=now(),
    )  # fmt: skip
    token = await account_links.create(LinkPurpose.EMAIL_CHANGE, user_id=user_id, email=typed, email_key=key, email_change_id=change.id)
    await security_events.record(actor, "email.change_requested", "user", user_id, of=user_id, tenant_id=actor.tenant_id)
    locale, organization = user.locale, None
    if by_tenant is not None:
        tenant = await Tenant.get(id=by_tenant)
        locale, organization = language_of(user.locale, tenant.default_locale).code, tenant.name
    link = f"{current().settings.link_url}/confirm-email/{token}"
    with suppress(_TakenError):
        await _mail(messages.email_change(recipient=typed, locale=locale, organization=organization, link=link), key, user_id)


async def _may_mail(user_id: UUID, key: str) -> bool:
    """Count one mail against what an address may get, and against what may be asked for one account."""
    return await account_links.may_mail(LinkPurpose.EMAIL_CHANGE, key) and await account_links.may_mail(
        LinkPurpose.EMAIL_CHANGE, str(user_id)
    )


class _TakenError(Exception):
    """Undoes the mail to an address that somebody has. Nobody gets to know its link, and `confirm` would refuse it."""


async def _mail(message: messages.Message, key: str, user_id: UUID) -> None:
    async with db.transaction():
        await outbox.enqueue(message, tenant_id=None, security=True)
        if not await addresses.is_free(key, user_id):
            raise _TakenError
