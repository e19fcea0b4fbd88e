"""One operation answered by the product and by the oracle, for one caller after the other: where they differ, and what was seen."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from app.core.runtime import Runtime
from schema.core.errors import Rejected
from schema.schema import schema
from tests.schema.cast import Cast
from tests.schema.reading.drawing.known import Known
from tests.schema.reading.drawing.minimising import minimised
from tests.schema.reading.drawing.stage import set_stage
from tests.schema.reading.executing import EXECUTION, Answer, answered, check_limits, prepared
from tests.schema.reading.oracle.comparing import difference, failures
from tests.schema.reading.oracle.oracle import Oracle

ORACLE = Oracle(schema)
_ID = re.compile(rb'"([a-z_]+)_[0-9a-hjkmnp-tv-z]{26}"')
SHOWN = 1_500
"""Characters of an answer in the message of a failure."""


@dataclass
class Trial:
    """Both of them over one database."""

    cast: Cast
    known: Known
    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def over(cls, runtime: Runtime) -> Trial:
        """Set the stage, and begin."""
        return cls(*await set_stage(runtime, EXECUTION.schema, ORACLE))

    def is_valid(self, text: str, variables: dict[str, Any]) -> bool:
        """Whether the product would run it at all."""
        try:
            check_limits(prepared(self.known.filled(text)), self.known.filled(variables))
        except Rejected:
            return False
        return True

    async def differs(self, text: str, variables: dict[str, Any], caller: str) -> tuple[str | None, bytes]:
        """What is different for a caller, and what the product answers."""
        operation, given = prepared(self.known.filled(text)), self.known.filled(variables)
        actor = self.cast.actor(caller)
        try:
            answer = await answered(operation, given, actor)
        except (Exception, asyncio.CancelledError) as problem:  # noqa: BLE001  # whatever it is, it is a difference
            return f"raised {problem!r}", b""
        expected = await ORACLE.run(operation.document, operation.name, given, actor)
        data = orjson.dumps(expected.data)
        if answer.data != data:
            return f"data\n  is        {_apart(answer.data, data)}\n  should be {_apart(data, answer.data)}{_also(answer)}", answer.data
        found, wanted = failures(answer.errors), failures(expected.errors or ())
        self.look(answer)
        if found == wanted:
            return None, answer.data
        possible = await ORACLE.run(operation.document, operation.name, given, actor, lenient=True)
        return difference(data, found, wanted, failures(possible.errors or ())), answer.data

    def look(self, answer: Answer) -> None:
        """Count what an answer shows."""
        self.seen["answers"] += 1
        data = orjson.loads(answer.data)
        if any(_values(data)):
            self.seen["answers with values"] += 1
        lists = list(_lists(data))
        self.seen["rows"] += sum(1 for value in lists for one in value if one is not None)
        self.seen["rows in rows"] += any(isinstance(one, dict) and any(_lists(one)) for value in lists for one in value)
        for kind in {match[1].decode() for match in _ID.finditer(answer.data)}:
            self.seen[f"kind {kind}"] += 1
        for message, code, _, _ in failures(answer.errors):
            self.seen[f"error {code}"] += 1
            if "cursor" in message:
                self.seen["cursor refused"] += 1

    async def smallest(self, text: str, variables: dict[str, Any], callers: Sequence[str]) -> str:
        """A small operation that shows a difference to the last of the callers, for a person to read."""

        async def holds(smaller: str, given: dict[str, Any]) -> bool:
            if not self.is_valid(smaller, given):
                return False
            return [await self.differs(smaller, given, caller) for caller in callers][-1][0] is not None

        anew = f"{text}\n"  # another text, for which nothing is kept yet
        if (await self.differs(anew, variables, callers[-1]))[0] is not None:
            text, callers = anew, callers[-1:]
        text, variables = await minimised(text, variables, holds)
        wrong = [await self.differs(text, variables, caller) for caller in callers][-1][0]
        return f"{', then '.join(callers)}:\n{text}\nvariables {variables}\n{wrong}"


def _values(value: Any) -> Iterator[bool]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name != "__typename":
                yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield value is not None


def _lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _lists(inner)


def _apart(data: bytes, other: bytes) -> str:
    """From a little before the place where they part."""
    same = next((n for n, (one, two) in enumerate(zip(data, other, strict=False)) if one != two), min(len(data), len(other)))
    begin = max(0, same - 120)
    return f"{'…' if begin else ''}{data[begin : begin + SHOWN].decode(errors='replace')}"


def _also(answer: Answer) -> str:
    return f"\n  with {[repr(error.original_error or error) for error in answer.errors]}" if answer.errors else ""
