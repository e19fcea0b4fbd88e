"""User errors as clients see them."""

from __future__ import annotations

import strawberry

from app.core import errors
from schema.types.enums import Code, Plan


@strawberry.type(description="What the person can correct. Being signed out or not allowed is a top-level error instead (extensions.code).")
class UserError:
    """One thing to correct."""

    code: Code = strawberry.field(description="What is wrong, for programs.")
    message: str = strawberry.field(description="What is wrong, for people.")
    path: list[str] | None = strawberry.field(description='Where in the input, e.g. ["email"] or ["customers", "3", "email"].')
    required_plan: Plan | None = strawberry.field(description="With PLAN_REQUIRED: the lowest plan that has it.")
    retry_after: int | None = strawberry.field(description="With RATE_LIMITED or COOLDOWN: seconds until it may be tried again.")


def shown(error: errors.UserError) -> UserError:
    """An error of a service as a client sees it."""
    return UserError(
        code=error.code,
        message=error.message,
        path=list(error.path) if error.path else None,
        required_plan=Plan(error.required_plan) if error.required_plan else None,
        retry_after=error.retry_after,
    )
