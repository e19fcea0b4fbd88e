"""Values of arguments, drawn by what they are called and by their type: such that filters hit, miss, and hit a part."""

from __future__ import annotations

from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
)

from tests.schema.reading.drawing.known import Known

SEARCHES = ("a", "po", "POC", "ac", "CARA", "example", "northwind", "é", "Ünï", "%", "_", "\\", "", " ", "nobody", "x" * 201)
INSTANTS = (
    "2026-03-02T09:00:00.000Z", "2026-03-02T08:00:00.000Z", "2026-03-02T06:10:00+01:00", "2026-02-20T00:00:00Z", "2026-03-09T08:00:00.000Z",
    "2026-03-02T05:20:00Z", "2030-01-01T00:00:00Z", "0001-01-01T00:00:00Z",
)  # fmt: skip
DAYS = ("2026-03-02", "2026-05-02", "2026-05-03", "2026-06-30", "2020-01-01", "9999-12-31")
SIZES = (1, 1, 2, 2, 3, 3, 5, 7, 20, 100)
WRONG_SIZES = (0, 101, -1, 2**31 - 1)
NUMBERS = (0, 1, 2, 3, -1)
WORDS = {
    "kind": ("webhook", "http_api", "postgres", "WEBHOOK"), "targetKind": ("tenant", "share", "membership", "task"),
    "action": ("tenant.changed", "tenant.changed", "member.joined", "share.created", "session.started", "task.created", "nothing.happened"),
    "locale": ("en", "de-AT", "fr", "pt-BR", "klingon"), "subject": ("Hi {{poc_name}}", "{{ 7 * 7 }}", ""),
    "body": ("{{link}}", "<b>\n\n{{link}}\n{{personal_message}}", "Hi {{nobody}}", "{{tasks}}\n{{comments}}\n{{link}}"),
}  # fmt: skip
"""What a text means, by the argument's name; of others it is a search."""
KIND_OF_ARGUMENT = {"owner": "user", "poc": "poc", "customer": "customer", "actor": "user", "actingSession": "acting"}
"""Which kind of id an argument like `ownerId` wants; others want what stands before `Id`."""
MALFORMED = ("malformed", "", "poc_", "poc_0000000000000000000000000", "POC_01890a5dacp77bbcsb2c0me01q", 5)


class Enumerated(str):
    """A value of an enum: a name in the document, a string in the variables."""

    __slots__ = ()


def drawn_value(random: Random, type_: GraphQLInputType, name: str, place: str, known: Known) -> Any:
    """A value of a type for an argument or input field of a name, at a place like `Query.poc`."""
    if isinstance(type_, GraphQLNonNull):
        return drawn_value(random, type_.of_type, name, place, known)
    if isinstance(type_, GraphQLList):
        many = random.choice((1, 1, 2, 3, 3, 5)) if name != "ids" else random.choice((0, 1, 2, 4, 8, 15))
        items = [drawn_value(random, type_.of_type, name, place, known) for _ in range(many)]
        if items and random.random() < 0.2:
            items.append(items[0])
        return items[0] if len(items) == 1 and random.random() < 0.3 else items if random.random() > 0.03 else []
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        return Enumerated(random.choice(list(named.values)))
    if isinstance(named, GraphQLInputObjectType):
        return _input(random, named, place, known)
    assert isinstance(named, GraphQLScalarType)
    return _scalar(random, named.name, name, place, known)


def _input(random: Random, type_: GraphQLInputObjectType, place: str, known: Known) -> dict[str, Any]:
    chance = random.choice((0.15, 0.3, 0.5))
    found = {}
    for name, field in type_.fields.items():
        required = isinstance(field.type, GraphQLNonNull) and name != "direction"
        if required or random.random() < chance:
            null = not isinstance(field.type, GraphQLNonNull) and random.random() < 0.06
            found[name] = None if null else drawn_value(random, field.type, name, place, known)
    return found


def _scalar(random: Random, type_name: str, name: str, place: str, known: Known) -> Any:
    if type_name == "ID":
        return _id(random, name, place, known)
    if name == "token":
        return random.choice([*(f"<{label}>" for label in known.tokens), "nobody's", ""])
    return random.choice(
        {"String": WORDS.get(name, SEARCHES), "DateTime": INSTANTS, "Date": DAYS, "Boolean": (True, False), "Int": NUMBERS}[type_name]
    )


def _id(random: Random, name: str, place: str, known: Known) -> Any:
    wanted = KIND_OF_ARGUMENT.get(name.removesuffix("Id"), name.removesuffix("Id"))
    if name == "id":
        wanted = place.rpartition(".")[2]
    if random.random() < 0.05:
        return random.choice(MALFORMED)
    if wanted in known.kinds and random.random() < 0.9:
        return f"<{random.choice(known.kinds[wanted])}>"
    return f"<{random.choice(known.kinds[random.choice(list(known.kinds))])}>"
