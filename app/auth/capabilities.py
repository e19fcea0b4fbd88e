"""The table that says what each kind of partnership allows. It is the same for everybody; no row overrides it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from app.models import PartnershipKind, PartnershipStatus
from app.models.partnerships import HOLDS


class PartnerCapability(StrEnum):
    """What a partner may do for a customer."""

    MANAGE_ON_BEHALF = "MANAGE_ON_BEHALF"
    MULTI_TENANCY = "MULTI_TENANCY"
    WHITE_LABEL = "WHITE_LABEL"
    INSTALLATION_OVERVIEW = "INSTALLATION_OVERVIEW"
    FIRST_CONTACT = "FIRST_CONTACT"
    BILLING_VIA_PARTNER = "BILLING_VIA_PARTNER"


class Party(StrEnum):
    """Who is asked first by the customer."""

    PARTNER = "PARTNER"
    VENDOR = "VENDOR"


_C = PartnerCapability
CAPABILITIES: Final[dict[PartnershipKind, tuple[PartnerCapability, ...]]] = {
    PartnershipKind.MSP: tuple(PartnerCapability),
    PartnershipKind.RESELLER_WITH_SUPPORT: (_C.FIRST_CONTACT, _C.BILLING_VIA_PARTNER),
    PartnershipKind.RESELLER_WITHOUT_SUPPORT: (_C.BILLING_VIA_PARTNER,),
}
NAMES: Final = {
    PartnershipKind.MSP: "Managed service provider",
    PartnershipKind.RESELLER_WITH_SUPPORT: "Reseller with support",
    PartnershipKind.RESELLER_WITHOUT_SUPPORT: "Reseller without support",
}
"""What people call the kinds."""


def capabilities(kind: PartnershipKind | str, status: PartnershipStatus | str = PartnershipStatus.ACTIVE) -> tuple[PartnerCapability, ...]:
    """What a partnership allows now: suspended or ended it allows nothing."""
    return CAPABILITIES[PartnershipKind(kind)] if status == PartnershipStatus.ACTIVE else ()


def first_contact(kind: PartnershipKind | str, status: PartnershipStatus | str = PartnershipStatus.ACTIVE) -> Party:
    """Who is asked first."""
    return Party.PARTNER if PartnerCapability.FIRST_CONTACT in capabilities(kind, status) else Party.VENDOR


def gained(before: PartnershipKind | str, after: PartnershipKind | str) -> tuple[PartnerCapability, ...]:
    """What another kind would allow that this one doesn't."""
    return tuple(one for one in capabilities(after) if one not in capabilities(before))


def kinds_with(capability: PartnerCapability) -> tuple[PartnershipKind, ...]:
    """The kinds that have a capability."""
    return tuple(kind for kind, has in CAPABILITIES.items() if capability in has)


def allows(capability: PartnerCapability) -> str:
    """Whether the partnership in the row `{a}` allows something now, as SQL."""
    return f"({HOLDS} and {{a}}.kind in ({_quoted(kinds_with(capability))}))"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


FIRST_CONTACT: Final = (
    f"(select case when bond.kind in ({_quoted(kinds_with(_C.FIRST_CONTACT))}) then '{Party.PARTNER}' else '{Party.VENDOR}' end"
    f" from partnership bond where bond.id = {{a}}.partnership_id and {HOLDS.replace('{a}', 'bond')})"
)
"""Who is asked first by the customer in the record `{a}`, as SQL; null unless its partnership is ACTIVE."""
FIRST_CONTACT_OR_VENDOR: Final = f"coalesce({FIRST_CONTACT}, '{Party.VENDOR}')"
"""The same as the customer's people are told it: without an ACTIVE partnership, the vendor."""
