"""The hand-written inviteCustomer: what is asked and what is made of it, for both databases; and its two statements for PostgreSQL."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import orjson

from app.auth.permissions import Permission
from app.core import text
from app.core.clock import cut
from app.core.crypto import Keys, new_token, token_hash
from app.core.ids import new_id, parse
from app.core.settings import Settings
from app.mail import messages
from bench.servers.bearing import Caller, UnauthenticatedError
from bench.servers.by_hand_reads import ACTIVE, ME, STAFF, name
from bench.servers.shapes import instant, type_id

_keys = lru_cache(maxsize=1)(Keys)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is to be invited, checked."""

    poc_id: UUID
    email: str
    key: str
    first: str | None
    last: str | None
    title: str | None
    sort_name: str

    def refused(self, poc: Any) -> dict[str, Any] | None:
        """Why not."""
        if poc is None:
            return {"code": "NOT_FOUND", "message": "There is no such POC.", "path": ["pocId"]}
        if poc["status"] not in ("DRAFT", "ACTIVE"):
            return {"code": "NOT_OPEN", "message": "Nobody is invited to this POC at the moment.", "path": ["pocId"]}
        for holds, code, message in (
            (poc["refuses"], "RECIPIENT_REFUSES", "This person wants no more mail from your organization."),
            (poc["is_member"], "ALREADY_MEMBER", "This person works for your organization."),
            (poc["takes_part"], "ALREADY_PARTICIPANT", "This person takes part already."),
            (poc["former_id"] and poc["pending"], "ALREADY_EXISTS", "This person has an invitation that is pending; resend it."),
        ):
            if holds:
                return {"code": code, "message": message, "path": ["email"]}
        return None

    def made(self, poc: Any, settings: Settings, now: datetime) -> Prepared:
        """Ids, link and mail of the invitation to a POC."""
        token, mail_id, link_id = new_token(), new_id(), new_id()
        message = messages.poc_invitation(
            recipient=self.email, locale=poc["default_locale"], poc_name=poc["name"], inviter_name=poc["inviter"],
            customer_name=" ".join(part for part in (self.first, self.last) if part) or poc["customer_name"],
            organization=poc["organization"], personal_message=None, link=f"{settings.link_url}/invite/{token}",
        )  # fmt: skip
        at = cut(now)
        return Prepared(
            asked=self, poc=poc, settings=settings, held=poc["status"] == "DRAFT", now=at, ends=at + settings.invitation_ttl, id=new_id(),
            link_id=link_id, mail_id=mail_id, event_id=new_id(), token_hash=token_hash(token),
            message_id=f"<{mail_id}@{parseaddr(settings.mail_from)[1].rpartition('@')[2]}>",
            sealed=_keys(settings.secret_key).seal(orjson.dumps(asdict(message)).decode()),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """All that is written."""

    asked: Asked
    poc: Any
    settings: Settings
    held: bool
    now: datetime
    ends: datetime
    id: UUID
    link_id: UUID
    mail_id: UUID
    event_id: UUID
    token_hash: str
    message_id: str
    sealed: str


def prepare(caller: Caller, given: dict[str, Any]) -> Asked:
    """Check what was sent."""
    poc_id = parse(given["pocId"], "poc")
    if Permission.PARTICIPANTS_INVITE not in caller.permissions or poc_id is None:
        raise UnauthenticatedError
    email, key = text.email(given["email"], "email")
    first, last = text.optional_name(given.get("firstName"), "firstName"), text.optional_name(given.get("lastName"), "lastName")
    title = text.optional_name(given.get("title"), "title")
    return Asked(poc_id, email, key, first, last, title, text.sort_key(f"{first or ''} {last or ''}"))


def looking(staff: str) -> str:
    """The POC, if it is the caller's, and who has this address ($6) already."""
    return f"""
        select p.id, p.status, p.name, p.customer_id, c.name as customer_name, t.name as organization, t.default_locale,
            trim({name("u")}) as inviter,
            exists (select 1 from mail_refusal no where no.tenant_id = $3 and no.email_key = $6) as refuses,
            exists (select 1 from "user" known join membership mem on mem.user_id = known.id and mem.tenant_id = $3
                    and mem.status = 'ACTIVE' where known.email_key = $6) as is_member,
            exists (select 1 from "user" known join participant par on par.user_id = known.id and par.poc_id = p.id and {ACTIVE}
                    where known.email_key = $6) as takes_part,
            former.id as former_id, former.expires_at is null or former.expires_at > now() as pending
        from {ME} join poc p on p.id = $5 and {STAFF[staff]} join customer c on c.id = p.customer_id join tenant t on t.id = p.tenant_id
            join "user" u on u.id = $2 left join invitation former on former.poc_id = p.id and former.kind = 'POC'
                and former.email_key = $6 and former.accepted_at is null and former.cancelled_at is null
        for update of p"""


WRITING: Final = """
    with spent as (
        insert into mail_budget (key, used, ends_at) values ($1, 1, $4), ($2, 1, $4), ($3, 1, $5)
        on conflict (key) do update set
            used = case when mail_budget.ends_at <= $6 then 1 else mail_budget.used + 1 end,
            ends_at = case when mail_budget.ends_at <= $6 then excluded.ends_at else mail_budget.ends_at end
        where mail_budget.ends_at <= $6 or mail_budget.used + 1 <=
            case when excluded.key = $1 then $7::int when excluded.key = $2 then $8::int else $9::int end
        returning 1
    ), enough as (select count(*) = 3 as it_is from spent
    ), invited as (
        insert into invitation (id, tenant_id, kind, poc_id, customer_id, email, email_key, first_name, last_name, sort_name, title, roles,
            locale, can_sign, invited_by_id, set_by_id, created_at, first_sent_at, last_sent_at, send_count, expires_at, link_id, mail_id)
        select $10, $11, 'POC', $12, $13, $14, $15, $16, $17, $18, $19, '  ', $20, false, $21, $21, $6, $22, $22, $23, $24, $25, $26
        from enough where it_is returning id
    ), linked as (
        insert into invitation_link (id, invitation_id, token_hash, created_at) select $25, $10, $27, $6 from invited where $25 is not null
    ), mailed as (
        insert into mail (id, tenant_id, invitation_id, name, recipient, recipient_key, message_id, sealed, security, status, attempts,
            next_attempt_at, created_at, updated_at)
        select $26, $11, $10, 'poc_invitation', $14, $15, $28, $29, false, 'QUEUED', 0, $6, $6, $6 from invited where $26 is not null
    ), recorded as (
        insert into event (id, at, action, tenant_id, actor_id, session_id, target_kind, target_id, poc_id, activity, shared)
        select $30, $6, 'invitation.created', $11, $21, $31, 'invitation', $10, $12, 'CUSTOMER_INVITED', false from invited
    ), came_from as (
        insert into event_origin (event_id, ip) select $30, '127.0.0.1' from invited
    ) select count(*) from invited"""

REPLACING: Final = """
    with replaced as (
        update invitation set cancelled_at = $1, cancel_reason = 'REPLACED'
        where id = $2 and accepted_at is null and cancelled_at is null and expires_at <= $1 returning id, tenant_id, poc_id
    ) insert into event (id, at, action, tenant_id, actor_id, session_id, target_kind, target_id, poc_id, shared)
    select $3, $1, 'invitation.replaced', tenant_id, $4, $5, 'invitation', id, poc_id, false from replaced"""


class Inviting:
    """Invites on PostgreSQL: one statement that looks, one that writes all rows, in one transaction."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def invite(
        self, connection: Any, statements: dict[str, Any], caller: Caller, staff: str, given: dict[str, Any]
    ) -> dict[str, Any]:
        """Look, write, answer."""
        asked = prepare(caller, given)
        looks = await _prepared(connection, statements, looking(staff))
        async with connection.transaction():
            poc = await looks.fetchrow(caller.session_id, caller.user_id, caller.tenant_id, caller.roles, asked.poc_id, asked.key)
            if refused := asked.refused(poc):
                return {"inviteCustomer": {"invitation": None, "userErrors": [refused]}}
            made = asked.made(poc, self._settings, datetime.now(UTC))
            if poc["former_id"]:  # expired
                replaces = await _prepared(connection, statements, REPLACING)
                await replaces.fetch(made.now, poc["former_id"], new_id(), caller.user_id, caller.session_id)
            writes = await _prepared(connection, statements, WRITING)
            if not await writes.fetchval(*_values(made, caller)):
                raise UnauthenticatedError  # a budget is used up, which the benchmark does not let happen
        return {
            "inviteCustomer": {
                "invitation": {
                    "id": type_id("invitation_", made.id), "email": asked.email, "status": "PENDING", "createdAt": instant(made.now),
                    "expiresAt": None if made.held else instant(made.ends), "subjectName": poc["name"],
                    "invitedBy": {"displayName": poc["inviter"]}, "delivery": {"status": "QUEUED"},
                },
                "userErrors": [],
            }
        }  # fmt: skip


def _values(made: Prepared, caller: Caller) -> tuple[Any, ...]:
    asked, settings, tenant, now, held = made.asked, made.settings, caller.tenant_id, made.now, made.held
    return (
        f"tenant:{tenant}", f"inviter:{tenant}:{caller.user_id}", f"recipient:{tenant}:{hashlib.sha256(asked.key.encode()).hexdigest()}",
        now + timedelta(days=1), now + timedelta(hours=1), now, settings.mail_budget_tenant_day, settings.mail_budget_inviter_day,
        settings.mail_budget_recipient_hour, made.id, tenant, asked.poc_id, made.poc["customer_id"], asked.email, asked.key, asked.first,
        asked.last, asked.sort_name, asked.title, made.poc["default_locale"], caller.user_id, None if held else now, 0 if held else 1,
        None if held else made.ends, None if held else made.link_id, None if held else made.mail_id, made.token_hash, made.message_id,
        made.sealed, made.event_id, caller.session_id,
    )  # fmt: skip


async def _prepared(connection: Any, statements: dict[str, Any], sql: str) -> Any:
    statement = statements.get(sql)
    if statement is None:
        statement = statements[sql] = await connection.prepare(sql)
    return statement
