"""Arrivals: where a person goes who has just accepted, signed in, registered or set a password."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from app.core import ids
from app.core.runtime import current
from app.pages import answers, cookies
from app.services.sessions import Credentials


def arrived(poc_id: UUID | None = None, credentials: Credentials | None = None, *, to: str | None = None) -> Response:
    """On to where they were going (`to`), or the portal, where there is one, or the plain page of what was accepted, or their own."""
    response = answers.see_other(to or current().settings.portal_url or (address_of(poc_id) if poc_id else "/welcome"))
    if credentials:
        cookies.sign_in(response, credentials)
    return response


def address_of(poc_id: UUID) -> str:
    """The page of a POC."""
    return f"/welcome/poc/{ids.to_text('poc', poc_id)}"
