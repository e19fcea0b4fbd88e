"""Erasing a person: what is known of them goes or becomes nobody's, and what they did stays, as done by an erased person.

What happened names people by id only, so the audit logs and their seals stay whole. What others wrote of the person in free text
stays, and what the person wrote in comments, messages and reasons; both belong to the organizations in which it was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.auth import limits
from app.auth.actor import OPERATOR
from app.core import db, ids, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import CancelReason, InvitationKind, MailStatus
from app.models.users import ERASED_HOST
from app.services import acting_endings, api_keys, contact_erasing, events, invitations, tenants
from app.services.standing import PENDING, target_of

FIRST_NAME: Final = "Erased"
LAST_NAME: Final = "person"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was found: the person, if there is an account, and how many invitations and mails to the address."""

    user_id: UUID | None
    invitations: int
    mails: int

    @property
    def told(self) -> dict[str, object]:
        """For the operator: ids as the API has them."""
        user_id = None if self.user_id is None else ids.to_text("user", self.user_id)
        return {"userId": user_id, "invitations": self.invitations, "mails": self.mails}


async def erase(named: str) -> Erased:
    """Erase the person with an address, or with an id as the API has it. Once more: success, and nothing changes.

    LAST_ADMIN for an organization's only admin; NOT_FOUND for an id that nobody has; REQUIRED and INVALID for what is neither.
    """
    async with db.transaction():
        user_id, key = await _found(named)
        placeholder = f"{user_id or ids.new_id()}@{ERASED_HOST}"
        # In the order in which everybody takes locks: POCs, organizations, contacts, invitations, the person. Behind that of an
        # invitation whoever accepts it has done so, or does not.
        keys = await _keys(user_id, key)
        pocs = await _hold_pocs(user_id, keys)
        await _hold_tenants(user_id, [], keys)
        await contact_erasing.erase(OPERATOR, keys, user_id, first_name=FIRST_NAME, last_name=LAST_NAME)
        erased = await _erase_invitations(keys, placeholder)
        if user_id is not None:
            await _end_work(user_id, pocs)
            await _erase_account(user_id, placeholder)
        values = {"keys": keys, "user": user_id}
        await db.execute("delete from account_link where email_key in :keys[text] or user_id = :user", values)
        await _erase_changes(keys, user_id, placeholder)
        await db.execute("delete from mail_refusal where email_key in :keys[text]", {"keys": keys})
        mails = await _erase_mails(keys, user_id, placeholder)
    # By itself, since it walks all logs: nobody shall wait behind the locks above meanwhile. Once more does what was left.
    await db.execute("delete from event_origin where event_id in (select e.id from event e where e.actor_id = :user)", {"user": user_id})
    return Erased(user_id, erased, mails)


async def _found(named: str) -> tuple[UUID | None, str]:
    """The person's id, and the key of their address. Of somebody who never had an account there is only an address."""
    if "@" in named:
        _, key = text.email(named, "address")
        row = await db.fetch_one('select id from "user" where email_key = :key', {"key": key})
        return (None if row is None else UUID(str(row["id"]))), key
    id_ = ids.parse(named.strip(), "user")
    row = None if id_ is None else await db.fetch_one('select email_key from "user" where id = :id', {"id": id_})
    if row is None:
        raise refuse(Code.NOT_FOUND, "There is nobody with this address or id.", "person")
    return id_, row["email_key"]


async def _keys(user_id: UUID | None, key: str) -> list[str]:
    """The address, and those that the account had before, unless they are somebody else's by now."""
    rows = await db.fetch(
        "select c.former_key as had from email_change c where c.user_id = :user and c.confirmed_at is not null"
        " union select c.email_key from email_change c where c.user_id = :user and c.confirmed_at is not null",
        {"user": user_id},
    )
    had = sorted({str(row["had"]) for row in rows} - {key})
    others = await db.fetch('select email_key from "user" where email_key in :had[text]', {"had": had})
    return [key, *(one for one in had if one not in {str(row["email_key"]) for row in others})]


async def _hold_pocs(user_id: UUID | None, keys: Sequence[str]) -> Sequence[UUID]:
    """POCs of which the person is, to which they are invited, or for whose invitations they answer; locked."""
    locking = " for no key update of p" if db.dialect() == "postgres" else ""
    rows = await db.fetch(
        "select p.id from poc p where exists (select 1 from participant a where a.poc_id = p.id and a.user_id = :user)"
        " or exists (select 1 from invitation i where i.poc_id = p.id and (i.set_by_id = :user or i.email_key in :keys[text])"
        f" and i.accepted_at is null and i.cancelled_at is null) order by p.id{locking}",
        {"user": user_id, "keys": keys},
    )
    return [UUID(str(row["id"])) for row in rows]


async def _end_work(user_id: UUID, pocs: Sequence[UUID]) -> None:
    """The person is in no organization any more, and answers for nothing; their work on POCs ends."""
    values = {"user": user_id, "now": now()}
    homes = await _hold_homes(user_id)
    await _require_other_admins(homes, user_id)
    await _record(user_id, homes)
    await db.execute(
        "update membership set status = 'DEACTIVATED', deactivated_at = :now where user_id = :user and status = 'ACTIVE'", values
    )
    await db.execute("update participant set ended_at = :now where user_id = :user and removed_at is null and ended_at is null", values)
    for poc_id in pocs:
        await invitations.pass_to_owner(poc_id, user_id)
    await db.execute("delete from customer_staff where user_id = :user", {"user": user_id})
    await api_keys.end_all(OPERATOR, user_id)
    for tenant_id in homes:
        await acting_endings.end_unfounded(OPERATOR, tenant_id)


async def _hold_homes(user_id: UUID) -> Sequence[UUID]:
    """The organizations of which the person is or was a member, their memberships, and the person, all locked."""
    held = await _hold_tenants(user_id, [])
    await tenants.hold_memberships(user_id)
    await tenants.hold_person(user_id)
    return await _hold_tenants(user_id, held)  # behind the lock of the person nobody makes them a member of another one


async def _hold_tenants(user_id: UUID | None, held: Sequence[UUID], keys: Sequence[str] = ()) -> Sequence[UUID]:
    """The organizations of which the person is or was a member, or is about to be by an invitation to `keys`; some are locked already."""
    rows = await db.fetch(
        "select m.tenant_id from membership m where m.user_id = :user union select i.tenant_id from invitation i"
        " where i.email_key in :keys[text] and i.kind = 'MEMBER' and i.accepted_at is null and i.cancelled_at is null",
        {"user": user_id, "keys": keys},
    )
    others = sorted({UUID(str(row[0])) for row in rows} - set(held))
    for tenant_id in others:
        await tenants.hold(tenant_id)
    return [*held, *others]


async def _require_other_admins(homes: Sequence[UUID], user_id: UUID) -> None:
    """LAST_ADMIN, with the names of the organizations that would be left without one."""
    other = limits.another_admin("t.id", "adm.user_id <> :user")
    mine = limits.another_admin("t.id", "adm.user_id = :user")
    rows = await db.fetch(
        f"select t.name from tenant t where t.id in :homes[uuid] and {mine} and not {other} order by t.sort_name",
        {"homes": list(homes), "user": user_id},
    )
    if rows:
        message = "This person is the only admin of {}; somebody else has to become one first."
        raise UserErrors([UserError(Code.LAST_ADMIN, message.format(row["name"]), ("person",)) for row in rows])


async def _record(user_id: UUID, homes: Sequence[UUID]) -> None:
    """In the logs of the organizations where the person was, as a member or as a customer. A second time it is no news."""
    known = await db.fetch_one(
        'select 1 from "user" where id = :user and email_key = :erased', {"user": user_id, "erased": _erased(user_id)}
    )
    if known:
        return
    rows = await db.fetch(
        "select p.tenant_id from participant a join poc p on p.id = a.poc_id where a.user_id = :user"
        " union select c.tenant_id from contact c where c.user_id = :user"
        " union select i.tenant_id from invitation i where i.accepted_by_id = :user",  # also where the contact was deleted
        {"user": user_id},
    )
    for tenant_id in sorted({*homes, *(UUID(str(row[0])) for row in rows)}):
        await events.record(OPERATOR, "member.erased", "user", user_id, tenant_id=tenant_id)


async def _erase_changes(keys: Sequence[str], user_id: UUID | None, placeholder: str) -> None:
    """Changes of address, of which the links are gone; of the changes of others the address."""
    await db.execute("delete from email_change where user_id = :user", {"user": user_id})
    for shown, key in (("former_email", "former_key"), ("email", "email_key")):
        await db.execute(
            f"update email_change set {shown} = :placeholder, {key} = :placeholder where {key} in :keys[text]",
            {"placeholder": placeholder, "keys": keys},
        )


async def _erase_mails(keys: Sequence[str], user_id: UUID | None, placeholder: str) -> int:
    """Mails to the person: what waits is not sent any more, but for an invitation that was made meanwhile."""
    return await db.execute(
        "update mail set recipient = :placeholder, recipient_key = :placeholder, sealed = null, last_error = null,"
        " status = case when next_attempt_at is null then status else :failed end, next_attempt_at = null, lease = null,"
        " leased_until = null, updated_at = :now"
        " where (recipient_key in :keys[text] or reader_id = :user) and recipient_key <> :placeholder"
        " and not exists (select 1 from invitation i where i.id = mail.invitation_id and i.accepted_at is null and i.cancelled_at is null)",
        {"keys": keys, "user": user_id, "placeholder": placeholder, "failed": MailStatus.FAILED.value, "now": now()},
    )


async def _erase_invitations(keys: Sequence[str], placeholder: str) -> int:
    """Invitations to the person: the links of those that wait are dead, and none says for whom it was."""
    values = {"keys": keys, "now": now(), "withdrawn": CancelReason.WITHDRAWN.value, "placeholder": placeholder}
    withdrawn = await db.fetch(
        f"update invitation set cancelled_at = :now, cancel_reason = :withdrawn where email_key in :keys[text] and {PENDING}"
        " returning id, kind, tenant_id, poc_id",
        values,
    )
    for row in withdrawn:
        id_, tenant_id = UUID(str(row["id"])), db.uuid(row["tenant_id"])
        target = target_of(InvitationKind(row["kind"]))
        await events.record(OPERATOR, "invitation.cancelled", target, id_, tenant_id=tenant_id, poc_id=db.uuid(row["poc_id"]))
    # Expired ones are open, too, and of those one address has one at most for each POC and tenant.
    await db.execute(
        "update invitation set cancelled_at = :now, cancel_reason = :withdrawn"
        " where email_key in :keys[text] and accepted_at is null and cancelled_at is null",
        values,
    )
    # One that is open now was made meanwhile, which is as good as afterwards.
    return await db.execute(
        "update invitation set email = :placeholder, email_key = :placeholder, first_name = null, last_name = null, sort_name = '',"
        " title = null, personal_message = null, locale = 'en' where email_key in :keys[text] and email_key <> :placeholder"
        " and (accepted_at is not null or cancelled_at is not null)",
        values,
    )


async def _erase_account(user_id: UUID, placeholder: str) -> None:
    """What is left of the account says only that there was one."""
    values = {"user": user_id}
    sort = text.sort_key(f"{FIRST_NAME} {LAST_NAME}")
    await db.execute("update membership set sort_name = :sort where user_id = :user", {**values, "sort": sort})
    await db.execute(
        'update "user" set email = :placeholder, email_key = :placeholder, first_name = :first, last_name = :last, sort_name = :sort,'
        " title = null, password_hash = null, locale = 'en', time_zone = 'UTC', wants_acceptance = false, wants_comments = false,"
        " wants_tasks = false, last_signed_in_at = null, last_tenant_id = null where id = :user",
        {**values, "placeholder": placeholder, "first": FIRST_NAME, "last": LAST_NAME, "sort": sort},
    )
    # Tokens before their sessions, as whoever refreshes locks them.
    await db.execute("delete from refresh_token where session_id in (select s.id from session s where s.user_id = :user)", values)
    await db.execute("delete from session where user_id = :user", values)
    await db.execute("update participant set title = null where user_id = :user and title is not null", values)


def _erased(user_id: UUID) -> str:
    return f"{user_id}@{ERASED_HOST}"
