"""The tables and numbers of the guides say what the code does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from app.auth import passwords, tokens
from app.auth.capabilities import CAPABILITIES, PartnerCapability
from app.auth.permissions import BY_KEY, GRANTABLE, PERMISSIONS, Permission
from app.auth.plans import SEATS, FeatureKey, has_feature
from app.core import rates
from app.core.errors import Refusal
from app.core.rates import Rate
from app.mail import delivery, syntax
from app.mail.language import LANGUAGES
from app.mail.variables import VARIABLES
from app.models import CancelReason, InvitationStatus, LinkPurpose, MailStatus, PartnershipKind, Plan, PocStatus, ShareStatus
from app.services import (
    account_links,
    acting,
    api_keys,
    budgets,
    clearing,
    contacts,
    health,
    idempotency,
    integration_checks,
    participants,
    partnership_changes,
    sessions,
    shares,
    uploads,
)
from app.services.audit_exports import LIFETIME as EXPORT_LIFETIME
from app.services.audit_filters import NAMES as AUDIT_FILTERS
from app.services.events import ACTIONS
from app.services.installations import AttentionReason
from app.services.integration_kinds import KINDS
from app.services.invitation_previews import InvitationStep
from app.services.invite_blocks import InviteBlock, block_of, can_send
from app.services.poc_status import MOVES
from schema.core import limits, requests
from schema.core.permissions import locks_of
from schema.reading.sources import READS, TABLES
from schema.schema import schema
from tests.docs.blocks import GUIDES, ROOT, plain, table

PERMISSIONS_PAGE, INVITATIONS_PAGE, APPS_PAGE, OPERATIONS_PAGE, POCS_PAGE = (
    ROOT / "docs" / f"{name}.md" for name in ("permissions", "invitations", "single-page-apps", "operations", "pocs")
)
PARTNERS_PAGE, INTEGRATIONS_PAGE, AUDIT_PAGE = (ROOT / "docs" / f"{name}.md" for name in ("partners", "integrations", "audit"))
CONTACTS_PAGE, PROGRAMS_PAGE, WORDS_PAGE = (ROOT / "docs" / f"{name}.md" for name in ("contacts", "programs", "email-templates"))


def described(enum: str) -> dict[str, str | None]:
    """The values of an enum of the API with what they mean."""
    return {name: value.description for name, value in schema._schema.type_map[enum].values.items()}  # type: ignore[attr-defined]


def words(cell: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", cell))


def hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.0f} hours"


def test_given_the_table_of_roles_when_compared_then_it_is_the_one_of_the_code() -> None:
    rows = table(PERMISSIONS_PAGE, "permission", *(f"`{role}`" for role in GRANTABLE))

    assert [[plain(row[0]), *(bool(cell) for cell in row[1:-1]), row[-1]] for row in rows] == [
        [name, *(Permission(name) in PERMISSIONS[role] for role in GRANTABLE), meaning] for name, meaning in described("Permission").items()
    ]


def test_given_the_table_of_locks_when_compared_then_every_root_field_stands_behind_its_own() -> None:
    told = {field: lock for lock, fields in table(PERMISSIONS_PAGE, "lock", "operations") for field in words(fields)}

    assert told == {name.partition(".")[2]: locks[0]._directive.to for name, locks in locks_of(schema).items()}


def test_given_the_table_of_states_when_compared_then_it_has_the_moves_of_the_code() -> None:
    told = {PocStatus(plain(start)): {PocStatus(word) for word in words(ends)} for start, ends in table(PERMISSIONS_PAGE, "from", "to")}

    assert told == {status: set(moves) for status, moves in MOVES.items()}


def test_given_the_table_of_hidden_fields_when_compared_then_it_has_each_that_is_declared_so() -> None:
    declared = {
        f"{type_.__name__}.{source.name}"
        for type_ in TABLES
        for field in type_.__strawberry_definition__.fields
        if (source := field.metadata.get(READS)) is not None and source.visible is not None
    }

    assert {word for fields, _ in table(PERMISSIONS_PAGE, "fields", "who sees them") for word in words(fields)} == declared


def test_given_the_tables_of_states_of_invitations_when_compared_then_none_is_missing() -> None:
    told = {head: [plain(row[0]) for row in table(INVITATIONS_PAGE, head)] for head in ("status", "`cancelReason`", "`delivery.status`")}

    assert sorted(told["status"]) == sorted([*InvitationStatus, *InvitationStatus])  # what they mean, and what can be done in them
    assert told["`cancelReason`"] == list(CancelReason)
    assert told["`delivery.status`"] == list(MailStatus)
    assert [plain(row[0]) for row in table(APPS_PAGE, "`nextStep`")] == list(InvitationStep)


def test_given_the_tables_of_codes_when_compared_then_they_have_all_that_the_code_raises() -> None:
    raised: set[str] = set()
    for path in (ROOT / "app").rglob("*.py"):
        if path != ROOT / "app" / "core" / "errors.py":
            raised |= set(re.findall(r"\bCode\.([A-Z_]+)", path.read_text()))

    assert {plain(code): meaning for code, meaning in table(APPS_PAGE, "code", "meaning")} == {
        code: meaning for code, meaning in described("UserErrorCode").items() if code in raised
    }
    assert [plain(row[0]) for row in table(APPS_PAGE, "top level")] == list(Refusal)
    of_links = {plain(row[0]) for row in table(INVITATIONS_PAGE, "code", "meaning", "what helps")}
    accepting = "".join((ROOT / "app" / "services" / name).read_text() for name in ("accepting.py", "invitation_links.py"))
    assert of_links == set(re.findall(r"\bCode\.([A-Z_]+)", accepting))


def test_given_the_table_of_health_when_compared_then_each_reason_weighs_as_much() -> None:
    told = table(POCS_PAGE, "code", "weight", "when")

    assert {code: int(weight) for code, weight, _ in told} == {
        code: getattr(health, code) for code in ("OVERDUE_MUST_HAVES", "NO_SIGN_IN", "LOW_ENGAGEMENT", "END_NEAR")
    }


def test_given_the_table_of_capabilities_when_compared_then_it_is_the_one_of_the_code() -> None:
    rows = table(PARTNERS_PAGE, "capability", *(f"`{kind}`" for kind in PartnershipKind))

    assert [[plain(row[0]), *(cell == "x" for cell in row[1:-1]), row[-1]] for row in rows] == [
        [name, *(PartnerCapability(name) in CAPABILITIES[kind] for kind in PartnershipKind), meaning]
        for name, meaning in described("PartnerCapability").items()
    ]


def test_given_the_tables_of_shares_and_of_attention_when_compared_then_they_are_those_of_the_api() -> None:
    assert {plain(row[0]): row[1] for row in table(PARTNERS_PAGE, "status", "meaning")} == described("ShareStatus")
    assert list(described("ShareStatus")) == list(ShareStatus)
    assert {plain(row[0]): row[1] for row in table(PARTNERS_PAGE, "`attention`", "when")} == described("AttentionReason")
    assert list(described("AttentionReason")) == list(AttentionReason)


def test_given_the_table_of_codes_of_partner_links_when_compared_then_they_are_those_of_connecting() -> None:
    raised = set(re.findall(r"\bCode\.([A-Z_]+)", (ROOT / "app" / "services" / "connecting.py").read_text()))
    begun = {"SELF_REFERENCE", "ALREADY_CONNECTED"}  # raised where partnerships begin

    assert {plain(code) for code, _ in table(PARTNERS_PAGE, "code", "meaning")} == raised | begun


def test_given_the_table_of_kinds_when_compared_then_it_is_the_registry() -> None:
    told = {plain(row[0]): row[1:] for row in table(INTEGRATIONS_PAGE, "kind", "what it is", "settings", "credential")}

    assert {key: row[0] for key, row in told.items()} == {key: kind.description for key, kind in KINDS.items()}
    for key, kind in KINDS.items():
        for cell, schema_ in zip(told[key][1:], (kind.settings, kind.credential), strict=True):
            assert words(cell) == set(schema_["properties"]), key
            if "oneOf" not in schema_:
                assert words(re.sub(r"\(.*\)", "", cell)) == set(schema_.get("required", ())), key
            else:
                assert "; or " in cell, key


def test_given_the_tables_of_the_audit_log_when_compared_then_they_have_every_action_and_every_filter() -> None:
    assert {plain(action): meaning for action, meaning in table(AUDIT_PAGE, "action", "meaning")} == ACTIONS
    assert {word for cell, _ in table(AUDIT_PAGE, "filter", "which events") for word in words(cell)} == set(AUDIT_FILTERS.values())


def test_given_the_table_of_rates_when_compared_then_each_is_there() -> None:
    told = sorted(
        (int(most), int(minutes))
        for _, cell in table(OPERATIONS_PAGE, "operation", "at most")
        for most, minutes in re.findall(r"(\d+) in (\d+) minute", cell)
    )

    assert told == sorted((rate.most, int(rate.within.total_seconds() // 60)) for rate in vars(rates).values() if isinstance(rate, Rate))


def test_given_the_table_of_what_is_in_the_way_when_compared_then_each_block_in_the_order_in_which_they_are_told() -> None:
    *blocks, last = table(CONTACTS_PAGE, "`sendInviteBlockedBy`", "`canSendInvite`")
    everything: dict[str, Any] = {
        "open_": 1, "email_key": None, "may": 0, "plan": "FREE", "allowed": [], "blocked": [], "last_sent_at": None,
    }  # fmt: skip
    first: list[InviteBlock | None] = []
    for gone in ({}, {"open_": 0}, {"email_key": "g@globex.example"}, {"may": 1}, {"plan": "PRO"}):
        everything |= gone
        first.append(block_of(**everything))

    assert [plain(row[0]) for row in blocks] == [*first[:-1], InviteBlock.COOLDOWN]
    assert (set(first), last[:2]) == ({*InviteBlock, None} - {InviteBlock.COOLDOWN}, ["null", str(can_send(None)).lower()])
    assert {plain(row[0]): (row[1], row[2]) for row in blocks} == {
        block: (str(can_send(InviteBlock(block))).lower(), meaning) for block, meaning in described("InviteBlock").items()
    }


def test_given_the_tables_of_contacts_and_the_directory_when_compared_then_they_are_those_of_the_api() -> None:
    for head, enum in (
        (("`portal`", "meaning"), "PortalAccess"),
        (("`kind`", "what"), "DirectoryKind"),
        (("`status`", "meaning"), "DirectoryStatus"),
    ):
        assert {plain(row[0]): row[1] for row in table(CONTACTS_PAGE, *head)} == described(enum)


def test_given_the_tables_of_mails_when_compared_then_each_has_its_variables_with_their_meaning() -> None:
    mails = table(WORDS_PAGE, "key", "which mail", "variables")
    told = {plain(key): [(plain(name).strip("*"), "*" in name) for name in names.split(", ")] for key, _, names in mails}
    meanings = [
        (key, plain(name), meaning)
        for name, meaning, where in table(WORDS_PAGE, "variable", "what stands for it", "in")
        for key in (told if where == "all that have it" else words(where))
        if plain(name) in dict(told[key])
    ]

    assert {plain(key): meaning for key, meaning, _ in mails} == described("EmailTemplateKey")
    assert told == {key: [(variable.name, variable.required) for variable in variables] for key, variables in VARIABLES.items()}
    assert sorted(meanings) == sorted((key, one.name, one.description) for key, variables in VARIABLES.items() for one in variables)


def test_given_the_table_of_plans_when_compared_then_it_has_the_seats_and_features_of_the_code() -> None:
    told = {plain(plan): (seats, features) for plan, seats, features in table(OPERATIONS_PAGE, "plan", "members", "features")}

    assert {plan: seats for plan, (seats, _) in told.items()} == {plan: str(most) if most else "any number" for plan, most in SEATS.items()}
    for plan, lower in zip(Plan, [None, *Plan], strict=False):
        features = {feature for feature in FeatureKey if has_feature(plan, feature)}
        assert words(told[plan][1]) == features or (told[plan][1] == "the same" and words(told[str(lower)][1]) == features), plan


def test_given_the_guide_to_programs_when_compared_then_it_says_what_no_key_has_and_has_each_refusal() -> None:
    never = set(Permission) - BY_KEY
    [told] = [
        line
        for line in PROGRAMS_PAGE.read_text().splitlines()
        if line.endswith("`viewer` has no memberships, sessions, participations or portals.")
    ]

    assert words(told) - {"FORBIDDEN", "viewer"} == never
    assert {word for row in table(PROGRAMS_PAGE, "answer", "try again") for word in words(row[0])} >= set(Refusal)


def test_given_the_numbers_in_the_pages_when_compared_then_they_are_those_of_the_code() -> None:
    said = {
        APPS_PAGE: [
            f"{limits.MOST_ROOT_FIELDS} fields at its root", f"{limits.DEEPEST} levels", f"{limits.MOST_FIELDS:,} fields",
            f"{limits.MOST_ALIASES} aliases", f"{limits.DEAREST:,} values", f"{requests.LARGEST // 1024**2} MiB",
            f"{sessions.LIFETIME.days} days after", "ten minutes" if tokens.LIFETIME.total_seconds() == 600 else "?",
            f"A password has at least {passwords.LEAST} characters",
            f"take it back for {hours(account_links.LIFETIME[LinkPurpose.EMAIL_UNDO])}",
            "is good for a day" if hours(account_links.LIFETIME[LinkPurpose.EMAIL_CHANGE]) == "24 hours" else "?",
        ],
        INVITATIONS_PAGE: [f"Up to {participants.MOST_AT_ONCE}", f"Above {delivery.RECIPIENT_HOUR} mails an hour"],
        OPERATIONS_PAGE: [
            "a lease of two minutes" if delivery.LEASE.total_seconds() == 120 else "?",
            "after one minute" if delivery.FIRST_WAIT.total_seconds() == 60 else "?",
            "up to four hours, for two days" if (delivery.LONGEST_WAIT.total_seconds(), delivery.TRIED_FOR.days) == (14400, 2) else "?",
        ],
        PARTNERS_PAGE: [
            f"for {acting.MINUTES} minutes unless told, at most {acting.LONGEST}",
            "a share waits for seven days" if shares.ANSWER_WITHIN.days == 7 else "?",
            "accepts within seven days" if partnership_changes.LASTS.days == 7 else "?",
        ],
        INTEGRATIONS_PAGE: [
            "for ten seconds at most" if integration_checks.LIMIT.total_seconds() == 10 else "?",
            "at most once in ten seconds" if integration_checks.INTERVAL.total_seconds() == 10 else "?",
            f"one person checks {rates.CHECK.most} times a minute", integration_checks.NOT_OPENED,
        ],
        AUDIT_PAGE: ["works for five minutes" if EXPORT_LIFETIME.total_seconds() == 300 else "?"],
        PROGRAMS_PAGE: [f"at most {api_keys.MOST} keys", f"{hours(idempotency.LIFETIME)} from when it first came"],
        WORDS_PAGE: [
            "twenty times an hour" if budgets.MOST_TRIALS == 20 else "?", "up to twenty, each" if syntax.MOST_ERRORS == 20 else "?",
            *(f"(`{code}`)" for code in LANGUAGES),
        ],
        CONTACTS_PAGE: [f"at most {contacts.PHONE_LENGTH} characters"],
    }  # fmt: skip
    missing = [(page.name, words_) for page, all_ in said.items() for words_ in all_ if words_ not in page.read_text()]

    assert missing == []


def test_given_the_table_of_what_is_kept_when_compared_then_the_times_are_those_of_the_code() -> None:
    times = [" ".join(re.findall(r"\d+ (?:days|hours|hour)", when)) for _, when in table(OPERATIONS_PAGE, "what", "when")]
    kept, mails = f"{clearing.KEPT.days} days", f"{clearing.MAILS_KEPT.days} days"
    assert uploads.UNUSED.total_seconds() == 3600
    assert f"at most {uploads.MOST} such uploads" in POCS_PAGE.read_text()

    assert times == ["", hours(idempotency.LIFETIME), "1 hour", f"{kept} {sessions.LIFETIME.days} days", kept, mails, kept]


def test_given_every_guide_when_looked_for_then_the_readme_links_it() -> None:
    readme = (ROOT / "README.md").read_text()

    assert [page.name for page in GUIDES if f"docs/{page.name}" not in readme] == []
