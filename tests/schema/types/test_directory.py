"""The directory: members, invited colleagues and contacts in one table, each for whom they are, with what can be done about an account."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, ids
from app.core.errors import Refused
from app.core.runtime import Runtime, now
from app.core.text import sort_key
from app.models import (
    Contact,
    Customer,
    Invitation,
    InvitationKind,
    MailRefusal,
    Membership,
    MembershipStatus,
    Plan,
    Role,
    Tenant,
)
from tests.partners import act, connect
from tests.schema.calling import run
from tests.world import World

FIELDS = """id kind displayName email status roles membership { id user { displayName } } contact { id } customer { name }
invitation { id kind } canSendInvite sendInviteBlockedBy sendInviteAvailableAt"""
MEMBERS = ["Ada Admin", "Kim Kowalski", "Max Member", "Mia Miller", "Sam Sales"]
INVITED = ["Lena Late", "Nina New"]
CONTACTS = ["Ann Aalto", "Bo Berg", "Conny Cole", "Ina Ito", "Ivo Ivic", "Rex Roth", "Zoë Zapf"]


async def directory(actor: Actor, filter_: dict[str, Any] | None = None, fields: str = FIELDS) -> list[Any]:
    """Every entry that somebody has, as many as are counted."""
    text = f"query($filter: DirectoryFilter) {{ directory(filter: $filter, first: 100) {{ totalCount nodes {{ {fields} }} }} }}"
    result = await run(actor, text, {"filter": filter_})
    assert not result.errors, result.errors
    listed: Any = result.data["directory"]  # type: ignore[index]  # without errors there is data
    assert listed["totalCount"] == len(listed["nodes"])
    return list(listed["nodes"])


async def names(actor: Actor, **filter_: Any) -> list[str]:
    return [entry["displayName"] for entry in await directory(actor, filter_, "displayName")]


async def refusal(actor: Actor, filter_: dict[str, Any] | None = None) -> tuple[str, tuple[str, ...] | None]:
    result = await run(actor, "query($filter: DirectoryFilter) { directory(filter: $filter) { totalCount } }", {"filter": filter_})
    assert result.errors
    [error] = result.errors
    assert isinstance(error.original_error, Refused)
    return error.original_error.code.value, error.original_error.argument_path


@pytest.fixture
async def people(world: World) -> dict[str, Any]:
    """One contact for each way in which it can stand with one, two invited colleagues, and the like at Contoso."""
    at = now()
    made: dict[str, Any] = {}
    contacts: tuple[tuple[str, str, dict[str, Any]], ...]
    invitations: tuple[tuple[str, InvitationKind, str, str | None, dict[str, Any]], ...]
    async with db.transaction():
        contacts = (
            ("Ann", "Aalto", {}),
            ("Bo", "Berg", {"email": None, "email_key": None}),
            ("Conny", "Cole", {"user": world.cara, "portal_at": at}),
            ("Ina", "Ito", {}),
            ("Ivo", "Ivic", {}),
            ("Rex", "Roth", {"user": world.carl, "portal_at": at, "revoked_at": at}),
        )
        for first, last, facts in contacts:
            made[first] = await contact(world.northwind, world.acme, first, last, **facts)
        made["Zoë"] = await contact(world.northwind, world.globex, "Zoë", "Zapf")
        made["Finn"] = await contact(world.contoso, world.contoso_customer, "Finn", "Fabri")
        await Customer.filter(id=world.globex.id).update(archived_at=at)
        invitations = (
            ("Nina", InvitationKind.MEMBER, "nina@new.example", None, {"first_name": "Nina", "last_name": "New"}),
            ("Lena", InvitationKind.MEMBER, "lena@new.example", None, {"first_name": "Lena", "last_name": "Late", "expires_at": at}),
            ("taken", InvitationKind.MEMBER, "taken@new.example", None, {"accepted_at": at, "accepted_by": world.max}),
            ("cancelled", InvitationKind.MEMBER, "cancelled@new.example", None, {"cancelled_at": at}),
            ("to Ina", InvitationKind.PORTAL, "ina@acme.example", "Ina", {}),
            ("to Ivo", InvitationKind.PORTAL, "ivo@acme.example", "Ivo", {"expires_at": at}),
            ("of Conny", InvitationKind.PORTAL, "conny@acme.example", "Conny", {"accepted_at": at, "accepted_by": world.cara}),
            ("to Rex before", InvitationKind.PORTAL, "rex@acme.example", "Rex", {"cancelled_at": at}),
        )
        for name, kind, email, of, others in invitations:
            made[name] = await invitation(world, world.northwind, kind, email, made[of] if of else None, **others)
        made["Otis"] = await invitation(world, world.contoso, InvitationKind.MEMBER, "otis@new.example", first_name="Otis", last_name="O")
    return made


async def contact(tenant: Tenant, customer: Customer, first: str, last: str, **facts: Any) -> Contact:
    email = f"{sort_key(first)}@acme.example"
    return await Contact.create(
        tenant=tenant, customer=customer, first_name=first, last_name=last, sort_name=sort_key(f"{first} {last}"), created_at=now(),
        **{"email": email, "email_key": email, **facts},
    )  # fmt: skip


async def invitation(world: World, tenant: Tenant, kind: InvitationKind, email: str, to: Contact | None = None, **facts: Any) -> Invitation:
    sort = sort_key(f"{facts.get('first_name') or ''} {facts.get('last_name') or ''}")
    return await Invitation.create(
        tenant=tenant, kind=kind, contact=to, customer_id=to.customer_id if to else None, email=email, email_key=email, sort_name=sort,
        roles={Role.MEMBER} if kind is InvitationKind.MEMBER else set(), invited_by=world.ada, set_by=world.ada,
        last_sent_at=now() - timedelta(hours=1), **{"created_at": now(), "expires_at": now() + timedelta(days=7), **facts},
    )  # fmt: skip


# Who is in it


async def test_given_everybody_when_listed_then_by_name_with_kind_and_status(world: World, people: dict[str, Any]) -> None:
    await Membership.filter(user=world.max).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    entries = await directory(world.actor(world.ada))
    assert {one["displayName"]: (one["kind"], one["status"]) for one in entries} == {
        "Ada Admin": ("MEMBER", "ACTIVE"), "Kim Kowalski": ("MEMBER", "ACTIVE"), "Max Member": ("MEMBER", "DEACTIVATED"),
        "Mia Miller": ("MEMBER", "ACTIVE"), "Sam Sales": ("MEMBER", "ACTIVE"),
        "Nina New": ("INVITED", "INVITED"), "Lena Late": ("INVITED", "INVITE_EXPIRED"),
        "Ann Aalto": ("CONTACT", "NO_ACCOUNT"), "Bo Berg": ("CONTACT", "NO_ACCOUNT"), "Conny Cole": ("CONTACT", "ACTIVE"),
        "Ina Ito": ("CONTACT", "INVITED"), "Ivo Ivic": ("CONTACT", "INVITE_EXPIRED"), "Rex Roth": ("CONTACT", "NO_ACCOUNT"),
        "Zoë Zapf": ("CONTACT", "NO_ACCOUNT"),
    }  # fmt: skip
    listed = [one["displayName"] for one in entries]
    assert listed == sorted(MEMBERS + INVITED + CONTACTS, key=sort_key)
    assert await names(world.actor(world.otto)) == ["Finn Fabri", "Olga Olsen", "Otis O", "Otto Other"], "another tenant has its own"


async def test_given_an_entry_when_read_then_it_shows_whom_it_stands_for(world: World, people: dict[str, Any]) -> None:
    entries = {one["displayName"]: one for one in await directory(world.actor(world.ada))}
    membership = await Membership.get(user=world.sam)
    assert entries["Sam Sales"] == {
        "id": ids.to_text("entry", membership.id), "kind": "MEMBER", "displayName": "Sam Sales", "email": "sam@northwind.example",
        "status": "ACTIVE", "roles": ["SALES_ENGINEER"], "customer": None, "contact": None, "invitation": None,
        "membership": {"id": ids.to_text("member", membership.id), "user": {"displayName": "Sam Sales"}},
        "canSendInvite": False, "sendInviteBlockedBy": "HAS_ACCOUNT", "sendInviteAvailableAt": None,
    }  # fmt: skip
    assert entries["Nina New"] == {
        "id": ids.to_text("entry", people["Nina"].id), "kind": "INVITED", "displayName": "Nina New", "email": "nina@new.example",
        "status": "INVITED", "roles": ["MEMBER"], "customer": None, "contact": None, "membership": None,
        "invitation": {"id": ids.to_text("invitation", people["Nina"].id), "kind": "MEMBER"},
        "canSendInvite": True, "sendInviteBlockedBy": None, "sendInviteAvailableAt": None,
    }  # fmt: skip
    assert entries["Conny Cole"] == {
        "id": ids.to_text("entry", people["Conny"].id), "kind": "CONTACT", "displayName": "Conny Cole", "email": "conny@acme.example",
        "status": "ACTIVE", "roles": ["CUSTOMER"], "membership": None, "customer": {"name": "Acme"},
        "contact": {"id": ids.to_text("contact", people["Conny"].id)},
        "invitation": {"id": ids.to_text("invitation", people["of Conny"].id), "kind": "PORTAL"},
        "canSendInvite": False, "sendInviteBlockedBy": "HAS_ACCOUNT", "sendInviteAvailableAt": None,
    }  # fmt: skip
    assert (entries["Bo Berg"]["email"], entries["Bo Berg"]["roles"], entries["Bo Berg"]["invitation"]) == (None, [], None)


async def test_given_a_contact_that_was_invited_before_when_invited_again_then_the_open_invitation_is_shown(
    world: World, people: dict[str, Any]
) -> None:
    [rex] = await directory(world.actor(world.ada), {"search": "rex"})
    assert (rex["status"], rex["invitation"]["id"]) == ("NO_ACCOUNT", ids.to_text("invitation", people["to Rex before"].id))
    again = await invitation(
        world, world.northwind, InvitationKind.PORTAL, "rex@acme.example", people["Rex"], created_at=now() - timedelta(days=2)
    )
    [rex] = await directory(world.actor(world.ada), {"search": "rex"})
    assert (rex["status"], rex["invitation"]["id"]) == ("INVITED", ids.to_text("invitation", again.id))


async def test_given_an_invited_colleague_without_a_name_when_listed_then_first_and_by_the_address(
    world: World, people: dict[str, Any]
) -> None:
    await invitation(world, world.northwind, InvitationKind.MEMBER, "nobody@new.example")
    assert (await names(world.actor(world.ada)))[0] == "nobody@new.example"


# Who has it


async def test_given_those_who_manage_no_members_when_listed_then_without_invited_colleagues(world: World, people: dict[str, Any]) -> None:
    assert await names(world.actor(world.ada), kind=["INVITED"]) == INVITED
    for user in (world.sam, world.mia):
        assert await names(world.actor(user)) == sorted(MEMBERS + CONTACTS, key=sort_key)
        assert await names(world.actor(user), kind=["INVITED"]) == []


async def test_given_those_who_read_no_customers_when_listed_then_without_contacts(world: World, people: dict[str, Any]) -> None:
    whole = world.actor(world.ada)
    ada = Actor(
        whole.user_id, whole.tenant_id, whole.session_id, whole.roles, whole.permissions - {Permission.CUSTOMERS_READ}, whole.origin
    )
    assert await names(ada) == sorted(MEMBERS + INVITED, key=sort_key)
    assert await refusal(ada, {"customerId": ids.to_text("customer", world.acme.id)}) == ("FORBIDDEN", ("filter", "customerId"))


async def test_given_those_who_read_no_members_when_asked_for_then_forbidden(world: World, people: dict[str, Any]) -> None:
    for actor, code in ((world.actor(world.max), "FORBIDDEN"), (world.actor(world.cara), "FORBIDDEN"), (world.nobody, "UNAUTHENTICATED")):
        assert (await refusal(actor))[0] == code
    whole = world.actor(world.ada)
    without = Actor(
        whole.user_id, whole.tenant_id, whole.session_id, whole.roles, whole.permissions - {Permission.MEMBERS_READ}, whole.origin
    )
    assert (await refusal(without))[0] == "FORBIDDEN"
    assert await found(without, people["Ann"].id) is None, "what is in no list of theirs is not found by its id"


async def found(actor: Actor, id_: Any) -> str | None:
    """The name of the entry with a row's id."""
    text = "query($id: ID!) { node(id: $id) { id ... on DirectoryEntry { displayName } } }"
    result: Any = await run(actor, text, {"id": ids.to_text("entry", id_)})
    assert not result.errors
    return result.data["node"] and str(result.data["node"]["displayName"])


async def test_given_an_entry_when_asked_for_by_id_then_there_for_whoever_has_it_in_the_directory(
    world: World, people: dict[str, Any]
) -> None:
    connected = await connect(world)
    callers = {**{name: world.actor(user) for name, user in world.people.items()}, "uma": world.actor(connected.admin)}
    callers["acting"] = await act(world, connected)
    memberships = [one.id for one in await Membership.all()]
    rows = [*memberships, *(one.id for one in people.values()), connected.record.id]
    seen = 0
    for actor in callers.values():
        listed: set[str] = set()
        if actor.has(Permission.MEMBERS_READ):
            listed = {one["id"] for one in await directory(actor, fields="id")}
        by_id = {ids.to_text("entry", id_) for id_ in rows if await found(actor, id_) is not None}
        assert by_id == listed
        seen += len(listed)
    assert seen > 50


async def test_given_a_partner_in_an_acting_session_when_listed_then_the_customers_people(world: World, people: dict[str, Any]) -> None:
    connected = await connect(world)
    assert await names(await act(world, connected), kind=["MEMBER"]) == ["Ugo Umber", "Uma Umber"]


# What is asked for


async def test_given_filters_when_applied_then_exactly_what_matches(world: World, people: dict[str, Any]) -> None:
    ada = world.actor(world.ada)
    await Membership.filter(user=world.max).update(status=MembershipStatus.DEACTIVATED, deactivated_at=now())
    acme, globex, theirs = (ids.to_text("customer", one.id) for one in (world.acme, world.globex, world.contoso_customer))
    assert await names(ada, kind=["MEMBER"]) == MEMBERS
    assert await names(ada, kind=["CONTACT", "INVITED", "CONTACT"]) == sorted(CONTACTS + INVITED, key=sort_key)
    assert await names(ada, kind=[]) == await names(ada, status=[]) == []
    assert await names(ada, status=["ACTIVE"]) == ["Ada Admin", "Conny Cole", "Kim Kowalski", "Mia Miller", "Sam Sales"]
    assert await names(ada, status=["INVITED"]) == ["Ina Ito", "Nina New"]
    assert await names(ada, status=["INVITE_EXPIRED"]) == ["Ivo Ivic", "Lena Late"]
    assert await names(ada, status=["NO_ACCOUNT", "DEACTIVATED"]) == ["Ann Aalto", "Bo Berg", "Max Member", "Rex Roth", "Zoë Zapf"]
    assert await names(ada, status=["DEACTIVATED"], kind=["CONTACT"]) == []
    assert await names(ada, status=["ACTIVE"], kind=["CONTACT"]) == ["Conny Cole"]
    assert await names(ada, customerId=acme) == CONTACTS[:-1]
    assert await names(ada, customerId=globex) == ["Zoë Zapf"], "archived, which takes nobody away"
    assert await names(ada, customerId=theirs) == await names(ada, customerId="customer_malformed") == []
    assert await names(ada, customerId=acme, kind=["MEMBER"]) == []
    assert await names(ada, search="ZOE Z") == ["Zoë Zapf"]
    assert await names(ada, search="@new.example") == INVITED
    assert await names(ada, search="SAM@northwind") == ["Sam Sales"]
    assert await names(ada, search="conny@") == ["Conny Cole"]
    assert await names(ada, search="%") == await names(ada, search="fabri") == await names(ada, search="otis@new") == []
    assert await names(ada, kind=None, status=None, customerId=None, search=None) == sorted(MEMBERS + INVITED + CONTACTS, key=sort_key)


async def test_given_a_time_when_it_passes_then_an_invitation_has_expired(runtime: Runtime, world: World, people: dict[str, Any]) -> None:
    ada = world.actor(world.ada)
    runtime.clock.advance(timedelta(days=7) - timedelta(milliseconds=1))
    assert await names(ada, status=["INVITED"]) == ["Ina Ito", "Nina New"]
    runtime.clock.advance(timedelta(milliseconds=1))
    assert await names(ada, status=["INVITED"]) == []
    assert await names(ada, status=["INVITE_EXPIRED"]) == ["Ina Ito", "Ivo Ivic", "Lena Late", "Nina New"]


# Pages


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
async def test_given_entries_of_every_kind_with_one_name_when_paged_then_each_once_in_either_direction(
    world: World, people: dict[str, Any], size: int
) -> None:
    for n in range(4):
        await contact(world.northwind, world.acme, "Mia", "Miller", email=f"m{n}@acme.example", email_key=f"m{n}@acme.example")
        await invitation(world, world.northwind, InvitationKind.MEMBER, f"m{n}@new.example", first_name="Mia", last_name="Miller")
    ada = world.actor(world.ada)
    listed = [one["id"] for one in await directory(ada, fields="id")]
    assert len(set(listed)) == len(listed) == 14 + 8
    alike = [one["id"] for one in await directory(ada, {"search": "mia miller"}, "id")]
    assert alike == sorted(alike)
    assert len(alike) == 1 + 8
    for way in ("first: {size}, after", "last: {size}, before"):
        forward = way.startswith("first")
        gathered: list[str] = []
        cursor = None
        while True:
            text = f"query($at: String) {{ directory({way.format(size=size)}: $at) {{ nodes {{ id }} pageInfo {{ {INFO} }} }} }}"
            result: Any = await run(ada, text, {"at": cursor})
            page, info = [node["id"] for node in result.data["directory"]["nodes"]], result.data["directory"]["pageInfo"]
            gathered = [*gathered, *page] if forward else [*page, *gathered]
            assert info["hasPreviousPage" if forward else "hasNextPage"] is (cursor is not None)
            if not info["hasNextPage" if forward else "hasPreviousPage"]:
                break
            assert len(page) == size
            cursor = info["endCursor" if forward else "startCursor"]
        assert gathered == listed


INFO = "hasNextPage hasPreviousPage startCursor endCursor"


# Send Invite


async def test_given_contacts_when_read_in_the_directory_then_send_invite_is_as_the_contact_says(
    runtime: Runtime, world: World, people: dict[str, Any]
) -> None:
    await Invitation.filter(id=people["to Ina"].id).update(last_sent_at=now())
    await MailRefusal.create(tenant=world.northwind, email_key="ivo@acme.example", created_at=now())
    fields = "canSendInvite sendInviteBlockedBy sendInviteAvailableAt"
    seen = set()
    for user, plan, domains in product((world.ada, world.sam), (Plan.PRO, Plan.FREE), ([], ["acme.example"])):
        await Tenant.filter(id=world.northwind.id).update(plan=plan, blocked_domains=domains)
        for entry in await directory(world.actor(user), {"kind": ["CONTACT"]}, f"displayName {fields} contact {{ {fields} }}"):
            name, of_contact = entry.pop("displayName"), entry.pop("contact")
            assert entry == of_contact, name
            seen.add((name.split()[0], entry["sendInviteBlockedBy"]))
            assert entry["canSendInvite"] is (entry["sendInviteBlockedBy"] in (None, "COOLDOWN"))
            assert (entry["sendInviteAvailableAt"] is None) is (entry["sendInviteBlockedBy"] != "COOLDOWN")
    assert seen == {
        ("Ann", None), ("Ann", "PLAN_REQUIRED"), ("Ann", "NOT_ALLOWED"), ("Bo", "NO_EMAIL"), ("Conny", "HAS_ACCOUNT"), ("Ina", "COOLDOWN"),
        ("Ina", "PLAN_REQUIRED"), ("Ina", "NOT_ALLOWED"), ("Ivo", "NOT_ALLOWED"), ("Rex", None), ("Rex", "PLAN_REQUIRED"),
        ("Rex", "NOT_ALLOWED"), ("Zoë", "NOT_ALLOWED"),
    }  # fmt: skip


async def test_given_invited_colleagues_when_read_then_send_invite_is_as_resending(
    runtime: Runtime, world: World, people: dict[str, Any]
) -> None:
    ada = world.actor(world.ada)

    async def blocks() -> dict[str, Any]:
        entries = await directory(ada, {"kind": ["INVITED"]})
        return {one["displayName"]: (one["canSendInvite"], one["sendInviteBlockedBy"], one["sendInviteAvailableAt"]) for one in entries}

    await Tenant.filter(id=world.northwind.id).update(plan=Plan.FREE, blocked_domains=["new.example"])
    assert await blocks() == {"Lena Late": (True, None, None), "Nina New": (True, None, None)}, "neither plan nor policy is asked again"
    await Invitation.filter(id=people["Nina"].id).update(last_sent_at=now())
    await MailRefusal.create(tenant=world.northwind, email_key="lena@new.example", created_at=now())
    assert await blocks() == {
        "Lena Late": (False, "NOT_ALLOWED", None), "Nina New": (True, "COOLDOWN", "2026-03-02T09:01:00.000Z"),
    }  # fmt: skip
    runtime.clock.advance(runtime.settings.resend_cooldown)
    assert (await blocks())["Nina New"] == (True, None, None)
    resends = await directory(ada, {"kind": ["INVITED"]}, "displayName canSendInvite invitation { viewerCan { resend } }")
    assert all(one["canSendInvite"] is one["invitation"]["viewerCan"]["resend"] for one in resends)
