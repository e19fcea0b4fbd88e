"""What is mailed to the invited: who they are, what is said to them, and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from app.core import db, places, text
from app.core.errors import Code, UserError, refuse
from app.mail import messages
from app.models import EmailTemplateKey, Invitation, InvitationKind
from app.services import brands, email_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Who is invited, and what is said to them."""

    email: str
    email_key: str
    first_name: str | None
    last_name: str | None
    title: str | None
    personal_message: str | None
    locale: str | None


def invited(
    errors: list[UserError],
    *,
    email: str,
    first_name: str | None,
    last_name: str | None,
    title: str | None,
    personal_message: str | None,
    locale: str | None,
) -> Invited | None:
    """What was typed, checked; with anything wrong None, and it is added to `errors`."""
    before = len(errors)
    address = ("", "")
    checked: dict[str, str | None] = {}
    with text.collecting(errors):
        address = text.email(email, "email")
    with text.collecting(errors):
        checked["first_name"] = text.optional_name(first_name, "firstName")
    with text.collecting(errors):
        checked["last_name"] = text.optional_name(last_name, "lastName")
    with text.collecting(errors):
        checked["title"] = text.optional_name(title, "title")
    with text.collecting(errors):
        checked["personal_message"] = text.body(personal_message, "personalMessage", most=text.MESSAGE_LENGTH)
    with text.collecting(errors):
        checked["locale"] = places.locale(locale, "locale") if locale else None
    return None if len(errors) > before else Invited(email=address[0], email_key=address[1], **checked)


NAMES: Final = (
    f"t.name as organization, p.name as poc_name, c.name as customer_name, u.first_name, u.last_name, {brands.COLUMNS.replace('{b}', 'b')},"
    f" {email_words.COLUMNS}"
)
NAMED: Final = (
    f'tenant t join tenant b on b.id = {brands.SHOWN.replace("{t}", "t")} left join "user" u on u.id = :inviter'
    " left join poc p on p.id = :poc left join customer c on c.id = coalesce(p.customer_id, :customer)"
    f" {email_words.JOINED}"
)
"""What a mail says of the tenant, the inviter, and the POC or the customer; and in the tenant's own words."""
INVITING: Final = {
    InvitationKind.POC: EmailTemplateKey.POC_INVITATION,
    InvitationKind.MEMBER: EmailTemplateKey.MEMBER_INVITATION,
    InvitationKind.PORTAL: EmailTemplateKey.PORTAL_INVITATION,
}
"""The mail with the link, by what it invites to."""
REMINDING: Final = {**INVITING, InvitationKind.POC: EmailTemplateKey.INVITATION_REMINDER}
"""The mail that reminds of it: one of its own, or the one with the link once more."""


async def names_of(invitation: Invitation, mail: EmailTemplateKey | None = None) -> db.Row:
    """What a mail of it says, as it is now: the one with the link, unless told."""
    values = {
        "inviter": invitation.invited_by_id, "poc": invitation.poc_id, "customer": invitation.customer_id,
        "tenant": invitation.tenant_id, "key": invitation.email_key,
        **email_words.sought(mail or INVITING[invitation.kind], invitation.locale),
    }  # fmt: skip
    sql = (
        f"select {NAMES}, coalesce(known.time_zone, t.time_zone) as time_zone"
        f' from {NAMED} left join "user" known on known.email_key = :key where t.id = :tenant'
    )
    [row] = await db.fetch(sql, values)
    return row


def message(
    who: Invited, kind: InvitationKind, roles: Iterable[str], names: db.Row, link: str, *, reminding: bool = False
) -> messages.Message:  # fmt: skip
    """The mail with the link of an invitation. `reminding`: once more, which that to a POC has a mail of its own for."""
    inviter, invited_name, locale, words = _inviter(names), _called(who), who.locale or "en", email_words.words_in(names)
    if kind is InvitationKind.POC:
        return messages.poc_invitation(
            recipient=who.email, locale=locale, poc_name=names["poc_name"], inviter_name=inviter, link=link,
            customer_name=invited_name or names["customer_name"], organization=names["organization"], personal_message=who.personal_message,
            brand=brands.brand_in(names), words=words,
        )  # fmt: skip
    if kind is InvitationKind.PORTAL:
        return messages.portal_invitation(
            recipient=who.email, locale=locale, invited_name=invited_name, inviter_name=inviter, organization=names["organization"],
            customer_name=names["customer_name"], personal_message=who.personal_message, link=link, brand=brands.brand_in(names),
            words=words, reminding=reminding,
        )  # fmt: skip
    return messages.member_invitation(
        recipient=who.email, locale=locale, invited_name=invited_name, inviter_name=inviter, organization=names["organization"],
        roles=messages.role_names(roles, words.language), personal_message=who.personal_message, link=link,
        brand=brands.brand_in(names), words=words, reminding=reminding,
    )  # fmt: skip


def reminder(who: Invited, invitation: Invitation, names: db.Row, link: str) -> messages.Message:
    """The mail that reminds of an invitation; NOT_PENDING for one that is held, and so was not mailed yet."""
    if invitation.expires_at is None:
        raise refuse(Code.NOT_PENDING, "This invitation was not mailed yet.", "invitationId")
    if invitation.kind is not InvitationKind.POC:
        return message(who, invitation.kind, invitation.roles, names, link, reminding=True)
    return messages.invitation_reminder(
        recipient=who.email, locale=who.locale or "en", poc_name=names["poc_name"], inviter_name=_inviter(names), link=link,
        customer_name=_called(who) or names["customer_name"], organization=names["organization"], personal_message=who.personal_message,
        expires_at=invitation.expires_at.astimezone(ZoneInfo(names["time_zone"])), brand=brands.brand_in(names),
        words=email_words.words_in(names),
    )  # fmt: skip


def _inviter(names: db.Row) -> str:
    return f"{names['first_name'] or ''} {names['last_name'] or ''}".strip() or str(names["organization"])


def _called(who: Invited) -> str:
    return " ".join(name for name in (who.first_name, who.last_name) if name)
