"""From facts to a mail: fills the templates of one e-mail's folder, with the words of people as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from app.mail import plain

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = frozenset({"en"})

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
    """A mail as it will be read. `name` is its folder; `from_name` stands before the sender's address, None for the operator's."""

    name: str
    recipient: str
    subject: str
    text: str
    html: str
    from_name: str | None = None


def rendered(
    name: str, *, recipient: str, locale: str, from_name: str | None = None, link: str | None = None, **words: str | None
) -> Message:
    """Fill the three templates of an e-mail. `words` come from people and are never trusted; `link` is ours."""
    language = _language(locale)
    clean = {key: word and (plain.lines(word) if key == "personal_message" else plain.line(word)) for key, word in words.items()}
    subject = plain.header(_filled(name, "subject.txt", clean))
    safe = {key: word and plain.linkless(word) for key, word in clean.items()} | {"link": link}
    return Message(
        name=name,
        recipient=recipient,
        subject=subject,
        text=_filled(name, "body.txt", safe).strip() + "\n",
        html=_filled(name, "body.html", safe | {"subject": plain.linkless(subject), "language": language}),
        from_name=plain.header(from_name) or None if from_name else None,
    )


def _filled(name: str, file: str, values: dict[str, str | None]) -> str:
    return _environment.get_template(f"{name}/{file}").render(values)


def _language(locale: str) -> str:
    """The language of the templates for a locale (BCP 47): English where there is no other."""
    language = locale.partition("-")[0].lower()
    return language if language in LANGUAGES else "en"
