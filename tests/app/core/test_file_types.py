"""What bytes are said to be, whatever they are called."""

from __future__ import annotations

import pytest

from app.core.file_types import Look

PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
KNOWN = [
    (PNG, "image/png"),
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "application/pdf"),
    (b"%PDF-1.4\nall of it is text", "application/pdf"),
    (b"PK\x03\x04" + bytes(64), "application/zip"),
    (b"MZ\x00\x00", "application/x-msdownload"),
    ("Grüße, 你好\tund\r\n\fmehr".encode(), "text/plain"),
    (b"\xef\xbb\xbfwith a mark", "text/plain"),
    (b"<!doctype html><script>alert(1)</script>", "text/plain"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "text/plain"),
    (b"BMW and MZ are makes", "text/plain"),
    (b"text with \x00", "application/octet-stream"),
    (b"text with \x1b[31m colours", "application/octet-stream"),
    ("text with \x85".encode(), "application/octet-stream"),
    (b"latin-1: \xe4", "application/octet-stream"),
    (b"cut off: \xc3", "application/octet-stream"),
]


@pytest.mark.parametrize(("content", "expected"), KNOWN)
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_given_bytes_in_any_pieces_when_looked_at_then_they_say_what_they_are(content: bytes, expected: str, step: int) -> None:
    look = Look()
    for at in range(0, len(content), step):
        look.at(content[at : at + step])
    assert look.verdict() == expected


def test_given_a_long_text_that_ends_in_another_byte_when_looked_at_then_it_is_no_text() -> None:
    look, other = Look(), Look()
    for _ in range(100):
        look.at(b"a" * 1000)
        other.at(b"a" * 1000)
    other.at(b"\x00")
    assert (look.verdict(), other.verdict()) == ("text/plain", "application/octet-stream")
