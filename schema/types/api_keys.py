"""API keys: by which programs work in a tenant. Never the secret of one."""

from __future__ import annotations

from datetime import datetime

from app import models
from app.auth import policies
from schema.reading.declare import column, one, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import Role
from schema.types.nodes import Node
from schema.types.users import User


@reads(
    models.ApiKey,
    prefix="key",
    scope=policies.api_keys,
    description="What a program of the tenant works by. It has at most the rights that whoever made it has now, and ends with them.",
)
class ApiKey(Node):
    """One key."""

    name: str = column("What it is called.")
    prefix: str = column("How its secret begins, by which one tells keys apart.")
    roles: list[Role] = column("The roles that it was given.")
    created_by: User = one("Who made it, and for whom it works.")
    created_at: datetime = column("When it was made.")
    last_used_at: datetime | None = column("When it was used last, to the minute or so; null if it never was.")
    expires_at: datetime | None = column("When it ends by itself; null: never.")
    revoked_at: datetime | None = column("When it was revoked, or ended with the membership or the address of whoever made it.")


BY_MAKING = Order(Path("created_at"), "instant", descending=True)
"""The newest first."""
