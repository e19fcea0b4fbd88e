"""Contacts of customers, and inviting them to the portal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.core import ids
from app.services import contacts, portal_invites
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, changed, fact, mutation, payload, uuid_of
from schema.reading.declare import given, one
from schema.types.contacts import Contact
from schema.types.customers import Customer
from schema.types.invitations import Invitation


@strawberry.input(description="A person at a customer; with `sendInvite` also invited to the portal, or neither is done.")
class CreateContactInput:
    """Who, where."""

    customer_id: strawberry.ID = fact("At which customer.")
    first_name: str = fact("The first name.")
    last_name: str = fact("The last name.")
    email: str | None = fact("The address; each stands once at a customer.", None)
    title: str | None = fact("What the person is at work.", None)
    phone: str | None = fact("The telephone number, as people write it; at most 40 characters.", None)
    send_invite: bool = fact("Whether to invite the person to the portal.", default=False)
    personal_message: str | None = fact("A few words in the invitation, as plain text; at most 2,000 characters.", None)
    locale: str | None = fact("The language of the invitation (BCP 47); the tenant's unless told.", None)


@payload
class CreateContactPayload:
    """The contact."""

    contact: Contact | None = one("The new contact.", scope=policies.contacts)
    customer: Customer | None = one("The customer.", scope=policies.customers)
    invitation: Invitation | None = one("The invitation, with `sendInvite`.", scope=policies.invitations)


@strawberry.input(description="Changes to a contact: what is left out stays as it is, null clears.")
class UpdateContactInput:
    """Changes."""

    contact_id: strawberry.ID = fact("Which contact.")
    first_name: str | None = fact("The first name; it can't be cleared.", strawberry.UNSET)
    last_name: str | None = fact("The last name; it can't be cleared.", strawberry.UNSET)
    email: str | None = fact("The address; with another one or none an open invitation is withdrawn.", strawberry.UNSET)
    title: str | None = fact("What the person is at work.", strawberry.UNSET)
    phone: str | None = fact("The telephone number.", strawberry.UNSET)


@payload
class UpdateContactPayload:
    """The contact."""

    contact: Contact | None = one("The contact after the change.", scope=policies.contacts)
    customer: Customer | None = one("The customer.", scope=policies.customers)


@strawberry.input(description="A contact to delete, and with it the access to the portal.")
class DeleteContactInput:
    """Who."""

    contact_id: strawberry.ID = fact("Which contact.")


@payload
class DeleteContactPayload:
    """What is gone."""

    deleted_id: strawberry.ID | None = given("The id of the contact, which is no more.")
    customer: Customer | None = one("The customer.", scope=policies.customers)


@strawberry.input(
    description="A contact to invite to the portal, or to mail the invitation to again. What is left out stays as it was said."
)
class SendPortalInviteInput:
    """Whom, with which words."""

    contact_id: strawberry.ID = fact("Which contact.")
    personal_message: str | None = fact("A few words in the mail, as plain text; at most 2,000 characters.", strawberry.UNSET)
    locale: str | None = fact("The language of the mails (BCP 47); the tenant's unless ever told.", strawberry.UNSET)


@payload
class SendPortalInvitePayload:
    """The invitation."""

    contact: Contact | None = one("The contact.", scope=policies.contacts)
    customer: Customer | None = one("The customer.", scope=policies.customers)
    invitation: Invitation | None = one("The invitation, with a fresh link on the way.", scope=policies.invitations)


@strawberry.input(description="A contact whose access to the portal is to end.")
class RevokePortalAccessInput:
    """Whose."""

    contact_id: strawberry.ID = fact("Which contact.")


@payload
class RevokePortalAccessPayload:
    """The contact."""

    contact: Contact | None = one("The contact, who has no access.", scope=policies.contacts)
    customer: Customer | None = one("The customer.", scope=policies.customers)


@strawberry.type
class ContactMutations:
    """Root fields about contacts."""

    @mutation(locked(Permission.CONTACTS_MANAGE), "Add a person at a customer; with `sendInvite` also invite them to the portal.")
    async def create_contact(self, context: Context, input: CreateContactInput) -> Facts[CreateContactPayload]:  # noqa: A002
        """Add."""
        customer_id = uuid_of("customer", input.customer_id)
        created = await contacts.create(
            context.actor,
            customer_id,
            first_name=input.first_name,
            last_name=input.last_name,
            email=input.email,
            title=input.title,
            phone=input.phone,
            send_invite=input.send_invite,
            personal_message=input.personal_message,
            locale=input.locale,
        )
        return Facts(contact=created.contact_id, customer=customer_id, invitation=created.invitation_id)

    @mutation(locked(Permission.CONTACTS_MANAGE), "Change a contact; with another address an open invitation is withdrawn.")
    async def update_contact(self, context: Context, input: UpdateContactInput) -> Facts[UpdateContactPayload]:  # noqa: A002
        """Change."""
        contact_id = uuid_of("contact", input.contact_id)
        facts = {name: changed(getattr(input, name)) for name in contacts.FIELDS}
        return _with_customer(contact_id, await contacts.update(context.actor, contact_id, **facts))

    @mutation(locked(Permission.CONTACTS_MANAGE), "Delete a contact who takes part in no POC; the access to the portal ends.")
    async def delete_contact(self, context: Context, input: DeleteContactInput) -> Facts[DeleteContactPayload]:  # noqa: A002
        """Delete."""
        contact_id = uuid_of("contact", input.contact_id)
        customer_id = await contacts.delete(context.actor, contact_id)
        return Facts(deleted_id=contact_id and ids.to_text("contact", contact_id), customer=customer_id)

    @mutation(locked(Permission.PORTAL_INVITE), "Invite a contact to the portal; one who is invited gets a fresh link.")
    async def send_portal_invite(self, context: Context, input: SendPortalInviteInput) -> Facts[SendPortalInvitePayload]:  # noqa: A002
        """Send, and resend."""
        words = {"personal_message": changed(input.personal_message), "locale": changed(input.locale)}
        sent = await portal_invites.send(context.actor, uuid_of("contact", input.contact_id), **words)
        return Facts(contact=sent.contact_id, customer=sent.customer_id, invitation=sent.invitation_id)

    @mutation(
        locked(Permission.PORTAL_INVITE), "End a contact's access to the portal with the next request, and withdraw an open invitation."
    )
    async def revoke_portal_access(self, context: Context, input: RevokePortalAccessInput) -> Facts[RevokePortalAccessPayload]:  # noqa: A002
        """Revoke."""
        contact_id = uuid_of("contact", input.contact_id)
        return _with_customer(contact_id, await portal_invites.revoke(context.actor, contact_id))


def _with_customer(contact_id: UUID | None, customer_id: UUID) -> Facts[Any]:
    return Facts(contact=contact_id, customer=customer_id)
