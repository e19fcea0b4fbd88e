"""Integrations by HTTP: any API, and webhooks."""

from __future__ import annotations

from base64 import b64encode
from typing import Final

from app.core import outgoing
from app.services.integration_kinds.kind import HEADER, Facts, Kind, facts, text, url

_REFUSED: Final = range(400, 600)
_ONLY_POST: Final = frozenset({405, 501})
"""That a method is not allowed, or not known, says only somebody who is there."""


async def check_api(settings: Facts, credential: Facts | None) -> None:
    """GET the address, with the credential."""
    status = await outgoing.http_status("GET", settings["url"], authorization(credential))
    if status in _REFUSED:
        raise outgoing.Failed(f"It answered {status}.")


async def check_webhook(settings: Facts, _credential: Facts | None) -> None:
    """Ask what the address allows (OPTIONS), which changes nothing there (RFC 9110, section 9.2.1). That does not prove the secret."""
    status = await outgoing.http_status("OPTIONS", settings["url"], {})
    if status in _REFUSED and status not in _ONLY_POST:
        raise outgoing.Failed(f"It answered {status}.")


def authorization(credential: Facts | None) -> dict[str, str]:
    """The header of a credential: Bearer (RFC 6750) or Basic (RFC 7617)."""
    if credential is None:
        return {}
    if "token" in credential:
        return {"Authorization": f"Bearer {credential['token']}"}
    login = f"{credential['username']}:{credential['password']}".encode()
    return {"Authorization": f"Basic {b64encode(login).decode()}"}


HTTP_API: Final = Kind(
    key="http_api",
    name="HTTP API",
    description="Any API that is asked by HTTP, with a token or with a name and a password. A check sends one GET to the address.",
    category="Web",
    settings=facts("Settings of an HTTP API", "url", url=url("The address of the API; a check GETs it.")),
    credential=facts(
        "Credential of an HTTP API",
        forms=(("token",), ("username", "password")),
        token=text("A bearer token.", pattern=HEADER, most=8000),
        username=text("The name of a basic login.", pattern=r"^[^:]+$"),
        password=text("The password of a basic login.", most=1000),
    ),
    check=check_api,
)
WEBHOOK: Final = Kind(
    key="webhook",
    name="Webhook",
    description="An address that is told of events by HTTP. A check sends one OPTIONS to the address, which triggers nothing there.",
    category="Web",
    settings=facts("Settings of a webhook", "url", url=url("The address that is told.")),
    credential=facts("Credential of a webhook", "secret", secret=text("The secret that messages are signed with.", most=1000)),
    check=check_webhook,
)
