"""Mailed links: with the first request the token leaves the address bar, before anybody looks over a shoulder or copies it.

It goes into a cookie of the page that the browser is sent to. Each opening gets a page, and so a cookie, of its own:
two links that are open at once don't mix.
"""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.pages import answers, cookies, notices, visits
from app.pages.forms import Fields
from app.pages.visits import Visit
from app.services.invitation_links import TOKEN

LASTS: Final = timedelta(minutes=30)
_MALFORMED: Final = "malformed"

See = Callable[[Visit, str], Awaitable[Response]]
Act = Callable[[Visit, str, Fields], Awaitable[Response]]


def pages(kind: str, see: See, act: Act) -> list[Route]:
    """The pages of one kind of link, /{kind}/{token}: what is seen, and what its forms do. Both are given the token."""

    async def opened(request: Request) -> Response:
        """Looks nothing up, so that programs that follow every link of a mail do nothing by it."""
        token = request.path_params["token"]
        path = f"/{kind}/k/{secrets.token_urlsafe(9)}"
        response = answers.see_other(path)
        cookies.put(response, cookies.LINK, token if TOKEN.fullmatch(token) else _MALFORMED, LASTS, path)
        return response

    async def seen(visit: Visit) -> Response:
        token = _token(visit)
        return await see(visit, token) if token else notices.page(notices.PAGE_GONE)

    async def acted(visit: Visit, fields: Fields) -> Response:
        token = _token(visit)
        return await act(visit, token, fields) if token else notices.page(notices.PAGE_GONE)

    return [Route(f"/{kind}/{{token}}", opened, methods=["GET"]), visits.page(f"/{kind}/k/{{key}}", seen, acted)]


def _token(visit: Visit) -> str | None:
    return cookies.read(visit.request, cookies.LINK, visit.path)
