"""The real server on a socket of this process, for tests that go through HTTP; and a client that speaks GraphQL to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import Context
from typing import Any

import httpx
import uvicorn

from app.core.runtime import Runtime
from app.main import create_app
from tests.canary import found_in_answer

ANSWER = "application/graphql-response+json"


@asynccontextmanager
async def serving(runtime: Runtime, port: int = 0) -> AsyncIterator[str]:
    """Serve on a (free) port of 127.0.0.1, as `serve` does, with the runtime of the test; its address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", port))
        config = uvicorn.Config(create_app(runtime.settings, runtime=runtime), log_config=None, lifespan="off", loop="none")
        server = uvicorn.Server(config)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]  # those are the test runner's
        task = asyncio.create_task(server.serve(sockets=[listening]), context=Context())
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


class Client:
    """A program that uses the API: it signs in, asks, and keeps its tokens."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.AsyncClient(base_url=base, timeout=30, limits=httpx.Limits(max_connections=100))
        self.token: str | None = None
        self.refresh_token: str | None = None

    async def post(self, query: str, variables: dict[str, Any] | None = None) -> httpx.Response:
        """One request, as it is."""
        headers = {"accept": ANSWER} | ({"authorization": f"Bearer {self.token}"} if self.token else {})
        response = await self.http.post("/graphql", json={"query": query, "variables": variables or {}}, headers=headers)
        assert found_in_answer(response.text) == [], "an answer has a credential in clear"
        return response

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        response = await self.post(query, variables)
        body = response.json()
        assert response.status_code == 200, body
        assert "errors" not in body, body["errors"]
        return body["data"]

    async def refusal(self, query: str, **variables: Any) -> str:
        """The code of the first error of an answer that has one."""
        body = (await self.post(query, variables)).json()
        return str(body["errors"][0]["extensions"]["code"])

    async def do(self, mutation: str, selection: str = "", **input_: Any) -> Any:
        """One mutation with one input; its payload, which must have no user errors."""
        payload = await self.attempt(mutation, selection, **input_)
        assert payload["userErrors"] == [], payload["userErrors"]
        return payload

    async def attempt(self, mutation: str, selection: str = "", **input_: Any) -> Any:
        """One mutation with one input; its payload with whatever user errors."""
        type_ = mutation[0].upper() + mutation[1:] + "Input"
        query = f"mutation($input: {type_}!) {{ {mutation}(input: $input) {{ {selection} userErrors {{ code path retryAfter }} }} }}"
        payload = (await self.ask(query, input=input_))[mutation]
        if (credentials := payload.get("credentials")) is not None:
            self.token, self.refresh_token = credentials["accessToken"], credentials.get("refreshToken")
        return payload

    async def refresh(self) -> None:
        """New tokens for those that have ended."""
        self.token = None
        await self.do("refreshSession", "credentials { accessToken refreshToken }", refreshToken=self.refresh_token)

    async def sign_in(self, email: str, password: str) -> Client:
        """Sign in."""
        await self.do("signIn", "credentials { accessToken refreshToken }", email=email, password=password)
        return self
