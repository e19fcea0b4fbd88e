"""Sources: what a declared field says about where its value comes from. Data only; the executors do the reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tortoise.models import Model

from app.auth.actor import Actor, Holder
from app.auth.scopes import EVERYTHING, Scope
from schema.reading.expressions import Expression, Policy, Rowed, name_of

Noted = Callable[[Actor, UUID], None]
READS = "reads"
"""The key of a field's source in Strawberry's metadata."""


@dataclass(slots=True, kw_only=True)
class Source:
    """What every declared field has. `name`, `owner` and Strawberry's `field` are filled in when the type is declared."""

    visible: Policy | None = None
    """For which rows it is open; hidden values are null."""
    weight: int = 1
    """As how many plain values it counts in what an operation may ask for."""
    name: str = ""
    owner: type[Any] | None = None
    field: Any = None


@dataclass(slots=True, kw_only=True)
class Column(Source):
    """One value of the row, perhaps passed through a pure function."""

    expression: Expression
    convert: Callable[[Any], Any] | None = None
    """From what the database has to what the field shows; found from the field's type unless given."""


@dataclass(slots=True, kw_only=True)
class Identity(Source):
    """The row's own id, with the prefix of its type."""


@dataclass(slots=True, kw_only=True)
class Computed(Source):
    """A pure function of several values of the row."""

    function: Callable[..., Any]
    needs: Sequence[Expression]


@dataclass(slots=True, kw_only=True)
class One(Source):
    """Another row, by its id. Without a scope it is shown to whoever sees this row."""

    key: Expression
    scope: Policy | None = None


@dataclass(slots=True, kw_only=True)
class Either(Source):
    """One of several kinds of rows (a union or interface): the first whose id is there."""

    choices: Sequence[tuple[Expression, Callable[[], type[Any]], Policy]]


@dataclass(slots=True, kw_only=True)
class Inside(Source):
    """An object made of values of this same row; null where `absent` says so."""

    absent: Expression | None = None


@dataclass(slots=True, kw_only=True)
class Nested(Source):
    """An object made of given facts, which stand among this object's facts under the field's name."""


@dataclass(slots=True, kw_only=True)
class Batch(Source):
    """What one call can say for many rows at once: `(actor, ids, **arguments) -> {id: value}`, null for ids that it leaves out."""

    function: Callable[..., Awaitable[Mapping[UUID, Any]]]


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: a value of the row, and how to read it back from a cursor."""

    expression: Expression
    kind: str = "text"
    """text, instant, day or number."""
    nullable: bool = False
    """Rows without the value come last, in both directions."""
    descending: bool = False
    visible: Policy | None = None
    """For which rows the value is open; the expression has none for others."""

    @property
    def name(self) -> str:
        """What the order is called in cursors."""
        return f"{name_of(self.expression)} {'desc' if self.descending else 'asc'}"


@dataclass(frozen=True, slots=True)
class Link:
    """A table between rows and others: `here` refers to the row that has the list, `there` to each that is in it."""

    model: type[Model]
    here: str
    there: str


@dataclass(slots=True, kw_only=True)
class Rows(Source):
    """Which rows a list has, in a scope: those whose `key` is this row's `parent`, or to which a link leads from it.

    A root list has neither.
    """

    scope: Policy
    key: str | Link | None = None
    parent: Expression | None = None
    orders: Mapping[Any, Order] = dataclasses.field(default_factory=dict)
    """By the values of the order argument."""
    order: Order
    """Unless asked otherwise. Ties are broken by id."""
    filter_type: type[Any] | None = None
    spread: bool = False
    """Whether the fields of the filter are arguments themselves."""
    facts: Sequence[str] = ()
    """Of given facts that the list stands among: those that its SQL says as parameters, `:name`."""


@dataclass(slots=True, kw_only=True)
class Many(Rows):
    """All of them, as a plain list; for few."""


@dataclass(slots=True, kw_only=True)
class Pages(Rows):
    """A page of them, as a Relay connection."""


@dataclass(slots=True, kw_only=True)
class ById(Source):
    """A root field's object by its id, or several by theirs: of the field's type, or of any kind (`node`), for whom they exist."""

    any_kind: bool = False
    several: bool = False


@dataclass(slots=True, kw_only=True)
class Given(Source):
    """A root field that begins with facts: `(context, **arguments) -> facts`, None for no object; of a list one after the other."""

    function: Callable[..., Awaitable[Mapping[str, Any] | Sequence[Mapping[str, Any]] | None]]


@dataclass(slots=True, kw_only=True)
class Chosen(Source):
    """A root field's object whose id a function says, or several in its order: `(context, **arguments) -> ids`, for whom they exist."""

    function: Callable[..., Awaitable[Sequence[UUID]]]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a field of a filter does: a condition over `{a}`, `{value}` and `{of}`, perhaps only where a policy opens the row.

    `visible` may have a policy for some of the values alone; the others are open to everybody. What `value` makes of what is
    given is `{value}`, or, where it makes several by name, each of these.
    `unless` is for a switch (`includeArchived`): the condition holds as long as it is off or left out; `when` for one with
    which it holds only while it is on. `each` is the condition for a single value of a list: each is then looked for by itself,
    in the list's order, so that an index finds the first rows of all of them. `among` is the column that has one of the given
    values in every row that matches: arms of a relation that never have one are not read.
    """

    sql: str
    of: Expression | None = None
    value: Callable[[Any], Any] | None = None
    visible: Policy | Mapping[Any, Policy] | None = None
    unless: bool = False
    when: bool = False
    each: str | None = None
    among: str | None = None

    def opened(self, given: object, rights: Holder) -> Scope:
        """The rows that may be narrowed by a value."""
        policy = self.visible.get(given) if isinstance(self.visible, Mapping) else self.visible
        return EVERYTHING if policy is None else policy(rights)

    def values(self, given: object) -> Mapping[str, object]:
        """What stands in the condition, by name."""
        made = self.value(given) if self.value else given
        return made if isinstance(made, Mapping) else {"value": made}


class DeclarationError(Exception):
    """A type is declared in a way that can't be read; raised at start."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a declared type is read from, and its kind of id."""

    model: Rowed | None
    prefix: str | None
    scope: Policy | None
    noted: Noted | None = None
    """Who is told of each object that a root field finds by its id."""

    def with_model(self) -> Rowed:
        """The model; a type of given facts has none."""
        if self.model is None:
            raise DeclarationError("a type of given facts has no rows")
        return self.model


TABLES: dict[type[Any], Table] = {}
"""By declared type."""


def table_of(type_: type[Any]) -> Table:
    """What a declared type is read from."""
    try:
        return TABLES[type_]
    except KeyError:
        raise DeclarationError(f"{type_.__name__} is not declared with @reads") from None
