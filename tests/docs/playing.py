"""Playing a page: its blocks in order, against a server with a fresh demo, each answer compared with the one that is shown.

- A `graphql` block is an operation. Its first line may say who asks, when, and with which mail: `# Sam`,
  `# Ines, 7 minutes later`, `# Eve, with the first mail`; else it is whoever asked before. A `json` block with `data` or
  `errors` is its answer, another one its variables.
- An `http` block is a request if it begins with a method, else the answer to the one before, of which the shown headers count.
  Before one whose answer is 409, the request that came last with an Idempotency-Key is made to look as if it still ran.
- A `text` block that begins with `To:` is the newest mail to that address, after a worker did all that was due.
- `…` in an answer stands for whatever differs each time. In a request it stands for something that was answered before: an id
  (`poc_…` is the last one of its kind; where several stand in a block, they are the last ones in the order of the answers), the
  token of the newest mailed link or partner link, a refresh token, an access token, an API key, a cookie, a cursor, the address
  of a file or an export.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from email.parser import Parser
from http import HTTPStatus
from typing import Any

import httpx

from app.core import db
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.services import digests, idempotency, reminding
from app.worker import MOST_REMINDERS, send_due
from tests.docs.blocks import Block
from tests.docs.likeness import ELLIPSIS, difference
from tests.serving import ANSWER
from tests.world import LINK, mails

NOT_PLAYED = ("sh", "ini", "js", "python")
"""These are looked at by other tests."""
_WHO = re.compile(
    r"# (?P<name>[A-Z]\w+)(?:, (?P<many>\d+) (?P<unit>minute|hour|day)s? later)?(?:, with the (?P<mail>first|second) mail)?\n"
)
_ASKED = re.compile(r'(?P<name>\w+)"?:\s*\[?"(?P<shown>[^"\n]*…)"')
_ID = re.compile(r"([a-z]+)_[0-9a-z]{26}")
_COOKIE = re.compile(r"usher-refresh=([^;]+);")
_SECRET = f"usk_{ELLIPSIS}"
_FILE = re.compile(r"https?://[^/]+/(?:files/(?:uploads/)?|exports/)([\w.-]+)")
_JOIN = re.compile(r"https?://[^/]+/join/([\w-]+)")
_JOINING = re.compile(r"\b(?:partnerLinkPreview|connectToPartner)\b")
"""The operations whose `token` is a partner link's."""


@dataclass
class Person:
    """Somebody who asks, with what they were given."""

    access_token: str | None = None
    refresh_token: str | None = None
    cookie: str | None = None
    link_token: str | None = None
    cursor: str | None = None
    ticket: str | None = None


@dataclass
class Play:
    """One page on one server."""

    base: str
    runtime: Runtime
    people: dict[str, Person] = field(default_factory=dict)
    person: Person = field(default_factory=Person)
    ids: dict[str, list[str]] = field(default_factory=dict)
    join_token: str | None = None
    """Of the newest partner link; whoever generates one hands it out."""
    api_key: str | None = None
    """The newest one; whoever makes one gives it to a program."""

    async def play(self, blocks: list[Block]) -> int:
        """All blocks in order; how many operations, requests and mails that were."""
        played, rest = 0, list(blocks)
        async with httpx.AsyncClient(base_url=self.base, timeout=30) as http:
            while rest:
                block = rest.pop(0)
                if block.language == "graphql":
                    await self._operation(http, block, _answers_to(rest, "json"))
                elif block.language == "http":
                    await self._request(http, block, _answers_to(rest, "http"))
                elif block.language == "text" and block.text.startswith("To: "):
                    await self._mail(block)
                else:
                    assert block.language in NOT_PLAYED, f"{block.place}: what is this {block.language} for?"
                    continue
                played += 1
        return played

    async def _operation(self, http: httpx.AsyncClient, block: Block, following: list[Block]) -> None:
        await self._say_who(block.text)
        answers = [one for one in following if json.loads(one.text).keys() & {"data", "errors"}]
        variables = [json.loads(self._filled(one)) for one in following if one not in answers]
        body = {"query": self._filled(block), "variables": variables[0] if variables else {}}
        token = self.person.access_token
        response = await http.post(
            "/graphql", json=body, headers={"accept": ANSWER} | ({"authorization": f"Bearer {token}"} if token else {})
        )
        real = response.json()
        self._learn(real)
        assert answers or "errors" not in real, f"{block.place}: {real}"
        for one in answers:
            _compare(one, json.loads(one.text), real, "the answer")

    async def _request(self, http: httpx.AsyncClient, block: Block, following: list[Block]) -> None:
        (method, path, *_), headers, body = _parsed(self._filled(block))
        given = {"Authorization": self.person.access_token, "Cookie": self.person.cookie}
        headers = {name: value.replace(_SECRET, self.api_key or _SECRET) for name, value in headers.items()}
        headers = {name: value.replace(ELLIPSIS, given.get(name) or ELLIPSIS) for name, value in headers.items()}
        http.cookies.clear()
        path = path.replace(ELLIPSIS, self.person.ticket or ELLIPSIS)
        if any(_parsed(one.text)[0][1] == "409" for one in following):
            await self._keep_running()
        response = await http.request(method, path, headers=headers, content=body.encode() or None)
        if found := _COOKIE.search(response.headers.get("set-cookie", "")):
            self.person.cookie = found[1]
        text = response.text.replace("\r\n", "\n").strip()
        real = response.json() if "json" in response.headers.get("content-type", "") else text
        self._learn(real)
        for one in following:
            (_, *status), shown_headers, shown = _parsed(one.text)
            _compare(one, " ".join(status), f"{response.status_code} {_phrase(response.status_code)}", "the status")
            for name, value in shown_headers.items():
                _compare(one, value, response.headers.get(name, ""), f"the header {name}")
            if shown:
                _compare(one, shown if isinstance(real, str) else json.loads(shown), real, "the answer")

    async def _keep_running(self) -> None:
        values = {"lease": new_id(), "until": self.runtime.clock.now() + idempotency.LEASE}
        sql = "update idempotent_request set lease = :lease, leased_until = :until where id = (select max(id) from idempotent_request)"
        with self.runtime.bound():
            assert await db.execute(sql, values) == 1

    async def _mail(self, block: Block) -> None:
        head, _, text = block.text.partition("\n\n")
        shown = Parser().parsestr(head)
        with self.runtime.bound():
            await digests.send_due()
            await reminding.remind_due(limit=MOST_REMINDERS)
            await send_due(self.runtime, stop=asyncio.Event())
            sent = await mails(shown["To"])
        assert sent, f"{block.place}: there is no mail to {shown['To']}"
        _compare(block, [shown["Subject"], text], [sent[-1].subject, sent[-1].text], "the mail")

    async def _say_who(self, text: str) -> None:
        said = _WHO.match(text)
        if said:
            self.person = self.people.setdefault(said["name"], Person())
            if said["many"]:
                self.runtime.clock.advance(timedelta(**{f"{said['unit']}s": int(said["many"])}))
        with self.runtime.bound():
            linked = [mail for mail in await mails() if LINK.search(mail.text)]
        if linked:
            same = [mail for mail in linked if mail.recipient == linked[-1].recipient]
            numbers = {"first": 0, "second": 1}
            self.person.link_token = same[numbers[said["mail"]] if said and said["mail"] else -1].token

    def _filled(self, block: Block) -> str:
        person = self.person
        token = self.join_token if _JOINING.search(block.text) else person.link_token
        wanted = Counter(match["shown"] for match in _ASKED.finditer(block.text))

        def fill(match: re.Match[str]) -> str:
            shown = match["shown"]
            ids, place = self.ids.get(shown.removesuffix(f"_{ELLIPSIS}"), []), wanted[shown]
            wanted[shown] -= 1
            given = {
                "token": token, "partnerLinkToken": self.join_token, "refreshToken": person.refresh_token, "after": person.cursor,
            }  # fmt: skip
            known = given.get(match["name"]) if shown == ELLIPSIS else ids[-place] if len(ids) >= place else None
            assert known, f"{block.place}: nothing is known for {match[0]}"
            return match[0].replace(shown, known)

        return _ASKED.sub(fill, block.text)

    def _learn(self, real: Any) -> None:
        """Remember what was answered."""
        for key, value in _values(real):
            if key == "accessToken":
                self.person.access_token = value
            elif key == "refreshToken":
                self.person.refresh_token = value
            elif key == "secret":
                self.api_key = value or self.api_key
            elif key == "endCursor":
                self.person.cursor = value
            elif key == "url" and isinstance(value, str) and (found := _FILE.fullmatch(value)):
                self.person.ticket = found[1]
            elif key == "url" and isinstance(value, str) and (found := _JOIN.fullmatch(value)):
                self.join_token = found[1]
            elif isinstance(value, str) and (found := _ID.fullmatch(value)):
                known = self.ids.setdefault(found[1], [])
                self.ids[found[1]] = [*(one for one in known if one != value), value]


def _answers_to(rest: list[Block], language: str) -> list[Block]:
    """Take the blocks that belong to the one before: JSON up to the next block, one answer of HTTP."""
    found: list[Block] = []
    while rest and rest[0].language == language and (language == "json" or (not found and rest[0].text.startswith("HTTP/"))):
        found.append(rest.pop(0))
    return found


def _values(found: Any, key: str = "") -> list[tuple[str, Any]]:
    if isinstance(found, dict):
        return [one for name, value in found.items() for one in _values(value, name)]
    if isinstance(found, list):
        return [one for value in found for one in _values(value, key)]
    return [(key, found)]


def _parsed(text: str) -> tuple[list[str], dict[str, str], str]:
    """The first line's words, the headers and the body of a request or an answer."""
    head, _, body = text.strip().partition("\n\n")
    first, *rest = head.split("\n")
    return first.split(), dict(line.split(": ", 1) for line in rest), body


def _phrase(status: int) -> str:
    """As RFC 9110 has it; older Pythons have another one."""
    return "Unprocessable Content" if status == HTTPStatus.UNPROCESSABLE_ENTITY else HTTPStatus(status).phrase


def _compare(block: Block, shown: Any, real: Any, what: str) -> None:
    found = difference(shown, real, what)
    assert found is None, f"{block.place}: {found}\n\n{json.dumps(real, indent=2, ensure_ascii=False)}"
