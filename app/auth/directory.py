"""The directory: the members of the session's tenant, who is invited to become one, and the contacts of its customers, as one table.

All of them are listed by (tenant_id, sort_name, id), of which each of the three tables has an index.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from app import models
from app.auth.actions import invite_to_portal, resend_invitation
from app.auth.actor import Holder
from app.auth.permissions import Permission
from app.auth.policies import contacts_as_staff, member_invitations, members
from app.auth.relations import Arm, Relation
from app.auth.scopes import EVERYTHING, NOTHING, Scope, through
from app.models.contacts import ACTIVE, LAST_INVITATION, OF_OPEN_INVITATION
from app.models.invitations import OPEN


class DirectoryKind(StrEnum):
    """What an entry stands for."""

    MEMBER = "MEMBER"
    INVITED = "INVITED"
    CONTACT = "CONTACT"


class DirectoryStatus(StrEnum):
    """How it stands with an account: a member's, or a contact's in the portal."""

    ACTIVE = "ACTIVE"
    INVITED = "INVITED"
    INVITE_EXPIRED = "INVITE_EXPIRED"
    NO_ACCOUNT = "NO_ACCOUNT"
    DEACTIVATED = "DEACTIVATED"


_WAITING: Final = f"(case when {{row}}.expires_at <= :now then '{DirectoryStatus.INVITE_EXPIRED}' else '{DirectoryStatus.INVITED}' end)"
_OPEN: Final = " and ".join(f"{{row}}.{part.strip()}" for part in OPEN.lower().split(" and "))


def _of_person(column: str) -> str:
    return f'(select person.{column} from "user" person where person.id = {{a}}.user_id)'


def _of_open_portal_invitation(value: str) -> str:
    return OF_OPEN_INVITATION.replace("{value}", value)


_OF_CONTACT: Final = (
    f"(case when {ACTIVE} then '{DirectoryStatus.ACTIVE}'"
    f" else coalesce({_of_open_portal_invitation(_WAITING.replace('{row}', 'promised'))}, '{DirectoryStatus.NO_ACCOUNT}') end)"
)
"""A contact that has access to the portal is ACTIVE; whoever had it has NO_ACCOUNT, like one who never had."""
_MEMBERS: Final = Arm(
    "membership",
    members,
    {
        "id": "{a}.id", "tenant_id": "{a}.tenant_id", "kind": f"'{DirectoryKind.MEMBER}'", "sort_name": "{a}.sort_name",
        "first_name": _of_person("first_name"), "last_name": _of_person("last_name"), "email": _of_person("email"),
        "email_key": _of_person("email_key"), "status": "{a}.status", "roles": "{a}.roles", "has_account": "1", "membership_id": "{a}.id",
    },
    only={"kind": (DirectoryKind.MEMBER,), "status": (DirectoryStatus.ACTIVE, DirectoryStatus.DEACTIVATED)},
)  # fmt: skip
_INVITED: Final = Arm(
    "invitation",
    member_invitations,
    {
        "id": "{a}.id", "tenant_id": "{a}.tenant_id", "kind": f"'{DirectoryKind.INVITED}'", "sort_name": "{a}.sort_name",
        "first_name": "{a}.first_name", "last_name": "{a}.last_name", "email": "{a}.email", "email_key": "{a}.email_key",
        "status": _WAITING.replace("{row}", "{a}"), "roles": "{a}.roles", "has_account": "0", "invitation_id": "{a}.id",
        "last_sent_at": "{a}.last_sent_at",
    },
    where=_OPEN.replace("{row}", "{a}"),
    only={"kind": (DirectoryKind.INVITED,), "status": (DirectoryStatus.INVITED, DirectoryStatus.INVITE_EXPIRED)},
)  # fmt: skip
_CONTACTS: Final = Arm(
    "contact",
    contacts_as_staff,
    {
        "id": "{a}.id", "tenant_id": "{a}.tenant_id", "kind": f"'{DirectoryKind.CONTACT}'", "sort_name": "{a}.sort_name",
        "first_name": "{a}.first_name", "last_name": "{a}.last_name", "email": "{a}.email", "email_key": "{a}.email_key",
        "status": _OF_CONTACT,
        "roles": f"(case when {ACTIVE} then ' {models.Role.CUSTOMER} ' else ' ' end)",
        "has_account": f"(case when {ACTIVE} then 1 else 0 end)", "contact_id": "{a}.id", "customer_id": "{a}.customer_id",
        "invitation_id": LAST_INVITATION, "last_sent_at": _of_open_portal_invitation("promised.last_sent_at"),
    },
    only={"kind": (DirectoryKind.CONTACT,), "status": tuple(set(DirectoryStatus) - {DirectoryStatus.DEACTIVATED})},
)  # fmt: skip

DIRECTORY: Final = Relation(
    "directory",
    {
        "id": "uuid", "tenant_id": "uuid", "kind": "text", "sort_name": "text", "first_name": "text", "last_name": "text", "email": "text",
        "email_key": "text", "status": "text", "roles": "text", "has_account": "integer", "membership_id": "uuid", "contact_id": "uuid",
        "customer_id": "uuid", "invitation_id": "uuid", "last_sent_at": "timestamptz",
    },
    {
        "tenant": models.Tenant, "membership": models.Membership, "contact": models.Contact, "customer": models.Customer,
        "invitation": models.Invitation,
    },
    (_MEMBERS, _INVITED, _CONTACTS),
)  # fmt: skip


def entries(actor: Holder) -> Scope:
    """What is in the relation for whoever reads the members; each arm says by itself of whom."""
    return EVERYTHING if actor.has(Permission.MEMBERS_READ) else NOTHING


def send_invite(actor: Holder) -> Scope:
    """To whom an invitation may be mailed now: contacts as to the portal, invited colleagues as it is mailed again."""
    contact = Scope("entry_of_contact", f"{{a}}.kind = '{DirectoryKind.CONTACT}'")
    invited = Scope("entry_of_invited", f"{{a}}.kind = '{DirectoryKind.INVITED}'")
    return contact & invite_to_portal(actor) | invited & through("invitation", "invitation_id", resend_invitation(actor))
