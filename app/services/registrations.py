"""Registrations: an organization and its first person, by a link that proves the address; where it is open, or by a partner link."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from app.auth import passwords
from app.auth.actor import Actor
from app.core import db, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.rates import REGISTER
from app.core.runtime import current
from app.mail import messages, outbox
from app.mail.language import language_of
from app.models import AccountLink, LinkPurpose, PartnerLink, Tenant, User
from app.services import account_links, accounts, addresses, connecting, organizations, partner_links, partnerships, sessions
from app.services.organizations import Through


@dataclass(frozen=True, slots=True)
class Registered:
    """The new organization, its partnership if it came through a partner link, and its first person signed in."""

    tenant_id: UUID
    partnership_id: UUID | None
    credentials: sessions.Credentials


async def request(actor: Actor, *, email: str, partner_link_token: str | None = None) -> None:
    """Mail a link to register by; to a person with an account, that they have one. The answer and the work are the same.

    Nothing is mailed to anybody where registration is not open, but through a partner link that works and fits the address.
    """
    current().rates.take(REGISTER, actor.origin.ip or "")
    typed, key = text.email(email, "email")
    settings = current().settings
    partner_link = await _open_to(key, partner_link_token) if partner_link_token is not None else None
    if partner_link is None and (partner_link_token is not None or not settings.open_registration):
        return
    user = await User.get_or_none(email_key=key)
    locale = await _locale_by(partner_link)
    async with db.transaction():
        if not await account_links.may_mail(LinkPurpose.REGISTRATION, key):
            return
        # For a known address, too, so that it takes as long; nobody gets to know that link, and `complete` refuses it.
        token = await account_links.create(
            LinkPurpose.REGISTRATION, user_id=None, email=typed, email_key=key,
            partner_link_id=None if partner_link is None else partner_link.id,
        )  # fmt: skip
        if user:
            back = None if partner_link_token is None else partner_links.address(partner_link_token)
            message = messages.already_registered(
                recipient=user.email, locale=language_of(user.locale, locale).code, link=back or f"{settings.link_url}/sign-in",
                connecting=back is not None,
            )  # fmt: skip
        else:
            message = messages.registration(recipient=typed, locale=locale, link=f"{settings.link_url}/register/{token}")
        await outbox.enqueue(message, tenant_id=None, security=True)


async def complete(
    actor: Actor, *, token: str, organization_name: str, first_name: str, last_name: str, title: str | None = None, password: str
) -> Registered:
    """Make the organization (on FREE), the account and its membership as tenant admin, connect it, and sign in; all or nothing.

    LINK_INVALID or LINK_EXPIRED at `token`; LINK_INVALID also if the address got an account in another way meanwhile; NOT_OPEN
    while it is kept for who had it; and what is wrong by now with the partner link (`connecting.through`).
    """
    current().rates.take(REGISTER, actor.origin.ip or "")
    link = await find(token)
    if await User.exists(email_key=link.email_key):
        raise account_links.invalid()
    locale = await _locale_by(None if link.partner_link_id is None else await PartnerLink.get(id=link.partner_link_id))
    errors: list[UserError] = []
    name = ""
    with text.collecting(errors):
        name = text.name(organization_name, "organizationName")
    profile = accounts.new_profile(
        errors, email=link.email, first_name=first_name, last_name=last_name, title=title, password=password, locale=locale
    )  # fmt: skip
    if profile is None or errors:
        raise UserErrors(errors)
    hashed = await passwords.hash_of(password)
    async with db.transaction():
        if link.partner_link_id is not None:
            await partnerships.take_turn()
        try:
            user = await accounts.create(email=link.email, email_key=link.email_key, password_hash=hashed, **asdict(profile))
        except addresses.KeptError:
            raise _kept() from None
        except db.Violation:
            raise account_links.invalid() from None
        await account_links.use(link)
        through = None if link.partner_link_id is None else Through(link.partner_link_id, ("token",))
        founded = await organizations.found(Actor(origin=actor.origin), user.id, name=name, through=through)
        credentials = await sessions.start(user.id, founded.tenant_id, actor.origin)
        return Registered(founded.tenant_id, founded.partnership_id, credentials)


async def find(token: str) -> AccountLink:
    """The link of a registration, if one may be completed by it now. Looking uses nothing up.

    At `token`: LINK_INVALID, LINK_EXPIRED, what is wrong with the partner link that it came by, and NOT_OPEN for an address that
    is kept for who had it.
    """
    link = await account_links.find(LinkPurpose.REGISTRATION, token)
    if link.partner_link_id is None:
        if not current().settings.open_registration:
            raise account_links.invalid()
    elif problem := await connecting.problem_of(link.partner_link_id):
        raise connecting.refusal(problem, "token")
    if await addresses.is_kept(link.email_key):
        raise _kept()
    return link


async def _locale_by(partner_link: PartnerLink | None) -> str:
    """In which language somebody new is spoken to: all that is known of them is whose link it is that they come by."""
    return accounts.LOCALE if partner_link is None else (await Tenant.get(id=partner_link.tenant_id)).default_locale


def _kept() -> UserErrors:
    return refuse(Code.NOT_OPEN, "This address can't get an account at the moment. The link is not used up: try it again later.", "token")


async def _open_to(email_key: str, partner_link_token: str) -> PartnerLink | None:
    """A partner link, if it works now and fits the address."""
    link_id = await partner_links.of_token(partner_link_token)
    link = None if link_id is None or await connecting.problem_of(link_id) else await PartnerLink.get(id=link_id)
    return link if link and partner_links.fits(link.email_domain, email_key) else None
