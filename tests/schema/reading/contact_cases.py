"""Mutations about contacts, keys, words of mails and addresses whose payloads show objects, on the same cast as `payload_cases`."""

from __future__ import annotations

from tests.schema.reading.payload_cases import Case

CONTACT = {"contact": "Contact", "customer": "Customer"}
INVITED = CONTACT | {"invitation": "Invitation"}
NED = {"customerId": "#globex", "firstName": "Ned", "lastName": "Newcomer"}
WORDS = {"key": "PORTAL_INVITATION", "locale": "de"}
CASES = {
    "write down a contact": Case("createContact", "kim", {**NED, "email": "ned@globex.example"}, CONTACT),
    "and invite": Case("createContact", "key", {**NED, "email": "nan@globex.example", "sendInvite": True}, INVITED),
    "write down twice": Case("createContact", "sam", {**NED, "email": "NED@globex.example"}, {}, ["ALREADY_EXISTS"]),
    "change a contact": Case("updateContact", "lea", {"contactId": "#contact ina", "email": "ina@home.example", "title": None}, CONTACT),
    "invite to the portal": Case("sendPortalInvite", "sam", {"contactId": "#contact ann"}, INVITED),
    "invite instead": Case("sendPortalInvite", "key", {"contactId": "#contact ivo"}, INVITED),
    "invite without an address": Case("sendPortalInvite", "mia", {"contactId": "#contact bo"}, {}, ["NO_EMAIL"]),
    "accept the portal": Case("acceptInvitation", "conny", {"token": "@portal accepted"},
                              {"invitation": "Invitation", "subject": "Contact", "viewer": "Viewer"}),
    "take the portal back": Case("revokePortalAccess", "sam", {"contactId": "#contact conny"}, CONTACT),
    "delete a contact": Case("deleteContact", "ada", {"contactId": "#contact rex"}, {"customer": "Customer"}),
    "delete who takes part": Case("deleteContact", "ada", {"contactId": "#contact cara"}, {}, ["IN_USE"]),
    "make a key": Case("createApiKey", "ada", {"name": "CRM", "roles": ["TENANT_ADMIN"]}, {"apiKey": "ApiKey"}),
    "end a key": Case("revokeApiKey", "otto", {"apiKeyId": "#key of otto"}, {"apiKey": "ApiKey"}),
    "say a mail otherwise": Case("updateEmailTemplate", "ada", {**WORDS, "subject": "Unser", "body": "Hier: {{link}}"},
                                 {"template": "EmailTemplate"}),
    "say it as it was": Case("resetEmailTemplate", "ada", WORDS, {"template": "EmailTemplate"}),
    "change a colleague's address": Case("changeUserEmail", "ada", {"userId": "#lea", "email": "lea@home.example"}, {"user": "User"}),
    "confirm an address": Case("confirmEmailChange", "kim", {"token": "@email change"}, {"user": "User"}),
}  # fmt: skip
