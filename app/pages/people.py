"""People and what they take part in, as the plain pages show it. All is read through the policies: who lost it sees it no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from app.auth import policies
from app.auth.actor import Actor
from app.auth.scopes import parameters
from app.core import db
from app.core.brands import Brand
from app.mail.messages import role_names
from app.models.fields import words
from app.pages.arrivals import address_of, address_of_portal
from app.services.brands import COLUMNS, brand_in
from app.services.brands import SHOWN as SHOWN_BRAND

SHOWN: Final = 200
"""So many rows of a list at most; these pages have no second leaf."""
ORGANIZATION: Final = "coalesce(t.brand_name, t.name)"
"""What the tenant in the row `t` calls itself, as SQL."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is signed in, as they are shown to themselves."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Place:
    """A tenant that the person belongs to, and as what."""

    brand: Brand
    roles: str


@dataclass(frozen=True, slots=True)
class Taking:
    """A POC in which the person takes part as a customer."""

    name: str
    organization: str
    address: str


@dataclass(frozen=True, slots=True)
class Portal:
    """A provider's portal that is open to the person, as somebody of a customer."""

    organization: str
    customer_name: str
    address: str


@dataclass(frozen=True, slots=True)
class PocSeen:
    """A POC as everybody on it may see it."""

    id: UUID
    name: str
    summary: str | None
    status: str
    starts_on: date | None
    ends_on: date | None
    customer_name: str
    brand: Brand


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person on a POC. Never with an address."""

    name: str
    title: str | None
    of_provider: bool
    is_owner: bool
    is_viewer: bool


async def viewer(actor: Actor) -> Viewer | None:
    """Who is signed in, if anybody."""
    row = await db.fetch_one('select first_name, last_name, email from "user" where id = :user', {"user": actor.user_id})
    return Viewer(f"{row['first_name']} {row['last_name']}", row["email"]) if row else None


async def places(actor: Actor) -> list[Place]:
    """Where the person works, the newest first."""
    sql = (
        f"select {COLUMNS.replace('{b}', 't')}, m.roles from membership m join tenant t on t.id = m.tenant_id"
        f" where {policies.own_memberships(actor).on('m')}"
        f" order by m.created_at desc, m.id desc limit {SHOWN}"
    )
    rows = await db.fetch(sql, parameters(actor))
    return [Place(brand_in(row), role_names(words(row["roles"]))) for row in rows]


async def takings(actor: Actor, *, provider_id: UUID | None = None) -> list[Taking]:
    """What the person takes part in as a customer, the newest first; of one provider if told."""
    sql = (
        f"select p.id, p.name, {ORGANIZATION} as organization"
        " from participant a join poc p on p.id = a.poc_id join tenant t on t.id = p.tenant_id"
        f" where {policies.own_participations(actor).on('a')}{' and p.tenant_id = :provider' if provider_id else ''}"
        f" order by a.joined_at desc, a.id desc limit {SHOWN}"
    )
    rows = await db.fetch(sql, {**parameters(actor), "provider": provider_id})
    return [Taking(row["name"], row["organization"], address_of(UUID(str(row["id"])))) for row in rows]


async def portals(actor: Actor) -> list[Portal]:
    """The portals that are open to the person, by their providers' names."""
    sql = (
        f"select c.id, {ORGANIZATION} as organization, s.name as customer_name"
        " from contact c join tenant t on t.id = c.tenant_id join customer s on s.id = c.customer_id"
        f" where {policies.portals(actor).on('c')} order by t.sort_name, c.id limit {SHOWN}"
    )
    rows = await db.fetch(sql, parameters(actor))
    return [Portal(row["organization"], row["customer_name"], address_of_portal(UUID(str(row["id"])))) for row in rows]


async def poc(actor: Actor, poc_id: UUID | None) -> PocSeen | None:
    """A POC that exists for the person at this moment."""
    sql = (
        "select p.id, p.name, p.summary, p.status, p.starts_on, p.ends_on, c.name as customer_name,"
        f" {COLUMNS.replace('{b}', 'b')} from poc p join tenant t on t.id = p.tenant_id"
        f" join tenant b on b.id = {SHOWN_BRAND.replace('{t}', 't')} join customer c on c.id = p.customer_id"
        f" where p.id = :poc and {policies.pocs(actor).on('p')}"
    )
    row = await db.fetch_one(sql, {**parameters(actor), "poc": poc_id})
    if row is None:
        return None
    return PocSeen(
        UUID(str(row["id"])), row["name"], row["summary"], row["status"], day_of(row["starts_on"]), day_of(row["ends_on"]),
        row["customer_name"], brand_in(row),
    )  # fmt: skip


async def on_poc(actor: Actor, poc_id: UUID) -> list[Somebody]:
    """Who is on a POC now: its owner, the owner's colleagues, then the customer's people as they joined."""
    sql = (
        "select 1 as of_provider, case when p.owner_id = c.user_id then 1 else 0 end as is_owner, c.since as at, c.id as row_id,"
        " u.first_name, u.last_name, u.title, case when u.id = :user then 1 else 0 end as is_viewer"
        ' from collaborator c join poc p on p.id = c.poc_id join "user" u on u.id = c.user_id'
        f" where c.poc_id = :poc and {policies.collaborators(actor).on('c')}"
        " union all select 0, 0, a.joined_at, a.id, u.first_name, u.last_name, coalesce(a.title, u.title),"
        " case when u.id = :user then 1 else 0 end"
        ' from participant a join "user" u on u.id = a.user_id'
        f" where a.poc_id = :poc and {policies.ACTIVE_PARTICIPANT.on('a')} and {policies.participants(actor).on('a')}"
        f" order by 1 desc, 2 desc, 3, 4 limit {SHOWN}"
    )
    return [_somebody(row) for row in await db.fetch(sql, {**parameters(actor), "poc": poc_id})]


def _somebody(row: db.Row) -> Somebody:
    name = f"{row['first_name']} {row['last_name']}"
    return Somebody(name, row["title"], bool(row["of_provider"]), bool(row["is_owner"]), bool(row["is_viewer"]))


def full_name(first: str | None, last: str | None) -> str | None:
    """A person's, as everybody on a POC reads it; None of nobody, and of somebody who is not shown."""
    return None if first is None else f"{first} {last}"


def day_of(value: Any) -> date | None:
    """A day as a row has it: SQLite keeps text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
