"""Fields that are not for everybody: who has which, the same on every road, and nothing else anywhere in an answer.

`visible.VISIBLE` says it for every field that a declaration hides from somebody who sees its object; one that is not in it fails.
"""

from __future__ import annotations

from typing import Any

import pytest

from app.core.crypto import token_hash
from app.core.errors import Refusal, Refused
from app.core.runtime import Runtime, now
from app.models import Event
from schema.reading.names import graphql_name
from schema.reading.sources import READS, TABLES
from tests.schema.calling import call, root_fields, run, undone
from tests.schema.cast import AMOUNT, CALLERS, NOTES, Cast, build_cast, token
from tests.schema.operations import variables
from tests.schema.partner_rows import CONTRACT, REASON
from tests.schema.visible import BY_THEIR_ROWS, VISIBLE, WITHOUT_ID, wrongly
from tests.schema.walking import ADDRESS, by_object, text_of, walk

pytestmark = pytest.mark.settings(rate_limits="off", open_registration=True)


def test_given_the_declarations_when_compared_then_each_field_that_is_hidden_has_its_case() -> None:
    hidden = {
        f"{type_.__name__}.{graphql_name(field)}"
        for type_ in TABLES
        for field in type_.__strawberry_definition__.fields
        if (source := field.metadata.get(READS)) is not None and source.visible is not None
    }
    assert (VISIBLE.keys() - BY_THEIR_ROWS) | WITHOUT_ID == hidden
    assert not BY_THEIR_ROWS & hidden


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    """With what was done in acting sessions, as the logs of both sides have it."""
    made = await build_cast(runtime)
    northwind, umbrella, hooli = (made.rows[label][1] for label in ("northwind", "umbrella tenant", "hooli tenant"))
    for label, tenant, about, session, target in (
        ("done at umbrella", umbrella, None, "acting of mia", "umbrella hook"),
        ("copy of it", northwind, umbrella, "acting of mia", "umbrella hook"),
        ("copy about hooli", northwind, hooli, "acting of moe", "hooli hook"),
    ):
        event = await Event.create(
            at=now(), action="integration.changed", tenant_id=tenant, organization_id=about, partner_id=northwind,
            actor_id=made.rows["mia"][1], acting_id=made.rows[session][1], target_kind="integration", target_id=made.rows[target][1],
        )  # fmt: skip
        made.rows[label] = ("event", event.id)
    return made


@pytest.mark.parametrize("caller", CALLERS[1:])
async def test_given_a_caller_when_the_graph_is_walked_then_each_field_shows_the_same_on_every_road(cast: Cast, caller: str) -> None:
    answers = await walk(cast, cast.actor(caller))
    assert wrongly(cast, caller, answers) == []
    met = by_object(cast, answers)
    unseen = [
        f"{field} of {label}"
        for field, labels in VISIBLE.items()
        for label, callers in labels.items()
        if caller in callers.split() and not any(field.partition(".")[2] in seen.fields for seen in met[field.partition(".")[0], label])
    ]
    assert unseen == [], "what is for them was met"


CHANGES: dict[str, dict[str, str]] = {
    "sam": {
        "Mutation.inviteCustomers": "active", "Mutation.resendInvitation": "pending", "Mutation.updateInvitation": "pending",
        "Mutation.updateParticipant": "carl on active", "Mutation.removeParticipant": "dora on active",
        "Mutation.addCollaborator": "active", "Mutation.updatePoc": "active", "Mutation.updateCustomer": "acme",
        "Mutation.updateContact": "contact bo", "Mutation.sendPortalInvite": "contact ina", "Mutation.revokePortalAccess": "contact conny",
        "Mutation.deleteContact": "contact ann",
    },
    "key": {
        "Mutation.inviteCustomers": "kims", "Mutation.updateContact": "contact conny", "Mutation.updateInvitation": "portal pending",
        "Mutation.updateCustomerAccess": "umbrella", "Mutation.updateIntegration": "monitoring", "Mutation.updateTenant": "",
    },
    "ada": {"Mutation.revokeApiKey": "key of kay", "Mutation.updateEmailTemplate": "", "Mutation.changeUserEmail": "max"},
    "conny": {"Mutation.acceptInvitation": "portal accepted", "Mutation.updateProfile": ""},
    "pia": {"Mutation.acceptInvitation": "of pia", "Mutation.switchTenant": "contoso"},
    "cara": {"Mutation.acceptInvitation": "accepted", "Mutation.changePassword": "", "Mutation.updateProfile": ""},
    "max": {"Mutation.acceptInvitation": "joined", "Mutation.updateProfile": ""},
    "dora": {"Mutation.updateProfile": "", "Mutation.changePassword": ""},
    "mia": {
        "Mutation.updateCustomerAccess": "umbrella", "Mutation.shareIntegration": "unshared", "Mutation.revokeIntegrationShare": "share",
        "Mutation.updateIntegration": "monitoring", "Mutation.updateInvitation": "umbrella colleague",
        "Mutation.proposePartnershipChange": "partnership of wonka",
        "Mutation.deactivateMember": "ugo at umbrella",
    },
    "uma": {
        "Mutation.limitPartner": "partnership of umbrella", "Mutation.answerPartnershipChange": "proposal", "Mutation.updateTenant": "",
        "Mutation.changeMemberRoles": "ugo at umbrella", "Mutation.endActingSession": "acting of mia",
    },
    "acting": {
        "Mutation.updateIntegration": "umbrella hook", "Mutation.updateTenant": "", "Mutation.leaveIntegrationShare": "share",
        "Mutation.updateInvitation": "umbrella colleague",
    },
}  # fmt: skip
"""Mutations that change nothing of what is visible to whom."""


@pytest.mark.parametrize("caller", CHANGES)
async def test_given_a_payload_when_read_then_it_shows_no_more_than_the_queries(cast: Cast, caller: str) -> None:
    for name, target in CHANGES[caller].items():
        async with undone():
            answer = await call(cast.actor(caller), name, variables(cast, name, target), depth=3)
        assert answer.outcome == "ok"
        payload = {name: answer.data}
        assert by_object(cast, payload)
        assert wrongly(cast, caller, payload) == []


# What a participant must not find anywhere

SECRETS = (NOTES, AMOUNT, "Ivy", "For your eyes, ivy@acme.example", "Departed", "Eve")
"""Of the staff, of the invited, and of participants who are out."""


async def test_given_a_participant_when_the_whole_graph_is_walked_then_nothing_of_others_is_in_it(cast: Cast) -> None:
    for_staff = text_of(await walk(cast, cast.actor("sam")))
    assert [secret for secret in SECRETS if secret not in for_staff] == [], "else the search would find nothing anyway"
    assert {"carl@acme.example", "dora@acme.example", "ivy@acme.example"} <= set(ADDRESS.findall(for_staff))

    answers = await walk(cast, cast.actor("cara"), 3)
    found = text_of(answers)
    assert "Carl Colleague" in found
    assert "Summary of Active POC" in found
    met = by_object(cast, answers)
    assert {label for type_name, label in met if type_name == "Invitation"} == {"accepted"}
    assert {label for type_name, label in met if type_name == "Participant"} == {"cara on active", "carl on active", "pia on active"}
    assert {label for type_name, label in met if type_name == "Poc"} == {"active"}
    assert {label for type_name, label in met if type_name == "User"} == {"cara", "carl", "pia", "sam", "lea"}
    assert {label for type_name, label in met if type_name in ("Customer", "Membership")} == set()
    assert {label for type_name, label in met if type_name == "Session"} == {"session of cara"}
    assert [secret for secret in SECRETS if secret in found] == []
    assert set(ADDRESS.findall(found)) == {"cara@acme.example", "sam@northwind.example"}


OF_PARTNER = ("Globex", "Hooli", "Wonka", "Oldco", "Unshared", "ticketing.example", "For the fair", "mia@northwind.example", CONTRACT)
"""What the partner has, and nobody at its customer Umbrella (for whom a share waits) must find; but uma the contract, and mia herself."""
OF_HOOLI = ("Hooli hook", "hal@hooli.example", "Hana", "Hal ")
"""What is inside a customer, where mia has no place; its record and its contacts she sees."""


@pytest.mark.parametrize("caller", ["uma", "acting"])
async def test_given_a_customers_admin_when_the_whole_graph_is_walked_then_nothing_of_the_partners_side_is_in_it(
    cast: Cast, caller: str
) -> None:
    for_partner = text_of(await walk(cast, cast.actor("mia")))
    assert [secret for secret in OF_PARTNER if secret not in for_partner] == [], "else the search would find nothing anyway"
    answers = await walk(cast, cast.actor(caller))
    found = text_of(answers)
    assert {secret for secret in OF_PARTNER if secret in found} == {"uma": {CONTRACT}, "acting": {"mia@northwind.example"}}[caller]
    assert REASON in found
    met = by_object(cast, answers)
    assert {label for type_name, label in met if type_name == "Tenant"} == {"northwind", "umbrella tenant"}
    assert {label for type_name, label in met if type_name == "User"} == {"uma", "ugo", "mia"}
    assert {label for type_name, label in met if type_name in ("Customer", "PartnerLink", "Poc")} == set()


async def test_given_an_msp_admin_without_a_place_when_the_whole_graph_is_walked_then_nothing_inside_that_customer_is_in_it(
    cast: Cast,
) -> None:
    for_staff = text_of(await walk(cast, cast.actor("sam")))
    assert [secret for secret in OF_HOOLI if secret not in for_staff] == [], "sam has a place to view"
    answers = await walk(cast, cast.actor("mia"))
    found = text_of(answers)
    assert [secret for secret in OF_HOOLI if secret in found] == []
    inside = ("hooli tenant", "partnership of hooli", "acting of moe", "share with hooli", "hooli hook", "copy about hooli")
    assert [label for label in inside if cast.id(label) in found] == []
    assert cast.id("hooli") in found


async def test_given_anybody_when_the_whole_graph_is_walked_then_no_token_and_no_hash_is_in_it(cast: Cast) -> None:
    for caller in ("ada", "otto", "sam", "cara"):
        found = text_of(await walk(cast, cast.actor(caller), 2))
        assert "token-of-" not in found
        assert "argon2" not in found
        assert [label for label in cast.rows if token_hash(token(label)) in found] == []


OPEN = {"Query.viewer", "Query.invitationPreview", "Query.partnerLinkPreview", "Query.partnershipKinds"}
"""For everybody: who one is, what the holder of a link may know, and a table that is the same for all."""


async def test_given_nobody_when_the_graph_is_walked_then_there_is_nothing(cast: Cast) -> None:
    closed = [name for name in root_fields() if name.startswith("Query.") and name not in OPEN]
    for name in closed:
        assert (await call(cast.actor("nobody"), name, variables(cast, name, "active"))).outcome == "UNAUTHENTICATED"
    assert (await call(cast.actor("nobody"), "Query.viewer", {})).data is None


PARTICIPANTS = """query($poc: ID!, $filter: ParticipantFilter) {
  poc(id: $poc) { participants(filter: $filter) { totalCount nodes { displayName } } collaborators { user { displayName } role } }
}"""


@pytest.mark.parametrize(
    ("caller", "filter_", "names"),
    [
        ("sam", {}, "Cara Carl Dora Eve Pia"),
        ("sam", {"status": ["REMOVED"]}, "Dora"),
        ("sam", {"status": ["ENDED"]}, "Eve"),
        ("sam", {"search": "departed"}, "Dora"),
        ("cara", {}, "Cara Carl Pia"),
        ("cara", {"status": ["REMOVED", "ENDED"]}, ""),
        ("cara", {"search": "departed"}, ""),
        ("pia", {}, "Cara Carl Pia"),
    ],
)
async def test_given_participants_who_are_out_when_listed_or_counted_then_only_staff_finds_them(
    cast: Cast, caller: str, filter_: dict[str, Any], names: str
) -> None:
    result = await run(cast.actor(caller), PARTICIPANTS, {"poc": cast.id("active"), "filter": filter_})
    poc: Any = result.data["poc"]  # type: ignore[index]  # it is there
    assert not result.errors
    assert sorted(node["displayName"].split()[0] for node in poc["participants"]["nodes"]) == names.split()
    assert poc["participants"]["totalCount"] == len(names.split())
    assert [(row["user"]["displayName"], row["role"]) for row in poc["collaborators"]] == [
        ("Sam Sales", "OWNER"),
        ("Lea Example", "COLLABORATOR"),
    ]


async def test_given_a_participant_when_removed_then_everything_is_gone_with_the_next_request(cast: Cast) -> None:
    cara = cast.actor("cara")
    assert by_object(cast, await walk(cast, cara))["Poc", "active"]
    removed = await call(cast.actor("sam"), "Mutation.removeParticipant", variables(cast, "Mutation.removeParticipant", "cara on active"))
    assert removed.outcome == "ok"
    met = by_object(cast, await walk(cast, cara))
    assert {key for key in met if key[0] not in ("Session", "Invitation")} == {("User", "cara"), ("User", "sam")}
    assert [seen.fields["email"] for seen in met["User", "sam"]] == [None] * len(met["User", "sam"]), "named as who invited, no more"
    assert [seen.fields["subject"] for seen in met["Invitation", "accepted"]] == [None] * len(met["Invitation", "accepted"])
    assert "Northwind" not in text_of(await walk(cast, cara))


async def test_given_a_link_when_previewed_then_its_holder_reads_the_message_and_only_a_part_of_the_address(cast: Cast) -> None:
    for caller in ("nobody", "cara"):
        seen = (await call(cast.actor(caller), "Query.invitationPreview", {"token": token("pending")})).data
        assert seen["personalMessage"] == "For your eyes, ivy@acme.example"
        assert seen["maskedEmail"] == "i***@acme.example"
        assert (seen["subjectName"], seen["organizationName"], seen["inviterName"]) == ("Active POC", "Northwind Cloud", "Sam Sales")
    never = (await call(cast.actor("nobody"), "Query.invitationPreview", {"token": token("unknown")})).data
    assert {name: value for name, value in never.items() if value is not None} == {"__typename": "InvitationPreview", "nextStep": "NONE"}


@pytest.mark.parametrize("caller", ["cara", "dora", "max"])
async def test_given_what_is_hidden_for_the_whole_request_when_filtered_by_then_forbidden_with_the_path(cast: Cast, caller: str) -> None:
    query = "query($filter: PocFilter) { pocs(filter: $filter) { nodes { id } } }"
    allowed = await run(cast.actor("sam"), query, {"filter": {"customerId": cast.id("globex")}})
    assert not allowed.errors
    assert len(allowed.data["pocs"]["nodes"]) == 3  # type: ignore[index]  # they are there
    for customer in (cast.id("acme"), "customer_malformed"):
        refused = await run(cast.actor(caller), query, {"filter": {"customerId": customer}})
        [error] = refused.errors
        assert isinstance(error.original_error, Refused)
        assert (error.original_error.code, error.original_error.argument_path) == (Refusal.FORBIDDEN, ("filter", "customerId"))


async def test_given_what_is_hidden_for_some_rows_when_filtered_by_then_those_do_not_match(cast: Cast) -> None:
    query = "query($filter: PocFilter) { pocs(filter: $filter) { totalCount nodes { id } } }"
    both = await run(cast.actor("pia"), query, {"filter": {}})
    assert {cast.label(node["id"]) for node in both.data["pocs"]["nodes"]} == {"active", "olgas"}  # type: ignore[index]
    for customer, found in (("acme", []), ("fabrikam", ["olgas"])):
        result = await run(cast.actor("pia"), query, {"filter": {"customerId": cast.id(customer)}})
        assert [cast.label(node["id"]) for node in result.data["pocs"]["nodes"]] == found  # type: ignore[index]
        assert result.data["pocs"]["totalCount"] == len(found)  # type: ignore[index]
