"""Whose words a mail has: the tenant's own, where it has some in the mail's language, else the product's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from app.core import db
from app.mail.language import ENGLISH, LANGUAGES, code_of, language_of
from app.mail.worded import Words
from app.models import EmailTemplateKey


def _language_of(locale: str) -> str:
    """The language for a locale, as SQL; as `language_of` says it."""
    own = "".join(f" when {locale} = '{code}' then '{code}'" for code in LANGUAGES)
    of_regions = "".join(f" when {locale} like '{code}-%' then '{code}'" for code in LANGUAGES if "-" not in code)
    return f"case{own}{of_regions} else '{ENGLISH.code}' end"


_SPOKEN: Final = f"coalesce(cast(:language as text), {_language_of('t.default_locale')})"
COLUMNS: Final = f"{_SPOKEN} as words_language, own.subject as words_subject, own.body as words_body"
"""What `words_in` needs, of the tenant in the row `t`."""
JOINED: Final = (
    " left join tenant_email_template own on own.tenant_id = t.id"
    f" and own.template_id = (select e.id from email_template e where e.key = :template and e.locale = {_SPOKEN})"
)
"""The tenant's own words of the mail `:template`, in the language `:language`, or without one in the tenant's."""


def sought(key: EmailTemplateKey, locale: str | None) -> dict[str, object]:
    """The parameters of what is joined."""
    return {"template": key.value, "language": code_of(locale)}


def words_in(row: db.Row) -> Words:
    """The words that a row with `COLUMNS` has."""
    return Words(LANGUAGES[row["words_language"]], row["words_subject"], row["words_body"])


@dataclass(frozen=True, slots=True)
class TenantWords:
    """What a tenant says in one of its mails, by language."""

    default_locale: str
    own: Mapping[str, tuple[str, str]]

    def in_(self, locale: str | None) -> Words:
        """In the language of who reads it, else in the tenant's."""
        language = language_of(locale, self.default_locale)
        return Words(language, *self.own.get(language.code, (None, None)))


async def of_tenant(tenant_id: UUID, key: EmailTemplateKey) -> TenantWords:
    """All that a tenant says in a mail, for who writes it to several people."""
    rows = await db.fetch(
        "select t.default_locale, e.locale, own.subject, own.body from tenant t"
        " left join tenant_email_template own on own.tenant_id = t.id and own.body is not null"
        " and own.template_id in (select x.id from email_template x where x.key = :template)"
        " left join email_template e on e.id = own.template_id where t.id = :tenant",
        {"tenant": tenant_id, "template": key.value},
    )
    return TenantWords(rows[0]["default_locale"], {row["locale"]: (row["subject"], row["body"]) for row in rows if row["locale"]})
