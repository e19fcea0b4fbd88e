"""The table that says which features each plan has."""

from __future__ import annotations

from enum import StrEnum

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
