"""The pages of mailed links to a change of address: confirming it, and undoing it. Looking does nothing; a button does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from starlette.responses import Response

from app.core.errors import Code, UserErrors
from app.core.rates import PREVIEW
from app.core.runtime import current
from app.core.text import mask_email
from app.pages import answers, cookies, notices
from app.pages.forms import Fields
from app.pages.visits import Visit
from app.services import email_changes

_SIGN_IN: Final = ("/sign-in", "To the sign-in")


async def see_confirm(visit: Visit, token: str) -> Response:
    """Which address the account shall have."""
    return await _shown(visit, "confirm_email.html", _new_address(token))


async def confirm(visit: Visit, token: str, _fields: Fields) -> Response:
    """Give the account the address."""
    return await _done(visit, email_changes.confirm, token, "address-changed")


async def see_undo(visit: Visit, token: str) -> Response:
    """Which address the account shall have again."""
    return await _shown(visit, "undo_email.html", _former_address(token))


async def undo(visit: Visit, token: str, _fields: Fields) -> Response:
    """Give it the address that it had."""
    return await _done(visit, email_changes.undo, token, "change-undone")


async def _new_address(token: str) -> str:
    return (await email_changes.find(token)).email


async def _former_address(token: str) -> str:
    return (await email_changes.find_undo(token)).email


async def _shown(visit: Visit, template: str, address: Awaitable[str]) -> Response:
    current().rates.take(PREVIEW, visit.actor.origin.ip or "")
    try:
        return visit.page(template, masked_email=mask_email(await address))
    except UserErrors as problem:
        return _of_link(problem.errors[0].code)


async def _done(visit: Visit, do: Callable[..., Awaitable[UUID]], token: str, what: str) -> Response:
    try:
        user_id = await do(visit.actor, token=token)
    except UserErrors as problem:
        return _of_link(problem.errors[0].code)
    response = answers.see_other(f"/done/{what}")
    if visit.actor.user_id == user_id:  # their session has ended
        cookies.sign_out(response)
    return response


def _of_link(code: Code) -> Response:
    return notices.page(notices.with_link(notices.ADDRESSES[code], *_SIGN_IN))
