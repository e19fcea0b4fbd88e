"""What is served against the contract: nothing of it breaks, what is not there yet is listed, and each lock is the promised one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    find_breaking_changes,
    print_ast,
)

from app.auth.permissions import Permission
from schema.core.permissions import locks_of
from schema.schema import schema

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXT = (HERE / "contract.graphql").read_text("utf-8")
NOT_YET = HERE / "not_yet.txt"
CONTRACT = build_schema(TEXT)
SERVED = build_schema(schema.as_str())
ELEMENTS = GraphQLField | GraphQLArgument | GraphQLInputField


def breaking(served: GraphQLSchema) -> list[str]:
    """What a client of the contract would miss, one line each."""
    return sorted(f"{change.type.name} {change.description}" for change in find_breaking_changes(CONTRACT, served))


def elements(graph: GraphQLSchema) -> Iterator[tuple[str, ELEMENTS]]:
    """All fields, input fields and arguments by their names, e.g. `Query.poc(id)`."""
    for name, type_ in graph.type_map.items():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType) and not name.startswith("__"):
            for field_name, field in type_.fields.items():
                yield f"{name}.{field_name}", field
                if isinstance(field, GraphQLField):
                    for argument_name, argument in field.args.items():
                        yield f"{name}.{field_name}({argument_name})", argument


def default(element: ELEMENTS) -> str | None:
    """What it is when it is left out; an explicit null is the same as none."""
    written = None if isinstance(element, GraphQLField) else getattr(element.default, "literal", None)
    return None if written is None or (text := print_ast(written)) == "null" else text


# The shape


def test_given_the_contract_when_compared_then_exactly_what_is_listed_is_missing() -> None:
    listed = NOT_YET.read_text("utf-8").splitlines()
    assert listed == sorted(set(listed)), "the list is sorted, each line once"
    missing = breaking(SERVED)
    assert [line for line in missing if line not in listed] == [], "missing, and not on the list"
    assert [line for line in listed if line not in missing] == [], "on the list, and there by now"


def test_given_a_schema_that_lost_a_field_when_compared_then_it_is_named() -> None:
    lost = build_schema(schema.as_str().replace("  customerName: String!\n", "  name2: String!\n"))
    assert "FIELD_REMOVED Field Poc.customerName was removed." in breaking(lost)


def test_given_what_is_there_when_compared_then_types_and_defaults_are_exactly_those_of_the_contract() -> None:
    """Stricter than breaking: a field that became non-null takes more of an answer with it when it is refused."""
    served = dict(elements(SERVED))
    promised = [(name, element) for name, element in elements(CONTRACT) if name in served]
    assert len(promised) > 400
    assert [
        f"{name}: {element.type} = {default(element)}, served {served[name].type} = {default(served[name])}"
        for name, element in promised
        if (str(element.type), default(element)) != (str(served[name].type), default(served[name]))
    ] == []


def test_given_the_contract_beside_the_checkout_when_compared_then_the_copy_here_is_the_same() -> None:
    beside = ROOT.parent / "shared" / "contract" / "schema.graphql"
    if not beside.exists():
        pytest.skip("the contract is not beside this checkout")
    assert beside.read_text("utf-8") == TEXT


def test_given_the_committed_sdl_when_compared_then_it_is_what_is_served() -> None:
    committed = (ROOT / "schema.graphql").read_text("utf-8")
    assert committed.rstrip("\n") == schema.as_str().rstrip("\n"), "make it anew: python -m app print-schema > schema.graphql"


# The words


def undescribed(graph: GraphQLSchema) -> list[str]:
    """Types, fields, arguments and enum values without a description."""
    types = {name: type_ for name, type_ in graph.type_map.items() if not name.startswith("__")}
    values = {
        f"{name}.{key}": value for name, type_ in types.items() if isinstance(type_, GraphQLEnumType) for key, value in type_.values.items()
    }
    named = {**types, **values, **dict(elements(graph))}
    return [name for name, element in named.items() if not (element.description or "").strip()]


def test_given_the_served_schema_when_walked_then_everything_has_a_description() -> None:
    assert undescribed(SERVED) == []


def test_given_something_without_a_description_when_walked_then_it_is_named() -> None:
    bare = build_schema('"""Q"""\ntype Query { a(b: Int): E }\n"""E"""\nenum E { X }')
    assert undescribed(bare) == ["E.X", "Query.a", "Query.a(b)"]


# The locks

PERMISSIONS = {permission.value for permission in Permission}
ROOT_FIELD = re.compile(r"^  (\w+)(?:\(.*?\))?: [^#]+?  # (.+)$", re.MULTILINE)
EITHER_SIDE = "PARTNERSHIPS_MANAGE or PARTNER_CONSENT on the partnership"
WORDS = {
    "public": "PUBLIC",
    "public, limited": "PUBLIC",
    "signed in": "SIGNED_IN",
    "signed in as oneself": "ONESELF",
    "partner: PARTNERSHIPS_MANAGE; customer: PARTNER_CONSENT": EITHER_SIDE,
    "the side that proposed": EITHER_SIDE,
    "the side that did not propose": EITHER_SIDE,
    "the actor; partner: PARTNERSHIPS_MANAGE; customer: PARTNER_CONSENT": f"SIGNED_IN as the actor, or {EITHER_SIDE}",
    "participant": "SIGNED_IN on the POC as a participant",
    "on the POC: staff or participant": "SIGNED_IN on the POC as its staff or a participant",
    "participant with canSign": "SIGNED_IN on the POC as a participant who may sign",
    # By the contract's locks of inviteCustomer and inviteUser.
    "as for inviting its kind": (
        "PARTICIPANTS_INVITE or MEMBERS_MANAGE or PORTAL_INVITE or CUSTOMERS_MANAGE on the subject of the invitation"
    ),
}

OF_ITS_AUTHOR = {
    "Mutation.editComment": "SIGNED_IN on the comment as its author",
    "Mutation.deleteComment": "SIGNED_IN on the comment as its author, or with POCS_MANAGE on the POC",
}
"""Two fields for which the contract has one comment."""


def comments() -> dict[str, str]:
    """The comment behind each root field of the contract, by `Query.viewer`."""
    found: dict[str, str] = {}
    for root in ("Query", "Mutation"):
        block = TEXT.split(f"\ntype {root} {{", 1)[1].split("\n}", 1)[0]
        found |= {f"{root}.{name}": comment for name, comment in ROOT_FIELD.findall(block)}
    return found


def promised(comment: str) -> str:
    """What the SDL has to show for a comment; what stands after a semicolon or in brackets is answered elsewhere."""
    words = re.sub(r" \(.*\)", "", comment)
    if stages := re.fullmatch(r"a prospect: (\w+); else (\w+)", words):
        return f"{stages[1]} or {stages[2]} on the customer"
    if places := re.fullmatch(r"(\w+); (?:at a customer|with customerId): (\w+), MANAGE_ON_BEHALF", words):
        return f"{places[1]} or {places[2]}"
    lock = words if words in WORDS else words.split(";")[0]
    if lock in WORDS:
        return WORDS[lock]
    if lock.startswith("as "):
        return promised(comments()[f"Query.{lock.removeprefix('as ')}"])
    on_the_poc = " on the POC" if lock.endswith(" on the POC") else ""
    needed = re.split(r", | or ", lock.removesuffix(on_the_poc))
    assert PERMISSIONS.issuperset(needed), f"what does {comment!r} mean?"
    return " or ".join(needed) + on_the_poc


def shown(graph: GraphQLSchema) -> dict[str, str]:
    """The locks that an SDL shows, by `Query.viewer`."""
    return {
        f"{root.name}.{name}": argument.value.value
        for root in (graph.query_type, graph.mutation_type)
        if root is not None
        for name, field in root.fields.items()
        for directive in (field.ast_node.directives if field.ast_node else ())
        for argument in directive.arguments
        if directive.name.value == "lock"
    }


def test_given_the_contract_when_parsed_then_each_root_field_has_its_comment() -> None:
    fields = {f"{root.name}.{name}" for root in (CONTRACT.query_type, CONTRACT.mutation_type) if root for name in root.fields}
    assert comments().keys() == fields


@pytest.mark.parametrize("field", sorted(locks_of(schema)))
def test_given_a_root_field_when_its_lock_is_shown_then_it_is_the_promised_one(field: str) -> None:
    assert shown(SERVED)[field] == (OF_ITS_AUTHOR.get(field) or promised(comments()[field]))
