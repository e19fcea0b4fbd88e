"""The words in which types are declared: where each value comes from and who may see it. No field has code that fetches.

Strawberry gets the types, arguments and descriptions; what is declared beyond that stands in each field's metadata, for the planner.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.types.base import StrawberryOptional
from tortoise.models import Model

from schema.core.sizes import WEIGHT
from schema.reading.connections import ARGUMENTS
from schema.reading.expressions import Allowed, Expression, Path, Policy, Sql
from schema.reading.names import graphql_name
from schema.reading.sources import (
    READS,
    TABLES,
    Batch,
    ById,
    Column,
    Computed,
    DeclarationError,
    Either,
    Given,
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


ABOUT = {"filter": "Which rows; all of them unless told.", "order_by": "In which order."}
"""The arguments that a list may have, besides those of a page."""


def reads(
    model: type[Model] | None, *, description: str, prefix: str | None = None, scope: Policy | None = None, noted: Noted | None = None
) -> Callable[[C], C]:
    """Declare a type that is read from a model's table (None: made of given facts).

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
    return _declared(
        Column(expression=Path(path) if isinstance(path, str) else path or HERE, visible=visible, convert=convert), description
    )


def sql(description: str, text: str, *, visible: Policy | None = None, convert: Callable[[Any], Any] | None = None) -> Any:
    """A value that SQL computes over `{a}`."""
    return _declared(Column(expression=Sql(text), visible=visible, convert=convert), description)


def allowed(description: str, policy: Policy) -> Any:
    """Whether a policy has the row: what who asks may do now."""
    return _declared(Column(expression=Allowed(policy)), description)


def computed(description: str, function: Callable[..., Any], *needs: str | Expression, visible: Policy | None = None) -> Any:
    """A pure function of values of the row."""
    expressions = [Path(need) if isinstance(need, str) else need for need in needs]
    return _declared(Computed(function=function, needs=expressions, visible=visible), description)


def one(description: str, key: str | None = None, *, scope: Policy | None = None, visible: Policy | None = None) -> Any:
    """Another object, by the relation of the field's own name unless told. Without a scope: named to whoever sees this one."""
    return _declared(One(key=Path(key) if key else HERE, scope=scope, visible=visible), description)


def either(description: str, *choices: tuple[str | Sql, Callable[[], type[Any]], Policy], visible: Policy | None = None) -> Any:
    """An object of one of several types: the first whose id is there."""
    named = [(Path(key) if isinstance(key, str) else key, type_, scope) for key, type_, scope in choices]
    return _declared(Either(choices=named, visible=visible), description)


def inside(description: str, *, absent: str | Sql | None = None, visible: Policy | None = None) -> Any:
    """An object made of values of this same row; null where `absent` is true."""
    missing: Expression | None = Path(absent) if isinstance(absent, str) else absent
    return _declared(Inside(absent=missing, visible=visible), description)


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
    return _declared(Batch(function=function, visible=visible, weight=weight), description, defaults, arguments)


def many(description: str, *, key: str | Link, scope: Policy, order: Order, parent: str = "id", visible: Policy | None = None) -> Any:
    """A plain list of the rows whose `key` refers to this one, or to which a link leads from it; for few."""
    return _declared(Many(key=key, scope=scope, order=order, parent=Path(parent), visible=visible), description)


def pages(
    description: str,
    *,
    key: str | Link | None,
    scope: Policy,
    order: Order,
    parent: str = "id",
    filter_type: type[Any] | None = None,
    order_type: type[Any] | None = None,
    orders: Mapping[Any, Order] | None = None,
    visible: Policy | None = None,
    extensions: Sequence[Any] = (),
) -> Any:
    """Pages of the rows whose `key` refers to this one, or to which a link leads from it (None: a root field's list, all in the scope)."""
    source = Pages(
        key=key,
        scope=scope,
        order=order,
        orders=orders or {},
        parent=Path(parent) if key else None,
        filter_type=filter_type,
        visible=visible,
    )
    choices = {"filter": filter_type, "order_by": order_type}
    arguments = {name: Annotated[type_ | None, strawberry.argument(description=ABOUT[name])] for name, type_ in choices.items() if type_}
    return _declared(source, description, dict.fromkeys(arguments | ARGUMENTS, None), arguments | ARGUMENTS, extensions)


def by_id(description: str, *, lock: Any) -> Any:
    """A root field: the object of the field's type with an id, for whom it exists; else null."""
    return _declared(ById(), description, {}, {"id": _argument(strawberry.ID, "The id of the object.")}, [lock])


def node_by_id(description: str, *, lock: Any) -> Any:
    """The root field `node`: the object of any kind."""
    return _declared(ById(any_kind=True), description, {}, {"id": _argument(strawberry.ID, "The id of an object of any kind.")}, [lock])


def nodes_by_id(description: str, *, lock: Any) -> Any:
    """The root field `nodes`: objects of any kind, in the order of their ids, null where `node` is null."""
    argument = _argument(list[strawberry.ID], "At most 100 ids of any kind.")
    return _declared(ById(any_kind=True, several=True), description, {}, {"ids": argument}, [lock])


def root(
    function: Callable[..., Awaitable[Mapping[str, Any] | None]],
    description: str,
    *,
    lock: Any,
    arguments: Mapping[str, Any] | None = None,
    returns: Any = None,
    field: Callable[..., Any] = strawberry.field,
) -> Any:
    """A root field that begins elsewhere than in a table: `function(context, **arguments)` answers with facts, or None."""
    return _declared(Given(function=function), description, {}, arguments or {}, [lock], returns, field)


def _argument(type_: Any, description: str) -> Any:
    return Annotated[type_, strawberry.argument(description=description)]


def identity(description: str) -> Any:
    """The row's own id."""
    return _declared(Identity(), description)


def given(description: str) -> Any:
    """A fact of the field's own name, as it is; for types that are made of given facts."""
    return _declared(Column(expression=HERE, convert=lambda value: value), description)


def nested(description: str) -> Any:
    """An object made of given facts, for types that are made of given facts themselves."""
    return _declared(Nested(), description)


def narrows(
    description: str,
    sql: str,
    *,
    of: Expression | None = None,
    value: Callable[[Any], Any] | None = None,
    visible: Policy | Mapping[Any, Policy] | None = None,
    unless: bool = False,
) -> Any:
    """A field of a filter: a condition over `{a}`, `{value}` and `{of}`; with `unless` a switch that lifts the condition."""
    narrowing = Narrowing(sql, of, value, visible, unless)
    return strawberry.field(description=description, default=False if unless else None, metadata={NARROWS: narrowing})


def _declared(
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
