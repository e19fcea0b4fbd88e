"""Who is remembered is believed for no request: what ends or changes rights holds with the very next one, whatever it reads first."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import httpx
import pytest

from app.auth.tokens import Claims, issue
from app.core.runtime import Runtime, now, open_runtime
from app.core.settings import Settings
from app.models import Membership, MembershipStatus, Role, Session
from tests.conftest import START
from tests.schema.cast import Cast, build_cast, token
from tests.serving import Client, serving
from tests.signing_in import join
from tests.statements import counted
from tests.world import PASSWORD

pytestmark = pytest.mark.settings(rate_limits="off")

PREVIEW = f'invitationPreview(token: "{token("pending")}") {{ nextStep problem }}'
Asked = tuple[str, str]
FORGIVING = ("the schema's name", "introspection", "a public field")
"""For these a bearer that is not valid counts as none."""


def questions(cast: Cast) -> dict[str, str]:
    """What is asked, by what it reads first."""
    active, unknown, acme = cast.id("active"), cast.id("unknown"), cast.id("acme")
    return {
        "viewer": "{ viewer { user { email } tenant { name } roles permissions } }",
        "facts only": "{ viewer { permissions } }",
        "rows": "{ pocs { nodes { id name internalNotes viewerCan { edit } } } }",
        "rows behind a lock": "{ customers { nodes { id name } } }",
        "no rows": '{ pocs(filter: {search: "nobody"}) { nodes { id } } }',
        "a total": "{ pocs { totalCount } }",
        "a total of nothing": '{ pocs(filter: {search: "nobody"}) { totalCount } }',
        "two lists": "{ pocs { totalCount } customers { totalCount } }",
        "an object": f'{{ poc(id: "{active}") {{ id name version }} }}',
        "no object": f'{{ poc(id: "{unknown}") {{ id }} }}',
        "objects": f'{{ nodes(ids: ["{acme}", "{active}", "{unknown}"]) {{ id }} }}',
        "the schema's name": "{ __typename }",
        "introspection": '{ __type(name: "Poc") { name } }',
        "introspection and a viewer": '{ __type(name: "Poc") { name } viewer { permissions } }',
        "an argument that is refused": "{ pocs(first: 0) { nodes { id } } }",
        "a public field": f"{{ {PREVIEW} }}",
        "a public field and a viewer": f"{{ {PREVIEW} viewer {{ roles }} }}",
        "a mutation": f'mutation {{ updateCustomer(input: {{customerId: "{acme}", reference: "4711"}}) {{ customer {{ reference }} }} }}',
    }


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


class Asking:
    """People who ask each question in a session of its own, so that each time it is the first one after the change."""

    def __init__(self, cast: Cast, client: Client) -> None:
        self.cast = cast
        self.client = client
        self.questions = questions(cast)
        self.tokens: dict[Asked, str] = {}

    async def begin(self, *people: str) -> None:
        """Open the sessions. They end in five minutes."""
        for name in people:
            user = self.cast.world.people[name]
            tenant = self.cast.world.northwind
            for question in self.questions:
                at = now()
                session = await Session.create(
                    user=user, tenant=tenant, created_at=at, last_used_at=at, expires_at=at + timedelta(minutes=5)
                )
                claims = Claims(UUID(str(user.id)), UUID(str(session.id)), UUID(str(tenant.id)))
                self.tokens[name, question] = issue(claims)[0]

    async def ask(self, name: str | None, question: str, *, at: Client | None = None) -> httpx.Response:
        """Ask as somebody, or as nobody."""
        client = at or self.client
        client.token = self.tokens[name, question] if name else None
        return await client.post(self.questions[question])

    async def ask_all(self, *, at: Client | None = None) -> dict[Asked, httpx.Response]:
        """Everybody asks everything at once."""
        return dict(zip(self.tokens, await asyncio.gather(*(self.ask(*asked, at=at) for asked in self.tokens)), strict=True))


@asynccontextmanager
async def clients(*bases: str) -> AsyncIterator[list[Client]]:
    """One client of each server."""
    made = [Client(base) for base in bases]
    try:
        yield made
    finally:
        for client in made:
            await client.http.aclose()


def code(response: httpx.Response) -> str | None:
    """The code of the first error."""
    errors = response.json().get("errors")
    return str(errors[0]["extensions"]["code"]) if errors else None


REFUSED = {"an argument that is refused": "BAD_USER_INPUT"}
REFUSED_TO_MEMBERS = REFUSED | dict.fromkeys(("rows behind a lock", "two lists", "a mutation"), "FORBIDDEN")


async def see(asking: Asking) -> None:
    """Who may see does, who may not does not; from then on the server remembers all of them."""
    answers = await asking.ask_all()
    for (name, question), answer in answers.items():
        refused = (REFUSED if name == "sam" else REFUSED_TO_MEMBERS).get(question)
        assert (answer.status_code, code(answer)) == (200, refused), (name, question)
        value = next(iter(answer.json()["data"].values()))
        assert (value is None) == (question in ("no object", *REFUSED)) or name == "max", question
    assert len(answers["sam", "rows"].json()["data"]["pocs"]["nodes"]) == 7
    assert answers["max", "rows"].json()["data"]["pocs"]["nodes"] == []


# What ends a session


async def _revoked(cast: Cast, runtime: Runtime) -> None:
    await Session.all().update(revoked_at=now())


async def _expired(cast: Cast, runtime: Runtime) -> None:
    runtime.clock.stand(START + timedelta(minutes=5))


async def _elsewhere(cast: Cast, runtime: Runtime) -> None:
    for name in ("sam", "max"):
        await join(cast.world.people[name], cast.world.contoso, Role.SALES_ENGINEER, Role.MEMBER)
    await Session.all().update(tenant_id=cast.world.contoso.id)


async def _deactivated(cast: Cast, runtime: Runtime) -> None:
    await Membership.all().update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())


async def test_given_callers_who_are_remembered_when_their_session_is_over_then_the_next_request_is_refused_whatever_it_asks(
    runtime: Runtime, cast: Cast
) -> None:
    async with serving(runtime) as base, serving(dataclasses.replace(runtime)) as fresh, clients(base, fresh) as (client, looking):
        asking = Asking(cast, client)
        for change in (_revoked, _elsewhere, _deactivated, _expired):
            await Membership.all().update(status=MembershipStatus.ACTIVE, deactivated_at=None)
            await asking.begin("sam", "max")
            await see(asking)
            await change(cast, runtime)
            answers, anew = await asking.ask_all(), await asking.ask_all(at=looking)
            for (name, question), answer in answers.items():
                at = (change.__name__, name, question)
                assert answer.content == anew[name, question].content, at
                if question in FORGIVING:
                    assert (answer.status_code, code(answer)) == (200, None), at
                    assert answer.content == (await asking.ask(None, question)).content, at
                    continue
                assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED"), at
                assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"', at
                assert "data" not in answer.json(), at


# What changes rights


async def test_given_callers_who_are_remembered_when_their_roles_change_then_the_next_request_has_the_new_rights(
    runtime: Runtime, cast: Cast
) -> None:
    async with serving(runtime) as base, serving(dataclasses.replace(runtime)) as fresh, clients(base, fresh) as (client, looking):
        asking = Asking(cast, client)
        await asking.begin("sam", "max")
        await see(asking)
        await Membership.filter(user=cast.world.sam).update(roles={Role.MEMBER})
        await Membership.filter(user=cast.world.max).update(roles={Role.TENANT_ADMIN})
        answers, anew = await asking.ask_all(), await asking.ask_all(at=looking)
        for (name, question), answer in answers.items():
            refused = REFUSED_TO_MEMBERS if name == "sam" else REFUSED
            assert (answer.status_code, code(answer)) == (200, refused.get(question)), (name, question)
            assert answer.content == anew[name, question].content, (name, question)
    data = {key: answer.json()["data"] for key, answer in answers.items()}
    assert data["sam", "facts only"] == {"viewer": {"permissions": ["INTEGRATIONS_READ"]}}
    assert data["sam", "viewer"]["viewer"]["roles"] == ["MEMBER"]
    assert data["sam", "rows"] == {"pocs": {"nodes": []}}
    assert data["sam", "an object"] == {"poc": None}
    assert data["sam", "objects"] == {"nodes": [None, None, None]}
    assert data["sam", "two lists"] == {"pocs": {"totalCount": 0}, "customers": None}
    assert data["max", "viewer"]["viewer"]["roles"] == ["TENANT_ADMIN"]
    assert len(data["max", "rows"]["pocs"]["nodes"]) == 8
    assert data["max", "a total"] == {"pocs": {"totalCount": 8}}
    assert data["max", "an object"]["poc"]["version"] == 1
    assert data["max", "two lists"] == {"pocs": {"totalCount": 8}, "customers": {"totalCount": 6}}
    assert data["max", "a mutation"] == {"updateCustomer": {"customer": {"reference": "4711"}}}


# Several servers


async def _signs_out(cast: Cast, there: Client, second: Client) -> None:
    await there.do("signOut")


async def _is_revoked(cast: Cast, there: Client, second: Client) -> None:
    sessions = (await there.ask("{ viewer { sessions { id current } } }"))["viewer"]["sessions"]
    await second.do("revokeSession", sessionId=next(one["id"] for one in sessions if one["current"]))


async def _changes_password(cast: Cast, there: Client, second: Client) -> None:
    await second.do("changePassword", currentPassword=PASSWORD, newPassword="a new staple for the old horse")
    await second.do("changePassword", currentPassword="a new staple for the old horse", newPassword=PASSWORD)


async def _switches(cast: Cast, there: Client, second: Client) -> None:
    await there.do("switchTenant", "credentials { accessToken }", tenantId=cast.id("contoso"))


ENDS = (_signs_out, _is_revoked, _changes_password, _switches)
"""What is done at the other server, where one is signed in a second time."""


async def test_given_two_servers_over_one_database_when_one_ends_or_moves_a_session_then_the_other_knows_with_the_next_request(
    runtime: Runtime, cast: Cast, settings: Settings
) -> None:
    await join(cast.world.sam, cast.world.contoso, Role.MEMBER)
    other = await open_runtime(settings)
    other.clock.stand(START)
    try:
        async with serving(runtime) as base, serving(other) as elsewhere, clients(base, elsewhere, elsewhere) as (here, there, second):
            for end in ENDS:
                for client in (here, second):
                    client.token = None
                    await client.do("signIn", "credentials { accessToken }", email="sam@northwind.example", password=PASSWORD)
                there.token = here.token
                for client in (here, there, second, here, there):
                    assert len((await client.ask("{ pocs { nodes { id } } }"))["pocs"]["nodes"]) == 7, "both remember"
                await end(cast, there, second)
                answer = await here.post("{ pocs { nodes { id } } }")
                assert (answer.status_code, code(answer)) == (401, "UNAUTHENTICATED"), end
            here.token = there.token
            assert (await here.ask("{ viewer { tenant { name } } }"))["viewer"]["tenant"] == {"name": "Contoso"}
    finally:
        await other.database.close()


# What it costs


async def test_given_a_caller_who_is_remembered_when_asking_then_no_statement_is_only_for_knowing_them(
    runtime: Runtime, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serving(runtime) as base, clients(base) as (client,):
        asking = Asking(cast, client)
        await asking.begin("sam")
        await asking.ask_all()
        remembered = {**asking.tokens}
        await asking.begin("sam")
        first = {**asking.tokens}
        assert not set(remembered.values()) & set(first.values())
        found: dict[str, list[int]] = {}
        for question in COSTS:
            for tokens in (remembered, first, first):
                asking.tokens = tokens
                with counted(monkeypatch) as statements:
                    await asking.ask("sam", question)
                found.setdefault(question, []).append(len(statements))
    assert found == COSTS


COSTS = {
    "viewer": [1, 2, 1], "rows": [1, 2, 1], "rows behind a lock": [1, 2, 1], "a total": [1, 2, 1], "two lists": [2, 3, 2],
    "an object": [1, 2, 1], "objects": [2, 3, 2],
    "no rows": [2, 2, 2], "a total of nothing": [1, 2, 1], "no object": [2, 2, 2],
    "facts only": [1, 1, 1], "an argument that is refused": [1, 1, 1], "introspection and a viewer": [1, 1, 1],
}  # fmt: skip
"""Statements of somebody who is remembered, of somebody's first request, and of the next.

At first there is a look at who it is, which proves it; later the rows prove it, and where there are none, a look does.
"""
