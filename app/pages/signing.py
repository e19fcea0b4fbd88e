"""Signing in and out, and asking for a mail with a link: for a new password, or to register an organization."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from app.core.errors import UserErrors
from app.core.runtime import current
from app.pages import answers, cookies, forms, notices
from app.pages.arrivals import arrived
from app.pages.forms import Fields, Form
from app.pages.visits import Visit
from app.services import accounts, registrations, sessions

_OWN: Final = re.compile(r"/welcome(/(poc|portal)/[a-z0-9_]{1,40})?|/join/k/[A-Za-z0-9_-]{1,40}")
"""Where signing in may lead on to: nowhere outside. The page of a partner link has its token in a cookie, not in its path."""


async def see_sign_in(visit: Visit) -> Response:
    """The form; who is signed in goes on at once."""
    to = _own(visit.request.query_params.get("to"))
    return arrived(to=to) if visit.actor.signed_in else _sign_in(visit, Form({"to": to or ""}))


async def sign_in(visit: Visit, fields: Fields) -> Response:
    """Start a session."""
    try:
        credentials = await sessions.sign_in(visit.actor, email=fields.get("email", ""), password=fields.get("password", ""))
    except UserErrors as problem:
        return _sign_in(visit, forms.corrected(fields, problem, {"email", "password"}))
    return arrived(credentials=credentials, to=_own(fields.get("to")))


async def sign_out(visit: Visit, _fields: Fields) -> Response:
    """End the session, for the portal too."""
    if visit.actor.signed_in:
        await sessions.sign_out(visit.actor, everywhere=False)
    response = answers.see_other("/done/signed-out")
    cookies.sign_out(response)
    return response


async def see_forgotten(visit: Visit) -> Response:
    """Ask for a new password."""
    return visit.page("forgotten.html", form=Form())


async def forgotten(visit: Visit, fields: Fields) -> Response:
    """Mail a link, if somebody has the address; the answer is the same."""
    try:
        await accounts.request_password_reset(visit.actor, email=fields.get("email", ""))
    except UserErrors as problem:
        return visit.page("forgotten.html", status=_WRONG, form=forms.corrected(fields, problem, {"email"}))
    return answers.see_other("/done/reset-asked")


async def see_registration(visit: Visit) -> Response:
    """Ask to register an organization, where that is open to all."""
    if not current().settings.open_registration:
        return notices.page(notices.NOT_FOUND)
    return visit.page("registration.html", form=Form())


async def request_registration(visit: Visit, fields: Fields) -> Response:
    """Mail a link that proves the address; the answer is the same for an address that is known."""
    try:
        await registrations.request(visit.actor, email=fields.get("email", ""))
    except UserErrors as problem:
        return visit.page("registration.html", status=_WRONG, form=forms.corrected(fields, problem, {"email"}))
    return answers.see_other("/done/registration-asked")


_WRONG: Final = HTTPStatus.UNPROCESSABLE_ENTITY


def _sign_in(visit: Visit, form: Form) -> Response:
    return visit.page("sign_in.html", status=_WRONG if form.wrong else HTTPStatus.OK, form=form, open=current().settings.open_registration)


def _own(path: str | None) -> str | None:
    return path if path and _OWN.fullmatch(path) else None
