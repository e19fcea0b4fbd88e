"""The table that turns roles into permissions. The rest of the code asks for permissions, never for roles."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.models import Role


class Permission(StrEnum):
    """What a person may do with objects of the session's tenant."""

    CUSTOMERS_READ = "CUSTOMERS_READ"
    CUSTOMERS_MANAGE = "CUSTOMERS_MANAGE"
    PROSPECTS_MANAGE = "PROSPECTS_MANAGE"
    CONTACTS_MANAGE = "CONTACTS_MANAGE"
    PORTAL_INVITE = "PORTAL_INVITE"
    PARTNERSHIPS_READ = "PARTNERSHIPS_READ"
    PARTNERSHIPS_MANAGE = "PARTNERSHIPS_MANAGE"
    PARTNER_CONSENT = "PARTNER_CONSENT"
    ACT_ON_BEHALF = "ACT_ON_BEHALF"
    INTEGRATIONS_READ = "INTEGRATIONS_READ"
    INTEGRATIONS_MANAGE = "INTEGRATIONS_MANAGE"
    INTEGRATIONS_SHARE = "INTEGRATIONS_SHARE"
    POCS_READ = "POCS_READ"
    POCS_READ_ALL = "POCS_READ_ALL"
    POCS_MANAGE = "POCS_MANAGE"
    PARTICIPANTS_INVITE = "PARTICIPANTS_INVITE"
    COMMENTS_INTERNAL = "COMMENTS_INTERNAL"
    ENGAGEMENT_READ = "ENGAGEMENT_READ"
    MEMBERS_READ = "MEMBERS_READ"
    MEMBERS_MANAGE = "MEMBERS_MANAGE"
    TENANT_MANAGE = "TENANT_MANAGE"
    EMAIL_TEMPLATES_MANAGE = "EMAIL_TEMPLATES_MANAGE"
    AUDIT_READ = "AUDIT_READ"
    API_KEYS_MANAGE = "API_KEYS_MANAGE"
    WEBHOOKS_MANAGE = "WEBHOOKS_MANAGE"


_P = Permission
_EVERYBODY = {_P.INTEGRATIONS_READ}
_WITH_CUSTOMERS = _EVERYBODY | {
    _P.CUSTOMERS_READ, _P.PROSPECTS_MANAGE, _P.CONTACTS_MANAGE, _P.PORTAL_INVITE,
    _P.POCS_READ, _P.POCS_MANAGE, _P.PARTICIPANTS_INVITE, _P.COMMENTS_INTERNAL, _P.ENGAGEMENT_READ, _P.MEMBERS_READ,
}  # fmt: skip
_ADMINS = _WITH_CUSTOMERS | {_P.PARTNERSHIPS_READ, _P.INTEGRATIONS_MANAGE, _P.POCS_READ_ALL, _P.AUDIT_READ}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.TENANT_ADMIN: frozenset(
        _ADMINS
        | {_P.PARTNER_CONSENT, _P.MEMBERS_MANAGE, _P.TENANT_MANAGE, _P.EMAIL_TEMPLATES_MANAGE, _P.API_KEYS_MANAGE, _P.WEBHOOKS_MANAGE}
    ),
    Role.MSP_ADMIN: frozenset(_ADMINS | {_P.CUSTOMERS_MANAGE, _P.PARTNERSHIPS_MANAGE, _P.ACT_ON_BEHALF, _P.INTEGRATIONS_SHARE}),
    Role.SALES_ENGINEER: frozenset(_WITH_CUSTOMERS),
    Role.MEMBER: frozenset(_EVERYBODY),
    Role.CUSTOMER: frozenset(),
}

ACTING: frozenset[Permission] = PERMISSIONS[Role.TENANT_ADMIN] - {
    _P.PARTNER_CONSENT, _P.API_KEYS_MANAGE, _P.WEBHOOKS_MANAGE, _P.EMAIL_TEMPLATES_MANAGE,
}  # fmt: skip
"""What a partner's person may in an acting session: what a tenant admin may, but for what nobody does on behalf of others.

What has no permission of its own is refused by `Actor.require_oneself`."""

BY_KEY: frozenset[Permission] = frozenset(Permission) - {
    _P.PARTNER_CONSENT, _P.API_KEYS_MANAGE, _P.WEBHOOKS_MANAGE, _P.EMAIL_TEMPLATES_MANAGE, _P.ACT_ON_BEHALF,
}  # fmt: skip
"""What a program may by an API key, as far as the key's roles and whoever made it may."""

GRANTABLE = (Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER, Role.MEMBER)
"""CUSTOMER is held by a participation only, and never granted."""


ADMINISTRATIVE = frozenset({Role.TENANT_ADMIN, Role.MSP_ADMIN})
"""Never granted by a partner or a program, and nobody who holds them is touched by one."""


def permissions_of(roles: Iterable[str]) -> frozenset[Permission]:
    """What a set of roles allows."""
    return frozenset().union(*(PERMISSIONS[Role(role)] for role in roles))
