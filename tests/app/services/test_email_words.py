"""That mails say what their tenant says, in the language of whoever reads them; on both databases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.core import db
from app.core.runtime import Runtime, now
from app.mail.delivery import deliver_due
from app.mail.language import LANGUAGES, language_of
from app.mail.sender import sending
from app.models import EmailTemplateKey, Invitation, Role, Tenant, User
from app.services import comments, digests, email_templates, email_words, invitations, members, participants, reminders
from tests.app.services.inviting import NEW, mails, registration, token_of
from tests.app.services.reminding import task
from tests.mail_server import mail_server
from tests.partners import connect
from tests.statements import counted
from tests.world import World

KEYS = EmailTemplateKey
OWN = {
    KEYS.POC_INVITATION: ("Ours: {{poc_name}}", "Our own words for {{customer_name}}: {{personal_message}}\n{{link}}"),
    KEYS.MEMBER_INVITATION: ("Ours: {{organization}}", "Our own words as {{roles}}\n{{link}}"),
    KEYS.INVITATION_REMINDER: ("Ours, again: {{poc_name}}", "Our own words until {{until}}\n{{link}}"),
    KEYS.INVITATION_ACCEPTED: ("Ours: {{invited_name}}", "Our own words of {{invited_name}}"),
    KEYS.TASK_REMINDER: ("Ours: {{poc_name}}", "Our own words\n{{tasks}}\n{{link}}"),
    KEYS.COMMENT_DIGEST: ("Ours: {{poc_name}}", "Our own words\n{{comments}}\n{{link}}"),
}


async def customize(world: World, *keys: EmailTemplateKey, locale: str = "en") -> None:
    for key in keys or OWN:
        subject, body = OWN[key]
        await email_templates.update(world.actor(world.ada), key, subject=subject, body=body, locale=locale)


async def invite(world: World, **given: Any) -> Any:
    return await participants.invite(world.actor(world.sam), world.active.id, **({"email": NEW} | given))


async def test_given_words_of_a_tenants_own_when_each_mail_is_written_then_it_has_them(runtime: Runtime, world: World) -> None:
    await customize(world)
    id_ = await invite(world, personal_message="Hello {{link}}")
    runtime.clock.advance(timedelta(days=1))
    await invitations.resend(world.actor(world.sam), id_)
    runtime.clock.advance(timedelta(days=1))
    await reminders.send(world.actor(world.sam), world.active.id, invitation_ids=[id_])
    await members.invite(world.actor(world.ada), email="colleague@northwind.example", roles=[Role.SALES_ENGINEER])
    await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    await task(world, due_on=now().date(), assigned_participant=world.cara_on_active)
    await reminders.send(world.actor(world.sam), world.active.id, participant_ids=[world.cara_on_active.id])
    await comments.add(world.actor(world.sam), world.active.id, body="News")
    runtime.clock.advance(timedelta(minutes=10))
    await digests.send_due()

    found = {mail.name: mail for mail in await mails()}
    assert found.keys() == {key.lower() for key in OWN}
    assert all(mail.subject.startswith("Ours") and mail.text.startswith("Our own words") for mail in await mails())
    assert "as Sales engineer\n" in found["member_invitation"].text
    assert "words of Nina New" in found["invitation_accepted"].text
    assert found["poc_invitation"].subject == "Ours: Active POC"
    assert "Hello {{link}}" in found["poc_invitation"].text
    assert [mail.subject for mail in await mails("poc_invitation")] == ["Ours: Active POC"] * 2


async def test_given_words_of_one_tenant_when_another_writes_then_it_has_the_products_and_so_after_a_reset(world: World) -> None:
    await customize(world, KEYS.POC_INVITATION)
    await participants.invite(world.actor(world.olga), world.olgas.id, email=NEW)
    await email_templates.reset(world.actor(world.ada), KEYS.POC_INVITATION)
    await invite(world)
    assert [mail.subject for mail in await mails()] == [
        "You've been invited to participate in Olgas POC", "You've been invited to participate in Active POC",
    ]  # fmt: skip


async def test_given_words_of_a_customer_when_its_partners_person_is_told_of_an_acceptance_then_in_the_products(world: World) -> None:
    connected = await connect(world)
    subject, body = OWN[KEYS.INVITATION_ACCEPTED]
    await email_templates.update(world.actor(connected.admin), KEYS.INVITATION_ACCEPTED, subject=subject, body=body)
    for inviter, record in ((world.mia, connected.record.id), (connected.admin, None)):
        id_ = await members.invite(
            world.actor(inviter), email=f"of-{inviter.first_name}@umbrella.example", roles=[Role.MEMBER], customer_id=record
        )
        await invitations.accept(world.nobody, token=await token_of(id_), registration=registration())
    told = {mail.recipient: mail.text.startswith("Our own words") for mail in await mails("invitation_accepted")}
    assert told == {world.mia.email: False, connected.admin.email: True}


@pytest.mark.parametrize(
    ("of_invitation", "of_tenant", "code"),
    [
        ("de-AT", "fr", "de"), ("fr", "de", "fr"), (None, "es-MX", "es"), (None, "nl", "nl"), ("pt-BR", "de-CH", "de"),
        ("pt-BR", "it", "en"), (None, "den", "en"), ("en-US", "de", "en"),
    ],
)  # fmt: skip
async def test_given_locales_when_invited_and_reminded_then_in_the_nearest_language_and_its_own_words(
    runtime: Runtime, world: World, of_invitation: str | None, of_tenant: str, code: str
) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale=of_tenant)
    assert language_of(of_invitation, of_tenant).code == code
    other = next(one for one in LANGUAGES if one != code)
    await customize(world, KEYS.INVITATION_REMINDER, locale=code)
    await customize(world, KEYS.POC_INVITATION, locale=other)
    id_ = await invite(world, locale=of_invitation)
    runtime.clock.advance(timedelta(days=1))
    await reminders.send(world.actor(world.sam), world.active.id, invitation_ids=[id_])
    invited, reminded = await mails()
    assert f'<html lang="{code}">' in invited.html
    assert f'<html lang="{code}">' in reminded.html
    assert invited.subject == LANGUAGES[code].subjects[KEYS.POC_INVITATION].replace("{{poc_name}}", "Active POC")
    assert reminded.subject == "Ours, again: Active POC"
    expires_at = (await Invitation.get(id=id_)).expires_at
    assert expires_at is not None
    assert LANGUAGES[code].day(expires_at.date()) in reminded.text


async def test_given_people_with_languages_when_told_of_comments_then_each_in_their_own(runtime: Runtime, world: World) -> None:
    for user, locale in ((world.cara, "de-DE"), (world.carl, "it"), (world.sam, "fr")):
        await User.filter(id=user.id).update(locale=locale)
    await Tenant.filter(id=world.northwind.id).update(default_locale="nl-BE")
    await customize(world, KEYS.COMMENT_DIGEST, locale="de")
    await comments.add(world.actor(world.ada), world.active.id, body="News")
    runtime.clock.advance(timedelta(minutes=10))
    await digests.send_due()
    found = {mail.recipient: mail for mail in await mails()}
    assert found["cara@acme.example"].subject == "Ours: Active POC"
    assert "Ada Admin schrieb:" in found["cara@acme.example"].text
    assert found["carl@acme.example"].subject == "Nieuwe reacties op Active POC"
    assert found["sam@northwind.example"].subject == "Nouveaux commentaires sur Active POC"


async def test_given_every_locale_when_looked_for_in_sql_then_the_language_is_the_one_that_the_mails_say(world: World) -> None:
    for locale in ("en", "de", "de-AT", "DE", "d", "den", "de_AT", "fr-CA", "es-419", "nl-NL", "pt-BR", "zh-Hant", "gsw"):
        await Tenant.filter(id=world.northwind.id).update(default_locale=locale)
        sql = f"select {email_words.COLUMNS} from tenant t {email_words.JOINED} where t.id = :tenant"
        row = await db.fetch_one(sql, {"tenant": world.northwind.id, **email_words.sought(KEYS.POC_INVITATION, None)})
        assert row is not None
        assert email_words.words_in(row).language is language_of(locale), locale


async def test_given_words_of_its_own_when_one_is_invited_then_no_statement_more_than_without(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await invite(world, email="warm@acme.example")
    counts = []
    for place in range(2):
        with counted(monkeypatch) as statements:
            await invite(world, email=f"new{place}@acme.example")
        counts.append(len(statements))
        await customize(world, KEYS.POC_INVITATION)
    assert counts[0] == counts[1]


@pytest.mark.settings(smtp_url="smtp://127.0.0.1:1")
async def test_given_words_of_its_own_when_invited_then_they_arrive(runtime: Runtime, world: World) -> None:
    await customize(world, KEYS.POC_INVITATION)
    await invite(world, personal_message="See <you>")
    async with mail_server() as server:
        async with sending(runtime.settings.model_copy(update={"smtp_url": server.url()})) as send:
            await deliver_due(send, limit=10)
        [received] = server.received
    mail = received.mail
    assert mail["Subject"] == "Ours: Active POC"
    assert mail["To"] == NEW
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().startswith("Our own words for Acme: See <you>\r\n")
    assert "Our own words for Acme: See &lt;you&gt;" in html.get_content()


async def test_given_words_of_others_and_reset_ones_when_a_tenants_are_read_then_they_are_not_among_them(world: World) -> None:
    for user, locale in ((world.otto, "en"), (world.otto, "de"), (world.ada, "fr"), (world.ada, "nl")):
        subject, body = OWN[KEYS.COMMENT_DIGEST]
        await email_templates.update(world.actor(user), KEYS.COMMENT_DIGEST, subject=subject, body=body, locale=locale)
    await email_templates.reset(world.actor(world.ada), KEYS.COMMENT_DIGEST, locale="nl")
    assert (await email_words.of_tenant(world.northwind.id, KEYS.COMMENT_DIGEST)).own == {"fr": OWN[KEYS.COMMENT_DIGEST]}
    assert (await email_words.of_tenant(world.contoso.id, KEYS.COMMENT_DIGEST)).own.keys() == {"en", "de"}
    assert (await email_words.of_tenant(world.northwind.id, KEYS.TASK_REMINDER)).own == {}


async def test_given_words_of_partner_and_customer_when_the_partner_invites_a_user_then_it_is_in_the_customers(world: World) -> None:
    connected = await connect(world)
    await customize(world, KEYS.MEMBER_INVITATION)
    await email_templates.update(
        world.actor(connected.admin), KEYS.MEMBER_INVITATION, subject="Umbrella: {{organization}}", body="Words of Umbrella\n{{link}}"
    )
    await members.invite(world.actor(world.mia), email="new@umbrella.example", roles=[Role.MEMBER], customer_id=connected.record.id)
    [mail] = await mails()
    assert (mail.subject, mail.text.startswith("Words of Umbrella")) == ("Umbrella: Umbrella", True)
