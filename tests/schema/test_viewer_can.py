"""What `viewerCan` promises is what the mutation then does: for every caller, in every state of the object."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import product
from typing import Any

import pytest

from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import Customer, CustomerStage, Invitation, MailRefusal, Participant, Poc, PocStatus, SuccessCriterion, Task, TaskSide
from tests.schema.calling import SERVED, call, run, undone
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.operations import variables
from tests.world import rows

pytestmark = pytest.mark.settings(rate_limits="off")

PROMISES: dict[str, tuple[str, dict[str, Any]]] = {
    "PocActions.edit": ("Mutation.updatePoc", {}),
    "PocActions.invite": ("Mutation.inviteCustomer", {}),
    "PocActions.comment": ("Mutation.addComment", {"visibility": "SHARED"}),
    "PocActions.commentInternally": ("Mutation.addComment", {"visibility": "INTERNAL"}),
    "PocActions.completeTasks": ("Mutation.completeTask", {"taskId": "#task of anyone on {label}"}),
    "PocActions.signOff": ("Mutation.signCriteria", {"criteria": [{"criterionId": "#criterion of {label}", "version": 1}]}),
    "PocActions.readEngagement": ("Poc.engagement", {}),
    "TaskActions.edit": ("Mutation.updateTask", {}),
    "TaskActions.complete": ("Mutation.completeTask", {}),
    "TaskActions.reopen": ("Mutation.reopenTask", {}),
    "CommentActions.edit": ("Mutation.editComment", {}),
    "CommentActions.delete": ("Mutation.deleteComment", {}),
    "InvitationActions.resend": ("Mutation.resendInvitation", {}),
    "InvitationActions.cancel": ("Mutation.cancelInvitation", {}),
    "InvitationActions.edit": ("Mutation.updateInvitation", {}),
    "CustomerActions.edit": ("Mutation.updateCustomer", {}),
    "CustomerActions.createPoc": ("Mutation.createPoc", {}),
}
"""What each flag promises: a mutation, with what differs from `INPUTS` (the object is `{label}`), or a field that is not null."""
NOT_YET = {
    f"CustomerActions.{name}" for name in ("manageAccess", "inviteUser", "shareIntegration", "act", "createContact", "endPartnership")
}
"""Flags whose mutation is not there: they promise nothing to anybody."""
KEPT = {"changed", "shown", "COOLDOWN"}
"""A cooldown is only a matter of time, and so is offered all the same."""
POCS = ("active", "kims", "olgas", "untouched")
STAFF = {"ada", "mia", "sam", "lea"}


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    """With what can be completed and signed on each POC."""
    made = await build_cast(runtime)
    await Participant.filter(id=made.rows["pia on active"][1]).update(can_sign=True)
    for label in POCS:
        on_it: dict[str, Any] = {"poc_id": made.rows[label][1], "position": 9, "created_at": now()}
        task = await Task.create(**on_it, title="Anyone's", side=TaskSide.ANYONE)
        criterion = await SuccessCriterion.create(**on_it, title="Fast", target="100")
        made.rows |= {f"task of anyone on {label}": ("task", task.id), f"criterion of {label}": ("criterion", criterion.id)}
    return made


def flags(type_name: str) -> list[str]:
    """The names of the flags of an object's actions."""
    return list(SERVED.type_map[f"{type_name}Actions"].fields)  # type: ignore[attr-defined]  # an object type


def test_given_the_schema_when_compared_then_each_flag_is_held_against_its_mutation() -> None:
    all_flags = {f"{name}.{flag}" for name in SERVED.type_map if name.endswith("Actions") for flag in flags(name.removesuffix("Actions"))}
    assert PROMISES.keys() | NOT_YET == all_flags
    assert not PROMISES.keys() & NOT_YET
    awaited = {f"Mutation.{name}" for name in ("updateCustomerAccess", "createContact")}
    assert not {f"Mutation.{name}" for name in SERVED.mutation_type.fields} & awaited, "it is there: hold its flag against it"  # type: ignore[union-attr]


async def says(cast: Cast, caller: str, type_name: str, label: str) -> dict[str, bool] | None:
    """The flags as somebody reads them; None for whom it does not exist."""
    query = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ viewerCan {{ {' '.join(flags(type_name))} }} }} }} }}"
    result = await run(cast.actor(caller), query, {"id": cast.id(label)})
    assert not result.errors
    node: Any = result.data["node"]  # type: ignore[index]  # it was asked for
    return None if node is None else node["viewerCan"]


async def outcome(cast: Cast, caller: str, name: str, label: str) -> str:
    """What becomes of a promise: `changed` if something is done, `ok` if that changes nothing, else what is in the way."""
    promise, facts = PROMISES[name]
    type_name, _, field = promise.partition(".")
    if type_name != "Mutation":
        query = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ it: {field} {{ __typename }} }} }} }}"
        result: Any = await run(cast.actor(caller), query, {"id": cast.id(label)})
        return "shown" if result.data["node"] and result.data["node"]["it"] else "null"
    async with undone():
        before = await rows("event")
        answer = await call(cast.actor(caller), promise, variables(cast, promise, label, **_of(label, facts)))
        return "changed" if answer.outcome == "ok" and await rows("event") > before else answer.outcome


def _of(label: str, facts: Any) -> Any:
    if isinstance(facts, list):
        return [_of(label, one) for one in facts]
    if isinstance(facts, dict):
        return {name: _of(label, one) for name, one in facts.items()}
    return facts.format(label=label) if isinstance(facts, str) else facts


async def broken(cast: Cast, type_name: str, label: str, state: str) -> list[str]:
    """The promises that are not kept, to anybody."""
    wrong = []
    for caller in CALLERS[1:]:
        shown = await says(cast, caller, type_name, label)
        for flag in flags(type_name):
            name = f"{type_name}Actions.{flag}"
            says_so = shown is not None and shown[flag]
            found = "nothing" if name in NOT_YET else await outcome(cast, caller, name, label)
            if says_so != (found in KEPT):
                wrong.append(f"{caller}, {label} {state}: {name} is {says_so}, but {PROMISES.get(name)} comes to {found}")
    return wrong


@pytest.mark.parametrize("status", PocStatus)
async def test_given_a_poc_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, status: PocStatus) -> None:
    before = PocStatus.ACTIVE if status is PocStatus.ARCHIVED else None
    await Poc.filter(id=cast.rows["active"][1]).update(status=status, status_before=before)
    assert await broken(cast, "Poc", "active", status) == []
    seen_by = {caller for caller in CALLERS[1:] if await says(cast, caller, "Poc", "active") is not None}
    guests = set() if status in (PocStatus.DRAFT, PocStatus.ARCHIVED) else {"cara", "pia"}
    assert seen_by == STAFF | guests, "for customers DRAFT and ARCHIVED do not exist"


@pytest.mark.parametrize("label", POCS[1:])
async def test_given_the_poc_of_somebody_else_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, label: str) -> None:
    assert await broken(cast, "Poc", label, "as it is") == []


def _on_pocs(cast: Cast, kind: str) -> list[str]:
    return [label for label, (of_kind, _) in cast.rows.items() if of_kind == kind]


@pytest.mark.parametrize("status", PocStatus)
async def test_given_tasks_and_comments_and_each_state_of_their_poc_when_a_flag_is_read_then_the_mutation_keeps_it(
    cast: Cast, status: PocStatus
) -> None:
    before = PocStatus.ACTIVE if status is PocStatus.ARCHIVED else None
    await Poc.all().update(status=status, status_before=before)
    tasks, comments = _on_pocs(cast, "task"), _on_pocs(cast, "comment")
    assert len(tasks) == 15
    assert len(comments) == 7
    assert [line for label in tasks for line in await broken(cast, "Task", label, status)] == []
    assert [line for label in comments for line in await broken(cast, "Comment", label, status)] == []


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
    assert [line for label in labels for line in await broken(cast, "Invitation", label, "as it is")] == []


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
    examples = {"Poc": ["active"], "Task": ["open task", "done by cara"], "Comment": ["comment of cara"], "Invitation": ["pending"]}
    promised = set()
    for type_name, labels in {**examples, "Customer": ["acme"]}.items():
        for caller, label in product(CALLERS[1:], labels):
            shown = await says(cast, caller, type_name, label) or {}
            promised |= {f"{type_name}Actions.{flag}" for flag, says_so in shown.items() if says_so}
    assert promised == PROMISES.keys()
