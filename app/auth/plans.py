"""The tables that say which features each plan has, and how many seats."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app.models import Plan


class FeatureKey(StrEnum):
    """A feature that not every plan has."""

    PORTAL = "PORTAL"
    WHITE_LABEL = "WHITE_LABEL"
    WEBHOOKS = "WEBHOOKS"
    AUDIT_EXPORT = "AUDIT_EXPORT"


REQUIRED_PLAN: dict[FeatureKey, Plan] = dict.fromkeys(FeatureKey, Plan.PRO)
"""The lowest plan that has a feature."""

_ORDER = list(Plan)


def has_feature(plan: Plan, feature: FeatureKey) -> bool:
    """Whether a plan has a feature."""
    return _ORDER.index(plan) >= _ORDER.index(REQUIRED_PLAN[feature])


SEATS: Final[dict[Plan, int | None]] = {Plan.FREE: 25, Plan.PRO: None, Plan.ENTERPRISE: None}
"""How many people a tenant of a plan has at most; None: as many as it likes. A table like the other one, changed nowhere else."""

_TAKEN: Final = (
    "select 1 from membership sits where sits.tenant_id = {t} and sits.status = 'ACTIVE' union all"
    " select 1 from invitation waits where waits.tenant_id = {t} and waits.kind = 'MEMBER' and waits.accepted_at is null"
    " and waits.cancelled_at is null and (waits.expires_at is null or waits.expires_at > :now)"
)
"""A row for each seat that is taken: by an active member, or for one who is invited."""


def seat_left(tenant: str) -> str:
    """Whether a tenant has a seat for another one at `:now`, as SQL. It counts no further than to the limit."""
    unlimited = ", ".join(f"'{plan}'" for plan, most in SEATS.items() if most is None)
    below = [
        f"seated.plan = '{plan}' and (select count(*) from ({_TAKEN.replace('{t}', 'seated.id')} limit {most}) taken) < {most}"
        for plan, most in SEATS.items()
        if most is not None
    ]
    return f"exists (select 1 from tenant seated where seated.id = {tenant} and ({' or '.join([f'seated.plan in ({unlimited})', *below])}))"
