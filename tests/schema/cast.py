"""Who asks and what is asked about: the small world, with every relation to sam's active POC and every state of an invitation.

Besides the people of `tests/world.py`: lea (SALES_ENGINEER of Northwind) collaborates on it; moe is another MSP admin there; pia
takes part in it and holds all roles at Contoso; eve took part until her last day was over. The POC `untouched` is a draft to
which nobody was invited. Customers with tenants of their own are in `partner_rows`, contacts and a key in `contact_rows`.
Everything has a value that somebody must not see.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tortoise.models import Model

from app.auth.actor import Actor
from app.auth.permissions import GRANTABLE
from app.core import db, ids
from app.core.clock import end_of_day
from app.core.crypto import token_hash
from app.core.runtime import Runtime
from app.core.text import sort_key
from app.models import (
    AccountLink,
    CancelReason,
    Collaborator,
    EmailChange,
    Invitation,
    InvitationKind,
    InvitationLink,
    LinkPurpose,
    Mail,
    MailStatus,
    Membership,
    Participant,
    Poc,
    RefreshToken,
    Role,
    Session,
    Tenant,
    User,
)
from tests.schema.contact_rows import by_key, contact_all, portal_invitations
from tests.schema.contents import Rows, fill
from tests.schema.partner_rows import connect_all
from tests.world import PASSWORD_HASH, World, build_world

CALLERS = (
    "nobody", "ada", "mia", "sam", "lea", "kim", "max", "olga", "otto", "pia", "cara", "dora", "uma", "acting",
    "conny", "key",
)  # fmt: skip
"""Everybody else, a tenant admin, an MSP admin, the owner, a collaborator, a colleague without the POC, a member without a role; two of
the other provider; participants: one with roles elsewhere, one without, one who was removed; the tenant admin of a customer that
Northwind manages; the MSP admin in an acting session there; a contact with access to the portal; a program with a key."""

OPEN_TO_COLLEAGUES = ("colleague", "contoso colleague", "umbrella colleague", "umbrella admin")
"""Invitations that stand in a directory."""
NOTES = "Between us: they have a budget."
AMOUNT = "1000.00"


@dataclass
class Cast:
    """Everybody and everything by a label: `sam`, `active`, `pending`, `carl on active`, `session of sam`, `sam at northwind`."""

    world: World
    rows: dict[str, tuple[str, UUID]]
    """The kind of id, and the id."""

    def actor(self, name: str) -> Actor:
        """Somebody as who is signed in."""
        if name == "nobody":
            return self.world.nobody
        if name == "acting":
            return self.world.acting[self.rows["mia"][1]]
        if name == "key":
            return by_key(self.world, {"kay": User(id=self.rows["kay"][1])}, self.rows)
        user = User(id=self.rows[name][1])
        return self.world.actor(user)

    def id(self, label: str) -> str:
        """The API's id of something. `unknown` and `malformed` are nobody's."""
        return ids.to_text(*self.rows[label])

    def label(self, id_: str) -> str | None:
        """What has an id; None for what came later."""
        return self.labels.get(id_)

    @functools.cached_property
    def labels(self) -> dict[str, str]:
        """The labels by the API's ids."""
        return {self.id(label): label for label in self.rows}


def token(label: str) -> str:
    """The secret of a link, or of a session's refresh token."""
    return f"token-of-{label}".replace(" ", "-").ljust(43, "x")


async def build_cast(runtime: Runtime) -> Cast:
    """Write all of it into the runtime's database."""
    now = runtime.clock.now()
    world = await build_world(runtime)
    async with db.transaction():
        people = dict(world.people)
        for name, host in (("lea", "northwind.example"), ("pia", "contoso.example"), ("eve", "acme.example")):
            people[name] = await _person(name, host, now)
        await _employ(world, people["lea"], world.northwind, {Role.SALES_ENGINEER}, now)
        await _employ(world, people["pia"], world.contoso, {Role.TENANT_ADMIN, Role.MSP_ADMIN, Role.SALES_ENGINEER}, now)
        people["moe"] = await _person("moe", "northwind.example", now)
        await _employ(world, people["moe"], world.northwind, {Role.MSP_ADMIN}, now)
        people["kay"] = await _person("kay", "northwind.example", now)
        await Membership.create(user=people["kay"], tenant=world.northwind, roles=set(GRANTABLE), created_at=now)
        for name in ("conny", "rex"):
            people[name] = await _person(name, "acme.example", now)
        await Session.create(user=people["eve"], created_at=now, last_used_at=now, expires_at=now + timedelta(days=30))
        await Collaborator.create(poc=world.active, user=people["lea"], since=now)
        await User.all().update(last_signed_in_at=now, title="Engineer", locale="de", time_zone="Europe/Berlin")
        guests = await _guests(world, people, now)
        untouched = await Poc.create(
            tenant=world.northwind, customer=world.acme, owner=world.sam, name="Untouched POC", sort_name="untouched poc",
            created_at=now, updated_at=now, shared_updated_at=now,
        )  # fmt: skip
        await Collaborator.create(poc=untouched, user=world.sam, since=now)
        connected = await connect_all(world, people, token)
        connected |= await contact_all(world, people, connected)
        invitations = await _invitations(world, people, now, connected)
        await Participant.filter(id=world.cara_on_active.id).update(invitation_id=invitations["accepted"].id)
        await _links(world, people, now)
        contents = await fill(runtime, world, people, guests)
        await db.execute('update membership set sort_name = (select u.sort_name from "user" u where u.id = membership.user_id)')
    names = {tenant.id: tenant.name.split()[0].lower() for tenant in await Tenant.all()}
    rows = {
        **contents,
        **connected,
        **_labelled("user", people),
        **_labelled("tenant", {"northwind": world.northwind, "contoso": world.contoso}),
        **_labelled("customer", {"acme": world.acme, "globex": world.globex, "fabrikam": world.contoso_customer}),
        **_labelled("poc", {**world.pocs, "untouched": untouched}),
        **_labelled("invitation", invitations),
        **_labelled("participant", guests),
        **_labelled("session", {f"session of {_name(people, session.user_id)}": session for session in await Session.all()}),
        **_labelled("member", {_membership(names, people, membership): membership for membership in await Membership.all()}),
        "unknown": ("poc", ids.new_id()),
    }
    listed = {label: id_ for label, (kind, id_) in rows.items() if kind in ("member", "contact") or label in OPEN_TO_COLLEAGUES}
    return Cast(world, rows | {f"entry of {label}": ("entry", id_) for label, id_ in listed.items()})


def _labelled(prefix: str, rows: dict[str, Any]) -> dict[str, tuple[str, UUID]]:
    return {label: (prefix, UUID(str(row.id))) for label, row in rows.items()}


def _name(people: dict[str, User], user_id: UUID) -> str:
    return next(name for name, user in people.items() if user.id == user_id)


def _membership(names: dict[UUID, str], people: dict[str, User], membership: Membership) -> str:
    return f"{_name(people, membership.user_id)} at {names[membership.tenant_id]}"


async def _person(name: str, host: str, now: datetime) -> User:
    email = f"{name}@{host}"
    return await User.create(
        email=email, email_key=email, first_name=name.capitalize(), last_name="Example", sort_name=sort_key(f"{name} Example"),
        password_hash=PASSWORD_HASH, created_at=now,
    )  # fmt: skip


async def _employ(world: World, user: User, tenant: Tenant, roles: set[Role], now: datetime) -> None:
    await Membership.create(user=user, tenant=tenant, roles=roles, created_at=now)
    session = await Session.create(user=user, tenant=tenant, created_at=now, last_used_at=now, expires_at=now + timedelta(days=30))
    world.roles[user.id], world.tenants[user.id], world.sessions[user.id] = frozenset(roles), tenant.id, session.id


async def _guests(world: World, people: dict[str, User], now: datetime) -> dict[str, Model]:
    """All have a last day; that of eve is over."""
    until, over = date(2026, 6, 30), date(2026, 2, 27)
    await Participant.all().update(access_ends_on=until, access_ends_at=end_of_day(until, "Europe/Berlin"))
    joined = now - timedelta(days=20)
    eve = await Participant.create(
        poc=world.active, user=people["eve"], joined_at=joined, access_ends_on=over, access_ends_at=end_of_day(over, "Europe/Berlin")
    )
    pia = await Participant.create(
        poc=world.active,
        user=people["pia"],
        joined_at=joined,
        access_ends_on=until,
        access_ends_at=end_of_day(until, "Europe/Berlin"),
        can_sign=True,
    )
    return {
        "cara on active": world.cara_on_active, "carl on active": world.carl_on_active, "dora on active": world.dora_on_active,
        "eve on active": eve, "pia on active": pia,
    }  # fmt: skip


async def _invitations(world: World, people: dict[str, User], now: datetime, rows: Rows) -> dict[str, Invitation]:
    sam, ada, otto, olga, kim = (people[name] for name in ("sam", "ada", "otto", "olga", "kim"))
    umbrella = await Tenant.get(name="Umbrella")
    made = {
        "pending": await invite(now, sam, "ivy@acme.example", poc=world.active),
        "expired": await invite(now - timedelta(days=8), sam, "exa@acme.example", poc=world.active),
        "cancelled": await invite(now, sam, "cid@acme.example", poc=world.active, cancelled_at=now, cancel_reason=CancelReason.WITHDRAWN),
        "accepted": await invite(now, sam, "cara@acme.example", poc=world.active, accepted_at=now, accepted_by=people["cara"]),
        "of pia": await invite(now, sam, "pia@contoso.example", poc=world.active, accepted_at=now, accepted_by=people["pia"]),
        "for dora": await invite(now, sam, "dora@acme.example", poc=world.active),
        "held": await invite(now, sam, "hal@acme.example", poc=world.draft, held=True),
        "kims for cara": await invite(now, kim, "cara@acme.example", poc=world.kims),
        "on hold": await invite(now, sam, "hold@acme.example", poc=world.on_hold),
        "for pat": await invite(now, olga, "pat@fabrikam.example", poc=world.olgas),
        "colleague": await invite(now, ada, "new@northwind.example", tenant=world.northwind, roles={Role.SALES_ENGINEER}),
        "joined": await invite(
            now, ada, "max@northwind.example", tenant=world.northwind, roles={Role.MEMBER}, accepted_at=now, accepted_by=people["max"]
        ),
        "contoso colleague": await invite(now, otto, "con@contoso.example", tenant=world.contoso, roles={Role.MEMBER}),
        "umbrella colleague": await invite(
            now, people["mia"], "ulf@umbrella.example", tenant=umbrella, roles={Role.MEMBER}, partner=world.northwind
        ),
        "umbrella admin": await invite(now, people["uma"], "una@umbrella.example", tenant=umbrella, roles={Role.TENANT_ADMIN}),
    }
    made |= await portal_invitations(world, people, rows, now, invite)
    for label, invitation in made.items():
        link = await InvitationLink.create(invitation=invitation, token_hash=token_hash(token(label)), created_at=now)
        await Invitation.filter(id=invitation.id).update(link_id=link.id)
    return made


async def invite(
    now: datetime,
    by: User,
    email: str,
    *,
    poc: Poc | None = None,
    tenant: Tenant | None = None,
    kind: InvitationKind = InvitationKind.MEMBER,
    held: bool = False,
    **facts: Any,
) -> Invitation:
    """An invitation, made an hour ago and mailed unless it is held."""
    at = now - timedelta(hours=1)
    times: dict[str, Any] = {} if held else {"first_sent_at": at, "last_sent_at": at, "send_count": 1, "expires_at": at + timedelta(days=7)}
    made = await Invitation.create(
        tenant_id=poc.tenant_id if poc else tenant and tenant.id, kind=InvitationKind.POC if poc else kind, poc=poc,
        email=email, email_key=email,
        first_name=email.partition("@")[0].capitalize(), last_name="Newcomer", title="Engineer",
        sort_name=sort_key(f"{email.partition('@')[0]} newcomer"),
        personal_message=f"For your eyes, {email}", invited_by=by, set_by=by, created_at=at, **times,
        **{"customer_id": poc and poc.customer_id} | facts,
    )  # fmt: skip
    if not held:
        mail = await Mail.create(
            tenant_id=made.tenant_id, invitation=made, name="poc_invitation", recipient=email, recipient_key=email,
            message_id=f"<{made.id}@usher.example>", status=MailStatus.SENT, attempts=1, last_error=f"250 OK {email}",
            created_at=at, updated_at=at,
        )  # fmt: skip
        await Invitation.filter(id=made.id).update(mail_id=mail.id)
    return made


async def _links(world: World, people: dict[str, User], now: datetime) -> None:
    """A lost password of cara's, somebody who wants an organization, changes of address, and a refresh token of sam's."""
    later = now + timedelta(hours=1)
    wanted = await _email_change(people["kim"], "kim@northwind.example", "kim@home.example", now)
    done = await _email_change(people["carl"], "carl@former.example", "carl@acme.example", now, confirmed_at=now, undo_until=later)
    for label, purpose, user, email, change in (
        ("reset", LinkPurpose.RESET, people["cara"], "cara@acme.example", None),
        ("registration", LinkPurpose.REGISTRATION, None, "founder@startup.example", None),
        ("email change", LinkPurpose.EMAIL_CHANGE, people["kim"], "kim@home.example", wanted),
        ("email undo", LinkPurpose.EMAIL_UNDO, people["carl"], "carl@former.example", done),
    ):
        await AccountLink.create(
            purpose=purpose, user=user, email=email, email_key=email, token_hash=token_hash(token(label)), created_at=now, expires_at=later,
            email_change=change,
        )  # fmt: skip
    session_id = world.sessions[people["sam"].id]
    await RefreshToken.create(session_id=session_id, token_hash=token_hash(token("refresh")), created_at=now)


async def _email_change(user: User, former: str, email: str, now: datetime, **facts: Any) -> EmailChange:
    return await EmailChange.create(
        user=user, asked_by=user, former_email=former, former_key=former, email=email, email_key=email, created_at=now, **facts
    )
