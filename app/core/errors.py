"""The closed list of refusals, and the only two ways to refuse: `Refused` (the whole field) and `UserErrors` (in a payload)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Code(StrEnum):
    """What the person can correct (userErrors)."""

    INVALID = "INVALID"
    TOO_LONG = "TOO_LONG"
    REQUIRED = "REQUIRED"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    ALREADY_EXISTS = "ALREADY_EXISTS"
    ALREADY_MEMBER = "ALREADY_MEMBER"
    ALREADY_PARTICIPANT = "ALREADY_PARTICIPANT"
    ALREADY_ACCEPTED = "ALREADY_ACCEPTED"
    ALREADY_CONNECTED = "ALREADY_CONNECTED"
    INVALID_CREDENTIALS = "INVALID_CREDENTIALS"
    WEAK_PASSWORD = "WEAK_PASSWORD"  # noqa: S105  # a code, no password
    REGISTRATION_REQUIRED = "REGISTRATION_REQUIRED"
    SIGN_IN_REQUIRED = "SIGN_IN_REQUIRED"
    WRONG_ACCOUNT = "WRONG_ACCOUNT"
    LINK_INVALID = "LINK_INVALID"
    LINK_EXPIRED = "LINK_EXPIRED"
    LINK_CANCELLED = "LINK_CANCELLED"
    LINK_REPLACED = "LINK_REPLACED"
    LINK_EXHAUSTED = "LINK_EXHAUSTED"
    NO_EMAIL = "NO_EMAIL"
    HAS_ACCOUNT = "HAS_ACCOUNT"
    PLAN_REQUIRED = "PLAN_REQUIRED"
    SEAT_LIMIT = "SEAT_LIMIT"
    COOLDOWN = "COOLDOWN"
    RATE_LIMITED = "RATE_LIMITED"
    NOT_PENDING = "NOT_PENDING"
    NOT_OPEN = "NOT_OPEN"
    READ_ONLY = "READ_ONLY"
    LAST_ADMIN = "LAST_ADMIN"
    ROLE_NOT_ALLOWED = "ROLE_NOT_ALLOWED"
    CAPABILITY_REQUIRED = "CAPABILITY_REQUIRED"
    CONSENT_REQUIRED = "CONSENT_REQUIRED"
    SELF_REFERENCE = "SELF_REFERENCE"
    TEMPLATE_INVALID = "TEMPLATE_INVALID"
    STALE = "STALE"
    DOMAIN_NOT_ALLOWED = "DOMAIN_NOT_ALLOWED"
    RECIPIENT_REFUSES = "RECIPIENT_REFUSES"
    IN_USE = "IN_USE"
    LIMIT_REACHED = "LIMIT_REACHED"


class Refusal(StrEnum):
    """What ends a whole field or request (top level, extensions.code)."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    RATE_LIMITED = "RATE_LIMITED"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    IDEMPOTENCY_MISMATCH = "IDEMPOTENCY_MISMATCH"
    IDEMPOTENCY_RUNNING = "IDEMPOTENCY_RUNNING"
    INTERNAL = "INTERNAL"


@dataclass(frozen=True, slots=True)
class UserError:
    """One thing that the person can correct. `path` says where in the input, in the API's spelling."""

    code: Code
    message: str
    path: tuple[str, ...] | None = None
    required_plan: str | None = None
    retry_after: int | None = None
    """Seconds until it may be tried again (COOLDOWN, RATE_LIMITED)."""
    subject_id: UUID | None = field(default=None, repr=False)
    """What already exists (ALREADY_EXISTS, with the invitation in the payload)."""


class UserErrors(Exception):
    """Raised by services; leaving the transaction by it undoes whatever was written."""

    def __init__(self, errors: Sequence[UserError]) -> None:
        super().__init__("; ".join(f"{error.code}: {error.message}" for error in errors))
        self.errors = tuple(errors)


def refuse(code: Code, message: str, *path: str, retry_after: int | None = None, subject_id: UUID | None = None) -> UserErrors:
    """One user error, to be raised; `path` in the spelling of the API, e.g. "customers", "3", "email"."""
    return UserErrors([UserError(code, message, path or None, retry_after=retry_after, subject_id=subject_id)])


class Refused(Exception):
    """A refusal of the whole field: signed out, not allowed, not understood, too often, too much, again but otherwise."""

    def __init__(self, code: Refusal, message: str, *, retry_after: int | None = None, path: Sequence[str] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.retry_after = retry_after
        self.argument_path = tuple(path) if path else None


def unauthenticated(message: str = "Sign in first.") -> Refused:
    """For whoever is not signed in, or whose token is not valid any more."""
    return Refused(Refusal.UNAUTHENTICATED, message)


def forbidden(message: str = "You may not do this.", path: Sequence[str] | None = None) -> Refused:
    """For what one sees but may not do; `path` names an argument that asks for something hidden."""
    return Refused(Refusal.FORBIDDEN, message, path=path)


def bad_input(message: str, path: Sequence[str] | None = None) -> Refused:
    """For arguments that no form would send: wrong cursors, pages in both directions, malformed documents."""
    return Refused(Refusal.BAD_USER_INPUT, message, path=path)
