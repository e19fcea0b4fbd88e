"""Filters of contacts: who asks, in which list, by what, and who there is."""

from __future__ import annotations

from typing import Any

from app.models import PortalAccess


def of(*names: str) -> str:
    """Their labels."""
    return ", ".join(f"contact {name}" for name in names)


ELSEWHERE = ("hugo", "ursula")
WITHOUT = ("ann", "bo", "cara")
CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("sam", "Query.contacts", {"portal": [PortalAccess.ACTIVE]}, of("conny")),
    ("key", "Query.contacts", {"portal": [PortalAccess.INVITED, PortalAccess.REVOKED]}, of("ina", "ivo", "rex")),
    ("kim", "Query.contacts", {"portal": [PortalAccess.NONE]}, of(*WITHOUT, *ELSEWHERE)),
    ("sam", "Query.contacts", {"portal": []}, ""),
    ("sam", "Query.contacts", {"portal": None, "customerId": None, "search": None}, of(*WITHOUT, *ELSEWHERE, "conny", "ina", "ivo", "rex")),
    ("mia", "Query.contacts", {"customerId": "#umbrella"}, of("ursula")),
    ("mia", "Query.contacts", {"customerId": "#fabrikam"}, ""),
    ("mia", "Query.contacts", {"customerId": "customer_malformed"}, ""),
    ("otto", "Query.contacts", {"customerId": "#fabrikam", "search": "FÍNN"}, of("finn")),
    ("otto", "Query.contacts", {"search": "acme"}, ""),
    ("lea", "Query.contacts", {"search": "ANN@acme"}, of("ann")),
    ("lea", "Query.contacts", {"search": "bo contact"}, of("bo")),
    ("lea", "Query.contacts", {"search": "%"}, ""),
    ("uma", "Query.contacts", {}, ""),
    ("ada", "Customer.contacts", {"portal": [PortalAccess.NONE, PortalAccess.INVITED], "search": "u"}, of("ursula")),
    ("ada", "Customer.contacts", {"customerId": "#acme"}, ""),
]
