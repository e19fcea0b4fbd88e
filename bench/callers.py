"""Who calls: 50 sales engineers and MSP admins of different tenants, each with a session and an access token."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import jwt

from app.auth import tokens
from app.core.crypto import Keys
from bench import data, databases

SECRET_KEY = "the-benchmark-s-own-key-which-opens-nothing-else"  # noqa: S105  # a public one, of databases that are thrown away
PUBLIC_URL = "http://bench.example"
MOST = 50


@dataclass
class Caller:
    """One person at work."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID
    everything: bool
    """Whether all POCs of the tenant are theirs (MSP admin), or those they work on (sales engineer)."""
    pocs: list[UUID] = field(default_factory=list)
    """Where they invite."""

    def token(self, keys: Keys) -> str:
        """A fresh access token, made as the product makes it."""
        begins = int(datetime.now(UTC).timestamp())
        payload = {
            "iss": PUBLIC_URL, "aud": tokens.AUDIENCE, "iat": begins, "exp": begins + int(tokens.LIFETIME.total_seconds()),
            "sub": str(self.user_id), "sid": str(self.session_id), "tid": str(self.tenant_id),
        }  # fmt: skip
        key = keys.signing[0]
        return jwt.encode(payload, key.private, algorithm="EdDSA", headers={"typ": "at+jwt", "kid": key.kid})


async def of(url: str, scale: str) -> list[Caller]:
    """The callers in a database: two sales engineers for each MSP admin."""
    tenants = data.TENANTS[scale]
    places = [place for place, role in enumerate(data.STAFF) if role in ("MSP_ADMIN", "SALES_ENGINEER")]
    callers: dict[UUID, Caller] = {}
    for nth in range(10 * MOST):
        tenant = nth * 61 % tenants
        place = places[0] if nth % 3 == 0 else places[1 + nth % 4]
        caller = Caller(
            data.staff_id(tenant, place), data.tenant_id(tenant), data.session_id(tenant, place), data.STAFF[place] == "MSP_ADMIN"
        )
        callers.setdefault(caller.user_id, caller)
        if len(callers) == MOST:
            break
    found = list(callers.values())
    pocs = await databases.active_pocs(url, [(caller.user_id, caller.tenant_id, caller.everything) for caller in found])
    for caller, theirs in zip(found, pocs, strict=True):
        caller.pocs = theirs
    return found
