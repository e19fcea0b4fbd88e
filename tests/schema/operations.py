"""What each root field is called with. `@` stands for the id of the row's target, `#kim` for the id of something by its label."""

from __future__ import annotations

from typing import Any

from tests.schema.cast import Cast, token
from tests.world import PASSWORD

NEW_PASSWORD = "a new staple for the old horse"
TARGET = "@"
TOKEN = "@token"

INPUTS: dict[str, dict[str, Any]] = {
    "Query.viewer": {},
    "Query.node": {"id": TARGET},
    "Query.nodes": {"ids": [TARGET]},
    "Query.invitationPreview": {"token": TOKEN},
    "Query.customers": {},
    "Query.customer": {"id": TARGET},
    "Query.pocs": {},
    "Query.poc": {"id": TARGET},
    "Query.invitations": {},
    "Query.members": {},
    "Mutation.signIn": {"email": "sam@northwind.example", "password": PASSWORD},
    "Mutation.refreshSession": {"refreshToken": TOKEN},
    "Mutation.signOut": {},
    "Mutation.revokeSession": {"sessionId": TARGET},
    "Mutation.switchTenant": {"tenantId": TARGET},
    "Mutation.requestRegistration": {"email": "another@startup.example"},
    "Mutation.completeRegistration": {
        "token": TOKEN, "organizationName": "Startup", "firstName": "Fay", "lastName": "Founder", "password": NEW_PASSWORD,
    },
    "Mutation.requestPasswordReset": {"email": "sam@northwind.example"},
    "Mutation.resetPassword": {"token": TOKEN, "password": NEW_PASSWORD},
    "Mutation.changePassword": {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD},
    "Mutation.updateProfile": {"title": "Head of matters"},
    "Mutation.inviteUser": {"email": "ned@northwind.example", "roles": ["MEMBER"]},
    "Mutation.resendInvitation": {"invitationId": TARGET},
    "Mutation.cancelInvitation": {"invitationId": TARGET},
    "Mutation.updateInvitation": {"invitationId": TARGET, "title": "Head of matters"},
    "Mutation.acceptInvitation": {"token": TOKEN},
    "Mutation.requestFreshInvitation": {"token": TOKEN},
    "Mutation.declineInvitation": {"token": TOKEN},
    "Mutation.inviteCustomer": {"pocId": TARGET, "email": "ned@acme.example"},
    "Mutation.inviteCustomers": {"pocId": TARGET, "customers": [{"email": "ned@acme.example"}]},
    "Mutation.updateParticipant": {"participantId": TARGET, "title": "Head of matters"},
    "Mutation.removeParticipant": {"participantId": TARGET},
    "Mutation.leavePoc": {"pocId": TARGET},
    "Mutation.addCollaborator": {"pocId": TARGET, "userId": "#mia"},
    "Mutation.removeCollaborator": {"pocId": TARGET, "userId": "#lea"},
    "Mutation.createPoc": {"name": "Another POC", "customerId": TARGET},
    "Mutation.updatePoc": {"pocId": TARGET, "summary": "Another summary"},
    "Mutation.changePocStatus": {"pocId": TARGET, "status": "LOST"},
    "Mutation.deletePoc": {"pocId": TARGET},
    "Query.pocTemplates": {},
    "Mutation.savePocAsTemplate": {"pocId": TARGET, "name": "For the next one"},
    "Mutation.deletePocTemplate": {"templateId": TARGET},
    "Mutation.createTaskGroup": {"pocId": TARGET, "title": "Another group"},
    "Mutation.updateTaskGroup": {"groupId": TARGET, "title": "A better group"},
    "Mutation.deleteTaskGroup": {"groupId": TARGET},
    "Mutation.createTask": {"pocId": TARGET, "title": "Another task"},
    "Mutation.updateTask": {"taskId": TARGET, "title": "A better task"},
    "Mutation.completeTask": {"taskId": TARGET},
    "Mutation.reopenTask": {"taskId": TARGET},
    "Mutation.deleteTask": {"taskId": TARGET},
    "Mutation.addComment": {"pocId": TARGET, "body": "Another comment"},
    "Mutation.editComment": {"commentId": TARGET, "body": "A better comment"},
    "Mutation.deleteComment": {"commentId": TARGET},
    "Mutation.createUpload": {"pocId": TARGET, "filename": "plan.pdf", "contentType": "application/pdf", "size": 1000},
    "Mutation.addResource": {"pocId": TARGET, "kind": "LINK", "title": "Another guide", "url": "https://docs.example/more"},
    "Mutation.updateResource": {"resourceId": TARGET, "title": "A better guide"},
    "Mutation.deleteResource": {"resourceId": TARGET},
    "Mutation.openResource": {"resourceId": TARGET},
    "Mutation.addCriterion": {"pocId": TARGET, "title": "Another criterion", "target": "10"},
    "Mutation.updateCriterion": {"criterionId": TARGET, "title": "A better criterion"},
    "Mutation.deleteCriterion": {"criterionId": TARGET},
    "Mutation.recordOutcome": {"criterionId": TARGET, "achieved": "9", "outcome": "NOT_MET"},
    "Mutation.signCriteria": {"pocId": TARGET, "criteria": [{"criterionId": "#latency", "version": 2}]},
    "Mutation.sendReminder": {"pocId": TARGET},
    "Mutation.addProspect": {"name": "Initech"},
    "Mutation.updateCustomer": {"customerId": TARGET, "reference": "4711"},
    "Mutation.archiveCustomer": {"customerId": TARGET},
    "Mutation.restoreCustomer": {"customerId": TARGET},
    "Query.partnerLinkPreview": {"token": TOKEN},
    "Query.partnershipKinds": {},
    "Query.installationOverview": {},
    "Query.partnerLinks": {},
    "Query.partnerships": {},
    "Query.partnerStatement": {"month": "2026-03-01"},
    "Query.actingSessions": {},
    "Query.integrationKinds": {},
    "Query.integrations": {},
    "Query.integration": {"id": TARGET},
    "Query.sharedIntegrations": {},
    "Query.auditActions": {},
    "Query.auditLog": {},
    "Mutation.createCustomer": {"name": "Newco", "access": {}},
    "Mutation.updateCustomerAccess": {"customerId": TARGET, "access": {"allowedRoles": []}},
    "Mutation.mergeCustomers": {"fromId": "#acme", "intoId": TARGET},
    "Mutation.generatePartnerLink": {"kind": "MSP"},
    "Mutation.revokePartnerLink": {"linkId": TARGET},
    "Mutation.connectToPartner": {"token": TOKEN},
    "Mutation.createOrganization": {"organizationName": "Startup"},
    "Mutation.proposePartnershipChange": {"partnershipId": TARGET, "kind": "RESELLER_WITHOUT_SUPPORT"},
    "Mutation.withdrawPartnershipChange": {"changeId": TARGET},
    "Mutation.answerPartnershipChange": {"changeId": TARGET, "accept": False},
    "Mutation.limitPartner": {"partnershipId": TARGET, "allowedRoles": []},
    "Mutation.suspendPartnership": {"partnershipId": TARGET, "reason": "We have to talk."},
    "Mutation.resumePartnership": {"partnershipId": TARGET},
    "Mutation.endPartnership": {"partnershipId": TARGET, "reason": "We go our own ways."},
    "Mutation.startActingSession": {"customerId": TARGET, "reason": "They asked for it."},
    "Mutation.endActingSession": {"sessionId": TARGET},
    "Mutation.createIntegration": {"kind": "webhook", "name": "Another hook", "settings": {"url": "https://hooks.example/in"}},
    "Mutation.updateIntegration": {"integrationId": TARGET, "name": "A better name"},
    "Mutation.rotateIntegrationCredential": {"integrationId": TARGET, "credential": {"secret": "a secret long enough to sign with"}},
    "Mutation.checkIntegration": {"integrationId": TARGET},
    "Mutation.deleteIntegration": {"integrationId": TARGET},
    "Mutation.shareIntegration": {"integrationId": TARGET, "customerId": "#umbrella"},
    "Mutation.revokeIntegrationShare": {"shareId": TARGET},
    "Mutation.answerIntegrationShare": {"shareId": TARGET, "accept": True},
    "Mutation.leaveIntegrationShare": {"shareId": TARGET},
    "Mutation.changeMemberRoles": {"membershipId": TARGET, "roles": ["MEMBER"]},
    "Mutation.deactivateMember": {"membershipId": TARGET},
    "Mutation.reactivateMember": {"membershipId": TARGET},
    "Mutation.updateTenant": {"timeZone": "Europe/Vienna"},
    "Mutation.createAuditExport": {},
    "Query.contacts": {},
    "Query.directory": {},
    "Query.apiKeys": {},
    "Query.emailTemplates": {},
    "Query.emailTemplate": {"key": "POC_INVITATION"},
    "Query.emailTemplatePreview": {"key": "POC_INVITATION", "subject": "Come and see", "body": "Here: {{link}}"},
    "Mutation.createContact": {"customerId": TARGET, "firstName": "Ned", "lastName": "Newcomer", "email": "ned@acme.example"},
    "Mutation.updateContact": {"contactId": TARGET, "title": "Head of matters"},
    "Mutation.deleteContact": {"contactId": TARGET},
    "Mutation.sendPortalInvite": {"contactId": TARGET},
    "Mutation.revokePortalAccess": {"contactId": TARGET},
    "Mutation.requestEmailChange": {"email": "another@home.example", "currentPassword": PASSWORD},
    "Mutation.confirmEmailChange": {"token": TOKEN},
    "Mutation.undoEmailChange": {"token": TOKEN},
    "Mutation.changeUserEmail": {"userId": TARGET, "email": "another@northwind.example"},
    "Mutation.createApiKey": {"name": "Another program", "roles": ["MEMBER"]},
    "Mutation.revokeApiKey": {"apiKeyId": TARGET},
    "Mutation.updateEmailTemplate": {"key": "POC_INVITATION", "subject": "Come and see", "body": "Here: {{link}}"},
    "Mutation.resetEmailTemplate": {"key": "POC_INVITATION"},
    "Mutation.sendTestEmail": {"key": "POC_INVITATION"},
}  # fmt: skip


def variables(cast: Cast, name: str, target: str, **others: Any) -> dict[str, Any]:
    """The variables of a call: of a mutation its input, with the placeholders filled in; `others` replace fields of it."""
    given = {field: _filled(cast, value, target) for field, value in (INPUTS[name] | others).items()}
    return {"input": given} if name.startswith("Mutation.") else given


def _filled(cast: Cast, value: Any, target: str) -> Any:
    if isinstance(value, list):
        return [_filled(cast, one, target) for one in value]
    if isinstance(value, dict):
        return {field: _filled(cast, one, target) for field, one in value.items()}
    if value == TARGET:
        return "poc_malformed" if target == "malformed" else cast.id(target)
    if value == TOKEN:
        return token(target)
    return cast.id(value[1:]) if isinstance(value, str) and value.startswith("#") else value
