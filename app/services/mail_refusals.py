"""Refusals of mail: lifting one for an address that wants to hear from a tenant again. Refusing is in `declining`."""

from __future__ import annotations

from uuid import UUID

from app.auth.actor import OPERATOR
from app.core import db, text
from app.services import events


async def allow(tenant_id: UUID, *, address: str) -> bool:
    """Let a tenant write to an address that had refused its mail; whether it had. REQUIRED, INVALID at `address`."""
    _, key = text.email(address, "address")
    async with db.transaction():
        sql = "delete from mail_refusal where tenant_id = :tenant and email_key = :key"
        lifted = await db.execute(sql, {"tenant": tenant_id, "key": key})
        if lifted:
            await events.record(OPERATOR, "tenant.mail_allowed", "tenant", tenant_id, tenant_id=tenant_id)
        return bool(lifted)
