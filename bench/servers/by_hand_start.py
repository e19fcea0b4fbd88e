"""The hand-written statements of the start page for PostgreSQL."""

from __future__ import annotations

from typing import Final

from bench.servers.by_hand_reads import ACTIVE, AS_GUEST, INVITATION_STATUS, ME, STAFF, STATUS, at, name, pocs


def viewer(staff: str) -> str:
    """Who asks, where they belong, and how many POCs they have."""
    return f"""
    select m.roles, u.id as user_id, {name("u")} as user_name, u.email, t.id as tenant_id, t.name as tenant_name, t.plan,
        coalesce(t.brand_name, t.name) as brand_name, t.brand_accent_color,
        exists (select 1 from participant par join poc p on p.id = par.poc_id where {AS_GUEST}) as takes_part,
        array(select (other.id, other.roles, home.id, home.name) from membership other join tenant home on home.id = other.tenant_id
              where other.user_id = $2 and other.status = 'ACTIVE' order by other.created_at, other.id) as memberships,
        (select count(*) from poc p where {STAFF[staff]})
        + (select count(*) from participant par join poc p on p.id = par.poc_id where {AS_GUEST}) as total
    from session s join membership m on m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE'
        join "user" u on u.id = s.user_id join tenant t on t.id = s.tenant_id
    where s.id = $1 and s.user_id = $2 and s.tenant_id = $3 and s.revoked_at is null and s.expires_at > now() and m.roles = $4"""


def first_pocs(staff: str) -> str:
    """Eleven POCs, of which ten are shown, with people and invitations."""
    seen = f"par.poc_id = p.id and (not guest or ({ACTIVE}))"
    of_staff = f"exists (select 1 from participant par join poc p on p.id = par.poc_id where par.user_id = o.id and {STAFF[staff]})"
    return pocs(
        staff, 11,
        f"""p.name, p.status, c.name as customer_name, {at('case when guest then p.shared_updated_at else p.updated_at end')} as updated_at,
        p.ends_on, top.role, top.guest, p.created_at, o.id as owner_id, {name('o')} as owner_name,
        case when guest or o.id = $2 or exists (select 1 from membership mem where mem.user_id = o.id and mem.tenant_id = $3) or {of_staff}
            then o.email end as owner_email,
        c.id as customer_id, c.stage,
        (select count(*) from participant par where {seen}) as people_total,
        array(select (par.id, {name('u')}, case when not guest or u.id = $2 then u.email end, {STATUS}, {at('par.joined_at')})
              from participant par join "user" u on u.id = par.user_id where {seen} order by par.joined_at, par.id limit 5) as people,
        case when not guest then (select count(*) from invitation i where i.poc_id = p.id and i.kind = 'POC') end as invitations_total,
        case when not guest then array(
            select (i.id, i.email, {INVITATION_STATUS}, {at('i.created_at')}, {at('i.expires_at')}, coalesce(mail.status, 'QUEUED'),
                    coalesce(mail.attempts, 0), i.accepted_at is null and i.cancelled_at is null and p.status = 'ACTIVE' and not exists
                    (select 1 from mail_refusal no where no.tenant_id = i.tenant_id and no.email_key = i.email_key))
            from invitation i left join mail on mail.id = i.mail_id
            where i.poc_id = p.id and i.kind = 'POC' order by i.created_at desc, i.id desc limit 5) end as invitations""",
        'join customer c on c.id = p.customer_id join "user" o on o.id = p.owner_id',
    )  # fmt: skip


MEMBERS: Final = f"""
    select found.* from {ME} left join lateral (
        select mem.id, mem.roles, mem.status, u.id as user_id, {name("u")} as user_name, u.email, mem.created_at
        from membership mem join "user" u on u.id = mem.user_id where mem.tenant_id = $3 order by mem.created_at, mem.id limit 20
    ) found on true order by created_at, id"""
