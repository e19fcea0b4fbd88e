"""Text from outside: trimmed, NFC, without control characters; addresses with one key; sort keys alike on every database."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import groupby

import idna
from email_validator import EmailNotValidError, validate_email

from app.core.errors import Code, UserError, UserErrors, refuse

NAME_LENGTH = 200
TEXT_LENGTH = 10_000
MESSAGE_LENGTH = 2_000
EMAIL_LENGTH = 254
SEARCH_LENGTH = 200
MARKS_IN_A_ROW = 30
"""As many as the Stream-Safe Text Format has (Unicode UAX #15, section 12)."""
# Characters that turn the reading direction (Unicode UAX #9) can disguise a name or a link.
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def name(value: str | None, *path: str, required: bool = True, most: int = NAME_LENGTH) -> str:
    """One line: trimmed, NFC, 1 to 200 characters, no control characters. Raises UserErrors at `path`."""
    text = _normal(value or "", most, *path)
    if required and not text:
        raise refuse(Code.REQUIRED, "This is required.", *path)
    if any(unicodedata.category(c) in ("Cc", "Cs") or c in BIDI or c in "\u2028\u2029" for c in text):
        raise refuse(Code.INVALID, "This has characters that are not allowed in a name.", *path)
    return text


def optional_name(value: str | None, *path: str, most: int = NAME_LENGTH) -> str | None:
    """As `name`, but nothing (or only spaces) is None."""
    return name(value, *path, required=False, most=most) or None


def body(value: str | None, *path: str, most: int = TEXT_LENGTH) -> str | None:
    """Several lines: newline and tab are the only control characters; nothing (or only spaces) is None."""
    text = _normal((value or "").replace("\r\n", "\n"), most, *path)
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise refuse(Code.INVALID, "This has control characters.", *path)
    return text or None


def email(value: str | None, *path: str) -> tuple[str, str]:
    """An address as typed, and its key. Raises UserErrors at `path` (REQUIRED, TOO_LONG, INVALID)."""
    typed = (value or "").strip()
    if not typed:
        raise refuse(Code.REQUIRED, "An e-mail address is required.", *path)
    if len(typed) > EMAIL_LENGTH:
        raise refuse(Code.TOO_LONG, f"This has more than {EMAIL_LENGTH} characters.", *path)
    try:
        return typed, email_key(typed)
    except ValueError:
        raise refuse(Code.INVALID, "This is not an e-mail address.", *path) from None


def email_key(address: str) -> str:
    """The one key of an address: ASCII letters in lower case, the domain in IDNA form (RFC 5891). Raises ValueError.

    No casefold and no NFKC: they would make one person of two mailboxes. For the same reason a local part that NFC
    would change is refused.
    """
    local, _, domain = address.strip().rpartition("@")
    if unicodedata.normalize("NFC", local) != local:
        raise ValueError("the local part is not in NFC")
    try:
        validate_email(address.strip(), check_deliverability=False, allow_smtputf8=True, test_environment=True)
        host = idna.encode(_lower(unicodedata.normalize("NFC", domain)), uts46=True).decode()
    except (EmailNotValidError, idna.IDNAError, UnicodeError) as problem:
        raise ValueError(str(problem)) from None
    return f"{_lower(local)}@{host.lower()}"


def email_parts(typed: str) -> tuple[str, str]:
    """How a part of an address may stand in its key: as a part of the local part, or with what is of the domain in IDNA form.

    There a label with other than ASCII letters is found only when it is typed to its end.
    """
    part = _lower(unicodedata.normalize("NFC", typed.strip()))
    local, at, domain = part.rpartition("@")
    with suppress(idna.IDNAError, UnicodeError):  # half of a domain, or none
        domain = idna.encode(domain, uts46=True).decode()
    return part, f"{local}{at}{domain}"


def mask_email(address: str) -> str:
    """An address as a stranger may see it: `j***@acme.example`; the domain in its IDNA form, so that none passes for another."""
    return f"{address.strip()[:1]}***@{email_parts(address)[1].rpartition('@')[2]}"


def sort_key(value: str) -> str:
    """What names are ordered and searched by: without case and accents, so that both databases agree byte by byte."""
    # Twice, because letters of mathematics and the like are told to be capitals only once they are plain.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", plain).split())[:400].rstrip()


@contextmanager
def collecting(errors: list[UserError]) -> Iterator[None]:
    """Gather the user errors of several checks, so that a form shows all of them at once."""
    try:
        yield
    except UserErrors as problem:
        errors.extend(problem.errors)


def _normal(value: str, most: int, *path: str) -> str:
    """Trimmed and NFC, within the length. Looked at before it is normalised, which takes quadratic time on long runs of accents."""
    trimmed = value.strip()
    if len(trimmed) > 2 * most:
        raise refuse(Code.TOO_LONG, f"This has more than {most} characters.", *path)
    if _longest_run_of_marks(trimmed) > MARKS_IN_A_ROW:
        raise refuse(Code.INVALID, "This has more accents on one letter than any writing has.", *path)
    text = unicodedata.normalize("NFC", trimmed)
    if len(text) > most:
        raise refuse(Code.TOO_LONG, f"This has more than {most} characters.", *path)
    return text


def _longest_run_of_marks(text: str) -> int:
    return max((sum(1 for _ in run) for is_mark, run in groupby(text, lambda c: unicodedata.combining(c) != 0) if is_mark), default=0)


def _lower(text: str) -> str:
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)
