"""What the operator makes on the command line."""

from __future__ import annotations

import pytest

from app.auth.actor import Actor
from app.core.errors import UserErrors
from app.core.ids import parse
from app.core.runtime import Runtime
from app.founding import create_tenant
from app.models import Invitation, Membership, Plan, Role, Tenant, User
from app.services import invitations, sessions
from tests.world import World, mails, snapshot

PASSWORD = "seven quiet harbours"


async def _anna(roles: list[str], password: str | None) -> dict[str, str | None]:
    return await create_tenant(
        name="Fabrikam", plan=Plan.ENTERPRISE, email="Anna@fabrikam.example", person="Anna Maria Berg", roles=roles, password=password
    )


async def test_given_a_password_when_a_tenant_is_made_then_its_admin_can_sign_in_at_once(runtime: Runtime) -> None:
    made = await _anna(["TENANT_ADMIN", " msp_admin"], PASSWORD)

    tenant = await Tenant.get(id=parse(made["tenantId"] or "", "tenant"))
    user = await User.get(id=parse(made["userId"] or "", "user"))
    assert (tenant.name, tenant.plan) == ("Fabrikam", Plan.ENTERPRISE)
    assert (user.first_name, user.last_name, user.email, user.email_key) == (
        "Anna Maria",
        "Berg",
        "Anna@fabrikam.example",
        "anna@fabrikam.example",
    )
    signed_in = await sessions.sign_in(Actor(), email="anna@fabrikam.example", password=PASSWORD)
    assert (signed_in.actor.tenant_id, signed_in.actor.roles) == (tenant.id, frozenset({Role.TENANT_ADMIN, Role.MSP_ADMIN}))
    assert await mails() == []


async def test_given_no_password_when_a_tenant_is_made_then_its_admin_is_invited_and_there_is_no_account_before(runtime: Runtime) -> None:
    made = await _anna(["TENANT_ADMIN"], None)

    tenant_id = parse(made["tenantId"] or "", "tenant")
    assert made["userId"] is None
    assert not await User.exists()
    (mail,) = await mails("Anna@fabrikam.example")
    assert (await invitations.preview(Actor(), mail.token)).organization_name == "Fabrikam"

    registration = invitations.Registration(first_name="Anna", last_name="Berg", password=PASSWORD)
    accepted = await invitations.accept(Actor(), token=mail.token, registration=registration)

    user, membership = await User.get(), await Membership.get()
    assert accepted.tenant_id == tenant_id == membership.tenant_id
    assert membership.roles == {Role.TENANT_ADMIN}
    assert accepted.credentials is not None
    invitation = await Invitation.get()
    assert (invitation.invited_by_id, invitation.set_by_id) == (user.id, user.id)  # everybody who may see it sees an inviter


async def test_given_an_address_with_an_account_when_a_tenant_is_made_with_a_password_then_nothing_is_written(world: World) -> None:
    before = await snapshot()

    with pytest.raises(UserErrors, match="ALREADY_EXISTS"):
        await create_tenant(
            name="X", plan=Plan.FREE, email="SAM@northwind.example", person="Sam Sales", roles=["MEMBER"], password=PASSWORD
        )

    assert await snapshot() == before


async def test_given_an_address_with_an_account_when_a_tenant_is_made_without_one_then_its_owner_accepts_signed_in(world: World) -> None:
    await create_tenant(name="X", plan=Plan.FREE, email=world.cara.email, person="Cara Customer", roles=["TENANT_ADMIN"], password=None)
    (mail,) = await mails(world.cara.email)

    accepted = await invitations.accept(world.actor(world.cara), token=mail.token)

    assert await Membership.exists(user_id=world.cara.id, tenant_id=accepted.tenant_id)


async def test_given_wrong_facts_when_a_tenant_is_made_then_all_are_named_and_nothing_is_written(runtime: Runtime) -> None:
    before = await snapshot()

    with pytest.raises(UserErrors) as problem:
        await create_tenant(name=" ", plan=Plan.FREE, email="nobody", person="Anna", roles=["CUSTOMER"], password=None)

    assert {error.path for error in problem.value.errors} == {("name",), ("adminEmail",), ("adminName",), ("roles",)}
    assert await snapshot() == before


async def test_given_a_weak_password_when_a_tenant_is_made_then_it_is_refused(runtime: Runtime) -> None:
    with pytest.raises(UserErrors, match="WEAK_PASSWORD"):
        await _anna(["MEMBER"], "demo-demo-demo")
