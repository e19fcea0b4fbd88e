from datetime import timedelta
from uuid import UUID

import pytest

from app.core.errors import Code
from app.core.runtime import Runtime, now
from app.models import InvitationKind, InvitationStatus, Membership, MembershipStatus, PocStatus, Role
from app.services import erasing, invitations, members, participants, poc_status
from app.services.invitations import InvitationStep, Preview
from tests.app.services.inviting import NEW, refused, registration, token_of
from tests.outcomes import outcome
from tests.world import World, snapshot

P, E, C, A = InvitationStatus.PENDING, InvitationStatus.EXPIRED, InvitationStatus.CANCELLED, InvitationStatus.ACCEPTED
STEP = InvitationStep


async def invited(world: World, email: str = NEW) -> UUID:
    return await participants.invite(
        world.actor(world.sam), world.active.id, email=email, first_name="Nina", last_name="New", personal_message="Welcome!"
    )


def said(preview: Preview) -> tuple[InvitationStatus | None, Code | None, InvitationStep]:
    return preview.status, preview.problem, preview.next_step


async def test_given_a_pending_invitation_when_looked_at_then_its_facts_and_nothing_is_used_up(world: World) -> None:
    token = await token_of(await invited(world))
    before = await snapshot()
    for _ in range(3):
        assert await invitations.preview(world.nobody, token) == Preview(
            next_step=STEP.REGISTER, status=P, kind=InvitationKind.POC, organization_name="Northwind Cloud", tenant_id=world.northwind.id,
            brand_id=world.northwind.id,
            subject_name="Active POC", inviter_name="Sam Sales", personal_message="Welcome!", masked_email="n***@acme.example",
            first_name="Nina", last_name="New", expires_at=now() + timedelta(days=7),
        )  # fmt: skip
    assert await snapshot() == before
    await invitations.accept(world.nobody, token=token, registration=registration())


async def test_given_a_colleagues_invitation_when_looked_at_then_the_subject_is_the_organization(world: World) -> None:
    token = await token_of(await members.invite(world.actor(world.ada), email=NEW, roles={Role.MEMBER}))
    shown = await invitations.preview(world.nobody, token)
    assert (shown.kind, shown.subject_name, shown.inviter_name) == (InvitationKind.MEMBER, "Northwind Cloud", "Ada Admin")


@pytest.mark.parametrize("token", ["", "A" * 43, "\ud800", "x" * 10_000])
async def test_given_a_link_that_never_was_when_looked_at_then_nothing_but_the_step(world: World, token: str) -> None:
    assert await invitations.preview(world.nobody, token) == Preview(next_step=STEP.NONE)


async def test_given_who_looks_when_the_invitation_is_pending_then_the_step_is_theirs(world: World) -> None:
    stranger, known = await token_of(await invited(world)), await token_of(await invited(world, "olga@contoso.example"))
    assert said(await invitations.preview(world.nobody, stranger)) == (P, None, STEP.REGISTER)
    assert said(await invitations.preview(world.nobody, known)) == (P, None, STEP.SIGN_IN)
    assert said(await invitations.preview(world.actor(world.olga), known)) == (P, None, STEP.ACCEPT)
    for token in (stranger, known):
        assert said(await invitations.preview(world.actor(world.otto), token)) == (P, Code.WRONG_ACCOUNT, STEP.WRONG_ACCOUNT)


async def test_given_each_state_when_looked_at_then_what_accepting_would_answer(runtime: Runtime, world: World) -> None:
    sam, olga = world.actor(world.sam), world.actor(world.olga)
    cancelled, accepted, expired = (
        await invited(world),
        await invited(world, "olga@contoso.example"),
        await invited(world, "noah@acme.example"),
    )
    await invitations.cancel(sam, cancelled)
    await invitations.accept(olga, token=await token_of(accepted))
    runtime.clock.advance(timedelta(days=7))
    look = invitations.preview
    assert said(await look(world.nobody, await token_of(cancelled))) == (C, Code.LINK_CANCELLED, STEP.NONE)
    assert said(await look(world.nobody, await token_of(expired))) == (E, Code.LINK_EXPIRED, STEP.ASK_FOR_NEW_LINK)
    assert said(await look(world.nobody, await token_of(accepted))) == (A, Code.ALREADY_ACCEPTED, STEP.NONE)
    assert said(await look(olga, await token_of(accepted))) == (A, None, STEP.ACCEPT), "accepting again is success"
    assert said(await look(world.actor(world.otto), await token_of(expired))) == (E, Code.LINK_EXPIRED, STEP.ASK_FOR_NEW_LINK)


async def test_given_what_can_not_be_granted_when_looked_at_then_the_problem(world: World) -> None:
    sam = world.actor(world.sam)
    token = await token_of(await invited(world, "olga@contoso.example"))
    await poc_status.change(sam, world.active.id, status=PocStatus.ON_HOLD)
    assert said(await invitations.preview(world.nobody, token)) == (P, Code.NOT_OPEN, STEP.NONE)
    await poc_status.change(sam, world.active.id, status=PocStatus.ACTIVE)
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.DEACTIVATED)
    assert said(await invitations.preview(world.nobody, token)) == (P, Code.LINK_CANCELLED, STEP.NONE)
    await Membership.filter(user_id=world.sam.id).update(status=MembershipStatus.ACTIVE)
    await Membership.create(user=world.olga, tenant=world.northwind, roles={Role.MEMBER}, created_at=now())
    assert said(await invitations.preview(world.actor(world.olga), token)) == (P, Code.ALREADY_MEMBER, STEP.NONE)
    assert said(await invitations.preview(world.nobody, token)) == (P, None, STEP.SIGN_IN), "told to that person only"


async def test_given_a_replaced_link_when_looked_at_then_little_is_shown_and_nothing_of_accounts(runtime: Runtime, world: World) -> None:
    tokens = {}
    for email in (NEW, "olga@contoso.example"):
        id_ = await invited(world, email)
        tokens[email] = await token_of(id_)
        runtime.clock.advance(timedelta(minutes=2))
        await invitations.resend(world.actor(world.sam), id_)
    expected = Preview(
        next_step=STEP.ASK_FOR_NEW_LINK, problem=Code.LINK_REPLACED, status=P, kind=InvitationKind.POC,
        organization_name="Northwind Cloud", tenant_id=world.northwind.id, brand_id=world.northwind.id,
    )  # fmt: skip
    for actor in (world.nobody, world.actor(world.olga)):
        for token in tokens.values():
            assert await invitations.preview(actor, token) == expected
    await invitations.accept(world.actor(world.olga), token=await token_of(id_))
    assert await invitations.preview(world.nobody, tokens["olga@contoso.example"]) == expected, "also not that somebody has accepted"


@pytest.mark.parametrize("state", ["expired", "cancelled", "replaced"])
async def test_given_a_dead_link_when_looked_at_or_accepted_then_an_account_makes_no_difference(
    runtime: Runtime, world: World, state: str
) -> None:
    answers = []
    for email in ("nobody@contoso.example", "olga@contoso.example"):
        id_ = await invited(world, email)
        token = await token_of(id_)
        if state == "cancelled":
            await invitations.cancel(world.actor(world.sam), id_)
        runtime.clock.advance(timedelta(days=7) if state == "expired" else timedelta(minutes=2))
        if state == "replaced":
            await invitations.resend(world.actor(world.sam), id_)
        shown = await invitations.preview(world.nobody, token)
        answers.append((said(shown), await outcome(invitations.accept(world.nobody, token=token, registration=registration()))))
    assert answers[0] == answers[1]


async def test_given_the_invitation_of_an_erased_person_when_looked_at_then_nothing_says_for_whom_it_was(world: World) -> None:
    token = await token_of(await invited(world))
    await erasing.erase(NEW)
    shown = await invitations.preview(world.nobody, token)
    assert said(shown) == (C, Code.LINK_CANCELLED, STEP.NONE)
    assert (shown.masked_email, shown.first_name, shown.last_name) == ("0***@erased.invalid", None, None)


async def test_given_somebody_looking_too_often_then_rate_limited_by_their_ip(world: World) -> None:
    token = await token_of(await invited(world))
    for _ in range(60):
        await invitations.preview(world.nobody, token)
    assert await refused(invitations.preview(world.nobody, token)) == "RATE_LIMITED"
