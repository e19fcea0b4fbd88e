"""From the words of the product or a tenant, in a language, to a `Message`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import structlog

from app.core.brands import Brand
from app.core.errors import UserErrors
from app.mail import plain, wording
from app.mail.language import ENGLISH, Language
from app.mail.mails import MAILS, MailKey, name_of
from app.mail.render import Message, Said, sender_name, worded_page
from app.mail.syntax import Template, parse
from app.mail.variables import VARIABLES, Kind
from app.models import EmailTemplateKey

Value = str | None | Sequence[str] | Sequence[Said]
"""What a mail says for a variable: words of people as they wrote them, a link of ours, tasks, or comments."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """In which language a mail speaks, and what a tenant says in it instead of the product, where it can."""

    language: Language = ENGLISH
    subject: str | None = None
    body: str | None = None


def worded(
    key: MailKey, words: Words, *, recipient: str, from_name: str | None = None, brand: Brand | None = None, reminding: bool = False,
    **values: Value,
) -> Message:  # fmt: skip
    """A mail. `values` come from people and are never trusted, nor read for variables.

    `brand` is under whose name it comes; without one `from_name` is. `reminding`: it says once more what it said, and its subject
    says so.
    """
    language = words.language
    usual = parse(key, language.subjects[key], language.bodies[key])
    template = _own(key, words) or usual
    texts = {variable.name: _text(variable.kind, values.get(variable.name), language) for variable in MAILS[key]}
    in_subject = {name: plain.line(value) if isinstance(value := values.get(name), str) else "" for name in texts}
    subject = next(filter(None, (plain.header(wording.one_line(one.subject, in_subject)) for one in (template, usual))), "")
    if reminding:
        subject = plain.header(language.reminder_form.format(subject=subject))
    reason = language.reason(key, texts)
    endings = [reason, f"{language.questions} {brand.support_email}" if brand and brand.support_email else None]
    return Message(
        name=name_of(EmailTemplateKey.INVITATION_REMINDER if reminding else key),
        recipient=recipient,
        subject=subject,
        text="\n".join(f"{part}\n" for part in (wording.text_of(template, texts), *endings) if part),
        html=worded_page(
            brand, language, subject=plain.linkless(subject), blocks=wording.blocks_of(template, texts), button=language.button(key),
            tasks=_tasks(values.get("tasks")), said=[_Heading(one, language) for one in _said(values.get("comments"))], reason=reason,
        ),
        from_name=sender_name(brand, from_name),
    )  # fmt: skip


def _own(key: MailKey, words: Words) -> Template | None:
    """What the tenant says. What was right when it was saved, and is not any more, must keep no mail from being sent."""
    if words.subject is None or words.body is None:
        return None
    try:
        return parse(key, words.subject, words.body)
    except UserErrors as problem:
        _log.warning("a tenant's words of a mail can't be used", template=key.value, language=words.language.code, problem=str(problem))
        return None


def _text(kind: Kind, value: Value, language: Language) -> str:
    """What stands for a variable in the body, as text."""
    if kind is Kind.TASKS:
        return "\n".join(f"- {task}" for task in _tasks(value))
    if kind is Kind.COMMENTS:
        return "\n\n".join(_Heading(one, language).text for one in _said(value))
    given = str(value or "")
    return given if kind is Kind.LINK else plain.linkless(plain.lines(given) if kind is Kind.LINES else plain.line(given))


def _tasks(value: Value) -> list[str]:
    return [plain.linkless(plain.line(str(task))) for task in value or ()]


def _said(value: Value) -> Sequence[Said]:
    return cast("Sequence[Said]", value or ())


class _Heading:
    """A comment and the line above it, in a language."""

    def __init__(self, said: Said, language: Language) -> None:
        form = language.said_internally_form if said.internal else language.said_form
        self.before, _, self.after = form.partition("{name}")
        self.said = said

    @property
    def text(self) -> str:
        """As text: what is quoted can't pass for somebody else's words."""
        quoted = "\n".join(f"> {line}" if line else ">" for line in self.said.lines)
        return f"{self.before}{self.said.who}{self.after}\n{quoted}"


def example_of(key: EmailTemplateKey, words: Words, *, recipient: str, link: str, brand: Brand) -> Message:
    """The mail with the examples of its variables."""
    values: dict[str, Any] = {}
    for variable in VARIABLES[key]:
        examples: Mapping[Kind, Value] = {
            Kind.LINK: link, Kind.TASKS: variable.example.split("\n"), Kind.COMMENTS: [Said("Jane Doe", variable.example)],
        }  # fmt: skip
        values[variable.name] = examples.get(variable.kind, variable.example)
    return worded(key, words, recipient=recipient, brand=brand, **values)
