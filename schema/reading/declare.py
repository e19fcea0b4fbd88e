"""The words in which types are declared: where each value comes from and who may see it. No field has code that fetches.

Strawberry gets the types, arguments and descriptions; what is declared beyond that stands in each field's metadata, for the planner.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryOptional

from schema.core.sizes import WEIGHT
from schema.reading.expressions import Allowed, Expression, Path, Policy, Rowed, Sql
from schema.reading.list_arguments import list_arguments
from schema.reading.names import graphql_name
from schema.reading.sources import (
    READS,
    TABLES,
    Batch,
    Column,
    Computed,
    DeclarationError,
    Either,
    Identity,
    Inside,
    Link,
    Many,
    Narrowing,
    Nested,
    Noted,
    One,
    Order,
    Pages,
    Source,
    Table,
)

C = TypeVar("C", bound=type)
NARROWS = "narrows"
"""The key of a filter field's narrowing in Strawberry's metadata."""


def reads(
    model: Rowed | None, *, description: str, prefix: str | None = None, scope: Policy | None = None, noted: Noted | None = None
) -> Callable[[C], C]:
    """Declare a type that is read from a model's table, or from a relation (None: made of given facts).

    `prefix` is its kind of id; `scope` says for whom it exists when it is asked for by id. `noted(actor, id)` is told of each
    object that a root field found by its id; it only takes note, without the database. Lists and what stands below others don't tell.
    """

    def declare(cls: C) -> C:
        made = strawberry.type(cls, description=description)
        TABLES[made] = Table(model, prefix, scope, noted)
        _bind(made)
        return made

    return declare


def roots(*, description: str) -> Callable[[C], C]:
    """Declare the type of root fields; those that read say so like any other."""

    def declare(cls: C) -> C:
        made = strawberry.type(cls, description=description)
        _bind(made, all_read=False)
        return made

    return declare


def _bind(made: Any, *, all_read: bool = True) -> None:
    """Tell each source its name, its type and its field, and refuse what can't be read."""
    for field in made.__strawberry_definition__.fields:
        source: Source | None = field.metadata.get(READS)
        if source is None:
            if all_read:
                raise DeclarationError(f"{made.__name__}.{field.python_name} says not where it comes from")
            continue
        if source.field is None:  # an interface's field is bound where it is declared
            source.name, source.owner, source.field = graphql_name(field), made, field
        if isinstance(source, Column | One) and _unnamed(source):
            _name(source, field.python_name)
        if _can_be_hidden(source) and not isinstance(field.type, StrawberryOptional):
            raise DeclarationError(f"{made.__name__}.{field.python_name} can be hidden, so it must be nullable")


def _can_be_hidden(source: Source) -> bool:
    return source.visible is not None or (isinstance(source, One) and source.scope is not None)


HERE = Path("")
"""The column of the field's own name."""


def _unnamed(source: Column | One) -> bool:
    return (source.expression if isinstance(source, Column) else source.key) is HERE


def _name(source: Column | One, name: str) -> None:
    if isinstance(source, Column):
        source.expression = Path(name)
    else:
        source.key = Path(name)


def column(
    description: str, path: str | Expression | None = None, *, visible: Policy | None = None, convert: Callable[[Any], Any] | None = None
) -> Any:
    """A column of the row, of the field's own name unless a path (`parent.name`) says otherwise."""
    return declared_field(
        Column(expression=Path(path) if isinstance(path, str) else path or HERE, visible=visible, convert=convert), description
    )


def sql(description: str, text: str, *, visible: Policy | None = None, convert: Callable[[Any], Any] | None = None) -> Any:
    """A value that SQL computes over `{a}`."""
    return declared_field(Column(expression=Sql(text), visible=visible, convert=convert), description)


def allowed(description: str, policy: Policy) -> Any:
    """Whether a policy has the row: what who asks may do now."""
    return declared_field(Column(expression=Allowed(policy)), description)


def computed(
    description: str, function: Callable[..., Any], *needs: str | Expression, visible: Policy | None = None, weight: int = 1
) -> Any:
    """A pure function of values of the row. `weight` is as how many plain values it counts, where it is dear to make."""
    expressions = [Path(need) if isinstance(need, str) else need for need in needs]
    return declared_field(Computed(function=function, needs=expressions, visible=visible, weight=weight), description)


def one(description: str, key: str | Sql | None = None, *, scope: Policy | None = None, visible: Policy | None = None) -> Any:
    """Another object, by the relation of the field's own name unless told. Without a scope: named to whoever sees this one."""
    return declared_field(One(key=Path(key) if isinstance(key, str) else key or HERE, scope=scope, visible=visible), description)


def either(description: str, *choices: tuple[str | Sql, Callable[[], type[Any]], Policy], visible: Policy | None = None) -> Any:
    """An object of one of several types: the first whose id is there."""
    named = [(Path(key) if isinstance(key, str) else key, type_, scope) for key, type_, scope in choices]
    return declared_field(Either(choices=named, visible=visible), description)


def inside(description: str, *, absent: str | Sql | None = None, visible: Policy | None = None) -> Any:
    """An object made of values of this same row; null where `absent` is true."""
    missing: Expression | None = Path(absent) if isinstance(absent, str) else absent
    return declared_field(Inside(absent=missing, visible=visible), description)


def batch(
    description: str,
    function: Callable[..., Awaitable[Mapping[UUID, Any]]],
    *,
    arguments: Mapping[str, Any] | None = None,
    defaults: Mapping[str, Any] | None = None,
    visible: Policy | None = None,
    weight: int = 1,
) -> Any:
    """What one call says for all rows at once: `function(actor, ids, **arguments) -> {id: value}`, null for ids that it leaves out.

    Objects are shown by their attributes. Wrong arguments, and what the function refuses, are an error at each of the places.
    `weight` is as how many plain values one of them counts, where it is dear to make.
    """
    return declared_field(Batch(function=function, visible=visible, weight=weight), description, defaults, arguments)


def many(
    description: str,
    *,
    key: str | Link | None,
    scope: Policy,
    order: Order,
    parent: str = "id",
    visible: Policy | None = None,
    extensions: Sequence[Any] = (),
) -> Any:
    """A plain list of the rows whose `key` refers to this one, or to which a link leads from it (None: a root field's); for few."""
    source = Many(key=key, scope=scope, order=order, parent=Path(parent) if key else None, visible=visible)
    return declared_field(source, description, extensions=extensions)


def pages(
    description: str,
    *,
    key: str | Link | None,
    scope: Policy,
    order: Order,
    parent: str = "id",
    facts: Sequence[str] = (),
    filter_type: type[Any] | None = None,
    spread: bool = False,
    order_type: type[Any] | None = None,
    orders: Mapping[Any, Order] | None = None,
    visible: Policy | None = None,
    extensions: Sequence[Any] = (),
) -> Any:
    """Pages of the rows whose `key` refers to this one, or to which a link leads from it (None: a root field's list, all in the scope).

    With `spread` the fields of the filter are arguments of the list themselves. `facts` are those of the given ones around
    it that its scope and its rows say as parameters, `:name`.
    """
    source = Pages(
        key=key,
        scope=scope,
        order=order,
        orders=orders or {},
        parent=Path(parent) if key else None,
        facts=facts,
        filter_type=filter_type,
        spread=spread,
        visible=visible,
    )
    arguments, defaults = list_arguments(filter_type, order_type, spread=spread)
    return declared_field(source, description, defaults, arguments, extensions)


def identity(description: str) -> Any:
    """The row's own id."""
    return declared_field(Identity(), description)


def given(description: str) -> Any:
    """A fact of the field's own name, as it is; for types that are made of given facts."""
    return declared_field(Column(expression=HERE, convert=lambda value: value), description)


def nested(description: str) -> Any:
    """An object made of given facts, for types that are made of given facts themselves."""
    return declared_field(Nested(), description)


def narrows(
    description: str,
    sql: str,
    *,
    of: Expression | None = None,
    value: Callable[[Any], Any] | None = None,
    visible: Policy | Mapping[Any, Policy] | None = None,
    unless: bool = False,
    when: bool = False,
    each: str | None = None,
    among: str | None = None,
    default: Any = None,
) -> Any:
    """A field of a filter: a condition over `{a}`, `{value}` and `{of}`; with `unless` a switch that lifts it, with `when` one that sets.

    `each` is the condition for one value of a list, where an index has the rows of each in the list's order.
    `among` is the column of a relation that has one of the given values in every row that matches.
    """
    narrowing = Narrowing(sql, of, value, visible, unless, when, each, among)
    return strawberry.field(description=description, default=False if unless else default, metadata={NARROWS: narrowing})


def declared_field(
    source: Source,
    description: str,
    defaults: Mapping[str, Any] | None = None,
    arguments: Mapping[str, Any] | None = None,
    extensions: Sequence[Any] = (),
    returns: Any = None,
    field: Callable[..., Any] = strawberry.field,
) -> Any:
    """Strawberry's field, with a resolver that only says which arguments there are."""

    def resolver(self: Any, **_: Any) -> Any:
        raise DeclarationError(f"{type(self).__name__}.{source.name} is read by a plan, not resolved")

    kind, empty = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.empty
    parameters = [inspect.Parameter("self", kind)]
    for name, type_ in (arguments or {}).items():
        parameters.append(inspect.Parameter(name, kind, default=(defaults or {}).get(name, empty), annotation=type_))
    resolver.__signature__ = inspect.Signature(parameters, return_annotation=empty if returns is None else returns)  # type: ignore[attr-defined]  # a function has one
    resolver.__annotations__ = {**(arguments or {})} | ({} if returns is None else {"return": returns})
    metadata = {READS: source, WEIGHT: source.weight}
    return field(resolver=resolver, description=description, metadata=metadata, extensions=list(extensions))
