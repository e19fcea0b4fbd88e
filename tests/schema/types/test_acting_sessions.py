"""Acting sessions through the API: who sees which, in lists, by id, and of oneself; and what is empty while one acts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.auth.actor import Actor
from app.auth.permissions import ACTING
from app.core import ids
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    Collaborator,
    Customer,
    CustomerStaff,
    Membership,
    Participant,
    Partnership,
    PartnershipSide,
    Poc,
    PocStatus,
    Role,
)
from app.services import acting, acting_endings
from tests.app.services.acting import WHY, inside
from tests.partners import Connected, act, connect
from tests.schema.calling import run
from tests.world import World

SESSION = "id reason startedAt expiresAt endedAt endedBy partner { name } customer { name } actor { displayName } customerRecord { name }"
LIST = f"query($only: Boolean) {{ actingSessions(activeOnly: $only) {{ totalCount nodes {{ {SESSION} }} }} }}"
NODE = f"query($id: ID!) {{ node(id: $id) {{ ... on ActingSession {{ {SESSION} }} }} }}"
AT_CUSTOMER = f"""query($id: ID!, $only: Boolean) {{ customer(id: $id) {{
  actingSessions(activeOnly: $only) {{ totalCount nodes {{ {SESSION} }} }} }} }}"""


async def ask(actor: Actor, text: str, **variables: Any) -> Any:
    """The data of an answer without errors."""
    result = await run(actor, text, variables)
    assert result.errors == [], result.errors
    assert result.data
    return result.data


async def codes(actor: Actor, text: str, **variables: Any) -> list[str]:
    """The refusals of an answer."""
    result = await run(actor, text, variables)
    return [error.original_error.code.value for error in result.errors]  # type: ignore[union-attr]


def text_id(started: acting.Started) -> str:
    return ids.to_text("acting", started.session_id)


async def employ(world: World, user: Any, *roles: Role, tenant: Any = None) -> Actor:
    await Membership.filter(user_id=user.id, tenant_id=(tenant or world.northwind).id).update(roles=set(roles))
    world.roles[user.id] = frozenset(roles)
    return world.actor(user)


async def place(connected: Connected, user: Any, level: AccessLevel) -> None:
    await CustomerStaff.create(customer_id=connected.record.id, user_id=user.id, level=level, created_at=now())


async def test_given_an_acting_session_when_read_by_both_sides_then_both_see_who_and_why_and_the_partner_its_record(
    runtime: Runtime, world: World
) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    started = await acting.start(mia, connected.record.id, reason=WHY, minutes=10)
    seen: dict[str, Any] = {
        "id": text_id(started), "reason": WHY, "startedAt": "2026-03-02T09:00:00.000Z", "expiresAt": "2026-03-02T09:10:00.000Z",
        "endedAt": None, "endedBy": None, "partner": {"name": "Northwind Cloud"}, "customer": {"name": "Umbrella"},
        "actor": {"displayName": "Mia Miller"}, "customerRecord": None,
    }  # fmt: skip
    with_record = {**seen, "customerRecord": {"name": "Umbrella"}}
    for actor, expected in ((mia, with_record), (world.actor(connected.admin), seen), (await inside(started), seen)):
        assert (await ask(actor, NODE, id=text_id(started)))["node"] == expected
        assert (await ask(actor, LIST))["actingSessions"] == {"totalCount": 1, "nodes": [expected]}
    record = ids.to_text("customer", connected.record.id)
    assert (await ask(mia, AT_CUSTOMER, id=record))["customer"] == {"actingSessions": {"totalCount": 1, "nodes": [with_record]}}
    runtime.clock.advance(timedelta(minutes=1))
    await acting_endings.end(world.actor(connected.admin), started.session_id)
    ended = {**with_record, "endedAt": "2026-03-02T09:01:00.000Z", "endedBy": "CUSTOMER"}
    assert (await ask(mia, NODE, id=text_id(started)))["node"] == ended


async def test_given_several_acting_sessions_when_listed_then_the_newest_is_first_and_only_open_ones_when_asked(
    runtime: Runtime, world: World
) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    names: dict[str, str] = {}
    for name, minutes in (("over", 1), ("ended", 30), ("open", 30), ("newest", 30)):
        started = await acting.start(mia, connected.record.id, reason=WHY, minutes=minutes)
        names[text_id(started)] = name
        if name == "ended":
            await acting_endings.end(mia, started.session_id)
        runtime.clock.advance(timedelta(seconds=20))
    record = ids.to_text("customer", connected.record.id)
    for actor in (mia, world.actor(connected.admin)):
        for only, expected in (
            (True, ["newest", "open"]), (False, ["newest", "open", "ended", "over"]), (None, ["newest", "open", "ended", "over"]),
        ):  # fmt: skip
            lists = [(await ask(actor, LIST, only=only))["actingSessions"]]
            if actor is mia:
                lists.append((await ask(actor, AT_CUSTOMER, id=record, only=only))["customer"]["actingSessions"])
            for found in lists:
                assert [names[node["id"]] for node in found["nodes"]] == expected
                assert found["totalCount"] == len(expected)
    assert (await ask(mia, "{ actingSessions(first: 1) { nodes { id } } }"))["actingSessions"]["nodes"][0]["id"] == text_id(started)
    runtime.clock.advance(timedelta(minutes=31))
    assert (await ask(mia, LIST, only=True))["actingSessions"]["nodes"] == []


async def test_given_colleagues_without_the_managed_fields_when_they_look_then_the_acting_session_never_was(world: World) -> None:
    connected = await connect(world)
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    record, id_ = ids.to_text("customer", connected.record.id), text_id(started)
    ada, sam = world.actor(world.ada), world.actor(world.sam)

    async def sees(actor: Actor) -> tuple[bool, bool]:
        """By its id, and at the customer (where it may be hidden)."""
        at_customer = (await ask(actor, AT_CUSTOMER, id=record))["customer"]
        listed = bool(at_customer and at_customer["actingSessions"] and at_customer["actingSessions"]["nodes"])
        return (await ask(actor, NODE, id=id_))["node"] is not None, listed

    assert await sees(world.actor(world.mia)) == (True, True)
    assert (await ask(ada, LIST))["actingSessions"] == {"totalCount": 0, "nodes": []}, "a tenant admin is no MSP admin"
    assert await codes(sam, LIST) == ["FORBIDDEN"]
    for actor in (ada, sam, world.actor(world.otto)):
        assert await sees(actor) == (False, False)
    for actor in (ada, sam):
        assert (await ask(actor, AT_CUSTOMER, id=record))["customer"] == {"actingSessions": None}
    await place(connected, world.mia, AccessLevel.MANAGE)
    await place(connected, world.sam, AccessLevel.VIEW)
    assert await sees(sam) == (True, True), "has a place to view"
    assert await sees(await employ(world, world.kim, Role.MSP_ADMIN)) == (False, False), "has none"


async def test_given_people_of_the_customer_when_they_look_then_who_reads_partnerships_sees_it(world: World) -> None:
    connected, wayne = await connect(world), await connect(world, "Wayne", people=("will", "wes"))
    id_ = text_id(await acting.start(world.actor(world.mia), connected.record.id, reason=WHY))
    assert (await ask(world.actor(connected.admin), NODE, id=id_))["node"]
    member = world.actor(connected.member)
    assert (await ask(member, NODE, id=id_))["node"] is None
    assert await codes(member, LIST) == ["FORBIDDEN"]
    assert (await ask(await employ(world, connected.member, Role.MSP_ADMIN, tenant=connected.tenant), NODE, id=id_))["node"]
    other = world.actor(wayne.admin)
    assert (await ask(other, NODE, id=id_))["node"] is None
    assert (await ask(other, LIST))["actingSessions"] == {"totalCount": 0, "nodes": []}
    assert await codes(world.nobody, LIST) == ["UNAUTHENTICATED"]


async def test_given_a_partnership_that_is_suspended_or_ended_when_read_then_the_history_stays_and_the_customers_field_is_null(
    world: World,
) -> None:
    connected, mia = await connect(world), world.actor(world.mia)
    started = await acting.start(mia, connected.record.id, reason=WHY)
    record = ids.to_text("customer", connected.record.id)
    for change in ({"suspended_by_customer_at": now()}, {"ended_at": now(), "ended_by": PartnershipSide.CUSTOMER}):
        await Partnership.filter(id=connected.partnership.id).update(**change)
        assert (await ask(mia, AT_CUSTOMER, id=record))["customer"] == {"actingSessions": None}
        for actor in (mia, world.actor(connected.admin)):
            assert [node["id"] for node in (await ask(actor, LIST))["actingSessions"]["nodes"]] == [text_id(started)]


# The viewer

VIEWER = """{ viewer { user { displayName email notifications { comments } } tenant { name plan } roles permissions
  memberships { id } sessions { id } participations { totalCount nodes { poc { id } } }
  acting { id reason partner { name } customer { name } actor { displayName } customerRecord { id } } } }"""


async def take_part(world: World, poc: Poc) -> Participant:
    """Mia takes part in a POC of another provider as a customer."""
    participant: Participant = await Participant.create(poc=poc, user=world.mia, title="Guest", joined_at=now())
    return participant


async def test_given_an_acting_session_when_the_viewer_is_asked_then_it_is_the_person_in_the_customers_tenant_and_their_own_is_empty(
    world: World,
) -> None:
    connected = await connect(world)
    await take_part(world, world.olgas)
    at_home = (await ask(world.actor(world.mia), VIEWER))["viewer"]
    assert (at_home["roles"], at_home["acting"]) == (["CUSTOMER", "MSP_ADMIN"], None)
    assert len(at_home["memberships"]) == len(at_home["sessions"]) == at_home["participations"]["totalCount"] == 1
    started = await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)
    viewer = (await ask(await inside(started), VIEWER))["viewer"]
    assert sorted(viewer.pop("permissions")) == sorted(ACTING)
    assert viewer == {
        "user": {"displayName": "Mia Miller", "email": "mia@northwind.example", "notifications": None},
        "tenant": {"name": "Umbrella", "plan": "FREE"}, "roles": [], "memberships": [], "sessions": [],
        "participations": {"totalCount": 0, "nodes": []},
        "acting": {
            "id": text_id(started), "reason": WHY, "partner": {"name": "Northwind Cloud"}, "customer": {"name": "Umbrella"},
            "actor": {"displayName": "Mia Miller"}, "customerRecord": None,
        },
    }  # fmt: skip
    for actor in (world.actor(connected.admin), world.actor(world.mia), world.actor(world.cara)):
        assert (await ask(actor, VIEWER))["viewer"]["acting"] is None


async def test_given_what_is_a_persons_own_when_looked_for_in_an_acting_session_then_it_is_nowhere(world: World) -> None:
    connected = await connect(world)
    participant = await take_part(world, world.olgas)
    own = {
        "the POC where they take part": ids.to_text("poc", world.olgas.id),
        "the participation": ids.to_text("participant", participant.id),
        "a POC at home": ids.to_text("poc", world.active.id),
        "the membership": ids.to_text("member", (await Membership.get(user_id=world.mia.id)).id),
        "the session": ids.to_text("session", world.sessions[world.mia.id]),
        "the provider": ids.to_text("tenant", world.contoso.id),
        "a customer at home": ids.to_text("customer", world.acme.id),
        "the record of this customer": ids.to_text("customer", connected.record.id),
        "a colleague": ids.to_text("user", world.sam.id),
        "who owns that POC": ids.to_text("user", world.olga.id),
    }
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert [node and node["id"] for node in (await ask(world.actor(world.mia), text, ids=list(own.values())))["nodes"]] == [*own.values()]
    actor = await inside(await acting.start(world.actor(world.mia), connected.record.id, reason=WHY))
    found = (await ask(actor, text, ids=list(own.values())))["nodes"]
    assert [what for what, node in zip(own, found, strict=True) if node] == []
    lists = "{ pocs { totalCount } customers { totalCount } members { nodes { user { displayName } } } invitations { totalCount } }"
    assert await ask(actor, lists) == {
        "pocs": {"totalCount": 0}, "customers": {"totalCount": 0}, "invitations": {"totalCount": 0},
        "members": {"nodes": [{"user": {"displayName": "Uma Umber"}}, {"user": {"displayName": "Ugo Umber"}}]},
    }  # fmt: skip
    theirs = [ids.to_text("tenant", tenant.id) for tenant in (connected.tenant, world.northwind)]
    theirs += [ids.to_text("user", user.id) for user in (connected.admin, world.mia)]
    assert [node["id"] for node in (await ask(actor, text, ids=theirs))["nodes"]] == theirs, (
        "the customer, its partner, its people, oneself"
    )


async def test_given_a_customers_own_work_when_seen_in_an_acting_session_then_all_of_it_as_its_tenant_admin_sees_it(world: World) -> None:
    connected = await connect(world)
    at = now()
    poc = await Poc.create(
        tenant=connected.tenant, customer=await _record(connected), owner=connected.admin, name="Own", sort_name="own",
        internal_notes="Between us", status=PocStatus.ACTIVE, created_at=at, updated_at=at, shared_updated_at=at,
    )  # fmt: skip
    await Collaborator.create(poc=poc, user=connected.admin, since=at)
    await take_part(world, poc)
    text = "{ pocs { nodes { name internalNotes viewerRole participants { nodes { displayName isViewer } } viewerCan { edit signOff } } } }"
    [seen] = (await ask(await inside(await acting.start(world.actor(world.mia), connected.record.id, reason=WHY)), text))["pocs"]["nodes"]
    assert (seen["internalNotes"], seen["viewerCan"]) == ("Between us", {"edit": True, "signOff": False})
    assert seen["viewerRole"] != "CUSTOMER"
    [at_home] = [one for one in (await ask(world.actor(world.mia), text))["pocs"]["nodes"] if one["name"] == "Own"]
    assert (at_home["internalNotes"], at_home["viewerRole"]) == (None, "CUSTOMER"), "as a participant, at home"


async def _record(connected: Connected) -> Any:
    """A prospect of the customer's own."""
    return await Customer.create(tenant=connected.tenant, name="Hive", sort_name="hive", created_at=now())


async def test_given_two_acting_sessions_and_an_own_one_when_they_ask_by_turns_then_each_sees_its_own_tenant(world: World) -> None:
    umbrella, wayne = await connect(world), await connect(world, "Wayne", people=("will", "wes"))
    actors = {
        "Umbrella": await act(world, umbrella), "Northwind Cloud": world.actor(world.mia), "Wayne": await act(world, wayne),
    }  # fmt: skip
    text = "{ viewer { tenant { name } acting { customer { name } } memberships { id } } members { nodes { tenant { name } } } }"
    for _ in range(3):
        for name, actor in actors.items():
            answer = await ask(actor, text)
            assert answer["viewer"]["tenant"] == {"name": name}
            assert answer["viewer"]["acting"] == ({"customer": {"name": name}} if actor.acting else None)
            assert len(answer["viewer"]["memberships"]) == (0 if actor.acting else 1)
            assert {node["tenant"]["name"] for node in answer["members"]["nodes"]} == {name}
    assert await ActingSession.all().count() == 2
