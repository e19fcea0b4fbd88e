"""The bytes of a mail: exactly the headers that were meant, whatever stands in names and subjects."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTPUTF8, default
from email.utils import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail import mime, plain
from app.mail.messages import Message
from app.mail.mime import HEADERS, MimeError, compose, mailbox
from tests.mails import LINK, invitation

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
ATTACKS = [
    "=?UTF-8?Q?=0ABcc:_x@evil.example?=", "=?UTF-8?B?CkJjYzogeEBldmlsLmV4YW1wbGU=?=", "x\r\nBcc: x@evil.example", "x\n\nbody",
    "x\r\n.\r\n", "x\nReply-To: x@evil.example", '"', '\\"', 'x" <x@evil.example>, "y', "<x@evil.example>", "x, y; z: w;", "(comment",
    "a\u0000b", "\u2028Bcc: x", "=", "=?", "?=", "=?=?=?", "\ud800", "ü" * 200, "x" * 200, "x " * 100,
    "=?UTF-8?Q?" + "=0A" * 60 + "?=", "🙂" * 100, "",
]  # fmt: skip


def made(message: Message, mail_from: str = "Usher <usher@northwind.example>") -> tuple[bytes, EmailMessage]:
    content = compose(message, mail_from=mail_from, message_id="<id@northwind.example>", date=AT)
    parsed = message_from_bytes(content, policy=default)
    assert isinstance(parsed, EmailMessage)
    return content, parsed


def part(parsed: EmailMessage, kind: str) -> str:
    body = parsed.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_given_a_message_when_composed_then_headers_and_both_parts_are_as_meant() -> None:
    message = invitation()
    content, parsed = made(message)
    assert content.isascii()
    assert dict(parsed.items()) | {"Content-Type": ""} == {
        "From": "Northwind Cloud <usher@northwind.example>",
        "To": "jane@acme.example",
        "Subject": message.subject,
        "Date": "Mon, 02 Mar 2026 09:00:00 +0000",
        "Message-ID": "<id@northwind.example>",
        "Auto-Submitted": "auto-generated",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }
    assert parsed.get_content_type() == "multipart/alternative"
    assert [p.get_content_type() for p in parsed.iter_parts()] == ["text/plain", "text/html"]
    assert part(parsed, "plain") == message.text
    assert part(parsed, "html") == message.html
    assert b"\r\n" in content
    assert not re.search(rb"(?<!\r)\n", content)
    assert max(len(line) for line in content.split(b"\r\n")) <= 998  # RFC 5322, section 2.1.1


def test_given_no_organization_when_composed_then_the_operators_name_stands_before_the_address() -> None:
    message = Message("x", "jane@acme.example", "Hi", "Hi\n", "<p>Hi</p>\n")
    assert str(made(message)[1]["From"]) == "Usher <usher@northwind.example>"
    assert str(made(message, "usher@northwind.example")[1]["From"]) == '"usher@northwind.example" <usher@northwind.example>'


@given(word=st.sampled_from(ATTACKS) | st.text(max_size=200))
def test_given_any_words_of_people_when_composed_then_there_are_exactly_our_headers_and_the_texts_come_back(word: str) -> None:
    message = invitation(poc_name=word, customer_name=word, inviter_name=word, organization=word, personal_message=word)
    content, parsed = made(message)
    assert sorted(parsed.keys()) == sorted(HEADERS)
    assert [str(address.addr_spec) for address in parsed["From"].addresses] == ["usher@northwind.example"]
    assert [str(address.addr_spec) for address in parsed["To"].addresses] == ["jane@acme.example"]
    assert str(parsed["Subject"]) == message.subject
    assert part(parsed, "plain") == message.text
    assert part(parsed, "html") == message.html
    # A mail that some gateway decodes and writes again has no other headers either.
    raw = message_from_bytes(content)
    phrase = raw["From"].rpartition(" <")[0]
    name = unquote(phrase) if phrase.startswith('"') else str(make_header(decode_header(phrase)))
    assert name == (message.from_name or "Usher")
    again = message_from_string(f"Subject: {make_header(decode_header(raw['Subject']))}\nX-Name: {name}\n\n", policy=default)
    assert again.keys() == ["Subject", "X-Name"]
    assert "=?" not in str(again["Subject"])


@pytest.mark.parametrize("field", ["subject", "from_name"])
@pytest.mark.parametrize("word", ATTACKS)
def test_given_a_message_that_was_not_cleaned_when_composed_then_it_is_refused_or_harmless(field: str, word: str) -> None:
    raw = {"subject": "Hi", "from_name": "Northwind"} | {field: word}
    message = Message("x", "jane@acme.example", text="Hi\n", html="<p>Hi</p>\n", **raw)
    try:
        _, parsed = made(message)
    except (MimeError, UnicodeError):
        return
    assert sorted(parsed.keys()) == sorted(HEADERS)
    assert len(parsed["From"].addresses) == 1


@pytest.mark.parametrize("word", ["x\r\nBcc: x@evil.example", "x\r\n\r\nbody", 'x" <x@evil.example>, "y'])
def test_given_a_hole_in_the_writing_of_headers_when_composed_then_reading_again_stops_it(
    monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.setattr(mime, "_words", lambda text, name: text)
    monkeypatch.setattr(mime, "_phrase", lambda text: f'"{text}"')
    message = Message("x", "jane@acme.example", "Hi", "Hi\n", "<p>Hi</p>\n", from_name=word)
    with pytest.raises(MimeError):
        made(message)


def test_given_a_domain_in_another_script_when_composed_then_it_is_in_idna_form() -> None:
    content, parsed = made(invitation(recipient="Jane@Bücher.example"))
    assert content.isascii()
    assert str(parsed["To"]) == mailbox("Jane@Bücher.example") == "Jane@xn--bcher-kva.example"


def test_given_other_letters_before_the_at_when_composed_then_the_header_is_utf8() -> None:
    content, _ = made(invitation(recipient="jürgen@acme.example"))
    parsed = message_from_string(content.decode(), policy=SMTPUTF8)
    assert str(parsed["To"]) == "jürgen@acme.example"


def test_given_a_long_link_when_composed_then_it_survives_the_encoding_of_lines() -> None:
    link = f"{LINK}?x={'y' * 500}=."
    _, parsed = made(invitation(link=link, personal_message=".\n..\nFrom here\n-- \n"))
    assert f"\n{link}\n" in part(parsed, "plain")
    assert f"\n.\n..\nFrom here\n{plain.linkless('--')}\n" in part(parsed, "plain")
