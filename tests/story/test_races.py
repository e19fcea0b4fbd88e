"""Many at once, through the real HTTP stack: one wins, the others get a clear answer, and no server error."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from app.core import ids
from tests.story.conftest import Stage
from tests.story.test_main_job import INVITATION, PERSON, invited
from tests.world import World, rows

AT_ONCE = 40


def codes(payloads: list[dict[str, list[dict[str, str]]]]) -> Counter[str]:
    """How often each outcome was."""
    return Counter(payload["userErrors"][0]["code"] if payload["userErrors"] else "SUCCESS" for payload in payloads)


async def test_given_one_link_when_accepted_forty_times_at_once_then_one_wins(stage: Stage, world: World) -> None:
    sam = await stage.signed_in(world.sam)
    await invited(sam, ids.to_text("poc", world.active.id), "eve@acme.example")
    token = await stage.link_to("eve@acme.example")
    before = await rows("participant")
    client = stage.client()
    tries = [client.attempt("acceptInvitation", token=token, registration=PERSON) for _ in range(AT_ONCE)]
    outcomes = codes(await asyncio.gather(*tries))
    assert outcomes["SUCCESS"] == 1
    assert sum(outcomes.values()) == AT_ONCE
    assert set(outcomes) <= {"SUCCESS", "ALREADY_ACCEPTED", "SIGN_IN_REQUIRED"}
    assert await rows("participant") == before + 1


async def test_given_one_link_when_accepted_and_cancelled_at_once_then_one_of_both_holds(stage: Stage, world: World) -> None:
    sam, poc_id = await stage.signed_in(world.sam), ids.to_text("poc", world.active.id)
    won: Counter[str] = Counter()
    for round_ in range(6):
        email = f"eve{round_}@acme.example"
        invitation_id = await invited(sam, poc_id, email)
        token = await stage.link_to(email)
        before = await rows("participant")
        accepting = stage.client().attempt("acceptInvitation", token=token, registration=PERSON)
        cancelling = sam.attempt("cancelInvitation", invitationId=invitation_id)
        both = [accepting, cancelling] if round_ % 2 else [cancelling, accepting]
        outcomes = codes(list(await asyncio.gather(*both)))
        assert outcomes["SUCCESS"] == 1, outcomes
        assert set(outcomes) < {"SUCCESS", "LINK_CANCELLED", "NOT_PENDING"}
        joined = await rows("participant") - before
        assert joined == (1 if "NOT_PENDING" in outcomes else 0)
        won.update(outcomes)
    assert won["SUCCESS"] == 6


async def test_given_one_link_when_resent_and_accepted_at_once_then_the_old_link_wins_or_is_dead(stage: Stage, world: World) -> None:
    sam, poc_id = await stage.signed_in(world.sam), ids.to_text("poc", world.active.id)
    for round_ in range(6):
        email = f"eve{round_}@acme.example"
        invitation_id = await invited(sam, poc_id, email)
        token = await stage.link_to(email)
        stage.runtime.clock.advance(timedelta(seconds=61))
        accepting = stage.client().attempt("acceptInvitation", token=token, registration=PERSON)
        resending = sam.attempt("resendInvitation", INVITATION, invitationId=invitation_id)
        both = [accepting, resending] if round_ % 2 else [resending, accepting]
        outcomes = codes(list(await asyncio.gather(*both)))
        assert outcomes["SUCCESS"] == 1, outcomes
        assert set(outcomes) < {"SUCCESS", "LINK_REPLACED", "NOT_PENDING"}


async def test_given_one_address_when_invited_in_twenty_spellings_at_once_then_there_is_one_invitation(stage: Stage, world: World) -> None:
    sam, poc_id = await stage.signed_in(world.sam), ids.to_text("poc", world.active.id)
    spellings = [
        f"{local}@{host}"
        for local in ("eve.smith", "Eve.Smith", "EVE.SMITH", "eve.SMITH")
        for host in ("bücher.example", "BÜCHER.example", "xn--bcher-kva.example", "Bücher.EXAMPLE", "XN--BCHER-KVA.EXAMPLE")
    ]
    assert len(set(spellings)) == 20
    outcomes = await asyncio.gather(*(sam.attempt("inviteCustomer", INVITATION, pocId=poc_id, email=email) for email in spellings))
    assert codes(outcomes) == {"SUCCESS": 1, "ALREADY_EXISTS": 19}
    assert len({outcome["invitation"]["id"] for outcome in outcomes}) == 1
    assert await rows("invitation") == 1
    assert await rows("mail") == 1
