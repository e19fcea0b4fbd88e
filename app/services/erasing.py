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
from app.auth.actor import Actor
from app.core import db, ids, text
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.runtime import now
from app.models import CancelReason, MailStatus
from app.models.users import ERASED_HOST
from app.services import acting_endings, events, invitations, tenants
from app.services.standing import PENDING

OPERATOR: Final = Actor()
"""Nobody of the product does it."""
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
        # In the order in which everybody takes locks: POCs, invitations, organizations, the person. Behind that of an invitation
        # whoever accepts it has done so, or does not.
        pocs = await _hold_pocs(user_id, key)
        erased = await _erase_invitations(key, placeholder)
        if user_id is not None:
            await _end_work(user_id, pocs)
            await _erase_account(user_id, placeholder)
        values = {"key": key, "user": user_id}
        await db.execute("delete from account_link where email_key = :key or user_id = :user", values)
        await db.execute("delete from mail_refusal where email_key = :key", {"key": key})
        mails = await _erase_mails(key, user_id, placeholder)
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


async def _hold_pocs(user_id: UUID | None, key: str) -> Sequence[UUID]:
    """POCs of which the person is, to which they are invited, or for whose invitations they answer; locked."""
    locking = " for no key update of p" if db.dialect() == "postgres" else ""
    rows = await db.fetch(
        "select p.id from poc p where exists (select 1 from participant a where a.poc_id = p.id and a.user_id = :user)"
        " or exists (select 1 from invitation i where i.poc_id = p.id and (i.set_by_id = :user or i.email_key = :key)"
        f" and i.accepted_at is null and i.cancelled_at is null) order by p.id{locking}",
        {"user": user_id, "key": key},
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
    for tenant_id in homes:
        await acting_endings.end_unfounded(OPERATOR, tenant_id)


async def _hold_homes(user_id: UUID) -> Sequence[UUID]:
    """The organizations of which the person is or was a member, and the person, all locked."""
    held: list[UUID] = []
    for last in (False, True):  # behind the lock of the person nobody makes them a member of another one
        rows = await db.fetch("select distinct tenant_id from membership where user_id = :user", {"user": user_id})
        for tenant_id in sorted({UUID(str(row[0])) for row in rows} - set(held)):
            await tenants.hold(tenant_id)
            held.append(tenant_id)
        if not last:
            await tenants.hold_person(user_id)
    return held


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
        "select distinct p.tenant_id from participant a join poc p on p.id = a.poc_id where a.user_id = :user", {"user": user_id}
    )
    for tenant_id in sorted({*homes, *(UUID(str(row[0])) for row in rows)}):
        await events.record(OPERATOR, "member.erased", "user", user_id, tenant_id=tenant_id)


async def _erase_mails(key: str, user_id: UUID | None, placeholder: str) -> int:
    """Mails to the person: what waits is not sent any more."""
    return await db.execute(
        "update mail set recipient = :placeholder, recipient_key = :placeholder, sealed = null, last_error = null,"
        " status = case when next_attempt_at is null then status else :failed end, next_attempt_at = null, lease = null,"
        " leased_until = null, updated_at = :now where (recipient_key = :key or reader_id = :user) and recipient_key <> :placeholder",
        {"key": key, "user": user_id, "placeholder": placeholder, "failed": MailStatus.FAILED.value, "now": now()},
    )


async def _erase_invitations(key: str, placeholder: str) -> int:
    """Invitations to the person: the links of those that wait are dead, and none says for whom it was."""
    values = {"key": key, "now": now(), "withdrawn": CancelReason.WITHDRAWN.value, "placeholder": placeholder}
    withdrawn = await db.fetch(
        f"update invitation set cancelled_at = :now, cancel_reason = :withdrawn where email_key = :key and {PENDING}"
        " returning id, tenant_id, poc_id",
        values,
    )
    for row in withdrawn:
        id_, tenant_id = UUID(str(row["id"])), db.uuid(row["tenant_id"])
        await events.record(OPERATOR, "invitation.cancelled", "invitation", id_, tenant_id=tenant_id, poc_id=db.uuid(row["poc_id"]))
    # Expired ones are open, too, and of those one address has one at most for each POC and tenant.
    await db.execute(
        "update invitation set cancelled_at = :now, cancel_reason = :withdrawn"
        " where email_key = :key and accepted_at is null and cancelled_at is null",
        values,
    )
    return await db.execute(
        "update invitation set email = :placeholder, email_key = :placeholder, first_name = null, last_name = null, sort_name = '',"
        " title = null, personal_message = null, locale = 'en' where email_key = :key and email_key <> :placeholder",
        values,
    )


async def _erase_account(user_id: UUID, placeholder: str) -> None:
    """What is left of the account says only that there was one."""
    values = {"user": user_id}
    await db.execute(
        'update "user" set email = :placeholder, email_key = :placeholder, first_name = :first, last_name = :last, sort_name = :sort,'
        " title = null, password_hash = null, locale = 'en', time_zone = 'UTC', wants_acceptance = false, wants_comments = false,"
        " wants_tasks = false, last_signed_in_at = null, last_tenant_id = null where id = :user",
        {**values, "placeholder": placeholder, "first": FIRST_NAME, "last": LAST_NAME, "sort": text.sort_key(f"{FIRST_NAME} {LAST_NAME}")},
    )
    # Tokens before their sessions, as whoever refreshes locks them.
    await db.execute("delete from refresh_token where session_id in (select s.id from session s where s.user_id = :user)", values)
    await db.execute("delete from session where user_id = :user", values)
    await db.execute("update participant set title = null where user_id = :user and title is not null", values)


def _erased(user_id: UUID) -> str:
    return f"{user_id}@{ERASED_HOST}"
