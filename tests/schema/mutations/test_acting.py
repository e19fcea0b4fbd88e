"""Acting through the API: what the inputs mean, what the payloads show, and refusals at their paths."""

from __future__ import annotations

from datetime import timedelta

from app.core import ids
from app.core.runtime import now
from app.models import ActingSession
from tests.app.services.acting import WHY, opened
from tests.partners import act, connect
from tests.schema.calling import call
from tests.schema.mutations.test_tasks import id_of, mutate
from tests.world import World, snapshot

STARTED = (
    "session { reason expiresAt customerRecord { name } }"
    " credentials { accessToken accessTokenExpiresAt refreshToken refreshTokenExpiresAt }"
)
ENDED = "session { id endedAt endedBy }"


async def test_given_a_customer_when_acting_begins_then_the_payload_shows_the_session_and_its_only_token(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    made = await mutate(mia, "startActingSession", STARTED, customerId=id_of("customer", connected.record.id), reason=WHY)
    token = made["credentials"].pop("accessToken")
    ends = "2026-03-02T09:30:00.000Z"
    assert made == {
        "session": {"reason": WHY, "expiresAt": ends, "customerRecord": {"name": "Umbrella"}},
        "credentials": {"accessTokenExpiresAt": ends, "refreshToken": None, "refreshTokenExpiresAt": None}, "userErrors": [],
    }  # fmt: skip
    assert (await ActingSession.get()).expires_at == now() + timedelta(minutes=30), "unless told"
    assert await opened(token)


async def test_given_wrong_input_when_acting_begins_then_all_of_it_is_told_at_its_paths(world: World) -> None:
    await connect(world)
    before = await snapshot()
    for customer in ("x", id_of("tenant", world.northwind.id)):
        answer = await mutate(world.actor(world.mia), "startActingSession", STARTED, customerId=customer, reason=" ", minutes=61)
        assert answer == {
            "session": None, "credentials": None,
            "userErrors": [
                {"code": "REQUIRED", "path": ["reason"]}, {"code": "INVALID", "path": ["minutes"]},
                {"code": "NOT_FOUND", "path": ["customerId"]},
            ],
        }  # fmt: skip
    assert await snapshot() == before


async def test_given_callers_when_acting_begins_then_the_lock_lets_in_who_may_act(world: World) -> None:
    connected = await connect(world)
    given = {"input": {"customerId": id_of("customer", connected.record.id), "reason": WHY}}
    outcomes = {
        name: (await call(actor, "Mutation.startActingSession", given)).outcome
        for name, actor in {
            "nobody": world.nobody, "ada": world.actor(world.ada), "sam": world.actor(world.sam), "mia": world.actor(world.mia),
            "uma": world.actor(connected.admin), "acting": await act(world, connected),
        }.items()
    }  # fmt: skip
    assert outcomes == {
        "nobody": "UNAUTHENTICATED", "ada": "FORBIDDEN", "sam": "FORBIDDEN", "mia": "ok", "uma": "FORBIDDEN", "acting": "FORBIDDEN",
    }  # fmt: skip


async def test_given_an_acting_session_when_ended_inside_then_the_payload_shows_it_and_again_it_is_the_same(world: World) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    made = await mutate(
        mia, "startActingSession", "session { id } credentials { accessToken }", customerId=id_of("customer", connected.record.id),
        reason=WHY,
    )  # fmt: skip
    id_, actor = made["session"]["id"], await opened(made["credentials"]["accessToken"])
    assert actor
    expected = {"session": {"id": id_, "endedAt": "2026-03-02T09:00:00.000Z", "endedBy": "PARTNER"}, "userErrors": []}
    assert await mutate(actor, "endActingSession", ENDED, sessionId=id_) == expected
    assert await mutate(mia, "endActingSession", ENDED, sessionId=id_) == expected
    for malformed in ("x", id_.replace("acting", "session")):
        answer = await mutate(mia, "endActingSession", ENDED, sessionId=malformed)
        assert answer == {"session": None, "userErrors": [{"code": "NOT_FOUND", "path": ["sessionId"]}]}


async def test_given_callers_when_ending_then_each_gets_what_they_may_know(world: World) -> None:
    connected = await connect(world)
    session = (await act(world, connected)).session_id
    assert session
    given = {"input": {"sessionId": ids.to_text("acting", session)}}
    for actor, expected in (
        (world.nobody, "UNAUTHENTICATED"), (world.actor(world.ada), "NOT_FOUND"), (world.actor(world.sam), "NOT_FOUND"),
        (world.actor(connected.member), "NOT_FOUND"), (await act(world, connected), "FORBIDDEN"),
    ):  # fmt: skip
        assert (await call(actor, "Mutation.endActingSession", given)).outcome == expected
        assert (await ActingSession.get(id=session)).ended_at is None
    assert (await call(world.actor(connected.admin), "Mutation.endActingSession", given)).outcome == "ok"
