"""Where a request comes from, for both faces."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from starlette.requests import Request

from app.auth.actor import Origin

_USER_AGENT: Final = 400


def origin_of(request: Request) -> Origin:
    """Behind a proxy the server has put in whom the trusted proxy names; the id is the one in the log and in the answer."""
    agent = request.headers.get("user-agent", "")[:_USER_AGENT] or None
    return Origin(request.client.host if request.client else None, agent, request_id_of(request))


def request_id_of(request: Request) -> str:
    """The id that the front gave the request; a fresh one where there is no front."""
    return str(request.scope.get("state", {}).get("request_id") or uuid4().hex)
