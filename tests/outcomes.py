"""How a call ended, as one line that a table of expectations can hold."""

from __future__ import annotations

from collections.abc import Awaitable

from app.core.errors import Refused, UserErrors

DONE = "done"


async def outcome(call: Awaitable[object]) -> str:
    """`done`, a top-level refusal like `FORBIDDEN`, or the user errors like `REQUIRED name; INVALID dealValue.amount`."""
    try:
        await call
    except Refused as refusal:
        return refusal.code.value
    except UserErrors as problem:
        return "; ".join(f"{error.code} {'.'.join(error.path or ())}".strip() for error in problem.errors)
    return DONE
