"""The demo: a provider three weeks into its work, made by the same services as everything else, with the clock in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app import demo_contacts, demo_partners, demo_poc, founding
from app.auth import passwords
from app.auth.actor import Actor
from app.auth.permissions import permissions_of
from app.core import db
from app.core.crypto import new_token
from app.core.runtime import current, now
from app.demo_people import accept, token_of
from app.demo_poc import advance
from app.models import MailStatus, Membership, Plan, PocStatus, Role, User
from app.services import collaborators, customers, digests, invitations, members, participants, poc_status, pocs

PASSWORD = "demo-demo-demo"  # noqa: S105  # known to everybody, and refused in production
ADMIN = "ada@northwind.example"
LOGINS = {
    ADMIN: "tenant admin",
    "mia@northwind.example": "MSP admin",
    "sam@northwind.example": "sales engineer with most of the POCs",
    "kim@northwind.example": "sales engineer with one of her own",
    "cara@acme.example": "customer in two POCs",
    "carl@acme.example": "customer in one of them",
    "gina@globex.example": "customer of another company",
    **demo_contacts.LOGINS,
    **demo_partners.LOGINS,
}
AGE = timedelta(days=21)


class DemoError(Exception):
    """There can be no demo here."""


async def show_demo() -> None:
    """Make the demo in an empty database, and say what to look at. Whatever is there already stays as it is."""
    settings = current().settings
    if settings.production:
        raise DemoError("the demo has passwords that everybody knows, and is not for production")
    if await db.fetch_one("select 1 from tenant") is None:
        async with db.transaction():  # all of it or nothing
            await _make()
    if await User.exists(email_key=ADMIN):
        print(_guide(settings.public_url, mailbox=not settings.smtp_url), flush=True)
    else:
        print("This database has organizations of its own; no demo was added.", flush=True)


def _guide(url: str, *, mailbox: bool) -> str:
    logins = "\n".join(f"    {address:<24} {who}" for address, who in LOGINS.items())
    mails = f"  Mails     {url}/dev/mail\n" if mailbox else ""
    return f"\n  Explorer  {url}/graphql\n{mails}\n  The demo's people, all with the password {PASSWORD}:\n{logins}\n"


async def _make() -> None:
    clock = current().clock
    clock.stand(now() - AGE)
    try:
        sam, kim, mia = await _people()
        globex = await _Story(sam, kim).play()
        _go_back(timedelta(days=2, hours=20))  # so that nobody who is invited is reminded of it when it begins
        await demo_partners.Partner(mia).play(globex)
        await demo_contacts.Contacts(sam).play(globex)
    finally:
        clock.stand(None)
    await digests.send_due()  # of comments that everybody has long read
    hashed = await passwords.hash_of(PASSWORD)
    await db.execute('update "user" set password_hash = :hash', {"hash": hashed})
    # Nobody is waiting for these; they stay in the mailbox.
    await db.execute(
        "update mail set status = :sent, attempts = 1, next_attempt_at = null, updated_at = created_at where status = :queued",
        {"sent": MailStatus.SENT.value, "queued": MailStatus.QUEUED.value},
    )


async def _people() -> tuple[Actor, Actor, Actor]:
    """Northwind Cloud and its members; the two sales engineers, and the MSP admin."""
    await founding.create_tenant(
        name="Northwind Cloud", plan=Plan.PRO, email=ADMIN, person="Ada Lindgren", roles=[Role.TENANT_ADMIN], password=new_token()
    )
    ada = await _actor(ADMIN)
    for address, first, last, role in (
        ("mia@northwind.example", "Mia", "Okafor", Role.MSP_ADMIN),
        ("sam@northwind.example", "Sam", "Rivera", Role.SALES_ENGINEER),
        ("kim@northwind.example", "Kim", "Novak", Role.SALES_ENGINEER),
    ):
        await members.invite(ada, email=address, roles=[role], personal_message="Welcome aboard.")
        advance(minutes=40)
        await accept(address, first, last)
    await members.invite(ada, email="lea@northwind.example", roles=[Role.MEMBER], first_name="Lea")
    return await _actor("sam@northwind.example"), await _actor("kim@northwind.example"), await _actor("mia@northwind.example")


@dataclass
class _Story:
    """Three weeks of two sales engineers."""

    sam: Actor
    kim: Actor

    async def play(self) -> UUID:
        """From the first prospect to this morning; one of the prospects."""
        acme = await customers.add_prospect(self.sam, name="Acme Corporation", domain="acme.example", reference="CRM-1001")
        globex = await customers.add_prospect(self.kim, name="Globex", domain="globex.example", reference="CRM-1002")
        initech = await customers.add_prospect(self.sam, name="Initech", domain="initech.example")
        await customers.archive(self.sam, await customers.add_prospect(self.sam, name="Hooli", domain="hooli.example"))
        advance(hours=3)
        won = await self._acme_backup(acme)
        await self._ended(globex, initech)
        active, planned = await self._acme_migration(acme)
        cara, carl = await _actor("cara@acme.example"), await _actor("carl@acme.example")
        await demo_poc.first_week(self.sam, cara, carl, active, planned)
        advance(days=7)  # those whom nobody accepted expire meanwhile
        await self._globex_platform(globex)
        await poc_status.change(self.sam, won, status=PocStatus.WON, note="Signed for three years.")
        _go_back(timedelta(days=2))
        await demo_poc.second_week(self.sam, cara, carl, active, planned)
        await self._recent(active, initech)
        return globex

    async def _acme_backup(self, acme: UUID) -> UUID:
        """Won in the end, with one customer in it."""
        poc = await self._poc(acme, "Acme backup service", "Nightly backups of two sites, restored once a week.", active=True)
        await participants.invite(
            self.sam, poc, email="cara@acme.example", first_name="Cara", last_name="Bianchi", title="CTO", can_sign=True
        )
        advance(hours=5)
        await accept("cara@acme.example", "Cara", "Bianchi", "CTO")
        return poc

    async def _ended(self, globex: UUID, initech: UUID) -> None:
        """On hold, lost, archived."""
        held = await self._poc(globex, "Globex single sign-on", "Sign-in for 400 people by their own directory.", active=True)
        await poc_status.change(self.sam, held, status=PocStatus.ON_HOLD, note="They reorganize until the summer.")
        lost = await self._poc(initech, "Initech reporting", "Monthly reports from three systems.", active=True)
        await poc_status.change(self.sam, lost, status=PocStatus.LOST, note="The budget went elsewhere.")
        archived = await self._poc(initech, "Initech printers", "A try that led nowhere.", active=True)
        await poc_status.change(self.sam, archived, status=PocStatus.ARCHIVED)

    async def _acme_migration(self, acme: UUID) -> tuple[UUID, demo_poc.Tasks]:
        """The one to look at: a plan, people who accepted, and invitations in every status."""
        poc = await self._poc(acme, "Acme cloud migration", "Ten services move within six weeks, without a night shift.", active=True)
        planned = await demo_poc.plan(self.sam, poc)
        for address, first, last, title in (
            ("cara@acme.example", "Cara", "Bianchi", "CTO"),
            ("carl@acme.example", "Carl", "Jensen", "Platform engineer"),
        ):
            await participants.invite(
                self.sam, poc, email=address, first_name=first, last_name=last, title=title, can_sign=title == "CTO",
                personal_message="Hello, here is what we talked about on Monday.\nI am looking forward to it.",
            )  # fmt: skip
        advance(hours=20)
        await invitations.accept(await _actor("cara@acme.example"), token=await token_of("cara@acme.example"))
        await accept("carl@acme.example", "Carl", "Jensen", "Platform engineer")
        for name in ("Erin", "Femi", "Hana"):  # expires, is withdrawn, is declined
            await participants.invite(self.sam, poc, email=f"{name.lower()}@acme.example", first_name=name)
        advance(minutes=15)
        withdrawn = await db.fetch_one("select id from invitation where email = 'femi@acme.example'")
        await invitations.cancel(self.sam, db.uuid(withdrawn and withdrawn["id"]))
        await invitations.decline(Actor(), token=await token_of("hana@acme.example"), report=False)
        return poc, planned

    async def _globex_platform(self, globex: UUID) -> None:
        """Kim's own, on which Sam helps."""
        poc = await pocs.create(self.kim, name="Globex data platform", customer_id=globex, summary="One place for the data of four plants.")
        await poc_status.change(self.kim, poc, status=PocStatus.ACTIVE)
        await collaborators.add(self.kim, poc, self.sam.user)
        await participants.invite(self.kim, poc, email="gina@globex.example", first_name="Gina", last_name="Sato", title="Head of data")
        advance(days=1)
        await accept("gina@globex.example", "Gina", "Sato", "Head of data")

    async def _recent(self, active: UUID, initech: UUID) -> None:
        """What happened this week: a draft whose mail waits, and two who have not answered yet."""
        draft = await self._poc(initech, "Initech disaster recovery", "Restart in another region within an hour.", active=False)
        await participants.invite(self.sam, draft, email="ivan@initech.example", first_name="Ivan", last_name="Petrov")
        _go_back(timedelta(hours=2))
        for name in ("Dina", "Olaf"):
            await participants.invite(self.sam, active, email=f"{name.lower()}@acme.example", first_name=name)

    async def _poc(self, customer: UUID, name: str, summary: str, *, active: bool) -> UUID:
        today = now().date()
        poc = await pocs.create(
            self.sam, name=name, customer_id=customer, summary=summary, starts_on=today, ends_on=today + timedelta(days=42),
            internal_notes="The decision is the CTO's; procurement wants a reference.", deal_value=pocs.Money("48000.00", "EUR"),
        )  # fmt: skip
        if active:
            await poc_status.change(self.sam, poc, status=PocStatus.ACTIVE)
        advance(hours=2)
        return poc


def _go_back(by: timedelta) -> None:
    """Let it be so long before this moment."""
    current().clock.stand(None)
    current().clock.advance(-by)


async def _actor(address: str) -> Actor:
    user = await User.get(email_key=address)
    membership = await Membership.get_or_none(user_id=user.id)
    if membership is None:
        return Actor(user_id=user.id)
    roles = frozenset(Role(role) for role in membership.roles)
    return Actor(user_id=user.id, tenant_id=membership.tenant_id, roles=roles, permissions=permissions_of(roles))
