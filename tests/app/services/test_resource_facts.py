"""What each kind of resource is made of. No database is needed to say so."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import UserError
from app.models import ResourceKind
from app.services.resource_facts import checked

LINK, TEXT, CODE, FILE = ResourceKind.LINK, ResourceKind.TEXT, ResourceKind.CODE, ResourceKind.FILE


def said(kind: ResourceKind, **facts: Any) -> str:
    """What is wrong with facts, in one line."""
    errors: list[UserError] = []
    checked(errors, kind, **facts)
    return "; ".join(f"{error.code} {'.'.join(error.path or ())}" for error in errors)


FINE = [
    "http://docs.example", "https://docs.example:8443/a?b=c#d", "https://münchen.example/ü", "https://[::1]/", "HTTPS://docs.example/a@b",
    "https://docs.example/" + "x" * 1979,
]  # fmt: skip


@pytest.mark.parametrize("url", FINE)
def test_given_an_address_on_the_web_when_checked_then_it_is_kept_as_it_is(url: str) -> None:
    errors: list[UserError] = []
    assert checked(errors, LINK, url=f" {url} ") == {"url": url}
    assert errors == []


BAD = [
    "javascript:alert(1)", "data:text/html,x", "ftp://docs.example", "file:///etc/passwd", "docs.example", "//docs.example", "https://",
    "https:///path", "https:docs.example", "https://sam:secret@docs.example", "https://sam@docs.example", "https://@docs.example",
    "https://docs.example\\@evil.example", "https://docs.example:x/", "https://docs.example:0/", "https://[::1", "https://a b.example",
    "https://docs.example/a b", "https://docs.example/\u3000x", "https://docs.example/\nb", "https://docs.example/\x00",
    "https://docs.example/\u202e", "java\tscript:alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("url", BAD)
def test_given_what_is_no_address_on_the_web_when_checked_then_invalid(url: str) -> None:
    assert said(LINK, url="https://docs.example") == ""
    assert said(LINK, url=url) == "INVALID url"


KINDS = [
    (LINK, {"url": None}, "REQUIRED url"),
    (LINK, {"url": "https://docs.example/" + "x" * 1980}, "TOO_LONG url"),
    (LINK, {"url": "https://docs.example", "body": "b", "language": "l"}, "INVALID body; INVALID language"),
    (TEXT, {"body": "b"}, ""),
    (TEXT, {"body": " \n"}, "REQUIRED body"),
    (TEXT, {"body": "x" * 10_001}, "TOO_LONG body"),
    (TEXT, {"body": "b", "url": "https://docs.example", "language": "l"}, "INVALID url; INVALID language"),
    (CODE, {"body": "b", "language": "python"}, ""),
    (CODE, {"body": "b", "language": None}, ""),
    (CODE, {"body": None}, "REQUIRED body"),
    (CODE, {"body": "b", "language": "x" * 41}, "TOO_LONG language"),
    (CODE, {"body": "b", "url": "https://docs.example"}, "INVALID url"),
    (FILE, {}, ""),
    (FILE, {"url": "u", "body": "b", "language": "l"}, "INVALID url; INVALID body; INVALID language"),
    (FILE, {"url": None, "body": None, "language": None}, ""),
    (FILE, {"title": ""}, "REQUIRED title"),
    (FILE, {"title": "x" * 201, "description": "x" * 10_001}, "TOO_LONG title; TOO_LONG description"),
    (FILE, {"title": "T", "description": None}, ""),
]


@pytest.mark.parametrize(("kind", "facts", "expected"), KINDS)
def test_given_facts_of_a_kind_when_checked_then_what_does_not_belong_to_it_is_invalid(
    kind: ResourceKind, facts: dict[str, Any], expected: str
) -> None:
    assert said(kind, **facts) == expected
