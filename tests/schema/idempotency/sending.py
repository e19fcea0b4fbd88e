"""Requests with an Idempotency-Key, through HTTP."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from app.core import ids
from app.models import User
from tests import serving
from tests.serving import ANSWER
from tests.world import PASSWORD, World

INVITE = "mutation($input: InviteCustomerInput!) { inviteCustomer(input: $input) { invitation { id email } userErrors { code path } } }"
PROSPECT = "mutation($input: AddProspectInput!) { addProspect(input: $input) { customer { id name } userErrors { code message path } } }"
PASSWORDS = "mutation($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { user { email } } userErrors { code } } }"
NEW_PASSWORD = {"currentPassword": PASSWORD, "newPassword": "a new staple for the old horse"}
NAMED: dict[str, Any] = {"input": {"name": "Initech"}}
KEY = "order-4711"


class Client(serving.Client):
    """A program that sends keys."""

    async def send(self, query: str, *keys: str, accept: str = ANSWER, operation: str | None = None, **variables: Any) -> httpx.Response:
        """One request with a key (the usual one unless told), or with several."""
        headers = [(b"accept", accept.encode()), *((b"idempotency-key", key.encode()) for key in keys or (KEY,))]
        if self.token:
            headers.append((b"authorization", f"Bearer {self.token}".encode()))
        body = {"query": query, "variables": variables, "operationName": operation}
        return await self.http.post("/graphql", json=body, headers=headers)


@dataclass
class Desk:
    """Where clients come from."""

    base: str
    clients: list[Client] = field(default_factory=list)

    def client(self, token: str | None = None) -> Client:
        """Somebody with a token, or nobody."""
        made = Client(self.base)
        made.token = token
        self.clients.append(made)
        return made

    async def signed_in(self, user: User) -> Client:
        """A person in a new session."""
        client = self.client()
        await client.sign_in(user.email, PASSWORD)
        return client

    async def close(self) -> None:
        """Hang up."""
        for client in self.clients:
            await client.http.aclose()


def invited(world: World, email: str = "nora@acme.example") -> dict[str, Any]:
    """The input that invites somebody to Sam's active POC."""
    return {"pocId": ids.to_text("poc", world.active.id), "email": email}


def outcome(response: httpx.Response) -> tuple[int, list[str]]:
    """The status, and the codes of the errors at the top."""
    return response.status_code, [error["extensions"]["code"] for error in response.json().get("errors", [])]


def payload(response: httpx.Response) -> Any:
    """Of the one field of an answer without errors."""
    assert outcome(response) == (200, [])
    (found,) = response.json()["data"].values()
    return found


DONE = (200, list[str]())
