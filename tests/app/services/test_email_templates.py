"""What a tenant says in its mails: saved, refused, reset and tried; on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from app.core.ids import new_id
from app.core.runtime import Runtime, now
from app.core.settings import Switch
from app.mail.language import LANGUAGES
from app.models import EmailTemplate, EmailTemplateKey, Event, Tenant, TenantEmailTemplate
from app.services import email_templates
from app.services.email_templates import id_of
from tests.app.services.inviting import mails, refused
from tests.outcomes import DONE, outcome
from tests.partners import act, connect
from tests.world import World, snapshot

POC = EmailTemplateKey.POC_INVITATION
WORDS: dict[str, Any] = {"subject": "Come to {{poc_name}}", "body": "Dear {{customer_name}},\n\n{{link}}"}


async def save(world: World, key: EmailTemplateKey = POC, **given: Any) -> Any:
    return await email_templates.update(world.actor(world.ada), key, **WORDS | given)


async def own() -> TenantEmailTemplate:
    [row] = await TenantEmailTemplate.all()
    return row


# The product's words


async def test_given_a_migrated_database_when_looked_at_then_it_has_the_products_words_and_writing_again_changes_texts_only(
    runtime: Runtime,
) -> None:
    rows = {(row.key, row.locale): row for row in await EmailTemplate.all()}
    assert len(rows) == len(LANGUAGES) * len(EmailTemplateKey)
    for (key, locale), row in rows.items():
        assert row.id == id_of(key, locale)
        assert (row.subject, row.body) == (LANGUAGES[locale].subjects[key], LANGUAGES[locale].bodies[key])
    before = await snapshot()
    await EmailTemplate.filter(key=POC, locale="de").update(subject="Old", body="Old")
    await asyncio.gather(*(email_templates.write(runtime.settings) for _ in range(4)))
    assert await snapshot() == before


# Saving


async def test_given_words_when_saved_then_they_are_the_tenants_in_its_language_and_recorded_without_the_texts(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="de-AT")
    assert await save(world, subject="  Kommt zu {{ poc_name }} ", body=" Hallo\r\n\r\n{{link}}\n\u202e ") == id_of(POC, "de")
    row = await own()
    assert (row.tenant_id, row.template_id, row.version) == (world.northwind.id, id_of(POC, "de"), 1)
    assert (row.subject, row.body) == ("Kommt zu {{ poc_name }}", "Hallo\n\n{{link}}")
    assert (row.updated_at, row.updated_by_id) == (now(), world.ada.id)
    [event] = await Event.filter(action="template.changed")
    assert (event.tenant_id, event.actor_id) == (world.northwind.id, world.ada.id)
    assert (event.target_kind, event.target_id) == ("email_template", id_of(POC, "de"))
    assert event.changes == {"key": "POC_INVITATION", "locale": "de", "version": [0, 1]}
    assert await mails() == []


async def test_given_the_same_words_when_saved_again_then_nothing_is_written(world: World) -> None:
    await save(world)
    before = await snapshot()
    await save(world)
    await save(world, expected_version=1, subject=" Come  to {{poc_name}}")
    assert await snapshot() == before


async def test_given_languages_when_saved_then_each_has_words_of_its_own(world: World) -> None:
    for locale, code in (("fr-CA", "fr"), ("de", "de"), ("EN-gb", "en"), (None, "en")):
        assert await save(world, locale=locale) == id_of(POC, code)
    assert await TenantEmailTemplate.all().count() == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"locale": "pt-BR"}, "INVALID locale"),
        ({"locale": "klingon language"}, "INVALID locale"),
        ({"locale": ""}, "REQUIRED locale"),
        ({"subject": " "}, "REQUIRED subject"),
        ({"body": " \n "}, "REQUIRED body"),
        ({"body": "\u202e"}, "REQUIRED body"),
        ({"subject": "x" * 201}, "TOO_LONG subject"),
        ({"body": "{{link}}" + "x" * 10_000}, "TOO_LONG body"),
        ({"subject": "Hi\nBcc: eve@evil.example"}, "INVALID subject"),
        ({"subject": "Hi\r\nBcc: eve@evil.example"}, "INVALID subject"),
        ({"subject": "Hi\u2028Bcc: eve@evil.example"}, "INVALID subject"),
        ({"body": "{{link}} \x00"}, "INVALID body"),
        ({"body": "Hello"}, "TEMPLATE_INVALID body"),
        ({"body": "{{link}} {{password}}"}, "TEMPLATE_INVALID body"),
        ({"body": "{{link}} {{ 7 * 7 }}"}, "TEMPLATE_INVALID body"),
        ({"body": "{{link}} {\u202e{ 7 * 7 }}"}, "TEMPLATE_INVALID body"),
        ({"body": "{{link}} {% raw %}"}, "TEMPLATE_INVALID body"),
        ({"body": "https://evil.example/{{link}}"}, "TEMPLATE_INVALID body"),
        ({"subject": "{{link}}"}, "TEMPLATE_INVALID subject"),
        ({"subject": "{{personal_message}}"}, "TEMPLATE_INVALID subject"),
        ({"locale": "xx", "subject": "{{a}}", "body": "{{b}}"},
            "INVALID locale; TEMPLATE_INVALID subject; TEMPLATE_INVALID body; TEMPLATE_INVALID body"),
        ({"subject": "", "body": "{{b}}"}, "REQUIRED subject"),
    ],
)  # fmt: skip
async def test_given_words_that_are_not_right_when_saved_or_looked_at_then_refused_and_nothing_is_kept(
    world: World, given: dict[str, Any], expected: str
) -> None:
    assert await refused(save(world, **given)) == expected
    first = refused(email_templates.preview(world.actor(world.ada), POC, **WORDS | given))
    assert (await first).startswith(expected.partition(";")[0])


# Versions


async def test_given_an_older_version_when_saved_then_stale_also_across_a_reset(world: World) -> None:
    ada = world.actor(world.ada)
    assert await refused(save(world, expected_version=1)) == "STALE expectedVersion"
    await save(world, expected_version=0)
    assert await refused(save(world, expected_version=0, subject="Other")) == "STALE expectedVersion"
    await save(world, expected_version=1, subject="Other")
    await email_templates.reset(ada, POC)
    assert (await own()).version == 3
    for version in (-1, 0, 1, 2, 4):
        assert await refused(save(world, expected_version=version)) == "STALE expectedVersion"
    await save(world, expected_version=3)
    await save(world, subject="Whatever")
    assert (await own()).version == 5


@pytest.mark.parametrize("begun", [0, 1])
async def test_given_many_at_once_when_saved_with_the_same_version_then_one_is_and_the_others_are_stale(world: World, begun: int) -> None:
    if begun:
        await save(world, subject="First")
    calls = [outcome(save(world, subject=f"Number {n}", expected_version=begun)) for n in range(8)]
    assert sorted(await asyncio.gather(*calls)) == sorted([DONE] + ["STALE expectedVersion"] * 7)
    assert (await own()).version == 1 + begun
    assert await Event.filter(action="template.changed").count() == 1 + begun


async def test_given_many_at_once_when_saved_without_a_version_then_all_are_one_after_the_other(world: World) -> None:
    assert {await one for one in asyncio.as_completed([outcome(save(world, subject=f"Number {n}")) for n in range(6)])} == {DONE}
    assert (await own()).version == 6
    versions = [event.changes["version"] for event in await Event.filter(action="template.changed")]
    assert sorted(versions) == [[n, n + 1] for n in range(6)]


# Resetting


async def test_given_words_of_its_own_when_reset_then_they_are_gone_and_it_is_recorded_once(world: World) -> None:
    ada = world.actor(world.ada)
    await save(world)
    assert await email_templates.reset(ada, POC) == id_of(POC, "en")
    row = await own()
    assert (row.subject, row.body, row.version) == (None, None, 2)
    [event] = await Event.filter(action="template.reset")
    assert event.changes == {"key": "POC_INVITATION", "locale": "en", "version": [1, 2]}
    before = await snapshot()
    assert await email_templates.reset(ada, POC) == id_of(POC, "en")
    assert await email_templates.reset(ada, EmailTemplateKey.TASK_REMINDER, locale="de") == id_of(EmailTemplateKey.TASK_REMINDER, "de")
    assert await outcome(email_templates.reset(ada, POC, locale="xx")) == "INVALID locale"
    assert await snapshot() == before


# Trying


async def test_given_words_of_its_own_when_tried_then_they_are_mailed_to_whoever_asks_with_examples(world: World) -> None:
    ada = world.actor(world.ada)
    await save(world)
    await email_templates.send_test(ada, POC)
    await email_templates.send_test(ada, POC, locale="de")
    mine, german = await mails()
    assert (mine.recipient, mine.subject, mine.from_name) == (world.ada.email, "Come to Backup Modernization", "Northwind Cloud")
    assert mine.text == "Dear Jane Doe,\n\nhttp://127.0.0.1:8000/invite/example\n"
    assert german.subject == "Einladung zur Teilnahme an Backup Modernization"
    assert await Event.filter(action__startswith="template.").count() == 1


@pytest.mark.parametrize("key", EmailTemplateKey)
async def test_given_each_mail_when_tried_then_it_is_whole(world: World, key: EmailTemplateKey) -> None:
    await email_templates.send_test(world.actor(world.ada), key, locale="nl")
    [mail] = await mails()
    assert mail.name == key.lower()
    assert "{{" not in mail.subject + mail.text


@pytest.mark.settings(rate_limits=Switch.ON)
async def test_given_many_tries_when_tried_again_then_limited_for_an_hour_and_invitations_are_not(runtime: Runtime, world: World) -> None:
    ada = world.actor(world.ada)
    for _ in range(20):
        await email_templates.send_test(ada, POC)
    assert await refused(email_templates.send_test(ada, POC)) == "RATE_LIMITED"
    assert await outcome(email_templates.send_test(world.actor(world.otto), POC)) == DONE
    runtime.clock.advance(timedelta(hours=1))
    assert await outcome(email_templates.send_test(ada, POC)) == DONE


# Who may


async def test_given_people_without_the_permission_or_not_as_themselves_when_they_change_or_try_then_forbidden(world: World) -> None:
    connected = await connect(world)
    for actor, expected in (
        (world.nobody, "UNAUTHENTICATED"),
        (world.actor(world.mia), "FORBIDDEN"),
        (world.actor(world.sam), "FORBIDDEN"),
        (world.actor(world.cara), "FORBIDDEN"),
        (await act(world, connected), "FORBIDDEN"),
        (replace(world.actor(world.ada), session_id=None, key_id=new_id(), permissions=frozenset()), "FORBIDDEN"),
    ):
        for call in (
            email_templates.update(actor, POC, **WORDS),
            email_templates.reset(actor, POC),
            email_templates.send_test(actor, POC),
            email_templates.preview(actor, POC, **WORDS),
        ):
            assert await refused(call) == expected


async def test_given_a_program_that_had_the_permission_when_it_changes_or_tries_then_forbidden_all_the_same(world: World) -> None:
    program = replace(world.actor(world.ada), session_id=None, key_id=new_id())
    for call in (
        email_templates.update(program, POC, **WORDS), email_templates.reset(program, POC), email_templates.send_test(program, POC)
    ):  # fmt: skip
        assert await refused(call) == "FORBIDDEN"
