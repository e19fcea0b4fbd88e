"""Which keys count: well-formed ones, with mutations that are not public, of whoever is signed in."""

from __future__ import annotations

import pytest

from app.models import Customer, IdempotentRequest, Session
from tests.schema.idempotency.sending import DONE, NAMED, PROSPECT, Client, Desk, outcome
from tests.world import PASSWORD, World, rows, snapshot

SIGN_IN = f'signIn(input: {{ email: "sam@northwind.example", password: "{PASSWORD}" }}) {{ credentials {{ accessToken }} }}'
FORMS = ["application/graphql-response+json", "application/json"]


async def test_given_a_public_mutation_when_it_has_a_key_then_it_runs_as_always(desk: Desk, sam: Client, world: World) -> None:
    begun = await Session.filter(user=world.sam).count()
    for client in (desk.client(), sam):
        for key in ("once", "once", "ö", "x" * 256):
            assert outcome(await client.send(f"mutation {{ {SIGN_IN} }}", key)) == DONE
    assert await Session.filter(user=world.sam).count() == begun + 8
    assert await rows("idempotent_request") == 0


async def test_given_public_fields_among_others_when_the_same_comes_again_then_they_run_and_the_others_do_not(
    sam: Client, world: World
) -> None:
    both = f'mutation {{ addProspect(input: {{ name: "Initech" }}) {{ customer {{ id }} }} {SIGN_IN} }}'
    begun = await Session.filter(user=world.sam).count()
    first, second = [(await sam.send(both)).json()["data"] for _ in range(2)]
    assert first["addProspect"] == second["addProspect"]
    assert first["signIn"]["credentials"]["accessToken"] != second["signIn"]["credentials"]["accessToken"]
    assert await Session.filter(user=world.sam).count() == begun + 2
    assert await Customer.filter(name="Initech").count() == 1


async def test_given_a_query_or_nobody_when_there_is_a_key_then_it_means_nothing(desk: Desk, sam: Client) -> None:
    assert outcome(await sam.send("{ viewer { user { id } } }", "", "twice")) == DONE
    assert outcome(await desk.client().send(PROSPECT, "", "twice", **NAMED)) == (200, ["UNAUTHENTICATED"])
    assert await rows("idempotent_request") == 0


@pytest.mark.parametrize("accept", FORMS)
@pytest.mark.parametrize("keys", [[""], ["x" * 256], ["a\tb"], ["ö"], ["a", "a"], ["a", ""]])
async def test_given_a_malformed_key_when_sent_then_bad_input_and_nothing_is_done(sam: Client, accept: str, keys: list[str]) -> None:
    before = await snapshot()
    assert outcome(await sam.send(PROSPECT, *keys, accept=accept, **NAMED)) == (400, ["BAD_USER_INPUT"])
    assert await snapshot() == before


@pytest.mark.parametrize("key", ["x", "~" * 255, '"8e03978e-40d5-43dd-bc93-6894a57f9324"', "a b, c"])
async def test_given_a_key_of_any_printable_characters_when_sent_then_it_is_taken_as_it_is(sam: Client, key: str) -> None:
    assert outcome(await sam.send(PROSPECT, key, **NAMED)) == DONE
    assert [request.key for request in await IdempotentRequest.all()] == [key]


async def test_given_variables_that_are_not_understood_when_mended_then_the_key_is_still_free(sam: Client) -> None:
    assert outcome(await sam.send(PROSPECT, input={"name": 1})) == (400, ["BAD_USER_INPUT"])
    assert await rows("idempotent_request") == 0
    assert outcome(await sam.send(PROSPECT, **NAMED)) == DONE
    assert outcome(await sam.send(PROSPECT, input={"name": 1})) == (422, ["IDEMPOTENCY_MISMATCH"])
    assert outcome(await sam.send(PROSPECT, **NAMED)) == DONE
    assert await Customer.filter(name="Initech").count() == 1
