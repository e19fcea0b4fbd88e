"""Mutations about customers, partnerships and integrations whose payloads show objects: after `payload_cases`, on the same cast."""

from __future__ import annotations

from tests.schema.reading.payload_cases import Case

BOND = {"partnership": "Partnership"}
CHANGE = BOND | {"change": "PartnershipChange"}
SHARE = {"share": "IntegrationShare"}
INTEGRATION = {"integration": "Integration"}
MEMBER = {"membership": "Membership"}
WONKA = {"partnershipId": "#partnership of wonka"}
UGO = {"membershipId": "#ugo at umbrella"}
CASES = {
    "make a customer": Case("createCustomer", "mia", {"name": "Newco", "access": {}, "firstAdmin": {"email": "fay@newco.example"}},
                            {"customer": "Customer", "invitation": "Invitation"}),
    "say who may do what": Case("updateCustomerAccess", "mia", {"customerId": "#umbrella", "access": {
                                "staff": [{"userId": "#mia", "level": "MANAGE"}, {"userId": "#sam", "level": "VIEW"}]}},
                                {"customer": "Customer"}),
    "hand out a link": Case("generatePartnerLink", "mia", {"kind": "MSP", "customerId": "#globex"}, {"link": "PartnerLink"}),
    "connect": Case("connectToPartner", "otto", {"token": "@link"}, BOND),
    "connect again": Case("connectToPartner", "otto", {"token": "@link for globex"}, {}, ["ALREADY_CONNECTED"]),
    "make an organization": Case("createOrganization", "dora", {"organizationName": "Dora's", "partnerLinkToken": "@link for globex"},
                                 {"tenant": "Tenant", "viewer": "Viewer"}),
    "take a link back": Case("revokePartnerLink", "mia", {"linkId": "#link"}, {"link": "PartnerLink"}),
    "withdraw a proposal": Case("withdrawPartnershipChange", "mia", {"changeId": "#proposal"}, BOND),
    "answer a proposal": Case("answerPartnershipChange", "mia", {"changeId": "#proposal of wonka", "accept": False}, BOND),
    "propose more": Case("proposePartnershipChange", "mia", {**WONKA, "kind": "MSP", "message": "Let us do more."}, CHANGE),
    "propose twice": Case("proposePartnershipChange", "mia", {**WONKA, "kind": "MSP"}, {}, ["ALREADY_EXISTS"]),
    "limit the partner": Case("limitPartner", "uma", {"partnershipId": "#partnership of umbrella",
                              "allowedRoles": ["MEMBER", "SALES_ENGINEER"]}, BOND),
    "act": Case("startActingSession", "mia", {"customerId": "#umbrella", "reason": "They asked for it."}, {"session": "ActingSession"}),
    "end acting": Case("endActingSession", "uma", {"sessionId": "#acting of mia"}, {"session": "ActingSession"}),
    "give other roles": Case("changeMemberRoles", "uma", {**UGO, "roles": ["SALES_ENGINEER"]}, MEMBER),
    "deactivate as the partner": Case("deactivateMember", "mia", UGO, MEMBER),
    "reactivate as the partner": Case("reactivateMember", "mia", UGO, MEMBER),
    "touch an admin": Case("deactivateMember", "mia", {"membershipId": "#uma at umbrella"}, {}, ["ROLE_NOT_ALLOWED"]),
    "set up an integration": Case("createIntegration", "ada", {"kind": "webhook", "name": "Ünï", "settings": {"url": "https://h.example/"}},
                                  INTEGRATION),
    "rename an integration": Case("updateIntegration", "mia", {"integrationId": "#monitoring", "name": "Eyes"}, INTEGRATION),
    "give a credential": Case("rotateIntegrationCredential", "uma", {"integrationId": "#umbrella hook",
                              "credential": {"secret": "a secret that is long enough to sign with"}}, INTEGRATION),
    "check": Case("checkIntegration", "otto", {"integrationId": "#contoso hook"}, INTEGRATION),
    "share": Case("shareIntegration", "mia", {"integrationId": "#unshared", "customerId": "#umbrella"}, SHARE),
    "share twice": Case("shareIntegration", "mia", {"integrationId": "#unshared", "customerId": "#umbrella"}, {}, ["ALREADY_EXISTS"]),
    "take a share back": Case("revokeIntegrationShare", "mia", {"shareId": "#share"}, SHARE),
    "answer a share": Case("answerIntegrationShare", "uma", {"shareId": "#waiting share", "accept": True}, SHARE),
    "leave a share": Case("leaveIntegrationShare", "uma", {"shareId": "#waiting share"}, SHARE),
    "change the organization": Case("updateTenant", "ada", {"timeZone": "Europe/Vienna"}, {"tenant": "Tenant"}),
    "suspend": Case("suspendPartnership", "mia", {**WONKA, "reason": "We have to talk."}, BOND),
    "resume": Case("resumePartnership", "mia", WONKA, BOND),
    "end": Case("endPartnership", "mia", {**WONKA, "reason": "We go our own ways."}, BOND),
    "merge": Case("mergeCustomers", "mia", {"fromId": "#acme", "intoId": "#umbrella"}, {"customer": "Customer"}),
}  # fmt: skip
