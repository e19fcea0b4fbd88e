"""The syntax of the words of mails: text with `{{variable}}` in it, and nothing else. There is nothing to run."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from app.core.errors import Code, UserError, UserErrors
from app.mail import plain
from app.mail.mails import MAILS, MailKey
from app.mail.variables import Kind, Variable

Line = tuple[str | Variable, ...]
"""Text and variables, as they follow each other."""
MOST_ERRORS: Final = 20
MOST_TIMES: Final = 3
"""So often a variable of several lines stands in a body: what is long once is no mail any more a thousand times."""

_SIGN: Final = re.compile(r"\{\{|\}\}|\{%|\{#")
_VARIABLE: Final = re.compile(r"\{\{[ \t]*([A-Za-z_]\w*)[ \t]*\}\}", re.ASCII)
_TO_SPACE: Final = re.compile(r"[^ \t]*")
_OF_ADDRESSES: Final = frozenset("/\\@%&#*_-")
"""Punctuation that may belong to an address."""


@dataclass(frozen=True, slots=True)
class Template:
    """Words that were read, and are right."""

    subject: Line
    body: Sequence[Line]


@lru_cache(maxsize=512)
def parse(key: MailKey, subject: str, body: str) -> Template:
    """Read the words of a mail. UserErrors with all that is wrong, each with its place (TEMPLATE_INVALID at `subject` or `body`)."""
    errors: list[UserError] = []
    first = _Reading(key, "subject", errors).line(plain.line(subject), 1)
    reading = _Reading(key, "body", errors)
    lines = [reading.line(text, number) for number, text in enumerate(plain.lines(body).split("\n"), 1)]
    there = Counter(part for line in lines for part in line)
    for variable in MAILS[key]:
        if variable.required and not there[variable]:
            reading.refuse(f"The body of this mail needs {{{{{variable.name}}}}}.")
        if variable.kind not in (Kind.LINE, Kind.LINK) and there[variable] > MOST_TIMES:
            reading.refuse(f"{{{{{variable.name}}}}} stands at most {MOST_TIMES} times in the body.")
    if errors:
        raise UserErrors(errors[:MOST_ERRORS])
    return Template(first, lines)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Subject or body, as it is read."""

    key: MailKey
    field: str
    errors: list[UserError]

    def line(self, text: str, number: int) -> Line:
        """One line. What is wrong is noted, and left out."""
        parts: list[str | Variable] = []
        at = 0
        joined = _VARIABLE.sub(lambda found: "x" * len(found[0]), text)
        for start, end, name in _signs(text):
            found = next((variable for variable in MAILS[self.key] if variable.name == name), None)
            if problem := self._problem(name, found, text, joined, start, end):
                self.refuse(f"{problem}: line {number}, column {start + 1}.")
            parts.append(text[at:start])
            if found:
                parts.append(found)
            at = end
        return tuple(part for part in (*parts, text[at:]) if part)

    def _problem(self, name: str | None, found: Variable | None, text: str, joined: str, start: int, end: int) -> str | None:
        """What is wrong with what stands between braces, or with where it stands. `joined`: the line, with letters for variables."""
        if name is None:
            sign = text[start : start + 2]
            return "Between {{ and }} stands the name of a variable, and nothing else" if sign == "{{" else f"{sign} has no meaning here"
        if found is None:
            return f"This mail has no variable {name[:40]}"
        if self.field == "subject" and found.kind is not Kind.LINE:
            return f"{{{{{name}}}}} can't stand in the subject"
        if found.kind is Kind.LINK and not _stands_free(joined, start, end):
            return f"{{{{{name}}}}} stands alone, with spaces around it"
        return None

    def refuse(self, message: str) -> None:
        """Note what is wrong."""
        self.errors.append(UserError(Code.TEMPLATE_INVALID, message, (self.field,)))


def _signs(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Where braces stand that mean something, from and to, and the name between them; None where it is not just a name."""
    at = 0
    while sign := _SIGN.search(text, at):
        plainly = _VARIABLE.match(text, sign.start())
        # What stands in between belongs to it, so that one mistake is told once.
        closed = text.find("}}", sign.end()) if sign[0] == "{{" else -1
        at = closed + 2 if closed >= 0 else sign.end()
        yield sign.start(), at, plainly[1] if plainly else None


def _stands_free(joined: str, start: int, end: int) -> bool:
    """Whether nothing touches a link but brackets, quotes and full stops.

    Else it could become part of another address, and a mail program would hand that one's owner what only its recipient may have.
    Another variable touches it as letters do, also where that is written with spaces inside of its braces.
    """
    before = max(joined.rfind(" ", 0, start), joined.rfind("\t", 0, start)) + 1
    after = _TO_SPACE.match(joined, end)
    touching = joined[before:start] + (after[0] if after else "")
    return all(c in "<>" or (unicodedata.category(c).startswith("P") and c not in _OF_ADDRESSES) for c in touching)
