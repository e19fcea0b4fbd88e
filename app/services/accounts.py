"""Accounts: making one, its profile, and its password."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth import bearer, passwords
from app.auth.actor import Actor
from app.core import db, places, text
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.rates import RESET, SIGN_IN_BY_ACCOUNT
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import LinkPurpose, Membership, User
from app.services import account_links, addresses, api_keys, events, security_events, sessions, tenants

LOCALE: Final = "en"
TIME_ZONE: Final = "UTC"
_REDACTED: Final = "[redacted]"
"""Stands in events for what a person is called: events outlive people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a person says of themselves when they get an account."""

    first_name: str
    last_name: str
    title: str | None
    locale: str
    time_zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notifications:
    """Which mails a person wants; what is left out stays as it is."""

    acceptance: bool | Unset | None = UNSET
    comments: bool | Unset | None = UNSET
    tasks: bool | Unset | None = UNSET


def new_profile(
    errors: list[UserError],
    *path: str,
    email: str,
    first_name: str | None,
    last_name: str | None,
    title: str | None,
    password: str,
    locale: str | None = None,
    time_zone: str | None = None,
) -> Profile | None:
    """What was typed for a new account, checked, the password too; with anything wrong None, and it is added to `errors`."""
    before = len(errors)
    first = last = place = zone = ""
    position = None
    with text.collecting(errors):
        first = text.name(first_name, *path, "firstName")
    with text.collecting(errors):
        last = text.name(last_name, *path, "lastName")
    with text.collecting(errors):
        position = text.optional_name(title, *path, "title")
    with text.collecting(errors):
        place = places.locale(locale or LOCALE, *path, "locale")
    with text.collecting(errors):
        zone = places.time_zone(time_zone or TIME_ZONE, *path, "timeZone")
    with text.collecting(errors):
        passwords.check(password, *path, "password", about=[email, first, last])
    if len(errors) > before:
        return None
    return Profile(first_name=first, last_name=last, title=position, locale=place, time_zone=zone)


async def create(
    *,
    email: str,
    email_key: str,
    first_name: str,
    last_name: str,
    title: str | None,
    password_hash: str | None,
    locale: str = LOCALE,
    time_zone: str = TIME_ZONE,
) -> User:
    """Make the account of a person whose address is proved, in the caller's transaction.

    Raises `db.Violation` if the address has an account, `addresses.KeptError` (one, too) if it is kept for one; what the caller
    wrote before still stands then.
    """
    async with db.transaction():
        user = await User.create(
            email=email, email_key=email_key, first_name=first_name, last_name=last_name, sort_name=_sort_name(first_name, last_name),
            title=title, password_hash=password_hash, locale=locale, time_zone=time_zone, created_at=now(),
        )  # fmt: skip
        await addresses.require_unreserved(email_key, user.id)
        return user


async def update_profile(
    actor: Actor,
    *,
    first_name: str | Unset | None = UNSET,
    last_name: str | Unset | None = UNSET,
    title: str | Unset | None = UNSET,
    locale: str | Unset | None = UNSET,
    time_zone: str | Unset | None = UNSET,
    notifications: Notifications | Unset | None = UNSET,
) -> None:
    """Change one's own profile, field by field. REQUIRED where there is always something: only a title can be cleared.

    FORBIDDEN in an acting session.
    """
    actor.require_oneself()
    errors: list[UserError] = []
    given: dict[str, object] = {}
    with text.collecting(errors):
        if first_name is not UNSET:
            given["first_name"] = text.name(first_name, "firstName")
    with text.collecting(errors):
        if last_name is not UNSET:
            given["last_name"] = text.name(last_name, "lastName")
    with text.collecting(errors):
        if title is not UNSET:
            given["title"] = text.optional_name(title, "title")
    with text.collecting(errors):
        if locale is not UNSET:
            given["locale"] = places.locale(locale, "locale")
    with text.collecting(errors):
        if time_zone is not UNSET:
            given["time_zone"] = places.time_zone(time_zone, "timeZone")
    with text.collecting(errors):
        if notifications is not UNSET:
            given |= _wishes(notifications)
    if errors:
        raise UserErrors(errors)
    async with db.transaction():
        await tenants.hold_memberships(actor.user)  # which are locked before the person
        # Locked, because the sort key is made of both names, and somebody may change the other one.
        user = await User.select_for_update(no_key=True).get(id=actor.user)
        await bearer.require_open(actor)
        changes = {name: [getattr(user, name), value] for name, value in given.items() if getattr(user, name) != value}
        if not changes:
            return
        user.update_from_dict({name: value for name, (_, value) in changes.items()})
        user.sort_name = _sort_name(user.first_name, user.last_name)
        await user.save(update_fields=[*changes, "sort_name"])
        await Membership.filter(user_id=user.id).exclude(sort_name=user.sort_name).update(sort_name=user.sort_name)
        for name in changes.keys() & {"first_name", "last_name", "title"}:
            changes[name] = [_REDACTED, _REDACTED]
        await events.record(actor, "member.profile_changed", "user", user.id, changes=changes)


async def request_password_reset(actor: Actor, *, email: str) -> None:
    """Mail a link that sets a new password, if somebody has this address. The answer and the work are the same if nobody has."""
    current().rates.take(RESET, actor.origin.ip or "")
    typed, key = text.email(email, "email")
    user = await User.get_or_none(email_key=key)
    async with db.transaction():
        if not await account_links.may_mail(LinkPurpose.RESET, key):
            return
        with suppress(_NobodyError):
            await _mail_reset(Actor(origin=actor.origin), user, typed, key)


class _NobodyError(Exception):
    """Undoes what was written for an address that nobody has."""


async def _mail_reset(actor: Actor, user: User | None, typed: str, key: str) -> None:
    """For a stranger the same is written, and undone, so that the time it takes tells nothing either."""
    async with db.transaction():
        token = await account_links.create(LinkPurpose.RESET, user_id=user.id if user else None, email=typed, email_key=key)
        link = f"{current().settings.link_url}/reset/{token}"
        recipient, locale = (user.email, user.locale) if user else (typed, LOCALE)
        await outbox.enqueue(messages.password_reset(recipient=recipient, locale=locale, link=link), tenant_id=None, security=True)
        if user is None:
            raise _NobodyError
        await security_events.record(actor, "password.reset_requested", "user", user.id, of=user.id)


async def reset_password(actor: Actor, *, token: str, password: str) -> sessions.Credentials:
    """Set a password by a mailed link and sign in. All sessions, acting sessions and links of the person end; the address is told.

    LINK_INVALID or LINK_EXPIRED at `token`; a password that is refused uses nothing up.
    """
    current().rates.take(RESET, actor.origin.ip or "")
    link = await account_links.find(LinkPurpose.RESET, token)
    user = await User.get(id=link.user_id)
    passwords.check(password, "password", about=[user.email, user.first_name, user.last_name])
    hashed = await passwords.hash_of(password)
    owner = Actor(user_id=user.id, origin=actor.origin)
    async with db.transaction():
        await _set_password(user.id, hashed)
        await account_links.use(link)
        await _secure(owner, user, "password.reset")
        return await sessions.start(user.id, await sessions.home(user.id), actor.origin)


async def change_password(actor: Actor, *, current_password: str, new_password: str) -> None:
    """Set another password. All sessions but this one, acting sessions, and open links, end; the address is told.

    INVALID_CREDENTIALS at `currentPassword`. It counts with the sign-ins of the account: whoever has got hold of a
    session guesses no faster here. FORBIDDEN in an acting session.
    """
    actor.require_oneself()
    user = await User.get(id=actor.user)
    current().rates.take(SIGN_IN_BY_ACCOUNT, user.email_key)
    before = user.password_hash
    wrong = refuse(Code.INVALID_CREDENTIALS, "This is not your password.", "currentPassword")
    if not await passwords.verify(current_password, before):
        raise wrong
    passwords.check(new_password, "newPassword", about=[user.email, user.first_name, user.last_name])
    hashed = await passwords.hash_of(new_password)
    async with db.transaction():
        if not await _set_password(user.id, hashed, instead_of=before):
            raise wrong
        await _secure(actor, user, "password.changed")


async def _set_password(user_id: UUID, hashed: str, *, instead_of: str | None = None) -> int:
    """Before anything else, since it makes all others wait who sign this person in or set their password."""
    return await db.execute(
        'update "user" set password_hash = :hash where id = :user and (password_hash = :before or :anyway)',
        {"hash": hashed, "user": user_id, "before": instead_of or "", "anyway": instead_of is None},
    )


async def _secure(actor: Actor, user: User, action: str) -> None:
    """End by what a stranger might still come in, and tell the owner. Keys stay: programs work with them, and the owner is told which."""
    await account_links.void(user.id, LinkPurpose.RESET, LinkPurpose.EMAIL_CHANGE)
    await sessions.end_all(actor, user.id, except_session=actor.session_id)
    await security_events.record(actor, action, "user", user.id, of=user.id, tenant_id=actor.tenant_id)
    message = messages.password_changed(recipient=user.email, locale=user.locale, keys=await api_keys.names_of(user.id))
    await outbox.enqueue(message, tenant_id=None, security=True)


def _wishes(notifications: Notifications | None) -> dict[str, object]:
    if notifications is None:
        raise refuse(Code.REQUIRED, "This is required.", "notifications")
    wishes: dict[str, object] = {}
    for name in ("acceptance", "comments", "tasks"):
        wish = getattr(notifications, name)
        if wish is None:
            raise refuse(Code.REQUIRED, "This is required.", "notifications", name)
        if wish is not UNSET:
            wishes[f"wants_{name}"] = wish
    return wishes


def _sort_name(first_name: str, last_name: str) -> str:
    return text.sort_key(f"{first_name} {last_name}")
