"""Words of people in a mail: plain text that can't become a header, markup or a link (the product's texts pass untouched)."""

from __future__ import annotations

import re
import unicodedata

from app.core.text import BIDI

# U+200A HAIR SPACE is hardly seen, and it is a space: nothing that turns addresses into links reads over it. The invisible
# characters (U+2060 WORD JOINER, U+200B) are no spaces: some such programs (linkify-it) take them for letters of a domain, and
# browsers leave them out of it. Rewriting ("[.]") would deface names like Node.js, which are no attack.
HAIR = "\u200a"

_DOT = "[.\u3002\uff0e\uff61]"  # those that IDNA takes for a dot (RFC 3490, section 3.1)
_PLACES = re.compile(
    rf"""(?<=\S)(?={_DOT}[^\W\d_]{{2}})                  # evil.example: a dot before what could be a top-level domain
      |  (?<=\d)(?=\.\d{{1,3}}\.\d{{1,3}}\.\d{{1,3}}\b)  # 192.0.2.1
      |  (?<=\S)(?=@\S) | (?<=\S@)(?=\S)                 # somebody@example.com
      |  (?<=/)(?=/) | (?<=\\)(?=\\)                     # https://, and \\server\share
      |  (?<=mailto:)(?=\S) | (?<=tel:)(?=\S) | (?<=sms:)(?=\S) | (?<=file:)(?=\S) | (?<=javascript:)(?=\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def line(text: str) -> str:
    """One line: every kind of space is one space; control and bidi characters and lone surrogates are gone."""
    words = " ".join(text.split())
    return words if words.isprintable() else " ".join("".join(c for c in words if _kept(c)).split())


def lines(text: str) -> str:
    """Several lines: newline and tab stay of the control characters."""
    broken = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)
    return "".join(c for c in broken if c in "\n\t" or _kept(c)).strip()


def header(text: str) -> str:
    """One line that stays what it says in a header.

    An encoded word (RFC 2047) in it would be decoded by whoever handles the mail, perhaps twice, and could bring newlines
    and so other headers: it is broken up.
    """
    return line(text).replace("=?", "= ?")


def linkless(text: str) -> str:
    """Nearly the same for the eye, but no mail program finds an address in it that it could make a link of."""
    return _PLACES.sub(HAIR, text)


def _kept(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cs") and character not in BIDI
