"""Plans hold nothing of one person and nothing of one request: neither their SQL nor their generated source."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson
import pytest

from app.auth.actor import Actor, Rights
from app.core import db
from app.core.runtime import Runtime
from schema.reading import expressions, sources
from schema.reading.execution import Execution
from schema.reading.sources import TABLES
from schema.schema import schema
from tests.schema.cast import CALLERS, Cast, build_cast, token
from tests.schema.reading.executing import prepared
from tests.schema.reading.test_plans import answer, compiled

pytestmark = pytest.mark.settings(rate_limits="off")

UUID_TEXT = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}")


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


@contextmanager
def fetched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are read with inside."""
    statements: list[str] = []
    fetch = db.fetch

    async def spy(sql: str, values: Any = None) -> Any:
        statements.append(sql)
        return await fetch(sql, values)

    with monkeypatch.context() as patched:
        patched.setattr(db, "fetch", spy)
        yield statements


# Nothing of one person


def inside(value: Any) -> list[Any]:
    """What stands in a part of a declaration."""
    if isinstance(value, Mapping):
        return list(value.values())
    if isinstance(value, list | tuple):
        return list(value)
    if hasattr(value, "__strawberry_definition__"):  # a filter
        return [field.metadata for field in value.__strawberry_definition__.fields]
    if dataclasses.is_dataclass(value) and type(value).__module__ in (sources.__name__, expressions.__name__):
        return [getattr(value, field.name) for field in dataclasses.fields(value) if field.name not in ("owner", "field", "model")]
    return []


def declared_policies() -> dict[str, Callable[..., Any]]:
    """Every policy that stands anywhere in a declaration: of types, fields, orders and filters, and in expressions."""
    found: dict[str, Callable[..., Any]] = {}
    types: list[Any] = [*TABLES, schema.query]
    waiting: list[Any] = list(TABLES.values())
    waiting += [field.metadata for type_ in types for field in type_.__strawberry_definition__.fields]
    while waiting:
        value = waiting.pop()
        if callable(value) and getattr(value, "__annotations__", {}).get("return") == "Scope":
            found[f"{value.__module__}.{value.__qualname__}"] = value
        waiting += inside(value)
    return found


class Bare:
    """Who has rights and nothing else: no id, no tenant, no session."""

    __slots__ = ("_rights",)

    def __init__(self, rights: Rights) -> None:
        self._rights = rights

    @property
    def signed_in(self) -> bool:
        return self._rights.signed_in

    @property
    def oneself(self) -> bool:
        return self._rights.oneself

    @property
    def at_home(self) -> bool:
        return self._rights.at_home

    def has(self, *any_of: Any) -> bool:
        return self._rights.has(*any_of)


async def test_given_people_with_the_same_rights_when_a_policy_is_asked_then_it_says_the_same_and_names_nobody(cast: Cast) -> None:
    found = declared_policies()
    assert {name.rpartition(".")[2] for name in found} >= {
        "pocs", "customers", "members", "participant_email", "edit_poc", "pocs_as_staff", "own_participations", "users", "partnerships",
        "customers_to_read", "installations", "shares_as_partner", "members_to_change", "events_of_customers", "places", "lines",
        "contacts", "contacts_as_staff", "entries", "invite_to_portal", "portals", "api_keys", "email_templates",
    }  # fmt: skip
    by_rights: dict[Rights, list[Actor]] = {}
    for caller in CALLERS:
        by_rights.setdefault(cast.actor(caller).rights, []).append(cast.actor(caller))
    assert max(len({actor.user_id for actor in actors}) for actors in by_rights.values()) > 2
    for name, policy in found.items():
        for rights, actors in by_rights.items():
            scopes = {policy(who) for who in (*actors, rights, Bare(rights))}
            assert len(scopes) == 1, (name, rights)
            assert not UUID_TEXT.search(scopes.pop().sql), name
    assert {field.name for field in dataclasses.fields(Rights)} == {"signed_in", "permissions", "oneself", "at_home"}


# Nothing of one request

VALUES = """query($poc: ID!, $ids: [ID!]!, $n: Int!, $after: String!, $inner: String!, $q: String!, $since: DateTime!, $day: Date!, $token: String!) {
  pocs(first: $n, after: $after, filter: {search: $q, customerId: $poc, updatedSince: $since, endsBefore: $day, status: [LOST]}) {
    totalCount edges { cursor node { id participants(first: $n, filter: {search: $q}) { totalCount nodes { id } } } } }
  customers(filter: {search: $q}, last: $n) { totalCount nodes { id } }
  poc(id: $poc) { id participants(last: $n, before: $inner) { nodes { id } } invitations(filter: {search: $q}) { totalCount } }
  node(id: $poc) { id }
  nodes(ids: $ids) { id }
  invitationPreview(token: $token) { nextStep branding { name } }
  partnerLinkPreview(token: $token) { status branding { name } }
  integrations(first: $n, filter: {search: $q, kind: [$q]}) { totalCount nodes { id shares(first: $n, filter: {kind: [$q]}) { totalCount } } }
  auditLog(first: $n, filter: {since: $since, targetId: $poc, targetKind: [$q, "poc"]}) { nodes { id } }
  all: customers { nodes { auditLog(last: $n, filter: {until: $since, actorId: $poc}) { nodes { id } } } }
  contacts(last: $n, filter: {search: $q, customerId: $poc}) { totalCount nodes { id invitation { id } canSendInvite } }
  directory(first: $n, filter: {search: $q, customerId: $poc}) { totalCount nodes { id contact { id } canSendInvite } }
  partnerStatement(month: $day) { lines(first: $n) { totalCount nodes { activeDays } } }
}"""  # noqa: E501  # one line of variables


async def _cursors(cast: Cast, poc: str) -> tuple[str, str]:
    text = "query($id: ID!) { pocs { edges { cursor } } poc(id: $id) { participants { edges { cursor } } } }"
    data, _ = await answer(Execution(schema), prepared(text), cast.actor("sam"), id=poc)
    found = orjson.loads(data)
    return found["pocs"]["edges"][0]["cursor"], found["poc"]["participants"]["edges"][-1]["cursor"]


def literal(value: Any) -> str:
    """A value as it stands in a document."""
    return orjson.dumps(value).decode()


@pytest.mark.parametrize("inline", [False, True], ids=["variables", "literals"])
async def test_given_values_in_a_request_when_answered_then_none_stands_in_sql_or_in_generated_source(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, *, inline: bool
) -> None:
    poc, mia = cast.id("active"), cast.actor("mia")
    after, inner = await _cursors(cast, poc)
    texts: list[list[str]] = []
    for odd, day in (("qzxj'\"{a}:user--", "2031-07-19"), ("jxqz\\%_{of}:now;", "2043-11-23")):
        given = {
            "poc": poc, "ids": [poc, cast.id("sam"), cast.id("unknown")], "n": 87, "after": after, "inner": inner, "q": odd,
            "since": f"{day}T11:22:33Z", "day": day, "token": token("pending"),
        }  # fmt: skip
        text = VALUES
        if inline:
            body = VALUES[VALUES.index("{\n") :]
            text = re.sub(r"\$(\w+)", lambda name, of=given: literal(of[name[1]]), body)  # type: ignore[misc]
        with fetched(monkeypatch) as statements, compiled(monkeypatch) as sources:
            _, errors = await answer(Execution(schema), prepared(text), mia, **({} if inline else given))
        assert errors == []
        assert len(statements) > 8
        assert len(sources) > 8
        made = "\n".join([*statements, *sources])
        actor = [str(id_) for id_ in (mia.user_id, mia.tenant_id, mia.session_id)]
        labels = ("active", "sam", "unknown", "umbrella", "partnership of umbrella")
        objects = [text for label in labels for text in (str(cast.rows[label][1]), cast.id(label))]
        for marker in ("qzx", "jxqz", day, "11:22", "LOST", after, inner, token("pending"), *actor, *objects):
            assert marker.lower() not in made.lower(), marker
        assert "87" not in made, "of page sizes there are a few, and this is none of them"
        assert not UUID_TEXT.search(made)
        texts.append(sorted([*statements, *sources]))
    assert texts[0] == texts[1], "the same form, the same text"


async def test_given_all_sizes_of_a_page_when_read_then_by_a_few_statements_and_never_a_row_too_many(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = """query($n: Int!, $back: Int!) {
      pocs(first: $n) { nodes { id } pageInfo { hasNextPage } } back: pocs(last: $back) { nodes { id } pageInfo { hasPreviousPage } } }"""
    execution, sam, seen = Execution(schema), cast.actor("sam"), set[str]()
    everything = orjson.loads((await answer(execution, prepared(text), sam, n=100, back=100))[0])["pocs"]["nodes"]
    assert len(everything) > 6
    for size in range(1, 101):
        with fetched(monkeypatch) as statements:
            data, _ = await answer(execution, prepared(text), sam, n=size, back=size)
        seen.update(statements)
        more = size < len(everything)
        assert orjson.loads(data) == {
            "pocs": {"nodes": everything[:size], "pageInfo": {"hasNextPage": more}},
            "back": {"nodes": everything[-size:], "pageInfo": {"hasPreviousPage": more}},
        }
    assert len(seen) < 30, "each is planned and kept by each connection"
