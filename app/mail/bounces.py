"""Bounces: what a mail server says of a mail that it took and could not deliver (RFC 3464), matched by our Message-ID."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser, HeaderParser
from email.policy import compat32
from typing import Final

from app.core import db
from app.core.runtime import now
from app.mail.sender import short_reply
from app.models import MailStatus

LARGEST: Final = 1_000_000
"""Bytes of a notification that are read: ours are small, and whatever else it returns says nothing to us."""
_STATUS: Final = "message/delivery-status"
_GLOBAL_STATUS: Final = "message/global-delivery-status"
_RETURNED: Final = frozenset({"message/rfc822", "message/global"})
_RETURNED_HEADERS: Final = frozenset({"text/rfc822-headers", "message/global-headers"})
_MESSAGE_ID: Final = re.compile(r"<[!-;=?-~]{1,198}>")


@dataclass(frozen=True, slots=True)
class Bounce:
    """A mail that could not be delivered: its Message-ID, and why."""

    message_id: str
    diagnostic: str


def read(content: bytes) -> Bounce | None:
    """What a notification says for good. None for a delay, and for whatever else may lie in a mailbox: this never raises."""
    try:
        return _read(BytesParser(policy=compat32).parsebytes(content[:LARGEST]))
    except Exception:  # noqa: BLE001  # the parser was not made for enemies: e.g. parts nested a thousand times
        return None


async def note(bounce: Bounce) -> bool:
    """Note at the mail that it bounced; False if no mail that was sent has this Message-ID, or it is noted already."""
    mail = await db.fetch_one("select recipient from mail where message_id = :id", {"id": bounce.message_id})
    if mail is None:
        return False
    sql = "update mail set status = :bounced, last_error = :error, updated_at = :now where message_id = :id and status = :sent"
    values = {
        "id": bounce.message_id, "error": short_reply(bounce.diagnostic, mail["recipient"]), "now": now(),
        "bounced": MailStatus.BOUNCED.value, "sent": MailStatus.SENT.value,
    }  # fmt: skip
    return await db.execute(sql, values) == 1


def _read(mail: Message) -> Bounce | None:
    if mail.get_content_type() != "multipart/report" or str(mail.get_param("report-type")).lower() != "delivery-status":
        return None
    parts = _parts(mail)
    failed = next((block for part in parts for block in _blocks(part) if _has_failed(block)), None)
    found = next((id_ for part in parts if (id_ := _message_id(part))), None)
    if failed is None or found is None:
        return None
    diagnostic = _line(failed["Diagnostic-Code"]).partition(";")[2] or _line(failed["Status"])
    return Bounce(found, diagnostic.strip() or "The mail could not be delivered.")


def _blocks(part: Message) -> list[Message]:
    """The fields of a delivery status: of the notification, then of each recipient. Of other parts nothing."""
    kind, blocks = part.get_content_type(), _parts(part)
    if kind == _STATUS:
        return blocks
    if kind != _GLOBAL_STATUS or not blocks:
        return []
    # The parser does not know this one (RFC 6533), and takes what follows the first fields for the text of a mail.
    others = re.split(r"\r?\n\r?\n", str(blocks[0].get_payload()))
    return [blocks[0], *(HeaderParser().parsestr(fields.lstrip()) for fields in others)]


def _has_failed(block: Message) -> bool:
    """Whether the fields of one recipient say that nothing more will be tried."""
    return _line(block["Action"]).split(";")[0].strip().lower() == "failed"


def _message_id(part: Message) -> str | None:
    """The Message-ID of the mail that came back, whole or its headers alone; None for other parts."""
    kind = part.get_content_type()
    if kind in _RETURNED:
        returned: Iterable[Message] = _parts(part)
    elif kind in _RETURNED_HEADERS:
        text = part.get_payload(decode=True)
        returned = [HeaderParser().parsestr(text.decode("utf-8", "replace"))] if isinstance(text, bytes) else _parts(part)
    else:
        return None
    ids = [match[0] for mail in returned if (match := _MESSAGE_ID.search(_line(mail["Message-ID"])))]
    return ids[0] if ids else None


def _parts(mail: Message) -> list[Message]:
    parts = mail.get_payload()
    return [part for part in parts if isinstance(part, Message)] if isinstance(parts, list) else []


def _line(value: object) -> str:
    """A field as one line; nothing where there is none."""
    return " ".join(str(value).split()) if value is not None else ""
