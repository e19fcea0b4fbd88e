"""Checking an integration: trying it on the network, outside of any transaction, and noting in Usher's own words what came of it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from math import ceil
from typing import Final
from uuid import UUID

import structlog

from app.auth.actor import Actor
from app.auth.finding import find_integration
from app.auth.permissions import Permission
from app.core import db, outgoing
from app.core.errors import Code, refuse
from app.core.rates import CHECK
from app.core.runtime import current, now
from app.models import Integration
from app.services import events
from app.services.integration_credentials import unseal
from app.services.integration_kinds import kind_of
from app.services.integration_kinds.kind import Check, Facts

LIMIT: Final = timedelta(seconds=10)
"""That a check may take in all."""
INTERVAL: Final = LIMIT
"""Between the beginnings of two checks of one integration, so that no two run at once."""
NOT_OPENED: Final = "Its credential can't be opened; give it anew."
_log = structlog.get_logger()


async def check(actor: Actor, integration_id: UUID | None) -> None:
    """Try an integration, switched on or not, and note the outcome.

    At `integrationId`: INVALID for a kind that can't be checked, COOLDOWN within ten seconds of the last check, CONFLICT if
    settings or credential were replaced meanwhile; then nothing is noted. RATE_LIMITED (top level): 20 a minute and person.
    """
    actor.require(Permission.INTEGRATIONS_MANAGE)
    current().rates.take(CHECK, str(actor.user))
    integration, run = await _begin(actor, integration_id)
    error = await _outcome(integration, run)
    await _note(actor, integration, error)


async def attempt(run: Check, settings: Facts, credential: Facts | None, *, within: timedelta = LIMIT) -> str | None:
    """Run a check; why it failed, None if it worked. Whatever goes wrong, nothing that the other side said is in it."""
    try:
        async with asyncio.timeout(within.total_seconds()):
            await run(settings, credential)
    except outgoing.Failed as failed:
        return str(failed)
    except TimeoutError:
        return outgoing.TOO_SLOW
    except Exception as problem:  # noqa: BLE001  # what a stranger answers may break a library in any way
        _log.warning("a check broke", problem=type(problem).__name__)
        return outgoing.NOT_UNDERSTOOD
    return None


async def _begin(actor: Actor, integration_id: UUID | None) -> tuple[Integration, Check]:
    """The integration as it is to be checked; whoever comes second within the interval waits."""
    async with db.transaction():
        integration = await find_integration(actor, integration_id, "integrationId")
        run = kind_of(integration.kind_id).check
        if run is None:
            raise refuse(Code.INVALID, "Integrations of this kind can't be checked.", "integrationId")
        began = integration.check_began_at
        if began is not None and began > now() - INTERVAL:
            wait = max(1, ceil((began + INTERVAL - now()).total_seconds()))
            raise refuse(Code.COOLDOWN, f"It was checked just now; try again in {wait} seconds.", "integrationId", retry_after=wait)
        integration.check_began_at = now()
        await Integration.filter(id=integration.id).update(check_began_at=integration.check_began_at)
        return integration, run


async def _outcome(integration: Integration, run: Check) -> str | None:
    try:
        credential = unseal(integration.id, integration.credential)
    except ValueError:
        return NOT_OPENED
    return await attempt(run, integration.settings, credential)


async def _note(actor: Actor, checked: Integration, error: str | None) -> None:
    """Only of what was checked: another address or another credential may work, or not."""
    async with db.transaction():
        integration = await find_integration(actor, checked.id, "integrationId")
        same = (integration.settings, integration.credential, integration.check_began_at)
        if same != (checked.settings, checked.credential, checked.check_began_at):
            raise refuse(Code.CONFLICT, "It was changed while it was checked; check it again.", "integrationId")
        await Integration.filter(id=integration.id).update(last_checked_at=now(), last_error=error)
        changes = {"last_error": [integration.last_error, error]}
        await events.record(actor, "integration.checked", "integration", integration.id, changes=changes)
