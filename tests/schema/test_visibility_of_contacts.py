"""What a provider has with its customers' contacts, its programs and its mails is for its staff alone; a contact has the portal."""

from __future__ import annotations

import pytest

from app.core.runtime import Runtime
from tests.schema.cast import Cast, build_cast
from tests.schema.contact_rows import PHONE
from tests.schema.walking import ADDRESS, by_object, text_of, walk

pytestmark = pytest.mark.settings(rate_limits="off")

OF_CONTACTS = (
    "Ann Contact",
    "Bo Contact",
    "Rex Contact",
    "ursula@umbrella.example",
    "hugo@hooli.example",
    "For your eyes, ina@acme.example",
)
OF_PROGRAMS = ("usk_ABCDEFGH", "CRM")
OF_MAILS = ("Northwind asks you in",)


@pytest.fixture
async def cast(runtime: Runtime) -> Cast:
    return await build_cast(runtime)


@pytest.mark.parametrize("caller", ["uma", "acting", "cara", "conny", "max", "pia"])
async def test_given_whoever_is_not_of_the_staff_when_the_graph_is_walked_then_nothing_of_its_contacts_programs_and_mails_is_in_it(
    cast: Cast, caller: str
) -> None:
    for_admin = text_of(await walk(cast, cast.actor("ada")))
    secrets = (*OF_CONTACTS, *OF_PROGRAMS, *OF_MAILS)
    assert [secret for secret in secrets if secret not in for_admin] == [], "else the search would find nothing anyway"
    answers = await walk(cast, cast.actor(caller))
    own = {"CRM"} if caller == "pia" else set()  # Contoso has a key of the same name
    assert {secret for secret in secrets if secret in text_of(answers)} == own
    kinds = ("Contact", "Portal", "ApiKey", "DirectoryEntry")
    met = {label for type_name, label in by_object(cast, answers) if type_name in kinds}
    assert [label for label in met if "acme" in label or "northwind" in label] == []
    assert {label for label in met if "contact" in label} == {
        "conny": {"contact conny"},
        "pia": {"contact finn", "entry of contact finn"},
    }.get(caller, set())


async def test_given_a_program_when_the_graph_is_walked_then_it_has_what_the_staff_has_and_nothing_of_keys_mails_and_its_maker(
    cast: Cast,
) -> None:
    answers = await walk(cast, cast.actor("key"))
    found, met = text_of(answers), by_object(cast, answers)
    assert [secret for secret in OF_CONTACTS if secret not in found] == []
    assert ("Poc", "kims") in met
    assert {label for type_name, label in met if type_name == "ApiKey"} == {"key of kay"}, "by which it works"
    assert {type_name for type_name, _ in met} & {"EmailTemplate", "Session", "Portal"} == set()
    for field in ("memberships", "sessions", "portals"):
        assert answers["Query.viewer"]["viewer"][field] == []
    assert answers["Query.viewer"]["viewer"]["apiKey"]["id"] == cast.id("key of kay")
    assert not answers.keys() & {"Query.apiKeys", "Query.emailTemplates", "Query.emailTemplate", "Query.emailTemplatePreview"}


async def test_given_a_contact_with_access_when_the_graph_is_walked_then_there_is_the_portal_and_nothing_behind_it(cast: Cast) -> None:
    answers = await walk(cast, cast.actor("conny"), 4)
    found, met = text_of(answers), by_object(cast, answers)
    assert met.keys() == {
        ("User", "conny"), ("User", "sam"), ("Session", "session of conny"), ("Contact", "contact conny"), ("Portal", "portal of conny"),
        ("Tenant", "northwind"), ("Invitation", "portal accepted"),
    }  # fmt: skip
    assert PHONE in found, "her own"
    assert set(ADDRESS.findall(found)) == {"conny@acme.example"}
    own = met["Contact", "contact conny"][0].fields
    assert (own["customer"], own["invitation"], own["canSendInvite"], own["portal"]) == (None, None, False, "ACTIVE")
