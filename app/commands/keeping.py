"""`rotate-credentials`, `audit verify` and `erase-user`: looking after what is kept."""

from __future__ import annotations

import json
from argparse import Namespace

from app.commands.running import CommandError, on_database
from app.core.settings import Settings
from app.services import audit_verifying, erasing, integration_credentials, tenants


def rotate_credentials(settings: Settings, _given: Namespace) -> None:
    """Seal the credentials of integrations anew."""
    lost = 0

    async def rotate() -> None:
        nonlocal lost
        done = await integration_credentials.reseal()
        print(f"Sealed anew: {done.sealed}.")
        lost = done.lost

    on_database(settings, rotate)
    if lost:
        raise CommandError(f"none of the secret keys opens {lost} of the credentials; their owners must give them anew")


def verify_audit(settings: Settings, given: Namespace) -> None:
    """Walk the chains of the audit logs."""
    broken = 0

    async def verify() -> None:
        nonlocal broken
        tenant_id = None if given.tenant is None else await tenants.named(given.tenant)
        async for log in audit_verifying.verify(tenant_id):
            broken += not log.holds
            print(log.told, flush=True)

    on_database(settings, verify)
    if broken:
        raise CommandError(f"{broken} of the audit logs {'does' if broken == 1 else 'do'} not hold")


def erase_user(settings: Settings, given: Namespace) -> None:
    """Erase the data of a person."""

    async def erase() -> None:
        erased = await erasing.erase(given.person)
        print(json.dumps(erased.told))

    on_database(settings, erase)
