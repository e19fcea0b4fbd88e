"""Visits: one request to a page, who makes it, and what becomes of whatever goes wrong on the way."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from structlog import get_logger

from app.auth import bearer
from app.auth.actor import Actor
from app.core.brands import USHER, Brand
from app.core.crypto import new_token
from app.core.errors import Refusal, Refused
from app.core.logs import clean_path
from app.pages import answers, cookies, forms, notices
from app.pages.forms import Fields, FormRefusedError
from app.pages.origins import origin_of, request_id_of
from app.services.invitation_links import TOKEN


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to a page. `form_key` is the value of the browser's form cookie, None if it has none yet."""

    request: Request
    actor: Actor
    form_key: str | None

    @property
    def path(self) -> str:
        """Where this page is."""
        return str(self.request.scope["path"])

    def page(self, template: str, *, status: int = HTTPStatus.OK, brand: Brand = USHER, **values: object) -> Response:
        """A page whose forms can be sent back."""
        key = self.form_key or new_token()
        response = answers.html(template, status=status, brand=brand, mark=forms.mark_of(key), **values)
        if self.form_key is None:
            cookies.put(response, cookies.FORM, key)
        return response


See = Callable[[Visit], Awaitable[Response]]
Act = Callable[[Visit, Fields], Awaitable[Response]]


def page(path: str, see: See | None, act: Act | None = None) -> Route:
    """A page: what is seen when it is opened (HEAD too: looking does nothing), and what its forms do."""

    async def endpoint(request: Request) -> Response:
        try:
            visit = await _visit(request)
            return cookies.stay(await _answered(visit, see, act), visit.actor)
        except FormRefusedError as refused:
            return notices.page(refused.notice)
        except Refused as refused:
            return _refused(request, refused)
        except ClientDisconnect:
            raise
        except Exception:  # noqa: BLE001  # a person gets a page, whatever it is; the log has the rest
            request_id = request_id_of(request)
            get_logger().exception("unexpected", path=clean_path(request.scope["path"]), request_id=request_id)
            return notices.page(notices.broken(request_id))

    return Route(path, endpoint, methods=[*(["GET"] if see else []), *(["POST"] if act else [])])


async def _answered(visit: Visit, see: See | None, act: Act | None) -> Response:
    if visit.request.method == "POST" and act:
        return await act(visit, await forms.read(visit.request, visit.form_key))
    return await see(visit) if see else notices.page(notices.NOT_FOUND)


async def _visit(request: Request) -> Visit:
    actor = Actor(origin=origin_of(request))
    if token := cookies.read(request, cookies.SESSION):
        with suppress(Refused):  # a visit that has ended: nobody is signed in
            holder = await bearer.actor_of(token, actor.origin)
            actor = holder if holder.oneself else actor  # the pages are a person's own; nobody acts on them for others
    key = cookies.read(request, cookies.FORM)
    return Visit(request, actor, key if key and TOKEN.fullmatch(key) else None)


def _refused(request: Request, refused: Refused) -> Response:
    if refused.code is Refusal.RATE_LIMITED:
        return notices.page(notices.too_often(refused.retry_after))
    if refused.code is Refusal.UNAUTHENTICATED:
        return answers.see_other(f"/sign-in?to={quote(request.scope['path'])}")
    return notices.page(notices.FORBIDDEN)
