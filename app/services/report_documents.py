"""From the facts of a report to a document. What people wrote is shown as they wrote it, and never becomes part of the document's form."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_eval_context, select_autoescape
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.core.text import sort_key
from app.models import Audience, TaskStatus
from app.services.report_facts import Facts

NAME_LENGTH: Final = 60
"""Of the part of a file's name that comes from the POC's."""
WEB: Final = re.compile(r"https?://[^\s<>\x00-\x20\x7f]+")
"""An address that may become a link."""
SIGNS: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~&@$"})
"""What means something anywhere in a line of Markdown (CommonMark 0.31), and in its dialects: tables, formulas, names, addresses."""
BEGINNING: Final = re.compile(r"^(\d+)(?=[.)](?: |$))|^(?=[-+=:])")
"""Before what means something only where a line begins: lists and underlines."""
HOST: Final = re.compile(r"\b(www)\.", re.IGNORECASE)
"""As `://`, what some renderers make a link of without any sign around it."""


class ReportFormat(StrEnum):
    """How a report is written."""

    MARKDOWN = "MARKDOWN"
    HTML = "HTML"


ENDINGS: Final = {ReportFormat.MARKDOWN: "md", ReportFormat.HTML: "html"}
CONTENT_TYPES: Final = {ReportFormat.MARKDOWN: "text/markdown; charset=utf-8", ReportFormat.HTML: "text/html; charset=utf-8"}


def document(facts: Facts, format_: ReportFormat) -> str:
    """The document."""
    template = _environment.get_template(f"report.{ENDINGS[format_]}")
    return template.render(poc=facts, internal=facts.audience is Audience.INTERNAL).strip() + "\n"


def filename(facts: Facts, format_: ReportFormat) -> str:
    """A name for the file, in ASCII."""
    slug = re.sub(r"[^a-z0-9]+", "-", sort_key(facts.name)).strip("-")[:NAME_LENGTH].strip("-")
    return f"{slug or 'poc'}-report.{ENDINGS[format_]}"


def line(value: object) -> Markup:
    """Words as one line of text in Markdown."""
    words = BEGINNING.sub(r"\1\\", " ".join(str(value).split()).translate(SIGNS))
    return Markup(HOST.sub(r"\1\\.", words.replace("://", ":\\//")))  # noqa: S704  # here it is made safe


def quoted(text: str) -> Markup:
    """A text of several lines as a quotation in Markdown."""
    lines = [line(one) for one in text.split("\n")]
    broken = [f"{one}\\" if one and after else one for one, after in zip(lines, [*lines[1:], ""], strict=True)]
    return Markup("\n".join(f"> {one}".rstrip() for one in broken))  # noqa: S704  # its lines are safe


def _words(name: str) -> str:
    """The name of a state as words: `NOT_MET` is `Not met`."""
    return "To do" if name == TaskStatus.TODO else name.replace("_", " ").capitalize()


def _link(url: str) -> str | None:
    """An address that may be followed; others are only shown."""
    return url if WEB.fullmatch(url) else None


def _autolink(url: str) -> Markup:
    """An address in Markdown, as a link if it may be followed."""
    return Markup(f"<{url}>") if _link(url) else line(url)  # noqa: S704  # it has no brackets in it


@pass_eval_context
def _finished(context: EvalContext, value: Any) -> Any:
    """What a place is filled with: in Markdown always text, unless it was made safe before. For HTML the environment sees to it."""
    return value if context.autoescape or isinstance(value, Markup) else line(value)


_environment: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "report_templates"),
    autoescape=select_autoescape(["html"]),
    finalize=_finished,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_environment.filters.update(quoted=quoted, words=_words, link=_link, autolink=_autolink)
