"""Contacts with access to a provider's portal, made with the models."""

from __future__ import annotations

from typing import Any

from app.core import ids
from app.core.runtime import now
from app.core.text import sort_key
from app.models import Contact, Customer, User


async def open_portal(customer: Customer, user: User, **facts: Any) -> Contact:
    """A person is a contact at a customer, and the portal is open to them."""
    known = {"portal_at": now(), "created_at": now()} | facts
    return await Contact.create(
        tenant_id=customer.tenant_id, customer=customer, first_name=user.first_name, last_name=user.last_name,
        sort_name=sort_key(f"{user.first_name} {user.last_name}"), email=user.email, email_key=user.email_key, user=user, **known,
    )  # fmt: skip


def portal_id(contact: Contact) -> str:
    """The id of a contact's portal."""
    return ids.to_text("portal", contact.id)
