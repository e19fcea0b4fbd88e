"""Tenant settings: name, language, time zone, brand, whom its people may invite, and whether shares wait for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, hosts, places, text
from app.core.brands import COLOR, contrast
from app.core.changes import UNSET, Unset
from app.core.errors import Code, UserError, UserErrors, refuse
from app.models import Tenant
from app.services import events, grants

MOST_DOMAINS: Final = 200
URL_LENGTH: Final = 2000
LEAST_CONTRAST: Final = 3.0
"""Between the accent and the white of a page, so that a button is seen (WCAG 2.2, 1.4.11)."""
FIELDS: Final = {
    "name": "name", "default_locale": "defaultLocale", "time_zone": "timeZone", "share_consent": "shareConsent",
    "brand_name": "branding.name", "brand_logo_url": "branding.logoUrl", "brand_accent_color": "branding.accentColor",
    "brand_support_email": "branding.supportEmail", "allowed_domains": "invitePolicy.allowedDomains",
    "blocked_domains": "invitePolicy.blockedDomains",
}  # fmt: skip
"""The API's names of the columns that can be changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branding:
    """Changes of the brand, field by field."""

    name: str | Unset | None = UNSET
    logo_url: str | Unset | None = UNSET
    accent_color: str | Unset | None = UNSET
    support_email: str | Unset | None = UNSET


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitePolicy:
    """Changes of whom the tenant's people may invite; lists whole."""

    allowed_domains: Iterable[str] | Unset | None = UNSET
    blocked_domains: Iterable[str] | Unset | None = UNSET


async def update(
    actor: Actor,
    *,
    name: str | Unset | None = UNSET,
    default_locale: str | Unset | None = UNSET,
    time_zone: str | Unset | None = UNSET,
    share_consent: bool | Unset | None = UNSET,
    branding: Branding | Unset | None = UNSET,
    invite_policy: InvitePolicy | Unset | None = UNSET,
) -> None:
    """Change settings of the session's tenant; nothing different: success, and nothing is written. UserErrors with all that is wrong.

    `branding` and `invite_policy` as None clear all of it. Whether shares need consent is never changed on behalf of a
    customer (FORBIDDEN).
    """
    actor.require(Permission.TENANT_MANAGE)
    if share_consent is not UNSET:
        actor.require_oneself()
    errors: list[UserError] = []
    given: dict[str, Any] = {}
    with text.collecting(errors):
        if name is not UNSET:
            given["name"] = text.name(name, "name")
            given["sort_name"] = text.sort_key(given["name"])
    with text.collecting(errors):
        if default_locale is not UNSET:
            given["default_locale"] = places.locale(default_locale, "defaultLocale")
    with text.collecting(errors):
        if time_zone is not UNSET:
            given["time_zone"] = places.time_zone(time_zone, "timeZone")
    with text.collecting(errors):
        if share_consent is not UNSET:
            given["share_consent"] = grants.decided(share_consent, "shareConsent")
    if branding is not UNSET:
        given |= _brand(errors, branding or Branding(name=None, logo_url=None, accent_color=None, support_email=None))
    if invite_policy is not UNSET:
        given |= _policy(errors, invite_policy or InvitePolicy(allowed_domains=(), blocked_domains=()))
    if errors:
        raise UserErrors(errors)
    async with db.transaction():
        tenant = await Tenant.select_for_update(no_key=True).get(id=actor.tenant)
        changed = {column: value for column, value in given.items() if value != getattr(tenant, column)}
        if changed:
            await Tenant.filter(id=tenant.id).update(**changed)
            await events.record(actor, "tenant.changed", "tenant", tenant.id, changes=_changes(tenant, changed))


def _brand(errors: list[UserError], given: Branding) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    with text.collecting(errors):
        if given.name is not UNSET:
            columns["brand_name"] = text.optional_name(given.name, "branding", "name")
    with text.collecting(errors):
        if given.logo_url is not UNSET:
            columns["brand_logo_url"] = _https(given.logo_url)
    with text.collecting(errors):
        if given.accent_color is not UNSET:
            columns["brand_accent_color"] = _color(given.accent_color)
    with text.collecting(errors):
        if given.support_email is not UNSET:
            typed = (given.support_email or "").strip()
            columns["brand_support_email"] = text.email(typed, "branding", "supportEmail")[0] if typed else None
    return columns


def _https(value: str | None) -> str | None:
    url = text.optional_name(value, "branding", "logoUrl", most=URL_LENGTH)
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:  # no port, or no address in brackets
        fine = False
    if not fine or "@" in parts.netloc or "\\" in url or any(sign.isspace() for sign in url):
        raise refuse(Code.INVALID, "A logo's address begins with https:// and has no password.", "branding", "logoUrl")
    return url


def _color(value: str | None) -> str | None:
    color = text.optional_name(value, "branding", "accentColor")
    if color is None:
        return None
    if not COLOR.fullmatch(color):
        raise refuse(Code.INVALID, "A colour is written like #1d4fd7.", "branding", "accentColor")
    if contrast(color, "#ffffff") < LEAST_CONTRAST:
        raise refuse(Code.INVALID, "On a white page this colour can hardly be seen; choose a darker one.", "branding", "accentColor")
    return color.lower()


def _policy(errors: list[UserError], given: InvitePolicy) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for column, field, domains in (
        ("allowed_domains", "allowedDomains", given.allowed_domains),
        ("blocked_domains", "blockedDomains", given.blocked_domains),
    ):
        if domains is not UNSET:
            columns[column] = _domains(errors, domains or (), "invitePolicy", field)
    return columns


def _domains(errors: list[UserError], given: Iterable[str], *path: str) -> list[str]:
    """Domains in the form in which addresses are compared, each once, in order."""
    found: set[str] = set()
    wanted = list(given)
    if len(wanted) > MOST_DOMAINS:
        errors += refuse(Code.LIMIT_REACHED, f"At most {MOST_DOMAINS} domains.", *path).errors
        return []
    for place, value in enumerate(wanted):
        with text.collecting(errors):
            host = hosts.domain(value, *path, str(place))
            if host is None:  # a list of nothing else would allow everybody
                raise refuse(Code.REQUIRED, "A domain is required.", *path, str(place))
            found.add(host)
    return sorted(found)


def _changes(tenant: Tenant, changed: Mapping[str, Any]) -> dict[str, object]:
    """Settings are no secrets and about no person, but for the support address, which may be one's."""
    return {
        FIELDS[column]: ["[redacted]", "[redacted]"] if column == "brand_support_email" else [getattr(tenant, column), value]
        for column, value in changed.items()
        if column in FIELDS
    }
