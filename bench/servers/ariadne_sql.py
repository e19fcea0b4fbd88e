"""The statements of the Ariadne server: one for each loader, with the product's rules in it."""

from __future__ import annotations

from functools import cache
from typing import Final

from bench.servers.by_hand_reads import ACTIVE, ROLES

SESSION: Final = ROLES
USERS: Final = 'select id, first_name, last_name, email from "user" where id = any($1::uuid[])'
TENANTS: Final = "select id, name, plan, brand_name, brand_accent_color from tenant where id = any($1::uuid[])"
TENANTS_OF_MEMBER: Final = "select tenant_id as id from membership where tenant_id = any($1::uuid[]) and user_id = $2 and status = 'ACTIVE'"
CUSTOMERS: Final = "select id, name, stage from customer where id = any($1::uuid[])"
POCS: Final = "select id, name, status from poc where id = any($1::uuid[])"
MAILS: Final = "select id, status, attempts from mail where id = any($1::uuid[])"
REFUSED: Final = "select email_key as id from mail_refusal where email_key = any($1::text[]) and tenant_id = $2"
WORKED_ON: Final = "select poc_id as id from collaborator where poc_id = any($1::uuid[]) and user_id = $2"
MEMBERSHIPS: Final = (
    "select id, user_id, tenant_id, roles, status from membership where user_id = $1 and status = 'ACTIVE' order by created_at, id"
)
MEMBERS: Final = "select id, user_id, tenant_id, roles, status from membership where tenant_id = $1 order by created_at, id limit $2"
COLLABORATORS: Final = "select poc_id as parent, id, user_id, since from collaborator where poc_id = any($1::uuid[]) order by since, id"
COUNT_INVITATIONS_OF_POCS: Final = (
    "select poc_id as parent, count(*) from invitation where poc_id = any($1::uuid[]) and kind = 'POC' group by poc_id"
)
_INVITATION: Final = (
    "i.id, i.tenant_id, i.poc_id, i.email, i.email_key, i.created_at, i.expires_at, i.accepted_at, i.cancelled_at, i.invited_by_id,"
    " i.mail_id"
)
INVITATIONS_OF_POCS: Final = f"""
    select found.* from unnest($1::uuid[]) as parents(id) cross join lateral (
        select i.poc_id as parent, {_INVITATION} from invitation i
        where i.poc_id = parents.id and i.kind = 'POC' order by i.created_at desc, i.id desc limit $2) found"""
INVITATION_BY_ADDRESS: Final = (
    f"select {_INVITATION} from invitation i where i.tenant_id = $1 and i.email = $2 order by i.created_at desc, i.id desc limit 1"
)

# $1 user, $2 tenant
_STAFF: Final = {
    "all": "p.tenant_id = $2",
    "own": "p.tenant_id = $2 and exists (select 1 from collaborator col where col.poc_id = p.id and col.user_id = $1)",
    "none": "false",
}
_GUEST: Final = (
    "p.tenant_id <> $2 and p.status not in ('DRAFT', 'ARCHIVED') and p.id in"
    f" (select par.poc_id from participant par where par.user_id = $1 and {ACTIVE})"
)
TAKES_PART: Final = f"select exists (select 1 from poc p where {_GUEST})"


@cache
def pocs(staff: str) -> str:
    """A page of POCs."""
    newest = "order by p.created_at desc, p.id desc limit $3"
    return f"""select * from (
        (select p.* from poc p where {_STAFF[staff]} {newest}) union all (select p.* from poc p where {_GUEST} {newest})
    ) p {newest}"""


@cache
def count_pocs(staff: str) -> str:
    """How many there are."""
    return f"select (select count(*) from poc p where {_STAFF[staff]}) + (select count(*) from poc p where {_GUEST})"


@cache
def participants(*, everybody: bool) -> str:
    """The first participants of each POC."""
    seen = "" if everybody else f"and {ACTIVE}"
    return f"""
        select found.* from unnest($1::uuid[]) as parents(id) cross join lateral (
            select par.poc_id as parent, par.id, par.user_id, par.joined_at, par.removed_at, par.ended_at, par.access_ends_at,
                   u.first_name, u.last_name, u.email
            from participant par join "user" u on u.id = par.user_id
            where par.poc_id = parents.id {seen} order by par.joined_at, par.id limit $2) found"""


@cache
def count_participants(*, everybody: bool) -> str:
    """How many each POC has."""
    seen = "" if everybody else f"and {ACTIVE}"
    return f"select par.poc_id as parent, count(*) from participant par where par.poc_id = any($1::uuid[]) {seen} group by par.poc_id"


@cache
def known_users(staff: str, *, members: bool) -> str:
    """Of these users those whose address the viewer ($2, of $3) may know."""
    of_staff = _STAFF[staff].replace("$2", "$3").replace("$1", "$2")
    guest = _GUEST.replace("$2", "$3").replace("$1", "$2")
    member = "exists (select 1 from membership mem where mem.user_id = u.id and mem.tenant_id = $3) or" if members else ""
    return f"""
        select u.id from "user" u where u.id = any($1::uuid[]) and ({member}
            exists (select 1 from participant par join poc p on p.id = par.poc_id where par.user_id = u.id and {of_staff})
            or exists (select 1 from poc p where p.owner_id = u.id and {guest}))"""


@cache
def invitations(staff: str, *, members: bool, after: bool) -> str:
    """A page of those that the viewer may manage."""
    of_pocs = f"(i.kind = 'POC' and exists (select 1 from poc p where p.id = i.poc_id and {_STAFF[staff]}))"
    mine = f"({of_pocs} or i.kind = 'MEMBER')" if members else of_pocs
    behind = "and (i.created_at, i.id) < ($4, $5)" if after else ""
    # $1 stands there in any case, so that all texts have the same parameters.
    return f"""
        select {_INVITATION} from invitation i
        where i.tenant_id = $2 and $1::uuid is not null and {mine} {behind} order by i.created_at desc, i.id desc limit $3"""
