"""What the pages name exists: links, files, settings, commands, and the words of the API."""

from __future__ import annotations

import re
import shlex
import struct
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from app.cli import _found, _parser
from app.core.errors import Refusal
from app.core.settings import Settings, read_settings
from app.services.integration_kinds import KINDS
from schema.schema import schema
from tests.docs.blocks import GUIDES, PAGES, README, ROOT, blocks, code_words, links, prose, variables_of

API = schema._schema
OTHERS = {
    "USHER_TEST_DATABASE_URL", "USHER_TEST_BOTH", "USHER_TEST_OPERATIONS", "USHER_TEST_EVENTS", "USHER_TEST_ROUNDS",
    "POSTGRES_PASSWORD", "FORWARDED_ALLOW_IPS", "SSL_CERT_FILE",
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION",
}  # fmt: skip
"""Environment variables that are not Usher's settings."""
MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pages
def test_given_a_page_when_its_links_are_followed_then_there_is_something(page: Path) -> None:
    for words, target in links(page):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), f"{words}: {target}"
        assert not anchor or anchor in anchors(found), f"{words}: {target}"


def test_given_the_walks_through_the_code_when_followed_then_each_name_stands_in_its_file() -> None:
    followed = 0
    for page in (README, *GUIDES):
        for words, target in links(page):
            if target.endswith(".py") and (name := re.fullmatch(r"`(?:\w+\.)*(\w+)`", words)):
                text = (page.parent / target).read_text()
                assert re.search(rf"^\s*(?:(?:async )?def|class) {name[1]}\b|^{name[1]}\b.*=", text, re.MULTILINE), f"{words} in {target}"
                followed += 1
    assert followed > 10


@pages
def test_given_a_page_when_it_names_a_file_or_a_setting_then_it_exists(page: Path) -> None:
    for word in code_words(page):
        for setting in re.findall(r"\bUSHER_[A-Z_]+", word):
            assert setting in settings() | OTHERS, word
        if re.match(r"(app|schema|tests|docs|migrations|explorer)/", word):
            assert list(ROOT.glob(word.rstrip("/"))), word


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent.name != "adr"], ids=lambda page: page.stem)
def test_given_a_page_when_it_names_something_of_the_api_then_it_exists(page: Path) -> None:
    """Decisions are about the inside, so they have words of their own."""
    linked = {words.strip("`") for words, _ in links(page)}
    known = words_of_the_api()
    for word in code_words(page):
        if word in linked:
            continue
        if re.fullmatch(r"[A-Z][A-Z_]{2,}", word) and not word.startswith("USHER_"):
            assert word in known | OTHERS, word
        elif re.fullmatch(r"[a-z]+[A-Z]\w*(\.\w+)?|[A-Z][a-z]\w+\.\w+", word) and word != "history.replaceState":
            assert word.partition(".")[0] in known, word
            assert word in known or word.partition(".")[2] in known, word


def words_of_the_api() -> set[str]:
    """Names of the schema (types, fields, arguments, values), of the refusals and of what integrations are made of."""
    known = {refusal.value for refusal in Refusal}
    known |= {name for kind in KINDS.values() for schema_ in (kind.settings, kind.credential) for name in schema_["properties"]}
    for name, type_ in API.type_map.items():
        known.add(name)
        if isinstance(type_, GraphQLEnumType):
            known |= set(type_.values)
        elif isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            known |= set(type_.fields) | {f"{name}.{field}" for field in type_.fields}
            if not isinstance(type_, GraphQLInputObjectType):
                known |= {argument for field in type_.fields.values() for argument in field.args}
    return known | {"retryAfter", "requestId"}


def test_given_a_wrong_name_when_looked_for_then_it_is_not_known() -> None:
    assert words_of_the_api().isdisjoint({"inviteCustomr", "Poc.secret", "NOT_FUND", ""})
    assert "Poc.internalNotes" in words_of_the_api()


# Settings


def settings() -> set[str]:
    return {f"USHER_{name.upper()}" for name in Settings.model_fields}


def test_given_the_table_of_settings_when_compared_with_the_class_then_they_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the development key is made beside the database
    effective = read_settings()
    rows = re.findall(r"^\| `(USHER_\w+)` \| (.*?) \| (.*) \|$", prose(README), re.MULTILINE)

    assert [name for name, _, _ in rows] == [f"USHER_{name.upper()}" for name in Settings.model_fields]
    for name, default, _ in rows:
        field = name.removeprefix("USHER_").lower()
        if default == "generated":
            assert field == "secret_key"
        elif default == "none":
            assert not getattr(effective, field), name
        else:
            given = read_settings(**{field: default.strip("`")})
            assert getattr(given, field) == getattr(effective, field), name


def test_given_the_table_of_settings_when_production_starts_without_any_then_it_names_those_that_the_table_marks(tmp_path: Path) -> None:
    rows = re.findall(r"^\| `(USHER_\w+)` \| .*? \| (.*) \|$", prose(README), re.MULTILINE)
    with pytest.raises(Exception, match="production needs") as refused:
        read_settings(env="production")

    assert set(re.findall(r"USHER_\w+", str(refused.value))) == {name for name, meaning in rows if "**Required in production.**" in meaning}


def test_given_the_settings_of_an_installation_when_read_then_they_are_enough() -> None:
    found = [variables_of(block) for page in PAGES for block in blocks(page, "ini")]

    assert {name for one in found for name in one} <= settings()
    whole = [one for one in found if one.get("USHER_ENV") == "production"]
    assert whole
    for one in whole:
        assert read_settings(**{name.removeprefix("USHER_").lower(): value for name, value in one.items()}).production


# Commands


def commands(page: Path) -> Iterator[str]:
    """Each line of a page's shell blocks, and each command between backticks."""
    for block in blocks(page, "sh"):
        yield from block.text.splitlines()
    yield from (word for word in code_words(page) if re.match(r"(make|python -m app|docker|npm|\.venv/bin/python) ", word))


@pages
def test_given_a_page_when_its_commands_are_read_then_they_would_run(page: Path) -> None:
    for line in commands(page):
        for command in re.split(r"\s*(?:&&|\|)\s*", line):
            check(command)


def check(command: str) -> None:
    """Whether what is called exists, and takes these arguments."""
    words = shlex.split(re.sub(r"\$\(.*\)", "…", command))
    if words[0] == "make":
        assert {word for word in words[1:] if "=" not in word} <= TARGETS, command
    elif words[:3] == ["python", "-m", "app"]:
        takes(words[3:], command)
    elif words[0] == ".venv/bin/python":
        assert all((ROOT / word).exists() for word in words[1:] if "/" in word), command
    elif words[:4] == ["docker", "compose", "run", "--rm"]:
        assert re.search(rf"^  {words[4]}:$", (ROOT / "compose.yaml").read_text(), re.MULTILINE), command
        takes(words[5:], command)
    elif words[0] == "npm":
        assert f'"{words[2]}":' in (ROOT / "explorer" / "package.json").read_text(), command
    else:
        assert words[0] in {"docker", "echo", "export", "sqlite3"}, command


def takes(arguments: list[str], command: str) -> None:
    """Whether the command line of Usher takes these arguments. A table names commands without what they require."""
    parser: ArgumentParser = _parser()
    if arguments == ["create-tenant"]:
        arguments = ["create-tenant", "--name", "x", "--admin-email", "x", "--admin-name", "x"]
    elif arguments == ["erase-user"]:
        arguments = ["erase-user", "x"]
    elif arguments == ["set-plan"]:
        arguments = ["set-plan", "x", "PRO"]
    elif arguments == ["allow-mail"]:
        arguments = ["allow-mail", "x", "x"]
    try:
        given = parser.parse_args(arguments)
    except SystemExit as refused:
        raise AssertionError(f"{command}: {refused}") from None
    assert callable(_found(given.run))


@pytest.mark.parametrize(
    "command", ["make rum", "python -m app sreve", "python -m app serve --acces-log=x", "docker compose run --rm ushr serve", "rm -rf /"]
)
def test_given_a_command_that_there_is_not_when_read_then_it_is_noticed(command: str) -> None:
    with pytest.raises(AssertionError):
        check(command)


def test_given_the_command_line_when_compared_with_the_tables_then_they_agree() -> None:
    told = {word.split()[3] for word in code_words(README) if word.startswith("python -m app ")}
    usage = _parser().format_help()

    assert told == set(re.findall(r"^    ([a-z-]+)\b", usage, re.MULTILINE))
    documented = {word.split()[1] for page in PAGES for word in commands(page) if word.startswith("make ")}
    assert documented == TARGETS


# Pictures


def test_given_the_pictures_when_looked_at_then_they_have_the_size_of_a_screen_and_are_small() -> None:
    shown = re.findall(r"!\[[^\]]+\]\((\S+\.png)\)", README.read_text())

    assert {ROOT / path for path in shown} == set((ROOT / "docs" / "images").glob("*.png"))
    for path in shown:
        content = (ROOT / path).read_bytes()
        assert struct.unpack(">II", content[16:24]) in {(1280, 800), (390, 1688)}, path  # a desk's, and two of a telephone
        assert len(content) < 200_000, path
