"""Where a request comes from, for both faces."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from starlette.requests import Request

from app.auth.actor import Origin

_USER_AGENT: Final = 400


def origin_of(request: Request) -> Origin:
    """Behind a proxy the server has put in whom the trusted proxy names; the id is the one in the log and in the answer."""
    agent = next((value for name, value in request.scope["headers"] if name == b"user-agent"), b"")[:_USER_AGENT].decode("latin-1")
    client = request.scope.get("client")
    return Origin(client[0] if client else None, agent or None, request_id_of(request))


def request_id_of(request: Request) -> str:
    """The id that the front gave the request; a fresh one where there is no front."""
    return str(request.scope.get("state", {}).get("request_id") or uuid4().hex)
