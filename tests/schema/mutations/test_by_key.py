"""What is never done by an API key: every mutation of the schema stands in one of the tables here, and does what its table says.

The key has all roles of its maker, who has every role; so whatever a key is refused, its maker may.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from graphql import get_named_type

from app.auth.actor import Actor
from app.core.errors import Refusal
from app.core.runtime import Runtime
from app.models import Event, Role, User
from app.services import accepting, accounts, acting, acting_endings, api_keys, audit_exports, declining, members, participants, sessions
from tests.app.services.acting import WHY
from tests.app.services.keying import holder, made, maker
from tests.outcomes import outcome
from tests.partners import act, connect
from tests.schema.calling import Answer, call, root_fields, undone
from tests.schema.mutations.test_in_acting_sessions import MUTATIONS, NEW_PASSWORD, smallest
from tests.schema.mutations.test_tasks import id_of
from tests.world import PASSWORD, World, mails, snapshot

FORBIDDEN = Refusal.FORBIDDEN.value

REFUSED = {
    # addresses, passwords, profile, sessions
    "changePassword", "updateProfile", "signOut", "revokeSession", "switchTenant", "requestEmailChange", "changeUserEmail",
    "confirmEmailChange", "undoEmailChange",
    # what a person takes on or gives up
    "createOrganization", "acceptInvitation", "declineInvitation", "leavePoc",
    # partnerships and consent
    "connectToPartner", "proposePartnershipChange", "withdrawPartnershipChange", "answerPartnershipChange", "limitPartner",
    "suspendPartnership", "resumePartnership", "endPartnership", "answerIntegrationShare",
    # acting sessions
    "startActingSession", "endActingSession",
    # keys, webhooks and their secrets, e-mail templates, audit export
    "createApiKey", "revokeApiKey", "createWebhookEndpoint", "updateWebhookEndpoint", "rotateWebhookSecret", "deleteWebhookEndpoint",
    "redeliverWebhook", "sendTestWebhook", "updateEmailTemplate", "resetEmailTemplate", "sendTestEmail", "createAuditExport",
}  # fmt: skip
"""FORBIDDEN, though whoever made the key may."""

PROVED_OTHERWISE = {
    "signIn", "refreshSession", "requestRegistration", "completeRegistration", "requestPasswordReset", "resetPassword",
    "requestFreshInvitation",
}  # fmt: skip
"""What it takes stands in the input; who sends it does not matter."""

ALLOWED = {
    "inviteUser", "resendInvitation", "cancelInvitation", "updateInvitation", "changeMemberRoles", "deactivateMember", "reactivateMember",
    "inviteCustomer", "inviteCustomers", "updateParticipant", "removeParticipant", "addCollaborator", "removeCollaborator", "sendReminder",
    "createPoc", "updatePoc", "changePocStatus", "deletePoc", "savePocAsTemplate", "deletePocTemplate",
    "addProspect", "updateCustomer", "archiveCustomer", "restoreCustomer", "mergeCustomers", "createCustomer", "updateCustomerAccess",
    "createContact", "updateContact", "deleteContact", "sendPortalInvite", "revokePortalAccess",
    "createTaskGroup", "updateTaskGroup", "deleteTaskGroup", "createTask", "updateTask", "completeTask", "reopenTask", "deleteTask",
    "addCriterion", "updateCriterion", "deleteCriterion", "recordOutcome", "signCriteria",
    "addComment", "editComment", "deleteComment", "createUpload", "addResource", "updateResource", "deleteResource", "openResource",
    "createIntegration", "updateIntegration", "rotateIntegrationCredential", "checkIntegration", "deleteIntegration",
    "shareIntegration", "revokeIntegrationShare", "leaveIntegrationShare", "generatePartnerLink", "revokePartnerLink", "updateTenant",
}  # fmt: skip
"""Answered as to whoever made the key."""


def test_given_every_mutation_when_looked_up_then_it_stands_in_one_table() -> None:
    tables = (REFUSED, PROVED_OTHERWISE, ALLOWED)
    assert {name: sum(name in table for table in tables) for name in MUTATIONS} == dict.fromkeys(MUTATIONS, 1)


def smallest_input(mutation: str) -> dict[str, Any]:
    """The smallest input of a mutation, with ids of nothing."""
    found: dict[str, Any] = smallest(get_named_type(root_fields()[f"Mutation.{mutation}"].args["input"].type))
    return found


async def both(world: World) -> tuple[User, Actor]:
    """Somebody with every role, and the program that works by a key of theirs with every role."""
    kay = await maker(world)
    return kay, await holder(await made(world, kay))


async def tried(world: World, kay: User, program: Actor, mutation: str, **given: Any) -> Mapping[str, Answer]:
    """How a mutation is answered to the program, and to whoever made its key; all of it is undone."""
    answers = {}
    for caller, actor in {"program": program, "kay": world.actor(kay)}.items():
        async with undone():
            answers[caller] = await call(actor, f"Mutation.{mutation}", {"input": smallest_input(mutation) | given})
    return answers


@pytest.mark.parametrize("mutation", sorted(REFUSED & set(MUTATIONS)))
async def test_given_what_no_program_does_when_tried_by_a_key_then_forbidden_and_nothing_is_written(world: World, mutation: str) -> None:
    kay, program = await both(world)
    before = await snapshot()
    assert (await call(program, f"Mutation.{mutation}", {"input": smallest_input(mutation)})).outcome == FORBIDDEN
    assert await snapshot() == before
    assert (await tried(world, kay, program, mutation))["kay"].outcome != FORBIDDEN


@pytest.mark.parametrize("mutation", sorted(ALLOWED & set(MUTATIONS)))
async def test_given_what_its_maker_may_when_tried_by_a_key_then_it_is_answered_alike(world: World, mutation: str) -> None:
    kay, program = await both(world)
    answers = await tried(world, kay, program, mutation)
    assert answers["program"].outcome == answers["kay"].outcome != FORBIDDEN


@pytest.mark.parametrize("mutation", sorted(PROVED_OTHERWISE & set(MUTATIONS)))
async def test_given_what_is_proved_otherwise_when_sent_by_a_key_then_it_is_answered_as_to_anybody(world: World, mutation: str) -> None:
    given = {"refreshToken": "x"} if mutation == "refreshSession" else {}
    kay, program = await both(world)
    answers = await tried(world, kay, program, mutation, **given)
    assert answers["program"].outcome == answers["kay"].outcome != FORBIDDEN


async def test_given_the_services_when_called_by_a_key_then_they_refuse_by_themselves(world: World) -> None:
    connected = await connect(world)
    kay, program = await both(world)
    theirs, session = await act(world, connected), await act(world, connected, user=kay)
    key = await made(world, kay)
    before = await snapshot()
    refused = {
        "profile": accounts.update_profile(program, title="Head of matters"),
        "password": accounts.change_password(program, current_password=PASSWORD, new_password=NEW_PASSWORD),
        "tenant": sessions.switch_tenant(program, world.northwind.id),
        "session": sessions.revoke(program, world.sessions[kay.id]),
        "signing out": sessions.sign_out(program, everywhere=False),
        "signing out everywhere": sessions.sign_out(program, everywhere=True),
        "participation": participants.leave(program, world.active.id),
        "accepting": accepting.accept(program, token="x" * 43),
        "declining": declining.decline(program, token="x" * 43),
        "acting": acting.start(program, connected.record.id, reason=WHY),
        "another's acting session": acting_endings.end(program, theirs.session_id),
        "its maker's acting session": acting_endings.end(program, session.session_id),
        "a key": api_keys.create(program, name="CRM", roles=[]),
        "its maker's key": api_keys.revoke(program, key.key_id),
        "itself": api_keys.revoke(program, program.key_id),
        "export": audit_exports.create(program),
    }
    assert {what: await outcome(call) for what, call in refused.items()} == dict.fromkeys(refused, FORBIDDEN)
    assert await snapshot() == before


PARTNERSHIPS: dict[str, dict[str, Any]] = {
    "proposePartnershipChange": {"kind": "RESELLER_WITH_SUPPORT"},
    "suspendPartnership": {"reason": "Not today."},
    "resumePartnership": {},
    "endPartnership": {"reason": "No more."},
}


@pytest.mark.parametrize("mutation", PARTNERSHIPS)
async def test_given_a_partnership_that_its_maker_manages_when_a_key_would_change_it_then_forbidden(world: World, mutation: str) -> None:
    connected = await connect(world)
    kay, program = await both(world)
    input_ = PARTNERSHIPS[mutation] | {"partnershipId": id_of("partnership", connected.partnership.id)}
    before = await snapshot()
    assert (await call(program, f"Mutation.{mutation}", {"input": input_})).outcome == FORBIDDEN
    assert await snapshot() == before
    assert (await tried(world, kay, program, mutation, **input_))["kay"].outcome == "ok"


async def test_given_a_proposal_when_a_key_would_answer_or_withdraw_it_then_forbidden(world: World) -> None:
    connected = await connect(world, kind="RESELLER_WITH_SUPPORT")  # type: ignore[arg-type]  # as good as the kind
    kay, program = await both(world)
    partnership_id = id_of("partnership", connected.partnership.id)
    by_partner = await call(
        world.actor(kay), "Mutation.proposePartnershipChange", {"input": {"partnershipId": partnership_id, "kind": "MSP"}}
    )
    change_id = by_partner.data["change"]["id"]
    before = await snapshot()
    for mutation, given in (("withdrawPartnershipChange", {}), ("answerPartnershipChange", {"accept": True})):
        input_ = {"changeId": change_id} | given
        assert (await call(program, f"Mutation.{mutation}", {"input": input_})).outcome == FORBIDDEN
    assert await snapshot() == before
    answers = await tried(world, kay, program, "withdrawPartnershipChange", changeId=change_id)
    assert answers["kay"].outcome == "ok"


async def test_given_consent_to_shares_when_set_by_a_key_then_forbidden_and_the_rest_is_not(world: World) -> None:
    kay, program = await both(world)
    for value in (True, False):
        answers = await tried(world, kay, program, "updateTenant", shareConsent=value)
        assert (answers["program"].outcome, answers["kay"].outcome) == (FORBIDDEN, "ok")
    assert (await tried(world, kay, program, "updateTenant", name="Northwind Clouds"))["program"].outcome == "ok"


async def test_given_an_end_of_a_session_when_a_key_asks_for_it_with_a_cookie_then_the_cookie_stays(world: World) -> None:
    kay, program = await both(world)
    for everywhere in (True, False):
        answers = await tried(world, kay, program, "signOut", everywhere=everywhere)
        assert (answers["program"].outcome, answers["kay"].outcome) == (FORBIDDEN, "ok")


async def test_given_an_old_link_when_a_key_is_sent_along_with_the_wish_for_a_fresh_one_then_it_is_the_holder_who_asked(
    runtime: Runtime, world: World
) -> None:
    kay, program = await both(world)
    await members.invite(world.actor(world.otto), email=kay.email, roles=[Role.MEMBER])
    token = (await mails(kay.email))[-1].token
    runtime.clock.advance(timedelta(days=8))
    assert (await call(program, "Mutation.requestFreshInvitation", {"input": {"token": token}})).outcome == "ok"
    [event] = await Event.filter(action="invitation.fresh_asked")
    assert (event.tenant_id, event.actor_id, event.api_key_id) == (world.contoso.id, kay.id, None)
