"""From facts to a mail: fills the templates of one e-mail's folder, with the words of people as plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from app.core.brands import USHER, Brand
from app.core.markdown import to_html
from app.mail import plain

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = frozenset({"en"})
SEVERAL_LINES = frozenset({"personal_message", "reason", "tasks"})

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,  # or the disk is asked five times a mail whether they are still the same
)
_environment.globals["brand"] = USHER


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as it will be read. `name` is its folder; `from_name` stands before the sender's address, None for the operator's."""

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


def rendered(
    name: str,
    *,
    recipient: str,
    locale: str,
    from_name: str | None = None,
    brand: Brand | None = None,
    link: str | None = None,
    said: Sequence[Said] = (),
    **words: str | None,
) -> Message:
    """Fill the three templates of an e-mail. `words` come from people and are never trusted; `link` is ours.

    `said` is what stands in it as people wrote it on a POC, with their links. `brand` is under whose name it comes; without
    one `from_name` is.
    """
    language = _language(locale)
    clean = {key: word and (plain.lines(word) if key in SEVERAL_LINES else plain.line(word)) for key, word in words.items()}
    subject = plain.header(_filled(name, "subject.txt", clean))
    safe = {key: word and plain.linkless(word) for key, word in clean.items()} | {"link": link, "said": said, "brand": brand or USHER}
    from_name = brand.name if brand else from_name
    questions = f"\nQuestions? {brand.support_email}\n" if brand and brand.support_email else ""
    return Message(
        name=name,
        recipient=recipient,
        subject=subject,
        text=_filled(name, "body.txt", safe).strip() + "\n" + questions,
        html=_filled(name, "body.html", safe | {"subject": plain.linkless(subject), "language": language}),
        from_name=plain.header(from_name) or None if from_name else None,
    )


def _filled(name: str, file: str, values: Mapping[str, object]) -> str:
    return _environment.get_template(f"{name}/{file}").render(values)


def _language(locale: str) -> str:
    """The language of the templates for a locale (BCP 47): English where there is no other."""
    language = locale.partition("-")[0].lower()
    return language if language in LANGUAGES else "en"
