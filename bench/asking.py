"""What is asked: the operations, with the variables of each caller, as requests that are ready to be sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any, Final

import orjson

from app.core.crypto import Keys
from app.core.ids import to_text
from bench.callers import SECRET_KEY, Caller
from bench.load import post

FOLDER: Final = Path(__file__).parent / "operations"
NAMES: Final = ("viewer", "list", "nested", "page", "start", "invite")
"""In the order of measuring: what writes comes last."""
PAGES: Final = 5
_NUMBER: Final = b"000000000000"
_fresh = count(1)


@dataclass
class Asking:
    """How one server is asked: GraphQL servers by document, plain ones by a route for each operation."""

    callers: list[Caller]
    graphql: bool
    cursors: dict[int, list[str | None]] = field(default_factory=dict)
    """The pages of each caller, as this server calls them."""

    def one(self, name: str, nth: int, *, after: str | None = None) -> bytes:
        """One request of the nth caller."""
        caller = self.callers[nth]
        variables = self._variables(name, caller, 0, after)
        return self._request(name, variables, caller.token(Keys((SECRET_KEY,)))).replace(_NUMBER, _next_number())

    def endless(self, name: str) -> Iterator[bytes]:
        """Requests of all callers in turn, with fresh tokens."""
        keys = Keys((SECRET_KEY,))
        tokens = [caller.token(keys) for caller in self.callers]
        if name == "invite":
            yield from self._invitations(tokens)
            return
        requests = []
        for turn in range(PAGES if name == "page" else 1):
            for nth, caller in enumerate(self.callers):
                pages = self.cursors.get(nth) or [None]
                variables = self._variables(name, caller, 0, pages[turn % len(pages)])
                requests.append(self._request(name, variables, tokens[nth]))
        yield from cycle(requests)

    def _invitations(self, tokens: list[str]) -> Iterator[bytes]:
        parts = []
        for turn in range(max(len(caller.pocs) for caller in self.callers)):
            for caller, token in zip(self.callers, tokens, strict=True):
                parts.append(self._request("invite", self._variables("invite", caller, turn, None), token).split(_NUMBER))
        for part in cycle(parts):
            yield _next_number().join(part)

    def _variables(self, name: str, caller: Caller, turn: int, after: str | None) -> dict[str, Any]:
        if name == "page":
            return {"after": after}
        if name != "invite":
            return {}
        poc = caller.pocs[turn % len(caller.pocs)]
        person = {"email": f"new{_NUMBER.decode()}@customer.example", "firstName": "Nora", "lastName": "Quist", "title": "CTO"}
        return {"input": {"pocId": to_text("poc", poc), **person}}

    def _request(self, name: str, variables: dict[str, Any], token: str) -> bytes:
        if self.graphql:
            return post("/graphql", orjson.dumps({"query": DOCUMENTS[name], "variables": variables}), token)
        return post(f"/{name}", orjson.dumps(variables), token)


def _next_number() -> bytes:
    return b"%012d" % next(_fresh)


DOCUMENTS: Final = {name: (FOLDER / f"{name}.graphql").read_text() for name in NAMES}
