"""Wording: words that were read, filled with what a mail is about: as text, and as blocks for its HTML. Values are never read again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from app.mail.syntax import Line, Template
from app.mail.variables import Kind, Variable

Values = Mapping[str, str]
"""What stands for each variable, as text that is harmless there; nothing: it is empty."""
_SPACES: Final = (" ", "\u00a0")
_BR: Final = Markup("<br>\n")
_LINK: Final = Markup(
    '<a class="url" href="{0}" target="_blank" rel="noopener noreferrer" style="color:#1d4fd7;word-break:break-all">{0}</a>'
)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a mail: a paragraph, facts, or what a variable alone on its line becomes."""

    kind: str
    content: str = ""
    rows: Sequence[tuple[str, str]] = ()


def one_line(line: Line, values: Values) -> str:
    """A line as text."""
    return "".join(text for _, text in _pieces(line, values))


def text_of(template: Template, values: Values) -> str:
    """The body as text."""
    return "\n".join(one_line(line, values) for line in _kept(template, values)).strip()


def blocks_of(template: Template, values: Values) -> list[Block]:
    """The body as blocks, from top to bottom."""
    return [block for paragraph in _paragraphs(_kept(template, values)) for block in _blocks(paragraph, values)]


def _kept(template: Template, values: Values) -> list[Line]:
    """The lines that stay: not those that have nothing but empty variables, nor the blank line behind such a one."""
    kept: list[Line] = []
    left_out = False
    for line in template.body:
        if _is_empty(line, values):
            left_out = True
        elif not (left_out and _is_blank(line) and (not kept or _is_blank(kept[-1]))):
            left_out = False
            kept.append(line)
    return kept


def _is_empty(line: Line, values: Values) -> bool:
    named = any(isinstance(part, Variable) for part in line)
    return named and not any(values[part.name] if isinstance(part, Variable) else part.strip() for part in line)


def _is_blank(line: Line) -> bool:
    return all(isinstance(part, str) and not part.strip() for part in line)


def _pieces(line: Line, values: Values) -> Iterator[tuple[Variable | None, str]]:
    """The parts of a line with what stands for them. An empty variable takes the space before it along: `Hello {{name}},`."""
    for part, following in zip(line, [*line, ""][1:], strict=True):
        if isinstance(part, Variable):
            yield part, values[part.name]
        elif isinstance(following, Variable) and not values[following.name] and part.endswith(_SPACES):
            yield None, part[:-1]
        else:
            yield None, part


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    paragraph: list[Line] = []
    for line in (*lines, ()):
        if not _is_blank(line):
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _blocks(paragraph: Sequence[Line], values: Values) -> Iterator[Block]:
    """A paragraph, but for what stands alone on a line and is more than words."""
    if rows := _facts(paragraph, values):
        yield Block("facts", rows=rows)
        return
    waiting: list[Markup] = []
    for line in paragraph:
        variable = _alone(line)
        if variable is None or variable.kind is Kind.LINE:
            waiting.append(Markup().join(_markup(part, text) for part, text in _pieces(line, values)))
            continue
        if waiting:
            yield Block("paragraph", _BR.join(waiting))
            waiting = []
        yield Block(variable.kind.value.lower(), values[variable.name])
    if waiting:
        yield Block("paragraph", _BR.join(waiting))


def _facts(paragraph: Sequence[Line], values: Values) -> list[tuple[str, str]]:
    """`Label: {{variable}}` on every line; none if it is not so on each."""
    rows: list[tuple[str, str]] = []
    for line in paragraph:
        match [part for part in line if isinstance(part, Variable) or part.strip()]:
            case [str(label), Variable(kind=Kind.LINE, name=name)] if label.rstrip().endswith(":") and label.count(":") == 1:
                rows.append((label.strip().removesuffix(":"), values[name]))
            case _:
                return []
    return rows


def _alone(line: Line) -> Variable | None:
    """The only thing in a line, if that is a variable."""
    parts = [part for part in line if isinstance(part, Variable) or part.strip()]
    return parts[0] if len(parts) == 1 and isinstance(parts[0], Variable) else None


def _markup(part: Variable | None, text: str) -> Markup:
    if part is not None and part.kind is Kind.LINK and text:
        return _LINK.format(text)
    shown = _BR.join(escape(line) for line in text.split("\n"))
    return Markup("<strong>{}</strong>").format(shown) if part is not None and part.strong and text else shown
