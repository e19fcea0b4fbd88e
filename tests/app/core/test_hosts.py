"""Names of hosts: the same name is the same text, and it is that of the domain in an address's key."""

from __future__ import annotations

import pytest

from app.core import hosts, text
from app.core.errors import UserErrors


@pytest.mark.parametrize(
    ("typed", "host", "read"),
    [
        ("acme.example", "acme.example", "acme.example"),
        (" Acme.EXAMPLE. ", "acme.example", "acme.example"),
        ("bücher.example", "xn--bcher-kva.example", "bücher.example"),
        ("BÜCHER.example", "xn--bcher-kva.example", "bücher.example"),
        ("xn--bcher-kva.example", "xn--bcher-kva.example", "bücher.example"),
        ("faß.example", "xn--fa-hia.example", "faß.example"),
    ],
)
def test_given_a_domain_when_read_then_it_has_one_form_which_is_that_of_addresses(typed: str, host: str, read: str) -> None:
    assert hosts.domain(typed, "domain") == host
    assert hosts.readable(host) == read
    assert text.email_key(f"jane@{typed.strip().removesuffix('.')}") == f"jane@{host}"


@pytest.mark.parametrize("typed", [None, "", "  "])
def test_given_nothing_when_read_then_none(typed: str | None) -> None:
    assert hosts.domain(typed, "domain") is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *(
            (typed, "INVALID")
            for typed in ("example", "192.0.2.7", "acme.7", "a b.example", "jane@acme.example", "-a.example", "a..example")
        ),
        *((typed, "INVALID") for typed in ("acme.example\x00", "https://acme.example", "xn--a.example")),
        ("a" * 254, "TOO_LONG"),
    ],
)
def test_given_what_is_no_domain_when_read_then_refused_at_its_place(typed: str, code: str) -> None:
    with pytest.raises(UserErrors) as refused:
        hosts.domain(typed, "input", "domain")
    assert [(error.code.value, error.path) for error in refused.value.errors] == [(code, ("input", "domain"))]
