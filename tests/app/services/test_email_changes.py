"""Asking for another address, as oneself and for a member."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from app.auth import bearer
from app.core.rates import SIGN_IN_BY_ACCOUNT
from app.core.runtime import Runtime, now
from app.models import (
    AccountLink,
    Contact,
    Event,
    EventOrigin,
    Invitation,
    InvitationKind,
    Membership,
    MembershipStatus,
    Participant,
    Role,
    User,
)
from app.services import api_keys, email_changes, erasing, sessions
from tests.app.services.inviting import refused
from tests.app.services.membering import employ
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.statements import counted
from tests.world import ORIGIN, PASSWORD, World, mails, snapshot

SAM = "sam@northwind.example"
ADMIN, MEMBER = Role.TENANT_ADMIN, Role.MEMBER


# Asking, as oneself


async def test_given_the_password_when_another_address_is_asked_for_then_a_link_goes_there_and_nothing_else_happens(
    runtime: Runtime, world: World
) -> None:
    await email_changes.request(world.actor(world.sam), email=" Sam@New.example", current_password=PASSWORD)
    [mail] = await mails()
    assert (mail.name, mail.recipient, mail.tenant_id) == ("email_change", "Sam@New.example", None)
    assert f"{runtime.settings.link_url}/confirm-email/{mail.token}" in mail.text
    assert "Sales" not in mail.text, "whose account it is, a stranger with this address need not know"
    [link] = await AccountLink.all()
    assert (link.user_id, link.email_key, link.expires_at) == (world.sam.id, NEW, now() + timedelta(hours=24))
    assert await address_of(world.sam) == SAM
    [event] = await Event.all()
    assert (event.action, event.tenant_id, event.actor_id, event.target_id) == (
        "email.change_requested", world.northwind.id, world.sam.id, world.sam.id,
    )  # fmt: skip
    assert "@" not in str(event.changes)
    assert (await EventOrigin.get(event_id=event.id)).ip == ORIGIN.ip
    assert mail.token not in repr(await snapshot())


@pytest.mark.parametrize(
    ("email", "password", "answer"),
    [
        (NEW, "wrong", "INVALID_CREDENTIALS currentPassword"),
        ("no address", "wrong", "INVALID_CREDENTIALS currentPassword"),
        ("no address", PASSWORD, "INVALID email"),
        ("", PASSWORD, "REQUIRED email"),
        (f"{'x' * 250}@new.example", PASSWORD, "TOO_LONG email"),
    ],
)
async def test_given_anything_wrong_when_asked_then_it_says_where_and_nothing_happens(
    world: World, email: str, password: str, answer: str
) -> None:
    call = email_changes.request(world.actor(world.sam), email=email, current_password=password)
    assert await refused(call) == answer
    await asked(world)


async def test_given_the_same_address_when_asked_for_then_success_and_nothing_happens(world: World) -> None:
    before = await snapshot(without=["user"])
    await email_changes.request(world.actor(world.sam), email="SAM@Northwind.example", current_password=PASSWORD)
    assert await snapshot(without=["user"]) == before
    assert await address_of(world.sam) == SAM


async def test_given_many_guesses_when_asking_then_they_count_with_the_sign_ins(world: World) -> None:
    sam = world.actor(world.sam)
    for _ in range(SIGN_IN_BY_ACCOUNT.most):
        await outcome(email_changes.request(sam, email=NEW, current_password="wrong"))
    assert await refused(email_changes.request(sam, email=NEW, current_password=PASSWORD)) == "RATE_LIMITED"
    assert await refused(sessions.sign_in(world.nobody, email=SAM, password=PASSWORD)) == "RATE_LIMITED"


async def test_given_many_links_when_asked_for_then_no_more_are_mailed_and_the_answer_is_the_same(runtime: Runtime, world: World) -> None:
    for n in range(7):
        runtime.clock.advance(timedelta(minutes=1))
        call = email_changes.request(world.actor(world.sam), email=f"n{n}@new.example", current_password=PASSWORD)
        assert await outcome(call) == DONE
    assert len(await mails()) == 5


async def test_given_nobody_deputies_and_programs_when_asking_then_refused(world: World) -> None:
    connected = await connect(world)
    assert await refused(email_changes.request(world.nobody, email=NEW, current_password=PASSWORD)) == "UNAUTHENTICATED"
    acting = await act(world, connected)
    made = await api_keys.create(world.actor(world.ada), name="CI", roles=[ADMIN])
    key = await bearer.actor_of(made.secret, ORIGIN)
    for actor in (acting, key):
        assert await refused(email_changes.request(actor, email=NEW, current_password=PASSWORD)) == "FORBIDDEN"
        assert await refused(email_changes.change_for(actor, world.max.id, email=NEW)) == "FORBIDDEN"
        assert await refused(email_changes.change_for(actor, connected.member.id, email=NEW)) == "FORBIDDEN"
    token, undo = await asked(world), await changed(world, "kim@new.example", user=world.kim)
    for actor in (acting, key):
        assert await refused(email_changes.confirm(actor, token=token)) == "FORBIDDEN"
        assert await refused(email_changes.undo(actor, token=undo)) == "FORBIDDEN"
    assert await outcome(email_changes.confirm(world.nobody, token=token)) == DONE


@pytest.mark.parametrize("taken", ["kim@northwind.example", "CARA@acme.example", "former@northwind-cloud.example"])
async def test_given_an_address_that_is_taken_or_kept_when_asked_for_then_all_is_the_same_but_the_mail(
    world: World, monkeypatch: pytest.MonkeyPatch, taken: str
) -> None:
    former = await employ(world, world.northwind, "former", MEMBER)
    await changed(world, "elsewhere@new.example", user=former)
    older = await asked(world, "older@new.example", user=world.ada)
    sent, before = await mails(), {"event": await Event.all().count(), "link": await AccountLink.all().count()}
    work: list[list[str]] = []
    for user, email in ((world.sam, "free@new.example"), (world.ada, taken)):
        with counted(monkeypatch) as statements:
            await email_changes.request(world.actor(user), email=email, current_password=PASSWORD)
        work.append([statement.split()[0].lower() for statement in statements if "release" not in statement.lower()])
    free, same = ([word for word in words if word not in ("rollback", "savepoint")] for words in work)
    assert free == same
    assert [mail.recipient for mail in (await mails())[len(sent) :]] == ["free@new.example"]
    assert {"event": await Event.all().count(), "link": await AccountLink.all().count()} == {name: n + 2 for name, n in before.items()}
    assert await refused(email_changes.confirm(world.nobody, token=older)) == "LINK_CANCELLED token", "as by a free one"


# Asking, for a member


async def test_given_an_admin_when_a_members_address_is_corrected_then_it_changes_once_it_confirms(world: World) -> None:
    await email_changes.change_for(world.actor(world.ada), world.sam.id, email=NEW)
    [mail] = await mails()
    assert mail.recipient == NEW
    assert "administrator of Northwind Cloud" in mail.text
    assert await address_of(world.sam) == SAM
    [event] = await Event.all()
    assert (event.action, event.tenant_id, event.actor_id, event.target_id) == (
        "email.change_requested", world.northwind.id, world.ada.id, world.sam.id,
    )  # fmt: skip
    assert await email_changes.confirm(world.nobody, token=mail.token) == world.sam.id
    assert await address_of(world.sam) == NEW


async def test_given_whom_one_may_not_correct_when_asked_then_refused_at_the_user(world: World) -> None:
    ada = world.actor(world.ada)
    gone = await employ(world, world.northwind, "gone", MEMBER, active=False)
    for user, answer in (
        (world.otto, "NOT_FOUND userId"), (world.cara, "NOT_FOUND userId"), (gone, "NOT_OPEN userId"), (world.ada, "FORBIDDEN"),
    ):  # fmt: skip
        assert await refused(email_changes.change_for(ada, user.id, email=NEW)) == answer
    assert await refused(email_changes.change_for(ada, None, email="x")) == "INVALID email; NOT_FOUND userId"
    assert await refused(email_changes.change_for(ada, world.sam.id, email="x")) == "INVALID email"
    for somebody in (world.mia, world.sam, world.max, world.cara):
        assert await refused(email_changes.change_for(world.actor(somebody), world.kim.id, email=NEW)) == "FORBIDDEN"
    await erasing.erase(world.max.email)
    assert await refused(email_changes.change_for(ada, world.max.id, email=NEW)) == "NOT_OPEN userId"
    assert await outcome(email_changes.change_for(ada, world.sam.id, email=SAM.upper())) == DONE
    assert await mails() == []
    assert await outcome(email_changes.change_for(ada, world.sam.id, email=NEW)) == DONE


async def _works_elsewhere(world: World, user: User) -> None:
    await Membership.create(user=user, tenant=world.contoso, roles={MEMBER}, status=MembershipStatus.DEACTIVATED, created_at=now())


async def _took_part_elsewhere(world: World, user: User) -> None:
    await Participant.create(poc=world.olgas, user=user, joined_at=now(), removed_at=now())


async def _was_a_contact_elsewhere(world: World, user: User) -> None:
    await Contact.create(
        tenant=world.contoso, customer=world.contoso_customer, first_name="S", last_name="S", sort_name="s", user=user, portal_at=now(),
        revoked_at=now(), created_at=now(),
    )  # fmt: skip


async def _accepted_elsewhere(world: World, user: User) -> None:
    await Invitation.create(
        tenant=world.contoso, kind=InvitationKind.PORTAL, email=SAM, email_key=SAM, created_at=now(), accepted_at=now(), accepted_by=user
    )


ELSEWHERE = [_works_elsewhere, _took_part_elsewhere, _was_a_contact_elsewhere, _accepted_elsewhere]


@pytest.mark.parametrize("tie", ELSEWHERE)
async def test_given_a_member_who_ever_was_anything_elsewhere_when_corrected_then_conflict_also_when_confirmed(
    world: World, tie: Callable[[World, User], Awaitable[None]]
) -> None:
    ada = world.actor(world.ada)
    await email_changes.change_for(ada, world.sam.id, email=NEW)
    token = await token_to(NEW)
    await tie(world, world.sam)
    assert await refused(email_changes.change_for(ada, world.sam.id, email="other@new.example")) == "CONFLICT userId"
    assert await refused(email_changes.confirm(world.nobody, token=token)) == "LINK_CANCELLED token"
    assert await outcome(email_changes.change_for(ada, world.kim.id, email="other@new.example")) == DONE
    assert await changed(world), "their own business"


async def test_given_an_admin_who_may_not_any_more_when_confirmed_then_cancelled(world: World) -> None:
    eve = await employ(world, world.northwind, "eve", ADMIN)
    await email_changes.change_for(world.actor(eve), world.sam.id, email=NEW)
    token = await token_to(NEW)
    for change in ({"roles": frozenset({MEMBER})}, {"status": MembershipStatus.DEACTIVATED}):
        before = await Membership.get(user_id=eve.id)
        await Membership.filter(user_id=eve.id).update(**change)
        assert await refused(email_changes.confirm(world.nobody, token=token)) == "LINK_CANCELLED token"
        await Membership.filter(user_id=eve.id).update(roles=before.roles, status=before.status)
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED)
    assert await refused(email_changes.confirm(world.nobody, token=token)) == "LINK_CANCELLED token"
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.ACTIVE)
    assert await outcome(email_changes.confirm(world.nobody, token=token)) == DONE
