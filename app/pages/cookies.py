"""Cookies of the pages (RFC 6265bis): out of reach of scripts, and sent to this host alone, when a link or a page of it is opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from app.auth import tokens
from app.auth.actor import Actor
from app.core.runtime import current, now
from app.services.sessions import Credentials

SESSION: Final = "usher-session"
"""An access token of who signed in on a page. It ends with the token."""
STAY: Final = timedelta(hours=1)
"""How long somebody stays signed in on the pages without opening one."""
FORM: Final = "usher-form"
"""A random value; forms carry its mark, so that no other site's page can send one."""
LINK: Final = "usher-link"
"""The token of a mailed link, for the page of that link alone."""
REFRESH: Final = "usher-refresh"
"""The refresh token, where the API's face looks for it: with it the portal goes on with the session that a page began."""


def read(request: Request, name: str, path: str = "/") -> str | None:
    """What the browser sent back."""
    return request.cookies.get(_full(name, path))


def put(response: Response, name: str, value: str, lasts: timedelta | None = None, path: str = "/") -> None:
    """Let the browser keep a value; without `lasts` until it is closed."""
    seconds = max(0, int(lasts.total_seconds())) if lasts is not None else None
    response.set_cookie(
        _full(name, path), value, max_age=seconds, path=path, secure=current().settings.production, httponly=True, samesite="lax"
    )


def drop(response: Response, name: str, path: str = "/") -> None:
    """Let the browser forget a value."""
    put(response, name, "", timedelta(0), path)


def sign_in(response: Response, credentials: Credentials) -> None:
    """Remember who signed in: for the pages shortly, and for the portal, where there is one, as long as the session lasts."""
    put(response, SESSION, credentials.access_token, credentials.access_token_expires_at - now())
    if current().settings.portal_url:
        put(response, REFRESH, credentials.refresh_token, credentials.refresh_token_expires_at - now())


def stay(response: Response, actor: Actor) -> Response:
    """The answer, by which the time begins anew that somebody stays signed in, unless it says who is signed in from now on."""
    said = any(header.startswith(f"{_full(SESSION, '/')}=") for header in response.headers.getlist("set-cookie"))
    if actor.user_id and actor.session_id and actor.oneself and not said:
        token, ends = tokens.issue(tokens.Claims(actor.user_id, actor.session_id, actor.tenant_id), lasts=STAY)
        put(response, SESSION, token, ends - now())
    return response


def sign_out(response: Response) -> None:
    """Forget who was signed in."""
    drop(response, SESSION)
    drop(response, REFRESH)


def _full(name: str, path: str) -> str:
    """In production the prefix binds a cookie to https and, where it is for all paths, to this very host (section 4.1.3)."""
    if not current().settings.production:
        return name
    return f"__Host-{name}" if path == "/" else f"__Secure-{name}"
