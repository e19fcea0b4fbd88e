"""A small world: two providers with their people, prospects and POCs, made with the models directly.

Northwind Cloud: ada (TENANT_ADMIN), mia (MSP_ADMIN), sam and kim (SALES_ENGINEER), max (MEMBER). Sam owns a POC in each
status, kim one that is active. Contoso: otto (TENANT_ADMIN), olga (SALES_ENGINEER) with one active POC. Customers of
sam's active POC, members of nothing: cara and carl take part, dora was removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from app.auth.actor import Actor, Origin
from app.auth.permissions import permissions_of
from app.core import db
from app.core.runtime import Runtime
from app.core.text import sort_key
from app.mail.outbox import open_mail
from app.mail.render import Message
from app.models import Collaborator, Customer, Mail, MailStatus, Membership, Participant, Plan, Poc, PocStatus, Role, Session, Tenant, User

PASSWORD = "correct horse battery staple"
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD_HASH = HASHER.hash(PASSWORD)
ORIGIN = Origin(ip="192.0.2.7", user_agent="tests", request_id="request-of-tests")


@dataclass
class World:
    """Everybody and everything by name. Each row has its own `created_at`, a minute after the one before, all in the past."""

    northwind: Tenant
    contoso: Tenant
    ada: User
    mia: User
    sam: User
    kim: User
    max: User
    otto: User
    olga: User
    cara: User
    carl: User
    dora: User
    acme: Customer
    globex: Customer
    contoso_customer: Customer
    draft: Poc
    active: Poc
    on_hold: Poc
    won: Poc
    lost: Poc
    archived: Poc
    kims: Poc
    olgas: Poc
    cara_on_active: Participant
    carl_on_active: Participant
    dora_on_active: Participant
    roles: dict[UUID, frozenset[Role]] = field(default_factory=dict)
    tenants: dict[UUID, UUID] = field(default_factory=dict)
    sessions: dict[UUID, UUID] = field(default_factory=dict)
    acting: dict[UUID, Actor] = field(default_factory=dict)
    """Who else a person is, in an acting session that is open."""

    def actor(self, user: User, *, tenant: Tenant | None = None, roles: Iterable[Role] | None = None) -> Actor:
        """A person as who is signed in: in a session that exists, in their own tenant, with the roles they began with.

        Without a membership: in no tenant. `tenant` and `roles` claim others, which the session's row does not know.
        """
        of_tenant = tenant.id if tenant else self.tenants.get(user.id)
        held = frozenset(roles if roles is not None else self.roles.get(user.id, frozenset()))
        return Actor(user.id, of_tenant, self.sessions[user.id], held, permissions_of(held), ORIGIN)

    @property
    def nobody(self) -> Actor:
        """Somebody who is not signed in."""
        return Actor(origin=ORIGIN)

    @property
    def people(self) -> dict[str, User]:
        """All users by their name here."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}

    @property
    def pocs(self) -> dict[str, Poc]:
        """All POCs by their name here."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Poc)}


class Past:
    """Instants before now, each a minute after the one before."""

    def __init__(self, end: datetime) -> None:
        self._next = end - timedelta(hours=4)

    def __call__(self) -> datetime:
        """The next one."""
        self._next += timedelta(minutes=1)
        return self._next


async def build_world(runtime: Runtime) -> World:
    """Write the world into the runtime's database."""
    at = Past(runtime.clock.now())
    async with db.transaction():
        northwind, contoso = [
            await Tenant.create(name=name, sort_name=sort_key(name), plan=Plan.PRO, time_zone="Europe/Berlin", created_at=at())
            for name in ("Northwind Cloud", "Contoso")
        ]
        people = {
            name: await User.create(
                email=f"{name}@{host}", email_key=f"{name}@{host}", first_name=name.capitalize(), last_name=last,
                sort_name=sort_key(f"{name} {last}"), password_hash=PASSWORD_HASH, created_at=at(),
            )
            for name, last, host in _PEOPLE
        }  # fmt: skip
        acme, globex, fabrikam = [
            await Customer.create(tenant=tenant, name=name, sort_name=sort_key(name), domain=f"{name.lower()}.example", created_at=at())
            for tenant, name in ((northwind, "Acme"), (northwind, "Globex"), (contoso, "Fabrikam"))
        ]
        pocs = {
            name: await _poc(name, tenant, customer, people[owner], status, at())
            for name, tenant, customer, owner, status in (
                ("draft", northwind, acme, "sam", PocStatus.DRAFT),
                ("active", northwind, acme, "sam", PocStatus.ACTIVE),
                ("on_hold", northwind, acme, "sam", PocStatus.ON_HOLD),
                ("won", northwind, globex, "sam", PocStatus.WON),
                ("lost", northwind, globex, "sam", PocStatus.LOST),
                ("archived", northwind, globex, "sam", PocStatus.ARCHIVED),
                ("kims", northwind, acme, "kim", PocStatus.ACTIVE),
                ("olgas", contoso, fabrikam, "olga", PocStatus.ACTIVE),
            )
        }
        participants = {
            f"{name}_on_active": await Participant.create(
                poc=pocs["active"], user=people[name], title="Engineer", joined_at=at(), removed_at=at() if name == "dora" else None
            )
            for name in ("cara", "carl", "dora")
        }
        world = World(
            northwind=northwind, contoso=contoso, acme=acme, globex=globex, contoso_customer=fabrikam,
            **people, **pocs, **participants,  # type: ignore[arg-type]  # by the names above
        )  # fmt: skip
        for name, role in _ROLES.items():
            tenant = contoso if name in ("otto", "olga") else northwind
            await Membership.create(user=people[name], tenant=tenant, sort_name=people[name].sort_name, roles={role}, created_at=at())
            world.roles[people[name].id] = frozenset({role})
            world.tenants[people[name].id] = tenant.id
        for user in people.values():
            now = at()
            session = await Session.create(
                user=user, tenant_id=world.tenants.get(user.id), created_at=now, last_used_at=now, expires_at=now + timedelta(days=30)
            )
            world.sessions[user.id] = session.id
    return world


async def _poc(name: str, tenant: Tenant, customer: Customer, owner: User, status: PocStatus, at: datetime) -> Poc:
    title = f"{name.replace('_', ' ').capitalize()} POC"
    before = PocStatus.ACTIVE if status is PocStatus.ARCHIVED else None
    poc = await Poc.create(
        tenant=tenant, customer=customer, owner=owner, name=title, sort_name=sort_key(title), summary=f"Summary of {title}",
        internal_notes="Between us: they have a budget.", deal_amount="1000.00", deal_currency="EUR",
        status=status, status_before=before, created_at=at, updated_at=at, shared_updated_at=at,
    )  # fmt: skip
    await Collaborator.create(poc=poc, user=owner, since=at)
    return poc


_PEOPLE = (
    ("ada", "Admin", "northwind.example"),
    ("mia", "Miller", "northwind.example"),
    ("sam", "Sales", "northwind.example"),
    ("kim", "Kowalski", "northwind.example"),
    ("max", "Member", "northwind.example"),
    ("otto", "Other", "contoso.example"),
    ("olga", "Olsen", "contoso.example"),
    ("cara", "Customer", "acme.example"),
    ("carl", "Colleague", "acme.example"),
    ("dora", "Departed", "acme.example"),
)

_ROLES = {
    "ada": Role.TENANT_ADMIN,
    "mia": Role.MSP_ADMIN,
    "sam": Role.SALES_ENGINEER,
    "kim": Role.SALES_ENGINEER,
    "max": Role.MEMBER,
    "otto": Role.TENANT_ADMIN,
    "olga": Role.SALES_ENGINEER,
}


# Looking at the database


async def rows(table: str) -> int:
    """How many rows a table has."""
    row = await db.fetch_one(f'select count(*) from "{table}"')
    return int(row[0]) if row else 0


async def tables() -> list[str]:
    """All tables of the product."""
    postgres = "select tablename from pg_tables where schemaname = 'public'"
    sqlite = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
    found = await db.fetch(postgres if db.dialect() == "postgres" else sqlite)
    return sorted({str(row[0]) for row in found} - {"aerich", "event_origin"})  # the latter goes with its event


@dataclass(frozen=True)
class Sent:
    """A mail of the outbox, opened; without its texts once it is emptied."""

    name: str
    recipient: str
    subject: str
    text: str
    html: str
    invitation_id: UUID | None
    tenant_id: UUID | None
    status: MailStatus

    @property
    def token(self) -> str:
        """The token of the link in it."""
        found = LINK.search(self.text)
        assert found, self.text
        return found[1]


LINK = re.compile(r"https?://[^\s]+/(?:invite|register|reset|confirm-email|undo-email)/([A-Za-z0-9_-]{43})")


async def mails(recipient: str | None = None) -> list[Sent]:
    """What is in the outbox, in the order of writing; only to one address if told."""
    found = [_opened(mail) for mail in await Mail.all().order_by("created_at", "id")]
    return [mail for mail in found if recipient in (None, mail.recipient)]


def _opened(mail: Mail) -> Sent:
    message = open_mail(mail) if mail.sealed else Message(mail.name, mail.recipient, "", "", "")
    return Sent(
        message.name, message.recipient, message.subject, message.text, message.html, mail.invitation_id, mail.tenant_id, mail.status
    )


async def writes() -> int:
    """How many rows were written so far in this transaction, also those whose writing was taken back; to see cheaply that none was."""
    postgres = "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables"
    row = await db.fetch_one(postgres if db.dialect() == "postgres" else "select total_changes()")
    return int(row[0]) if row else 0


async def snapshot(*, without: Iterable[str] = ()) -> Mapping[str, list[dict[str, object]]]:
    """What all tables hold, to compare before and after: `assert await snapshot() == before`."""
    return {
        table: sorted((_held(row) for row in await db.fetch(f'select * from "{table}"')), key=repr)
        for table in await tables()
        if table not in set(without)
    }


def _held(row: Any) -> dict[str, object]:
    return dict(zip(row.keys(), tuple(row), strict=True))
