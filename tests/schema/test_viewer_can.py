"""What `viewerCan` promises is what the mutation then does: for every caller, in every state of the object."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import Customer, CustomerStage, Invitation, MailRefusal, Participant, Poc, PocStatus
from tests.schema.calling import SERVED, call, run, undone
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.operations import variables

pytestmark = pytest.mark.settings(rate_limits="off")

MUTATIONS = {
    "PocActions.edit": "Mutation.updatePoc",
    "PocActions.invite": "Mutation.inviteCustomer",
    "InvitationActions.resend": "Mutation.resendInvitation",
    "InvitationActions.cancel": "Mutation.cancelInvitation",
    "InvitationActions.edit": "Mutation.updateInvitation",
    "CustomerActions.edit": "Mutation.updateCustomer",
    "CustomerActions.createPoc": "Mutation.createPoc",
}
"""What each flag promises."""
ALLOWED = {"ok", "COOLDOWN"}
"""A cooldown is only a matter of time, and so is offered all the same."""

STAFF = {"ada", "mia", "sam", "lea"}
AT_AN_ORGANIZATION = ("manageAccess", "inviteUser", "shareIntegration", "act", "createContact", "endPartnership")
Says = Callable[[str, PocStatus], bool]
NOT_YET: dict[str, Says] = {
    "PocActions.comment": lambda caller, status: caller in STAFF or status is PocStatus.ACTIVE,
    "PocActions.completeTasks": lambda caller, status: caller in STAFF or status is PocStatus.ACTIVE,
    "PocActions.commentInternally": lambda caller, _: caller in STAFF,
    "PocActions.readEngagement": lambda caller, _: caller in STAFF,
    "PocActions.signOff": lambda caller, status: caller == "pia" and status is PocStatus.ACTIVE,
    **dict.fromkeys((f"CustomerActions.{name}" for name in AT_AN_ORGANIZATION), lambda *_: False),
}
"""Flags whose mutation is not there: what they say to whoever sees the object."""


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    made = await build_cast(runtime)
    await Participant.filter(id=made.rows["pia on active"][1]).update(can_sign=True)
    return made


def flags(type_name: str) -> list[str]:
    """The names of the flags of an object's actions."""
    return list(SERVED.type_map[f"{type_name}Actions"].fields)  # type: ignore[attr-defined]  # an object type


def test_given_the_schema_when_compared_then_each_flag_is_held_against_its_mutation() -> None:
    all_flags = {f"{name}.{flag}" for name in SERVED.type_map if name.endswith("Actions") for flag in flags(name.removesuffix("Actions"))}
    assert MUTATIONS.keys() | NOT_YET.keys() == all_flags
    assert not MUTATIONS.keys() & NOT_YET.keys()
    awaited = {f"Mutation.{name}" for name in ("addComment", "completeTask", "signCriteria", "updateCustomerAccess", "createContact")}
    assert not {f"Mutation.{name}" for name in SERVED.mutation_type.fields} & awaited, "it is there: hold its flag against it"  # type: ignore[union-attr]


async def says(cast: Cast, caller: str, type_name: str, label: str) -> dict[str, bool] | None:
    """The flags as somebody reads them; None for whom it does not exist."""
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ viewerCan {{ {' '.join(flags(type_name))} }} }} }} }}"
    result = await run(cast.actor(caller), query, {"id": cast.id(label)})
    assert not result.errors
    node: Any = result.data["node"]  # type: ignore[index]  # it was asked for
    return None if node is None else node["viewerCan"]


async def broken(cast: Cast, type_name: str, label: str, state: str, status: PocStatus = PocStatus.ACTIVE) -> list[str]:
    """The promises that are not kept, to anybody."""
    wrong = []
    for caller in CALLERS[1:]:
        shown = await says(cast, caller, type_name, label)
        for flag in flags(type_name):
            name = f"{type_name}Actions.{flag}"
            says_so = shown is not None and shown[flag]
            if name in NOT_YET:
                if shown is not None and says_so != NOT_YET[name](caller, status):
                    wrong.append(f"{caller}, {state}: {name} is {says_so}")
                continue
            async with undone():
                outcome = (await call(cast.actor(caller), MUTATIONS[name], variables(cast, MUTATIONS[name], label))).outcome
            if says_so != (outcome in ALLOWED):
                wrong.append(f"{caller}, {state}: {name} is {says_so}, but {MUTATIONS[name]} answers {outcome}")
    return wrong


@pytest.mark.parametrize("status", PocStatus)
async def test_given_a_poc_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, status: PocStatus) -> None:
    before = PocStatus.ACTIVE if status is PocStatus.ARCHIVED else None
    await Poc.filter(id=cast.rows["active"][1]).update(status=status, status_before=before)
    assert await broken(cast, "Poc", "active", status, status) == []
    seen_by = {caller for caller in CALLERS[1:] if await says(cast, caller, "Poc", "active") is not None}
    guests = set() if status in (PocStatus.DRAFT, PocStatus.ARCHIVED) else {"cara", "pia"}
    assert seen_by == STAFF | guests, "for customers DRAFT and ARCHIVED do not exist"


@pytest.mark.parametrize("label", ["kims", "olgas", "untouched"])
async def test_given_the_poc_of_somebody_else_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, label: str) -> None:
    assert [line for line in await broken(cast, "Poc", label, label) if "but" in line] == []


@asynccontextmanager
async def _changed(cast: Cast, state: str, label: str) -> AsyncIterator[None]:
    """An invitation in a state that is not among those of the cast."""
    chosen = Invitation.filter(id=cast.rows[label][1])
    async with undone():
        if state == "just sent":
            await chosen.update(last_sent_at=now())
        if state == "unwanted":
            invitation = await chosen.get()
            await MailRefusal.create(id=new_id(), tenant_id=invitation.tenant_id, email_key=invitation.email_key, created_at=now())
        if state in PocStatus.__members__:
            await Poc.filter(id=cast.rows["active"][1]).update(status=state)
        yield


async def test_given_an_invitation_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast) -> None:
    labels = [label for label, (kind, _) in cast.rows.items() if kind == "invitation"]
    assert len(labels) == 13
    assert [line for label in labels for line in await broken(cast, "Invitation", label, label)] == []


@pytest.mark.parametrize("state", ["just sent", "unwanted", *PocStatus])
async def test_given_an_invitation_and_its_poc_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, state: str) -> None:
    for label in ("pending", "expired", "colleague"):
        async with _changed(cast, state, label):
            assert await broken(cast, "Invitation", label, state) == []


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("stage", CustomerStage)
async def test_given_a_customer_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(
    cast: Cast, stage: CustomerStage, *, listed: bool
) -> None:
    await Customer.filter(id=cast.rows["acme"][1]).update(stage=stage, archived_at=None if listed else now())
    assert await broken(cast, "Customer", "acme", f"{stage} {'' if listed else 'archived'}") == []


async def test_given_the_states_when_flags_are_read_then_each_promises_something_to_somebody(cast: Cast) -> None:
    """Else a flag that is never true would keep all its promises."""
    for name in MUTATIONS:
        type_name, _, flag = name.partition(".")
        label = {"Poc": "active", "Invitation": "pending", "Customer": "acme"}[type_name.removesuffix("Actions")]
        shown = [await says(cast, caller, type_name.removesuffix("Actions"), label) for caller in CALLERS[1:]]
        assert {flags_[flag] for flags_ in shown if flags_ is not None} >= {True}, name
