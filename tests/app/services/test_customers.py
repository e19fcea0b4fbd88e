import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.auth import actions, finding
from app.core import db
from app.core.runtime import Runtime
from app.models import Customer, CustomerStage, Event, Role, User
from app.services import customers, pocs
from tests.app.services.placing import MANAGE, VIEW, promote, put
from tests.conftest import START
from tests.outcomes import DONE, outcome
from tests.world import World, snapshot

Action = Callable[[World, User, UUID | None], Awaitable[object]]

ACTIONS: dict[str, Action] = {
    "update": lambda world, user, id_: customers.update(world.actor(user), id_, name="Renamed"),
    "archive": lambda world, user, id_: customers.archive(world.actor(user), id_),
    "restore": lambda world, user, id_: customers.restore(world.actor(user), id_),
}
UNSEEN = "NOT_FOUND customerId"


async def become(customer: Customer, stage: CustomerStage) -> None:
    async with db.transaction():
        await Customer.filter(id=customer.id).update(stage=stage)


async def events_of(customer_id: UUID) -> list[Event]:
    return await Event.filter(target_id=customer_id).order_by("at")


async def test_given_a_company_when_added_then_it_is_a_prospect_of_the_tenant_with_one_event(world: World) -> None:
    id_ = await customers.add_prospect(world.actor(world.sam), name=" Ünited  Corp ", domain=" WWW.Bücher.Example. ", reference=" A-1 ")
    customer = await Customer.get(id=id_)
    assert (customer.tenant_id, customer.stage, customer.archived_at) == (world.northwind.id, CustomerStage.PROSPECT, None)
    assert (customer.name, customer.sort_name, customer.domain) == ("Ünited  Corp", "united corp", "www.bücher.example")
    assert (customer.reference, customer.created_at) == ("A-1", START)
    [event] = await events_of(id_)
    assert (event.action, event.target_kind, event.tenant_id) == ("customer.created", "customer", world.northwind.id)


async def test_given_each_role_when_a_prospect_is_added_then_only_with_the_permission(world: World) -> None:
    before = await snapshot()
    for name in ("max", "cara", "dora"):
        assert await outcome(customers.add_prospect(world.actor(world.people[name]), name="X")) == "FORBIDDEN"
    assert await outcome(customers.add_prospect(world.nobody, name="X")) == "UNAUTHENTICATED"
    assert await snapshot() == before
    for name in ("ada", "mia", "sam", "otto"):
        assert await outcome(customers.add_prospect(world.actor(world.people[name]), name="X")) == DONE


async def test_given_much_is_wrong_when_a_prospect_is_added_then_all_of_it_is_said_at_once(world: World) -> None:
    before = await snapshot()
    said = await outcome(customers.add_prospect(world.actor(world.sam), name=" ", domain="no domain", reference="x" * 201))
    assert said == "REQUIRED name; INVALID domain; TOO_LONG reference"
    assert await snapshot() == before


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("acme.example", "acme.example"),
        ("xn--bcher-kva.example", "bücher.example"),
        ("\uff21CME\u3002example", "acme.example"),
        ("faß.example", "faß.example"),
        ("  ", None),
        (None, None),
    ],
)
async def test_given_a_host_name_when_set_as_domain_then_kept_in_lower_case_as_people_read_it(
    world: World, typed: str | None, kept: str | None
) -> None:
    await customers.update(world.actor(world.sam), world.acme.id, domain=typed)
    assert (await Customer.get(id=world.acme.id)).domain == kept


@pytest.mark.parametrize(
    "typed",
    ["acme", "https://acme.example", "acme.example/x", "a_b.example", "-a.example", "a..example", "192.0.2.7", "sam@acme.example",
     "*.acme.example", "acme example.com", "a" * 64 + ".example", "xn--zzzz.example", "ac\u202eme.example", "."],
)  # fmt: skip
async def test_given_no_host_name_when_set_as_domain_then_invalid(world: World, typed: str) -> None:
    assert await outcome(customers.update(world.actor(world.sam), world.acme.id, domain=typed)) == "INVALID domain"


async def test_given_too_long_a_domain_when_set_then_too_long(world: World) -> None:
    assert await outcome(customers.update(world.actor(world.sam), world.acme.id, domain="a." * 126 + "ab")) == "TOO_LONG domain"


@pytest.mark.parametrize("action", ACTIONS)
async def test_given_each_role_when_a_prospect_is_managed_then_only_with_the_permission_and_refusals_write_nothing(
    world: World, action: str
) -> None:
    act = ACTIONS[action]
    if action == "restore":
        await customers.archive(world.actor(world.mia), world.acme.id)
    before = await snapshot()
    for name in ("max", "otto", "olga", "cara", "carl", "dora"):
        assert (name, await outcome(act(world, world.people[name], world.acme.id))) == (name, UNSEEN)
    for id_ in (uuid4(), None):
        assert await outcome(act(world, world.sam, id_)) == UNSEEN
    assert await snapshot() == before
    assert await outcome(act(world, world.sam, world.acme.id)) == DONE
    assert await snapshot() != before


@pytest.mark.parametrize("stage", [CustomerStage.CONNECTED, CustomerStage.FORMER])
@pytest.mark.parametrize("action", ACTIONS)
async def test_given_no_prospect_when_managed_then_only_who_manages_customers_may(world: World, action: str, stage: CustomerStage) -> None:
    act = ACTIONS[action]
    await become(world.acme, stage)
    before = await snapshot()
    for name in ("ada", "sam", "kim"):  # a tenant admin without MSP_ADMIN, too
        assert (name, await outcome(act(world, world.people[name], world.acme.id))) == (name, "FORBIDDEN")
    for name in ("max", "otto", "cara"):
        assert (name, await outcome(act(world, world.people[name], world.acme.id))) == (name, UNSEEN)
    assert await snapshot() == before
    assert await outcome(act(world, world.mia, world.acme.id)) == DONE


@pytest.mark.parametrize("stage", [CustomerStage.CONNECTED, CustomerStage.FORMER])
@pytest.mark.parametrize("action", ACTIONS)
async def test_given_a_list_of_staff_when_no_prospect_is_managed_then_only_by_who_has_a_place_to_manage(
    world: World, action: str, stage: CustomerStage
) -> None:
    act = ACTIONS[action]
    await become(world.acme, stage)
    await promote(world, world.kim, Role.MSP_ADMIN)
    await put(world.acme, (world.kim, MANAGE), (world.sam, VIEW))
    if action == "restore":
        await customers.archive(world.actor(world.kim), world.acme.id)
    before = await snapshot()
    assert await outcome(act(world, world.mia, world.acme.id)) == "FORBIDDEN"
    await put(world.acme, (world.mia, VIEW))
    for user in (world.mia, world.sam, world.ada):
        assert await outcome(act(world, user, world.acme.id)) == "FORBIDDEN"
    assert await snapshot(without=["customer_staff"]) == {table: rows for table, rows in before.items() if table != "customer_staff"}
    assert await outcome(act(world, world.kim, world.acme.id)) == DONE


async def test_given_a_prospect_with_a_list_of_staff_when_managed_then_by_everybody_who_manages_prospects(world: World) -> None:
    await put(world.acme, (world.mia, MANAGE))
    for user in (world.sam, world.ada, world.mia):
        assert await outcome(customers.update(world.actor(user), world.acme.id, reference=user.first_name)) == DONE


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("stage", CustomerStage)
async def test_given_each_person_when_viewer_can_says_edit_then_updating_agrees(
    world: World, stage: CustomerStage, *, listed: bool
) -> None:
    await become(world.acme, stage)
    if listed:
        await promote(world, world.kim, Role.MSP_ADMIN)
        await put(world.acme, (world.mia, MANAGE), (world.kim, VIEW))
    for name, user in world.people.items():
        actor = world.actor(user)
        may = await outcome(finding.find(Customer, actor, world.acme.id, actions.edit_customer(actor), lock=False)) == DONE
        assert (name, await outcome(customers.update(actor, world.acme.id, reference=name)) == DONE) == (name, may)


async def test_given_what_is_given_when_updated_then_only_that_changes_with_before_and_after(runtime: Runtime, world: World) -> None:
    sam = world.actor(world.sam)
    await customers.update(sam, world.acme.id, name="Ácme 2", reference="R")
    customer = await Customer.get(id=world.acme.id)
    assert (customer.name, customer.sort_name, customer.domain, customer.reference) == ("Ácme 2", "acme 2", "acme.example", "R")
    runtime.clock.advance(timedelta(minutes=1))
    await customers.update(sam, world.acme.id, domain=None)
    first, second = await events_of(world.acme.id)
    assert (first.action, first.changes) == ("customer.changed", {"name": ["Acme", "Ácme 2"], "reference": [None, "R"]})
    assert second.changes == {"domain": ["acme.example", None]}


async def test_given_nothing_different_or_no_name_when_updated_then_nothing_is_written(world: World) -> None:
    sam = world.actor(world.sam)
    before = await snapshot()
    assert await outcome(customers.update(sam, world.acme.id)) == DONE
    assert await outcome(customers.update(sam, world.acme.id, name=" Acme ", domain="ACME.example", reference="")) == DONE
    assert await outcome(customers.update(sam, world.acme.id, name=None, reference="x")) == "REQUIRED name"
    assert await snapshot() == before


async def test_given_a_customer_when_archived_and_restored_twice_then_each_happens_once_and_nothing_else_changes(
    runtime: Runtime, world: World
) -> None:
    sam = world.actor(world.sam)
    before = await snapshot(without=["event"])
    await customers.archive(sam, world.acme.id)
    assert (await Customer.get(id=world.acme.id)).archived_at == START
    runtime.clock.advance(timedelta(hours=1))
    await customers.archive(sam, world.acme.id)
    assert (await Customer.get(id=world.acme.id)).archived_at == START
    changed = await snapshot(without=["event"])
    assert {table for table in before if before[table] != changed[table]} == {"customer"}  # no access, no POC
    await customers.restore(sam, world.acme.id)
    await customers.restore(sam, world.acme.id)
    assert await snapshot(without=["event"]) == before
    assert [event.action for event in await events_of(world.acme.id)] == ["customer.archived", "customer.restored"]


async def test_given_twenty_at_once_when_archived_then_it_happened_once(world: World) -> None:
    outcomes = await asyncio.gather(*(outcome(customers.archive(world.actor(world.sam), world.acme.id)) for _ in range(20)))
    assert outcomes == [DONE] * 20
    assert len(await events_of(world.acme.id)) == 1


async def test_given_an_archiving_that_is_not_committed_when_a_poc_is_created_then_it_waits_and_is_refused(world: World) -> None:
    sam = world.actor(world.sam)
    written, commit = asyncio.Event(), asyncio.Event()

    async def archive() -> None:
        async with db.transaction():
            await customers.archive(sam, world.acme.id)
            written.set()
            await commit.wait()

    archiving = asyncio.create_task(archive())
    await written.wait()
    creating = asyncio.create_task(outcome(pocs.create(sam, name="X", customer_id=world.acme.id)))
    finished, _ = await asyncio.wait({creating}, timeout=0.3)
    assert not finished
    commit.set()
    await archiving
    assert await creating == "NOT_OPEN customerId"


async def test_given_an_archived_customer_when_changed_then_it_can_be(world: World) -> None:
    await customers.archive(world.actor(world.sam), world.acme.id)
    await customers.update(world.actor(world.sam), world.acme.id, name="Acme (old)")
    assert (await Customer.get(id=world.acme.id)).name == "Acme (old)"
