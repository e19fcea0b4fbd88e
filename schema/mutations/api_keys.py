"""API keys for programs, and ending them."""

from __future__ import annotations

from datetime import datetime

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.services import api_keys
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.api_keys import ApiKey
from schema.types.enums import Role


@strawberry.input(description="A key for a program of this tenant.")
class CreateApiKeyInput:
    """Name, rights and end."""

    name: str = fact("What to call it, e.g. the program that gets it.")
    roles: list[Role] = fact("What it may do: at least one role, none of which allows more than one's own.")
    expires_at: datetime | None = fact("When it ends by itself, which is to come; without it never.", None)


@payload
class CreateApiKeyPayload:
    """The key, and its secret."""

    api_key: ApiKey | None = one("The new key.", scope=policies.api_keys)
    secret: str | None = given("What the program sends as `Authorization: Bearer`. Shown once; only its hash is kept.")


@strawberry.input(description="A key to end.")
class RevokeApiKeyInput:
    """A key."""

    api_key_id: strawberry.ID = fact("Which key.")


@payload
class RevokeApiKeyPayload:
    """The key."""

    api_key: ApiKey | None = one("The key after it was revoked.", scope=policies.api_keys)


@strawberry.type
class ApiKeyMutations:
    """Root fields about API keys."""

    @mutation(locked(Permission.API_KEYS_MANAGE), "Make a key by which a program works in this tenant, as oneself and with less rights.")
    async def create_api_key(self, context: Context, input: CreateApiKeyInput) -> Facts[CreateApiKeyPayload]:  # noqa: A002
        """Create."""
        created = await api_keys.create(context.actor, name=input.name, roles=input.roles, expires_at=input.expires_at)
        return Facts(api_key=created.key_id, secret=created.secret)

    @mutation(locked(Permission.API_KEYS_MANAGE), "End a key, with effect on its next request. Revoked already: success, nothing changes.")
    async def revoke_api_key(self, context: Context, input: RevokeApiKeyInput) -> Facts[RevokeApiKeyPayload]:  # noqa: A002
        """Revoke."""
        key_id = uuid_of("key", input.api_key_id)
        await api_keys.revoke(context.actor, key_id)
        return Facts(api_key=key_id)
