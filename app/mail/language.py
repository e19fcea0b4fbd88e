"""Languages: what the product says in each. A folder of `languages/` is one: a file for each mail, and `words.toml` for the rest."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.mail.mails import MAILS, MailKey
from app.models import PartnershipKind, SharePermission

FOLDER: Final = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True)
class Language:
    """One of them. What is called `..._form` has places in braces."""

    code: str
    subjects: Mapping[MailKey, str]
    bodies: Mapping[MailKey, str]
    buttons: Mapping[str, str]
    """By mail; one for all of its cases, but where a case has its own."""
    reason_forms: Mapping[str, str]
    """Why somebody gets a mail, by how the names of such mails begin; not every mail says so."""
    roles: Mapping[str, str]
    partnership_kinds: Mapping[PartnershipKind, str]
    share_permissions: Mapping[SharePermission, str]
    """What a customer could do with what is shared with it."""
    no_button: str
    questions: str
    reminder_form: str
    """The subject of a mail that says once more what another one said."""
    more_form: str
    said_form: str
    said_internally_form: str
    due_form: str
    overdue_form: str
    day_form: str
    moment_form: str
    first_of_month: str
    weekdays: Sequence[str]
    months: Sequence[str]

    def day(self, day: date) -> str:
        """A day as people read it."""
        number = self.first_of_month if day.day == 1 else str(day.day)
        return self.day_form.format(weekday=self.weekdays[day.weekday()], day=number, month=self.months[day.month - 1], year=day.year)

    def moment(self, at: datetime) -> str:
        """A time as people read it, in the time zone that it has."""
        return self.moment_form.format(day=self.day(at), time=f"{at:%H:%M}", zone=at.tzinfo)

    def due(self, day: date, today: date) -> str:
        """When something is due, or was."""
        return (self.due_form if day >= today else self.overdue_form).format(day=self.day(day))

    def more(self, count: int) -> str | None:
        """How many more there are; nothing where there are none."""
        return self.more_form.format(n=count) if count else None

    def button(self, key: MailKey) -> str:
        """What the button of a mail says; nothing where it has none."""
        return self.buttons.get(key) or self.buttons.get(key.partition(".")[0], "")

    def reason(self, key: MailKey, values: Mapping[str, str]) -> str | None:
        """Why somebody gets a mail; `values` stand for its variables. Nothing where it does not say so."""
        form = next((form for beginning, form in self.reason_forms.items() if key.startswith(beginning)), None)
        return form and form.format_map(values)

    def role_names(self, roles: Iterable[str]) -> str:
        """Roles as people read them: `MSP admin, sales engineer`."""
        words = ", ".join(self.roles[role] for role in sorted(roles))
        return words[:1].upper() + words[1:]


def _read(folder: Path) -> Language:
    words = tomllib.loads((folder / "words.toml").read_text("utf-8"))
    files = {key: (folder / f"{key.lower()}.txt").read_text("utf-8") for key in MAILS}
    parts = {key: file.removeprefix("Subject: ").split("\n\n", 1) for key, file in files.items()}
    return Language(
        code=folder.name,
        subjects={key: subject for key, (subject, _) in parts.items()},
        bodies={key: body.strip() for key, (_, body) in parts.items()},
        **words,
    )


LANGUAGES: Final[Mapping[str, Language]] = {folder.name: _read(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir()}
"""By their codes."""
ENGLISH: Final = LANGUAGES["en"]


def code_of(locale: str | None) -> str | None:
    """The language that there is for a locale (BCP 47): its very own, or that of all its regions; None where there is none."""
    return next((code for code in (locale, (locale or "").partition("-")[0]) if code in LANGUAGES), None)


def language_of(*locales: str | None) -> Language:
    """The language for the first of some locales for which there is one; else English."""
    return next((LANGUAGES[code] for code in map(code_of, locales) if code), ENGLISH)
