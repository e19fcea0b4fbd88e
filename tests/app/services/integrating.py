"""What tests of integrations share: settings and credentials of every kind, and integrations of Northwind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from app.services import integrations
from tests.world import World

CANARY: Final = "c4n4ry-under-the-ground"
"""A secret that must be found nowhere."""
_UUID: Final = "0b8f3c11-6f1e-4d0b-9a43-7f2f0b8f3c11"

SETTINGS: Final[Mapping[str, Any]] = {
    "http_api": {"url": "https://api.example/status"},
    "webhook": {"url": "https://hooks.example:8443/usher?from=here"},
    "postgres": {"host": "db.example", "port": 5433, "database": "inventory", "username": "reader", "tls": "verify"},
    "smtp": {"host": "mail.example", "port": 587, "encryption": "starttls"},
    "aws": {"region": "eu-central-1", "accountId": "123456789012"},
    "azure": {"tenantId": _UUID, "clientId": _UUID},
    "github": {"owner": "northwind", "repository": "cloud"},
    "slack": {"channel": "#alerts"},
    "jira": {"url": "https://northwind.example", "project": "OPS"},
    "datadog": {"site": "datadoghq.eu"},
}
"""Good ones of each kind."""
CREDENTIALS: Final[Mapping[str, Any]] = {
    "http_api": {"token": CANARY},
    "webhook": {"secret": CANARY},
    "postgres": {"password": CANARY},
    "smtp": {"username": "usher", "password": CANARY},
    "aws": {"accessKeyId": "AKIAABCDEFGHIJKLMNOP", "secretAccessKey": CANARY},
    "azure": {"clientSecret": CANARY},
    "github": {"token": CANARY},
    "slack": {"botToken": f"xoxb-{CANARY}"},
    "jira": {"email": "ops@northwind.example", "apiToken": CANARY},
    "datadog": {"apiKey": CANARY},
}
"""Good ones of each kind; each has the canary."""


async def made(world: World, name: str = "Inventory", *, kind: str = "http_api", **given: Any) -> UUID:
    """An integration of Northwind, by mia."""
    facts = {"settings": SETTINGS[kind], "credential": CREDENTIALS[kind]} | given
    return await integrations.create(world.actor(world.mia), kind=kind, name=name, **facts)
