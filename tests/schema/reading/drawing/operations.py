"""Operations drawn at random from the schema itself: valid, of all fields and types, whatever is declared later."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from tests.schema.reading.drawing.known import Known
from tests.schema.reading.drawing.pages import PAGED, drawn_page
from tests.schema.reading.drawing.values import drawn_value
from tests.schema.reading.drawing.writing import LEFT_OUT, Writing

ABSTRACT = (GraphQLInterfaceType, GraphQLUnionType)
Named = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType
MOST_ROWS = 2_000
"""What lists in lists come to at most, by the sizes of their pages."""
LIST = 10
DEFAULT = 20
_SIGNS = re.compile(r"\W+")


@dataclass(frozen=True, eq=False)
class Drawn:
    """An operation with labels in it, its variables, and what is special about it."""

    text: str
    variables: dict[str, Any]
    features: frozenset[str]


@dataclass(frozen=True)
class Place:
    """Where a selection stands: how deep it may go, how often it is answered, under which keys, and below which object."""

    depth: int
    rows: int = 1
    path: str = ""
    parent: str | None = None


@dataclass(frozen=True)
class Head:
    """A field with its alias and arguments, to be asked for once more."""

    text: str
    type_: Named
    place: Place


def draw(schema: GraphQLSchema, known: Known, random: Random, so_far: Counter[str]) -> Drawn:
    """One operation; fields (`field Poc.name`) that were drawn often so far are drawn less."""
    return _Drawing(schema, known, random, so_far).operation()


class _Drawing:
    def __init__(self, schema: GraphQLSchema, known: Known, random: Random, so_far: Counter[str]) -> None:
        self.so_far = so_far
        self.schema = schema
        self.known = known
        self.random = random
        self.writing = Writing(random)
        self.features = self.writing.features
        self.left = random.choice((3, 6, 12, 20, 35, 60))
        self.fragments: dict[str, tuple[str, Place, str]] = {}
        self.shapes: dict[str, str] = {}
        self.meanings: dict[tuple[str, str], str] = {}
        self.unseen: dict[tuple[str, int], int] = {}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def operation(self) -> Drawn:
        query = self.schema.query_type
        assert query is not None
        body = self.selections(query, Place(self.random.randint(1, 6)))
        declared = ", ".join(
            f"${name}: {one.type_}{'' if one.default is None else f' = {one.default}'}" for name, one in self.writing.variables.items()
        )
        head = f"query{' Drawn' if self.chance(0.3) else ''}{f'({declared})' if declared else ''} " if declared or self.chance(0.3) else ""
        named = "".join(f"\nfragment {name} on {type_} {text}" for name, (type_, _, text) in self.fragments.items())
        variables = {name: one.value for name, one in self.writing.variables.items() if one.value is not LEFT_OUT}
        return Drawn(f"{head}{body}{named}", variables, frozenset(self.features))

    # Selections

    def selections(self, type_: Named, place: Place) -> str:
        items: list[str] = []
        heads: list[Head] = []
        self.features.add(f"type {type_.name}")
        for _ in range(self.random.randint(1, 4) if self.left > 0 else 1):
            items += self.some(type_, place, heads)
        if heads and self.chance(0.2):
            again = self.random.choice(heads)
            self.features.add("merged")
            items.append(f"{again.text} {self.selections(again.type_, again.place)}")
        if len(items) > 1 and self.chance(0.2):
            cut = self.random.randint(1, len(items) - 1)
            items = [*items[:cut], self.wrapped(type_, items[cut:], place)]
        return f"{{ {' '.join(items or ['__typename'])} }}"

    def some(self, type_: Named, place: Place, heads: list[Head]) -> list[str]:
        """One selection, or several fragments where there are several types."""
        if self.left > 0 and self.chance(0.08) and (reused := self.reused(type_, place)):
            return [reused]
        if isinstance(type_, ABSTRACT):
            return self.of_types(type_, place, heads)
        if self.chance(0.08):
            self.features.add("__typename")
            return [f"{self.key('__typename', '', type_, 'String!', place)}__typename"]
        if type_.interfaces and self.chance(0.06):
            self.features.add("fragment on an interface")
            return [f"... on {self.random.choice(type_.interfaces).name}{self.writing.condition()} {{ id }}"]
        field = self.field(type_, place, heads)
        return [field] if field else []

    def of_types(self, type_: GraphQLInterfaceType | GraphQLUnionType, place: Place, heads: list[Head]) -> list[str]:
        self.features.add("union" if isinstance(type_, GraphQLUnionType) else "interface")
        expected = self.known.type_of(place.parent)
        possible = self.schema.get_possible_types(type_)
        share = min(0.5, 2 / len(possible))
        items = []
        for one in possible:
            if one.name == expected or self.chance(share):
                self.left -= 1
                items.append(f"... on {one.name}{self.writing.condition()} {self.selections(one, place)}")
        if isinstance(type_, GraphQLInterfaceType) and (self.chance(0.4) or not items):
            items.append(self.field(type_, place, heads) or "__typename")
        return items

    def wrapped(self, type_: Named, items: Sequence[str], place: Place) -> str:
        """Some of the selections in a fragment."""
        body = f"{{ {' '.join(items)} }}"
        if self.chance(0.5):
            self.features.add("inline fragment")
            on = f" on {type_.name}" if self.chance(0.6) else ""
            return f"...{on}{self.writing.condition()} {body}"
        self.features.add("named fragment")
        name = f"Part{len(self.fragments) + 1}"
        self.fragments[name] = (type_.name, place, body)
        return f"...{name}{self.writing.condition()}"

    def reused(self, type_: Named, place: Place) -> str | None:
        """A fragment that is used elsewhere, too."""
        fits = [
            name
            for name, (on, made, _) in self.fragments.items()
            if on == type_.name and made.rows >= place.rows and made.depth <= place.depth
        ]
        if not fits:
            return None
        self.features.add("fragment twice")
        return f"...{self.random.choice(fits)}{self.writing.condition()}"

    # Fields

    def field(self, type_: GraphQLObjectType | GraphQLInterfaceType, place: Place, heads: list[Head]) -> str | None:
        name = self.chosen(type_, place)
        if name is None:
            return None
        self.left -= 1
        field = type_.fields[name]
        named = get_named_type(field.type)
        coordinate = f"{type_.name}.{name}"
        self.features.add(f"field {coordinate}")
        arguments, rows, parent = self.arguments(coordinate, field, place)
        rows = 1 if type_.name.endswith("Connection") else rows  # counted where the connection is
        alias = self.key(name, arguments, type_, str(field.type), place)
        head = f"{alias}{name}{arguments}{self.writing.condition()}"
        if is_leaf_type(named):
            return head
        assert isinstance(named, Named)
        key = alias.removesuffix(": ") or name
        paging = named.name.endswith(("Connection", "Edge"))
        below = replace(
            place, depth=place.depth if paging else place.depth - 1, rows=place.rows * rows, path=f"{place.path}.{key}", parent=parent
        )
        heads.append(Head(head, named, below))
        return f"{head} {self.selections(named, below)}"

    def chosen(self, type_: GraphQLObjectType | GraphQLInterfaceType, place: Place) -> str | None:
        leaves = [name for name, field in type_.fields.items() if is_leaf_type(get_named_type(field.type))]
        rest = [name for name in type_.fields if name not in leaves]
        wanted = 0.9 if type_.name.endswith(("Connection", "Edge")) else 0.5
        if not leaves or (rest and place.depth > 0 and self.left > 0 and self.chance(wanted)):
            full = place.rows * LIST > MOST_ROWS and not type_.name.endswith("Connection")
            open_ = [name for name in rest if not (full and _grows(type_.fields[name]))]
            return self.rarely_drawn(type_, open_) if open_ and place.depth >= 0 else None
        return self.rarely_drawn(type_, leaves)

    def rarely_drawn(self, type_: GraphQLObjectType | GraphQLInterfaceType, names: Sequence[str]) -> str:
        """One of the fields, rather one that was not drawn often, or below which there is what was never drawn."""
        below = [self.new(type_.fields[name].type) for name in names]
        if any(below) and self.chance(0.5):
            return self.random.choices(names, below)[0]
        return self.random.choices(names, [1 / (2 + self.so_far[f"field {type_.name}.{name}"]) for name in names])[0]

    def new(self, type_: Any, further: int = 2) -> int:
        """How many fields of a type were never drawn so far; also of the types of its fields, so many types further."""
        named: Any = get_named_type(type_)
        fields: dict[str, GraphQLField] = getattr(named, "fields", {})
        if (named.name, further) not in self.unseen:
            own = sum(not self.so_far[f"field {named.name}.{name}"] for name in fields)
            step = 0 if named.name.endswith(("Connection", "Edge")) else 1
            beyond = [field.type for field in fields.values() if not is_leaf_type(get_named_type(field.type))] if further >= step else []
            self.unseen[named.name, further] = own + sum(self.new(inner, further - step) for inner in beyond)
        return self.unseen[named.name, further]

    def key(self, name: str, arguments: str, type_: Named, shape: str, place: Place) -> str:
        """The alias under which a field may stand here, with its colon; empty for its own name."""
        choices = [name]
        if self.chance(0.12):
            choices.insert(0, f"other_{name.strip('_')}")
        elif self.chance(0.08) and isinstance(type_, GraphQLObjectType) and "id" not in name and not arguments:
            self.features.add("one key for several fields")
            choices.insert(0, f"value_{_SIGNS.sub('_', shape)}")
        choices += [f"{name.strip('_')}_{number}" for number in range(2, 30)]
        for choice in choices:
            at, meaning = f"{place.path}.{choice}", f"{name}{arguments}"
            if self.shapes.get(at, shape) == shape and self.meanings.get((at, type_.name), meaning) == meaning:
                self.shapes[at], self.meanings[at, type_.name] = shape, meaning
                if choice != name:
                    self.features.add("alias")
                return "" if choice == name else f"{choice}: "
        raise AssertionError(f"no key left for {name}")

    def arguments(self, coordinate: str, field: GraphQLField, place: Place) -> tuple[str, int, str | None]:
        """The arguments of a field as text, how many rows they ask for, and the object that they name."""
        texts: dict[str, str] = {}
        meant: dict[str, Any] = {}
        paged = field.args.keys() >= PAGED
        for name, argument in field.args.items():
            if (paged and name in PAGED) or not (is_required_argument(argument) or self.chance(0.35)):
                continue
            value = drawn_value(self.random, argument.type, name, coordinate, self.known)
            text, means = self.writing.written(name, argument.type, value, has_default=argument.default_value is not Undefined)
            texts[name] = text
            meant[name] = means
            self.features.add(f"argument {name}")
        rows = LIST if is_list_type(get_nullable_type(field.type)) else 1
        if paged:
            rows = self.page(coordinate, field, place, texts, meant)
        elif isinstance(ids := meant.get("ids"), list):
            rows = max(1, len(ids))
        parent = meant.get("id") if isinstance(meant.get("id"), str) else None
        parts = [f"{name}: {text}" for name, text in texts.items()]
        self.random.shuffle(parts)
        return f"({', '.join(parts)})" if parts else "", rows, parent

    def page(self, coordinate: str, field: GraphQLField, place: Place, texts: dict[str, str], meant: dict[str, Any]) -> int:
        """Add the arguments of a page; how many rows it asks for."""
        order_type = get_named_type(field.args["orderBy"].type) if "orderBy" in field.args else None
        given = drawn_page(
            self.random, coordinate, meant.get("orderBy"), order_type, place.parent, self.known, self.features, most=MOST_ROWS // place.rows
        )
        if place.path:
            self.features.add("list of lists" if place.rows > 1 else "list of an object")
        sizes = []
        for name, value in given.items():
            text, means = self.writing.written(name, field.args[name].type, value, has_default=True)
            texts[name] = text
            if name in ("first", "last") and isinstance(means, int):
                sizes.append(min(100, max(1, means)))
        return max(sizes, default=DEFAULT)


def _grows(field: GraphQLField) -> bool:
    return field.args.keys() >= PAGED or is_list_type(get_nullable_type(field.type))
