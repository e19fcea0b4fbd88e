"""The registry of kinds: nothing secret among settings, schemas that clients can use, and its copy in the database."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from app.core import db
from app.core.runtime import Runtime
from app.models import IntegrationKind
from app.services import integration_kinds
from app.services.integration_kinds import KINDS, kind_of
from app.services.integration_kinds.kind import Kind
from tests.app.services.integrating import CREDENTIALS, SETTINGS
from tests.world import rows

SECRET = re.compile(r"pass|secret|token|credential|private|authorization|cookie|signature|key$|keys$", re.IGNORECASE)
EVERY = [pytest.param(kind, id=key) for key, kind in KINDS.items()]


def properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """All properties of a schema, at any depth."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for inner in schema.values():
            yield from properties(inner)
    elif isinstance(schema, list | tuple):
        for inner in schema:
            yield from properties(inner)


def objects(schema: Any) -> Iterator[Any]:
    """All schemas of objects in a schema."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for inner in schema.values():
            yield from objects(inner)


def test_given_the_registry_when_listed_then_it_has_the_kinds_that_are_built_in() -> None:
    assert set(KINDS) == {"http_api", "webhook", "postgres", "smtp", "aws", "azure", "github", "slack", "jira", "datadog"}
    assert {key for key, kind in KINDS.items() if kind.check} == {"http_api", "webhook", "postgres", "smtp"}
    assert len({kind.id for kind in KINDS.values()}) == len(KINDS)
    assert all(kind_of(kind.id) is kind for kind in KINDS.values())
    assert str(KINDS["http_api"].id) == "baaa6455-8985-5125-956c-9a6926135ddd"  # the same in every installation


@pytest.mark.parametrize("kind", EVERY)
def test_given_a_kind_when_walked_then_nothing_secret_can_stand_in_its_settings(kind: Kind) -> None:
    found = dict(properties(kind.settings))
    assert [name for name in found if SECRET.search(name)] == []
    assert [name for name, schema in found.items() if SECRET.search(schema["description"])] == []
    assert all(schema["additionalProperties"] is False for one in (kind.settings, kind.credential) for schema in objects(one))
    for name, schema in found.items():
        if schema.get("format") == "uri" or "url" in name.lower():
            for login in ("https://me:word@api.example/", "https://me@api.example", "https://:word@api.example/x"):
                assert not Draft202012Validator(schema).is_valid(login), name


def test_given_the_names_that_secrets_have_when_looked_for_then_those_of_credentials_are_found() -> None:
    """The walk above sees something: what is secret stands in every credential under such a name, or is the address of one."""
    for kind in KINDS.values():
        assert any(SECRET.search(name) for name, _ in properties(kind.credential)), kind.key


@pytest.mark.parametrize("kind", EVERY)
def test_given_a_kind_when_its_schemas_are_read_then_they_are_of_the_dialect_and_described(kind: Kind) -> None:
    for schema in (kind.settings, kind.credential):
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)
        assert all(inner["description"] for _, inner in properties(schema))
        assert set(schema.get("required", ())) <= set(schema["properties"])
    Draft202012Validator(kind.settings).validate(SETTINGS[kind.key])
    Draft202012Validator(kind.credential).validate(CREDENTIALS[kind.key])


@pytest.mark.parametrize("kind", EVERY)
def test_given_patterns_when_anything_is_added_at_an_end_then_they_are_of_the_whole_text(kind: Kind) -> None:
    for _, schema in [*properties(kind.settings), *properties(kind.credential)]:
        if "pattern" in schema:
            assert (schema["pattern"][0], schema["pattern"][-1]) == ("^", "$")


async def test_given_a_migrated_database_when_read_then_it_has_a_copy_of_the_registry(runtime: Runtime) -> None:
    copied = {kind.key: kind for kind in await IntegrationKind.all()}
    assert copied.keys() == KINDS.keys()
    for key, kind in KINDS.items():
        row = copied[key]
        assert (row.id, row.name, row.description, row.category) == (kind.id, kind.name, kind.description, kind.category)
        assert (row.settings_schema, row.credential_schema) == (orjson.loads(orjson.dumps(kind.settings)), kind.credential)
        assert row.can_check is (kind.check is not None)


async def test_given_an_older_copy_when_written_by_several_at_once_then_each_kind_is_there_once_as_it_is_now(runtime: Runtime) -> None:
    await db.execute("update integration_kind set name = 'Old', can_check = false where key = 'http_api'")
    await db.execute("delete from integration_kind where key = 'slack'")
    await asyncio.gather(*(integration_kinds.write(runtime.settings) for _ in range(4)))
    assert await rows("integration_kind") == len(KINDS)
    row = await IntegrationKind.get(key="http_api")
    assert (row.name, row.can_check) == ("HTTP API", True)
    assert (await IntegrationKind.get(key="slack")).id == KINDS["slack"].id
