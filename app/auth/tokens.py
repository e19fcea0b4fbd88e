"""Access tokens: JSON Web Tokens for access (RFC 9068), signed with Ed25519 (RFC 8037), good for ten minutes.

What a token says is not believed for long: each request looks its session up (`bearer`). That we said it stays true, so
the runtime remembers it: to verify a signature costs more than all else of reading a request. A refresh token is no such
thing: it is opaque, and a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

import jwt

from app.core.crypto import SigningKey
from app.core.errors import Refused, unauthenticated
from app.core.runtime import current, now

LIFETIME: Final = timedelta(minutes=10)
AUDIENCE: Final = "usher"
_TYPE: Final = "at+jwt"
_ALGORITHM: Final = "EdDSA"


@dataclass(frozen=True, slots=True)
class Claims:
    """Who works in which session, and for which tenant the token was given out; in an acting session from which partner."""

    user_id: UUID
    session_id: UUID
    tenant_id: UUID | None
    partner_id: UUID | None = None


def issue(claims: Claims, *, lasts: timedelta = LIFETIME) -> tuple[str, datetime]:
    """A token signed with the newest key, and when it ends (a full second, as `exp` has it)."""
    runtime = current()
    begins = int(now().timestamp())
    ends = begins + int(lasts.total_seconds())
    payload: dict[str, object] = {
        "iss": runtime.settings.public_url, "aud": AUDIENCE, "iat": begins, "exp": ends,
        "sub": str(claims.user_id), "sid": str(claims.session_id),
    }  # fmt: skip
    if claims.tenant_id:
        payload["tid"] = str(claims.tenant_id)
    if claims.partner_id:  # on whose behalf, and who really acts (RFC 8693, section 4.1)
        payload |= {"sub": payload["tid"], "act": {"sub": str(claims.user_id), "tid": str(claims.partner_id), "sid": payload["sid"]}}
    key = runtime.keys.signing[0]
    token = jwt.encode(payload, key.private, algorithm=_ALGORITHM, headers={"typ": _TYPE, "kid": key.kid})
    return token, datetime.fromtimestamp(ends, UTC)


def verify(token: str) -> Claims:
    """What a token of ours says, by any key that is still in the settings. UNAUTHENTICATED for all else.

    Whether it has ended is decided by the runtime's clock, which the library does not know, each time anew.
    """
    runtime = current()
    claims: Claims
    ends: int
    if (known := runtime.tokens.get(token)) is None:
        known = _read(token)
        runtime.tokens.put(token, known)
    claims, ends = known
    if runtime.clock.now().timestamp() >= ends:
        runtime.tokens.drop(token)
        raise unauthenticated("The access token has ended; refresh the session.")
    return claims


def _read(token: str) -> tuple[Claims, int]:
    """What it says and when it ends, once its signature is found to be ours."""
    try:
        key = _key(jwt.get_unverified_header(token))
        said = jwt.decode(
            token, key.public, algorithms=[_ALGORITHM], audience=AUDIENCE, issuer=current().settings.public_url,
            options={"require": ["iss", "aud", "exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
        )  # fmt: skip
        tenant_id = UUID(said["tid"]) if "tid" in said else None
        claims = Claims(UUID(said["sub"]), UUID(said["sid"]), tenant_id)
        if "act" in said:
            act = said["act"]
            claims = Claims(UUID(act["sub"]), UUID(act["sid"]), tenant_id, UUID(act["tid"]))
        return claims, int(said["exp"])
    except (jwt.PyJWTError, LookupError, ValueError, TypeError, AttributeError):
        raise _refused() from None


def jwks() -> dict[str, list[dict[str, str]]]:
    """The public keys that verify tokens (RFC 7517, section 5), newest first."""
    return {"keys": [key.jwk() for key in current().keys.signing]}


def _key(header: dict[str, object]) -> SigningKey:
    if header.get("typ") == _TYPE and header.get("alg") == _ALGORITHM:
        for key in current().keys.signing:
            if key.kid == header.get("kid"):
                return key
    raise _refused()


def _refused() -> Refused:
    return unauthenticated("The access token is not valid; sign in again.")
