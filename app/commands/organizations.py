"""`create-tenant`, `set-plan` and `allow-mail`: what an operator does for an organization."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from app import founding
from app.commands.running import on_database
from app.core.settings import Settings
from app.models import Plan
from app.services import mail_refusals, tenant_plans, tenants


def create_tenant(settings: Settings, given: Namespace) -> None:
    """Make an organization and its first member."""
    password = sys.stdin.readline().rstrip("\r\n") if given.password_stdin else None

    async def create() -> None:
        founded = await founding.create_tenant(
            name=given.name, plan=Plan(given.plan), email=given.admin_email, person=given.admin_name,
            roles=given.roles.split(","), password=password,
        )  # fmt: skip
        print(json.dumps(founded))

    on_database(settings, create)


def set_plan(settings: Settings, given: Namespace) -> None:
    """Put an organization on another plan."""

    async def change() -> None:
        before = await tenant_plans.change(await tenants.named(given.tenant), Plan(given.plan))
        print(json.dumps({"tenantId": given.tenant, "plan": given.plan, "before": before}))

    on_database(settings, change)


def allow_mail(settings: Settings, given: Namespace) -> None:
    """Let an organization write again to an address."""

    async def allow() -> None:
        allowed = await mail_refusals.allow(await tenants.named(given.tenant), address=given.address)
        print("The organization may write to this address again." if allowed else "This address has not refused the organization's mail.")

    on_database(settings, allow)
