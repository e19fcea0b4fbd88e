"""Registration, passwords and profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import strawberry

from app.auth import partnering, people
from app.services import accounts, registrations
from schema.core.context import Context
from schema.core.permissions import oneself, public
from schema.mutations.credentials import hand_out
from schema.mutations.payloads import Facts, changed, fact, mutation, payload
from schema.reading.declare import given, nested, one
from schema.types.sessions import Credentials, TokenDelivery
from schema.types.tenants import Tenant
from schema.types.users import User
from schema.types.viewer import Viewer, facts

if TYPE_CHECKING:
    from schema.types.partnerships import Partnership


@strawberry.input(description="An address that wants an organization here.")
class RequestRegistrationInput:
    """An address."""

    email: str = fact("Where the link is mailed to.")
    partner_link_token: str | None = fact("The secret at the end of the partner link by which the organization will be connected.", None)


@payload
class RequestRegistrationPayload:
    """Nothing: what follows is in the mail."""


@strawberry.input(description="The organization and its first person, proved by the mailed link.")
class CompleteRegistrationInput:
    """Facts of both."""

    token: str = fact("The secret at the end of the mailed link.")
    organization_name: str = fact("The organization's name.")
    first_name: str = fact("The person's first name.")
    last_name: str = fact("The person's last name.")
    title: str | None = fact("What the person is at work.", None)
    password: str = fact("At least 12 characters, and not a common one.")
    delivery: TokenDelivery = fact("How the refresh token is handed out.", TokenDelivery.BODY)


@payload
class CompleteRegistrationPayload:
    """The organization, and its admin signed in."""

    tenant: Tenant | None = one("The new organization.", scope=people.tenants)
    partnership: Annotated[Partnership, strawberry.lazy("schema.types.partnerships")] | None = one(
        "What it is connected by, where it was asked for with a partner link.", scope=partnering.partnerships
    )
    credentials: Credentials | None = given("The tokens.")
    viewer: Viewer | None = nested("Who has signed in.")


@strawberry.input(description="Whose password is lost.")
class RequestPasswordResetInput:
    """An address."""

    email: str = fact("The address of the account.")


@payload
class RequestPasswordResetPayload:
    """Nothing: what follows is in the mail."""


@strawberry.input(description="A new password, by the mailed link.")
class ResetPasswordInput:
    """Link and password."""

    token: str = fact("The secret at the end of the mailed link.")
    password: str = fact("At least 12 characters, and not a common one.")
    delivery: TokenDelivery = fact("How the refresh token is handed out.", TokenDelivery.BODY)


@payload
class ResetPasswordPayload:
    """Credentials."""

    credentials: Credentials | None = given("The tokens.")
    viewer: Viewer | None = nested("Who has signed in.")


@strawberry.input(description="A new password, by the current one.")
class ChangePasswordInput:
    """Both."""

    current_password: str = fact("The current password.")
    new_password: str = fact("At least 12 characters, and not a common one.")


@payload
class ChangePasswordPayload:
    """The viewer."""

    viewer: Viewer | None = nested("The viewer; all other sessions have ended.")


@strawberry.input(description="Which mails one wants; what is left out stays as it is.")
class NotificationSettingsInput:
    """Wishes."""

    acceptance: bool | None = fact("When somebody accepts an invitation of one's own.", strawberry.UNSET)
    comments: bool | None = fact("When there are new comments.", strawberry.UNSET)
    tasks: bool | None = fact("Reminders of tasks.", strawberry.UNSET)


@strawberry.input(description="Changes to one's profile: what is left out stays as it is, null clears.")
class UpdateProfileInput:
    """Changes."""

    first_name: str | None = fact("The first name; it can't be cleared.", strawberry.UNSET)
    last_name: str | None = fact("The last name; it can't be cleared.", strawberry.UNSET)
    title: str | None = fact("What one is at work.", strawberry.UNSET)
    locale: str | None = fact("The language of mails and pages (BCP 47); it can't be cleared.", strawberry.UNSET)
    time_zone: str | None = fact("The time zone (IANA); it can't be cleared.", strawberry.UNSET)
    notifications: NotificationSettingsInput | None = fact("Which mails one wants.", strawberry.UNSET)


@payload
class UpdateProfilePayload:
    """The person."""

    user: User | None = one("Oneself after the change.", scope=people.users)


@strawberry.type
class AccountMutations:
    """Root fields about accounts."""

    @mutation(public(), "Ask for an organization of one's own. Always answers alike: what follows is in the mail.")
    async def request_registration(self, context: Context, input: RequestRegistrationInput) -> Facts[RequestRegistrationPayload]:  # noqa: A002
        """Ask."""
        await registrations.request(context.actor, email=input.email, partner_link_token=input.partner_link_token)
        return Facts()

    @mutation(public(), "Make the organization and its first account, by the mailed link.")
    async def complete_registration(self, context: Context, input: CompleteRegistrationInput) -> Facts[CompleteRegistrationPayload]:  # noqa: A002
        """Complete."""
        registered = await registrations.complete(
            context.actor,
            token=input.token,
            organization_name=input.organization_name,
            first_name=input.first_name,
            last_name=input.last_name,
            title=input.title,
            password=input.password,
        )
        made = {"tenant": registered.tenant_id, "partnership": registered.partnership_id}
        return Facts(**made, **hand_out(context, registered.credentials, input.delivery))

    @mutation(public(), "Ask for a link to set a new password. Always answers alike.")
    async def request_password_reset(self, context: Context, input: RequestPasswordResetInput) -> Facts[RequestPasswordResetPayload]:  # noqa: A002
        """Ask."""
        await accounts.request_password_reset(context.actor, email=input.email)
        return Facts()

    @mutation(public(), "Set a new password by the mailed link; all sessions end, and this one begins.")
    async def reset_password(self, context: Context, input: ResetPasswordInput) -> Facts[ResetPasswordPayload]:  # noqa: A002
        """Set."""
        credentials = await accounts.reset_password(context.actor, token=input.token, password=input.password)
        return Facts(hand_out(context, credentials, input.delivery))

    @mutation(oneself(), "Change one's password; all other sessions end.")
    async def change_password(self, context: Context, input: ChangePasswordInput) -> Facts[ChangePasswordPayload]:  # noqa: A002
        """Change."""
        actor = context.actor
        await accounts.change_password(actor, current_password=input.current_password, new_password=input.new_password)
        return Facts(viewer=facts(actor))

    @mutation(oneself(), "Change one's names, title, language, time zone and wishes.")
    async def update_profile(self, context: Context, input: UpdateProfileInput) -> Facts[UpdateProfilePayload]:  # noqa: A002
        """Change."""
        await accounts.update_profile(
            context.actor,
            first_name=changed(input.first_name),
            last_name=changed(input.last_name),
            title=changed(input.title),
            locale=changed(input.locale),
            time_zone=changed(input.time_zone),
            notifications=_wishes(input.notifications),
        )
        return Facts(user=context.actor.user_id)


def _wishes(given_: NotificationSettingsInput | None) -> accounts.Notifications:
    if not given_:  # left out, or null: nothing changes
        return accounts.Notifications()
    return accounts.Notifications(**{name: changed(getattr(given_, name)) for name in ("acceptance", "comments", "tasks")})
