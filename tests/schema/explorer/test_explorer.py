"""What a browser gets: the page, its files and its examples, from nowhere but here."""

import asyncio
import gzip
import json
import re
from pathlib import Path

import httpx
import pytest
from graphql import (
    FieldNode,
    GraphQLInputObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    coerce_input_value,
    is_input_type,
    parse,
    type_from_ast,
    validate,
)
from starlette.applications import Starlette

from schema import explorer

SDL = Path(__file__).parents[3] / "schema.graphql"
ASSETS = sorted(path.name for path in explorer.DIST.iterdir() if path.suffix in {".js", ".css"})


def get(path: str, **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=explorer.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://usher.test") as client:
            return await client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    return asyncio.run(ask())


@pytest.fixture(scope="module")
def served() -> GraphQLSchema:
    return build_schema(SDL.read_text("utf-8"))


@pytest.mark.parametrize("example", explorer.examples(), ids=lambda example: example["title"])
def test_example_is_valid(example: dict[str, str], served: GraphQLSchema) -> None:
    document = parse(example["query"])
    assert validate(served, document) == []

    [operation] = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    variables = json.loads(re.sub(r"\{today\+\d+\}", "2030-01-31", example.get("variables", "{}")))
    declared = {definition.variable.name.value: definition for definition in operation.variable_definitions or ()}
    assert variables.keys() <= declared.keys()
    for name, value in variables.items():
        expected = type_from_ast(served, declared[name].type)
        assert is_input_type(expected)
        coerce_input_value(value, expected)  # raises what does not fit


def test_examples_say_what_they_do() -> None:
    examples = explorer.examples()
    assert len({example["title"] for example in examples}) == len(examples)
    for example in examples:
        assert re.fullmatch(r"[A-Z]\w+", example["title"]), example["title"]
        assert example["about"].endswith("."), example["title"]


def test_invitation_example_shows_every_option(served: GraphQLSchema) -> None:
    [example] = [example for example in explorer.examples() if example["title"] == "InviteCustomer"]
    options = served.type_map["InviteCustomerInput"]
    assert isinstance(options, GraphQLInputObjectType)
    assert json.loads(example["variables"])["input"].keys() == options.fields.keys()


def test_example_mutations_ask_for_their_errors() -> None:
    for example in explorer.examples():
        [operation] = parse(example["query"]).definitions
        assert isinstance(operation, OperationDefinitionNode)
        if operation.operation.value != "mutation":
            continue
        for field in operation.selection_set.selections:
            assert isinstance(field, FieldNode) and field.selection_set
            asked = {each.name.value for each in field.selection_set.selections if isinstance(each, FieldNode)}
            assert "userErrors" in asked, example["title"]


def test_page_names_the_built_files_and_nothing_else() -> None:
    page = explorer.PAGE.decode()
    sources = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert sorted(source.removeprefix("graphql/assets/") for source in sources if "data:" not in source) == ASSETS
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bon\w+=", page), "the policy allows nothing inline"


def test_page_headers() -> None:
    answer = explorer.page()
    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_styles_load_nothing() -> None:
    for name in ASSETS:
        if name.endswith(".css"):
            text = (explorer.DIST / name).read_text("utf-8")
            assert "@import" not in text
            assert {url[:5] for url in re.findall(r"url\(['\"]?([^)'\"]*)", text)} <= {"data:"}


def test_script_names_outside_addresses_only_to_read() -> None:
    """Links for people and names of namespaces; a new one wants a look before it is added here."""
    [script] = [name for name in ASSETS if name.endswith(".js")]
    text = (explorer.DIST / script).read_text("utf-8")
    assert set(re.findall(r"(?:https?|wss?)://([\w.-]+)", text)) <= {
        "codemirror.net",
        "commonmark.org",
        "en.wikipedia.org",
        "github.com",
        "reactjs.org",
        "www.onegraph.com",
        "www.w3.org",
        "yarnpkg.com",
    }
    assert not re.search(r"\beval\(|new Function\(|importScripts\(|sourceMappingURL|\bimport\(", text)


@pytest.mark.parametrize("name", ASSETS)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_assets(name: str, coding: str) -> None:
    answer = get(f"/graphql/assets/{name}", accept_encoding=coding)
    assert answer.status_code == 200
    assert answer.content == (explorer.DIST / name).read_bytes()
    assert answer.headers.get("content-encoding", "identity") == coding
    kind = "text/javascript" if name.endswith(".js") else "text/css"
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["x-content-type-options"] == "nosniff"
    zipped = (explorer.DIST / f"{name}.gz").read_bytes()
    assert gzip.decompress(zipped) == answer.content


def test_examples_are_served_and_revalidated() -> None:
    answer = get("/graphql/assets/examples.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.json() == explorer.examples()
    again = get("/graphql/assets/examples.json", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["index.html", "LICENSES.txt", "../__init__.py", "..%2f__init__.py", "%2e%2e/__init__.py", "explorer.js", ""],
)
def test_nothing_else_is_served(path: str) -> None:
    assert get(f"/graphql/assets/{path}").status_code == 404


def test_licences_stand_beside_the_files() -> None:
    text = (explorer.DIST / "LICENSES.txt").read_text("utf-8")
    for package in ("graphiql", "graphql", "react", "codemirror", "@graphiql/plugin-explorer", "graphql-ws"):
        assert re.search(rf"^{re.escape(package)} \d", text, re.MULTILINE), package
