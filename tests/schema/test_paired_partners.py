"""Two worlds that differ by what is none of somebody's business, between partners and customers, are one and the same to them.

What a partner does at home and with its other customers changes nothing for a customer; what happens inside a customer
changes nothing for a colleague who has no place there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import orjson
import pytest

from app.core.runtime import Runtime
from tests.schema.calling import run
from tests.schema.cast import Cast, build_cast
from tests.schema.test_paired_worlds import do
from tests.schema.walking import text_of, walk

pytestmark = pytest.mark.settings(rate_limits="off")

INSIDE = """{
  members(first: 1, filter: {search: "u"}) { totalCount pageInfo { hasNextPage endCursor } }
  invitations(last: 1) { totalCount pageInfo { hasPreviousPage startCursor } nodes { id roles viewerCan { resend cancel edit } } }
  integrations(first: 1) { totalCount pageInfo { hasNextPage } } failing: integrations(filter: {status: [FAILING]}) { totalCount }
  sharedIntegrations(first: 1) { totalCount pageInfo { hasNextPage endCursor } }
  waiting: sharedIntegrations(filter: {status: [PENDING], kind: ["webhook"]}) { totalCount nodes { id integrationName } }
  auditLog(first: 1) { pageInfo { hasNextPage endCursor } }
  theirs: auditLog(first: 100, filter: {onBehalfOnly: true}) { edges { cursor node { id action reason } } }
  none: auditLog(first: 1, filter: {action: ["integration.created", "customer.created", "access.changed"]}) { nodes { id } }
  partnerships(status: [ACTIVE]) { totalCount nodes { id allowedRoles } } actingSessions(activeOnly: true) { totalCount nodes { id } }
  directory(first: 2, filter: {search: "u"}) { totalCount pageInfo { hasNextPage endCursor } nodes { id status canSendInvite } }
  contacts(first: 1) { totalCount pageInfo { hasNextPage } } nobody: directory(filter: {kind: [CONTACT]}) { totalCount }
}"""
"""What has arguments, for an admin of a customer."""
AT_PARTNER = """{
  all: customers(filter: {includeArchived: true}, orderBy: {field: LAST_ACTIVITY}) { totalCount edges { cursor node { id } } }
  failing: customers(filter: {attention: [INTEGRATION_FAILING, NO_ADMIN, INACTIVE]}) { totalCount nodes { id } }
  managed: customers(filter: {kind: [MSP]}) { totalCount nodes { id } }
  installationOverview { totals { activeUsers pendingInvitations integrations { active failing disabled } } customers { totalCount } }
  partnerStatement(month: "2026-03-01") { lines { totalCount nodes { customerName activeUsers sharedIntegrations } } }
  partnerships(kind: [MSP], first: 1) { totalCount pageInfo { hasNextPage } } actingSessions(first: 1) { totalCount pageInfo { endCursor } }
  integrations(first: 1) { nodes { shares(first: 1) { totalCount pageInfo { hasNextPage } } } }
}"""
"""And for an MSP admin."""


WITHOUT_LISTS = ("cara", "conny", "max", "sam", "kim")
"""For whom some of these are closed."""
DEPTH = 2
"""Of objects in objects: the lists of those that are beneath stand on roads of their own."""


async def view(cast: Cast, caller: str) -> dict[str, str]:
    """All that somebody sees, by the road: the whole graph, and what has arguments; with what is inside the cursors."""
    answers = await walk(cast, cast.actor(caller), DEPTH)
    if caller not in WITHOUT_LISTS:
        result = await run(cast.actor(caller), AT_PARTNER if caller in ("mia", "moe") else INSIDE)
        assert not result.errors, result.errors
        answers["with arguments"] = result.data
    return {road: orjson.dumps(data).decode() + text_of({road: data}) for road, data in answers.items()}


async def work_at_the_partner(cast: Cast) -> None:
    """At home, and with other customers: also with what is shared with Umbrella, and on the partner's own record of it."""
    await care_for_contacts(cast)
    umbrella = cast.id("umbrella")
    places = [{"userId": cast.id("mia"), "level": "MANAGE"}, {"userId": cast.id("sam"), "level": "VIEW"}]
    await do(cast, "mia", "updateCustomerAccess", customerId=umbrella, access={"staff": places})
    await do(cast, "mia", "updateCustomer", customerId=umbrella, name="The difficult one", reference="0815")
    await do(cast, "mia", "archiveCustomer", customerId=umbrella)
    made = await do(
        cast, "mia", "createCustomer", "customer { id }", name="Newco", access={"staff": []}, firstAdmin={"email": "fay@newco.example"}
    )  # fmt: skip
    newco = made["customer"]["id"]
    await do(cast, "mia", "inviteUser", customerId=newco, email="ned@newco.example", roles=["MEMBER"])
    for label in ("monitoring", "ticketing", "unshared"):
        share = await do(cast, "mia", "shareIntegration", "share { id }", integrationId=cast.id(label), customerId=newco)
    await do(cast, "mia", "revokeIntegrationShare", shareId=share["share"]["id"])
    await do(cast, "mia", "startActingSession", customerId=newco, reason="Something else.")
    await do(cast, "moe", "startActingSession", customerId=cast.id("hooli"), reason="Something else.")
    await do(cast, "moe", "revokeIntegrationShare", shareId=cast.id("share with hooli"))
    await do(cast, "ada", "updateIntegration", integrationId=cast.id("ticketing"), settings={"url": "https://other.example/in"})
    await do(cast, "mia", "updateIntegration", integrationId=cast.id("unshared"), name="Still not shared")
    await do(cast, "mia", "deleteIntegration", integrationId=cast.id("unshared"))
    await do(cast, "ada", "createIntegration", kind="webhook", name="Another", settings={"url": "https://h.example/"})
    await do(cast, "mia", "generatePartnerLink", kind="MSP", label="For the next fair")
    await do(cast, "mia", "revokePartnerLink", linkId=cast.id("link"))
    wonka = cast.id("partnership of wonka")
    await do(cast, "mia", "proposePartnershipChange", partnershipId=wonka, kind="MSP", message="Let us do more.")
    await do(cast, "mia", "suspendPartnership", partnershipId=wonka, reason="We have to talk.")
    await do(cast, "sam", "addProspect", name="Initech")
    await do(cast, "mia", "mergeCustomers", fromId=cast.id("globex"), intoId=umbrella)
    await do(cast, "ada", "inviteUser", email="ned@northwind.example", roles=["MSP_ADMIN"])
    await do(cast, "ada", "deactivateMember", membershipId=cast.id("max at northwind"))
    await do(cast, "ada", "updateTenant", shareConsent=True, invitePolicy={"blockedDomains": ["evil.example"]})


async def care_for_contacts(cast: Cast) -> None:
    """What a provider does about people at its customers, for whom it is no organization of theirs, and with keys and mails."""
    made: list[str] = []
    for caller, label, host in (("sam", "umbrella", "umbrella"), ("kim", "acme", "acme"), ("key", "wonka", "wonka")):
        facts = {"customerId": cast.id(label), "firstName": "Una", "lastName": "Newcomer", "email": f"una@{host}.example"}
        payload = await do(cast, caller, "createContact", "contact { id }", **facts, sendInvite=True)
        made.append(payload["contact"]["id"])
    await do(cast, "sam", "updateContact", contactId=made[0], email="ugo@umbrella.example", title="Chief")
    await do(cast, "sam", "sendPortalInvite", contactId=made[0], personalMessage="Come in.")
    await do(cast, "lea", "revokePortalAccess", contactId=made[0])
    await do(cast, "key", "deleteContact", contactId=made[1])
    await do(cast, "key", "sendPortalInvite", contactId=cast.id("contact ursula"))
    await do(cast, "ada", "createApiKey", name="Another", roles=["TENANT_ADMIN"])
    await do(cast, "ada", "revokeApiKey", apiKeyId=cast.id("key of kay"))
    await do(cast, "ada", "updateEmailTemplate", key="PORTAL_INVITATION", subject="Ours", body="Our words: {{link}}")
    await do(cast, "ada", "resetEmailTemplate", key="POC_INVITATION")


async def live_inside_hooli(cast: Cast) -> None:
    """What a customer's own people do in their organization."""
    invited = await do(cast, "hal", "inviteUser", "invitation { id }", email="hank@hooli.example", roles=["SALES_ENGINEER"])
    await do(cast, "hal", "updateInvitation", invitationId=invited["invitation"]["id"], title="Head of matters")
    await do(cast, "hal", "changeMemberRoles", membershipId=cast.id("hana at hooli"), roles=["TENANT_ADMIN", "MSP_ADMIN"])
    await do(cast, "hana", "updateProfile", title="Chief", firstName="Hannah")
    await do(cast, "hal", "deactivateMember", membershipId=cast.id("hana at hooli"))
    await do(cast, "hal", "updateIntegration", integrationId=cast.id("hooli hook"), name="Ours", enabled=False)
    await do(cast, "hal", "createIntegration", kind="webhook", name="Another", settings={"url": "https://h.example/"})
    await do(cast, "hal", "updateTenant", name="Hooli XYZ", timeZone="Europe/Vienna", shareConsent=True)
    prospect = await do(cast, "hal", "addProspect", "customer { id }", name="Initech")
    await do(cast, "hal", "createContact", customerId=prospect["customer"]["id"], firstName="Ian", lastName="I", email="i@initech.example")
    await do(cast, "hal", "createApiKey", name="Ours", roles=["TENANT_ADMIN"])
    await do(cast, "hal", "updateEmailTemplate", key="POC_INVITATION", subject="Ours", body="Here: {{link}}")


async def work_with_hooli(cast: Cast) -> None:
    """What a colleague with a place does there, and what the customer does with the partnership."""
    hooli, bond = cast.id("hooli"), cast.id("partnership of hooli")
    await do(cast, "moe", "inviteUser", customerId=hooli, email="hank@hooli.example", roles=["MEMBER"])
    await do(cast, "moe", "deactivateMember", membershipId=cast.id("hana at hooli"))
    await do(cast, "moe", "startActingSession", customerId=hooli, reason="Their mail is down.")
    await do(cast, "moe", "shareIntegration", integrationId=cast.id("unshared"), customerId=hooli)
    await do(cast, "hal", "leaveIntegrationShare", shareId=cast.id("share with hooli"))
    await do(cast, "hal", "limitPartner", partnershipId=bond, allowedRoles=["MEMBER", "SALES_ENGINEER"])
    await do(cast, "hal", "suspendPartnership", partnershipId=bond, reason="We have to talk.")
    await do(cast, "hal", "resumePartnership", partnershipId=bond)


Work = Callable[[Cast], Awaitable[None]]
PAIRS: dict[str, tuple[tuple[str, ...], Work, tuple[str, ...]]] = {
    "the partner works": (("uma", "acting"), work_at_the_partner, ("mia", "moe")),
    "the provider cares for contacts": (("uma", "acting", "pia", "otto", "cara", "conny", "max"), care_for_contacts, ("sam", "kim", "ada")),
    "a customer lives": (("mia", "uma"), live_inside_hooli, ("moe", "hal")),
    "a colleague works with a customer": (("mia", "ada", "uma"), work_with_hooli, ("moe", "hal")),
}
"""What is done, for whom nothing changes, and for whom it is another world."""


@pytest.mark.parametrize("pair", PAIRS)
async def test_given_what_is_none_of_somebodys_business_when_it_is_done_then_not_a_byte_of_their_view_changes(
    runtime: Runtime, pair: str
) -> None:
    same, work, others = PAIRS[pair]
    cast = await build_cast(runtime)
    before = {caller: await view(cast, caller) for caller in (*same, *others)}
    assert {caller: await view(cast, caller) for caller in same} == {caller: before[caller] for caller in same}, "looking changes nothing"

    runtime.clock.advance(timedelta(hours=1))
    await work(cast)
    runtime.clock.advance(timedelta(hours=-1))

    for caller in same:
        after = await view(cast, caller)
        assert after.keys() == before[caller].keys()
        assert [road for road in after if after[road] != before[caller][road]] == [], caller
    for caller in others:
        assert await view(cast, caller) != before[caller], "for them it is another world"
