"""The pages of mailed links to an account: registering an organization, and setting a new password."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from app.auth import passwords
from app.core.brands import USHER
from app.core.errors import Code, UserErrors
from app.core.rates import PREVIEW
from app.core.runtime import current
from app.core.text import mask_email
from app.models import AccountLink, LinkPurpose
from app.pages import forms, notices
from app.pages.arrivals import arrived
from app.pages.forms import Fields, Form
from app.pages.offers import offer_of
from app.pages.visits import Visit
from app.services import account_links, accounts, partner_link_previews, registrations

_TEMPLATE: Final = {LinkPurpose.REGISTRATION: "register.html", LinkPurpose.RESET: "reset.html"}
_ANOTHER: Final = {
    LinkPurpose.REGISTRATION: ("/sign-in", "To the sign-in"),
    LinkPurpose.RESET: ("/forgot-password", "Ask for another link"),
}
_WRONG_LINKS: Final = notices.LINKS | notices.PARTNER_LINKS | notices.KEPT
_FIELDS: Final = frozenset({"organizationName", "firstName", "lastName", "title", "password"})


async def see_register(visit: Visit, token: str) -> Response:
    """The form of a new organization and its first person."""
    return await _shown(visit, LinkPurpose.REGISTRATION, token, Form())


async def register(visit: Visit, token: str, fields: Fields) -> Response:
    """Make both, and sign in."""
    try:
        registered = await registrations.complete(
            visit.actor, token=token, organization_name=fields.get("organizationName", ""), first_name=fields.get("firstName", ""),
            last_name=fields.get("lastName", ""), title=fields.get("title"), password=fields.get("password", ""),
        )  # fmt: skip
    except UserErrors as problem:
        return await _refused(visit, LinkPurpose.REGISTRATION, token, fields, problem)
    return arrived(credentials=registered.credentials)


async def see_reset(visit: Visit, token: str) -> Response:
    """The form of a new password."""
    return await _shown(visit, LinkPurpose.RESET, token, Form())


async def reset(visit: Visit, token: str, fields: Fields) -> Response:
    """Set it, and sign in."""
    try:
        credentials = await accounts.reset_password(visit.actor, token=token, password=fields.get("password", ""))
    except UserErrors as problem:
        return await _refused(visit, LinkPurpose.RESET, token, fields, problem)
    return arrived(credentials=credentials)


async def _refused(visit: Visit, purpose: LinkPurpose, token: str, fields: Fields, problem: UserErrors) -> Response:
    """What can be corrected, at its field; what is wrong with the link itself, instead of the form."""
    code = problem.errors[0].code
    if code in _WRONG_LINKS:
        return _of_link(purpose, code)
    return await _shown(visit, purpose, token, forms.corrected(fields, problem, _FIELDS))


async def _shown(visit: Visit, purpose: LinkPurpose, token: str, form: Form) -> Response:
    current().rates.take(PREVIEW, visit.actor.origin.ip or "")
    try:
        link = await _open(purpose, token)
    except UserErrors as problem:
        return _of_link(purpose, problem.errors[0].code)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.wrong else HTTPStatus.OK
    offer = await offer_of(await partner_link_previews.of_link(link.partner_link_id))
    return visit.page(
        _TEMPLATE[purpose], status=status, brand=offer.brand if offer else USHER, form=form, masked_email=mask_email(link.email),
        least=passwords.LEAST, offer=offer,
    )  # fmt: skip


async def _open(purpose: LinkPurpose, token: str) -> AccountLink:
    return await (registrations.find(token) if purpose is LinkPurpose.REGISTRATION else account_links.find(purpose, token))


def _of_link(purpose: LinkPurpose, code: Code) -> Response:
    return notices.page(notices.with_link(_WRONG_LINKS[code], *_ANOTHER[purpose]))
