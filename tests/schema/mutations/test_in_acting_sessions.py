"""What is never done in an acting session: every mutation of the schema stands in one of the tables here, and does what its table says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull, get_named_type, is_required_input_field

from app.core.errors import Refusal
from app.models import Role
from app.services import accepting, accounts, acting, declining, participants, sessions
from tests.app.services.acting import WHY
from tests.outcomes import DONE, outcome
from tests.partners import Connected, act, connect
from tests.schema.calling import Answer, call, root_fields, undone
from tests.schema.mutations.test_tasks import id_of
from tests.world import PASSWORD, World, snapshot

FORBIDDEN = Refusal.FORBIDDEN.value
NEW_PASSWORD = "a quiet river in autumn"

REFUSED = {
    # addresses, passwords, profile, sessions
    "changePassword", "updateProfile", "revokeSession", "switchTenant", "requestEmailChange", "changeUserEmail",
    "confirmEmailChange", "undoEmailChange",
    # what a person takes on or gives up
    "createOrganization", "acceptInvitation", "declineInvitation", "leavePoc",
    # partnerships and consent
    "connectToPartner", "proposePartnershipChange", "withdrawPartnershipChange", "answerPartnershipChange", "limitPartner",
    "suspendPartnership", "resumePartnership", "endPartnership", "answerIntegrationShare",
    # another acting session
    "startActingSession",
    # keys, webhooks and their secrets, e-mail templates, audit export
    "createApiKey", "revokeApiKey", "createWebhookEndpoint", "updateWebhookEndpoint", "rotateWebhookSecret", "deleteWebhookEndpoint",
    "redeliverWebhook", "sendTestWebhook", "updateEmailTemplate", "resetEmailTemplate", "sendTestEmail", "createAuditExport",
}  # fmt: skip
"""FORBIDDEN, though the person at home or the customer's tenant admin may."""

AT_THE_PARTNER = {
    "generatePartnerLink", "revokePartnerLink", "createCustomer", "updateCustomerAccess", "mergeCustomers",
    "shareIntegration", "revokeIntegrationShare",
}  # fmt: skip
"""FORBIDDEN for a tenant admin, too: it takes an MSP admin."""

PROVED_OTHERWISE = {
    "signIn", "refreshSession", "requestRegistration", "completeRegistration", "requestPasswordReset", "resetPassword",
    "requestFreshInvitation",
}  # fmt: skip
"""What it takes stands in the input; who sends it does not matter."""

ALLOWED = {
    "signOut", "endActingSession",
    "inviteUser", "resendInvitation", "cancelInvitation", "updateInvitation", "changeMemberRoles", "deactivateMember", "reactivateMember",
    "inviteCustomer", "inviteCustomers", "updateParticipant", "removeParticipant", "addCollaborator", "removeCollaborator", "sendReminder",
    "createPoc", "updatePoc", "changePocStatus", "deletePoc", "savePocAsTemplate", "deletePocTemplate",
    "addProspect", "updateCustomer", "archiveCustomer", "restoreCustomer",
    "createContact", "updateContact", "deleteContact", "sendPortalInvite", "revokePortalAccess",
    "createTaskGroup", "updateTaskGroup", "deleteTaskGroup", "createTask", "updateTask", "completeTask", "reopenTask", "deleteTask",
    "addCriterion", "updateCriterion", "deleteCriterion", "recordOutcome", "signCriteria",
    "addComment", "editComment", "deleteComment", "createUpload", "addResource", "updateResource", "deleteResource", "openResource",
    "createIntegration", "updateIntegration", "rotateIntegrationCredential", "checkIntegration", "deleteIntegration",
    "leaveIntegrationShare", "updateTenant",
}  # fmt: skip
"""Answered as to the customer's tenant admin."""

MUTATIONS = [name.removeprefix("Mutation.") for name in root_fields() if name.startswith("Mutation.")]


def test_given_every_mutation_when_looked_up_then_it_stands_in_one_table() -> None:
    tables = (REFUSED, AT_THE_PARTNER, PROVED_OTHERWISE, ALLOWED)
    assert {name: sum(name in table for table in tables) for name in MUTATIONS} == dict.fromkeys(MUTATIONS, 1)


def smallest(type_: Any) -> Any:
    """The smallest value of an input type, with ids of nothing."""
    if isinstance(type_, GraphQLNonNull):
        return smallest(type_.of_type)
    if isinstance(type_, GraphQLList):
        return []
    if isinstance(type_, GraphQLInputObjectType):
        return {name: smallest(field.type) for name, field in type_.fields.items() if is_required_input_field(field)}
    if isinstance(type_, GraphQLEnumType):
        return next(iter(type_.values))
    plain = {"Int": 1, "Float": 1.0, "Boolean": True, "JSON": {}, "Date": "2026-03-29", "DateTime": "2026-03-29T09:00:00Z"}
    return plain.get(type_.name, "x")


async def tried(world: World, connected: Connected, mutation: str, **given: Any) -> Mapping[str, Answer]:
    """How a mutation is answered to mia in an acting session, at home, and to the customer's tenant admin; all of it is undone."""
    argument = root_fields()[f"Mutation.{mutation}"].args["input"]
    variables = {"input": smallest(get_named_type(argument.type)) | given}
    callers = {"acting": await act(world, connected), "mia": world.actor(world.mia), "uma": world.actor(connected.admin)}
    answers = {}
    for caller, actor in callers.items():
        async with undone():
            answers[caller] = await call(actor, f"Mutation.{mutation}", variables)
    return answers


@pytest.mark.parametrize("mutation", sorted(REFUSED & set(MUTATIONS)))
async def test_given_what_nobody_does_for_others_when_tried_in_an_acting_session_then_forbidden_and_nothing_is_written(
    world: World, mutation: str
) -> None:
    connected = await connect(world)
    within, before = await act(world, connected), await snapshot(without=["acting_session"])
    answers = await tried(world, connected, mutation)
    assert {answers["mia"].outcome, answers["uma"].outcome} != {FORBIDDEN}, "somebody may, as themselves"
    assert answers["acting"].outcome == FORBIDDEN
    argument = root_fields()[f"Mutation.{mutation}"].args["input"]
    assert (await call(within, f"Mutation.{mutation}", {"input": smallest(get_named_type(argument.type))})).outcome == FORBIDDEN
    assert await snapshot(without=["acting_session"]) == before


@pytest.mark.parametrize("mutation", sorted(AT_THE_PARTNER & set(MUTATIONS)))
async def test_given_what_takes_an_msp_admin_when_tried_in_an_acting_session_then_forbidden_as_to_a_tenant_admin(
    world: World, mutation: str
) -> None:
    answers = await tried(world, await connect(world), mutation)
    assert {caller: answer.outcome == FORBIDDEN for caller, answer in answers.items()} == {"acting": True, "mia": False, "uma": True}


@pytest.mark.parametrize("mutation", sorted(ALLOWED & set(MUTATIONS)))
async def test_given_what_a_tenant_admin_may_when_tried_in_an_acting_session_then_it_is_answered_alike(world: World, mutation: str) -> None:
    connected = await connect(world)
    given = {"ownerId": id_of("user", connected.admin.id)} if mutation == "createPoc" else {}
    answers = await tried(world, connected, mutation, **given)
    assert answers["acting"].outcome == answers["uma"].outcome != FORBIDDEN


@pytest.mark.parametrize("mutation", sorted(PROVED_OTHERWISE & set(MUTATIONS)))
async def test_given_what_is_proved_otherwise_when_sent_in_an_acting_session_then_it_is_answered_as_to_anybody(
    world: World, mutation: str
) -> None:
    given = {"refreshToken": "x"} if mutation == "refreshSession" else {}
    answers = await tried(world, await connect(world), mutation, **given)
    assert answers["acting"].outcome == answers["uma"].outcome == answers["mia"].outcome != FORBIDDEN


async def test_given_the_services_when_called_in_an_acting_session_then_they_refuse_by_themselves(world: World) -> None:
    connected = await connect(world)
    actor, mia = await act(world, connected), world.actor(world.mia)
    assert await outcome(accounts.update_profile(mia, title="Head of all")) == DONE
    before = await snapshot()
    refused = {
        "profile": accounts.update_profile(actor, title="Head of matters"),
        "password": accounts.change_password(actor, current_password=PASSWORD, new_password=NEW_PASSWORD),
        "tenant": sessions.switch_tenant(actor, world.northwind.id),
        "session": sessions.revoke(actor, world.sessions[world.mia.id]),
        "sessions": sessions.sign_out(actor, everywhere=True),
        "participation": participants.leave(actor, world.active.id),
        "accepting": accepting.accept(actor, token="x" * 43),
        "declining": declining.decline(actor, token="x" * 43),
        "another": acting.start(actor, connected.record.id, reason=WHY),
    }
    assert {what: await outcome(call) for what, call in refused.items()} == dict.fromkeys(refused, FORBIDDEN)
    assert await snapshot() == before


async def test_given_signing_out_everywhere_when_tried_in_an_acting_session_then_forbidden(world: World) -> None:
    answers = await tried(world, await connect(world), "signOut", everywhere=True)
    assert {caller: answer.outcome for caller, answer in answers.items()} == {"acting": FORBIDDEN, "mia": "ok", "uma": "ok"}


async def test_given_consent_to_shares_when_set_in_an_acting_session_then_forbidden_and_the_rest_is_not(world: World) -> None:
    connected = await connect(world)
    for value in (True, False):
        answers = await tried(world, connected, "updateTenant", shareConsent=value)
        assert (answers["acting"].outcome, answers["uma"].outcome) == (FORBIDDEN, "ok")
    assert (await tried(world, connected, "updateTenant", name="Umbrella Corporation"))["acting"].outcome == "ok"


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.MSP_ADMIN])
async def test_given_an_administrative_role_when_granted_in_an_acting_session_then_it_is_not_allowed(world: World, role: Role) -> None:
    connected = await connect(world, allowed_roles=(Role.MEMBER, Role.SALES_ENGINEER))
    invited = await tried(world, connected, "inviteUser", email="new@umbrella.example", roles=[role.value])
    assert (invited["acting"].outcome, invited["uma"].outcome) == ("ROLE_NOT_ALLOWED", "ok")
    fine = await tried(world, connected, "inviteUser", email="new@umbrella.example", roles=["SALES_ENGINEER"])
    assert (fine["acting"].outcome, fine["uma"].outcome) == ("ok", "ok")
