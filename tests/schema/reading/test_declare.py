"""Declarations: what can't be read refuses to start, and what is declared says everything that a reader needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import strawberry
from graphql import is_non_null_type

from app import models
from app.auth import actions, limits, managing, partnering, people, policies
from app.auth.actor import Actor
from app.auth.permissions import ACTING, PERMISSIONS, Permission
from app.auth.scopes import EVERYTHING, NOTHING, Scope
from app.core.ids import new_id
from app.core.runtime import Runtime
from app.models import Role
from schema.queries import Query
from schema.reading.declare import column, inside, many, one, reads, roots
from schema.reading.declare_roots import by_id
from schema.reading.expressions import Allowed, Depending, Expression, Path, Sql, name_of, to_sql, truth
from schema.reading.sources import READS, TABLES, DeclarationError, Either, One, Order, Rows, table_of
from schema.types.nodes import Node
from schema.types.pocs import Poc
from schema.types.users import User
from tests.schema.calling import SERVED


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Types of tests don't stay among those of the product."""
    before = dict(TABLES)
    yield
    TABLES.clear()
    TABLES.update(before)


# What refuses to start


def test_given_a_field_that_can_be_hidden_when_it_is_not_nullable_then_refused() -> None:
    with pytest.raises(DeclarationError, match=r"Bad\.name can be hidden, so it must be nullable"):

        @reads(models.Poc, description="Bad.")
        class Bad:
            name: str = column("The name.", visible=policies.pocs_as_staff)

    @reads(models.Poc, description="Good.")
    class Good:
        name: str | None = column("The name.", visible=policies.pocs_as_staff)

    assert table_of(Good).model is models.Poc


@pytest.mark.parametrize(
    "hidden",
    [
        inside("Inside.", visible=policies.pocs_as_staff),
        one("One.", "owner", visible=policies.pocs_as_staff),
        one("One in a scope.", "owner", scope=people.users),
    ],
    ids=["inside", "one", "scoped"],
)
def test_given_another_object_that_can_be_hidden_when_it_is_not_nullable_then_refused(hidden: Any) -> None:
    with pytest.raises(DeclarationError, match="must be nullable"):

        @reads(models.Poc, description="Bad.")
        class Bad:
            owner: User = hidden


def test_given_a_list_that_can_be_hidden_when_it_is_not_nullable_then_refused() -> None:
    with pytest.raises(DeclarationError, match="must be nullable"):

        @reads(models.Tenant, description="Bad.")
        class Bad:
            pocs: list[Poc] = many("POCs.", key="tenant", scope=policies.pocs, order=Order(Path("name")), visible=people.tenants_as_member)


def test_given_a_field_that_says_not_where_it_comes_from_when_declared_then_refused() -> None:
    with pytest.raises(DeclarationError, match=r"Bad\.name says not where it comes from"):

        @reads(models.Poc, description="Bad.")
        class Bad:
            name: str = strawberry.field(description="The name.")


def test_given_root_fields_when_declared_then_some_may_come_from_elsewhere() -> None:
    @roots(description="Some.")
    class Some:
        other: str = strawberry.field(description="From elsewhere.", default="x")
        poc: Poc | None = by_id("A POC.", lock=strawberry.extensions.FieldExtension())

    assert Some.__name__ == "Some"


def test_given_a_type_that_is_not_declared_when_looked_up_then_named() -> None:
    with pytest.raises(DeclarationError, match="Actor is not declared"):
        table_of(Actor)


def test_given_a_type_of_given_facts_when_its_rows_are_asked_for_then_there_are_none() -> None:
    @reads(None, description="Facts.")
    class Facts:
        name: str = column("A fact.")

    with pytest.raises(DeclarationError, match="has no rows"):
        table_of(Facts).with_model()


# What the product declares


def declared() -> list[tuple[str, Any, Any]]:
    """All fields that read, with their type and source."""
    types: list[Any] = [*TABLES, Query]
    return [
        (f"{type_.__name__}.{field.python_name}", type_, field.metadata[READS])
        for type_ in types
        for field in type_.__strawberry_definition__.fields
        if READS in field.metadata
    ]


def test_given_the_types_when_looked_through_then_every_source_knows_its_field() -> None:
    assert len(declared()) > 150
    assert [name for name, _, source in declared() if source.field is None or not source.name] == []


def test_given_what_can_be_hidden_when_served_then_it_is_nullable() -> None:
    hideable = [
        (type_.__strawberry_definition__.name, source.name)
        for _, type_, source in declared()
        if source.visible is not None or isinstance(source, Either) or (isinstance(source, One) and source.scope is not None)
    ]
    assert len(hideable) > 40
    assert [(name, field) for name, field in hideable if is_non_null_type(SERVED.type_map[name].fields[field].type)] == []  # type: ignore[attr-defined]


def test_given_a_kind_of_id_when_looked_up_then_one_type_has_it_and_says_for_whom_it_exists() -> None:
    kinds = [(table.prefix, type_) for type_, table in TABLES.items() if table.prefix is not None]
    assert len({prefix for prefix, _ in kinds}) == len(kinds)
    nodes = {type_ for type_ in TABLES if issubclass(type_, Node)}
    assert {type_ for _, type_ in kinds} == nodes
    assert [type_ for type_ in nodes if TABLES[type_].scope is None] == []


def test_given_the_lists_when_looked_through_then_each_is_in_a_scope_and_its_order_can_be_read_back() -> None:
    for name, _, source in declared():
        if isinstance(source, Rows):
            orders = [source.order, *source.orders.values()]
            assert {order.kind for order in orders} <= {"text", "instant", "day", "number"}, name
            assert len({order.name for order in source.orders.values()}) == len(source.orders), name


def test_given_an_order_when_it_is_named_then_alike_in_every_process() -> None:
    expressions: list[Expression] = [
        Path("customer.name"), Sql("lower({a}.name)"), Allowed(policies.pocs),
        Depending(policies.pocs_as_staff, Path("updated_at"), Path("shared_updated_at")),
    ]  # fmt: skip
    names = [name_of(expression) for expression in expressions]
    assert names == ["customer.name", "lower({a}.name)", "pocs", "updated_at for pocs_as_staff else shared_updated_at"]
    assert Order(Path("name")).name == "name asc"
    assert Order(Path("name"), descending=True).name == "name desc"


# Scopes

ACTORS = [
    Actor(),
    Actor(user_id=new_id()),
    *(Actor(user_id=new_id(), tenant_id=new_id(), roles=frozenset({role}), permissions=PERMISSIONS[role]) for role in Role),
    Actor(user_id=new_id(), tenant_id=new_id(), session_id=new_id(), permissions=ACTING, partner_id=new_id()),
    *(Actor(user_id=new_id(), tenant_id=new_id(), permissions=frozenset({permission})) for permission in Permission),
]
POLICIES = [
    policy
    for module in (policies, actions, managing, partnering, limits)
    for name, policy in vars(module).items()
    if getattr(policy, "__module__", None) == module.__name__ and list(getattr(policy, "__annotations__", ())) == ["actor", "return"]
]


def test_given_all_policies_when_asked_for_all_roles_then_a_name_means_one_condition(runtime: Runtime) -> None:
    """A plan is kept by the names of its scopes: two conditions of one name would show one caller what is for another."""
    assert len(POLICIES) > 90
    by_name: dict[str, set[str]] = {}
    for policy in POLICIES:
        for actor in ACTORS:
            scope: Scope = policy(actor)
            by_name.setdefault(scope.name, set()).add(scope.sql)
            assert ":" not in scope.sql.replace(":user", "").replace(":tenant", "").replace(":session", "").replace(":now", ""), scope
    assert {name: conditions for name, conditions in by_name.items() if len(conditions) > 1} == {}
    assert len(by_name) > 30


def test_given_nobody_when_any_policy_is_asked_then_nothing() -> None:
    assert [policy.__name__ for policy in POLICIES if policy(Actor()) != NOTHING] == []


def test_given_scopes_when_combined_then_the_plain_ones_decide() -> None:
    some = Scope("some", "{a}.x = 1")
    assert some | NOTHING == some == NOTHING | some
    assert some & EVERYTHING == some == EVERYTHING & some
    assert some | EVERYTHING == EVERYTHING
    assert some & NOTHING == NOTHING
    assert truth(EVERYTHING) == "1"
    assert truth(NOTHING) == "0"
    assert truth(some) == "(case when {a}.x = 1 then 1 else 0 end)"


def test_given_an_expression_that_depends_on_a_policy_when_it_decides_for_the_request_then_only_one_value_is_read() -> None:
    both = Depending(policies.pocs_as_staff, Path("updated_at"), Path("shared_updated_at"))
    admin, guest, engineer = ACTORS[2], ACTORS[1], ACTORS[4]
    assert to_sql(both, models.Poc, guest.rights) == '{a}."shared_updated_at"'
    assert "case when" in to_sql(both, models.Poc, admin.rights)
    assert to_sql(both, models.Poc, admin.rights) != to_sql(both, models.Poc, engineer.rights)
