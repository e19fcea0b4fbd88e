"""E-mail templates: what a tenant says in its mails instead of the product, per mail and language; looking at it, and trying it."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.core import db, places, text
from app.core.brands import Brand
from app.core.errors import Code, UserError, UserErrors, refuse
from app.core.ids import new_id
from app.core.runtime import current, now
from app.core.settings import Settings
from app.mail import outbox, plain
from app.mail.language import LANGUAGES, Language, code_of, language_of
from app.mail.render import Message
from app.mail.syntax import parse
from app.mail.worded import Words, example_of
from app.models import EmailTemplateKey, Tenant, User
from app.services import budgets, email_words, events
from app.services.brands import brand_of

_NAMESPACE: Final = UUID("b7a0a9f4-0b0f-5f0e-9d0c-3c5d5d0f6a21")
"""Of the ids of templates: each has the same id in every installation."""
_COPY: Final = (
    "insert into email_template (id, key, locale, subject, body) values (:id, :key, :locale, :subject, :body)"
    " on conflict (id) do update set subject = excluded.subject, body = excluded.body"
    " where email_template.subject <> excluded.subject or email_template.body <> excluded.body"
)
_CHANGED: Final = "version = tenant_email_template.version + 1, updated_at = :now, updated_by_id = :user"
_SAVE: Final = (
    "update tenant_email_template set subject = :subject, body = :body, "
    f"{_CHANGED} where tenant_id = :tenant and template_id = :template and version = :expected returning version"
)
_SAVE_ANYWAY: Final = (
    "insert into tenant_email_template (id, tenant_id, template_id, subject, body, version, updated_at, updated_by_id)"
    " values (:id, :tenant, :template, :subject, :body, 1, :now, :user) on conflict (tenant_id, template_id) do update"
    f" set subject = excluded.subject, body = excluded.body, {_CHANGED}"
    " where cast(:expected as integer) is null returning version"
)
_RESET: Final = (
    f"update tenant_email_template set subject = null, body = null, {_CHANGED}"
    " where tenant_id = :tenant and template_id = :template and body is not null returning version"
)


def id_of(key: EmailTemplateKey, language: str) -> UUID:
    """The id of a mail's template in a language."""
    return uuid5(_NAMESPACE, f"{key}/{language}")


async def write(settings: Settings) -> None:
    """Write the product's words into a migrated database, for reading. Writing them again, or by several at once, makes no difference."""
    async with db.opened(settings.database_url):
        for code, language in LANGUAGES.items():  # in one order, so that nobody waits in a circle
            for key in EmailTemplateKey:
                row = {"subject": language.subjects[key], "body": language.bodies[key]}
                await db.execute(_COPY, {"id": id_of(key, code), "key": key.value, "locale": code, **row})


async def update(
    actor: Actor, key: EmailTemplateKey, *, subject: str, body: str, locale: str | None = None, expected_version: int | None = None
) -> UUID:
    """Say a mail in the tenant's own words, in a language (the tenant's unless told); the id of the template. The same: nothing is written.

    TEMPLATE_INVALID with the place of each mistake; INVALID at `locale` for a language that there is not; STALE.
    """
    actor.require(Permission.EMAIL_TEMPLATES_MANAGE)
    actor.require_oneself()
    errors: list[UserError] = []
    with text.collecting(errors):
        language = await _language(actor, locale)
    with text.collecting(errors):
        said = _checked(key, subject, body)
    if errors:
        raise UserErrors(errors)
    template_id = id_of(key, language.code)
    values: dict[str, object] = {"tenant": actor.tenant, "template": template_id}
    async with db.transaction():
        sql = "select subject, body, version from tenant_email_template where tenant_id = :tenant and template_id = :template"
        found = await db.fetch_one(sql, values)
        version = found["version"] if found else 0
        if expected_version in (None, version) and found and (found["subject"], found["body"]) == (said["subject"], said["body"]):
            return template_id
        # Who expects that nothing was ever said makes the row; the unique index lets only one do so.
        values |= {"id": new_id(), "now": now(), "user": actor.user, **said}
        written = await db.fetch(_SAVE if expected_version else _SAVE_ANYWAY, {**values, "expected": expected_version})
        if not written:
            raise refuse(Code.STALE, "Somebody has changed these words since; look at them again.", "expectedVersion")
        await _record(actor, "template.changed", key, language, written[0]["version"])
    return template_id


async def reset(actor: Actor, key: EmailTemplateKey, *, locale: str | None = None) -> UUID:
    """Take the product's words again; the id of the template. Without words of the tenant's own: success, and nothing is written."""
    actor.require(Permission.EMAIL_TEMPLATES_MANAGE)
    actor.require_oneself()
    language = await _language(actor, locale)
    template_id = id_of(key, language.code)
    async with db.transaction():
        values = {"tenant": actor.tenant, "template": template_id, "now": now(), "user": actor.user}
        if written := await db.fetch(_RESET, values):
            await _record(actor, "template.reset", key, language, written[0]["version"])
    return template_id


async def send_test(actor: Actor, key: EmailTemplateKey, *, locale: str | None = None) -> None:
    """Mail it as it is now, with examples in it, to whoever asks, and to nobody else. RATE_LIMITED with `retry_after`: 20 an hour."""
    actor.require(Permission.EMAIL_TEMPLATES_MANAGE)
    actor.require_oneself()
    language = await _language(actor, locale)
    words = (await email_words.of_tenant(actor.tenant, key)).in_(language.code)
    user, brand = await User.get(id=actor.user), await brand_of(actor.tenant)
    async with db.transaction():
        await budgets.spend_on_trial(user.id)
        await outbox.enqueue(shown(key, words, brand, recipient=user.email), tenant_id=actor.tenant)


async def preview(actor: Actor, key: EmailTemplateKey, *, subject: str, body: str, locale: str | None = None) -> Message:
    """How a text would look that is not saved. Refused like `update`."""
    actor.require(Permission.EMAIL_TEMPLATES_MANAGE)
    language = await _language(actor, locale)
    return shown(key, Words(language, **_checked(key, subject, body)), await brand_of(actor.tenant))


def shown(key: EmailTemplateKey, words: Words, brand: Brand, recipient: str = "") -> Message:
    """A mail with the examples of its variables."""
    return example_of(key, words, recipient=recipient, link=f"{current().settings.link_url}/invite/example", brand=brand)


async def chosen(actor: Actor, locale: str | None, *keys: EmailTemplateKey) -> list[UUID]:
    """The ids of templates in a language, the tenant's unless told; none for a language that there is not."""
    try:
        language = await _language(actor, locale)
    except UserErrors:
        return []
    return [id_of(key, language.code) for key in keys]


async def _language(actor: Actor, locale: str | None) -> Language:
    if locale is None:
        tenant = await Tenant.get(id=actor.tenant)
        return language_of(tenant.default_locale)
    if code := code_of(places.locale(locale, "locale")):
        return LANGUAGES[code]
    raise refuse(Code.INVALID, f"Mails are written in none but these languages: {', '.join(LANGUAGES)}.", "locale")


def _checked(key: EmailTemplateKey, subject: str, body: str) -> dict[str, str]:
    """Subject and body as they are kept. UserErrors with all that is wrong."""
    errors: list[UserError] = []
    lines = said = ""
    with text.collecting(errors):
        said = plain.line(text.name(subject, "subject"))
    with text.collecting(errors):
        lines = plain.lines(text.body(body, "body") or "")
        if not lines:
            raise refuse(Code.REQUIRED, "This is required.", "body")
    if not errors:
        with text.collecting(errors):
            parse(key, said, lines)
    if errors:
        raise UserErrors(errors)
    return {"subject": said, "body": lines}


async def _record(actor: Actor, action: str, key: EmailTemplateKey, language: Language, version: int) -> None:
    """What was said is no event: it may name people."""
    changes = {"key": key.value, "locale": language.code, "version": [version - 1, version]}
    await events.record(actor, action, "email_template", id_of(key, language.code), changes=changes)
