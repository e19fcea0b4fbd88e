"""What a mail is made of: its parts as they will be read, what people said in it, and the page around its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.core.brands import USHER, Brand
from app.core.markdown import to_html
from app.mail import plain
from app.mail.language import Language

TEMPLATES = Path(__file__).parent / "templates"

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,  # or the disk is asked five times a mail whether they are still the same
)


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as it will be read. `from_name` stands before the sender's address, None for the operator's."""

    name: str
    recipient: str
    subject: str
    text: str
    html: str
    from_name: str | None = None


@dataclass(frozen=True)
class Said:
    """What somebody wrote in Markdown, made ready for mails once, however many it stands in. `internal`: no customer sees it."""

    author_name: str
    body: str
    internal: bool = False

    @cached_property
    def who(self) -> str:
        """The author's name, on one line, and no link."""
        return plain.linkless(plain.line(self.author_name))

    @cached_property
    def lines(self) -> Sequence[str]:
        """The text as it was typed."""
        return plain.lines(self.body).split("\n")

    @cached_property
    def html(self) -> Markup:
        """The text as safe HTML."""
        return Markup(to_html("\n".join(self.lines)))  # noqa: S704  # that is what it is made for


def sender_name(brand: Brand | None, from_name: str | None) -> str | None:
    """What stands before the sender's address."""
    name = brand.name if brand else from_name
    return plain.header(name) or None if name else None


def worded_page(brand: Brand | None, language: Language, *, button: str, **values: object) -> str:
    """The HTML of a mail."""
    values |= {"brand": brand or USHER, "labels": language, "language": language.code, "button_label": button}
    return _environment.get_template("worded.html").render(values)
