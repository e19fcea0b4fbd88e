"""What lies in the database: the rows of a market of providers, the same in every run, for both databases.

A tenant has 10 members, 50 customers, 100 POCs of 8 to 12 participants and 25 invitations each. Nothing of it depends on the day
of the run: what is pending ends in 2099.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final
from uuid import UUID

from app.core.text import sort_key

VERSION: Final = 3
"""Raised with every change of the rows, so that templates of before are not taken."""
TENANTS: Final = {"full": 200, "small": 2}
STAFF: Final = ("TENANT_ADMIN", "MSP_ADMIN", *["SALES_ENGINEER"] * 4, *["MEMBER"] * 4)
ENGINEERS: Final = range(2, 6)
CUSTOMERS: Final = 50
POCS: Final = 100
GUESTS: Final = 500
"""Customers' people of one tenant, each of them in two of its POCs."""
INVITATIONS: Final = 25
BEGIN: Final = datetime(2025, 1, 6, 8, tzinfo=UTC)
NEVER: Final = datetime(2099, 1, 1, tzinfo=UTC)
STATUSES: Final = (*["ACTIVE"] * 12, *["DRAFT"] * 2, *["ON_HOLD"] * 2, "WON", "WON", "LOST", "ARCHIVED")
PLANS: Final = ("FREE", "PRO", "PRO", "ENTERPRISE")
DELIVERIES: Final = (*["SENT"] * 17, "QUEUED", "DEFERRED", "FAILED")
FIRST: Final = ("Ada", "Bruno", "Cara", "Dina", "Elif", "Femi", "Gina", "Hana", "Ivo", "Jonas", "Kim", "Léa", "Mia", "Noé", "Olaf", "Zoë")
LAST: Final = (
    "Adler",
    "Bianchi",
    "Çelik",
    "Dubois",
    "Eriksen",
    "Fischer",
    "García",
    "Hansen",
    "Ito",
    "Jensen",
    "Kowalski",
    "Lindgren",
    "Müller",
)
THINGS: Final = ("Backup service", "Cloud migration", "Single sign-on", "Data platform", "Monitoring", "Disaster recovery", "Reporting")
SUMMARY: Final = (
    "Ten services move within six weeks, without a night shift. Success means: every team works on the new platform,"
    " restores are tried once a week, and nobody misses the old one. (Plan {number}.)"
)

Row = tuple[object, ...]
COLUMNS: Final = {
    "tenant": (
        "id name sort_name plan brand_name brand_accent_color default_locale time_zone share_consent allowed_domains blocked_domains"
        " created_at"
    ),
    "user": (
        "id email email_key first_name last_name sort_name title password_hash locale time_zone wants_acceptance wants_comments"
        " wants_tasks created_at"
    ),
    "membership": "id user_id tenant_id sort_name roles status created_at",
    "session": "id user_id tenant_id created_at last_used_at expires_at",
    "customer": "id tenant_id name sort_name domain stage created_at",
    "poc": (
        "id tenant_id customer_id owner_id name sort_name summary status status_before starts_on ends_on internal_notes deal_amount"
        " deal_currency version created_at updated_at shared_updated_at"
    ),
    "collaborator": "id poc_id user_id since",
    "invitation": (
        "id tenant_id kind poc_id customer_id email email_key first_name last_name sort_name roles locale can_sign invited_by_id"
        " set_by_id created_at first_sent_at last_sent_at send_count expires_at accepted_at accepted_by_id cancelled_at cancel_reason"
        " link_id mail_id"
    ),
    "invitation_link": "id invitation_id token_hash created_at",
    "mail": (
        "id tenant_id invitation_id name recipient recipient_key message_id security status attempts next_attempt_at created_at updated_at"
    ),
    "participant": "id poc_id user_id invitation_id can_sign joined_at removed_at",
    "event": "id at action tenant_id actor_id session_id target_kind target_id poc_id activity shared",
}
"""The columns that are filled, in the order in which tables can be."""

_KINDS: Final = {kind: place for place, kind in enumerate(COLUMNS)}
_sort_key = lru_cache(maxsize=10_000)(sort_key)


def id_of(kind: str, number: int, at: datetime = BEGIN) -> UUID:
    """A UUIDv7 that is the same in every run; the kind and the number stand in it, scattered."""
    milliseconds = int(at.timestamp() * 1000)
    scattered = (_KINDS[kind] << 48 | number) * 0x9E3779B97F4A7C15 & (1 << 62) - 1
    return UUID(int=milliseconds << 80 | 0x7 << 76 | (number & 0xFFF) << 64 | 0b10 << 62 | scattered)


def rows(tenants: int) -> Iterator[tuple[str, list[Row]]]:
    """All rows, tenant by tenant: table and rows. Within a tenant in the order of `COLUMNS`."""
    for number in range(tenants):
        yield from _Tenant(number, tenants).rows()


def staff_id(tenant: int, place: int) -> UUID:
    """A member of a tenant: `STAFF` says which role stands at which place."""
    return id_of("user", tenant * 1000 + place)


def session_id(tenant: int, place: int) -> UUID:
    """The open session of that member."""
    return id_of("session", tenant * 1000 + place)


def tenant_id(tenant: int) -> UUID:
    """A tenant by its number."""
    return id_of("tenant", tenant)


def poc_at(tenant: int, place: int) -> datetime:
    """When a POC began; four a month, tenants some minutes apart."""
    return BEGIN + timedelta(days=place * 5, minutes=tenant % 400, milliseconds=place * 7)


def poc_id(tenant: int, place: int) -> UUID:
    """A POC by its place in the tenant."""
    return id_of("poc", tenant * POCS + place, poc_at(tenant, place))


def poc_status(place: int) -> str:
    """Where a POC stands."""
    return STATUSES[place * 7 % len(STATUSES)]


def engineers(place: int) -> list[int]:
    """Who works on a POC, the owner first: three of the four sales engineers."""
    return [ENGINEERS[(place + more) % len(ENGINEERS)] for more in range(3)]


def name_of(number: int) -> tuple[str, str]:
    """First and last name of a person."""
    return FIRST[number % len(FIRST)], LAST[number // len(FIRST) % len(LAST)]


@dataclass(frozen=True)
class _Tenant:
    number: int
    tenants: int

    def rows(self) -> Iterator[tuple[str, list[Row]]]:
        me, at = tenant_id(self.number), BEGIN
        name = f"Provider {self.number:03} Cloud"
        brand = f"Cloud {self.number:03}" if self.number % 3 else None
        yield (
            "tenant",
            [(me, name, sort_key(name), PLANS[self.number % 4], brand, brand and "#1a5fb4", "en", "Europe/Berlin", False, "[]", "[]", at)],
        )
        yield "user", [*self._staff(), *self._guests()]
        members = [(place, role) for place, role in enumerate(STAFF)]
        yield (
            "membership",
            [
                (
                    id_of("membership", self._nth(place)),
                    staff_id(self.number, place),
                    me,
                    _sort_key(" ".join(name_of(self._nth(place)))),
                    f" {role} ",
                    "ACTIVE",
                    at + timedelta(hours=place),
                )
                for place, role in members
            ],
        )
        yield "session", [(session_id(self.number, place), staff_id(self.number, place), me, at, at, NEVER) for place, _ in members]
        yield "customer", [self._customer(place) for place in range(CUSTOMERS)]
        yield "poc", [self._poc(place) for place in range(POCS)]
        yield "collaborator", [row for place in range(POCS) for row in self._collaborators(place)]
        yield from self._people()
        yield "event", [self._event(place) for place in range(POCS)]

    def _nth(self, place: int) -> int:
        return self.number * 1000 + place

    def _user(self, place: int, email: str, title: str | None) -> Row:
        first, last = name_of(self._nth(place))
        key = _sort_key(f"{first} {last}")
        return (
            id_of("user", self._nth(place)), email, email, first, last, key, title, None, "en", "Europe/Berlin", True, True, True, BEGIN,
        )  # fmt: skip

    def _staff(self) -> list[Row]:
        return [self._user(place, f"staff{place}@provider{self.number}.example", None) for place in range(len(STAFF))]

    def _guests(self) -> list[Row]:
        return [self._user(len(STAFF) + guest, self._guest_email(guest), "Platform engineer") for guest in range(GUESTS)]

    def _guest_email(self, guest: int) -> str:
        return f"guest{guest}@customer{self.number}x{guest % CUSTOMERS}.example"

    def _customer(self, place: int) -> Row:
        name = f"{LAST[place % len(LAST)]} & {LAST[(place * 3 + self.number) % len(LAST)]} {place}"
        domain, at = f"customer{self.number}x{place}.example", BEGIN + timedelta(hours=place)
        return id_of("customer", self._nth(place)), tenant_id(self.number), name, sort_key(name), domain, "PROSPECT", at

    def _poc(self, place: int) -> Row:
        at, status = poc_at(self.number, place), poc_status(place)
        name = f"{THINGS[place % len(THINGS)]} {place}"
        begins: date = at.date()
        return (
            poc_id(self.number, place), tenant_id(self.number), self._customer(place % CUSTOMERS)[0],
            staff_id(self.number, engineers(place)[0]), name, sort_key(name), SUMMARY.format(number=place), status,
            "ACTIVE" if status == "ARCHIVED" else None, begins, begins + timedelta(days=42) if place % 5 else None,
            "The decision is the CTO's.", "48000.00", "EUR", 1 + place % 9, at, at + timedelta(days=2), at + timedelta(days=1),
        )  # fmt: skip

    def _collaborators(self, place: int) -> Iterator[Row]:
        for nth, engineer in enumerate(engineers(place)):
            at = poc_at(self.number, place) + timedelta(hours=nth)
            number = (self.number * POCS + place) * 10 + nth
            yield id_of("collaborator", number), poc_id(self.number, place), staff_id(self.number, engineer), at

    def _people(self) -> Iterator[tuple[str, list[Row]]]:
        """Invitations with their links and mails, and who accepted."""
        tables: dict[str, list[Row]] = {table: [] for table in ("invitation", "invitation_link", "mail", "participant")}
        guest = 0
        for place in range(POCS):
            accepted = 8 + place % 5
            for nth in range(INVITATIONS):
                self._invitation(tables, place, nth, guest if nth < accepted else None)
                guest += nth < accepted
        if self.tenants > 1:
            self._visit(tables)
        yield from tables.items()

    def _invitation(self, tables: dict[str, list[Row]], place: int, nth: int, guest: int | None) -> None:
        number = (self.number * POCS + place) * INVITATIONS + nth
        poc, at = poc_id(self.number, place), poc_at(self.number, place) + timedelta(hours=2, minutes=nth * 37, milliseconds=nth)
        id_, inviter = id_of("invitation", number, at), staff_id(self.number, engineers(place)[nth % 3])
        user = None if guest is None else id_of("user", self._nth(len(STAFF) + guest % GUESTS))
        first, last = name_of(self._nth(len(STAFF) + guest % GUESTS) if guest is not None else number)
        email = f"lead{number}@customer{self.number}x{place % CUSTOMERS}.example" if guest is None else self._guest_email(guest % GUESTS)
        sent, joined = nth % 5 < 2, at + timedelta(days=1)  # noqa: PLR2004  # two of five
        cancelled = guest is None and nth % 4 == 3  # noqa: PLR2004  # one of four
        expired = guest is None and nth % 4 == 2  # noqa: PLR2004  # another one
        held = guest is None and poc_status(place) == "DRAFT"
        link, mail = (id_of("invitation_link", number, at), id_of("mail", number, at)) if sent else (None, None)
        tables["invitation"].append((
            id_, tenant_id(self.number), "POC", poc, self._customer_id(place), email, email, first, last, _sort_key(f"{first} {last}"),
            "  ", "en", nth % 7 == 0, inviter, inviter, at, None if held else at, None if held else at, 0 if held else 1,
            None if held else at + timedelta(days=7) if expired else NEVER, joined if user else None, user,
            joined if cancelled else None, "WITHDRAWN" if cancelled else None, link, mail,
        ))  # fmt: skip
        if link and mail:
            tables["invitation_link"].append((link, id_, sha256(link.bytes).hexdigest(), at))
            status = DELIVERIES[number % len(DELIVERIES)]
            tables["mail"].append((
                mail, tenant_id(self.number), id_, "poc_invitation", email, email, f"<{mail}@bench.example>", False, status,
                0 if status == "QUEUED" else 1, None, at, at + timedelta(minutes=1),
            ))  # fmt: skip
        if user:
            removed = joined + timedelta(days=9) if number % 20 == 19 else None  # noqa: PLR2004  # one of twenty
            tables["participant"].append((id_of("participant", number, joined), poc, user, id_, nth % 7 == 0, joined, removed))

    def _customer_id(self, place: int) -> UUID:
        return id_of("customer", self._nth(place % CUSTOMERS))

    def _visit(self, tables: dict[str, list[Row]]) -> None:
        """The first sales engineer of the next tenant is a customer in one active POC here."""
        place = next(place for place in reversed(range(POCS)) if poc_status(place) == "ACTIVE")
        number = (self.tenants * POCS + self.number) * INVITATIONS
        at = poc_at(self.number, place) + timedelta(days=3)
        user = staff_id((self.number + 1) % self.tenants, ENGINEERS[0])
        tables["participant"].append((id_of("participant", number, at), poc_id(self.number, place), user, None, False, at, None))

    def _event(self, place: int) -> Row:
        poc, owner, at = poc_id(self.number, place), staff_id(self.number, engineers(place)[0]), poc_at(self.number, place)
        return (
            id_of("event", self.number * POCS + place, at), at, "poc.created", tenant_id(self.number), owner, None, "poc", poc, poc,
            "POC_CREATED", False,
        )  # fmt: skip
