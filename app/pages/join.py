"""The page of a partner link: who the partner is, what it will be able to do, and the next step for whoever looks at it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.responses import Response

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db
from app.core.errors import UserErrors
from app.models import PartnerLinkStatus
from app.pages import answers, cookies, forms, notices, people
from app.pages.forms import Fields, Form
from app.pages.notices import Notice
from app.pages.offers import offer_of
from app.pages.visits import Visit
from app.services import connecting, organizations, partner_link_previews, registrations, sessions
from app.services.brands import brand_of

_FIELDS: Final = frozenset({"email", "organizationName"})
_CONNECTED: Final = "connected"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody is signed in: the organization that could connect, the partner that it has, and whether they may decide."""

    organization: str | None
    partner: str | None
    consents: bool


async def see(visit: Visit, token: str) -> Response:
    """The offer, for whoever is signed in; or that it was accepted just now."""
    if visit.request.query_params.get("done") == _CONNECTED and (notice := _connected(await _standing(visit.actor))):
        return notices.page(notice, await brand_of(visit.actor.tenant_id))
    return await _shown(visit, token, Form())


async def act(visit: Visit, token: str, fields: Fields) -> Response:
    """What the pressed button says. Whatever is refused leaves the link as it is, and the page shows how that is now."""
    step = _STEPS.get(fields.get("do", ""))
    if step is None:
        return notices.page(notices.UNREADABLE)
    try:
        return await step(visit, token, fields)
    except UserErrors as problem:
        return await _shown(visit, token, forms.corrected(fields, problem, _FIELDS))


async def _shown(visit: Visit, token: str, form: Form) -> Response:
    preview = await partner_link_previews.preview(visit.actor, token)
    offer = await offer_of(preview)
    if offer is None:
        return notices.page(_WORKS_NOT.get(preview.status, notices.NOT_FOUND))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.wrong else HTTPStatus.OK
    return visit.page(
        "join.html", status=status, brand=offer.brand, offer=offer, form=form, viewer=await people.viewer(visit.actor),
        standing=await _standing(visit.actor), own=visit.actor.tenant_id == offer.partner_id, here=visit.path,
    )  # fmt: skip


async def _standing(actor: Actor) -> Standing:
    row = await db.fetch_one(
        "select t.name, b.name as partner from tenant t left join partnership p on p.customer_id = t.id and p.ended_at is null"
        " left join tenant b on b.id = p.partner_id where t.id = :tenant",
        {"tenant": actor.tenant_id},
    )
    if row is None:
        return Standing(None, None, consents=False)
    consents = actor.oneself and actor.has(Permission.PARTNER_CONSENT)
    return Standing(row["name"], row["partner"] if consents else None, consents)


async def _ask(visit: Visit, token: str, fields: Fields) -> Response:
    await registrations.request(visit.actor, email=fields.get("email", ""), partner_link_token=token)
    return answers.see_other("/done/joining-asked")


async def _connect(visit: Visit, token: str, fields: Fields) -> Response:
    await connecting.connect(visit.actor, token=token, replace_current="replace" in fields)
    return _done(visit)


async def _organize(visit: Visit, token: str, fields: Fields) -> Response:
    """Make an organization, and go on in it."""
    founded = await organizations.create(visit.actor, organization_name=fields.get("organizationName", ""), partner_link_token=token)
    credentials = await sessions.switch_tenant(visit.actor, founded.tenant_id)
    response = _done(visit)
    cookies.sign_in(response, credentials)
    return response


async def _sign_out(visit: Visit, _token: str, _fields: Fields) -> Response:
    """Make room for somebody else."""
    if visit.actor.signed_in:
        await sessions.sign_out(visit.actor, everywhere=False)
    response = answers.see_other(visit.path)
    cookies.sign_out(response)
    return response


def _done(visit: Visit) -> Response:
    """A page of its own, so that loading it again does nothing again."""
    return answers.see_other(f"{visit.path}?done={_CONNECTED}")


def _connected(standing: Standing) -> Notice | None:
    if standing.partner is None:
        return None
    text = (
        f"{standing.organization} is connected with {standing.partner} now.",
        "You can say which roles the partner may give, suspend the connection, or end it, at any time.",
    )
    return Notice("You are connected", text, link=("/sign-in", "Continue"))


_STEPS: Final[dict[str, Callable[[Visit, str, Fields], Awaitable[Response]]]] = {
    "ask": _ask, "connect": _connect, "organize": _organize, "sign-out": _sign_out,
}  # fmt: skip
"""What the buttons do, by their values."""
_ASK_FOR_ANOTHER: Final = "If you still want to connect, ask the partner who gave it to you for another one."
_WORKS_NOT: Final = {
    None: Notice(
        "This link leads nowhere", ("Perhaps it was not copied whole. Open it once more, or ask whoever gave it to you.",),
        HTTPStatus.NOT_FOUND,
    ),
    PartnerLinkStatus.EXPIRED: Notice("This link is too old", (_ASK_FOR_ANOTHER,), HTTPStatus.GONE),
    PartnerLinkStatus.EXHAUSTED: Notice(
        "This link has been used", ("It has been used as often as it may be.", _ASK_FOR_ANOTHER), HTTPStatus.GONE
    ),
    PartnerLinkStatus.REVOKED: Notice("This link was withdrawn", (_ASK_FOR_ANOTHER,), HTTPStatus.GONE),
}  # fmt: skip
"""What is said about a link that does not work."""
