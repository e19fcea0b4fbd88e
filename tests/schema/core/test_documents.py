from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLSchema

from app.core.errors import Refused
from schema.core import documents
from schema.core.documents import MOST_ERRORS, MOST_NAMES, MOST_TOKENS, Document, Documents
from schema.core.errors import Rejected, on_the_wire
from tests.schema.core.serving import small_schema


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return small_schema()._schema


def read(schema: GraphQLSchema, text: str, *, hide_suggestions: bool = True) -> Document:
    return Documents(schema).read(text, hide_suggestions=hide_suggestions)


def rejection(schema: GraphQLSchema, text: str, **given: Any) -> list[tuple[str, str]]:
    with pytest.raises(Rejected) as rejected:
        read(schema, text, **given)
    assert rejected.value.understood
    assert rejected.value.status == 400
    return [(error["extensions"]["code"], error["message"]) for error in on_the_wire(rejected.value.errors, "")]


def test_given_a_document_when_read_again_then_not_parsed_again(schema: GraphQLSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Documents(schema)
    first = kept.read("{ hello }", hide_suggestions=True)
    monkeypatch.setattr(documents, "parse", None)
    assert kept.read("{ hello }", hide_suggestions=True) is first
    with pytest.raises(TypeError):
        kept.read("{ hello  }", hide_suggestions=True)


def test_given_many_documents_when_read_then_only_so_many_tokens_are_kept(schema: GraphQLSchema, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_KEPT_TOKENS", 100)
    kept = Documents(schema)
    for number in range(50):
        kept.read(f"query Q{number} {{ hello }}", hide_suggestions=True)
    assert len(kept._kept) == 100 // 7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Syntax Error: Unexpected <EOF>."),
        ("{", "Syntax Error: Expected Name, found <EOF>."),
        ("{ nope }", "Cannot query field 'nope' on type 'Query'."),
        ("query A { hello } query A { hello }", "There can be only one operation named 'A'."),
        ("{ hello } query B { hello }", "This anonymous operation must be the only defined operation."),
        ("fragment F on Query { hello }", "Fragment 'F' is never used."),
        ("{ ...F } fragment F on Query { ...F }", "Cannot spread fragment 'F' within itself."),
        ("type A { b: Int }", "The 'A' definition is not executable."),
        ('{ hello(name: "\\u0000") }', "A string has the character NUL."),
        ('{ value(of: {a: ["x\\u{0}"]}) }', "A string has the character NUL."),
        ("{ value(of: 9223372036854775808) }", "A number is out of range."),
        (f"{{ hello(count: {'9' * 5_000}) }}", "A number is out of range."),
        ("{ value(of: 1e999) }", "A number is out of range."),
    ],
)
def test_given_what_is_not_a_valid_document_when_read_then_bad_user_input(schema: GraphQLSchema, text: str, message: str) -> None:
    assert rejection(schema, text)[0] == ("BAD_USER_INPUT", message)


@pytest.mark.parametrize(
    "text",
    [
        "{ helo }",
        "{ hello(nam: 1) }",
        "{ hello(colour: GREE) }",
        "query ($a: Strin) { hello(name: $a) }",
        "{ hello @includ(if: true) }",
        'mutation { signIn(input: {email: "a", password: "b", colou: RED}) { userId } }',
        "fragment F on Quer { hello } { ...F }",
    ],
)
def test_given_a_near_miss_when_suggestions_are_hidden_then_no_name_of_the_schema_is_told(schema: GraphQLSchema, text: str) -> None:
    open_, hidden = rejection(schema, text, hide_suggestions=False), rejection(schema, text)
    assert "Did you mean" in str(open_) or "includ" in text
    assert "Did you mean" not in str(hidden)


def test_given_more_errors_than_anybody_reads_when_validated_then_it_stops(schema: GraphQLSchema) -> None:
    found = rejection(schema, "{" + "".join(f" nope{number}" for number in range(200)) + "}")
    assert len(found) == MOST_ERRORS + 1
    assert {code for code, _ in found} == {"BAD_USER_INPUT"}


COMPARED = "".join(f" fragment F{number} on Query {{ hello all {{ nodes {{ id }} }} }}" for number in range(200))


@pytest.mark.parametrize(
    "text",
    [
        "{ value(of: [" + "1 " * MOST_TOKENS + "]) }",
        "{ hello }" + "#\n" * 5_000,
        "{ value(of: " + "[" * 500 + "]" * 500 + ") }",
        "{" + " hello" * 300 + "}",
        "{" + " all { nodes { id } }" * 300 + "}",
        "{" + "".join(f" a{number}" for number in range(MOST_NAMES + 1)) + "}",
        "{" + "".join(f" ...F{number}" for number in range(200)) + "}" + COMPARED,
    ],
)
def test_given_a_document_that_is_long_to_look_at_when_read_then_too_complex_without_looking(
    schema: GraphQLSchema, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "validate", None)
    assert [code for code, _ in rejection(schema, text)] == ["QUERY_TOO_COMPLEX"]


def test_given_a_document_that_validation_gives_up_on_when_read_then_too_complex(
    schema: GraphQLSchema, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_REPETITION", 10**9)
    text = "{" + "".join(f" ...F{number}" for number in range(150)) + "}" + COMPARED.replace("hello", "hello " * 5)
    text = text[: text.index(" fragment F150")]
    monkeypatch.setattr(documents, "MOST_NAMES", 10**9)
    assert rejection(schema, text) == [("QUERY_TOO_COMPLEX", "The document takes too long to check.")]


def test_given_a_long_import_in_one_document_when_read_then_allowed(schema: GraphQLSchema) -> None:
    rows = "".join(f'{{email: "{number}@acme.example", firstName: "A", lastName: "B"}}' for number in range(200))
    assert list(read(schema, f"{{ value(of: [{rows}]) }}").operations) == [None]


@pytest.mark.parametrize(
    ("text", "name", "chosen"),
    [
        ("{ hello }", None, None),
        ("query A { hello }", None, "A"),
        ("query A { hello } query B { hello }", "B", "B"),
        ("query A { hello } mutation B { signOut }", "B", "B"),
    ],
)
def test_given_operations_when_one_is_asked_for_then_it_is_chosen(
    schema: GraphQLSchema, text: str, name: str | None, chosen: str | None
) -> None:
    assert read(schema, text).operation(name).name == chosen


@pytest.mark.parametrize(
    ("text", "name"),
    [("query A { hello }", "B"), ("{ hello }", "A"), ("query A { hello } query B { hello }", None), ("query A { hello }", "a")],
)
def test_given_operations_when_none_is_meant_then_bad_user_input(schema: GraphQLSchema, text: str, name: str | None) -> None:
    with pytest.raises(Rejected) as rejected:
        read(schema, text).operation(name)
    refused = rejected.value.errors[0].original_error
    assert isinstance(refused, Refused)
    assert refused.code == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("{ hello a: hello b: who }", {"hello": "hello", "a": "hello", "b": "who"}),
        ("{ ...F ... on Query { b: who ... { c: who } } } fragment F on Query { hello ...G } fragment G on Query { x: hello }",
         {"hello": "hello", "b": "who", "c": "who", "x": "hello"}),
        ("{ hello @skip(if: true) }", {"hello": "hello"}),
    ],
)  # fmt: skip
def test_given_fragments_when_read_then_all_root_fields_are_known(schema: GraphQLSchema, text: str, fields: dict[str, str]) -> None:
    assert read(schema, text).operation(None).root_fields == fields


def test_given_root_fragments_that_nest_when_read_then_each_is_looked_at_once(schema: GraphQLSchema) -> None:
    nested = "".join(f" fragment F{level} on Query {{ ...F{level + 1} ...F{level + 1} }}" for level in range(12))
    operation = read(schema, f"{{ ...F0 }}{nested} fragment F12 on Query {{ hello }}").operation(None)
    assert len(list(documents._fields(operation.node.selection_set, operation.fragments))) == 1


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("{ __typename }", True),
        ('{ __schema { queryType { name } } __type(name: "Node") { name } }', True),
        ("{ __typename hello }", False),
        ("{ ...F } fragment F on Query { __schema { description } who }", False),
        ('{ preview(token: "x") __typename }', True),
        ('{ preview(token: "x") ... { hello } }', False),
        ("mutation { signOut }", False),
        ("mutation { preview: signOut }", False),
        ("mutation { refresh }", True),
        ("mutation { refresh signOut }", False),
        ("mutation { ...F } fragment F on Mutation { refresh signOut @include(if: false) }", False),
    ],
)  # fmt: skip
def test_given_an_operation_when_asked_then_it_knows_whether_it_is_public(schema: GraphQLSchema, text: str, *, public: bool) -> None:
    operation = read(schema, text).operation(None)
    assert operation.is_public(frozenset({"Query.preview", "Mutation.refresh", "Query.signOut", "hello"})) is public


@pytest.mark.parametrize(
    ("text", "has_token"),
    [
        ('{ preview(token: "x") }', True),
        ("query ($t: String!) { preview(token: $t) }", True),
        ('query A { hello } query B { preview(token: "x") }', True),
        ('{ ...F } fragment F on Query { preview(token: "x") }', True),
        ('{ value(of: {a: [{token: "x"}]}) }', True),
        ("query ($token: String) { value(of: $token) }".replace("String", "JSON!"), True),
        ('{ hello(name: "token") }', False),
        ("{ hello } # token", False),
    ],
)
def test_given_a_document_when_read_then_it_knows_whether_it_names_a_token(schema: GraphQLSchema, text: str, *, has_token: bool) -> None:
    assert read(schema, text).has_token is has_token
