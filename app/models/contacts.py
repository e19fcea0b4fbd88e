"""Contacts: people at a customer, with or without an address, with or without access to the portal."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from tortoise import fields
from tortoise.models import Model

from app.models.fields import Instant, Partial, SortKey, Unique, key, listed, to

ACTIVE = "({a}.portal_at is not null and {a}.revoked_at is null)"
"""Whether the contact in the row `{a}` has access to the portal, as SQL."""
PORTAL = (
    f"(case when {ACTIVE} then 'ACTIVE' when exists (select 1 from invitation promised where promised.contact_id = {{a}}.id"
    " and promised.kind = 'PORTAL' and promised.accepted_at is null and promised.cancelled_at is null) then 'INVITED'"
    " when {a}.revoked_at is not null then 'REVOKED' else 'NONE' end)"
)
"""How it stands with the portal, as SQL over the row `{a}`. It depends on no time: an expired invitation is still one."""
OF_OPEN_INVITATION = (
    "(select {value} from invitation promised where promised.contact_id = {a}.id and promised.kind = 'PORTAL'"
    " and promised.accepted_at is null and promised.cancelled_at is null)"
)
"""`{value}` of the invitation `promised` to the portal that is open for the contact in the row `{a}`, as SQL; there is one at most."""
LAST_INVITATION = (
    "(select promised.id from invitation promised where promised.contact_id = {a}.id and promised.kind = 'PORTAL' order by"
    " (case when promised.accepted_at is null and promised.cancelled_at is null then 0 else 1 end),"
    " promised.created_at desc, promised.id desc limit 1)"
)
"""The id of the invitation to the portal that is open for the contact in the row `{a}`, or else of the last one, as SQL."""


class PortalAccess(StrEnum):
    """How it stands with a contact's access to the portal. Computed, never stored."""

    NONE = "NONE"
    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    REVOKED = "REVOKED"


class Contact(Model):
    """A person at a `customer` of `tenant`. `user` is who accepted an invitation to the portal by this address, revoked or not."""

    id = key()
    tenant = to("Tenant")
    tenant_id: UUID
    customer = to("Customer")
    customer_id: UUID
    first_name = fields.CharField(200)
    last_name = fields.CharField(200)
    sort_name = SortKey()
    title = fields.CharField(200, null=True)
    email = fields.CharField(254, null=True)
    email_key = fields.CharField(320, null=True)
    phone = fields.CharField(40, null=True)
    user = to("User", null=True)
    user_id: UUID | None
    portal_at = Instant(null=True, description="since when the portal is open to the person")
    revoked_at = Instant(null=True)
    created_at = Instant()

    class Meta:
        table = "contact"
        indexes = (
            Unique("customer_id", "email_key", name="uq_contact_customer_email", where="email_key IS NOT NULL"),
            listed("tenant_id", "sort_name", "id", name="ix_contact_tenant_name"),
            listed("tenant_id", "created_at", "id", name="ix_contact_tenant_created"),
            listed("customer_id", "sort_name", "id", name="ix_contact_customer_name"),
            listed("customer_id", "created_at", "id", name="ix_contact_customer_created"),
            Partial("user_id", "id", name="ix_contact_user", where="user_id IS NOT NULL"),
        )
