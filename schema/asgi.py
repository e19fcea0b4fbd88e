"""The door of the API: one ASGI endpoint that follows the specification of GraphQL over HTTP."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from app.auth import bearer
from app.auth.actor import Actor, Origin
from app.core.errors import Refusal, Refused, bad_input, unauthenticated
from app.core.runtime import current, now
from app.pages.origins import origin_of
from app.services import idempotency, key_uses
from schema import explorer
from schema.core.context import Context
from schema.core.cookies import CSRF_HEADER, cookie_name, set_cookie
from schema.core.documents import Documents, Operation
from schema.core.errors import Rejected, internal, is_forbidden, on_the_wire
from schema.core.execution import Executor, Outcome, Unproven
from schema.core.idempotency import claimed
from schema.core.limits import Limits
from schema.core.media import Media, negotiated
from schema.core.refusals import Refusals
from schema.core.requests import Asked, read_request

PATH: Final = "/graphql"
_OFFERED_TO_GET: Final = (Media.RESPONSE, Media.JSON, Media.PAGE)


def routes(execution: Executor, *, public: frozenset[str] = frozenset()) -> list[BaseRoute]:
    """The one address of the API. `public` names root fields (`Mutation.signIn`) for which a bearer that is not valid does not matter."""
    return [Route(PATH, GraphQLEndpoint(execution, public=public))]


class GraphQLEndpoint:
    """Answers requests to one schema. Whoever mounts it binds a runtime around it and gives each request an id (`app.front`)."""

    def __init__(self, execution: Executor, *, public: frozenset[str] = frozenset()) -> None:
        self._public = public
        self._execution = execution
        self._documents = Documents(self._execution.schema)
        self._limits = Limits(self._execution.schema)
        self._refusals = Refusals()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        request = Request(scope, receive)
        if request.method == "GET" and negotiated(request.headers.get("accept"), _OFFERED_TO_GET) is Media.PAGE:
            response = explorer.page()
        else:
            try:
                response = await self._answer(request)
            except ClientDisconnect:
                return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        origin = origin_of(request)
        request_id = origin.request_id or ""
        media = Media.JSON
        try:
            media = _media(request)
            return await self._run(request, origin, media)
        except Rejected as rejected:
            status = rejected.status if media is Media.RESPONSE or not rejected.understood else HTTPStatus.OK
            return _response(media, status, {"errors": on_the_wire(rejected.errors, request_id)}, rejected)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001  # nothing of it may reach the client
            return _response(media, HTTPStatus.INTERNAL_SERVER_ERROR, {"errors": [internal(error, request_id)]})

    async def _run(self, request: Request, origin: Origin, media: Media) -> Response:
        production = current().settings.production
        asked = await read_request(request)
        document = self._documents.read(asked.query, hide_suggestions=production)
        operation = document.operation(asked.operation_name)
        if request.method == "GET":
            if document.has_token:
                raise Rejected([bad_input("Send this by POST: tokens do not belong into addresses.")], status=HTTPStatus.BAD_REQUEST)
            if operation.is_mutation:
                raise _not_allowed("Send mutations by POST.", "POST")
        if operation.is_subscription:
            raise Rejected([bad_input("Subscriptions are not answered here.")], status=HTTPStatus.BAD_REQUEST)
        self._limits.check(operation, asked.variables)
        context = Context(
            *await self._actor(request, operation, origin),
            refresh_cookie=request.cookies.get(cookie_name(production=production)),
            csrf_header=request.headers.get(CSRF_HEADER) == "1",
        )
        if operation.is_mutation:
            outcome = await self._changed(request, operation, asked, context)
        else:
            outcome = await self._read(request, operation, asked, context, origin)
        if not outcome.began:
            raise Rejected(outcome.errors)
        await self._record_refusals(operation, outcome, context)
        answer: dict[str, Any] = {"data": outcome.data}
        if outcome.errors:
            answer = {"errors": on_the_wire(outcome.errors, origin.request_id or "")} | answer
        response = _response(media, HTTPStatus.OK, answer)
        if context.cookie_order:
            response.headers.append("Set-Cookie", set_cookie(context.cookie_order, now(), production=production))
        return response

    async def _read(self, request: Request, operation: Operation, asked: Asked, context: Context, origin: Origin) -> Outcome:
        hiding = current().settings.production
        try:
            return await self._execution.run(operation, asked.variables, context, hide_suggestions=hiding)
        except Unproven:  # the rights have changed since this process saw them, or the session has ended
            context.actor, context.proven = await self._actor(request, operation, origin, remembered=False)
            return await self._execution.run(operation, asked.variables, context, hide_suggestions=hiding)

    async def _changed(self, request: Request, operation: Operation, asked: Asked, context: Context) -> Outcome:
        """Run a mutation; who asks is proven. With a key, nobody else runs the same request until there is an answer."""
        began = True
        context.claim = await claimed(request, asked, operation, context.actor, public=self._public)
        try:
            outcome = await self._execution.run(operation, asked.variables, context, hide_suggestions=current().settings.production)
            began = outcome.began
            return outcome
        finally:
            if context.claim is not None:
                await idempotency.release(context.claim, began=began)

    async def _actor(self, request: Request, operation: Operation, origin: Origin, *, remembered: bool = True) -> tuple[Actor, bool]:
        """Who asks, and whether that is proven: a query may begin with who is remembered, and prove it as it reads.

        A bearer that is sent and not valid refuses everything, unless nobody needs to be signed in for it.
        """
        sent = request.headers.getlist("authorization")
        bearers = [credentials.strip() for scheme, _, credentials in (value.partition(" ") for value in sent) if scheme.lower() == "bearer"]
        if not bearers:
            return Actor(origin=origin), True
        try:
            if len(sent) > 1:
                raise unauthenticated("Send one Authorization header.")
            if remembered and not operation.is_mutation and (known := bearer.known(bearers[0], origin)) is not None:
                return known, False
            actor = await bearer.actor_of(bearers[0], origin)
        except Refused as refused:
            if refused.code is Refusal.UNAUTHENTICATED and operation.is_public(self._public):
                return Actor(origin=origin), True
            raise Rejected([refused]) from None
        key_uses.note(actor)
        return actor, True

    async def _record_refusals(self, operation: Operation, outcome: Outcome, context: Context) -> None:
        places = (error.path for error in outcome.errors if error.path and is_forbidden(error))
        for field_name in {operation.root_fields[str(path[0])] for path in places}:
            await self._refusals.refused(context, field_name)


def _media(request: Request) -> Media:
    """The form of the answer, and whether there can be any."""
    media = negotiated(request.headers.get("accept"))
    if request.method not in ("GET", "POST"):
        raise _not_allowed("Send POST, or GET for a query.", "GET, POST")
    if media is None:
        message = f"Accept {Media.RESPONSE.value} or {Media.JSON.value}."
        raise Rejected([bad_input(message)], status=HTTPStatus.NOT_ACCEPTABLE)
    return media


def _not_allowed(message: str, methods: str) -> Rejected:
    return Rejected([bad_input(message)], status=HTTPStatus.METHOD_NOT_ALLOWED, allow=methods)


def _response(media: Media, status: int, answer: dict[str, Any], rejected: Rejected | None = None) -> Response:
    headers = {"Content-Type": f"{media.value}; charset=utf-8", "Cache-Control": "no-store"}
    if rejected and rejected.allow:
        headers["Allow"] = rejected.allow
    if rejected and rejected.retry_after:
        headers["Retry-After"] = str(rejected.retry_after)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    return Response(orjson.dumps(answer), status, headers)
