"""From a message to the bytes that go over the wire: headers written here, body by the standard library, all of it read again."""

from __future__ import annotations

import re
from datetime import datetime
from email.generator import BytesGenerator
from email.header import Header
from email.message import EmailMessage
from email.parser import Parser
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr, quote
from io import BytesIO

from app.core.text import email_key
from app.mail.render import Message

HEADERS = ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type")
_PLAIN = re.compile(r"(?:(?!=\?)[\x20-\x7e]){1,200}")


class MimeError(Exception):
    """What was made is not what was meant; it must not be sent."""


def compose(message: Message, *, mail_from: str, message_id: str, date: datetime) -> bytes:
    """A mail as RFC 5322 wants it: text and HTML, and exactly the headers of `HEADERS`. Raises MimeError.

    The headers are written by hand, because the standard library decodes an encoded word in a value that it is given, and
    so lets other headers in; and the result is parsed again, so that whatever slips through stops here.
    """
    name, address = parseaddr(mail_from)
    to = mailbox(message.recipient)
    headers = (
        ("From", f"{_phrase(message.from_name or name or address)} <{address}>"),
        ("To", to),
        ("Subject", _words(message.subject, "Subject")),
        ("Date", format_datetime(date)),
        ("Message-ID", message_id),
        ("Auto-Submitted", "auto-generated"),  # RFC 3834: out-of-office replies stay away
    )
    head = "".join(f"{name}: {value}\r\n" for name, value in headers).encode()
    content = head + _body(message)
    try:
        _read_again(content, address, to)
    except ValueError as problem:  # the parser's own refusal
        raise MimeError(str(problem)) from problem
    return content


def mailbox(address: str) -> str:
    """An address as mail servers want it: the part before the @ as it was typed, the domain in its IDNA form."""
    return f"{address.rpartition('@')[0].strip()}@{email_key(address).rpartition('@')[2]}"


def _body(message: Message) -> bytes:
    body = EmailMessage(policy=SMTP)
    body.set_content(message.text, cte="quoted-printable")
    body.add_alternative(message.html, subtype="html", cte="quoted-printable")
    out = BytesIO()
    BytesGenerator(out, policy=SMTP).flatten(body)
    return out.getvalue()


def _words(text: str, name: str) -> str:
    """Unstructured text in a header: as it is where it is short ASCII, else in encoded words (RFC 2047)."""
    if _PLAIN.fullmatch(text):
        return text
    return Header(text, "utf-8", header_name=name).encode(linesep="\r\n")


def _phrase(text: str) -> str:
    """A display name: a quoted string (RFC 5322, section 3.2.4), or encoded words."""
    return f'"{quote(text)}"' if _PLAIN.fullmatch(text) else _words(text, "From")


def _read_again(content: bytes, sender: str, recipient: str) -> None:
    parsed = Parser(policy=SMTPUTF8).parsestr(content.decode())
    found = sorted(name.lower() for name, _ in parsed.items())
    if found != sorted(name.lower() for name in HEADERS):
        raise MimeError(f"headers {found}")
    for name, meant in (("From", sender), ("To", recipient)):
        addresses = [address.addr_spec for address in parsed[name].addresses]
        if addresses != [meant]:
            raise MimeError(f"{len(addresses)} addresses in {name}")
    if parsed["Subject"].defects or parsed["Message-ID"].defects:
        raise MimeError("a header that can't be read")
    if [part.get_content_type() for part in parsed.walk()] != ["multipart/alternative", "text/plain", "text/html"]:
        raise MimeError("other parts than a text and an HTML one")
