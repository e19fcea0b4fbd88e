"""Mutations whose payloads show objects, one after the other on the same cast: who sends what, and what is shown then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.world import PASSWORD


@dataclass(frozen=True)
class Case:
    """A mutation as somebody, and the objects in its payload; ids are written as `#label`, secrets as `@label`."""

    mutation: str
    caller: str
    input: Mapping[str, Any]
    shown: Mapping[str, str]
    """Fields of the payload, and their types."""
    errors: list[str] = field(default_factory=list)


POC = {"poc": "Poc"}
INVITED = {"invitation": "Invitation", "poc": "Poc"}
NEW_PASSWORD = "a new staple for the old horse"
REGISTRATION = {"firstName": "Ivy", "lastName": "New", "password": NEW_PASSWORD}
CASES = {
    "invite": Case("inviteCustomer", "sam", {"pocId": "#active", "email": "new@acme.example", "canSign": True}, INVITED),
    "invite to a draft": Case("inviteCustomer", "ada", {"pocId": "#draft", "email": "new@acme.example"}, INVITED),
    "invite again": Case("inviteCustomer", "lea", {"pocId": "#active", "email": "IVY@acme.example"}, {"invitation": "Invitation"},
                         ["ALREADY_EXISTS"]),
    "invite a colleague": Case("inviteUser", "ada", {"email": "ned@northwind.example", "roles": ["MEMBER"]}, {"invitation": "Invitation"}),
    "create": Case("createPoc", "sam", {"name": "Ünïcode", "customerId": "#acme", "dealValue": {"amount": "12.50", "currency": "EUR"}},
                   {"poc": "Poc"}),
    "update": Case("updatePoc", "lea", {"pocId": "#active", "summary": "Another", "endsOn": "2026-12-31"}, {"poc": "Poc"}),
    "begin": Case("changePocStatus", "sam", {"pocId": "#draft", "status": "ACTIVE"}, {"poc": "Poc"}),
    "add a colleague": Case("addCollaborator", "sam", {"pocId": "#active", "userId": "#kim"}, {"poc": "Poc"}),
    "resend": Case("resendInvitation", "sam", {"invitationId": "#expired"}, INVITED),
    "cancel": Case("cancelInvitation", "ada", {"invitationId": "#for dora"}, INVITED),
    "cancel again": Case("cancelInvitation", "ada", {"invitationId": "#accepted"}, {}, ["NOT_PENDING"]),
    "add a prospect": Case("addProspect", "kim", {"name": "Initech", "domain": "initech.example"}, {"customer": "Customer"}),
    "update a participant": Case("updateParticipant", "sam", {"participantId": "#carl on active", "canSign": True},
                                 {"participant": "Participant", "poc": "Poc"}),
    "remove a participant": Case("removeParticipant", "sam", {"participantId": "#carl on active"},
                                 {"participant": "Participant", "poc": "Poc"}),
    "update oneself": Case("updateProfile", "cara", {"title": "Head of matters", "timeZone": "Asia/Tokyo"}, {"user": "User"}),
    "accept": Case("acceptInvitation", "cara", {"token": "@kims for cara"},
                   {"invitation": "Invitation", "subject": "Poc", "viewer": "Viewer"}),
    "accept anew": Case("acceptInvitation", "nobody", {"token": "@pending", "registration": REGISTRATION},
                        {"invitation": "Invitation", "subject": "Poc", "viewer": "Viewer"}),
    "accept a membership": Case("acceptInvitation", "nobody", {"token": "@colleague", "registration": REGISTRATION},
                                {"invitation": "Invitation", "subject": "Tenant", "viewer": "Viewer"}),
    "accept as somebody else": Case("acceptInvitation", "cara", {"token": "@for pat"}, {}, ["WRONG_ACCOUNT"]),
    "sign in": Case("signIn", "nobody", {"email": "pia@contoso.example", "password": PASSWORD}, {"viewer": "Viewer"}),
    "refresh": Case("refreshSession", "nobody", {"refreshToken": "@refresh"}, {"viewer": "Viewer"}),
    "switch": Case("switchTenant", "sam", {"tenantId": "#northwind"}, {"viewer": "Viewer"}),
    "update an invitation": Case("updateInvitation", "sam", {"invitationId": "#on hold", "title": "Head of matters"}, INVITED),
    "remove a colleague": Case("removeCollaborator", "sam", {"pocId": "#active", "userId": "#kim"}, POC),
    "update a customer": Case("updateCustomer", "ada", {"customerId": "#acme", "reference": "4711"}, {"customer": "Customer"}),
    "archive": Case("archiveCustomer", "ada", {"customerId": "#globex"}, {"customer": "Customer"}),
    "restore": Case("restoreCustomer", "ada", {"customerId": "#globex"}, {"customer": "Customer"}),
    "create a group": Case("createTaskGroup", "sam", {"pocId": "#active", "title": "First", "position": 0}, POC | {"group": "TaskGroup"}),
    "hide a group": Case("updateTaskGroup", "lea", {"groupId": "#kickoff", "title": "Hidden", "visibility": "INTERNAL"},
                         POC | {"group": "TaskGroup"}),
    "show it again": Case("updateTaskGroup", "sam", {"groupId": "#kickoff", "visibility": "SHARED"}, POC | {"group": "TaskGroup"}),
    "delete a group": Case("deleteTaskGroup", "sam", {"groupId": "#internal group"}, POC),
    "create a task": Case("createTask", "sam", {"pocId": "#active", "title": "New", "side": "CUSTOMER", "groupId": "#kickoff",
                          "assignedParticipantId": "#cara on active", "dueOn": "2026-03-09", "dependsOn": ["#open task"]},
                          POC | {"task": "Task"}),
    "show a task": Case("updateTask", "lea", {"taskId": "#task of cara", "title": "Yours", "visibility": "SHARED", "position": 0},
                        POC | {"task": "Task"}),
    "complete": Case("completeTask", "cara", {"taskId": "#task of cara"}, POC | {"task": "Task"}),
    "complete again": Case("completeTask", "sam", {"taskId": "#task of cara"}, POC | {"task": "Task"}),
    "complete too early": Case("completeTask", "sam", {"taskId": "#internal task"}, {}, ["NOT_OPEN"]),
    "reopen": Case("reopenTask", "cara", {"taskId": "#done by cara"}, POC | {"task": "Task"}),
    "delete a task": Case("deleteTask", "sam", {"taskId": "#done by sam"}, POC),
    "comment": Case("addComment", "cara", {"pocId": "#active", "taskId": "#task of cara", "body": "*Yes*"}, POC | {"comment": "Comment"}),
    "comment internally": Case("addComment", "lea", {"pocId": "#active", "body": "No", "visibility": "INTERNAL"},
                               POC | {"comment": "Comment"}),
    "edit a comment": Case("editComment", "cara", {"commentId": "#comment of cara", "body": "Perhaps"}, POC | {"comment": "Comment"}),
    "delete a comment": Case("deleteComment", "sam", {"commentId": "#comment of cara"}, POC),
    "add a resource": Case("addResource", "sam", {"pocId": "#active", "kind": "TEXT", "title": "Text", "body": "Text", "position": 0},
                           POC | {"resource": "Resource"}),
    "change a resource": Case("updateResource", "sam", {"resourceId": "#internal prices", "visibility": "SHARED"},
                              POC | {"resource": "Resource"}),
    "open a resource": Case("openResource", "cara", {"resourceId": "#handbook"}, POC | {"resource": "Resource"}),
    "delete a resource": Case("deleteResource", "sam", {"resourceId": "#guide"}, POC),
    "add a criterion": Case("addCriterion", "sam", {"pocId": "#active", "title": "Cheap", "target": "1", "position": 0},
                            POC | {"criterion": "SuccessCriterion"}),
    "change a criterion": Case("updateCriterion", "sam", {"criterionId": "#latency", "weight": 7}, POC | {"criterion": "SuccessCriterion"}),
    "decide": Case("recordOutcome", "lea", {"criterionId": "#uptime", "outcome": "NOT_MET"}, POC | {"criterion": "SuccessCriterion"}),
    "sign": Case("signCriteria", "pia", {"pocId": "#active", "criteria": [{"criterionId": "#uptime", "version": 2},
                 {"criterionId": "#latency", "version": 3}]}, POC | {"criteria": "SuccessCriterion"}),
    "sign what is old": Case("signCriteria", "pia", {"pocId": "#active", "criteria": [{"criterionId": "#latency", "version": 2}]}, {},
                             ["STALE"]),
    "delete a criterion": Case("deleteCriterion", "sam", {"criterionId": "#uptime"}, POC),
    "save a template": Case("savePocAsTemplate", "sam", {"pocId": "#active", "name": "For the next one"}, {"template": "PocTemplate"}),
    "change one's password": Case("changePassword", "mia", {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD},
                                  {"viewer": "Viewer"}),
    "register": Case("completeRegistration", "nobody", {"token": "@registration", "organizationName": "Startup", **REGISTRATION},
                     {"viewer": "Viewer", "tenant": "Tenant", "partnership": "Partnership"}),
    "reset": Case("resetPassword", "nobody", {"token": "@reset", "password": NEW_PASSWORD}, {"viewer": "Viewer"}),
    "update what is not there": Case("updatePoc", "olga", {"pocId": "#active", "summary": "Another"}, {}, ["NOT_FOUND"]),
}  # fmt: skip
