"""What each kind of partnership opens, as the table of capabilities says: in answers and in what may be done, also suspended and ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pytest

from app.auth.capabilities import CAPABILITIES, PartnerCapability
from app.core import ids
from app.core.errors import Refused
from app.core.runtime import now
from app.models import (
    Integration,
    IntegrationKind,
    IntegrationShare,
    Membership,
    MembershipStatus,
    Partnership,
    PartnershipKind,
    PartnershipPeriod,
    Role,
    SharePermission,
)
from app.services import members, partnership_states
from app.services.brands import brand_of
from tests.partners import Connected, connect
from tests.schema.calling import run, undone
from tests.world import World, mails, snapshot

STATES: Final = ("active", "suspended by the partner", "suspended by the customer", "ended")
C = PartnerCapability

FIELDS: Final[Mapping[str, PartnerCapability]] = {
    "users { totalCount }": C.MANAGE_ON_BEHALF,
    "invitations { totalCount }": C.MANAGE_ON_BEHALF,
    "integrations { totalCount }": C.MANAGE_ON_BEHALF,
    "actingSessions { totalCount }": C.MANAGE_ON_BEHALF,
    "auditLog { nodes { action } }": C.MANAGE_ON_BEHALF,
    "integrationShares { totalCount }": C.MULTI_TENANCY,
    "installation { activeUsers }": C.INSTALLATION_OVERVIEW,
}
"""Fields of a customer, and what opens them."""

OPERATIONS: Final[Mapping[str, tuple[dict[str, Any], PartnerCapability]]] = {
    "inviteUser": ({"customerId": "@customer", "email": "new@umbrella.example", "roles": ["MEMBER"]}, C.MANAGE_ON_BEHALF),
    "changeMemberRoles": ({"membershipId": "@member", "roles": ["SALES_ENGINEER"]}, C.MANAGE_ON_BEHALF),
    "deactivateMember": ({"membershipId": "@member"}, C.MANAGE_ON_BEHALF),
    "reactivateMember": ({"membershipId": "@former"}, C.MANAGE_ON_BEHALF),
    "updateInvitation": ({"invitationId": "@invitation", "firstName": "Ida"}, C.MANAGE_ON_BEHALF),
    "cancelInvitation": ({"invitationId": "@invitation"}, C.MANAGE_ON_BEHALF),
    "startActingSession": ({"customerId": "@customer", "reason": "They asked us to."}, C.MANAGE_ON_BEHALF),
    "createAuditExport": ({"customerId": "@customer"}, C.MANAGE_ON_BEHALF),
    "shareIntegration": ({"integrationId": "@integration", "customerId": "@customer"}, C.MULTI_TENANCY),
}
"""Mutations with their input, and what opens them."""


async def stand(world: World, kind: PartnershipKind, state: str) -> tuple[Connected, dict[str, str]]:
    """A customer connected as MSP, with something of everything, that is then of another kind, or in another state; ids by name."""
    connected = await connect(world, allowed_roles=[Role.MEMBER, Role.SALES_ENGINEER])
    mia = world.actor(world.mia)
    invitation = await members.invite(mia, email="ida@umbrella.example", roles=[Role.MEMBER], customer_id=connected.record.id)
    former = await Membership.create(
        user=world.dora, tenant=connected.tenant, roles={Role.MEMBER}, status=MembershipStatus.DEACTIVATED, created_at=now()
    )
    kind_row = await IntegrationKind.get(key="webhook")
    facts: dict[str, Any] = {"kind": kind_row, "settings": {}, "created_at": now()}
    mine, shared = [
        await Integration.create(tenant=world.northwind, name=name, sort_name=name.lower(), **facts) for name in ("Mine", "Shared")
    ]
    share = await IntegrationShare.create(
        tenant=world.northwind, integration=shared, integration_name="Shared", kind=kind_row, partnership=connected.partnership,
        record=connected.record, organization=connected.tenant, permission=SharePermission.USE, shared_by=world.mia, created_at=now(),
        active_since=now(),
    )  # fmt: skip
    member = await Membership.get(user=connected.member)
    await Partnership.filter(id=connected.partnership.id).update(kind=kind)
    await PartnershipPeriod.all().update(kind=kind)
    uma = world.actor(connected.admin)
    if state == "suspended by the partner":
        await partnership_states.suspend(mia, connected.partnership.id, reason="We have to talk.")
    if state == "suspended by the customer":
        await partnership_states.suspend(uma, connected.partnership.id, reason="We have to talk.")
    if state == "ended":
        await partnership_states.end(uma, connected.partnership.id, reason="That was it.")
    named = {
        "customer": ("customer", connected.record.id), "member": ("member", member.id), "former": ("member", former.id),
        "invitation": ("invitation", invitation), "integration": ("integration", mine.id), "share": ("share", share.id),
    }  # fmt: skip
    return connected, {name: ids.to_text(*row) for name, row in named.items()}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", PartnershipKind)
async def test_given_each_kind_and_state_when_read_then_what_its_capabilities_open(world: World, kind: PartnershipKind, state: str) -> None:
    connected, named = await stand(world, kind, state)
    held = CAPABILITIES[kind] if state == "active" else ()
    inner = " ".join(f"f{nth}: {field}" for nth, field in enumerate(FIELDS))
    text = f"""query($id: ID!) {{ customer(id: $id) {{ {inner} firstContact
      partnership {{ capabilities firstContact billedTo {{ name }} }} }} }}"""
    outcome = await run(world.actor(world.mia), text, {"id": named["customer"]})
    assert outcome.errors == []
    seen: Any = outcome.data and outcome.data["customer"]
    assert [field for nth, field in enumerate(FIELDS) if seen[f"f{nth}"] is not None] == [f for f, need in FIELDS.items() if need in held]
    first = "PARTNER" if C.FIRST_CONTACT in held else "VENDOR"
    assert seen["firstContact"] == (first if state == "active" else None)
    assert seen["partnership"] == {
        "capabilities": list(held), "firstContact": first,
        "billedTo": {"name": "Northwind Cloud" if C.BILLING_VIA_PARTNER in held else "Umbrella"},
    }  # fmt: skip
    shown = (await brand_of(connected.tenant.id)).name
    assert shown == ("Northwind Cloud" if C.WHITE_LABEL in held else "Umbrella")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", PartnershipKind)
async def test_given_each_kind_and_state_when_something_is_tried_then_only_what_its_capabilities_open_is_done(
    world: World, kind: PartnershipKind, state: str
) -> None:
    _, named = await stand(world, kind, state)
    held = CAPABILITIES[kind] if state == "active" else ()
    mia = world.actor(world.mia)
    before, sent = await snapshot(), len(await mails())
    found: dict[str, list[str]] = {}
    for operation, (given, _) in OPERATIONS.items():
        input_ = {name: named[value[1:]] if str(value).startswith("@") else value for name, value in given.items()}
        type_ = operation[0].upper() + operation[1:] + "Input"
        async with undone():
            outcome = await run(mia, f"mutation($i: {type_}!) {{ {operation}(input: $i) {{ userErrors {{ code }} }} }}", {"i": input_})
            assert not [error for error in outcome.errors if not isinstance(error.original_error, Refused)]
            data: Any = outcome.data
            found[operation] = [error["code"] for error in data[operation]["userErrors"]] if data[operation] else ["FORBIDDEN"]
            if found[operation]:
                assert await snapshot() == before, operation
                assert len(await mails()) == sent
    assert found == {operation: [] if need in held else ["CAPABILITY_REQUIRED"] for operation, (_, need) in OPERATIONS.items()}
    revoke = "mutation($i: RevokeIntegrationShareInput!) { revokeIntegrationShare(input: $i) { share { status } userErrors { code } } }"
    revoked = await run(mia, revoke, {"i": {"shareId": named["share"]}})
    assert revoked.data == {"revokeIntegrationShare": {"share": {"status": "REVOKED"}, "userErrors": []}}, "taking back is always possible"


def test_given_the_table_when_compared_then_each_capability_opens_something_here() -> None:
    opened = {*FIELDS.values(), *(need for _, need in OPERATIONS.values()), C.FIRST_CONTACT, C.BILLING_VIA_PARTNER, C.WHITE_LABEL}
    assert opened == set(PartnerCapability)
