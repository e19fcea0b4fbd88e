"""Digests of new comments: who is mailed which of them, and when. One for the staff of a POC and one for its customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import structlog

from app.auth.permissions import Permission, permissions_of
from app.auth.policies import ACTIVE_PARTICIPANT, SHARED
from app.core import db, ids
from app.core.brands import Brand
from app.core.ids import new_id
from app.core.runtime import current, now
from app.mail import messages, outbox
from app.models import Audience, EmailTemplateKey, MailStatus, Poc, PocStatus, Visibility
from app.models.fields import words
from app.services import email_words
from app.services.brands import brand_of

AT_ONCE: Final = 100
AGAIN: Final = timedelta(minutes=10)
"""How long one that failed waits, behind those that are due meanwhile."""
UNSENT: Final = timedelta(hours=1)
"""So long it is looked for digests that were not sent, since a comment in them is not for their reader any more."""
MOST: Final = 50
"""Comments in one mail; the rest is counted."""
MOST_CHARACTERS: Final = 50_000
"""Of all of them together, but for the first: mail programs cut off what is longer."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _New:
    """A comment, and who wrote it (as the database has the id) and when."""

    id: UUID
    author_id: object
    written_at: datetime
    said: messages.Said


async def plan(poc_id: UUID, visibility: Visibility, written_at: datetime) -> None:
    """Note that a comment waits to be mailed, in the transaction that writes it.

    Only a shared one counts for the customers: when they are mailed says nothing of what they don't see.
    """
    for audience in Audience:
        if visibility is Visibility.SHARED or audience is Audience.INTERNAL:
            await _plan(poc_id, audience, written_at)


async def send_due() -> None:
    """Put the mails of all digests that are due into the outbox, and the rest of those that could not be sent as they were.

    Each is written once, however many workers ask.
    """
    due = await db.fetch(
        "select id from comment_digest where due_at <= :now order by due_at, id limit :most", {"now": now(), "most": AT_ONCE}
    )
    for row in due:
        try:
            await _send(UUID(str(row["id"])))
        except Exception:  # noqa: BLE001  # whatever it is, it is tried again, and does not keep the others waiting
            _log.exception("comment digest not sent", digest=str(row["id"]))
            await db.execute("update comment_digest set due_at = :later where id = :id", {"later": now() + AGAIN, "id": row["id"]})
    for mail_id in await _unsent():
        try:
            await _tell_rest(mail_id)
        except Exception:  # noqa: BLE001  # as above
            _log.exception("rest of a comment digest not sent", mail=str(mail_id))


async def _plan(poc_id: UUID, audience: Audience, written_at: datetime) -> None:
    # A digest that is there stays locked until the comment commits, even where nothing of it is changed: whoever claims it
    # meanwhile waits, and then reads the comment. And where several servers write, one clock may be slow by a little: no
    # comment may lie before the first.
    await db.execute(
        "insert into comment_digest (id, poc_id, audience, since, due_at) values (:id, :poc, :audience, :since, :due)"
        " on conflict (poc_id, audience) do update set since = excluded.since where comment_digest.since > excluded.since",
        {
            "id": new_id(), "poc": poc_id, "audience": audience.value, "since": written_at,
            "due": written_at + current().settings.comment_digest,
        },
    )  # fmt: skip


async def _send(digest_id: UUID) -> None:
    """Claim a digest and mail it, in one transaction: all of it happens, or nothing and it is still due."""
    async with db.transaction():
        claimed = await db.fetch_one("delete from comment_digest where id = :id returning poc_id, audience, since", {"id": digest_id})
        if claimed is None:
            return
        poc_id, audience, at = UUID(str(claimed["poc_id"])), Audience(claimed["audience"]), now()
        waiting = await _comments(poc_id, audience, "c.created_at >= :since", since=db.instant(claimed["since"]))
        comments = [comment for comment in waiting if comment.written_at < at]
        if len(comments) < len(waiting):  # what is of this very instant is left to the next one, which begins with it
            await _plan(poc_id, audience, waiting[len(comments)].written_at)
        if comments:
            poc = await Poc.get(id=poc_id)
            brand, words = await brand_of(poc.tenant_id), await email_words.of_tenant(poc.tenant_id, EmailTemplateKey.COMMENT_DIGEST)
            for person in await _recipients(poc, audience):
                await _mail(poc, brand, words.in_(person["locale"]), comments, person)


async def _unsent() -> list[UUID]:
    """Digests of which nothing more will be tried, and nobody has looked yet why not."""
    # SQLite, which knows nothing of how many rows there are, would take the index of invitations, and walk all other mails.
    by_index = " indexed by ix_mail_over" if db.dialect() == "sqlite" else ""
    rows = await db.fetch(
        f"select id from mail{by_index} where next_attempt_at is null and invitation_id is null and updated_at > :since"
        " and status = :failed and name = :name and told is not null order by updated_at limit :most",
        {
            "since": now() - UNSENT, "failed": MailStatus.FAILED.value, "name": EmailTemplateKey.COMMENT_DIGEST.lower(), "most": AT_ONCE,
        },
    )  # fmt: skip
    return [UUID(str(row["id"])) for row in rows]


async def _tell_rest(mail_id: UUID) -> None:
    """Claim a digest that was not sent, and mail what its reader may still read of it, if that is why; in one transaction.

    A mail quotes nothing that was deleted or hidden while it waited (`app.mail.telling`); the other comments have been told to
    nobody else. One that the mail server refused is as it was, and is not written again.
    """
    async with db.transaction():
        row = await db.fetch_one("select poc_id, reader_id, told from mail where id = :id", {"id": mail_id})
        claimed = await db.execute("update mail set told = null where id = :id and told is not null", {"id": mail_id})
        poc = row and claimed and await Poc.get_or_none(id=db.uuid(row["poc_id"]))
        if not row or not poc:
            return
        told = db.json(row["told"])["comments"]
        for audience in Audience:
            comments = await _comments(poc.id, audience, "c.id in :told[uuid]", told=told)
            readers = [person for person in await _recipients(poc, audience) if person["id"] == row["reader_id"]]
            if readers and len(comments) < len(told):
                brand, words = await brand_of(poc.tenant_id), await email_words.of_tenant(poc.tenant_id, EmailTemplateKey.COMMENT_DIGEST)
                await _mail(poc, brand, words.in_(readers[0]["locale"]), comments, readers[0])


async def _comments(poc_id: UUID, audience: Audience, which: str, **values: object) -> list[_New]:
    """Those of the comments that there still are and that the audience may see now, the oldest first."""
    seen = "1 = 1" if audience is Audience.INTERNAL else SHARED.on("c")
    rows = await db.fetch(
        "select c.id, c.author_id, c.created_at, c.body, c.visibility, u.first_name, u.last_name"
        f' from comment c join "user" u on u.id = c.author_id where c.poc_id = :poc and {which} and {seen}'
        " order by c.created_at, c.id",
        {"poc": poc_id, **values},
    )
    return [
        _New(UUID(str(row["id"])), row["author_id"], db.instant(row["created_at"]), _said(row))  # type: ignore[arg-type]  # never null
        for row in rows
    ]


def _said(row: db.Row) -> messages.Said:
    name = f"{row['first_name']} {row['last_name']}".strip()
    return messages.Said(name, row["body"], internal=row["visibility"] == Visibility.INTERNAL)


async def _recipients(poc: Poc, audience: Audience) -> Sequence[db.Row]:
    """Who of the audience can read the POC now, wants such mails, and refuses none of the organization's."""
    wanted = (
        "u.wants_comments = true and not exists (select 1 from mail_refusal r where r.tenant_id = :tenant and r.email_key = u.email_key)"
    )
    values = {"poc": poc.id, "tenant": poc.tenant_id, "now": now()}
    if audience is Audience.INTERNAL:
        rows = await db.fetch(
            "select u.id, u.email, u.locale, m.roles from collaborator c"
            " join membership m on m.user_id = c.user_id and m.tenant_id = :tenant and m.status = 'ACTIVE'"
            f' join "user" u on u.id = c.user_id where c.poc_id = :poc and {wanted} order by u.id',
            values,
        )
        return [row for row in rows if Permission.POCS_READ in permissions_of(words(row["roles"]))]
    if poc.status in (PocStatus.DRAFT, PocStatus.ARCHIVED):
        return []
    return await db.fetch(
        f'select u.id, u.email, u.locale from participant c join "user" u on u.id = c.user_id'
        f" where c.poc_id = :poc and {ACTIVE_PARTICIPANT.on('c')} and {wanted} order by u.id",
        values,
    )


async def _mail(poc: Poc, brand: Brand, words: messages.Words, comments: Sequence[_New], person: db.Row) -> None:
    """One mail with what others wrote; none if that is nothing."""
    of_others = [comment for comment in comments if comment.author_id != person["id"]]
    if not of_others:
        return
    told = of_others[: _fitting([comment.said for comment in of_others])]
    message = messages.comment_digest(
        recipient=person["email"], locale=person["locale"], poc_name=poc.name, brand=brand, words=words,
        said=[comment.said for comment in told], more=len(of_others) - len(told),
        # As the page has it (`app.pages.arrivals`), which stands a floor above.
        link=f"{current().settings.link_url}/welcome/poc/{ids.to_text('poc', poc.id)}",
    )  # fmt: skip
    telling = outbox.Telling(poc.id, UUID(str(person["id"])), [comment.id for comment in told])
    await outbox.enqueue(message, tenant_id=poc.tenant_id, telling=telling)


def _fitting(said: Sequence[messages.Said]) -> int:
    """How many of them one mail holds; at least one."""
    characters = 0
    for place, comment in enumerate(said[:MOST]):
        characters += len(comment.body)
        if place and characters > MOST_CHARACTERS:
            return place
    return min(len(said), MOST)
