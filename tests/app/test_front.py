"""What every answer has, and what every request is given."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from typing import TypeVar

import httpx
import pytest
import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message
from starlette.websockets import WebSocket

from app.core import db
from app.core.runtime import Runtime, current
from app.front import Front
from tests.conftest import PRODUCTION

T = TypeVar("T")


async def _tell(request: Request) -> Response:
    return JSONResponse({"id": request.state.request_id, "runtime": id(current()), "one": (await db.fetch("select 1"))[0][0]})


async def _break(_request: Request) -> Response:
    raise ValueError("secret detail")


async def _own(_request: Request) -> Response:
    return PlainTextResponse("mine", headers={"Content-Security-Policy": "default-src 'self'"})


async def _claim(request: Request) -> Response:
    return JSONResponse({"id": request.state.request_id}, headers={"X-Request-Id": "another"})


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_json({"runtime": id(current()), "id": socket.state.request_id})
    await socket.close()


def _client(runtime: Runtime, *, access_log: bool = False, host: str = "usher.example") -> httpx.AsyncClient:
    routes = [
        Route("/claim", _claim),
        Route("/tell", _tell), Route("/invite/{token}", _tell), Route("/break", _break), Route("/own", _own), Route("/healthz", _tell)
    ]  # fmt: skip
    front = Middleware(Front, settings=runtime.settings, runtime=lambda: runtime, access_log=access_log)
    app = Starlette(routes=routes, middleware=[front])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"https://{host}")


async def _unbound(work: Coroutine[object, object, T]) -> T:
    """Do it as a server does, where no test has bound a runtime."""
    return await asyncio.create_task(work, context=Context())


async def test_given_a_request_when_answered_then_its_runtime_was_bound_and_its_id_is_told(runtime: Runtime) -> None:
    async with _client(runtime) as client:
        first, second = await _unbound(client.get("/tell")), await _unbound(client.get("/tell"))

    assert first.json() == {"id": first.headers["x-request-id"], "runtime": id(runtime), "one": 1}
    assert first.headers["x-request-id"] != second.headers["x-request-id"]


async def test_given_an_answer_without_headers_of_its_own_when_sent_then_it_has_the_usual_ones(runtime: Runtime) -> None:
    async with _client(runtime) as client:
        usual, own = await client.get("/tell"), await client.get("/own")

    assert usual.headers["x-content-type-options"] == "nosniff"
    assert usual.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert own.headers["content-security-policy"] == "default-src 'self'"
    assert "strict-transport-security" not in usual.headers  # in development there is no TLS


async def test_given_an_answer_that_claims_a_request_id_when_sent_then_there_is_one_and_it_is_ours(runtime: Runtime) -> None:
    async with _client(runtime) as client:
        answer = await client.get("/claim")

    assert answer.headers.get_list("x-request-id") == [answer.json()["id"]]
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]


async def test_given_a_request_in_a_log_context_when_answered_then_the_context_is_as_before(runtime: Runtime) -> None:
    structlog.contextvars.bind_contextvars(request_id="outer")
    try:
        async with _client(runtime) as client:
            await client.get("/tell")
        assert structlog.contextvars.get_contextvars()["request_id"] == "outer"
    finally:
        structlog.contextvars.unbind_contextvars("request_id")


async def test_given_an_unexpected_error_when_answered_then_only_its_request_id_is_told(runtime: Runtime) -> None:
    with structlog.testing.capture_logs() as logs:
        async with _client(runtime) as client:
            answer = await client.get("/break")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in answer.text
    assert [line["event"] for line in logs] == ["unexpected"]


@pytest.mark.settings(**PRODUCTION)
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("usher.example", 200),
        ("USHER.example:8443", 200),
        ("app.example", 200),
        ("evil.example", 400),
        ("usher.example.evil.example", 400),
        ("[", 400),
    ],
)
async def test_given_production_when_asked_by_a_name_then_only_its_own_are_answered(runtime: Runtime, host: str, status: int) -> None:
    async with _client(runtime) as client:
        answer = await client.get("/tell", headers={"Host": host})

        assert answer.status_code == status
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert (await client.get("/healthz", headers={"Host": host})).status_code == 200  # for whoever watches from inside


async def test_given_a_socket_when_opened_then_its_runtime_is_bound(runtime: Runtime) -> None:
    sent: list[Message] = []
    incoming: list[Message] = [{"type": "websocket.connect"}]

    async def receive() -> Message:
        return incoming.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/socket", "headers": [(b"host", b"localhost")], "query_string": b"", "subprotocols": []}
    front = Front(Starlette(routes=[WebSocketRoute("/socket", _socket)]), runtime.settings, lambda: runtime)
    await _unbound(front(scope, receive, send))

    assert [message["type"] for message in sent] == ["websocket.accept", "websocket.send", "websocket.close"]
    assert f'"runtime":{id(runtime)}' in sent[1]["text"]


async def test_given_the_access_log_when_a_link_is_opened_then_its_token_is_not_in_the_line(runtime: Runtime) -> None:
    with structlog.testing.capture_logs() as logs:
        async with _client(runtime, access_log=True) as client:
            await client.get("/invite/very-secret-token")

    (line,) = logs
    assert (line["event"], line["path"], line["status"]) == ("request", "/invite/[token]", 200)


async def test_given_no_access_log_when_asked_then_nothing_is_logged(runtime: Runtime) -> None:
    with structlog.testing.capture_logs() as logs:
        async with _client(runtime) as client:
            await client.get("/tell")

    assert logs == []
