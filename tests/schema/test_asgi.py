"""The endpoint as clients meet it: through the whole ASGI application, and over a socket where that matters."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

import httpx
import orjson
import pytest
import structlog
import uvicorn
from graphql import get_introspection_query
from structlog.testing import capture_logs

from app.auth import bearer
from app.auth.actor import Actor, Origin
from app.auth.tokens import Claims, issue
from app.core.errors import Refusal, Refused, unauthenticated
from app.core.logs import configure_logs
from app.core.runtime import Runtime
from app.core.settings import LogFormat
from schema.core.requests import LARGEST
from schema.reading import execution
from tests.schema.core.serving import (
    RESPONSE,
    SECRET,
    USER,
    application,
    client,
    codes,
    post,
    production,
    ran,
    runtime_without_database,
)
from tests.world import World, rows

JSON = "application/json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
HELLO = {"query": "{ hello }"}


@pytest.fixture(autouse=True)
def _nothing_ran_yet() -> None:
    ran.clear()


@pytest.fixture
async def usher() -> AsyncIterator[httpx.AsyncClient]:
    """A development server that has no database, for what must be decided before one is asked."""
    async with client(runtime_without_database()) as made:
        yield made


@pytest.fixture
async def in_production() -> AsyncIterator[httpx.AsyncClient]:
    """The same in production."""
    async with client(production()) as made:
        yield made


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Bearers are `good`, `limited`, or not valid; what was asked about is in the list."""
    asked: list[str] = []

    async def actor_of(token: str, origin: Origin) -> Actor:
        asked.append(token)
        if token == "limited":
            raise Refused(Refusal.RATE_LIMITED, "Too often.", retry_after=5)
        if token != "good":
            raise unauthenticated("The session has ended; sign in again.")
        return Actor(user_id=USER, session_id=USER, origin=origin)

    monkeypatch.setattr(bearer, "actor_of", actor_of)
    monkeypatch.setattr(bearer, "known", lambda _token, _origin: None)
    return asked


# What is answered


async def test_given_a_query_by_post_when_answered_then_data_in_the_form_that_was_asked_for(usher: httpx.AsyncClient) -> None:
    response = await post(usher, "query ($n: String!) { hello(name: $n) }", {"n": "wörld"})
    assert (response.status_code, response.json()) == (200, {"data": {"hello": "hello wörld"}})
    assert response.headers["content-type"] == f"{RESPONSE}; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    assert response.content.decode() == '{"data":{"hello":"hello wörld"}}'


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        (RESPONSE, RESPONSE),
        (f"{RESPONSE}, {JSON};q=0.9", RESPONSE),
        (f"{JSON}, {RESPONSE}", RESPONSE),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_given_an_accept_header_when_answered_then_in_its_form(
    usher: httpx.AsyncClient, method: str, accept: str | None, kind: str
) -> None:
    headers = {"accept": accept} if accept else {}
    asked: dict[str, Any] = {"json": HELLO} if method == "POST" else {"params": HELLO}
    response = await usher.request(method, "/graphql", headers=headers, **asked)
    assert (response.status_code, response.headers["content-type"]) == (200, f"{kind}; charset=utf-8")
    assert response.json() == {"data": {"hello": "hello world"}}


REQUEST_ERRORS: list[tuple[dict[str, Any], int, str]] = [
    ({"query": "{"}, 400, "BAD_USER_INPUT"),
    ({"query": ""}, 400, "BAD_USER_INPUT"),
    ({"query": "{ nope }"}, 400, "BAD_USER_INPUT"),
    ({"query": "query A { hello }", "operationName": "B"}, 400, "BAD_USER_INPUT"),
    ({"query": "query A { hello } query B { hello }"}, 400, "BAD_USER_INPUT"),
    ({"query": "query ($n: Int!) { hello(count: $n) }"}, 400, "BAD_USER_INPUT"),
    ({"query": "query ($n: Int) { hello(count: $n) }", "variables": {"n": 2**31}}, 400, "BAD_USER_INPUT"),
    ({"query": "query ($n: DateTime!) { instant(at: $n) }", "variables": {"n": "2026-01-01T00:00:00"}}, 400, "BAD_USER_INPUT"),
    ({"query": "query ($n: Date!) { day(on: $n) }", "variables": {"n": "2026-02-30"}}, 400, "BAD_USER_INPUT"),
    ({"query": '{ instant(at: "tomorrow") }'}, 400, "BAD_USER_INPUT"),
    ({"query": '{ hello(name: "\\u0000") }'}, 400, "BAD_USER_INPUT"),
    ({"query": "{" + " hello" * 400 + "}"}, 400, "QUERY_TOO_COMPLEX"),
    ({"query": "{" + "".join(f" a{number}: hello" for number in range(21)) + "}"}, 400, "QUERY_TOO_COMPLEX"),
    ({"query": "query ($n: Int) { all(first: $n) { nodes { children(first: $n) { nodes { id name tags friends { id } } } } } }",
      "variables": {"n": 100}}, 400, "QUERY_TOO_COMPLEX"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status", "code"), REQUEST_ERRORS)
async def test_given_a_request_that_cannot_be_run_when_answered_then_an_error_without_data(
    usher: httpx.AsyncClient, body: dict[str, Any], status: int, code: str
) -> None:
    new = await usher.post("/graphql", json=body, headers={"accept": RESPONSE})
    old = await usher.post("/graphql", json=body, headers={"accept": JSON})
    assert (new.status_code, old.status_code) == (status, 200)
    assert (new.headers["content-type"], old.headers["content-type"]) == (f"{RESPONSE}; charset=utf-8", f"{JSON}; charset=utf-8")
    assert new.json() == old.json()
    assert set(codes(new)) == {code}
    assert "data" not in new.json()
    assert ran == []


@pytest.mark.parametrize(
    ("query", "data", "expected"),
    [
        ("{ hello refused }", {"hello": "hello world", "refused": None}, ["FORBIDDEN"]),
        ("{ hello often cursor locked }", {"hello": "hello world", "often": None, "cursor": None, "locked": None},
         ["RATE_LIMITED", "BAD_USER_INPUT", "UNAUTHENTICATED"]),
        ("{ hello must }", None, ["FORBIDDEN"]),
        ("{ wrongNumber }", {"wrongNumber": None}, ["INTERNAL"]),
        ("query ($n: String) { hello(name: $n) }", {"hello": None}, ["BAD_USER_INPUT"]),
        ("mutation { forbidden signOut }", {"forbidden": None, "signOut": True}, ["FORBIDDEN"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("accept", [RESPONSE, JSON])
async def test_given_fields_that_fail_when_answered_then_200_with_the_rest(
    usher: httpx.AsyncClient, query: str, data: dict[str, Any] | None, expected: list[str], accept: str
) -> None:
    response = await post(usher, query, {"n": None} if "$n" in query else None, accept=accept)
    assert response.status_code == 200
    assert response.json()["data"] == data
    assert codes(response) == expected


async def test_given_refusals_with_details_when_answered_then_the_details_are_on_the_wire(usher: httpx.AsyncClient) -> None:
    errors = (await post(usher, "{ a: refused b: often }")).json()["errors"]
    assert errors == [
        {"message": "You may not do this.", "extensions": {"code": "FORBIDDEN", "path": ["filter", "email"]},
         "locations": [{"line": 1, "column": 3}], "path": ["a"]},
        {"message": "Too often.", "extensions": {"code": "RATE_LIMITED", "retryAfter": 7},
         "locations": [{"line": 1, "column": 14}], "path": ["b"]},
    ]  # fmt: skip


async def test_given_a_mistake_of_ours_when_answered_then_masked_with_the_id_that_is_in_the_log(in_production: httpx.AsyncClient) -> None:
    with capture_logs() as logged:
        response = await post(in_production, "{ hello broken }")
    assert response.status_code == 200
    assert response.json()["data"] == {"hello": "hello world", "broken": None}
    (error,) = response.json()["errors"]
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL", "requestId": response.headers["x-request-id"]}
    assert SECRET not in response.text
    (entry,) = logged
    assert isinstance(entry["exc_info"], RuntimeError)
    assert entry["exc_info"].__traceback__ is not None


async def test_given_a_mistake_of_ours_when_logged_in_production_then_one_line_with_the_id_and_the_traceback_and_nothing_private(
    capfd: pytest.CaptureFixture[str],
) -> None:
    configure_logs(LogFormat.JSON)
    try:
        async with client(production()) as usher:
            response = await post(usher, "{ broken }")
    finally:
        structlog.reset_defaults()
        logging.getLogger().handlers.clear()
    (line,) = capfd.readouterr().err.splitlines()
    logged = json.loads(line)
    assert logged["request_id"] == response.headers["x-request-id"] == response.json()["errors"][0]["extensions"]["requestId"]
    assert "RuntimeError" in line
    assert "serving.py" in line
    assert "jane@acme.example" not in line


async def test_given_an_answer_that_is_no_json_when_answered_then_500_and_masked(usher: httpx.AsyncClient) -> None:
    with capture_logs() as logged:
        response = await post(usher, "{ surrogate }")
    assert (response.status_code, codes(response)) == (500, ["INTERNAL"])
    assert response.json()["errors"][0]["extensions"]["requestId"] == response.headers["x-request-id"]
    assert len(logged) == 1


# What is asked: bodies


def _post(body: bytes, **headers: str) -> dict[str, Any]:
    sent = {"content-type": JSON, "accept": RESPONSE} | {name.replace("_", "-"): value for name, value in headers.items()}
    return {"content": body, "headers": sent}


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "{ hello }"}',
        b'{"query": "{ hello }", "variables": null, "operationName": null, "extensions": null}',
        b'{"query": "{ hello }", "variables": {}, "operationName": "", "extensions": {"a": 1}, "unknown": 1}',
        b' {"query":\n"query A { hello }", "operationName": "A"} ',
    ],
)
@pytest.mark.parametrize(
    "content_type", [JSON, "application/json; charset=utf-8", 'Application/JSON;charset="UTF-8"', "application/json;x=y"]
)
async def test_given_a_well_formed_body_when_posted_then_answered(usher: httpx.AsyncClient, body: bytes, content_type: str) -> None:
    response = await usher.post("/graphql", **_post(body, content_type=content_type))
    assert response.json() == {"data": {"hello": "hello world"}}


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"1", b'"x"', b"[]", b"{}",
        b'[{"query": "{ hello }"}]',
        b'{"query": null}',
        b'{"query": 1}',
        b'{"query": ["{ hello }"]}',
        b'{"query": "{ hello }", "variables": []}',
        b'{"query": "{ hello }", "variables": "{}"}',
        b'{"query": "{ hello }", "variables": false}',
        b'{"query": "{ hello }", "operationName": 1}',
        b'{"query": "{ hello }", "operationName": {}}',
        b'{"query": "{ hello }", "extensions": []}',
        b'{"query": "{ hello }", "extensions": 0}',
        b'{"query": "{ hello }", "query": "{ who }"}',
        b'{"query": "{ hello }", "variables": {"a": {"b": 1, "b": 2}}}',
        b'{"query": "{ hello \xff }"}',
        '{"query": "{ hello }"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"query": "{ hello }"}',
        b'{"query": "{ hello }", "variables": {"a": NaN}}',
        b'{"query": "{ hello }", "variables": {"a": 1e999}}',
        b'{"query": "{ hello }", "variables": {"a": 99999999999999999999}}',
        b'{"query": "{ hello }", "variables": {"a": "\\u0000"}}',
        b'{"query": "{ hello }", "variables": {"a": "\\ud800"}}',
        b'{"query": "{ hello }", "variables": {"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}",
        b'{"query": "{ hello }", "variables": {"a": "' + b"x" * 100_001 + b'"}}',
        b'{"query": "{ hello }' + b" " * 100_000 + b'"}',
    ],
)  # fmt: skip
async def test_given_a_body_that_is_not_well_formed_when_posted_then_400_in_any_form(usher: httpx.AsyncClient, body: bytes) -> None:
    for accept in (RESPONSE, JSON):
        response = await usher.post("/graphql", **_post(body, accept=accept))
        assert (response.status_code, codes(response)) == (400, ["BAD_USER_INPUT"])
        assert response.headers["content-type"] == f"{accept}; charset=utf-8"
        assert list(response.json()) == ["errors"]
        assert "Traceback" not in response.text
    assert ran == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"content_type": ""}, 415),
        ({"content_type": "text/plain"}, 415),
        ({"content_type": "text/plain; application/json"}, 415),
        ({"content_type": "application/x-www-form-urlencoded"}, 415),
        ({"content_type": "multipart/form-data; boundary=x"}, 415),
        ({"content_type": "application/graphql"}, 415),
        ({"content_type": "application/json; charset=iso-8859-1"}, 415),
        ({"content_type": "application/json; charset=utf-16"}, 415),
        ({"content_encoding": "gzip"}, 415),
        ({"accept": "text/plain"}, 406),
        ({"accept": "text/html"}, 406),
        ({"accept": "application/json;q=0"}, 406),
    ],
)
async def test_given_headers_that_are_not_served_when_posted_then_refused_without_running(
    usher: httpx.AsyncClient, headers: dict[str, str], status: int
) -> None:
    response = await usher.post("/graphql", **_post(orjson.dumps(HELLO), **headers))
    assert (response.status_code, codes(response)) == (status, ["BAD_USER_INPUT"])
    assert response.headers["content-type"].startswith((JSON, RESPONSE))
    assert ran == []


async def test_given_a_body_that_is_too_large_when_posted_then_413_whether_its_length_is_told_or_not(usher: httpx.AsyncClient) -> None:
    filled = b'{"query": "{ hello }"}'
    response = await usher.post("/graphql", **_post(filled + b" " * (LARGEST - len(filled))))
    assert response.status_code == 200
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        for _ in range(100):
            taken += 1
            yield b" " * 65536

    large: list[dict[str, Any]] = [
        _post(filled + b" " * LARGEST),
        _post(filled, content_length=str(LARGEST + 1)),
        _post(filled, content_length="9" * 5_000),
        _post(filled) | {"content": endless()},
    ]
    ran.clear()
    for asked in large:
        response = await usher.post("/graphql", **asked)
        assert (response.status_code, codes(response)) == (413, ["BAD_USER_INPUT"])
    assert ran == []
    assert taken == LARGEST // 65536 + 1


# What is asked: addresses and methods


@pytest.mark.parametrize(
    ("parameters", "data"),
    [
        ({"query": "{ hello }"}, {"hello": "hello world"}),
        ({"query": "{ hello }", "variables": "", "operationName": "", "extensions": ""}, {"hello": "hello world"}),
        (
            {"query": "query A($n: String!) { hello(name: $n) }", "variables": '{"n": "wörld"}', "operationName": "A"},
            {"hello": "hello wörld"},
        ),
        ({"query": "query null { hello }", "operationName": "null", "variables": "null", "unknown": "x"}, {"hello": "hello world"}),
    ],
)  # fmt: skip
async def test_given_a_query_in_the_address_when_got_then_answered(
    usher: httpx.AsyncClient, parameters: dict[str, str], data: dict[str, str]
) -> None:
    response = await usher.get("/graphql", params=parameters, headers={"accept": RESPONSE})
    assert (response.status_code, response.json()) == (200, {"data": data})


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 400),
        ("?query=", 400),
        ('?query={hello(name:"%FF")}', 400),
        ("?query={hello}&query={who}", 400),
        ("?query={hello}&variables=[]", 400),
        ("?query={hello}&variables={", 400),
        ('?query={hello}&variables={"a":1,"a":2}', 400),
        ("?query={hello}&extensions=1", 400),
        ("?query={hello}&operationName=A", 400),
        ("?query={hello%00}", 400),
        ("?query=%7Bhello%7D" + "&a=1" * 100, 400),
        ("?query=mutation{signOut}", 405),
        ("?query=query A{hello} mutation B{signOut}&operationName=B", 405),
        ('?query={preview(token:"abc")}', 400),
        ('?query=query A{hello} query B{preview(token:"abc")}&operationName=A', 400),
        ('?query=query A($t:String!){preview(token:$t)}&variables={"t":"abc"}', 400),
        ('?query={...F} fragment F on Query{hello preview(token:"abc")}', 400),
    ],
)
async def test_given_an_address_that_is_not_served_when_got_then_refused(usher: httpx.AsyncClient, address: str, status: int) -> None:
    response = await usher.get(f"/graphql{quote(address, safe='?=&%')}", headers={"accept": RESPONSE})
    assert (response.status_code, set(codes(response))) == (status, {"BAD_USER_INPUT"})
    assert response.headers.get("allow") == ("POST" if status == 405 else None)
    assert "abc" not in response.text
    assert ran == []


async def test_given_what_is_refused_in_an_address_when_posted_then_answered(usher: httpx.AsyncClient) -> None:
    response = await post(usher, 'query { preview(token: "abc") }')
    assert response.json() == {"data": {"preview": "abc"}}
    assert (await post(usher, "mutation { signOut }")).json() == {"data": {"signOut": True}}


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
async def test_given_another_method_when_asked_then_405_and_which_are_served(usher: httpx.AsyncClient, method: str) -> None:
    response = await usher.request(method, "/graphql", params=HELLO)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")
    assert ran == []


async def test_given_a_slash_too_many_when_asked_then_not_found_and_no_redirect(usher: httpx.AsyncClient) -> None:
    response = await usher.post("/graphql/", json=HELLO)
    assert (response.status_code, response.headers.get("location")) == (404, None)


async def test_given_a_browser_when_it_opens_the_address_then_the_explorer(usher: httpx.AsyncClient) -> None:
    for address in ("/graphql", "/graphql?query={hello}"):
        response = await usher.get(address, headers={"accept": BROWSER})
        assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "<script" in response.text
    assert ran == []


async def test_given_a_subscription_when_posted_then_refused(usher: httpx.AsyncClient) -> None:
    response = await post(usher, "subscription { ticks }")
    assert (response.status_code, codes(response)) == (400, ["BAD_USER_INPUT"])


# Who asks


async def test_given_no_bearer_when_asked_then_nobody_with_an_origin(usher: httpx.AsyncClient, known: list[str]) -> None:
    response = await post(usher, "{ who origin }", user_agent="x" * 500, x_forwarded_for="203.0.113.9")
    assert response.json()["data"] == {"who": None, "origin": ["192.0.2.7", "x" * 400, response.headers["x-request-id"]]}
    assert known == []
    again = await post(usher, "{ who }", authorization="Basic eDp5")
    assert again.json()["data"] == {"who": None}
    assert again.headers["x-request-id"] != response.headers["x-request-id"]
    assert known == []


@pytest.mark.parametrize("sent", ["Bearer good", "bearer good", "BEARER  good "])
async def test_given_a_good_bearer_when_asked_then_that_actor(usher: httpx.AsyncClient, known: list[str], sent: str) -> None:
    response = await post(usher, "{ who locked }", authorization=sent)
    assert response.json()["data"] == {"who": str(USER), "locked": "open"}
    assert known == ["good"]


@pytest.mark.parametrize("sent", ["Bearer bad", "Bearer", "Bearer ", "Bearer good good"])
@pytest.mark.parametrize(
    "query", ["{ who }", "{ hello }", 'query { preview(token: "x") hello }', "mutation { refresh signOut }", "mutation { create }"]
)
async def test_given_a_bearer_that_is_not_valid_when_asked_then_the_whole_request_is_refused(
    usher: httpx.AsyncClient, known: list[str], sent: str, query: str
) -> None:
    response = await post(usher, query, authorization=sent)
    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
    assert response.headers["www-authenticate"] == 'Bearer error="invalid_token"'
    assert "data" not in response.json()
    old = await post(usher, query, authorization=sent, accept=JSON)
    assert (old.status_code, codes(old)) == (200, ["UNAUTHENTICATED"])
    assert ran == []


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ('{ preview(token: "x") __typename }', {"preview": "x", "__typename": "Query"}),
        ('{ ...F } fragment F on Query { a: preview(token: "x") }', {"a": "x"}),
        ("{ __schema { queryType { name } } }", {"__schema": {"queryType": {"name": "Query"}}}),
        ('mutation { signIn(input: {email: "a", password: "b"}) { userId } }', {"signIn": {"userId": str(USER)}}),
    ],
)
async def test_given_a_bearer_that_is_not_valid_when_only_public_things_are_asked_then_it_does_not_matter(
    usher: httpx.AsyncClient, known: list[str], query: str, data: dict[str, Any]
) -> None:
    response = await post(usher, query, authorization="Bearer bad")
    assert (response.status_code, response.json()) == (200, {"data": data})
    assert known == ["bad"]


async def test_given_two_bearers_when_asked_then_refused(usher: httpx.AsyncClient, known: list[str]) -> None:
    headers = [("authorization", "Bearer good"), ("authorization", "Bearer other"), ("accept", RESPONSE)]
    response = await usher.post("/graphql", json=HELLO, headers=headers)
    assert (response.status_code, codes(response)) == (401, ["UNAUTHENTICATED"])
    assert known == []


async def test_given_a_refusal_of_another_kind_when_the_bearer_is_looked_up_then_it_holds_for_public_things_too(
    usher: httpx.AsyncClient, known: list[str]
) -> None:
    response = await post(usher, '{ preview(token: "x") }', authorization="Bearer limited")
    assert (response.status_code, codes(response), response.headers["retry-after"]) == (429, ["RATE_LIMITED"], "5")


@pytest.mark.parametrize(
    "query",
    [
        "{",
        "{ nope }",
        "{" + "".join(f" a{number}: hello" for number in range(21)) + "}",
        "query A { hello } query B { hello }",
        "subscription { ticks }",
    ],
)
async def test_given_what_is_refused_anyway_when_asked_with_a_bearer_then_it_is_not_even_looked_up(
    usher: httpx.AsyncClient, known: list[str], query: str
) -> None:
    assert (await post(usher, query, authorization="Bearer good")).status_code == 400
    assert known == []


async def test_given_a_real_session_when_asked_with_its_token_then_its_person(runtime: Runtime, world: World) -> None:
    token, _ = issue(Claims(world.sam.id, world.sessions[world.sam.id], world.northwind.id))
    async with client(runtime) as usher:
        assert (await post(usher, "{ who locked }", authorization=f"Bearer {token}")).json()["data"] == {
            "who": str(world.sam.id),
            "locked": "open",
        }
        assert (await post(usher, "{ who }", authorization=f"Bearer {token}x")).status_code == 401


async def test_given_a_mutation_that_signs_in_when_others_follow_then_they_are_done_by_who_signed_in(usher: httpx.AsyncClient) -> None:
    before = await post(usher, "mutation { create }")
    assert (before.json()["data"], codes(before), ran) == ({"create": None}, ["UNAUTHENTICATED"], [])
    after = await post(usher, SIGN_IN.removesuffix(" }") + " create }")
    assert after.json() == {"data": {"signIn": {"userId": str(USER)}, "create": "created"}}
    assert ran == ["sign_in", "create"]


# Cookies


SIGN_IN = 'mutation { signIn(input: {email: "a", password: "b"}) { userId } }'


async def test_given_a_mutation_that_sets_the_cookie_when_answered_then_it_is_set_as_the_environment_asks(
    usher: httpx.AsyncClient, in_production: httpx.AsyncClient
) -> None:
    days = 30 * 24 * 3600
    assert (await post(usher, SIGN_IN)).headers.get_list("set-cookie") == [
        f"usher-refresh=a-refresh-token; Max-Age={days}; Path=/; HttpOnly; SameSite=Lax"
    ]
    assert (await post(in_production, SIGN_IN)).headers.get_list("set-cookie") == [
        f"__Host-usher-refresh=a-refresh-token; Max-Age={days}; Path=/; HttpOnly; SameSite=Lax; Secure"
    ]
    both = await post(usher, SIGN_IN.removesuffix(" }") + " signOut }")
    assert both.headers.get_list("set-cookie") == ["usher-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]
    assert "set-cookie" not in (await post(usher, "{ hello }")).headers


async def test_given_the_cookie_when_it_is_used_then_only_with_the_header(usher: httpx.AsyncClient) -> None:
    cookie = "other=1; usher-refresh=abc; __Host-usher-refresh=def"
    assert (await post(usher, "mutation { refresh }", cookie=cookie, x_usher_csrf="1")).json()["data"] == {"refresh": "abc"}
    for headers in ({}, {"x_usher_csrf": "0"}, {"x_usher_csrf": ""}):
        response = await post(usher, "mutation { refresh }", cookie=cookie, **headers)
        assert (response.json()["data"], codes(response)) == ({"refresh": None}, ["FORBIDDEN"])
        assert "abc" not in response.text
    assert (await post(usher, "mutation { refresh }", x_usher_csrf="1")).json() == {"data": {"refresh": None}}


async def test_given_production_when_a_cookie_without_the_prefix_is_sent_then_it_is_none_of_ours(in_production: httpx.AsyncClient) -> None:
    response = await post(in_production, "mutation { refresh }", cookie="usher-refresh=abc; __Host-usher-refresh=def", x_usher_csrf="1")
    assert response.json()["data"] == {"refresh": "def"}
    response = await post(in_production, "mutation { refresh }", cookie="usher-refresh=abc", x_usher_csrf="1")
    assert response.json()["data"] == {"refresh": None}


# The schema, shown


async def test_given_the_schema_is_asked_for_when_answered_then_worked_out_once(
    usher: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True, schema_description=True)
    first = await post(usher, query)
    assert first.status_code == 200
    names = {type_["name"] for type_ in first.json()["data"]["__schema"]["types"]}
    assert {"Query", "NodeConnection", "DateTime", "SignInInput"} <= names
    monkeypatch.setattr(execution, "get_variable_values", None)
    assert (await post(usher, query)).content == first.content


async def test_given_the_schema_is_asked_for_with_variables_when_answered_then_as_they_say(usher: httpx.AsyncClient) -> None:
    query = "query ($name: String!) { __type(name: $name) { name } }"
    for name in ("Node", "Query", "Node"):
        assert (await post(usher, query, {"name": name})).json() == {"data": {"__type": {"name": name}}}


async def test_given_the_schema_is_asked_for_when_answered_then_deprecated_stands_where_older_tools_know_it(
    usher: httpx.AsyncClient,
) -> None:
    directives = (await post(usher, "{ __schema { directives { name locations args { name } } } }")).json()["data"]["__schema"][
        "directives"
    ]
    deprecated = next(directive for directive in directives if directive["name"] == "deprecated")
    assert deprecated["locations"] == ["FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INPUT_FIELD_DEFINITION", "ENUM_VALUE"]
    assert deprecated["args"] == [{"name": "reason"}]
    assert {"include", "skip", "lock"} <= {directive["name"] for directive in directives}


async def test_given_a_near_miss_when_answered_then_names_are_suggested_in_development_only(
    usher: httpx.AsyncClient, in_production: httpx.AsyncClient
) -> None:
    asked: list[tuple[str, Any]] = [
        ("{ helo }", None),
        ("{ hello(nam: 1) }", None),
        ("mutation ($i: SignInInput!) { signIn(input: $i) { userId } }", {"i": {"email": "a", "password": "b", "colou": 1}}),
    ]
    for query, variables in asked:
        assert "Did you mean" in (await post(usher, query, variables)).text
        assert "Did you mean" not in (await post(in_production, query, variables)).text


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("mutation ($i: SignInInput!) { signIn(input: $i) { userId } }", {"i": {"password": SECRET}}),
        ("mutation ($i: SignInInput!) { signIn(input: $i) { userId } }", {"i": {"password": [SECRET], "email": "a"}}),
        ("mutation ($i: SignInInput!) { signIn(input: $i) { userId } }", {"i": {"password": SECRET, "email": "a", "x": 1}}),
        ("mutation ($i: SignInInput!) { signIn(input: $i) { userId } }", {"i": SECRET}),
        (f'mutation {{ signIn(input: {{password: "{SECRET}"}}) {{ userId }} }}', None),
        (f'mutation {{ signIn(input: "{SECRET}") {{ userId }} }}', None),
        (f'mutation "{SECRET}"', None),
        ("query ($n: Int) { hello(count: $n) }", {"n": SECRET}),
    ],
)
async def test_given_a_password_in_the_wrong_place_when_answered_then_it_is_not_repeated(
    usher: httpx.AsyncClient, query: str, variables: Any
) -> None:
    with capture_logs() as logged:
        response = await post(usher, query, variables)
    assert (response.status_code, set(codes(response))) == (400, {"BAD_USER_INPUT"})
    assert SECRET not in response.text
    assert logged == []


# Refusals are recorded


async def test_given_forbidden_operations_when_answered_then_each_is_recorded_once_a_request(runtime: Runtime, world: World) -> None:
    token, _ = issue(Claims(world.sam.id, world.sessions[world.sam.id], world.northwind.id))
    async with client(runtime) as usher:
        await post(usher, "{ hello locked often }", authorization=f"Bearer {token}")
        await post(usher, "{ refused }")  # nobody is signed in
        assert await rows("event") == 0
        response = await post(usher, "{ a: refused b: refused c: must }", authorization=f"Bearer {token}")
        assert codes(response) == ["FORBIDDEN"] * 3
        assert await rows("event") == 2
        await post(usher, "{ refused }", authorization=f"Bearer {token}")
        assert await rows("event") == 2
        await post(usher, "mutation { x: forbidden }", authorization=f"Bearer {token}")
        assert await rows("event") == 3


# Over a socket


@asynccontextmanager
async def serving(runtime: Runtime) -> AsyncIterator[str]:
    """The application behind uvicorn, in this process, on a free port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(application(runtime), log_level="error", lifespan="off", access_log=False))
        task = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


async def test_given_a_socket_when_asked_then_as_without_one() -> None:
    async with serving(runtime_without_database()) as address, httpx.AsyncClient(base_url=address) as usher:
        response = await post(usher, "{ hello origin }")
        assert response.json()["data"] == {
            "hello": "hello world",
            "origin": ["127.0.0.1", response.request.headers["user-agent"], response.headers["x-request-id"]],
        }
        assert (await usher.head("/graphql")).status_code == 405
        assert (await usher.get("/graphql", params=HELLO)).json() == {"data": {"hello": "hello world"}}

        async def chunks() -> AsyncIterator[bytes]:
            for part in (b'{"query": "{ he', b'llo }"', b"}"):
                yield part

        response = await usher.post("/graphql", content=chunks(), headers={"content-type": JSON})
        assert response.json() == {"data": {"hello": "hello world"}}


async def test_given_a_client_that_leaves_in_the_middle_of_its_body_when_served_then_nothing_runs_and_nothing_breaks() -> None:
    async with serving(runtime_without_database()) as address:
        host, port = address.removeprefix("http://").split(":")
        with capture_logs() as logged:
            _, writer = await asyncio.open_connection(host, int(port))
            writer.write(b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            async with httpx.AsyncClient(base_url=address) as usher:
                assert (await usher.post("/graphql", json=HELLO)).status_code == 200
        assert [entry for entry in logged if entry["log_level"] == "error"] == []
    assert ran == ["hello"]


async def test_given_many_at_once_when_answered_then_each_gets_its_own() -> None:
    async with client(runtime_without_database()) as usher:

        async def one(number: int) -> bool:
            response = await post(usher, "query ($n: String!) { hello(name: $n) origin }", {"n": str(number)}, user_agent=f"agent {number}")
            data = response.json()["data"]
            return bool(data["hello"] == f"hello {number}" and data["origin"][1:] == [f"agent {number}", response.headers["x-request-id"]])

        assert all(await asyncio.gather(*(one(number) for number in range(50))))
