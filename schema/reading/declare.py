"""The words in which types are declared: where each value comes from and who may see it. No field has code that fetches."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry.types import Info
from strawberry.types.base import StrawberryOptional
from tortoise.models import Model

from app.auth.actor import Actor
from schema.reading import general
from schema.reading.asking import graphql_name
from schema.reading.connections import ARGUMENTS, page
from schema.reading.expressions import Allowed, Expression, Path, Policy, Sql
from schema.reading.sources import (
    READS,
    TABLES,
    Batch,
    ById,
    Column,
    Computed,
    DeclarationError,
    Either,
    Identity,
    Inside,
    Many,
    Narrowing,
    Nested,
    One,
    Order,
    Pages,
    Rows,
    Source,
    Table,
)

C = TypeVar("C", bound=type)
NARROWS = "narrows"
"""The key of a filter field's narrowing in Strawberry's metadata."""


ABOUT = {"filter": "Which rows; all of them unless told.", "order_by": "In which order."}
"""The arguments that a list may have, besides those of a page."""


def reads(model: type[Model] | None, *, description: str, prefix: str | None = None, scope: Policy | None = None) -> Callable[[C], C]:
    """Declare a type that is read from a model's table (None: made of given facts).

    `prefix` is its kind of id; `scope` says for whom it exists when it is asked for by id.
    """

    def declare(cls: C) -> C:
        made = strawberry.type(cls, description=description)
        TABLES[made] = Table(model, prefix, scope)
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
    """A column of the row, of the field's own name unless a path (`customer.name`) says otherwise."""
    return _declared(
        Column(expression=Path(path) if isinstance(path, str) else path or HERE, visible=visible, convert=convert), description
    )


def sql(description: str, text: str, *, visible: Policy | None = None, convert: Callable[[Any], Any] | None = None) -> Any:
    """A value that SQL computes over `{a}`."""
    return _declared(Column(expression=Sql(text), visible=visible, convert=convert), description)


def allowed(description: str, policy: Policy) -> Any:
    """Whether a policy has the row: what the viewer may do now."""
    return _declared(Column(expression=Allowed(policy)), description)


def computed(description: str, function: Callable[..., Any], *needs: str | Sql, visible: Policy | None = None) -> Any:
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
    description: str, function: Callable[[Actor, Sequence[UUID]], Awaitable[Mapping[UUID, Any]]], *, visible: Policy | None = None
) -> Any:
    """What one statement says for all rows at once."""
    return _declared(Batch(function=function, visible=visible), description)


def many(description: str, *, key: str, scope: Policy, order: Order, parent: str = "id", visible: Policy | None = None) -> Any:
    """A plain list of the rows whose `key` refers to this one; for few."""
    return _declared(Many(key=key, scope=scope, order=order, parent=Path(parent), visible=visible), description)


def pages(
    description: str,
    *,
    key: str | None,
    scope: Policy,
    order: Order,
    parent: str = "id",
    filter_type: type[Any] | None = None,
    order_type: type[Any] | None = None,
    orders: Mapping[Any, Order] | None = None,
    visible: Policy | None = None,
    extensions: Sequence[Any] = (),
) -> Any:
    """Pages of the rows whose `key` refers to this one (None: a root field's list, all in the scope)."""
    source = Pages(key=key, scope=scope, order=order, orders=orders or {}, parent=Path(parent) if key else None, visible=visible)
    arguments = {"filter": filter_type, "order_by": order_type}
    return _declared(source, description, {name: type_ for name, type_ in arguments.items() if type_}, extensions)


def by_id(description: str, *, lock: Any) -> Any:
    """A root field: the object of the field's type with an id, for whom it exists; else null."""
    return _with_id(ById(), description, lock, "The id of the object.")


def root(resolver: Callable[..., Any], description: str, *, lock: Any) -> Any:
    """A root field that begins elsewhere than in a table: with the actor, a link, several ids."""
    return strawberry.field(resolver=resolver, description=description, extensions=[lock])


def node_by_id(description: str, *, lock: Any) -> Any:
    """The root field `node`: the object of any kind."""
    return _with_id(ById(any_kind=True), description, lock, "The id of an object of any kind.")


def _with_id(source: ById, description: str, lock: Any, about: str) -> Any:
    def resolver(self: Any, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description=about)]) -> Any:  # noqa: A002  # the API's name
        return general.resolve(source, self, info, {"id": id})

    resolver.__annotations__["id"] = Annotated[strawberry.ID, strawberry.argument(description=about)]
    return strawberry.field(resolver=resolver, description=description, metadata={READS: source}, extensions=[lock])


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
    visible: Policy | None = None,
    unless: bool = False,
) -> Any:
    """A field of a filter: a condition over `{a}`, `{value}` and `{of}`; with `unless` a switch that lifts the condition."""
    narrowing = Narrowing(sql, of, value, visible, unless)
    return strawberry.field(description=description, default=False if unless else None, metadata={NARROWS: narrowing})


def _declared(source: Source, description: str, arguments: Mapping[str, Any] | None = None, extensions: Sequence[Any] = ()) -> Any:
    if not isinstance(source, Rows):

        def resolver(self: Any, info: Info) -> Any:
            return general.resolve(source, self, info, {})

        return strawberry.field(resolver=resolver, description=description, metadata={READS: source}, extensions=list(extensions))
    return strawberry.field(
        resolver=_list_resolver(source, arguments or {}), description=description, metadata={READS: source}, extensions=list(extensions)
    )


def _list_resolver(source: Rows, arguments: Mapping[str, Any]) -> Callable[..., Any]:
    """A resolver whose signature has the arguments of this list, for Strawberry to read."""
    types: dict[str, Any] = {
        name: Annotated[type_ | None, strawberry.argument(description=ABOUT[name])] for name, type_ in arguments.items()
    }
    if isinstance(source, Pages):
        types |= ARGUMENTS

    def resolver(self: Any, info: Info, **given: Any) -> Any:
        return general.resolve(source, self, info, _arguments(source, given, arguments.get("filter")))

    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("self", kind), inspect.Parameter("info", kind, annotation=Info)]
    parameters += [inspect.Parameter(name, kind, default=None, annotation=type_) for name, type_ in types.items()]
    resolver.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # a function has one
    resolver.__annotations__ = {"info": Info, **types}
    return resolver


def _arguments(source: Rows, given: Mapping[str, Any], filter_type: type[Any] | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(source, Pages):
        found["page"] = page(*(given.get(name) for name in ARGUMENTS))
    if (order_by := given.get("order_by")) is not None:
        found["order"] = _directed(source.orders[order_by.field], descending=order_by.direction.value == "DESC")
    if filter_type is not None:
        found["narrowings"] = narrowings(given.get("filter") or filter_type())
    return found


def _directed(order: Order, *, descending: bool) -> Order:
    return Order(order.expression, order.kind, order.nullable, descending)


def narrowings(filter_: Any) -> dict[str, tuple[Narrowing, Any]]:
    """What a filter asks for, field by field."""
    definition = type(filter_).__strawberry_definition__
    return {graphql_name(field): (field.metadata[NARROWS], getattr(filter_, field.python_name)) for field in definition.fields}
