"""Who calls: access tokens, verified once and then remembered until they end. Whether the session is open is asked elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from time import time
from typing import Final
from uuid import UUID

import jwt

from app.auth import tokens
from app.auth.permissions import Permission, permissions_of
from app.core.crypto import Keys
from app.core.settings import Settings

MOST: Final = 10_000


class UnauthenticatedError(Exception):
    """The token is not valid, or its session has ended."""


@dataclass(slots=True)
class Caller:
    """What a token says, and the roles that its session had when they were last looked up."""

    user_id: UUID
    tenant_id: UUID
    session_id: UUID
    ends: int
    roles: str = ""
    permissions: frozenset[Permission] = frozenset()

    def take(self, roles: str) -> None:
        """Note the roles that the database says."""
        self.roles, self.permissions = roles, permissions_of(roles.split())


class Tokens:
    """The verified ones."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.public_url
        self._keys = {key.kid: key.public for key in Keys(settings.secret_key).signing}
        self._known: dict[str, Caller] = {}

    def caller(self, authorization: str) -> Caller:
        """Who sends this header."""
        known = self._known.get(authorization)
        if known is None:
            known = self._verified(authorization)
        if known.ends <= time():
            raise UnauthenticatedError
        return known

    def _verified(self, authorization: str) -> Caller:
        scheme, _, token = authorization.partition(" ")
        try:
            header = jwt.get_unverified_header(token)
            if scheme.lower() != "bearer" or header.get("typ") != "at+jwt":
                raise UnauthenticatedError
            said = jwt.decode(token, self._keys[header["kid"]], algorithms=["EdDSA"], audience=tokens.AUDIENCE, issuer=self._issuer)
            caller = Caller(UUID(said["sub"]), UUID(said["tid"]), UUID(said["sid"]), int(said["exp"]))
        except (jwt.PyJWTError, KeyError, ValueError):
            raise UnauthenticatedError from None
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[authorization] = caller
        return caller
