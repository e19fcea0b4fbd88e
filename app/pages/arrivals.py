"""Arrivals: where a person goes who has just accepted, signed in, registered or set a password."""

from __future__ import annotations

from uuid import UUID

from starlette.responses import Response

from app.core import ids
from app.core.runtime import current
from app.pages import answers, cookies
from app.services.sessions import Credentials


def arrived(
    poc_id: UUID | None = None, credentials: Credentials | None = None, *, contact_id: UUID | None = None, to: str | None = None
) -> Response:
    """On to where they were going (`to`), or the portal, where there is one, or the plain page of what was accepted, or their own."""
    page = address_of(poc_id) if poc_id else address_of_portal(contact_id) if contact_id else "/welcome"
    response = answers.see_other(to or current().settings.portal_url or page)
    if credentials:
        cookies.sign_in(response, credentials)
    return response


def address_of(poc_id: UUID) -> str:
    """The page of a POC."""
    return f"/welcome/poc/{ids.to_text('poc', poc_id)}"


def address_of_portal(contact_id: UUID) -> str:
    """The page of what a provider has for one of its contacts."""
    return f"/welcome/portal/{ids.to_text('portal', contact_id)}"
