"""Signing in and out, and the sessions of a person."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.services import sessions
from schema.core.context import Context
from schema.core.permissions import locked, oneself, public
from schema.mutations.credentials import hand_out
from schema.mutations.payloads import UNKNOWN, Facts, fact, mutation, payload, uuid_of
from schema.reading.declare import given, nested, one
from schema.types.sessions import Credentials, Session, TokenDelivery
from schema.types.viewer import Viewer


@strawberry.input(description="Who signs in, and where.")
class SignInInput:
    """Address and password."""

    email: str = fact("The address of the account.")
    password: str = fact("The password.")
    tenant_id: strawberry.ID | None = fact("In which tenant to work; the one last worked in unless told.", None)
    delivery: TokenDelivery = fact("How the refresh token is handed out.", TokenDelivery.BODY)


@payload
class SignInPayload:
    """Credentials."""

    credentials: Credentials | None = given("The tokens.")
    viewer: Viewer | None = nested("Who has signed in.")


@strawberry.input(description="A refresh token to exchange; left out when it travels in the cookie.")
class RefreshSessionInput:
    """A token."""

    refresh_token: str | None = fact("The refresh token; each works once.", None)


@payload
class RefreshSessionPayload:
    """Credentials."""

    credentials: Credentials | None = given("The new tokens.")
    viewer: Viewer | None = nested("Whose they are.")


@strawberry.input(description="What to sign out of.")
class SignOutInput:
    """This session, or all."""

    everywhere: bool = fact("All sessions of the person, not only this one; not in an acting session.", default=False)


@payload
class SignOutPayload:
    """Nothing."""


@strawberry.input(description="A session of one's own to end.")
class RevokeSessionInput:
    """A session."""

    session_id: strawberry.ID = fact("Which session.")


@payload
class RevokeSessionPayload:
    """The session."""

    session: Session | None = one("The ended session.", scope=policies.own_sessions)


@strawberry.input(description="Another tenant to work in.")
class SwitchTenantInput:
    """A tenant."""

    tenant_id: strawberry.ID = fact("Which tenant.")


@payload
class SwitchTenantPayload:
    """Credentials."""

    credentials: Credentials | None = given("The new tokens; the old access token is not valid any more.")
    viewer: Viewer | None = nested("Who works where now.")


@strawberry.type
class SessionMutations:
    """Root fields about sessions."""

    @mutation(public(), "Sign in with address and password.")
    async def sign_in(self, context: Context, input: SignInInput) -> Facts[SignInPayload]:  # noqa: A002
        """Sign in."""
        tenant_id = None if input.tenant_id is None else uuid_of("tenant", input.tenant_id) or UNKNOWN
        credentials = await sessions.sign_in(context.actor, email=input.email, password=input.password, tenant_id=tenant_id)
        return Facts(hand_out(context, credentials, input.delivery))

    @mutation(public(), "Exchange a refresh token for new credentials. A token that is used twice ends the session.")
    async def refresh_session(self, context: Context, input: RefreshSessionInput) -> Facts[RefreshSessionPayload]:  # noqa: A002
        """Refresh."""
        by_cookie = input.refresh_token is None
        token = context.refresh_token_of_cookie() if by_cookie else input.refresh_token
        credentials = await sessions.refresh(context.actor, refresh_token=token or "")
        return Facts(hand_out(context, credentials, TokenDelivery.COOKIE if by_cookie else TokenDelivery.BODY))

    @mutation(
        locked(), "End this session, or all of the person's, acting sessions too. An acting session only ends itself; a key ends none."
    )
    async def sign_out(self, context: Context, input: SignOutInput) -> Facts[SignOutPayload]:  # noqa: A002
        """Sign out."""
        await sessions.sign_out(context.actor, everywhere=input.everywhere)
        if context.refresh_cookie is not None and not context.actor.acting:  # the person's own session goes on
            context.clear_refresh_cookie()
        return Facts()

    @mutation(oneself(), "End one of one's own sessions, with effect on its next request.")
    async def revoke_session(self, context: Context, input: RevokeSessionInput) -> Facts[RevokeSessionPayload]:  # noqa: A002
        """Revoke."""
        return Facts(session=await sessions.revoke(context.actor, uuid_of("session", input.session_id)))

    @mutation(oneself(), "Work in another tenant that one belongs to.")
    async def switch_tenant(self, context: Context, input: SwitchTenantInput) -> Facts[SwitchTenantPayload]:  # noqa: A002
        """Switch."""
        credentials = await sessions.switch_tenant(context.actor, uuid_of("tenant", input.tenant_id) or UNKNOWN)
        by_cookie = context.refresh_cookie is not None and context.csrf_header
        return Facts(hand_out(context, credentials, TokenDelivery.COOKIE if by_cookie else TokenDelivery.BODY))
