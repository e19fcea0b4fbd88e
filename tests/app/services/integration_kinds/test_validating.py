"""What schemas refuse, in our words and at the place; and that nothing of what was sent comes back."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.errors import UserErrors
from app.services.integration_kinds import KINDS
from app.services.integration_kinds.validating import MOST_CHARACTERS, checked
from tests.app.services.integrating import CANARY, CREDENTIALS, SETTINGS

POSTGRES = SETTINGS["postgres"]


def refusals(kind: str, given: Any, *, secret: bool = False) -> list[str]:
    """How settings or a credential are refused; not at all: an empty list."""
    schema = KINDS[kind].credential if secret else KINDS[kind].settings
    try:
        assert checked(schema, given, "credential" if secret else "settings", secret=secret) == given
    except UserErrors as problem:
        errors = problem.errors
    else:
        errors = ()
    assert all(error.message and CANARY not in repr(error) for error in errors)
    return [f"{error.code} {'.'.join(error.path or ())}" for error in errors]


@pytest.mark.parametrize("kind", KINDS)
def test_given_good_ones_of_every_kind_when_checked_then_they_are_taken(kind: str) -> None:
    assert refusals(kind, SETTINGS[kind]) == []
    assert refusals(kind, CREDENTIALS[kind], secret=True) == []


def deep(levels: int) -> Any:
    """Lists in lists."""
    found: Any = []
    for _ in range(levels):
        found = [found]
    return found


WRONG: list[tuple[str, Any, list[str]]] = [
    ("http_api", {}, ["REQUIRED settings.url"]),
    ("http_api", {"url": ""}, ["INVALID settings.url"]),
    ("http_api", {"url": None}, ["INVALID settings.url"]),
    ("http_api", {"url": f"https://{CANARY} .example"}, ["INVALID settings.url"]),
    ("http_api", {"url": f"https://me:{CANARY}@api.example/"}, ["INVALID settings.url"]),
    ("http_api", {"url": f"https://{CANARY}@api.example/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "ftp://api.example/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "file:///etc/passwd"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://api.example:0/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://api.example:65536/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://api.example\\@inside.example/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://bücher.example/"}, ["INVALID settings.url"]),
    ("http_api", {"url": "https://api.example/\n"}, ["INVALID settings"]),
    ("http_api", {"url": "https://api.example/" + "x" * 2000}, ["TOO_LONG settings.url"]),
    ("http_api", {"url": "https://api.example/", "password": CANARY}, ["INVALID settings.password"]),
    ("http_api", {"url": "https://api.example/", CANARY: 1}, ["INVALID settings"]),
    ("http_api", {"url": {"of": CANARY}}, ["INVALID settings.url"]),
    ("http_api", [CANARY], ["INVALID settings"]),
    ("http_api", CANARY, ["INVALID settings"]),
    ("http_api", 1, ["INVALID settings"]),
    ("http_api", {"url": "x" * (MOST_CHARACTERS + 1)}, ["TOO_LONG settings"]),
    ("http_api", {"url": deep(7)}, ["INVALID settings"]),
    ("http_api", {"url": deep(100_000)}, ["INVALID settings"]),
    ("http_api", {"url": 2**70}, ["INVALID settings"]),
    ("http_api", {"url\x00": 1}, ["INVALID settings"]),
    ("postgres", {}, ["REQUIRED settings.host", "REQUIRED settings.database", "REQUIRED settings.username"]),
    ("postgres", POSTGRES | {"host": ""}, ["REQUIRED settings.host"]),
    ("postgres", POSTGRES | {"host": "/var/run/postgresql"}, ["INVALID settings.host"]),
    ("postgres", POSTGRES | {"host": "one.example,two.example"}, ["INVALID settings.host"]),
    ("postgres", POSTGRES | {"port": 0}, ["INVALID settings.port"]),
    ("postgres", POSTGRES | {"port": 65_536}, ["INVALID settings.port"]),
    ("postgres", POSTGRES | {"port": "5432"}, ["INVALID settings.port"]),
    ("postgres", POSTGRES | {"port": True}, ["INVALID settings.port"]),
    ("postgres", POSTGRES | {"port": 1.5}, ["INVALID settings.port"]),
    ("postgres", POSTGRES | {"tls": "prefer"}, ["INVALID settings.tls"]),
    ("postgres", POSTGRES | {"username": "x" * 64, "database": 1}, ["INVALID settings.database", "TOO_LONG settings.username"]),
    ("azure", SETTINGS["azure"] | {"tenantId": "mine"}, ["INVALID settings.tenantId"]),
    ("datadog", {"site": "datadog.example"}, ["INVALID settings.site"]),
]


@pytest.mark.parametrize(("kind", "given", "expected"), WRONG, ids=range(len(WRONG)))
def test_given_wrong_settings_when_checked_then_all_mistakes_are_told_at_their_places(kind: str, given: Any, expected: list[str]) -> None:
    assert refusals(kind, given) == expected


WRONG_CREDENTIALS: list[tuple[str, Any, list[str]]] = [
    ("http_api", {}, ["REQUIRED credential"]),
    ("http_api", {"token": CANARY, "username": CANARY, "password": CANARY}, ["INVALID credential"]),
    ("http_api", {"username": CANARY}, ["REQUIRED credential.password"]),
    ("http_api", {"password": CANARY}, ["INVALID credential", "REQUIRED credential.username"]),
    ("http_api", {"token": f"{CANARY} and more"}, ["INVALID credential.token"]),
    ("http_api", {"token": f"{CANARY}\r\nX-Other: 1"}, ["INVALID credential"]),
    ("http_api", {"token": ""}, ["REQUIRED credential.token"]),
    ("http_api", {"username": f"{CANARY}:", "password": CANARY}, ["INVALID credential.username"]),
    ("http_api", {"token": CANARY * 500}, ["TOO_LONG credential.token"]),
    ("http_api", {"token": {"value": CANARY}}, ["INVALID credential.token"]),
    ("http_api", CANARY, ["INVALID credential"]),
    ("http_api", [CANARY], ["INVALID credential"]),
    ("webhook", {"secret": CANARY, CANARY: 1}, ["INVALID credential"]),
    ("webhook", {"secret": CANARY, "other": CANARY}, ["INVALID credential"]),
    ("postgres", {"password": None}, ["INVALID credential.password"]),
    ("slack", {"botToken": CANARY}, ["INVALID credential.botToken"]),
    ("slack", {"webhookUrl": f"http://hooks.example/{CANARY}"}, ["INVALID credential.webhookUrl"]),
    ("aws", {"secretAccessKey": CANARY}, ["REQUIRED credential.accessKeyId"]),
    ("jira", {"email": CANARY, "apiToken": CANARY}, ["INVALID credential.email"]),
]


@pytest.mark.parametrize(("kind", "given", "expected"), WRONG_CREDENTIALS, ids=range(len(WRONG_CREDENTIALS)))
def test_given_a_wrong_credential_when_checked_then_nothing_of_it_is_repeated(kind: str, given: Any, expected: list[str]) -> None:
    assert refusals(kind, given, secret=True) == expected


@pytest.mark.parametrize("given", [{"token": CANARY}, {"username": "ü s er", "password": " p:ss/w@rd% "}])
def test_given_either_form_of_a_login_when_checked_then_it_is_taken(given: Any) -> None:
    assert refusals("http_api", given, secret=True) == []


def test_given_many_mistakes_when_checked_then_some_of_them_are_told() -> None:
    assert len(refusals("http_api", {f"x{n}": 1 for n in range(100)})) == 10
