"""The Customers page through the API: what each input means, what the payload shows afterwards, and refusals at their paths."""

from __future__ import annotations

from typing import Any

import pytest

from app.auth.actor import Actor
from app.models import Customer, Partnership, Poc, Role
from tests.app.services.placing import MANAGE, VIEW, promote, put
from tests.partners import act, connect
from tests.schema.calling import run
from tests.schema.mutations.test_tasks import id_of
from tests.world import World, mails, snapshot

SHOWS = (
    "customer { id name domain reference stage organization { name } firstContact"
    " accessPolicy { allowedRoles staff { user { displayName } level } } } invitation { email roles status }"
)


async def mutate(actor: Actor, mutation: str, shows: str, /, **input_: Any) -> Any:
    """Use a mutation; its payload."""
    kind = mutation[0].upper() + mutation[1:]
    text = f"mutation ($input: {kind}Input!) {{ {mutation}(input: $input) {{ {shows} userErrors {{ code path }} }} }}"
    result = await run(actor, text, {"input": input_})
    assert result.errors == []
    assert result.data
    return result.data[mutation]


def staff(*places: tuple[Any, str]) -> list[dict[str, str]]:
    """A list of staff as the API is told of it."""
    return [{"userId": id_of("user", user.id), "level": level} for user, level in places]


async def test_given_all_facts_when_a_customer_is_created_then_the_payload_shows_it_and_the_invitation(world: World) -> None:
    mia = world.actor(world.mia)
    made = await mutate(
        mia, "createCustomer", SHOWS, name=" Umbrella ", domain="Umbrella.example", reference="U-1",
        access={"allowedRoles": ["TENANT_ADMIN", "MEMBER"], "staff": staff((world.mia, "MANAGE"), (world.sam, "VIEW"))},
        firstAdmin={"email": "uma@umbrella.example", "firstName": "Uma", "lastName": "Umber", "personalMessage": "Hello!"},
    )  # fmt: skip
    customer_id = made["customer"].pop("id")
    assert made == {
        "customer": {
            "name": "Umbrella", "domain": "umbrella.example", "reference": "U-1", "stage": "CONNECTED",
            "organization": {"name": "Umbrella"}, "firstContact": "PARTNER",
            "accessPolicy": {
                "allowedRoles": ["MEMBER", "TENANT_ADMIN"],
                "staff": [
                    {"user": {"displayName": "Mia Miller"}, "level": "MANAGE"}, {"user": {"displayName": "Sam Sales"}, "level": "VIEW"},
                ],
            },
        },
        "invitation": {"email": "uma@umbrella.example", "roles": ["TENANT_ADMIN"], "status": "PENDING"},
        "userErrors": [],
    }  # fmt: skip
    found = await run(
        mia, "query($id: ID!) { customer(id: $id) { name installation { pendingInvitations attention } } }", {"id": customer_id}
    )
    assert found.data == {"customer": {"name": "Umbrella", "installation": {"pendingInvitations": 1, "attention": ["NO_ADMIN"]}}}


async def test_given_as_little_as_possible_when_a_customer_is_created_then_members_may_be_granted(world: World) -> None:
    made = await mutate(world.actor(world.mia), "createCustomer", SHOWS, name="Umbrella", access={})
    assert made["customer"]["accessPolicy"] == {"allowedRoles": ["MEMBER"], "staff": []}
    assert (made["customer"]["domain"], made["invitation"], made["userErrors"]) == (None, None, [])


async def test_given_a_prospect_when_a_customer_is_made_of_it_then_it_is_that_record_with_what_it_had(world: World) -> None:
    made = await mutate(
        world.actor(world.mia), "createCustomer", "customer { id domain pocs { totalCount } }", name="Acme",
        prospectId=id_of("customer", world.acme.id), access={"staff": []},
    )  # fmt: skip
    assert made["customer"] == {"id": id_of("customer", world.acme.id), "domain": "acme.example", "pocs": {"totalCount": 4}}


async def test_given_wrong_facts_when_a_customer_is_created_then_each_is_named_and_nothing_is_done(world: World) -> None:
    before = await snapshot()
    answer = await mutate(
        world.actor(world.mia), "createCustomer", "customer { id } invitation { id }", name="", domain="x", prospectId="nonsense",
        access={"allowedRoles": ["MEMBER", "CUSTOMER"], "staff": [{"userId": "nonsense", "level": "VIEW"}, *staff((world.sam, "MANAGE"))]},
        firstAdmin={"email": "x"},
    )  # fmt: skip
    assert answer == {
        "customer": None, "invitation": None,
        "userErrors": [
            {"code": "REQUIRED", "path": ["name"]},
            {"code": "INVALID", "path": ["domain"]},
            {"code": "NOT_FOUND", "path": ["prospectId"]},
            {"code": "ROLE_NOT_ALLOWED", "path": ["access", "allowedRoles"]},
            {"code": "NOT_FOUND", "path": ["access", "staff", "0", "userId"]},
            {"code": "ROLE_NOT_ALLOWED", "path": ["access", "staff", "1", "level"]},
            {"code": "INVALID", "path": ["firstAdmin", "email"]},
        ],
    }  # fmt: skip
    assert await snapshot() == before
    assert await mails() == []


async def test_given_access_when_updated_then_lists_change_whole_and_what_is_left_out_stays(world: World) -> None:
    connected = await connect(world, allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER])
    mia, id_ = world.actor(world.mia), id_of("customer", connected.record.id)
    shows = "customer { accessPolicy { allowedRoles staff { user { displayName } level } } viewerCan { manageAccess } }"
    listed = [{"user": {"displayName": "Mia Miller"}, "level": "MANAGE"}]
    changed = await mutate(mia, "updateCustomerAccess", shows, customerId=id_, access={"staff": staff((world.mia, "MANAGE"))})
    assert changed["customer"] == {
        "accessPolicy": {"allowedRoles": ["MEMBER", "SALES_ENGINEER"], "staff": listed}, "viewerCan": {"manageAccess": True},
    }  # fmt: skip
    changed = await mutate(mia, "updateCustomerAccess", shows, customerId=id_, access={"allowedRoles": ["MEMBER"]})
    assert changed["customer"]["accessPolicy"] == {"allowedRoles": ["MEMBER"], "staff": listed}
    wider = await mutate(mia, "updateCustomerAccess", shows, customerId=id_, access={"allowedRoles": ["SALES_ENGINEER"]})
    assert wider == {"customer": None, "userErrors": [{"code": "CONSENT_REQUIRED", "path": ["access", "allowedRoles"]}]}
    changed = await mutate(mia, "updateCustomerAccess", shows, customerId=id_, access={"allowedRoles": None, "staff": None})
    assert changed["customer"]["accessPolicy"] == {"allowedRoles": [], "staff": []}
    nobody = await mutate(mia, "updateCustomerAccess", shows, customerId="nonsense", access={})
    assert nobody == {"customer": None, "userErrors": [{"code": "NOT_FOUND", "path": ["customerId"]}]}


async def test_given_oneself_put_out_when_updated_then_the_payload_shows_the_record_without_what_is_behind_it(world: World) -> None:
    connected = await connect(world)
    await promote(world, world.kim, Role.MSP_ADMIN)
    shows = "customer { name accessPolicy { allowedRoles } viewerCan { manageAccess } }"
    access = {"staff": staff((world.kim, "MANAGE"))}
    id_ = id_of("customer", connected.record.id)
    changed = await mutate(world.actor(world.mia), "updateCustomerAccess", shows, customerId=id_, access=access)
    assert changed["customer"] == {"name": "Umbrella", "accessPolicy": None, "viewerCan": {"manageAccess": False}}


async def test_given_a_prospect_when_merged_then_the_payload_shows_the_connected_record_and_what_is_no_more(world: World) -> None:
    connected = await connect(world)
    acme, into = id_of("customer", world.acme.id), id_of("customer", connected.record.id)
    mia = world.actor(world.mia)
    merged = await mutate(mia, "mergeCustomers", "mergedId customer { id pocs { totalCount } }", fromId=acme, intoId=into)
    assert merged == {"mergedId": acme, "customer": {"id": into, "pocs": {"totalCount": 4}}, "userErrors": []}
    assert await Poc.filter(customer_id=connected.record.id).count() == 4
    again = await mutate(mia, "mergeCustomers", "mergedId customer { id }", fromId=acme, intoId="nonsense")
    assert again["mergedId"] is again["customer"] is None
    assert sorted(error["path"][0] for error in again["userErrors"]) == ["fromId", "intoId"]
    same = await mutate(mia, "mergeCustomers", "mergedId", fromId=into, intoId=into)
    assert same == {"mergedId": None, "userErrors": [{"code": "SELF_REFERENCE", "path": ["intoId"]}]}


async def refusal(actor: Actor, name: str, input_: dict[str, Any]) -> str:
    """How a mutation ends: `ok`, a refusal, or the codes of user errors."""
    kind = name[0].upper() + name[1:]
    result = await run(actor, f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ userErrors {{ code }} }} }}", {"input": input_})
    for error in result.errors:
        problem: Any = error.original_error
        return str(problem.code.value)
    assert result.data
    return "+".join(error["code"] for error in result.data[name]["userErrors"]) or "ok"


@pytest.mark.parametrize("name", ["createCustomer", "updateCustomerAccess", "mergeCustomers"])
async def test_given_each_caller_when_used_then_only_msp_admins_with_a_place_to_manage_may(world: World, name: str) -> None:
    connected = await connect(world)
    await promote(world, world.kim, Role.MSP_ADMIN)
    await put(connected.record, (world.mia, MANAGE), (world.kim, VIEW), (world.sam, VIEW))
    await put(world.acme, (world.mia, MANAGE), (world.kim, VIEW))
    acme, into = id_of("customer", world.acme.id), id_of("customer", connected.record.id)
    inputs: dict[str, dict[str, Any]] = {
        "createCustomer": {"name": "Acme", "prospectId": acme, "access": {}, "firstAdmin": {"email": "a@acme.example"}},
        "updateCustomerAccess": {"customerId": into, "access": {"allowedRoles": []}},
        "mergeCustomers": {"fromId": acme, "intoId": into},
    }
    input_ = inputs[name]
    acting = await act(world, connected)
    before = await snapshot()
    for user in (world.ada, world.kim, world.sam, world.max, world.otto, world.cara, connected.admin):
        assert (user.email, await refusal(world.actor(user), name, input_)) == (user.email, "FORBIDDEN")
    assert await refusal(acting, name, input_) == "FORBIDDEN"
    assert await refusal(world.nobody, name, input_) == "UNAUTHENTICATED"
    assert await snapshot() == before
    assert await mails() == []
    assert await refusal(world.actor(world.mia), name, input_) == "ok"
    assert await snapshot() != before
    assert (await Partnership.get(id=connected.partnership.id)).ended_at is None
    assert (await Customer.get(id=connected.record.id)).tenant_id == world.northwind.id
