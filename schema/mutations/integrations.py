"""Integrations of a tenant: making, changing, checking and deleting them."""

from __future__ import annotations

from typing import Any

import strawberry

from app.auth import partnering
from app.auth.permissions import Permission
from app.core import ids
from app.services import integration_checks, integrations
from schema.core.context import Context
from schema.core.permissions import locked
from schema.core.scalars import JSON
from schema.mutations.payloads import Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.integrations import Integration

MANAGING = locked(Permission.INTEGRATIONS_MANAGE)


def secret(description: str, *default: Any) -> Any:
    """A field of an input that stays out of `repr`, and so out of logs and errors."""
    made = fact(description, *default)
    made.repr = False
    return made


@strawberry.input(description="A new integration.")
class CreateIntegrationInput:
    """Kind and facts."""

    kind: str = fact("What it links to: the key of a kind.")
    name: str = fact("The name.")
    settings: JSON | None = fact("Its settings, as the kind's settingsSchema wants them.", None)
    credential: JSON | None = secret("Its credential, as the kind's credentialSchema wants it. It is never shown again.", None)


@payload
class CreateIntegrationPayload:
    """The integration."""

    integration: Integration | None = one("The new integration.", scope=partnering.integrations)


@strawberry.input(description="Changes to an integration: what is left out stays as it is.")
class UpdateIntegrationInput:
    """Changes."""

    integration_id: strawberry.ID = fact("Which integration.")
    name: str | None = fact("The name; it can't be cleared. Open shares take it on.", strawberry.UNSET)
    settings: JSON | None = fact("All of its settings; null: none.", strawberry.UNSET)
    enabled: bool | None = fact("Whether it is on; it can't be cleared.", strawberry.UNSET)


@payload
class UpdateIntegrationPayload:
    """The integration."""

    integration: Integration | None = one("The integration after the change.", scope=partnering.integrations)


@strawberry.input(description="A credential that takes the place of the one before.")
class RotateIntegrationCredentialInput:
    """Integration and credential."""

    integration_id: strawberry.ID = fact("Which integration.")
    credential: JSON = secret("The credential, as the kind's credentialSchema wants it. It is never shown again.")


@payload
class RotateIntegrationCredentialPayload:
    """The integration."""

    integration: Integration | None = one("The integration.", scope=partnering.integrations)


@strawberry.input(description="An integration to try.")
class CheckIntegrationInput:
    """An integration."""

    integration_id: strawberry.ID = fact("Which integration.")


@payload
class CheckIntegrationPayload:
    """The integration."""

    integration: Integration | None = one("The integration; `lastError` says what came of it.", scope=partnering.integrations)


@strawberry.input(description="An integration to delete.")
class DeleteIntegrationInput:
    """An integration."""

    integration_id: strawberry.ID = fact("Which integration.")


@payload
class DeleteIntegrationPayload:
    """Its id."""

    deleted_id: strawberry.ID | None = given("The id of what was deleted.")


@strawberry.type
class IntegrationMutations:
    """Root fields about integrations."""

    @mutation(MANAGING, "Make an integration.")
    async def create_integration(self, context: Context, input: CreateIntegrationInput) -> Facts[CreateIntegrationPayload]:  # noqa: A002
        """Create."""
        integration_id = await integrations.create(
            context.actor, kind=input.kind, name=input.name, settings=input.settings, credential=input.credential
        )
        return Facts(integration=integration_id)

    @mutation(MANAGING, "Change the name and the settings of an integration, switch it on or off.")
    async def update_integration(self, context: Context, input: UpdateIntegrationInput) -> Facts[UpdateIntegrationPayload]:  # noqa: A002
        """Change."""
        integration_id = uuid_of("integration", input.integration_id)
        facts = {"name": changed(input.name), "settings": changed(input.settings), "enabled": changed(input.enabled)}
        await integrations.update(context.actor, integration_id, **facts)
        return Facts(integration=integration_id)

    @mutation(MANAGING, "Replace the credential of an integration; it reaches all shares.")
    async def rotate_integration_credential(
        self,
        context: Context,
        input: RotateIntegrationCredentialInput,  # noqa: A002
    ) -> Facts[RotateIntegrationCredentialPayload]:
        """Rotate."""
        integration_id = uuid_of("integration", input.integration_id)
        await integrations.rotate(context.actor, integration_id, credential=input.credential)
        return Facts(integration=integration_id)

    @mutation(MANAGING, "Try whether an integration works, as its kind says; it takes ten seconds at most.", apart=True)
    async def check_integration(self, context: Context, input: CheckIntegrationInput) -> Facts[CheckIntegrationPayload]:  # noqa: A002
        """Check."""
        integration_id = uuid_of("integration", input.integration_id)
        await integration_checks.check(context.actor, integration_id)
        return Facts(integration=integration_id)

    @mutation(MANAGING, "Delete an integration; its shares are revoked.")
    async def delete_integration(self, context: Context, input: DeleteIntegrationInput) -> Facts[DeleteIntegrationPayload]:  # noqa: A002
        """Delete."""
        deleted = await integrations.delete(context.actor, uuid_of("integration", input.integration_id))
        return Facts(deleted_id=ids.to_text("integration", deleted))
