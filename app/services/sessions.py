"""Sessions: signing in, staying signed in, moving to another tenant, and ending.

A session ends 30 days after it was used last. Its refresh token is replaced at every use; a token that comes a second
time ends the session, because then two people have it. So of several uses of one token at once, one wins at most, and
what it won ends, too: a client refreshes in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from app.auth import bearer, passwords, policies, tokens
from app.auth.actor import Actor, Origin
from app.auth.finding import find
from app.core import db, text
from app.core.crypto import new_token, token_hash
from app.core.errors import Code, refuse, unauthenticated
from app.core.rates import REFRESH, SIGN_IN_BY_ACCOUNT, SIGN_IN_BY_IP
from app.core.runtime import current, now
from app.models import RefreshToken, Session
from app.services import acting_endings, events, security_events

LIFETIME: Final = timedelta(days=30)
MOST: Final = 200
"""Open sessions of one user; the one unused for longest gives way to a new one."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a person who signed in is given, once, and who they are now."""

    access_token: str = field(repr=False)
    access_token_expires_at: datetime
    refresh_token: str = field(repr=False)
    refresh_token_expires_at: datetime
    actor: Actor


async def sign_in(actor: Actor, *, email: str, password: str, tenant_id: UUID | None = None) -> Credentials:
    """Start a session in a tenant: the one asked for, else the one last worked in, else the oldest membership, else none.

    Whatever is wrong (address, password, a tenant that the person is not in), the answer is INVALID_CREDENTIALS after
    the same work. `tenant_id` is None if left out; for a malformed one pass an id that no tenant has.
    """
    current().rates.take(SIGN_IN_BY_IP, actor.origin.ip or "")
    _, key = text.email(email, "email")
    current().rates.take(SIGN_IN_BY_ACCOUNT, key)
    row = await db.fetch_one('select id, password_hash from "user" where email_key = :key', {"key": key})
    user_id, hashed = (db.uuid(row["id"]), row["password_hash"]) if row else (None, None)
    if await passwords.verify(password, hashed) and user_id and hashed:
        renewed = await passwords.hash_of(password) if passwords.outdated(hashed) else hashed
        async with db.transaction():
            # The password may have been reset since it was read, or the address changed; this also makes sign-ins of one person wait
            # for each other.
            same = await db.execute(
                'update "user" set password_hash = :renewed where id = :id and password_hash = :hashed and email_key = :key',
                {"id": user_id, "renewed": renewed, "hashed": hashed, "key": key},
            )
            if same and (tenant_id is None or await _is_member(user_id, tenant_id)):
                return await start(user_id, tenant_id or await home(user_id), actor.origin)
    await _record_failure(actor, key, user_id)
    raise refuse(Code.INVALID_CREDENTIALS, "The address or the password is wrong.")


async def start(user_id: UUID, tenant_id: UUID | None, origin: Origin) -> Credentials:
    """Start a session of a person who proved who they are, in the caller's transaction."""
    at = now()
    # First, because it makes whoever starts a session of this person wait: else two could both be the 200th.
    await db.execute(
        'update "user" set last_signed_in_at = :now, last_tenant_id = coalesce(:tenant, last_tenant_id) where id = :user',
        {"now": at, "tenant": tenant_id, "user": user_id},
    )
    unused = await db.fetch(
        "select id from session where user_id = :user and revoked_at is null and expires_at > :now"
        " order by last_used_at desc, id desc limit 1000 offset :kept",
        {"user": user_id, "now": at, "kept": MOST - 1},
    )
    await _end(Actor(user_id=user_id, origin=origin), [row["id"] for row in unused])
    session = await Session.create(
        user_id=user_id, tenant_id=tenant_id, created_at=at, last_used_at=at, expires_at=at + LIFETIME,
        ip=origin.ip, user_agent=origin.user_agent,
    )  # fmt: skip
    credentials = await _hand_out(session.id, at + LIFETIME, origin)
    await security_events.record(credentials.actor, "session.started", "session", session.id, of=user_id, tenant_id=tenant_id)
    return credentials


async def home(user_id: UUID) -> UUID | None:
    """The tenant a person works in unless they say: the one last worked in, else the oldest membership, else none."""
    row = await db.fetch_one(
        "select m.tenant_id from membership m join \"user\" u on u.id = m.user_id where u.id = :user and m.status = 'ACTIVE'"
        " order by case when m.tenant_id = u.last_tenant_id then 0 else 1 end, m.created_at, m.id limit 1",
        {"user": user_id},
    )
    return db.uuid(row["tenant_id"]) if row else None


async def refresh(actor: Actor, *, refresh_token: str) -> Credentials:
    """Go on with a session. INVALID_CREDENTIALS for a token that was used, replaced or never was, and for an ended session."""
    current().rates.take(REFRESH, actor.origin.ip or "")
    hashed = token_hash(refresh_token)
    async with db.transaction():
        if credentials := await _rotate(hashed, actor.origin):
            return credentials
        await _end_family(hashed, actor.origin)
    raise refuse(Code.INVALID_CREDENTIALS, "The session has ended; sign in again.")


async def switch_tenant(actor: Actor, tenant_id: UUID | None) -> Credentials:
    """Work in another tenant, in the same session. Tokens given out before are not valid any more.

    NOT_FOUND at `tenantId` unless the person is an active member. FORBIDDEN in an acting session.
    """
    actor.require_oneself()
    session_id, at = actor.session_id, now()
    if session_id is None:
        raise unauthenticated()
    async with db.transaction():
        if tenant_id is None or not await _is_member(actor.user, tenant_id):
            raise refuse(Code.NOT_FOUND, "There is no such organization.", "tenantId")
        await db.execute('update "user" set last_tenant_id = :tenant where id = :user', {"tenant": tenant_id, "user": actor.user})
        await db.execute(
            "update refresh_token set used_at = :now where session_id = :session and used_at is null", {"now": at, "session": session_id}
        )
        await db.execute(
            "update session set tenant_id = :tenant, last_used_at = :now, expires_at = :ends where id = :session and revoked_at is null",
            {"tenant": tenant_id, "now": at, "ends": at + LIFETIME, "session": session_id},
        )
        credentials = await _hand_out(session_id, at + LIFETIME, actor.origin)
        if tenant_id != actor.tenant_id:
            await security_events.record(credentials.actor, "session.started", "session", session_id, of=actor.user, tenant_id=tenant_id)
        return credentials


async def sign_out(actor: Actor, *, everywhere: bool) -> None:
    """End this session, or all of the person's, acting sessions too.

    An acting session ends itself alone (FORBIDDEN to end others); a program has no session to end (FORBIDDEN).
    """
    if everywhere or not actor.acting:
        actor.require_oneself()
    async with db.transaction():
        if actor.acting:
            await acting_endings.end_itself(actor)
        elif everywhere:
            await end_all(actor, actor.user)
        elif actor.session_id:
            await _end(actor, [actor.session_id])


async def revoke(actor: Actor, session_id: UUID | None) -> UUID:
    """End one of the person's own sessions. NOT_FOUND at `sessionId` for an ended one and for those of others.

    FORBIDDEN in an acting session.
    """
    actor.require_oneself()
    async with db.transaction():
        session = await find(Session, actor, session_id, policies.sessions(actor), "sessionId")
        await _end(actor, [session.id])
    return UUID(str(session.id))


async def end_all(actor: Actor, user_id: UUID, *, except_session: UUID | None = None) -> None:
    """End all sessions of a person (but one), and all acting sessions, in the caller's transaction."""
    rows = await db.fetch("select id from session where user_id = :user and revoked_at is null order by id", {"user": user_id})
    await _end(actor, [row["id"] for row in rows if db.uuid(row["id"]) != except_session])
    await acting_endings.end_all(actor, user_id)  # after the sessions: whoever begins one there holds them


async def end_in(actor: Actor, user_id: UUID, tenant_id: UUID) -> None:
    """End a person's sessions that work in a tenant where they are a member no more, in the caller's transaction."""
    sql = "select id from session where user_id = :user and tenant_id = :tenant and revoked_at is null order by id"
    rows = await db.fetch(sql, {"user": user_id, "tenant": tenant_id})
    await _end(actor, [row["id"] for row in rows], events.logs_of(actor, tenant_id))


async def _end(actor: Actor, ids: Iterable[UUID], logs: events.Logs | None = None) -> None:
    """End sessions that are still open, each with its event. They hold no longer than until the next request."""
    ended = await db.fetch(
        "update session set revoked_at = :now where id in :ids[uuid] and revoked_at is null and expires_at > :now"
        " returning id, user_id, tenant_id",
        {"now": now(), "ids": list(ids)},
    )
    for row in ended:
        id_, user_id = UUID(str(row["id"])), UUID(str(row["user_id"]))
        if logs is None:
            await security_events.record(actor, "session.revoked", "session", id_, of=user_id, tenant_id=db.uuid(row["tenant_id"]))
        else:
            await events.record(actor, "session.revoked", "session", id_, **logs)


async def _rotate(hashed: str, origin: Origin) -> Credentials | None:
    at = now()
    used = await db.fetch(
        "update refresh_token set used_at = :now where token_hash = :hash and used_at is null and session_id in ("
        " select s.id from session s where s.revoked_at is null and s.expires_at > :now and (s.tenant_id is null or exists ("
        " select 1 from membership m where m.tenant_id = s.tenant_id and m.user_id = s.user_id and m.status = 'ACTIVE')))"
        " returning session_id",
        {"hash": hashed, "now": at},
    )
    if not used:
        return None
    session_id = UUID(str(used[0]["session_id"]))
    extended = await db.execute(
        "update session set last_used_at = :now, expires_at = :ends, ip = :ip, user_agent = :agent"
        " where id = :session and revoked_at is null",
        {"now": at, "ends": at + LIFETIME, "session": session_id, "ip": origin.ip, "agent": origin.user_agent},
    )
    return await _hand_out(session_id, at + LIFETIME, origin) if extended else None


async def _end_family(hashed: str, origin: Origin) -> None:
    """If it is a token that was used before: end its session, for whoever holds the token that replaced it."""
    rows = await db.fetch("select session_id from refresh_token where token_hash = :hash and used_at is not null", {"hash": hashed})
    await _end(Actor(origin=origin), [row["session_id"] for row in rows])


async def _hand_out(session_id: UUID, ends: datetime, origin: Origin) -> Credentials:
    actor = await bearer.actor_in(session_id, origin)
    if actor is None:  # the session or the membership ended while the transaction ran
        raise unauthenticated("The session has ended; sign in again.")
    refresh_token = new_token()
    await RefreshToken.create(session_id=session_id, token_hash=token_hash(refresh_token), created_at=now())
    access_token, access_ends = tokens.issue(tokens.Claims(actor.user, session_id, actor.tenant_id))
    return Credentials(access_token, access_ends, refresh_token, ends, actor)


async def _is_member(user_id: UUID, tenant_id: UUID) -> bool:
    row = await db.fetch_one(
        "select 1 from membership where user_id = :user and tenant_id = :tenant and status = 'ACTIVE'",
        {"user": user_id, "tenant": tenant_id},
    )
    return row is not None


async def _record_failure(actor: Actor, email_key: str, user_id: UUID | None) -> None:
    nobody = Actor(origin=actor.origin)
    if user_id is None:
        security_events.of_stranger(nobody, "session.failed", current().keys.mark("sign-in", email_key))
        return
    async with db.transaction():
        await security_events.record(nobody, "session.failed", "user", user_id, of=user_id)
