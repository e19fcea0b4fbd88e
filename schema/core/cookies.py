"""The cookie of the refresh token (RFC 6265bis): for pages of the same site only, and never within reach of a script."""

from __future__ import annotations

from datetime import datetime

from app.pages.cookies import REFRESH
from schema.core.context import CookieOrder

CSRF_HEADER = "x-usher-csrf"
"""A header of one's own makes a browser ask first (CORS preflight), which forms and links of other sites can't pass."""


def cookie_name(*, production: bool) -> str:
    """In production the prefix binds it to this very host over https; over plain http no browser would take it so."""
    return f"__Host-{REFRESH}" if production else REFRESH


def set_cookie(order: CookieOrder, now: datetime, *, production: bool) -> str:
    """The value of the Set-Cookie header."""
    seconds = max(0, int((order.expires_at - now).total_seconds())) if order.token and order.expires_at else 0
    secure = "; Secure" if production else ""
    return f"{cookie_name(production=production)}={order.token or ''}; Max-Age={seconds}; Path=/; HttpOnly; SameSite=Lax{secure}"
