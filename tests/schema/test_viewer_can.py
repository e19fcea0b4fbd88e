"""What `viewerCan` promises is what the mutation then does: for every caller, in every state of the object."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.models import (
    Customer,
    CustomerStage,
    Integration,
    IntegrationShare,
    Invitation,
    MailRefusal,
    Membership,
    MembershipStatus,
    Participant,
    Partnership,
    PartnershipKind,
    PartnershipOrigin,
    Poc,
    PocStatus,
    Role,
    SuccessCriterion,
    Task,
    TaskSide,
    Tenant,
)
from tests.app.services.test_seats import leave_free
from tests.partners import connect
from tests.schema.calling import SERVED, undone
from tests.schema.cast import CALLERS, Cast, build_cast
from tests.schema.promises import PROMISES, broken, flags, outcome, says

pytestmark = pytest.mark.settings(rate_limits="off")

POCS = ("active", "kims", "olgas", "untouched")
STAFF = {"ada", "mia", "sam", "lea", "key"}


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    """With what can be completed and signed on each POC, a customer of each provider to share with, and a name for no partnership."""
    made = await build_cast(runtime)
    await connect(made.world, "Fabrikam", people=("fay", "finn"), record=made.world.contoso_customer, partner=made.world.contoso)
    made.rows |= {f"partnership of {label}": ("partnership", new_id()) for label in ("acme", "globex")}
    await Participant.filter(id=made.rows["pia on active"][1]).update(can_sign=True)
    for label in POCS:
        on_it: dict[str, Any] = {"poc_id": made.rows[label][1], "position": 9, "created_at": now()}
        task = await Task.create(**on_it, title="Anyone's", side=TaskSide.ANYONE)
        criterion = await SuccessCriterion.create(**on_it, title="Fast", target="100")
        made.rows |= {f"task of anyone on {label}": ("task", task.id), f"criterion of {label}": ("criterion", criterion.id)}
    return made


def test_given_the_schema_when_compared_then_each_flag_is_held_against_its_mutation() -> None:
    all_flags = {f"{name}.{flag}" for name in SERVED.type_map if name.endswith("Actions") for flag in flags(name.removesuffix("Actions"))}
    assert PROMISES.keys() == all_flags


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
    assert len(labels) == 18
    assert [line for label in labels for line in await broken(cast, "Invitation", label, "as it is")] == []


@pytest.mark.parametrize("state", ["just sent", "unwanted", *PocStatus])
async def test_given_an_invitation_and_its_poc_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, state: str) -> None:
    for label in ("pending", "expired", "colleague", "umbrella colleague"):
        async with _changed(cast, state, label):
            assert await broken(cast, "Invitation", label, state) == []


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("stage", CustomerStage)
async def test_given_a_customer_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(
    cast: Cast, stage: CustomerStage, *, listed: bool
) -> None:
    await Customer.filter(id=cast.rows["acme"][1]).update(stage=stage, archived_at=None if listed else now())
    assert await broken(cast, "Customer", "acme", f"{stage} {'' if listed else 'archived'}") == []


CONNECTIONS: dict[str, dict[str, Any]] = {
    "as it is": {}, "of a reseller": {"kind": PartnershipKind.RESELLER_WITH_SUPPORT}, "ended": {"ended_at": "now"},
    "suspended by the partner": {"suspended_by_partner_at": "now"}, "suspended by the customer": {"suspended_by_customer_at": "now"},
    "linked": {"origin": PartnershipOrigin.LINKED}, "with more roles": {"allowed_roles": frozenset({Role.MEMBER, Role.SALES_ENGINEER})},
    "without roles": {"allowed_roles": frozenset()},
}  # fmt: skip
"""States of the partnership with Umbrella, which the partner made."""
WITH_ACTING = {"as it is", "linked", "with more roles", "without roles"}
"""In the others no request of an acting session gets that far."""


async def _connect(cast: Cast, state: str) -> None:
    facts = {name: now() if value == "now" else value for name, value in CONNECTIONS[state].items()}
    if facts:
        await Partnership.filter(id=cast.rows["partnership of umbrella"][1]).update(**facts)


@pytest.mark.parametrize("state", CONNECTIONS)
async def test_given_a_partnership_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, state: str) -> None:
    await _connect(cast, state)
    but = "" if state in WITH_ACTING else "acting"
    if state == "without roles":  # whoever may invite finds no role to give
        assert (await says(cast, "mia", "Customer", "umbrella") or {})["inviteUser"]
        assert await outcome(cast, "mia", "CustomerActions.inviteUser", "umbrella") == "ROLE_NOT_ALLOWED"
    else:
        assert await broken(cast, "Customer", "umbrella", state) == []
    for label in ("umbrella colleague", "umbrella admin"):
        assert await broken(cast, "Invitation", label, state, but=but) == []
    for label in ("uma at umbrella", "ugo at umbrella"):
        assert await broken(cast, "Membership", label, state, but=but) == []


async def test_given_customers_of_each_kind_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast) -> None:
    assert [line for label in ("hooli", "wonka", "oldco", "globex") for line in await broken(cast, "Customer", label, "as it is")] == []
    await Membership.filter(id=cast.rows["uma at umbrella"][1]).update(roles={Role.MEMBER})
    assert await broken(cast, "Customer", "umbrella", "made by the partner, without an admin") == []
    assert await broken(cast, "Invitation", "umbrella admin", "to a tenant without an admin") == []


MEMBERS = (
    "ada at northwind", "mia at northwind", "max at northwind", "otto at contoso", "uma at umbrella", "ugo at umbrella", "hana at hooli",
    "wes at wonka", "odin at oldco",
)  # fmt: skip


@pytest.mark.parametrize("status", MembershipStatus)
async def test_given_a_member_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, status: MembershipStatus) -> None:
    for label in MEMBERS:
        async with undone():
            if status is MembershipStatus.DEACTIVATED:
                await Membership.filter(id=cast.rows[label][1]).update(status=status, deactivated_at=now())
            gone = label.split()[0] if status is MembershipStatus.DEACTIVATED else ""  # their sessions there have ended
            assert await broken(cast, "Membership", label, status, but=gone) == []


@pytest.mark.parametrize("left", [0, 1])
async def test_given_a_small_plan_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, left: int) -> None:
    world, umbrella = cast.world, await Tenant.get(name="Umbrella")
    former = ("max at northwind", "ugo at umbrella")
    for label in former:
        await Membership.filter(id=cast.rows[label][1]).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    expired = Invitation.filter(id__in=[cast.rows[label][1] for label in ("colleague", "umbrella colleague")])
    await expired.update(expires_at=now(), last_sent_at=now() - timedelta(days=7))
    for tenant in (world.northwind, umbrella):
        await leave_free(world, left, tenant)
    assert (await says(cast, "ada", "Membership", former[0]) or {})["reactivate"] == bool(left)
    assert (await says(cast, "ada", "Invitation", "colleague") or {})["resend"] == bool(left)
    assert (await says(cast, "mia", "Customer", "umbrella") or {})["inviteUser"] == bool(left)
    for label in former:
        assert await broken(cast, "Membership", label, f"{left} left", but=label.split()[0]) == []
    for label in ("colleague", "umbrella colleague", "pending"):
        assert await broken(cast, "Invitation", label, f"{left} left") == []
    assert await broken(cast, "Customer", "umbrella", f"{left} left") == []


@pytest.mark.parametrize("enabled", [True, False])
async def test_given_an_integration_in_each_state_when_a_flag_is_read_then_the_mutation_keeps_it(cast: Cast, *, enabled: bool) -> None:
    labels = [label for label, (kind, _) in cast.rows.items() if kind == "integration"]
    assert len(labels) == 6
    await Integration.all().update(enabled=enabled)
    await IntegrationShare.all().delete()  # each could be shared
    assert [line for label in labels for line in await broken(cast, "Integration", label, f"enabled: {enabled}")] == []


async def test_given_the_states_when_flags_are_read_then_each_promises_something_to_somebody(cast: Cast) -> None:
    """Else a flag that is never true would keep all its promises."""
    await Membership.filter(id=cast.rows["max at northwind"][1]).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    examples = {
        "Poc": ["active"], "Task": ["open task", "done by cara"], "Comment": ["comment of cara"], "Invitation": ["pending"],
        "Customer": ["acme", "umbrella"], "Membership": ["max at northwind", "kim at northwind"], "Integration": ["monitoring"],
    }  # fmt: skip
    promised = set()
    for type_name, labels in examples.items():
        for caller, label in product(CALLERS[1:], labels):
            shown = await says(cast, caller, type_name, label) or {}
            promised |= {f"{type_name}Actions.{flag}" for flag, says_so in shown.items() if says_so}
    assert promised == PROMISES.keys()
