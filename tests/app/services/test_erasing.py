"""Erasing a person: nothing of them is left anywhere, what they did is, and every log holds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.auth import bearer
from app.auth.actor import Actor
from app.core import db, ids
from app.core.errors import UserErrors
from app.core.runtime import Runtime, now
from app.models import (
    AccessLevel,
    ActingSession,
    CancelReason,
    Collaborator,
    CustomerStaff,
    Event,
    EventOrigin,
    Invitation,
    Mail,
    MailRefusal,
    MailStatus,
    Membership,
    MembershipStatus,
    Participant,
    PartnershipSide,
    RefreshToken,
    Role,
    Session,
    User,
)
from app.services import accounts, audit_sealing, comments, erasing, invitations, members, participants, sessions
from tests.app.services.auditing import verified
from tests.app.services.inviting import registration, token_of
from tests.app.services.test_poc_waiting import meanwhile, on_postgres
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import ORIGIN, PASSWORD, World, snapshot

CARA = "cara@acme.example"


async def mentions(*words: str) -> list[str]:
    """The tables in which one of these words stands, in small letters."""
    found = []
    for table, rows in (await snapshot()).items():
        if any(word in str(row).lower() for row in rows for word in words):
            found.append(table)
    origins = await EventOrigin.all()
    return [*found, *(["event_origin"] if any(word in f"{row.ip} {row.user_agent}".lower() for row in origins for word in words) else [])]


async def test_given_a_customer_when_erased_then_no_table_knows_them_and_what_they_did_stays(runtime: Runtime, world: World) -> None:
    cara = Actor(world.cara.id, None, world.sessions[world.cara.id], origin=ORIGIN)
    await Participant.filter(id=world.cara_on_active.id).update(title="Carawoman")
    credentials = await sessions.sign_in(world.nobody, email=CARA, password=PASSWORD)
    await accounts.request_password_reset(world.nobody, email=CARA)
    comment_id = await comments.add(cara, world.active.id, body="My words stay.")
    await participants.invite(
        world.actor(world.kim), world.kims.id, email="CARA@acme.example", first_name="Cara", personal_message="Hi Cara"
    )
    await members.invite(world.actor(world.otto), email=CARA, roles=[Role.MEMBER], first_name="Cara")
    await MailRefusal.create(tenant_id=world.contoso.id, email_key=CARA, created_at=now())
    await audit_sealing.seal_new()
    assert len(await mentions("cara")) >= 6
    origins = await EventOrigin.all().count()

    erased = await erasing.erase(" cara@ACME.example ")
    assert (erased.user_id, erased.invitations) == (world.cara.id, 2)
    assert await mentions("cara") == []
    user = await User.get(id=world.cara.id)
    assert (user.first_name, user.last_name, user.title, user.password_hash) == ("Erased", "person", None, None)
    assert user.email == f"{world.cara.id}@erased.invalid"
    assert not await Session.filter(user_id=world.cara.id).exists()
    assert await EventOrigin.all().count() < origins
    participant = await Participant.get(id=world.cara_on_active.id)
    assert (participant.ended_at, participant.title) == (now(), None)
    assert {one.cancel_reason for one in await Invitation.all()} == {CancelReason.WITHDRAWN}
    mails = await Mail.filter(recipient_key=user.email)
    assert len(mails) == erased.mails == 3
    assert {(mail.status, mail.sealed, mail.next_attempt_at) for mail in mails} == {(MailStatus.FAILED, None, None)}
    said = await db.fetch_one("select body, author_id from comment where id = :id", {"id": comment_id})
    assert said
    assert (said["body"], db.uuid(said["author_id"])) == ("My words stay.", world.cara.id)
    [event] = await Event.filter(action="member.erased")
    assert (event.tenant_id, event.actor_id, event.target_kind, event.target_id) == (world.northwind.id, None, "user", world.cara.id)

    assert await outcome(sessions.sign_in(world.nobody, email=CARA, password=PASSWORD)) == "INVALID_CREDENTIALS"
    assert await outcome(sessions.refresh(world.nobody, refresh_token=credentials.refresh_token)) == "INVALID_CREDENTIALS"
    assert await outcome(bearer.actor_of(credentials.access_token, ORIGIN)) == "UNAUTHENTICATED"
    assert await outcome(comments.add(cara, world.active.id, body="still here")) == "NOT_FOUND pocId"
    await audit_sealing.seal_new()
    assert all(log.holds for log in (await verified()).values())


async def test_given_an_erased_person_when_erased_again_then_nothing_changes(runtime: Runtime, world: World) -> None:
    await participants.invite(world.actor(world.kim), world.kims.id, email=CARA)
    text = ids.to_text("user", world.cara.id)
    assert (await erasing.erase(text)).told == {"userId": text, "invitations": 1, "mails": 1}
    before = await snapshot()
    assert (await erasing.erase(text)).told == {"userId": text, "invitations": 0, "mails": 0}
    assert (await erasing.erase(CARA)).told == {"userId": None, "invitations": 0, "mails": 0}
    assert await snapshot() == before


async def test_given_an_address_without_an_account_when_erased_then_its_invitations_say_nothing(runtime: Runtime, world: World) -> None:
    kim = world.actor(world.kim)
    await participants.invite(kim, world.kims.id, email="nina@acme.example", first_name="Nina")
    expired = await participants.invite(world.actor(world.sam), world.active.id, email="nina@acme.example", first_name="Nina")
    await Invitation.filter(id=expired).update(expires_at=now() - timedelta(days=1))
    assert (await erasing.erase("nina@acme.example")).told == {"userId": None, "invitations": 2, "mails": 2}
    assert await mentions("nina") == []
    assert await Event.filter(action="invitation.cancelled").count() == 1, "the other one had expired"
    assert await outcome(participants.invite(kim, world.kims.id, email="nina@acme.example")) == DONE, "they may be invited anew"


async def test_given_a_member_when_erased_then_they_leave_every_organization_and_what_they_hold(runtime: Runtime, world: World) -> None:
    connected = await connect(world)
    await CustomerStaff.create(customer_id=connected.record.id, user_id=world.mia.id, level=AccessLevel.MANAGE, created_at=now())
    inside = await act(world, connected)
    pending = await participants.invite(world.actor(world.mia), world.active.id, email="nina@acme.example")
    await erasing.erase(ids.to_text("user", world.mia.id))
    membership = await Membership.get(user_id=world.mia.id)
    assert (membership.status, membership.deactivated_at) == (MembershipStatus.DEACTIVATED, now())
    assert not await CustomerStaff.exists()
    session = await ActingSession.get(id=inside.session_id)
    assert (session.ended_at, session.ended_by, session.reason) == (now(), PartnershipSide.SYSTEM, "They asked us to have a look.")
    assert {event.tenant_id for event in await Event.filter(action="acting.ended")} == {world.northwind.id, connected.tenant.id}
    assert (await Invitation.get(id=pending)).set_by_id == world.sam.id, "the POC's owner answers for it"
    assert await Collaborator.filter(user_id=world.sam.id).exists()
    assert not await RefreshToken.filter(session__user_id=world.mia.id).exists()


async def test_given_an_organizations_only_admin_when_erased_then_it_is_refused_and_nothing_is_written(
    runtime: Runtime, world: World
) -> None:
    before = await snapshot()
    with pytest.raises(UserErrors) as problem:
        await erasing.erase(world.ada.email)
    [error] = problem.value.errors
    assert (error.code, error.path) == ("LAST_ADMIN", ("person",))
    assert "Northwind Cloud" in error.message
    assert await snapshot() == before
    await Membership.filter(user_id=world.max.id).update(roles={Role.TENANT_ADMIN})
    assert await outcome(erasing.erase(world.ada.email)) == DONE


@pytest.mark.parametrize(
    ("named", "refusal"),
    [("nonsense", "NOT_FOUND person"), ("user_01h455vb4pex5vsknk084sn02q", "NOT_FOUND person"), ("a@", "INVALID address")],
)
async def test_given_nobody_when_erased_then_it_is_refused(runtime: Runtime, world: World, named: str, refusal: str) -> None:
    assert await outcome(erasing.erase(named)) == refusal


async def test_given_a_person_who_accepts_at_the_same_moment_when_erased_then_they_have_nothing_anyway(
    runtime: Runtime, world: World
) -> None:
    for round_ in range(4):
        email = f"nina{round_}@acme.example"
        first = await participants.invite(world.actor(world.kim), world.kims.id, email=email)
        await invitations.accept(world.nobody, token=await token_of(first), registration=registration())
        user = await User.get(email_key=email)
        poc, organization = (
            await participants.invite(world.actor(world.sam), world.active.id, email=email),
            await members.invite(world.actor(world.otto), email=email, roles=[Role.MEMBER]),
        )
        tokens = [await token_of(one) for one in (poc, organization)]
        nina = Actor(user.id, None, (await Session.get(user_id=user.id)).id, origin=ORIGIN)
        endings = await asyncio.gather(
            erasing.erase(email), *(outcome(invitations.accept(nina, token=token)) for token in tokens), return_exceptions=True
        )
        assert not [ending for ending in endings if isinstance(ending, Exception)], endings
        assert not await Membership.filter(user_id=user.id, status=MembershipStatus.ACTIVE).exists()
        assert not await Participant.filter(user_id=user.id, ended_at=None, removed_at=None).exists()
        assert await mentions(f"nina{round_}") == []


@on_postgres
async def test_given_two_admins_when_both_are_erased_at_once_then_one_stays(runtime: Runtime, world: World) -> None:
    await Membership.filter(user_id=world.max.id).update(roles={Role.TENANT_ADMIN})
    ada, max_ = (ids.to_text("user", user.id) for user in (world.ada, world.max))
    async with meanwhile(erasing.erase(ada), erasing.erase(max_)) as trying:
        assert await trying == {"LAST_ADMIN person": 1}
