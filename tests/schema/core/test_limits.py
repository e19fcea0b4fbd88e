from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import GraphQLSchema, build_schema, get_introspection_query

from schema.core.documents import Documents, Operation
from schema.core.errors import Rejected, on_the_wire
from schema.core.limits import DEAREST, DEEPEST, MOST_ALIASES, MOST_FIELDS, MOST_ROOT_FIELDS, Limits
from schema.core.sizes import LARGEST_PAGE, LIST, PAGE, Measure, Size
from tests.schema.calling import EXECUTION

# Shaped as the API is, and with a way back from everything, so that fragments can nest without end.
SCHEMA = build_schema("""
    type Query { poc: Poc nodes(ids: [ID!]!): [Poc]! pocs(first: Int, last: Int): PocConnection people: [Person!]! all: PocConnection }
    type Poc { id: ID! name: String tags: [String!] owner: Person people: [Person!]! pocs(first: Int, last: Int): PocConnection }
    type Person { id: ID! name: String poc: Poc }
    type PocEdge { cursor: String node: Poc }
    type PageInfo { hasNextPage: Boolean! }
    type PocConnection { edges: [PocEdge!]! nodes: [Poc!]! pageInfo: PageInfo! totalCount: Int! }
""")


TWIN = """
    { ...Q }
    fragment Q on Query { pocs(first: 3) { ...C } }
    fragment C on PocConnection { edges { ...E } }
    fragment E on PocEdge { cursor node { ... on Poc { id } } }
"""


def operation(text: str) -> Operation:
    return Documents(SCHEMA).read(text, hide_suggestions=True).operation(None)


def measured(text: str, variables: Mapping[str, Any] | None = None) -> tuple[Size, int]:
    """The size of an operation, and how many selections were looked at to tell."""
    asked = operation(text)
    measure = Measure(SCHEMA, asked.fragments, variables or {})
    return measure.of_operation(asked.node), measure.looked_at


def refusal(text: str, variables: Mapping[str, Any] | None = None) -> str | None:
    try:
        Limits(SCHEMA).check(operation(text), variables or {})
    except Rejected as rejected:
        error = on_the_wire(rejected.errors, "")[0]
        assert error["extensions"]["code"] == "QUERY_TOO_COMPLEX"
        return str(error["message"])
    return None


@pytest.mark.parametrize(
    ("text", "variables", "cost"),
    [
        ("{ poc { id name } }", {}, 3),
        ("{ poc { tags owner { id } } }", {}, 4),
        ("{ people { id name } }", {}, 1 + LIST * 2),
        ("{ poc { people { poc { people { id } } } } }", {}, 1 + 1 + LIST * (1 + 1 + LIST)),
        ("{ pocs { nodes { id name } } }", {}, 2 + PAGE * 2),
        ("{ pocs { totalCount pageInfo { hasNextPage } nodes { id } } }", {}, 5 + PAGE),
        ("{ pocs(first: 3) { edges { cursor node { id } } } }", {}, 2 + 3 * 3),
        ("{ pocs(last: 3) { nodes { id } } }", {}, 2 + 3),
        ("{ pocs(first: 3, last: 7) { nodes { id } } }", {}, 2 + 7),
        ("{ pocs(first: 5) { nodes { id } edges { cursor } } }", {}, 3 + 5 + 5),
        ("{ pocs(first: 5) { nodes { pocs(first: 4) { nodes { id } } } } }", {}, 2 + 5 * (2 + 4)),
        ("{ all { nodes { id } } }", {}, 2 + PAGE),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {"n": 3}, 2 + 3),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {}, 2 + PAGE),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {"n": None}, 2 + PAGE),
        ("query ($n: Int = 4) { pocs(first: $n) { nodes { id } } }", {}, 2 + 4),
        ("query ($n: Int = 4) { pocs(first: $n) { nodes { id } } }", {"n": 6}, 2 + 6),
        ("query ($n: Int) { pocs(last: $n) { nodes { id } } }", {"n": "6"}, 2 + PAGE),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {"n": True}, 2 + PAGE),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {"n": 10**9}, 2 + LARGEST_PAGE),
        ("query ($n: Int) { pocs(first: $n) { nodes { id } } }", {"n": -5}, 2),
        ("{ pocs(first: 1000000) { nodes { id } } }", {}, 2 + LARGEST_PAGE),
        ('{ nodes(ids: ["a", "b", "c"]) { id name } }', {}, 1 + 3 * 2),
        ("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["a"] * 7}, 1 + 7),
        # the twin by fragments costs the same
        (TWIN, {}, 2 + 3 * 3),
        # and fragments count wherever they are used
        ("{ a: poc { ...F } b: poc { ...F } } fragment F on Poc { id name }", {}, 6),
        ("{ a: pocs(first: 2) { ...C } b: pocs(first: 5) { ...C } } fragment C on PocConnection { nodes { id } totalCount }", {}, 13),
    ],
)  # fmt: skip
def test_given_an_operation_when_measured_then_lists_multiply(text: str, variables: dict[str, Any], cost: int) -> None:
    assert measured(text, variables)[0].cost == cost


def test_given_an_operation_when_measured_then_depth_fields_and_aliases_are_counted_through_fragments() -> None:
    plain, _ = measured("{ a: poc { owner { b: name } } poc { id } }")
    twin, _ = measured("{ ...Q } fragment Q on Query { a: poc { ... { ...P } } poc { id } } fragment P on Poc { owner { b: name } }")
    assert (plain.depth, plain.fields, plain.aliases) == (3, 5, 2)
    assert plain == twin


def nested(levels: int, selection: str) -> str:
    """A document in which each fragment uses the next one several times: without remembering, a million steps and more."""
    fragments = "".join(f" fragment F{level} on Poc {{ {selection.replace('NEXT', f'...F{level + 1}')} }}" for level in range(levels))
    return f"{{ poc {{ ...F0 }} }}{fragments} fragment F{levels} on Poc {{ id }}"


@pytest.mark.parametrize(
    ("selection", "spreads"),
    [
        ("NEXT NEXT NEXT", 3),
        ("NEXT ... { NEXT } ... on Poc { NEXT }", 5),
    ],
)
def test_given_fragments_that_nest_without_depth_when_measured_then_each_is_looked_at_once(selection: str, spreads: int) -> None:
    size, looked_at = measured(nested(13, selection))
    assert size.fields == 1 + 3**13
    assert looked_at == 2 + 13 * spreads + 1
    assert refusal(nested(13, selection)) == f"The operation asks for far too many fields; at most {MOST_FIELDS} are allowed."


def test_given_fragments_that_nest_deeply_when_measured_then_each_is_looked_at_once() -> None:
    text = nested(6, "owner { poc { NEXT NEXT } } pocs { nodes { NEXT } edges { node { NEXT } } }")
    size, looked_at = measured(text)
    assert size.depth == 2 + 6 * 3
    assert looked_at == 2 + 6 * 10 + 1
    assert refusal(text) == f"The operation asks for {2 + 6 * 3} levels; at most {DEEPEST} are allowed."


def deep(levels: int) -> str:
    return "{" + "poc{owner{" * (levels // 2) + "id" + "}}" * (levels // 2) + "}"


FULL_PAGE = "{ pocs(first: 100) { nodes { pocs(first: $n) { nodes { id name tags tags2: tags } } } } }"


@pytest.mark.parametrize(
    ("allowed", "refused", "message"),
    [
        (deep(DEEPEST - 1), deep(DEEPEST + 1), f"{DEEPEST + 1 + 1} levels; at most {DEEPEST}"),
        ("{" + "".join(f" a{n}: poc {{ id }}" for n in range(MOST_ROOT_FIELDS)) + "}",
         "{" + "".join(f" a{n}: poc {{ id }}" for n in range(MOST_ROOT_FIELDS + 1)) + "}",
         f"{MOST_ROOT_FIELDS + 1} fields at its root; at most {MOST_ROOT_FIELDS}"),
        ("{" + "".join(f" a{n}: poc {{ id }}" for n in range(MOST_ROOT_FIELDS)) + "}",
         "{ ...F } fragment F on Query {" + "".join(f" a{n}: poc {{ id }}" for n in range(MOST_ROOT_FIELDS + 1)) + "}",
         f"{MOST_ROOT_FIELDS + 1} fields at its root; at most {MOST_ROOT_FIELDS}"),
        ("{ poc {" + "".join(f" a{n}: id" for n in range(MOST_ALIASES)) + "} }",
         "{ poc {" + "".join(f" a{n}: id" for n in range(MOST_ALIASES + 1)) + "} }",
         f"{MOST_ALIASES + 1} aliases; at most {MOST_ALIASES}"),
        ("{ poc { ...F } } fragment F on Poc {" + "".join(f" a{n}: id" for n in range(MOST_ALIASES // 2)) + "}",
         "{ poc { ...F owner { poc { ...F } } people { poc { ...F } } } } fragment F on Poc {"
         + "".join(f" a{n}: id" for n in range(MOST_ALIASES // 2)) + "}",
         f"{MOST_ALIASES * 3 // 2} aliases; at most {MOST_ALIASES}"),
        ("{ poc { ...F } } fragment F on Poc {" + " id name" * 60 + "}",
         "{" + "".join(f" a{n}: poc {{ ...F }}" for n in range(9)) + "} fragment F on Poc {" + " id name" * 60 + "}",
         f"{9 * 121} fields; at most {MOST_FIELDS}"),
        ("{ pocs(first: 100) { nodes { pocs(first: 100) { nodes { id name tags } } } } }",
         "{ pocs(first: 100) { nodes { pocs(first: 100) { nodes { id name tags owner { id } } } } } }",
         f"50202 values, by the sizes of its pages; at most {DEAREST}"),
        ("{ pocs(first: 10) { nodes { pocs(first: 10) { nodes { pocs(first: 10) { nodes { id } } } } } } }",
         "{ pocs { nodes { pocs { nodes { pocs { nodes { pocs { nodes { id } } } } } } } } }",
         f"values, by the sizes of its pages; at most {DEAREST}"),
    ],
)  # fmt: skip
def test_given_as_much_as_is_allowed_and_a_little_more_when_checked_then_only_that_is_too_complex(
    allowed: str, refused: str, message: str
) -> None:
    assert refusal(allowed) is None
    assert message in str(refusal(refused))


def test_given_a_size_in_a_variable_when_checked_again_with_a_larger_one_then_too_complex() -> None:
    asked = operation(
        "query ($n: Int!, $m: Int = 100) { pocs(first: $n) { nodes { pocs(first: $m) { nodes { id name tags people { id } } } } } }"
    )
    limits = Limits(SCHEMA)
    limits.check(asked, {"n": 10})
    limits.check(asked, {"n": 10})
    for too_much in ({"n": 100}, {"n": 100, "m": 99}, {"n": 50, "m": None}.copy() | {"m": 100}):
        with pytest.raises(Rejected):
            limits.check(asked, too_much)
    limits.check(asked, {"n": 100, "m": 1})
    assert len(asked.passed) == 2


def test_given_any_number_of_sizes_when_checked_then_only_some_are_remembered() -> None:
    asked = operation("query ($n: Int!, $m: Int!) { a: pocs(first: $n) { nodes { id } } b: pocs(first: $m) { nodes { id } } }")
    limits = Limits(SCHEMA)
    for number in range(300):
        limits.check(asked, {"n": number % 100, "m": number // 100})
    assert len(asked.passed) == 100


INTROSPECTION = get_introspection_query(
    specified_by_url=True, directive_is_repeatable=True, schema_description=True, input_value_deprecation=True, one_of=True
)


@pytest.mark.parametrize(
    "text",
    [
        INTROSPECTION,
        get_introspection_query(),
        get_introspection_query(descriptions=False),
        "{ __typename __schema { queryType { name } } poc { id } }",
        '{ __type(name: "Poc") { name fields { name type { name kind ofType { name kind ofType { name } } } } } }',
    ],
)
def test_given_what_tools_ask_of_a_schema_when_checked_then_allowed(text: str) -> None:
    assert refusal(text) is None


NESTED = """
    { __schema { types { fields { name type { name fields {
        name description isDeprecated deprecationReason type { name kind description specifiedByURL }
    } } } } } }
"""
ALIASED = "{ __schema { types { SAME } } }".replace(
    "SAME", " ".join(f"a{n}: fields {{ name description type {{ name kind ofType {{ name kind }} }} }}" for n in range(45))
)
REPEATED = """
    { ROOT }
    fragment T on __Type { fields { name type { fields {
        name description isDeprecated args { name description type { name } } type { name kind ofType { name kind } }
    } } } }
""".replace("ROOT", " ".join(f'a{n}: __type(name: "Poc") {{ ...T }}' for n in range(20)))
TWICE = INTROSPECTION.replace("__schema {", "a: __schema { ...A } __schema {") + " fragment A on __Schema { types { ...FullType } }"


@pytest.mark.parametrize("text", [TWICE, NESTED, ALIASED, REPEATED])
def test_given_more_than_tools_ask_of_a_schema_when_checked_then_too_complex(text: str) -> None:
    assert "values about the schema" in str(refusal(text))


def test_given_another_schema_when_limits_are_made_then_they_are_told_from_it() -> None:
    bare: GraphQLSchema = build_schema("type Query { a: Int }")
    Limits(bare).check(Documents(bare).read(INTROSPECTION, hide_suggestions=True).operation(None), {})


def test_given_a_field_that_is_dear_when_many_of_it_are_asked_for_then_too_complex() -> None:
    def check(pocs: int) -> None:
        text = f"{{ pocs(first: {pocs}) {{ nodes {{ report(audience: CUSTOMER) {{ content }} }} }} }}"
        Limits(EXECUTION.schema).check(Documents(EXECUTION.schema).read(text, hide_suggestions=True).operation(None), {})

    check(20)
    with pytest.raises(Rejected):
        check(30)
