"""Payloads: how a mutation answers. What a service wrote is read back as the viewer may see it now; what it refused is in `userErrors`."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any, Generic, TypeVar, get_type_hints
from uuid import UUID

import strawberry
from strawberry.permission import PermissionExtension
from strawberry.types.base import StrawberryList

from app.core import ids
from app.core.changes import UNSET
from app.core.errors import UserErrors
from schema.core.context import Context
from schema.core.permissions import Lock
from schema.mutations.repeating import once
from schema.reading.declare import given, reads
from schema.reading.declare_roots import root
from schema.reading.expressions import Path
from schema.reading.sources import READS, Either
from schema.types.errors import UserError, shown

C = TypeVar("C", bound=type)
P = TypeVar("P")


class Facts(dict[str, Any], Generic[P]):
    """What a resolver answers with: ids by the names of its payload's fields."""


def payload(cls: C) -> C:
    """Declare a payload: its fields are read from the ids that the service answered with. `user_errors` is added."""
    cls.__annotations__["user_errors"] = list[UserError]
    cls.user_errors = given("What the person can correct; nothing has been done then.")  # type: ignore[attr-defined]
    return reads(None, description=f"The answer of {cls.__name__.removesuffix('Payload')}.")(cls)


def answer(type_: Any, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts of a payload: ids by field name, or by the names of the choices of an `either`; what is left out is nothing."""
    return {**_nothing(type_), **facts}


@functools.cache
def _nothing(type_: Any) -> Mapping[str, Any]:
    """What a payload has to show when nothing was done: lists are empty, numbers 0, everything else is null."""
    facts: dict[str, Any] = {}
    for field in type_.__strawberry_definition__.fields:
        source = field.metadata[READS]
        names = [key.text for key, *_ in source.choices if isinstance(key, Path)] if isinstance(source, Either) else [field.python_name]
        facts |= dict.fromkeys(names, [] if isinstance(field.type, StrawberryList) else 0 if field.type is int else None)
    return facts


def mutation(lock: PermissionExtension, description: str, *, apart: bool = False) -> Callable[[Callable[..., Awaitable[Any]]], Any]:
    """A root field that writes. User errors of the service become the payload's; a thing that already exists is shown in it.

    Of a request that came with a key it is done once. What it writes is one transaction then, unless it is `apart`: because it
    waits for others between its transactions, and may be done again.
    """
    is_public = any(isinstance(one, Lock) and one.public for one in lock.permissions)

    def declare(resolver: Callable[..., Awaitable[Any]]) -> Any:
        hints = get_type_hints(resolver, resolver.__globals__)
        payload_type = hints["return"].__args__[0]

        async def write(context: Context, input: Any) -> Mapping[str, Any]:  # noqa: A002  # the API's name
            async def run() -> Mapping[str, Any]:
                return answer(payload_type, await resolver(None, context, input))

            def refusal(refused: UserErrors) -> Mapping[str, Any]:
                errors = [shown(error) for error in refused.errors]
                return answer(payload_type, {**_existing(payload_type, refused), "user_errors": errors})

            if context.claim is not None and not is_public:
                return await once(context, context.claim, payload_type, run, refusal, apart=apart)
            try:
                return await run()
            except UserErrors as refused:
                return refusal(refused)

        return root(
            write,
            description,
            lock=lock,
            arguments={"input": Annotated[hints["input"], strawberry.argument(description="What to do, and with what.")]},
            returns=payload_type | None,  # a refusal by the lock must not take the other fields of a request with it
            field=strawberry.mutation,
        )

    return declare


def _existing(type_: type[Any], refused: UserErrors) -> dict[str, UUID]:
    """What is in the way may be shown to whoever may see it."""
    names = [field.python_name for field in type_.__strawberry_definition__.fields]
    found = [error.subject_id for error in refused.errors if error.subject_id is not None]
    return {"invitation": found[0]} if found and "invitation" in names else {}


UNKNOWN = UUID(int=0)
"""No object's id: for malformed ids where None means that none was given."""


def uuid_of(prefix: str, id_: str | None) -> UUID | None:
    """The UUID behind an id of this kind; None for a malformed one, which a service answers like an unknown one."""
    return None if id_ is None else ids.parse(id_, prefix)


def changed(value: Any) -> Any:
    """What an input field says: left out, cleared, or given."""
    return UNSET if value is strawberry.UNSET else value


def fact(description: str, default: Any = dataclasses.MISSING) -> Any:
    """A field of an input."""
    return strawberry.field(description=description, default=default)
