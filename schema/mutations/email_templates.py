"""What a tenant's mails say."""

from __future__ import annotations

import strawberry

from app.auth import policies
from app.auth.permissions import Permission
from app.services import email_templates
from schema.core.context import Context
from schema.core.permissions import locked
from schema.mutations.payloads import Facts, fact, mutation, payload
from schema.reading.declare import one
from schema.types.email_templates import EmailTemplate
from schema.types.enums import EmailTemplateKey

_LANGUAGE = "The language (BCP 47), or one of its regions; the tenant's unless told."


@strawberry.input(description="Words for a mail, in a language.")
class UpdateEmailTemplateInput:
    """Words."""

    key: EmailTemplateKey = fact("Which mail.")
    subject: str = fact("The subject: one line of text and {{variables}}, at most 200 characters.")
    body: str = fact(
        "The body: text and {{variables}}, at most 10,000 characters. What is no variable of the mail is refused with its place."
    )
    locale: str | None = fact(_LANGUAGE, None)
    expected_version: int | None = fact("The version that was looked at; if it has changed since: STALE.", None)


@strawberry.input(description="Which mail, in which language.")
class ResetEmailTemplateInput:
    """Which."""

    key: EmailTemplateKey = fact("Which mail.")
    locale: str | None = fact(_LANGUAGE, None)


@strawberry.input(description="Which mail, in which language.")
class SendTestEmailInput:
    """Which."""

    key: EmailTemplateKey = fact("Which mail.")
    locale: str | None = fact(_LANGUAGE, None)


@payload
class UpdateEmailTemplatePayload:
    """The template."""

    template: EmailTemplate | None = one("The template after the change.", scope=policies.email_templates)


@payload
class ResetEmailTemplatePayload:
    """The template."""

    template: EmailTemplate | None = one("The template, with the product's words.", scope=policies.email_templates)


@payload
class SendTestEmailPayload:
    """Nothing."""


@strawberry.type
class EmailTemplateMutations:
    """Root fields about the words of mails."""

    @mutation(locked(Permission.EMAIL_TEMPLATES_MANAGE), "Say a mail in the tenant's own words; as oneself.")
    async def update_email_template(self, context: Context, input: UpdateEmailTemplateInput) -> Facts[UpdateEmailTemplatePayload]:  # noqa: A002
        """Save."""
        template_id = await email_templates.update(
            context.actor,
            input.key,
            subject=input.subject,
            body=input.body,
            locale=input.locale,
            expected_version=input.expected_version,
        )
        return Facts(template=template_id)

    @mutation(locked(Permission.EMAIL_TEMPLATES_MANAGE), "Take the product's words of a mail again; as oneself.")
    async def reset_email_template(self, context: Context, input: ResetEmailTemplateInput) -> Facts[ResetEmailTemplatePayload]:  # noqa: A002
        """Reset."""
        return Facts(template=await email_templates.reset(context.actor, input.key, locale=input.locale))

    @mutation(
        locked(Permission.EMAIL_TEMPLATES_MANAGE),
        "Mail it to oneself as it is now, with examples of the variables; 20 an hour, as oneself.",
    )
    async def send_test_email(self, context: Context, input: SendTestEmailInput) -> Facts[SendTestEmailPayload]:  # noqa: A002
        """Send."""
        await email_templates.send_test(context.actor, input.key, locale=input.locale)
        return Facts()
