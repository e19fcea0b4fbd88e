"""The hand-written statements for SQLite."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from bench.servers.bearing import Caller
from bench.servers.by_hand_invite import Prepared
from bench.servers.by_hand_reads import name

# ?1 session, ?2 user, ?3 tenant, ?4 this instant, ?5 the roles of last time
OPEN: Final = """
    session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
    join "user" u on u.id = s.user_id join tenant t on t.id = s.tenant_id
    where s.id = ?1 and s.user_id = ?2 and s.tenant_id = ?3 and s.revoked_at is null and s.expires_at > ?4"""
ME: Final = f"(select 1 from {OPEN} and m.roles = ?5) me"
ROLES: Final = f"select m.roles from {OPEN}"
STAFF: Final = {
    "all": "p.tenant_id = ?3",
    "own": "p.tenant_id = ?3 and exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = ?2)",
    "none": "0",
}
ROLE: Final = {
    "all": "case when p.owner_id = ?2 then 'OWNER'"
    " when exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = ?2)"
    " then 'COLLABORATOR' else 'ADMIN' end",
    "own": "case when p.owner_id = ?2 then 'OWNER' else 'COLLABORATOR' end",
    "none": "''",
}
ACTIVE: Final = "par.removed_at is null and par.ended_at is null and (par.access_ends_at is null or par.access_ends_at > ?4)"
AS_GUEST: Final = f"par.user_id = ?2 and {ACTIVE} and p.status not in ('DRAFT', 'ARCHIVED') and p.tenant_id <> ?3"
STATUS: Final = (
    "case when par.removed_at is not null then 'REMOVED' when par.ended_at is not null or par.access_ends_at <= ?4"
    " or p.status = 'ARCHIVED' then 'ENDED' else 'ACTIVE' end"
)
INVITATION_STATUS: Final = (
    "case when i.accepted_at is not null then 'ACCEPTED' when i.cancelled_at is not null then 'CANCELLED'"
    " when i.expires_at <= ?4 then 'EXPIRED' else 'PENDING' end"
)
TAKES_PART: Final = f"exists (select 1 from participant par join poc p on p.id = par.poc_id where {AS_GUEST})"
_VIEWER: Final = f"m.roles, u.id, {name('u')}, u.email, t.id, t.name, t.plan, {TAKES_PART}"
VIEWER: Final = f"select {_VIEWER} from {OPEN}"


def at(column: str) -> str:
    """An instant as it is answered, inside JSON."""
    return f"strftime('%Y-%m-%dT%H:%M:%fZ', {column})"


def pocs(staff: str, most: int, columns: str, joins: str = "") -> str:
    """The newest POCs that exist for the caller."""
    own = f"select p.id, p.created_at, 0 as guest, {ROLE[staff]} as role from poc p where {STAFF[staff]}"
    guest = f"select p.id, p.created_at, 1, 'CUSTOMER' from participant par join poc p on p.id = par.poc_id where {AS_GUEST}"
    newest = f"order by p.created_at desc, p.id desc limit {most}"
    return f"""
        select {columns} from {ME} left join (
            select * from (select * from ({own} {newest}) union all select * from ({guest} {newest})) order by created_at desc, id desc
            limit {most}
        ) top on true left join poc p on p.id = top.id {joins} order by top.created_at desc, top.id desc"""


_BESIDE: Final = 'left join customer c on c.id = p.customer_id left join "user" o on o.id = p.owner_id'
_CHANGED: Final = "case when guest then p.shared_updated_at else p.updated_at end"
_SEEN: Final = f"par.poc_id = p.id and (not guest or ({ACTIVE}))"


def list_(staff: str) -> str:
    """The first 50 POCs."""
    columns = (
        f"p.id, p.name, p.status, p.summary, c.name, p.created_at, {_CHANGED}, p.starts_on, p.ends_on,"
        f" case when not guest then p.version end, top.role, o.id, {name('o')}"
    )
    return pocs(staff, 50, columns, _BESIDE)


def nested(staff: str) -> str:
    """The first 20 POCs with people, as JSON."""
    return pocs(staff, 20, f"""p.id, p.name, (select count(*) from participant par where {_SEEN}),
        (select json_group_array(json_object('displayName', who, 'email', email, 'status', status, 'joinedAt', joined)) from (
            select trim({name('u')}) as who, case when not guest or u.id = ?2 then u.email end as email, {STATUS} as status,
                   {at('par.joined_at')} as joined
            from participant par join "user" u on u.id = par.user_id where {_SEEN} order by par.joined_at, par.id limit 10)),
        (select json_group_array(json_object('user', json_object('displayName', who), 'role', role, 'since', since)) from (
            select trim({name('u')}) as who, case when p.owner_id = u.id then 'OWNER' else 'COLLABORATOR' end as role,
                   {at('col.since')} as since
            from collaborator col join "user" u on u.id = col.user_id where col.poc_id = p.id order by col.since, col.id))""")  # fmt: skip


def page(staff: str, *, members: bool, after: bool) -> str:
    """A page of invitations, and one row more."""
    own = "(i.kind = 'POC' and +i.poc_id in (select col.poc_id from collaborator col where col.user_id = ?2))"
    of_pocs = {"all": "i.kind = 'POC'", "own": own, "none": "0"}[staff]
    mine = f"({of_pocs} or i.kind = 'MEMBER')" if members else of_pocs
    behind = "and (i.created_at, i.id) < (?6, ?7)" if after else ""
    return f"""
        select i.id, i.email, {INVITATION_STATUS}, i.created_at, i.expires_at, coalesce(p.name, t.name), {name("u")},
               coalesce(mail.status, 'QUEUED')
        from {ME} left join (
            select * from invitation i where i.tenant_id = ?3 and {mine} {behind} order by i.created_at desc, i.id desc limit 101
        ) i on true left join poc p on p.id = i.poc_id left join tenant t on t.id = i.tenant_id left join "user" u on u.id = i.invited_by_id
            left join mail on mail.id = i.mail_id
        order by i.created_at desc, i.id desc"""


def start_viewer(staff: str) -> str:
    """Who asks, where they belong, and how many POCs they have."""
    return f"""
        select {_VIEWER}, coalesce(t.brand_name, t.name), t.brand_accent_color,
            (select json_group_array(json_array(id, roles, home, name)) from (
                select other.id, other.roles, home.id as home, home.name from membership other join tenant home on home.id = other.tenant_id
                where other.user_id = ?2 and other.status = 'ACTIVE' order by other.created_at, other.id)),
            (select count(*) from poc p where {STAFF[staff]})
            + (select count(*) from participant par join poc p on p.id = par.poc_id where {AS_GUEST})
        from {OPEN} and m.roles = ?5"""


def start_pocs(staff: str) -> str:
    """Eleven POCs with people and invitations."""
    of_staff = f"exists (select 1 from participant par join poc p on p.id = par.poc_id where par.user_id = o.id and {STAFF[staff]})"
    refused = "exists (select 1 from mail_refusal no where no.tenant_id = i.tenant_id and no.email_key = i.email_key)"
    return pocs(staff, 11, f"""p.id, p.created_at, p.name, p.status, c.name, {_CHANGED}, p.ends_on, top.role, top.guest, o.id, {name('o')},
        case when guest or o.id = ?2 or exists (select 1 from membership mem where mem.user_id = o.id and mem.tenant_id = ?3) or {of_staff}
            then o.email end, c.id, c.stage, (select count(*) from participant par where {_SEEN}),
        (select json_group_array(json_array(id, who, email, status, joined)) from (
            select par.id, {name('u')} as who, case when not guest or u.id = ?2 then u.email end as email, {STATUS} as status,
                   par.joined_at as joined
            from participant par join "user" u on u.id = par.user_id where {_SEEN} order by par.joined_at, par.id limit 5)),
        case when not guest then (select count(*) from invitation i where i.poc_id = p.id and i.kind = 'POC') end,
        case when not guest then (
            select json_group_array(json_array(id, email, status, created, expires, delivery, attempts, resend)) from (
            select i.id, i.email, {INVITATION_STATUS} as status, i.created_at as created, i.expires_at as expires,
                   coalesce(mail.status, 'QUEUED') as delivery, coalesce(mail.attempts, 0) as attempts,
                   i.accepted_at is null and i.cancelled_at is null and p.status = 'ACTIVE' and not {refused} as resend
            from invitation i left join mail on mail.id = i.mail_id
            where i.poc_id = p.id and i.kind = 'POC' order by i.created_at desc, i.id desc limit 5)) end""", _BESIDE)  # fmt: skip


MEMBERS: Final = f"""
    select mem.id, mem.roles, mem.status, u.id, {name("u")}, u.email from membership mem join "user" u on u.id = mem.user_id
    where mem.tenant_id = ?3 and ?1 <> ?4 and ?2 <> ?4 order by mem.created_at, mem.id limit 20"""

LOOKED: Final = (
    "id", "status", "name", "customer_id", "customer_name", "organization", "default_locale", "inviter", "refuses", "is_member",
    "takes_part", "former_id", "pending",
)  # fmt: skip


def looking(staff: str) -> str:
    """The POC (?6), if it is the caller's, and who has this address (?7) already."""
    return f"""
        select p.id, p.status, p.name, p.customer_id, c.name, t.name, t.default_locale, trim({name("u")}),
            exists (select 1 from mail_refusal no where no.tenant_id = ?3 and no.email_key = ?7),
            exists (select 1 from "user" known join membership mem on mem.user_id = known.id and mem.tenant_id = ?3
                    and mem.status = 'ACTIVE' where known.email_key = ?7),
            exists (select 1 from "user" known join participant par on par.user_id = known.id and par.poc_id = p.id and {ACTIVE}
                    where known.email_key = ?7), former.id, former.expires_at is null or former.expires_at > ?4
        from {ME} join poc p on p.id = ?6 and {STAFF[staff]} join customer c on c.id = p.customer_id join tenant t on t.id = p.tenant_id
            join "user" u on u.id = ?2 left join invitation former on former.poc_id = p.id and former.kind = 'POC'
                and former.email_key = ?7 and former.accepted_at is null and former.cancelled_at is null"""


REPLACE: Final = "update invitation set cancelled_at = ?1, cancel_reason = 'REPLACED' where id = ?2"
_SPEND: Final = """
    insert into mail_budget (key, used, ends_at) values (?1, 1, ?2)
    on conflict (key) do update set
        used = case when mail_budget.ends_at <= ?3 then 1 else mail_budget.used + 1 end,
        ends_at = case when mail_budget.ends_at <= ?3 then excluded.ends_at else mail_budget.ends_at end
    where mail_budget.ends_at <= ?3 or mail_budget.used + 1 <= ?4"""


def writes(made: Prepared, caller: Caller) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Everything that is written, statement by statement; each changes one row."""
    asked, tenant, user, now = made.asked, str(caller.tenant_id), str(caller.user_id), made.now.isoformat(" ")
    day, hour = (made.now + timedelta(days=1)).isoformat(" "), (made.now + timedelta(hours=1)).isoformat(" ")
    recipient = hashlib.sha256(asked.key.encode()).hexdigest()
    for key, ends, most in (
        (f"tenant:{tenant}", day, made.settings.mail_budget_tenant_day),
        (f"inviter:{tenant}:{user}", day, made.settings.mail_budget_inviter_day),
        (f"recipient:{tenant}:{recipient}", hour, made.settings.mail_budget_recipient_hour),
    ):
        yield _SPEND, (key, ends, now, most)
    sent, poc, id_ = None if made.held else now, str(asked.poc_id), str(made.id)
    link, mail = (None, None) if made.held else (str(made.link_id), str(made.mail_id))
    yield _insert(
        "invitation",
        id=id_, tenant_id=tenant, kind="POC", poc_id=poc, customer_id=made.poc["customer_id"], email=asked.email, email_key=asked.key,
        first_name=asked.first, last_name=asked.last, sort_name=asked.sort_name, title=asked.title, roles="  ",
        locale=made.poc["default_locale"], can_sign=False, invited_by_id=user, set_by_id=user, created_at=now, first_sent_at=sent,
        last_sent_at=sent, send_count=0 if made.held else 1, expires_at=None if made.held else made.ends.isoformat(" "), link_id=link,
        mail_id=mail,
    )  # fmt: skip
    if not made.held:
        yield _insert("invitation_link", id=link, invitation_id=id_, token_hash=made.token_hash, created_at=now)
        yield _insert(
            "mail",
            id=mail, tenant_id=tenant, invitation_id=id_, name="poc_invitation", recipient=asked.email, recipient_key=asked.key,
            message_id=made.message_id, sealed=made.sealed, security=False, status="QUEUED", attempts=0, next_attempt_at=now,
            created_at=now, updated_at=now,
        )  # fmt: skip
    yield _insert(
        "event",
        id=str(made.event_id), at=now, action="invitation.created", tenant_id=tenant, actor_id=user, session_id=str(caller.session_id),
        target_kind="invitation", target_id=id_, poc_id=poc, activity="CUSTOMER_INVITED", shared=False,
    )  # fmt: skip
    yield _insert("event_origin", event_id=str(made.event_id), ip="127.0.0.1")


def _insert(table: str, **values: Any) -> tuple[str, tuple[Any, ...]]:
    return f"insert into {table} ({', '.join(values)}) values ({', '.join('?' * len(values))})", tuple(values.values())
