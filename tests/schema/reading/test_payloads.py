"""What a mutation answers about an object is, byte by byte, what a query answers about it afterwards, for the same caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
import pytest

from app.auth import bearer
from app.auth.actor import Actor
from app.core.runtime import Runtime
from schema.core.context import Context
from schema.reading.running import Run
from tests.schema.calling import SERVED, selection
from tests.schema.cast import Cast, build_cast, token
from tests.schema.reading.executing import EXECUTION, prepared
from tests.world import ORIGIN, PASSWORD, snapshot

pytestmark = pytest.mark.settings(rate_limits="off")

PLACED = """
fragment U on User { id mail: email displayName ... on Node { __typename } lastSignedInAt }
fragment Few on Poc { id few: participants(last: 1) { edges { cursor node { ...G } } pageInfo { hasPreviousPage startCursor } } }
fragment G on Participant { id displayName user { ...U } poc { id version } }
fragment P on Poc {
  called: name name ...Few
  customer { id pocs(first: 2, orderBy: {field: NAME}) { totalCount edges { cursor node { id owner { ...U } } } pageInfo { endCursor } } }
  invitations(filter: {status: [PENDING]}) { totalCount edges { cursor node { ...I } } }
  all: invitations { totalCount }
  collaborators { role user { ...U } }
}
fragment I on Invitation {
  id status shown: email by: invitedBy { ...U } viewerCan { resend cancel }
  subject { __typename ... on Poc { it: name ...Few } ... on Tenant { it: name plan } }
}
fragment C on Customer { id called: name stage pocs(first: 1) { totalCount edges { cursor } } viewerCan { edit createPoc } }
fragment T on Tenant { id name plan }
fragment V on Viewer {
  user { ...U } tenant { ...T } roles permissions memberships { id roles tenant { ...T } } sessions { id current }
  participations(first: 3) { totalCount edges { cursor node { participant { ...G } poc { ...Few } } } }
}
"""


def everything(name: str) -> str:
    """All fields of a type, two objects deep."""
    return selection(SERVED.type_map[name], 2)


SELECTIONS = {
    "Poc": "{ ...P }", "Invitation": "{ ...I }", "Customer": "{ ...C }", "Participant": "{ ...G }", "User": "{ ...U }",
    "Tenant": "{ ...T }", "Viewer": "{ ...V }",
}  # fmt: skip


def document(text: str) -> str:
    """A document with the fragments that it uses, and what they use."""
    fragments = {part.split()[0]: f"fragment {part}" for part in PLACED.split("fragment ")[1:]}
    used: list[str] = []
    waiting = [text]
    while waiting:
        one = waiting.pop()
        for name, fragment in fragments.items():
            if f"...{name} " in one and name not in used:
                used.append(name)
                waiting.append(fragment)
    return text + "".join(fragments[name] for name in used)


async def answered(context: Context, text: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    outcome = await EXECUTION.run(prepared(document(text)), variables, context, hide_suggestions=False)
    assert not outcome.errors, outcome.errors
    return outcome.data


async def mutated(context: Context, mutation: str, payload: str, input_: Mapping[str, Any]) -> Any:
    """A mutation's payload."""
    type_ = mutation[0].upper() + mutation[1:] + "Input"
    text = f"mutation($input: {type_}!) {{ {mutation}(input: $input) {{ {payload} userErrors {{ code path }} }} }}"
    return (await answered(context, text, input=input_))[mutation]


async def read(context: Context, type_: str, id_: str | None, selected: str) -> bytes:
    """What a query answers about an object."""
    if type_ == "Viewer":
        return orjson.dumps((await answered(context, f"{{ viewer {selected} }}"))["viewer"])
    text = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_} {selected} }} }}"
    return orjson.dumps((await answered(context, text, id=id_))["node"])


@dataclass(frozen=True)
class Case:
    """A mutation as somebody, and the objects in its payload; ids are written as `#label`, secrets as `@label`."""

    mutation: str
    caller: str
    input: Mapping[str, Any]
    shown: Mapping[str, str]
    """Fields of the payload, and their types."""
    errors: list[str] = field(default_factory=list)


INVITED = {"invitation": "Invitation", "poc": "Poc"}
REGISTRATION = {"firstName": "Ivy", "lastName": "New", "password": "a new staple for the old horse"}
CASES = {
    "invite": Case("inviteCustomer", "sam", {"pocId": "#active", "email": "new@acme.example", "canSign": True}, INVITED),
    "invite to a draft": Case("inviteCustomer", "ada", {"pocId": "#draft", "email": "new@acme.example"}, INVITED),
    "invite again": Case("inviteCustomer", "lea", {"pocId": "#active", "email": "IVY@acme.example"}, {"invitation": "Invitation"},
                         ["ALREADY_EXISTS"]),
    "invite a colleague": Case("inviteUser", "ada", {"email": "ned@northwind.example", "roles": ["MEMBER"]}, {"invitation": "Invitation"}),
    "create": Case("createPoc", "sam", {"name": "Ünïcode", "customerId": "#acme", "dealValue": {"amount": "12.50", "currency": "EUR"}},
                   {"poc": "Poc"}),
    "update": Case("updatePoc", "lea", {"pocId": "#active", "summary": "Another", "endsOn": "2026-12-31"}, {"poc": "Poc"}),
    "begin": Case("changePocStatus", "sam", {"pocId": "#draft", "status": "ACTIVE"}, {"poc": "Poc"}),
    "add a colleague": Case("addCollaborator", "sam", {"pocId": "#active", "userId": "#kim"}, {"poc": "Poc"}),
    "resend": Case("resendInvitation", "sam", {"invitationId": "#expired"}, INVITED),
    "cancel": Case("cancelInvitation", "ada", {"invitationId": "#for dora"}, INVITED),
    "cancel again": Case("cancelInvitation", "ada", {"invitationId": "#accepted"}, {}, ["NOT_PENDING"]),
    "add a prospect": Case("addProspect", "kim", {"name": "Initech", "domain": "initech.example"}, {"customer": "Customer"}),
    "update a participant": Case("updateParticipant", "sam", {"participantId": "#carl on active", "canSign": True},
                                 {"participant": "Participant", "poc": "Poc"}),
    "remove a participant": Case("removeParticipant", "sam", {"participantId": "#carl on active"},
                                 {"participant": "Participant", "poc": "Poc"}),
    "update oneself": Case("updateProfile", "cara", {"title": "Head of matters", "timeZone": "Asia/Tokyo"}, {"user": "User"}),
    "accept": Case("acceptInvitation", "cara", {"token": "@kims for cara"},
                   {"invitation": "Invitation", "subject": "Poc", "viewer": "Viewer"}),
    "accept anew": Case("acceptInvitation", "nobody", {"token": "@pending", "registration": REGISTRATION},
                        {"invitation": "Invitation", "subject": "Poc", "viewer": "Viewer"}),
    "accept a membership": Case("acceptInvitation", "nobody", {"token": "@colleague", "registration": REGISTRATION},
                                {"invitation": "Invitation", "subject": "Tenant", "viewer": "Viewer"}),
    "accept as somebody else": Case("acceptInvitation", "cara", {"token": "@for pat"}, {}, ["WRONG_ACCOUNT"]),
    "sign in": Case("signIn", "nobody", {"email": "pia@contoso.example", "password": PASSWORD}, {"viewer": "Viewer"}),
    "switch": Case("switchTenant", "sam", {"tenantId": "#northwind"}, {"viewer": "Viewer"}),
    "update what is not there": Case("updatePoc", "olga", {"pocId": "#active", "summary": "Another"}, {}, ["NOT_FOUND"]),
}  # fmt: skip


def filled(cast: Cast, value: Any) -> Any:
    """With ids and secrets for labels."""
    if isinstance(value, dict):
        return {name: filled(cast, inner) for name, inner in value.items()}
    if isinstance(value, str) and value[:1] in ("#", "@"):
        return cast.id(value[1:]) if value[0] == "#" else token(value[1:])
    return value


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


def own(payload: str, type_: str, selected: str) -> str:
    """A field of a payload with a selection, and the id by which the object is read again."""
    key = "" if type_ == "Viewer" else f" {payload}_id: {payload} {{ ... on {type_} {{ id }} }}"
    inner = f"{{ ... on {type_} {selected} }}" if payload == "subject" else selected
    return f"{payload} {inner}{key}"


@pytest.mark.parametrize("wide", [False, True], ids=["placed", "everything"])
async def test_given_mutations_when_answered_then_as_a_query_answers_afterwards(cast: Cast, *, wide: bool) -> None:
    for name, case in CASES.items():
        context = Context(cast.actor(case.caller))
        selected = {payload: everything(type_) if wide else SELECTIONS[type_] for payload, type_ in case.shown.items()}
        asked = " ".join(own(payload, type_, selected[payload]) for payload, type_ in case.shown.items())
        before = await snapshot() if case.errors else None
        payload = await mutated(context, case.mutation, asked, filled(cast, case.input))
        assert [error["code"] for error in payload["userErrors"]] == case.errors, name
        assert before is None or before == await snapshot(), name
        for shown, type_ in case.shown.items():
            assert payload[shown] is not None, (name, shown)
            id_ = None if type_ == "Viewer" else payload[f"{shown}_id"]["id"]
            assert orjson.dumps(payload[shown]) == await read(context, type_, id_, selected[shown]), (name, shown)


async def test_given_a_refused_mutation_when_answered_then_nothing_but_what_is_in_the_way(cast: Cast) -> None:
    asked = "invitation { ...I } subject { __typename } credentials { accessToken } viewer { roles }"
    payload = await mutated(Context(cast.actor("cara")), "acceptInvitation", asked, {"token": token("for pat")})
    nothing = dict.fromkeys(("invitation", "subject", "credentials", "viewer"))
    assert payload == nothing | {"userErrors": [{"code": "WRONG_ACCOUNT", "path": ["token"]}]}


# Many at once


def people(number: int) -> list[dict[str, Any]]:
    """People to invite; of five one is invited already, one has a wrong address, and one comes twice."""
    found = [{"email": f"p{n}@acme.example", "firstName": f"P{n}"} for n in range(number)]
    for n in range(4, number, 5):
        found[n - 3 : n] = [{"email": "ivy@acme.example"}, {"email": "wrong"}, {"email": f"p{n}@acme.example"}]
    return found


RESULTS = "results { invitation { ...I } poc { ...Few } userErrors { code path } } invitedCount poc { ...P }"


async def test_given_many_invitations_when_answered_then_each_result_is_as_a_query_answers(cast: Cast) -> None:
    sam = Context(cast.actor("sam"))
    payload = await mutated(sam, "inviteCustomers", RESULTS, {"pocId": cast.id("active"), "customers": people(10)})
    assert [len(result["userErrors"]) for result in payload["results"]] == [0, 1, 1, 0, 1, 0, 1, 1, 0, 1]
    assert payload["invitedCount"] == 4
    for n, result in enumerate(payload["results"]):
        assert result["poc"] is not None
        assert orjson.dumps(result["poc"]) == await read(sam, "Poc", cast.id("active"), "{ ...Few }")
        assert (result["invitation"] is None) == (n in (2, 7)), "only what is wrong has none"
        if result["invitation"]:
            assert orjson.dumps(result["invitation"]) == await read(sam, "Invitation", result["invitation"]["id"], "{ ...I }")
    assert orjson.dumps(payload["poc"]) == await read(sam, "Poc", cast.id("active"), "{ ...P }")


async def test_given_many_invitations_when_answered_then_with_as_many_statements_as_for_few(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_with: list[str] = []
    fetch = Run.fetch

    async def counting(self: Run, sql: str, values: Mapping[str, object]) -> Any:
        read_with.append(sql)
        return await fetch(self, sql, values)

    monkeypatch.setattr(Run, "fetch", counting)
    found = {}
    for poc, number in (("active", 5), ("kims", 60)):
        read_with.clear()
        payload = await mutated(
            Context(cast.actor("ada")), "inviteCustomers", RESULTS, {"pocId": cast.id(poc), "customers": people(number)}
        )
        assert len(payload["results"]) == number
        found[number] = sorted(read_with)
    assert found[5] == found[60]
    assert 0 < len(found[5]) < 20


# Several in one document


async def test_given_several_mutations_in_one_document_when_answered_then_the_last_word_about_each_object_is_as_a_query_answers(
    cast: Cast,
) -> None:
    sam = Context(cast.actor("sam"))
    text = """mutation($poc: ID!, $customer: ID!) {
      a: updatePoc(input: {pocId: $poc, summary: "First"}) { poc { version ...P } }
      b: inviteCustomer(input: {pocId: $poc, email: "first@acme.example"}) { invitation { ...I } poc { version ...P } }
      c: updatePoc(input: {pocId: $poc, summary: "Second"}) { poc { version ...P } userErrors { code } }
      d: inviteCustomer(input: {pocId: $poc, email: "first@acme.example"}) { invitation { ...I } poc { version ...P } userErrors { code } }
      e: updateCustomer(input: {customerId: $customer, reference: "4711"}) { customer { ...C } }
    }"""
    data = await answered(sam, text, poc=cast.id("active"), customer=cast.id("acme"))
    totals = [data[alias]["poc"] and data[alias]["poc"]["all"]["totalCount"] for alias in "abcd"]
    assert totals == [totals[0], totals[0] + 1, totals[0] + 1, None], "each shows what was then"
    assert data["d"]["userErrors"] == [{"code": "ALREADY_EXISTS"}]
    assert data["b"]["invitation"]["id"] == data["d"]["invitation"]["id"]
    assert orjson.dumps(data["c"]["poc"]) == await read(sam, "Poc", cast.id("active"), "{ version ...P }")
    assert orjson.dumps(data["d"]["invitation"]) == await read(sam, "Invitation", data["d"]["invitation"]["id"], "{ ...I }")
    assert orjson.dumps(data["e"]["customer"]) == await read(sam, "Customer", cast.id("acme"), "{ ...C }")


async def test_given_two_people_who_sign_in_by_one_document_when_answered_then_each_as_their_own_query_answers(cast: Cast) -> None:
    sign_in = (
        'signIn(input: {{email: "{}", password: $password}}) {{ credentials {{ accessToken }} viewer {{ ...V }} userErrors {{ code }} }}'
    )
    emails = {"a": "cara@acme.example", "b": "pia@contoso.example", "c": "sam@northwind.example"}
    fields = " ".join(f"{alias}: {sign_in.format(email)}" for alias, email in emails.items())
    context = Context(Actor(origin=ORIGIN))
    data = await answered(context, f"mutation($password: String!) {{ {fields} }}", password=PASSWORD)
    for alias, email in emails.items():
        actor = await bearer.actor_of(data[alias]["credentials"]["accessToken"], ORIGIN)
        assert data[alias]["viewer"]["user"]["mail"] == email
        assert orjson.dumps(data[alias]["viewer"]) == await read(Context(actor), "Viewer", None, "{ ...V }")
    assert context.actor == actor, "the last one is who asks now"
