"""What a resolver knows of the request: who asks, and the cookie of the refresh token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.auth.actor import Actor
from app.core.errors import forbidden
from app.services.idempotency import Claim


@dataclass(frozen=True, slots=True)
class CookieOrder:
    """What the answer tells the browser: keep this refresh token until then; without a token: forget it."""

    token: str | None = None
    expires_at: datetime | None = None


@dataclass(slots=True)
class Context:
    """One operation. A mutation that signs in or out replaces `actor`, so that its payload is read as the new one."""

    actor: Actor
    proven: bool = True
    """Whether the actor is who they were said to be; if not, the first statement that reads proves it."""
    refresh_cookie: str | None = None
    """The refresh token that the browser sent by itself."""
    csrf_header: bool = False
    """Whether the request has the header that no other site's page can send."""
    cookie_order: CookieOrder | None = None
    claim: Claim | None = None
    """The claim on a request that came with a key, so that what it does is done once."""
    place: str = ""
    """The key in the answer of the root field that is being read."""

    def refresh_token_of_cookie(self) -> str | None:
        """The refresh token that came as a cookie. FORBIDDEN without the header, since a cookie comes along unasked."""
        if not self.csrf_header:
            raise forbidden("Send the header X-Usher-CSRF: 1 to use the refresh token of the cookie.")
        return self.refresh_cookie

    def set_refresh_cookie(self, token: str, expires_at: datetime) -> None:
        """Hand the refresh token to the browser, out of reach of the page's scripts."""
        self.cookie_order = CookieOrder(token, expires_at)

    def clear_refresh_cookie(self) -> None:
        """Let the browser forget the refresh token."""
        self.cookie_order = CookieOrder()
