"""E-mail templates: what a mail says, in the tenant's own words or the product's, and how it looks with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

import strawberry

from app import models
from app.auth import policies
from app.core.brands import brand
from app.core.errors import UserErrors, bad_input
from app.mail.language import language_of
from app.mail.render import Message
from app.mail.variables import VARIABLES, Variable
from app.mail.worded import Words
from app.services import email_templates
from app.services.brands import SHOWN
from schema.core.context import Context
from schema.reading.declare import column, computed, given, one, reads, sql
from schema.reading.expressions import Sql
from schema.types.enums import EmailTemplateKey
from schema.types.nodes import Node
from schema.types.users import User

PREVIEW: Final = 20
"""As many values a preview counts: it is made anew each time."""


def _own(value: str, condition: str = "1 = 1") -> str:
    """Something of what the session's tenant says itself, as SQL."""
    return f"(select {value} from tenant_email_template own where own.template_id = {{a}}.id and own.tenant_id = :tenant and {condition})"


def _brand(column: str) -> Sql:
    """Something of the brand that the session's tenant shows."""
    shown = SHOWN.replace("{t}", "here")
    return Sql(f"(select {column} from tenant here join tenant brand on brand.id = {shown} where here.id = :tenant)")


_SAID: Final = "own.body is not null"
_SUBJECT: Final = f"coalesce({_own('own.subject')}, {{a}}.subject)"
_BODY: Final = f"coalesce({_own('own.body')}, {{a}}.body)"


@strawberry.type(description="What may stand in double braces in the words of a mail.")
class EmailTemplateVariable:
    """A variable."""

    name: str = strawberry.field(description="What stands between the braces.")
    description: str = strawberry.field(description="What stands for it in a mail.")
    required: bool = strawberry.field(description="Whether the body must have it.")
    example: str = strawberry.field(description="What a preview shows for it.")


@reads(None, description="A mail as it would arrive, with examples of the variables in it.")
class RenderedEmail:
    """A mail."""

    subject: str = given("The subject.")
    text: str = given("The text part.")
    html: str = given("The HTML part. It runs nothing and loads nothing.")


def variables_of(key: str) -> list[Variable]:
    """What a mail knows."""
    return list(VARIABLES[models.EmailTemplateKey(key)])


def preview_of(key: str, locale: str, subject: str, body: str, brand_name: str, accent: str | None, support_email: str | None) -> Message:
    """How a mail looks."""
    words = Words(language_of(locale), subject, body)
    return email_templates.shown(models.EmailTemplateKey(key), words, brand(brand_name, accent, support_email))


@reads(
    models.EmailTemplate,
    prefix="email_template",
    scope=policies.email_templates,
    description="What a mail says in one language: in the tenant's own words, or the product's.",
)
class EmailTemplate(Node):
    """Words."""

    key: EmailTemplateKey = column("Which mail.")
    locale: str = column("The language (BCP 47).")
    subject: str = sql("The subject: text and {{variables}}.", _SUBJECT)
    body: str = sql(
        "The body: text and {{variables}}, of which text and HTML are made. `Label: {{variable}}` lines become a table, {{link}} alone"
        " on a line a button.",
        _BODY,
    )
    customized: bool = sql("Whether these are the tenant's own words.", f"(case when exists {_own('1', _SAID)} then 1 else 0 end)")
    version: int = sql("Goes up with each change, also with a reset; 0 before the first.", f"coalesce({_own('own.version')}, 0)")
    variables: list[EmailTemplateVariable] = computed("What may stand in double braces.", variables_of, "key")
    updated_at: datetime | None = sql("When the tenant's own words were saved.", _own("own.updated_at", _SAID))
    updated_by: User | None = one("Who saved them.", Sql(_own("own.updated_by_id", _SAID)))
    preview: RenderedEmail = computed(
        "How it looks, with examples of the variables.", preview_of, "key", "locale", Sql(_SUBJECT), Sql(_BODY),
        _brand("coalesce(brand.brand_name, brand.name)"), _brand("brand.brand_accent_color"), _brand("brand.brand_support_email"),
        weight=PREVIEW,
    )  # fmt: skip


Locale = Annotated[str | None, strawberry.argument(description="The language (BCP 47), or one of its regions; the tenant's unless told.")]
_KEY: Final = Annotated[EmailTemplateKey, strawberry.argument(description="Which mail.")]
LOCALE: Final[Mapping[str, Any]] = {"locale": Locale}
KEY: Final[Mapping[str, Any]] = {"key": _KEY, "locale": Locale}
TEXTS: Final[Mapping[str, Any]] = {
    "key": _KEY,
    "subject": Annotated[str, strawberry.argument(description="The subject.")],
    "body": Annotated[str, strawberry.argument(description="The body.")],
    "locale": Locale,
}
"""Arguments of the root fields."""


async def all_in(context: Context, locale: str | None = None) -> list[UUID]:
    """The ids of all templates in a language."""
    return await email_templates.chosen(context.actor, locale, *models.EmailTemplateKey)


async def one_in(context: Context, key: EmailTemplateKey, locale: str | None = None) -> list[UUID]:
    """The id of one."""
    return await email_templates.chosen(context.actor, locale, key)


async def preview_facts(context: Context, key: EmailTemplateKey, subject: str, body: str, locale: str | None = None) -> dict[str, str]:
    """How a text looks that is not saved. BAD_USER_INPUT with the first thing that is wrong with it."""
    try:
        message = await email_templates.preview(context.actor, key, subject=subject, body=body, locale=locale)
    except UserErrors as refused:
        raise bad_input(refused.errors[0].message, refused.errors[0].path) from None
    return {"subject": message.subject, "text": message.text, "html": message.html}
