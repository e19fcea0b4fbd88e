"""Memberships: who belongs to a tenant, with which roles."""

from __future__ import annotations

from datetime import datetime

import strawberry

from app import models
from app.auth import limits, policies
from app.auth.permissions import GRANTABLE
from app.models.fields import words_text
from schema.reading.declare import allowed, column, inside, narrows, one, reads
from schema.reading.expressions import Path
from schema.reading.sources import Order
from schema.types.enums import MembershipStatus, Role
from schema.types.nodes import Node, by_address, person
from schema.types.tenants import Tenant
from schema.types.users import User


@reads(models.Membership, description="What the viewer may do now with a member.")
class MembershipActions:
    """By permission and state; a partner's people only within what their partnership lets them grant."""

    change_roles: bool = allowed("Give other roles.", limits.members_to_change)
    deactivate: bool = allowed("Deactivate them.", limits.members_to_deactivate)
    reactivate: bool = allowed("Let them back, with the roles they held last.", limits.members_to_reactivate)
    change_email: bool = allowed("Correct the address.", limits.members_to_readdress)


@reads(models.Membership, prefix="member", scope=policies.memberships, description="A user's set of roles in a tenant.")
class Membership(Node):
    """One person in one tenant."""

    user: User = one("Who.")
    tenant: Tenant = one("Where.")
    roles: list[Role] = column("With which roles.")
    status: MembershipStatus = column("Whether it holds.")
    created_at: datetime = column("Since when.")
    deactivated_at: datetime | None = column("Since when it does not hold any more.")
    viewer_can: MembershipActions = inside("What the viewer may do now.")


WITH_ROLE = " or ".join(f"({{value}} like '% {role} %' and {{a}}.roles like '% {role} %')" for role in GRANTABLE)
NAME_OR_EMAIL = (
    r"{of} like {value} escape '\'"
    f' or exists (select 1 from "user" found where found.id = {{a}}.user_id and {by_address("found.email_key")})'
)


@strawberry.input(description="Narrows a list of members; everything given must hold.")
class MemberFilter:
    """By role, status and name."""

    role: list[Role] | None = narrows("With one of these roles.", WITH_ROLE, value=words_text)
    status: list[MembershipStatus] | None = narrows("In one of these states.", "{a}.status in {value}[text]")
    search: str | None = narrows("A part of the name or of the address.", NAME_OR_EMAIL, of=Path("user.sort_name"), value=person)


BY_JOINING = Order(Path("created_at"), "instant")
"""The oldest first."""
