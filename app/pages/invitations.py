"""The page of an invitation: what it is, who invites, and the one next step; declining, and asking for a fresh link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from app.auth import passwords
from app.core.errors import UserErrors
from app.pages import answers, cookies, forms, notices, people
from app.pages.arrivals import arrived
from app.pages.forms import Fields, Form
from app.pages.time_zones import areas
from app.pages.visits import Visit
from app.services import invitations, sessions
from app.services.brands import brand_of
from app.services.invitations import InvitationStep

_FIELDS: Final = frozenset({"firstName", "lastName", "title", "password", "timeZone", "email"})


async def see(visit: Visit, token: str) -> Response:
    """The invitation as it stands now, for whoever is signed in; or what was just done with it."""
    if notice := notices.OF_INVITATIONS.get(visit.request.query_params.get("done", "")):
        preview = await invitations.preview(visit.actor, token)
        return notices.page(notice, await brand_of(preview.tenant_id))
    return await _shown(visit, token, Form())


async def act(visit: Visit, token: str, fields: Fields) -> Response:
    """What the pressed button says. Whatever is refused leaves the invitation as it is, and the page shows how that is now."""
    step = _STEPS.get(fields.get("do", ""))
    if step is None:
        return notices.page(notices.UNREADABLE)
    try:
        return await step(visit, token, fields)
    except UserErrors as problem:
        return await _shown(visit, token, forms.corrected(fields, problem, _FIELDS))


async def _shown(visit: Visit, token: str, form: Form) -> Response:
    preview = await invitations.preview(visit.actor, token)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.wrong else HTTPStatus.OK
    if preview.status is None:
        status = HTTPStatus.NOT_FOUND
    registers = preview.next_step is InvitationStep.REGISTER
    return visit.page(
        "invitation.html", status=status, brand=await brand_of(preview.tenant_id), preview=preview, form=form,
        viewer=await people.viewer(visit.actor), areas=areas() if registers else {}, least=passwords.LEAST,
    )  # fmt: skip


async def _accept(visit: Visit, token: str, _fields: Fields) -> Response:
    accepted = await invitations.accept(visit.actor, token=token, registration=None)
    return arrived(accepted.poc_id, accepted.credentials, contact_id=accepted.contact_id)


async def _register(visit: Visit, token: str, fields: Fields) -> Response:
    registration = invitations.Registration(
        first_name=fields.get("firstName", ""), last_name=fields.get("lastName", ""), title=fields.get("title"),
        password=fields.get("password", ""), time_zone=fields.get("timeZone") or None,
    )  # fmt: skip
    accepted = await invitations.accept(visit.actor, token=token, registration=registration)
    return arrived(accepted.poc_id, accepted.credentials, contact_id=accepted.contact_id)


async def _sign_in(visit: Visit, token: str, fields: Fields) -> Response:
    """Sign in, and accept as that person. If they may not, they stay signed in, and the page says why not."""
    credentials = await sessions.sign_in(visit.actor, email=fields.get("email", ""), password=fields.get("password", ""))
    try:
        accepted = await invitations.accept(credentials.actor, token=token, registration=None)
    except UserErrors:
        response = answers.see_other(visit.path)
        cookies.sign_in(response, credentials)
        return response
    return arrived(accepted.poc_id, credentials, contact_id=accepted.contact_id)


async def _sign_out(visit: Visit, _token: str, _fields: Fields) -> Response:
    """Make room for the person whom the invitation is for."""
    if visit.actor.signed_in:
        await sessions.sign_out(visit.actor, everywhere=False)
    response = answers.see_other(visit.path)
    cookies.sign_out(response)
    return response


async def _decline(visit: Visit, token: str, fields: Fields) -> Response:
    report = "report" in fields
    await invitations.decline(visit.actor, token=token, report=report)
    return _done(visit, "reported" if report else "declined")


async def _ask(visit: Visit, token: str, _fields: Fields) -> Response:
    await invitations.request_fresh(visit.actor, token=token)
    return _done(visit, "asked")


def _done(visit: Visit, what: str) -> Response:
    """A page of its own, so that loading it again does nothing again."""
    return answers.see_other(f"{visit.path}?done={what}")


_STEPS: Final[dict[str, Callable[[Visit, str, Fields], Awaitable[Response]]]] = {
    "accept": _accept, "register": _register, "sign-in": _sign_in, "sign-out": _sign_out, "decline": _decline, "ask": _ask,
}  # fmt: skip
"""What the buttons do, by their values."""
