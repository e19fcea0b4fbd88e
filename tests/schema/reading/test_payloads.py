"""What a mutation answers about an object is, byte by byte, what a query answers about it afterwards, for the same caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
import pytest
from graphql import get_named_type

from app.auth import bearer
from app.auth.actor import Actor
from app.core.runtime import Runtime, now
from app.models import AccountLink, Invitation, LinkPurpose, Participant, Partnership, PartnershipChange, PartnershipKind, Task
from schema.core.context import Context
from schema.reading.running import Run
from tests.schema.calling import SERVED, selection
from tests.schema.cast import Cast, build_cast, token
from tests.schema.reading import contact_cases, partner_cases, payload_cases
from tests.schema.reading.executing import EXECUTION, prepared
from tests.schema.reading.payload_selections import PLACED, SELECTIONS
from tests.world import ORIGIN, PASSWORD, snapshot

pytestmark = pytest.mark.settings(rate_limits="off", open_registration=True)

CASES = contact_cases.CASES | payload_cases.CASES | partner_cases.CASES


def everything(name: str) -> str:
    """All fields of a type, two objects deep; of what has many fields one: a document has room for two such objects."""
    return selection(SERVED.type_map[name], 1 if name in MANY_FIELDS else 2)


MANY_FIELDS = {"Poc", "Customer", "Partnership", "ActingSession", "IntegrationShare", "Integration", "Membership", "Viewer", "Participant"}


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


NOT_READ_AGAIN = {("revokeSession", "session"), ("createOrganization", "partnership")}
"""The session that has ended is in no query any more; the partnership in none before the session works in the new organization."""


def test_given_the_schema_when_compared_then_each_object_in_each_payload_has_a_case() -> None:
    shown = {(case.mutation, shown) for case in CASES.values() for shown in case.shown}
    objects = {
        (mutation, name)
        for mutation, field in SERVED.mutation_type.fields.items()  # type: ignore[union-attr]  # there is one
        for name, inner in get_named_type(field.type).fields.items()
        if get_named_type(inner.type).name in {*SELECTIONS, "InvitationSubject", "Session"} and mutation != "inviteCustomers"
    }
    assert shown | NOT_READ_AGAIN == objects


def filled(cast: Cast, value: Any) -> Any:
    """With ids and secrets for labels."""
    if isinstance(value, list):
        return [filled(cast, inner) for inner in value]
    if isinstance(value, dict):
        return {name: filled(cast, inner) for name, inner in value.items()}
    if isinstance(value, str) and value[:1] in ("#", "@"):
        return cast.id(value[1:]) if value[0] == "#" else token(value[1:])
    return value


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    made = await build_cast(runtime)
    await Participant.filter(id=made.rows["pia on active"][1]).update(can_sign=True)
    await AccountLink.filter(purpose=LinkPurpose.REGISTRATION).update(partner_link_id=made.rows["contoso link"][1])
    wonka = await Partnership.get(id=made.rows["partnership of wonka"][1])
    proposal = await PartnershipChange.create(
        partnership_id=wonka.id, from_kind=wonka.kind, kind=PartnershipKind.MSP, proposed_by_id=wonka.customer_id, created_at=now(),
        expires_at=now() + timedelta(days=7),
    )  # fmt: skip
    made.rows["proposal of wonka"] = ("change", proposal.id)
    return made


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
            keys = None if type_ == "Viewer" else payload[f"{shown}_id"]
            answers, ids = (payload[shown], keys) if isinstance(keys, list) else ([payload[shown]], [keys])
            assert len(answers) > 0, (name, shown)
            for one, key in zip(answers, ids, strict=True):
                assert orjson.dumps(one) == await read(context, type_, key and key["id"], selected[shown]), (name, shown)


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


async def test_given_reminders_when_answered_then_each_result_is_as_a_query_answers(cast: Cast) -> None:
    sam = Context(cast.actor("sam"))
    await Task.filter(id=cast.rows["task of cara"][1]).update(due_on=now().date())
    await Invitation.filter(id=cast.rows["pending"][1]).update(last_sent_at=now() - timedelta(days=2))
    asked = "results { invitation { ...I } participant { ...G } queued userErrors { code path } }"
    payload = await mutated(sam, "sendReminder", asked, {"pocId": cast.id("active")})
    found = {"invitation": 0, "participant": 0}
    for result in payload["results"]:
        for name, type_, selected in (("invitation", "Invitation", "{ ...I }"), ("participant", "Participant", "{ ...G }")):
            if result[name]:
                found[name] += result["queued"]
                assert orjson.dumps(result[name]) == await read(sam, type_, result[name]["id"], selected)
    assert min(found.values()) > 0, found


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
