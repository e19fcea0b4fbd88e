"""Long random walks through the life of one address's invitations, step by step held against a small model of the rules."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime, now
from app.core.settings import Switch
from app.models import Invitation, InvitationStatus, Participant, PocStatus, User
from app.services import invitations, participants, poc_status
from app.services.standing import status_of
from tests.app.services.inviting import NEW, mails, refused, registration, token_of
from tests.outcomes import DONE, outcome
from tests.world import World

STEPS = 120
WEIGHTS = {
    "invite": 6,
    "resend": 8,
    "cancel": 2,
    "accept": 2,
    "accept_old": 3,
    "decline": 2,
    "remove": 6,
    "wait": 6,
    "close": 1,
    "reopen": 4,
}
P, E, C, A = InvitationStatus.PENDING, InvitationStatus.EXPIRED, InvitationStatus.CANCELLED, InvitationStatus.ACCEPTED


@dataclass
class Life:
    """What the model knows of one invitation."""

    id: UUID
    decided: InvitationStatus | None = None
    sent_at: list[datetime] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    @property
    def status(self) -> InvitationStatus:
        return self.decided or (P if now() < self.sent_at[-1] + timedelta(days=7) else E)

    def link(self, token: str) -> str:
        """What the link answers, or `done` if it works."""
        if token != self.tokens[-1]:
            return "LINK_REPLACED token"
        return {P: DONE, E: "LINK_EXPIRED token", C: "LINK_CANCELLED token", A: "ALREADY_ACCEPTED token"}[self.status]


class Walk:
    """The real thing and the model, side by side."""

    def __init__(self, world: World, runtime: Runtime, chance: random.Random) -> None:
        self.world, self.runtime, self.chance = world, runtime, chance
        self.sam = world.actor(world.sam)
        self.lives: list[Life] = []
        self.person: Actor | None = None
        self.open, self.taking_part = True, False
        self.log: list[str] = []

    async def step(self) -> None:
        [name] = self.chance.choices(list(WEIGHTS), weights=list(WEIGHTS.values()))
        expected, actual = await getattr(self, name)()
        self.log.append(f"{name}: {expected}")
        assert actual == expected, self.log
        await self.compare()

    async def compare(self) -> None:
        rows = {row.id: row for row in await Invitation.all()}
        for life in self.lives:
            row = rows.pop(life.id)
            assert status_of(row.accepted_at, row.cancelled_at, row.expires_at) is life.status, self.log
            assert row.send_count == len(life.sent_at), self.log
        assert not rows
        assert sum(life.decided is None for life in self.lives) <= 1
        assert len(await mails("poc_invitation")) == sum(len(life.sent_at) for life in self.lives), self.log
        there = await Participant.filter(invitation_id__isnull=False, removed_at=None, ended_at=None).count()
        assert there == int(self.taking_part), self.log

    async def did(self, call: object, expected: str) -> tuple[str, str]:
        return expected, await (outcome(call) if expected == DONE else refused(call))  # type: ignore[arg-type]  # a coroutine

    async def invite(self) -> tuple[str, str]:
        last = self.lives[-1] if self.lives else None
        if not self.open:
            expected = "NOT_OPEN pocId"
        elif self.taking_part:
            expected = "ALREADY_PARTICIPANT email"
        else:
            expected = "ALREADY_EXISTS email" if last and last.status is P else DONE
        answer = await self.did(participants.invite(self.sam, self.world.active.id, email=NEW), expected)
        if answer == (DONE, DONE):
            if last and last.status is E:
                last.decided = C
            row = await Invitation.all().order_by("-id").first()
            assert row
            self.lives.append(Life(row.id, sent_at=[now()], tokens=[await token_of(row.id)]))
        return answer

    async def resend(self) -> tuple[str, str]:
        if not self.lives:
            return DONE, DONE
        life = self.chance.choice(self.lives[-2:])
        if life.decided:
            expected = "NOT_PENDING invitationId"
        elif not self.open:
            expected = "NOT_OPEN invitationId"
        else:
            expected = "COOLDOWN invitationId" if now() < life.sent_at[-1] + timedelta(seconds=60) else DONE
        answer = await self.did(invitations.resend(self.sam, life.id), expected)
        if answer == (DONE, DONE):
            life.sent_at.append(now())
            life.tokens.append(await token_of(life.id))
        return answer

    async def cancel(self) -> tuple[str, str]:
        if not self.lives:
            return DONE, DONE
        life = self.chance.choice(self.lives[-2:])
        answer = await self.did(invitations.cancel(self.sam, life.id), DONE if life.status is P else "NOT_PENDING invitationId")
        if answer == (DONE, DONE):
            life.decided = C
        return answer

    async def accept(self) -> tuple[str, str]:
        return await self._accept(-1)

    async def accept_old(self) -> tuple[str, str]:
        return await self._accept(0)

    async def _accept(self, which: int) -> tuple[str, str]:
        if not self.lives:
            return DONE, DONE
        life = self.chance.choice(self.lives[-2:])
        token = life.tokens[which]
        expected = life.link(token)
        again = self.person is not None and expected == "ALREADY_ACCEPTED token"
        if again:
            expected = DONE
        elif expected == DONE and not self.open:
            expected = "NOT_OPEN token"
        call = invitations.accept(self.person or self.world.nobody, token=token, registration=None if self.person else registration())
        answer = await self.did(call, expected)
        if answer == (DONE, DONE) and not again:
            life.decided, self.taking_part = A, True
            self.person = Actor(user_id=(await User.get(email_key=NEW)).id)
        return answer

    async def decline(self) -> tuple[str, str]:
        if not self.lives:
            return DONE, DONE
        life = self.lives[-1]
        token = self.chance.choice(life.tokens)
        expected = life.link(token)
        answer = await self.did(invitations.decline(self.world.nobody, token=token), expected)
        if answer == (DONE, DONE):
            life.decided = C
        return answer

    async def remove(self) -> tuple[str, str]:
        if not self.taking_part:
            return DONE, DONE
        row = await Participant.get(invitation_id__isnull=False, removed_at=None)
        self.taking_part = False
        return await self.did(participants.remove(self.sam, row.id), DONE)

    async def wait(self) -> tuple[str, str]:
        self.runtime.clock.advance(self.chance.choice([timedelta(seconds=40), timedelta(minutes=2), timedelta(days=4)]))
        return DONE, DONE

    async def close(self) -> tuple[str, str]:
        return await self._turn(open_=False)

    async def reopen(self) -> tuple[str, str]:
        return await self._turn(open_=True)

    async def _turn(self, *, open_: bool) -> tuple[str, str]:
        self.open = open_
        status = PocStatus.ACTIVE if open_ else PocStatus.ON_HOLD
        return await self.did(poc_status.change(self.sam, self.world.active.id, status=status), DONE)


@pytest.mark.settings(rate_limits=Switch.OFF)
@pytest.mark.parametrize("seed", range(3))
async def test_given_a_random_walk_then_each_step_answers_as_the_rules_say_and_no_refusal_writes_anything(
    runtime: Runtime, world: World, seed: int
) -> None:
    walk = Walk(world, runtime, random.Random(seed))
    for _ in range(STEPS):
        await walk.step()
    refusals = {line.partition(": ")[2] for line in walk.log} - {DONE}
    assert len(refusals) >= 5, "the walk went nowhere"
