"""Filters of the directory: who asks, by what, and whose entries there are."""

from __future__ import annotations

from typing import Any

from tests.schema.cast import Cast

STAFF = ("ada", "kay", "kim", "lea", "mia", "moe", "sam")
AT_ACME = ("ann", "bo", "cara", "conny", "ina", "ivo", "rex")


def of(*names: str, at: str = "") -> str:
    """Their entries."""
    return ", ".join(f"entry of {name}{at}" for name in names)


MEMBERS = of(*STAFF, "max", at=" at northwind")
ACTIVE = of(*STAFF, at=" at northwind")

CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("ada", "Query.directory", {"kind": ["MEMBER"]}, MEMBERS),
    ("ada", "Query.directory", {"kind": ["MEMBER", "INVITED"]}, f"{MEMBERS}, {of('colleague')}"),
    ("sam", "Query.directory", {"kind": ["MEMBER", "INVITED"]}, MEMBERS),
    ("ada", "Query.directory", {"kind": []}, ""),
    ("ada", "Query.directory", {"status": ["ACTIVE"]}, f"{ACTIVE}, {of('conny')}"),
    ("ada", "Query.directory", {"status": ["INVITED"]}, of("colleague", "ina")),
    ("sam", "Query.directory", {"status": ["INVITED", "INVITE_EXPIRED"]}, of("ina", "ivo")),
    ("ada", "Query.directory", {"status": ["NO_ACCOUNT"], "kind": ["CONTACT"]}, of("ann", "bo", "cara", "hugo", "rex", "ursula")),
    ("ada", "Query.directory", {"status": ["DEACTIVATED"]}, of("max at northwind")),
    ("ada", "Query.directory", {"status": ["DEACTIVATED"], "kind": ["CONTACT", "INVITED"]}, ""),
    ("mia", "Query.directory", {"customerId": "#acme"}, of(*AT_ACME)),
    ("mia", "Query.directory", {"customerId": "#acme", "kind": ["MEMBER"]}, ""),
    ("mia", "Query.directory", {"customerId": "#fabrikam"}, ""),
    ("mia", "Query.directory", {"customerId": "#mia"}, ""),
    ("sam", "Query.directory", {"search": "SALES"}, of("sam at northwind")),
    ("sam", "Query.directory", {"search": "ursula"}, of("ursula")),
    ("otto", "Query.directory", {"search": "acme.example"}, ""),
]


async def prepare(cast: Cast) -> None:
    """Names for the entries, after what they stand for."""
    for label, (kind, id_) in list(cast.rows.items()):
        if kind in ("member", "invitation", "contact"):
            cast.rows[f"entry of {label.removeprefix('contact ')}"] = ("entry", id_)
