"""Sessions and the credentials that open them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import strawberry

from app import models
from app.auth import policies
from schema.core.enums import described
from schema.reading.declare import column, reads, sql
from schema.types.nodes import Node


@reads(models.Session, prefix="session", scope=policies.sessions, description="A place where the person is signed in.")
class Session(Node):
    """An open session."""

    created_at: datetime = column("When it was started.")
    last_used_at: datetime = column("When it was last used, to the minute or so.")
    expires_at: datetime = column("When it ends unless it is used before.")
    user_agent: str | None = column("The program, as it called itself.")
    ip: str | None = column("The address it was started from.")
    current: bool = sql("Whether it is the one that asks.", "coalesce({a}.id = :session, false)")


@strawberry.type(description="Handed out once; only hashes are kept.")
class Credentials:
    """Tokens."""

    access_token: str = strawberry.field(
        description="Sent with each request as `Authorization: Bearer`; lives for ten minutes, of an acting session as long as that."
    )
    access_token_expires_at: datetime = strawberry.field(description="When it ends.")
    refresh_token: str | None = strawberry.field(description="Exchanged once for new credentials. Null when it went into a cookie.")
    refresh_token_expires_at: datetime | None = strawberry.field(description="When it ends. Null for an acting session.")


class TokenDelivery(StrEnum):
    """In the answer, or as a cookie."""

    BODY = "BODY"
    COOKIE = "COOKIE"


described(
    TokenDelivery,
    "How the refresh token is handed out.",
    BODY="In the answer.",
    COOKIE="As an HttpOnly cookie, for pages of the same site; then refreshing needs the header `X-Usher-CSRF: 1`.",
)
