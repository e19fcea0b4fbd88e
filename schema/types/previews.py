"""Previews: what the holder of a link may know before using it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.services import invitation_previews
from schema.reading.declare import given, one, reads
from schema.types.enums import Code, InvitationKind, InvitationStatus, InvitationStep
from schema.types.tenants import Branding


@reads(None, description="What the holder of a link may know before accepting. Looking never uses the link up.")
class InvitationPreview:
    """A look at an invitation."""

    status: InvitationStatus | None = given("Null for a link that never existed; then every other field but nextStep is null too.")
    kind: InvitationKind | None = given("What is promised.")
    subject_name: str | None = given("The name of what the person is invited to.")
    organization_name: str | None = given("Who invites: the organization.")
    inviter_name: str | None = given("Who invites: the person.")
    personal_message: str | None = given("The inviter's words, as plain text.")
    masked_email: str | None = given("The address that the invitation was mailed to, e.g. j***@acme.example.")
    first_name: str | None = given("The first name, as the inviter knows it.")
    last_name: str | None = given("The last name, as the inviter knows it.")
    expires_at: datetime | None = given("When the link ends.")
    branding: Branding | None = one("How the organization's pages look, under its own brand or its partner's.", "brand_id")
    problem: Code | None = given(
        "What accepting would answer now: LINK_EXPIRED, LINK_CANCELLED, LINK_REPLACED, ALREADY_ACCEPTED, NOT_OPEN, WRONG_ACCOUNT;"
        " null if it would work."
    )
    next_step: InvitationStep = given("What the holder can do next.")


def preview_facts(preview: invitation_previews.Preview) -> dict[str, Any]:
    """A service's preview as facts of the type."""
    return asdict(preview)
