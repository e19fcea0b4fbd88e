"""What an operation costs when a process sees it first, beside graphql-core's parsing and validating alone.

Run as a process of its own, on a filled database of the small scale: `USHER_DATABASE_URL=... python -m bench.first_sight` prints JSON.
What is measured is processor time of this thread, so waiting for the database is no part of it. Parts of a plan are made when they
are first needed, so what making it costs is what a first run takes longer than a second one. That the database plans a statement is
not in it: it does so once on each connection.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import _lru_cache_wrapper, partial
from random import Random
from statistics import median
from time import thread_time
from typing import Any, Final

import orjson
from graphql import VariableValues, get_variable_values, parse, validate

from app.auth import bearer
from app.auth.actor import Actor, Origin
from app.core import db
from app.core.ids import to_text
from app.core.runtime import current, open_runtime
from app.core.settings import read_settings
from bench import callers
from bench.asking import DOCUMENTS, NAMES, Asking
from schema.core.context import Context
from schema.core.documents import Documents, Operation
from schema.core.errors import Rejected
from schema.core.introspection import served
from schema.core.limits import Limits
from schema.reading.plans import Plans
from schema.reading.running import Run
from schema.schema import schema
from tests.schema.reading.drawing.known import Known
from tests.schema.reading.drawing.operations import draw

SEED: Final = 1
DRAWN: Final = 30
REPEATED: Final = 7
"""How often each is measured; the least counts, since everything else only adds."""
LABELS: Final = 3
_CORE: Final = served(schema)
_LIMITS: Final = Limits(_CORE)


@dataclass(frozen=True)
class Sight:
    """Of one operation, in seconds."""

    plain: float
    """graphql-core's `parse` and `validate`."""
    usher: float
    """From its text to its plan, limits included."""

    @property
    def ratio(self) -> float:
        """How many times as long."""
        return self.usher / self.plain

    def figures(self) -> dict[str, float]:
        """As they are reported."""
        return {"graphql_core_ms": round(self.plain * 1000, 3), "usher_ms": round(self.usher * 1000, 3), "ratio": round(self.ratio, 3)}


async def measured(asked: list[callers.Caller]) -> dict[str, Any]:
    """The benchmark's operations and some drawn ones, all as the first caller."""
    actor = await bearer.actor_of(asked[0].token(current().keys), Origin())
    asking = Asking(asked, graphql=True)
    sights = {name: await _sight(DOCUMENTS[name], partial(_variables, asking, name), actor) for name in NAMES}
    drawn = [await _sight(text, partial(dict, variables), actor) for text, variables in _drawn(asked)]
    ratios = [sight.ratio for sight in (*sights.values(), *drawn)]
    return {
        "operations": {name: sight.figures() for name, sight in sights.items()},
        "drawn": len(drawn),
        "median": round(median(ratios), 3),
        "largest": round(max(ratios), 3),
    }


async def _sight(text: str, variables: Callable[[], dict[str, Any]], actor: Actor) -> Sight:
    """Everything anew each time but the schema, the connections and what does not depend on the operation."""
    plain, read, first, second = [], [], [], []
    for turn in range(REPEATED + 1):
        begun = thread_time()
        validate(_CORE, parse(text))
        plain.append(thread_time() - begun)
        documents, plans = Documents(_CORE), Plans(schema, _CORE)
        for kept in vars(db).values():  # the texts for the drivers are made at first sight, too
            if isinstance(kept, _lru_cache_wrapper):
                kept.cache_clear()
        given = variables()
        begun = thread_time()
        operation = documents.read(text, hide_suggestions=True).operation(None)
        _LIMITS.check(operation, given)
        read.append(thread_time() - begun)
        first.append(await _run(plans, operation, given, actor))
        second.append(await _run(plans, operation, variables(), actor))
        if turn == 0:  # what is made once for all operations, and what the database learns, is no part of it
            for times in (plain, read, first, second):
                times.clear()
        gc.collect()
    return Sight(min(plain), min(read) + max(0.0, min(first) - min(second)))


async def _run(plans: Plans, operation: Operation, variables: Mapping[str, Any], actor: Actor) -> float:
    coerced = get_variable_values(_CORE, operation.node.variable_definitions or (), dict(variables))
    if not isinstance(coerced, VariableValues):
        raise TypeError(f"not understood: {coerced}")
    run = Run(Context(actor), coerced, variables)
    begun = thread_time()
    await plans.run(operation, run)
    return thread_time() - begun


def _variables(asking: Asking, name: str) -> dict[str, Any]:
    """Of a fresh request; an invitation is another one each time."""
    body = orjson.loads(asking.one(name, 0).partition(b"\r\n\r\n")[2])
    found: dict[str, Any] = body["variables"]
    return found


def _drawn(asked: list[callers.Caller]) -> list[tuple[str, dict[str, Any]]]:
    """Valid operations, drawn from the whole schema; always the same ones."""
    ids = {
        "poc": asked[0].pocs[:LABELS],
        "user": [caller.user_id for caller in asked[:LABELS]],
        "tenant": [caller.tenant_id for caller in asked[:LABELS]],
    }
    texts = {f"{kind} {n}": to_text(kind, id_) for kind, all_ in ids.items() for n, id_ in enumerate(all_)}
    kinds = {kind: [f"{kind} {n}" for n in range(len(all_))] for kind, all_ in ids.items()}
    known = Known(kinds, {"poc": "Poc", "user": "User", "tenant": "Tenant"}, texts)
    random, so_far = Random(SEED), Counter[str]()  # noqa: S311  # always the same, and no secret
    found: list[tuple[str, dict[str, Any]]] = []
    while len(found) < DRAWN:
        one = draw(_CORE, known, random, so_far)
        text, variables = known.filled(one.text), known.filled(one.variables)
        try:
            operation = Documents(_CORE).read(text, hide_suggestions=True).operation(None)
            _LIMITS.check(operation, variables)
        except Rejected:
            continue
        if isinstance(get_variable_values(_CORE, operation.node.variable_definitions or (), variables), VariableValues):
            so_far.update(one.features)
            found.append((text, variables))
    return found


async def _main() -> None:
    runtime = await open_runtime(read_settings())
    try:
        with runtime.bound():
            gc.collect()
            gc.freeze()  # as a server does
            gc.disable()
            found = await measured(await callers.of(os.environ["USHER_DATABASE_URL"], "small"))
    finally:
        await runtime.database.close()
    sys.stdout.buffer.write(orjson.dumps(found))


if __name__ == "__main__":
    asyncio.run(_main())
