"""How credentials are handed out: in the answer, or, for pages of the same site, the refresh token as a cookie."""

from __future__ import annotations

from typing import Any

from app.services import sessions
from schema.core.context import Context
from schema.types.sessions import Credentials, TokenDelivery
from schema.types.viewer import facts


def hand_out(context: Context, credentials: sessions.Credentials, delivery: TokenDelivery) -> dict[str, Any]:
    """Credentials and viewer of a payload; from here on the request's actor is the one who has signed in."""
    context.actor = credentials.actor
    cookie = delivery is TokenDelivery.COOKIE
    if cookie:
        context.set_refresh_cookie(credentials.refresh_token, credentials.refresh_token_expires_at)
    shown = Credentials(
        access_token=credentials.access_token,
        access_token_expires_at=credentials.access_token_expires_at,
        refresh_token=None if cookie else credentials.refresh_token,
        refresh_token_expires_at=credentials.refresh_token_expires_at,
    )
    return {"credentials": shown, "viewer": facts(credentials.actor)}
