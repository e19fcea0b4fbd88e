"""The life of a partnership: whatever both sides do, in any order and however long between, what must hold of it holds."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.auth.actor import Actor
from app.auth.capabilities import PartnerCapability, capabilities
from app.core import db
from app.core.runtime import Runtime, now
from app.models import PartnershipChange, PartnershipKind, PartnershipPeriod
from app.models.partnerships import STATUS
from app.services import partnership_changes, partnership_states
from tests.app.services.partnering import anew
from tests.app.services.sharing import integration, shared
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.world import World

sides = st.sampled_from(["partner", "customer"])
steps = st.lists(
    st.one_of(
        st.tuples(st.just("propose"), sides, st.sampled_from(PartnershipKind)),
        st.tuples(st.sampled_from(["accept", "accept", "decline", "withdraw", "suspend", "resume", "resume"]), sides),
        st.tuples(st.just("wait"), st.sampled_from([timedelta(), timedelta(minutes=5), timedelta(days=4)])),
        st.tuples(st.just("share")),
        st.tuples(st.just("act")),
        st.tuples(st.sampled_from(["end", "suspend"]), sides),
    ),
    min_size=1,
    max_size=25,
)


class Life:
    """One partnership, those who change it, and what a plain model says of it: its kind, and which sides have suspended it."""

    def __init__(self, runtime: Runtime, world: World, connected: Connected) -> None:
        self.runtime, self.world, self.connected = runtime, world, connected
        self.who: dict[str, Actor] = {"partner": world.actor(world.mia), "customer": world.actor(connected.admin)}
        self.id = connected.partnership.id
        self.kind, self.suspended, self.ended = PartnershipKind.MSP, set[str](), False
        self.proposal: tuple[UUID, str, PartnershipKind] | None = None
        self.until = now()

    @property
    def active(self) -> bool:
        return not self.suspended and not self.ended

    @property
    def allowed(self) -> tuple[PartnerCapability, ...]:
        return capabilities(self.kind) if self.active else ()

    @property
    def pending(self) -> bool:
        return self.proposal is not None and now() < self.until

    async def step(self, name: str, *facts: Any) -> None:
        """Do something; the model does the same if it was done, and refuses the same."""
        doings: dict[str, Callable[..., Coroutine[Any, Any, None]]] = {
            "propose": self.propose, "suspend": self.suspend, "resume": self.resume, "end": self.end, "wait": self.wait,
            "share": self.share, "act": self.act,
        }  # fmt: skip
        await (doings[name](*facts) if name in doings else self.decide(name, *facts))

    async def propose(self, side: str, kind: PartnershipKind) -> None:
        lasting = now() + timedelta(days=7)
        made = []

        async def call() -> None:
            made.append(await partnership_changes.propose(self.who[side], self.id, kind=kind))

        how = await outcome(call())
        if not self.active:
            assert how == "NOT_OPEN partnershipId"
        elif kind is self.kind or self.pending:
            assert how in {"INVALID kind", "ALREADY_EXISTS partnershipId", "INVALID kind; ALREADY_EXISTS partnershipId"}
        else:
            assert how == DONE
            if set(capabilities(kind)) < set(capabilities(self.kind)):
                self.kind = kind
            else:
                self.proposal, self.until = (made[0], side, kind), lasting

    async def decide(self, name: str, side: str) -> None:
        if self.proposal is None:
            return
        change, by, kind = self.proposal
        who = self.who[side]
        call = partnership_changes.withdraw(who, change) if name == "withdraw" else (
            partnership_changes.answer(who, change, accept=name == "accept")
        )  # fmt: skip
        how = await outcome(call)
        if (name == "withdraw") is not (side == by):
            assert how == "FORBIDDEN"
        elif not self.pending or self.ended:
            assert how == "NOT_PENDING changeId"
        elif name != "withdraw" and not self.active:
            assert how == "NOT_OPEN changeId"
        else:
            assert how == DONE
            self.until = now()
            if name == "accept":
                self.kind = kind

    async def suspend(self, side: str) -> None:
        how = await outcome(partnership_states.suspend(self.who[side], self.id, reason="Holidays"))
        assert how == ("NOT_OPEN partnershipId" if self.ended else DONE)
        if not self.ended:
            self.suspended.add(side)

    async def resume(self, side: str) -> None:
        how = await outcome(partnership_states.resume(self.who[side], self.id))
        if self.ended:
            assert how == "NOT_OPEN partnershipId"
        elif self.suspended and side not in self.suspended:
            assert how == "CONSENT_REQUIRED partnershipId"
        else:
            assert how == DONE
            self.suspended.discard(side)

    async def end(self, side: str) -> None:
        how = await outcome(partnership_states.end(self.who[side], self.id, reason="Over"))
        assert how == ("NOT_OPEN partnershipId" if self.ended else DONE)
        self.ended = True

    async def wait(self, how_long: timedelta) -> None:
        self.runtime.clock.advance(how_long)

    async def share(self) -> None:
        how = await outcome(shared(self.world, await integration(self.world), self.connected))
        assert (how == DONE) is (PartnerCapability.MULTI_TENANCY in self.allowed), how

    async def act(self) -> None:
        if PartnerCapability.MANAGE_ON_BEHALF in self.allowed:
            await act(self.world, self.connected)

    async def check(self) -> None:
        """What must hold."""
        row = await db.fetch_one(f"select kind, {STATUS.replace('{a}', 'p')} as status from partnership p where id = :id", {"id": self.id})
        assert row
        status = "ENDED" if self.ended else "SUSPENDED" if self.suspended else "ACTIVE"
        assert (row["kind"], row["status"]) == (self.kind.value, status)
        assert capabilities(row["kind"], row["status"]) == self.allowed
        lasting = await PartnershipPeriod.filter(partnership_id=self.id, ended_at=None)
        assert [period.kind for period in lasting] == ([self.kind] if self.active else [])
        every = await PartnershipPeriod.filter(partnership_id=self.id).order_by("began_at", "id")
        assert all(one.ended_at and one.ended_at <= other.began_at for one, other in pairwise(every))
        proposed = await PartnershipChange.filter(partnership_id=self.id, outcome=None, expires_at__gt=now()).count()
        assert proposed == (1 if self.pending and not self.ended else 0)
        if PartnerCapability.MULTI_TENANCY not in capabilities(self.kind) or self.ended:
            assert await _count("integration_share where outcome is null") == 0
        if PartnerCapability.MANAGE_ON_BEHALF not in self.allowed:
            assert await _count("acting_session where ended_at is null and expires_at > :now") == 0


async def _count(what: str) -> int:
    row = await db.fetch_one(f"select count(*) from {what}", {"now": now()})
    return int(row[0]) if row else 0


@pytest.fixture
async def umbrella(world: World) -> Connected:
    """A customer that Northwind manages."""
    return await connect(world)


@given(steps=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_given_any_steps_of_both_sides_when_made_then_what_must_hold_of_a_partnership_holds(
    runtime: Runtime, world: World, umbrella: Connected, steps: list[tuple[Any, ...]]
) -> None:
    await anew(umbrella)
    life = Life(runtime, world, umbrella)
    await life.check()
    for step in steps:
        await life.step(*step)
        await life.check()
