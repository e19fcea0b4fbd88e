"""When two answers are the same: the data byte by byte, and the errors, with what the specification leaves open.

An error is compared as (message, code, path in the arguments, path in the answer). Where an error nulls its own field, there must
be the same one. Where several fields fail below one place that they null together, an executor may report any of them (GraphQL
6.4.4: "only one error should be added"; which one depends on what ran first): then every error it reports below that place must
be one that the lenient oracle finds, which nulls nothing but the field itself, and either both report one there or neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from graphql import GraphQLError

from app.core.errors import Refused

Failure = tuple[str, str | None, tuple[str, ...] | None, tuple[str | int, ...] | None]


def failures(errors: Iterable[GraphQLError]) -> set[Failure]:
    """What is compared of errors."""
    return {_failure(error) for error in errors}


def _failure(error: GraphQLError) -> Failure:
    origin: Any = error
    while isinstance(origin, GraphQLError) and origin.original_error is not None:
        origin = origin.original_error
    path = tuple(error.path) if error.path else None
    if isinstance(origin, Refused):
        return origin.message, origin.code.value, origin.argument_path, path
    return error.message, None if isinstance(origin, GraphQLError) else type(origin).__name__, None, path


def nulled(data: Any, path: Sequence[str | int] | None) -> tuple[str | int, ...]:
    """The place in the answer that an error made null."""
    place: list[str | int] = []
    for step in path or ():
        if data is None:
            break
        place.append(step)
        data = data[step]
    return tuple(place)


def by_place(data: bytes, found: Iterable[Failure]) -> tuple[set[Failure], dict[tuple[str | int, ...], set[Failure]]]:
    """Those that null their own field, and the others by the place that they null."""
    answer = orjson.loads(data)
    own, spread = set[Failure](), dict[tuple[str | int, ...], set[Failure]]()
    for failure in found:
        place = nulled(answer, failure[3])
        if place == (failure[3] or ()):
            own.add(failure)
        else:
            spread.setdefault(place, set()).add(failure)
    return own, spread


def difference(data: bytes, found: set[Failure], expected: set[Failure], possible: set[Failure]) -> str | None:
    """What is wrong with the errors beside an answer; `possible` are those of the lenient oracle."""
    own, spread = by_place(data, found)
    own_expected, spread_expected = by_place(data, expected)
    if own != own_expected:
        return f"errors {own - own_expected or 'none'} in place of {own_expected - own or 'none'}"
    if spread.keys() != spread_expected.keys():
        return f"errors null {spread.keys()} in place of {spread_expected.keys()}"
    invented = {failure for several in spread.values() for failure in several} - possible
    return f"errors that nothing has: {invented}" if invented else None
