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
from app.mail.language import ENGLISH, Language

TEMPLATES = Path(__file__).parent / "templates"
SEVERAL_LINES = frozenset({"personal_message", "reason"})

_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
    auto_reload=False,  # or the disk is asked five times a mail whether they are still the same
)
_environment.globals |= {"brand": USHER, "labels": ENGLISH}


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
    locale: str,  # noqa: ARG001  # of who reads it: these mails are in English so far
    from_name: str | None = None,
    brand: Brand | None = None,
    link: str | None = None,
    **words: str | None,
) -> Message:
    """Fill the three templates of an e-mail, which are in English. `words` come from people and are never trusted; `link` is ours.

    `brand` is under whose name it comes; without one `from_name` is.
    """
    clean = {key: word and (plain.lines(word) if key in SEVERAL_LINES else plain.line(word)) for key, word in words.items()}
    subject = plain.header(_filled(f"{name}/subject.txt", clean))
    safe = {key: word and plain.linkless(word) for key, word in clean.items()} | {"link": link, "brand": brand or USHER}
    questions = f"\n{ENGLISH.questions} {brand.support_email}\n" if brand and brand.support_email else ""
    return Message(
        name=name,
        recipient=recipient,
        subject=subject,
        text=_filled(f"{name}/body.txt", safe).strip() + "\n" + questions,
        html=_filled(f"{name}/body.html", safe | {"subject": plain.linkless(subject), "language": ENGLISH.code}),
        from_name=sender_name(brand, from_name),
    )


def sender_name(brand: Brand | None, from_name: str | None) -> str | None:
    """What stands before the sender's address."""
    name = brand.name if brand else from_name
    return plain.header(name) or None if name else None


def worded_page(brand: Brand | None, language: Language, *, button: str, **values: object) -> str:
    """The HTML of a mail whose words a tenant can change."""
    values |= {"brand": brand or USHER, "labels": language, "language": language.code, "button_label": button}
    return _filled("worded.html", values)


def _filled(file: str, values: Mapping[str, object]) -> str:
    return _environment.get_template(file).render(values)
