"""The hand-written reading statements for PostgreSQL, one text for each kind of staff."""

from __future__ import annotations

from typing import Final

# $1 session, $2 user, $3 tenant, $4 the roles that it had last time: if any of them does not hold now, there is no row at all.
ME: Final = """
    (select 1 from session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
     where s.id = $1 and s.user_id = $2 and s.tenant_id = $3 and s.revoked_at is null and s.expires_at > now() and m.roles = $4) me"""

ROLES: Final = """
    select m.roles from session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
    where s.id = $1 and s.user_id = $2 and s.tenant_id = $3 and s.revoked_at is null and s.expires_at > now()"""

STAFF: Final = {
    "all": "p.tenant_id = $3",
    "own": "p.tenant_id = $3 and exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = $2)",
    "none": "false",
}
"""Which POCs of the tenant: all, those one works on, none."""

ROLE: Final = {
    "all": "case when p.owner_id = $2 then 'OWNER'"
    " when exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = $2)"
    " then 'COLLABORATOR' else 'ADMIN' end",
    "own": "case when p.owner_id = $2 then 'OWNER' else 'COLLABORATOR' end",
    "none": "''",
}

ACTIVE: Final = "par.removed_at is null and par.ended_at is null and (par.access_ends_at is null or par.access_ends_at > now())"
AS_GUEST: Final = f"par.user_id = $2 and {ACTIVE} and p.status not in ('DRAFT', 'ARCHIVED') and p.tenant_id <> $3"
STATUS: Final = (
    "case when par.removed_at is not null then 'REMOVED' when par.ended_at is not null or par.access_ends_at <= now()"
    " or p.status = 'ARCHIVED' then 'ENDED' else 'ACTIVE' end"
)
INVITATION_STATUS: Final = (
    "case when i.accepted_at is not null then 'ACCEPTED' when i.cancelled_at is not null then 'CANCELLED'"
    " when i.expires_at <= now() then 'EXPIRED' else 'PENDING' end"
)


def at(column: str) -> str:
    """An instant as it is answered."""
    return f"to_char({column} at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"


def name(alias: str) -> str:
    """A person's name; Python strips it faster than SQL."""
    return f"{alias}.first_name || ' ' || {alias}.last_name"


def pocs(staff: str, most: int, columns: str, joins: str = "", beside: str = "") -> str:
    """The newest POCs that exist for the caller: the tenant's, and those of others in which they take part. `guest` says which.

    `columns` and `joins` are of the rows p that were found; `beside` is what the answer has besides them.
    """
    own = f"select p.id, p.created_at, false as guest, {ROLE[staff]} as role from poc p where {STAFF[staff]}"
    guest = f"select p.id, p.created_at, true, 'CUSTOMER' from participant par join poc p on p.id = par.poc_id where {AS_GUEST}"
    newest = f"order by p.created_at desc, p.id desc limit {most}"
    return f"""
        select found.*{beside} from {ME} left join lateral (
            select top.created_at as sorted, shown.*
            from (select * from (({own} {newest}) union all ({guest} {newest})) arms order by created_at desc, id desc limit {most}) top
            cross join lateral (select p.id, {columns} from poc p {joins} where p.id = top.id offset 0) shown
        ) found on true order by sorted desc, id desc"""


def list_(staff: str) -> str:
    """The first 50 POCs."""
    return pocs(
        staff, 50,
        f"p.name, p.status, p.summary, c.name as customer_name, {at('p.created_at')} as created_at,"
        f" {at('case when guest then p.shared_updated_at else p.updated_at end')} as updated_at,"
        " p.starts_on, p.ends_on, case when not guest then p.version end as version, top.role,"
        f" o.id as owner_id, {name('o')} as owner_name",
        'join customer c on c.id = p.customer_id join "user" o on o.id = p.owner_id',
    )  # fmt: skip


def nested(staff: str) -> str:
    """The first 20 POCs with people; what has no id in it comes as JSON."""
    return pocs(
        staff, 20,
        f"""p.name,
        (select count(*) from participant par where par.poc_id = p.id and (not guest or ({ACTIVE}))) as total,
        (select json_agg(one) from (
            select trim({name('u')}) as "displayName", case when not guest or u.id = $2 then u.email end as email,
                   {STATUS} as status, {at('par.joined_at')} as "joinedAt"
            from participant par join "user" u on u.id = par.user_id
            where par.poc_id = p.id and (not guest or ({ACTIVE})) order by par.joined_at, par.id limit 10) one) as people,
        (select json_agg(one) from (
            select json_build_object('displayName', trim({name('u')})) as "user",
                   case when p.owner_id = u.id then 'OWNER' else 'COLLABORATOR' end as role, {at('col.since')} as since
            from collaborator col join "user" u on u.id = col.user_id where col.poc_id = p.id
            order by col.since, col.id) one) as colleagues""",
    )  # fmt: skip


VIEWER: Final = f"""
    select m.roles, u.id as user_id, {name("u")} as user_name, u.email, t.id as tenant_id, t.name as tenant_name, t.plan,
        exists (select 1 from participant par join poc p on p.id = par.poc_id where {AS_GUEST}) as takes_part
    from session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
        join "user" u on u.id = s.user_id join tenant t on t.id = s.tenant_id
    where s.id = $1 and s.user_id = $2 and s.tenant_id = $3 and s.revoked_at is null and s.expires_at > now()"""


def page(staff: str, *, members: bool, after: bool) -> str:
    """A page of invitations, and one row more; an invitation to a POC is of the POC's tenant.

    `is true` keeps the planner from reading all invitations of the POCs to sort them: they are walked in their order, and sieved.
    """
    own = "(i.kind = 'POC' and (i.poc_id in (select col.poc_id from collaborator col where col.user_id = $2)) is true)"
    of_pocs = {"all": "i.kind = 'POC'", "own": own, "none": "false"}[staff]
    mine = f"({of_pocs} or i.kind = 'MEMBER')" if members else of_pocs
    behind = "and (i.created_at, i.id) < ($5, $6)" if after else ""
    return f"""
        select found.* from {ME} left join lateral (
            select i.id, i.created_at as sorted, i.email, {INVITATION_STATUS} as status, {at("i.created_at")} as created_at,
                   {at("i.expires_at")} as expires_at, coalesce(p.name, t.name) as subject, {name("u")} as inviter,
                   coalesce(mail.status, 'QUEUED') as delivery
            from (select * from invitation i where i.tenant_id = $3 and {mine} {behind} order by i.created_at desc, i.id desc limit 101) i
                left join poc p on p.id = i.poc_id join tenant t on t.id = i.tenant_id left join "user" u on u.id = i.invited_by_id
                left join mail on mail.id = i.mail_id
        ) found on true order by sorted desc, id desc"""
