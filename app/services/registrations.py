"""Registrations: an organization and its first person, by a link that proves the address; only where it is open to all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from uuid import UUID

from app.auth import passwords
from app.auth.actor import Actor
from app.core import db, text
from app.core.errors import UserError, UserErrors
from app.core.rates import REGISTER
from app.core.runtime import current
from app.mail import messages, outbox
from app.models import LinkPurpose, Role, User
from app.services import account_links, accounts, sessions, tenants


@dataclass(frozen=True, slots=True)
class Registered:
    """The new organization, and its first person signed in."""

    tenant_id: UUID
    credentials: sessions.Credentials


async def request(actor: Actor, *, email: str) -> None:
    """Mail a link to register by; to a person with an account, that they have one. The answer and the work are the same.

    Where registration is not open, nothing is mailed to anybody.
    """
    current().rates.take(REGISTER, actor.origin.ip or "")
    typed, key = text.email(email, "email")
    settings = current().settings
    if not settings.open_registration:
        return
    user = await User.get_or_none(email_key=key)
    async with db.transaction():
        if not await account_links.may_mail(LinkPurpose.REGISTRATION, key):
            return
        # For a known address, too, so that it takes as long; nobody gets to know that link, and `complete` refuses it.
        token = await account_links.create(LinkPurpose.REGISTRATION, user_id=None, email=typed, email_key=key)
        if user:
            message = messages.already_registered(recipient=user.email, locale=user.locale, link=f"{settings.link_url}/sign-in")
        else:
            message = messages.registration(recipient=typed, locale=accounts.LOCALE, link=f"{settings.link_url}/register/{token}")
        await outbox.enqueue(message, tenant_id=None, security=True)


async def complete(
    actor: Actor, *, token: str, organization_name: str, first_name: str, last_name: str, title: str | None = None, password: str
) -> Registered:
    """Make the organization (on FREE), the account and its membership as tenant admin, and sign in; all or nothing.

    LINK_INVALID or LINK_EXPIRED at `token`; LINK_INVALID also if the address got an account in another way meanwhile.
    """
    current().rates.take(REGISTER, actor.origin.ip or "")
    if not current().settings.open_registration:
        raise account_links.invalid()
    link = await account_links.find(LinkPurpose.REGISTRATION, token)
    if await User.exists(email_key=link.email_key):
        raise account_links.invalid()
    errors: list[UserError] = []
    name = ""
    with text.collecting(errors):
        name = text.name(organization_name, "organizationName")
    profile = accounts.new_profile(
        errors, email=link.email, first_name=first_name, last_name=last_name, title=title, password=password
    )  # fmt: skip
    if profile is None or errors:
        raise UserErrors(errors)
    hashed = await passwords.hash_of(password)
    async with db.transaction():
        try:
            user = await accounts.create(email=link.email, email_key=link.email_key, password_hash=hashed, **asdict(profile))
        except db.Violation:
            raise account_links.invalid() from None
        await account_links.use(link)
        founder = replace(Actor(origin=actor.origin), user_id=user.id)
        tenant = await tenants.create(name=name, by=founder)
        await tenants.join(founder, tenant.id, user.id, {Role.TENANT_ADMIN})
        return Registered(tenant.id, await sessions.start(user.id, tenant.id, actor.origin))
