"""Repeating: a mutation of a request that came with a key is done once; the same request finds it done, and its payload is read anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from typing import Any

from app.core import db
from app.core.errors import UserErrors
from app.services import idempotency
from schema.core.context import Context
from schema.mutations.keeping import read, written

Facts = Mapping[str, Any]


async def once(
    context: Context,
    claim: idempotency.Claim,
    type_: Any,
    run: Callable[[], Awaitable[Facts]],
    refusal: Callable[[UserErrors], Facts],
    *,
    apart: bool,
) -> Facts:
    """The facts of a payload: as they were kept, or of doing it now.

    What it does and that it is done are written in one transaction. What it refuses has written nothing, and is noted after that,
    as is, right behind them, what can't be one transaction (`apart`).
    """
    place = context.place
    if (kept := claim.done(place)) is not None:
        return read(type_, kept, context.actor)
    await idempotency.prolong(claim)
    as_it_was = context.actor, context.cookie_order
    try:
        try:
            async with nullcontext() if apart else db.as_one():
                facts = await run()
                await idempotency.keep(claim, place, written(type_, facts))
        except UserErrors as refused:
            facts = refusal(refused)
            await idempotency.keep(claim, place, written(type_, facts))
    except idempotency.DoneMeanwhileError:
        context.actor, context.cookie_order = as_it_was
        return read(type_, await idempotency.done_meanwhile(claim, place), context.actor)
    return facts
