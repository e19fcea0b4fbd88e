"""Weak passwords: what is refused although it is long enough, because guessing begins there.

Known are the lists of zxcvbn (leaked passwords, English words, names). Its estimator is not used: it tries every reading
of letters that may stand for others, so that one crafted password of 20 characters keeps it busy for seconds.
"""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Final

from zxcvbn.frequency_lists import FREQUENCY_LISTS

UNIT: Final = 12
"""What repeats itself must be as long as a password."""
SURPRISES: Final = 5
"""So many characters at least must not follow from the one before, or be left without one's own name."""
TRIMMINGS: Final = 6
"""A common word with up to so many digits and signs around it is still that word."""
_ADVICE: Final = "Try several words that have nothing to do with each other, or with you."
_EDGES: Final = string.digits + string.punctuation + " "
_LOOKALIKES: Final = str.maketrans("@48310!5$7", "aabeioisst")


def weakness(password: str, about: Iterable[str] = ()) -> str | None:
    """Why this password is easy to guess, as a sentence; None if it is not. `about` is the person's address and names."""
    text = _folded(password)
    if _repeats(text) or _surprises(text) < SURPRISES:
        return f"This repeats or counts, which is easy to guess. {_ADVICE}"
    if _personal(text, [_folded(own) for own in about]):
        return f"This is little more than your own name or address. {_ADVICE}"
    if any(word in _common() for word in _words_behind(text)):
        return f"This is one of the passwords that are tried first. {_ADVICE}"
    return None


def _repeats(text: str) -> bool:
    longest = min(UNIT - 1, len(text) // 2)
    return any(text.startswith(text[unit:]) for unit in range(1, longest + 1))


def _surprises(text: str) -> int:
    """How many different characters come as neither the same as, nor next in order to, the one before."""
    return len({b for a, b in pairwise(text) if abs(ord(a) - ord(b)) > 1} | {text[:1]})


def _personal(text: str, about: list[str]) -> bool:
    """Whether a whole address is in it, or hardly anything is left without the parts of names and addresses."""
    bare = _bare(text)
    if any("@" in own and _bare(own) in bare for own in about):
        return True
    parts = {part for own in about for part in [_bare(own), *_spaced(own).split()] if len(part) > 2}  # noqa: PLR2004  # "li" is in many words
    rest = bare
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return rest != bare and len(rest) < SURPRISES


def _words_behind(text: str) -> Iterator[str]:
    """The text without the digits and signs around it, as it is and with letters for what looks like them."""
    for form in (text, text.rstrip(_EDGES), text.strip(_EDGES)):
        if len(text) - len(form) <= TRIMMINGS:
            yield _bare(form)
            yield _bare(form.translate(_LOOKALIKES))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _spaced(text: str) -> str:
    return "".join(c if c.isalnum() else " " for c in text)


@cache
def _common() -> frozenset[str]:
    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)
