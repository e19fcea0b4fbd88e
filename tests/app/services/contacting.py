"""What tests of contacts share: contacts made with the models, and links from the mails to the portal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.core.runtime import now
from app.core.text import email_key, sort_key
from app.models import Contact, Customer, Invitation, User
from app.services import portal_invites
from tests.app.services.inviting import token_of
from tests.world import World

NEW = "nina@acme.example"


async def contact_at(customer: Customer, email: str | None = NEW, **facts: Any) -> Contact:
    """Nina, or somebody else, at a customer."""
    names = {"first_name": "Nina", "last_name": "New"} | {name: facts.pop(name) for name in ("first_name", "last_name") if name in facts}
    return await Contact.create(
        tenant_id=customer.tenant_id, customer_id=customer.id, **names, sort_name=sort_key(" ".join(names.values())), email=email,
        email_key=email and email_key(email), created_at=now(), **facts,
    )  # fmt: skip


async def with_access(customer: Customer, user: User, **facts: Any) -> Contact:
    """A contact whom the portal is open to."""
    return await contact_at(customer, user.email, first_name=user.first_name, last_name=user.last_name, user=user, portal_at=now(), **facts)


async def sent(world: World, contact: Contact) -> tuple[UUID, str]:
    """Sam invites a contact: the invitation, and the token in its mail."""
    invited = await portal_invites.send(world.actor(world.sam), contact.id)
    return invited.invitation_id, await token_of(invited.invitation_id)


async def portal_of(contact: Contact) -> tuple[UUID | None, bool]:
    """Whose it is, and whether it is open."""
    row = await Contact.get(id=contact.id)
    return row.user_id, portal_invites.is_open(row)


async def open_invitations(contact: Contact) -> int:
    """How many invitations of a contact are undecided."""
    return await Invitation.filter(contact_id=contact.id, accepted_at=None, cancelled_at=None).count()
