"""E-mail templates through the API: reading, trying out, saving, what can't be saved, and for whom they exist."""

from __future__ import annotations

from typing import Any

import pytest

from app.core import ids
from app.core.errors import Refused
from app.mail.language import LANGUAGES
from app.models import EmailTemplateKey, Mail, Tenant, User
from app.services import email_templates
from tests.app.mail.every_mail import Page
from tests.app.services.inviting import NEW, mails
from tests.partners import act, connect
from tests.schema.calling import call, run
from tests.schema.types.asking import asked
from tests.world import World, snapshot

FIELDS = "id key locale subject body customized version updatedAt updatedBy { id } variables { name required example description }"
LIST = f"query($locale: String) {{ emailTemplates(locale: $locale) {{ {FIELDS} preview {{ subject text html }} }} }}"
ONE = f"query($key: EmailTemplateKey!, $locale: String) {{ emailTemplate(key: $key, locale: $locale) {{ {FIELDS} }} }}"
PREVIEW = """query($key: EmailTemplateKey!, $subject: String!, $body: String!, $locale: String) {
  emailTemplatePreview(key: $key, subject: $subject, body: $body, locale: $locale) { subject text html } }"""
UPDATE = f"""mutation($input: UpdateEmailTemplateInput!) {{ updateEmailTemplate(input: $input) {{
  template {{ {FIELDS} preview {{ text html }} }} userErrors {{ code path message }} }} }}"""
RESET = f"""mutation($input: ResetEmailTemplateInput!) {{ resetEmailTemplate(input: $input) {{
  template {{ {FIELDS} }} userErrors {{ code path }} }} }}"""
TEST = "mutation($input: SendTestEmailInput!) { sendTestEmail(input: $input) { userErrors { code path } } }"
INVITE = "mutation($input: InviteCustomerInput!) { inviteCustomer(input: $input) { userErrors { code path } } }"
WORDS = {"key": "POC_INVITATION", "subject": "Come to {{poc_name}}", "body": "Dear {{customer_name}},\n\n{{link}}"}
ALL = [key.value for key in EmailTemplateKey]


async def done(world: World, who: str, text: str, /, **given: Any) -> Any:
    outcome = await run(world.actor(world.people[who]), text, {"input": given})
    assert outcome.errors == []
    return next(iter(outcome.data.values()))  # type: ignore[union-attr]


async def why(world: World, text: str, **given: Any) -> tuple[str, tuple[str, ...] | None, str]:
    """How a query was refused: code, path in the arguments, message."""
    outcome = await run(world.actor(world.ada), text, given)
    [error] = outcome.errors
    assert isinstance(error.original_error, Refused)
    return error.original_error.code.value, error.original_error.argument_path, error.original_error.message


# Reading


async def test_given_no_words_of_its_own_when_read_then_they_are_the_products_in_the_tenants_language(world: World) -> None:
    await Tenant.filter(id=world.northwind.id).update(default_locale="fr-CA", brand_name="Nord", brand_accent_color="#aa0000")
    ada = world.actor(world.ada)
    found = (await asked(ada, LIST))["emailTemplates"]
    assert [one["key"] for one in found] == ALL
    french = LANGUAGES["fr"]
    for one in found:
        key = EmailTemplateKey(one["key"])
        assert (one["locale"], one["subject"], one["body"]) == ("fr", french.subjects[key], french.bodies[key])
        assert (one["customized"], one["version"], one["updatedAt"], one["updatedBy"]) == (False, 0, None, None)
        assert one["preview"]["subject"]
        assert '<html lang="fr">' in one["preview"]["html"]
        if "link" in {variable["name"] for variable in one["variables"]}:
            assert "#aa0000" in one["preview"]["html"]
            assert "http://127.0.0.1:8000/invite/example" in one["preview"]["text"]
    [link] = [variable for variable in found[0]["variables"] if variable["name"] == "link"]
    assert link["required"] is True
    for locale, code in (("de-AT", "de"), ("NL", "nl"), ("en", "en")):
        assert {one["locale"] for one in (await asked(ada, LIST, locale=locale))["emailTemplates"]} == {code}
        assert (await asked(ada, ONE, key="TASK_REMINDER", locale=locale))["emailTemplate"]["locale"] == code
    for locale in ("pt-BR", "klingon language", ""):
        assert (await asked(ada, LIST, locale=locale))["emailTemplates"] == []
        assert (await asked(ada, ONE, key="TASK_REMINDER", locale=locale))["emailTemplate"] is None


async def test_given_words_of_ones_own_when_read_then_ones_own_tenant_has_them_and_no_other(world: World) -> None:
    saved = await done(world, "ada", UPDATE, **WORDS)
    assert saved["userErrors"] == []
    template = saved["template"]
    assert (template["subject"], template["body"]) == (WORDS["subject"], WORDS["body"])
    assert (template["customized"], template["version"], template["updatedAt"]) == (True, 1, "2026-03-02T09:00:00.000Z")
    assert template["updatedBy"] == {"id": ids.to_text("user", world.ada.id)}
    assert template["preview"]["text"].startswith("Dear Jane Doe,")
    mine, theirs = [(await asked(world.actor(user), ONE, key="POC_INVITATION"))["emailTemplate"] for user in (world.ada, world.otto)]
    assert mine == {name: value for name, value in template.items() if name != "preview"}
    assert (theirs["subject"], theirs["customized"], theirs["version"]) == (
        LANGUAGES["en"].subjects[EmailTemplateKey.POC_INVITATION],
        False,
        0,
    )
    node = "query($id: ID!) { node(id: $id) { ... on EmailTemplate { key customized } } }"
    assert (await asked(world.actor(world.ada), node, id=template["id"]))["node"] == {"key": "POC_INVITATION", "customized": True}
    assert (await asked(world.actor(world.otto), node, id=template["id"]))["node"] == {"key": "POC_INVITATION", "customized": False}

    reset = await done(world, "ada", RESET, key="POC_INVITATION", locale="en-GB")
    assert reset["userErrors"] == []
    assert (reset["template"]["customized"], reset["template"]["version"], reset["template"]["updatedBy"]) == (False, 2, None)
    assert reset["template"]["subject"] == theirs["subject"]
    stale = await done(world, "ada", UPDATE, **WORDS, expectedVersion=1)
    assert [(error["code"], error["path"]) for error in stale["userErrors"]] == [("STALE", ["expectedVersion"])]


async def test_given_people_without_the_permission_when_they_ask_then_forbidden_and_the_object_is_not_there(world: World) -> None:
    id_ = ids.to_text("email_template", email_templates.id_of(EmailTemplateKey.POC_INVITATION, "en"))
    node = "query($id: ID!) { node(id: $id) { id } }"
    assert (await asked(world.actor(world.ada), node, id=id_))["node"] == {"id": id_}
    asking: dict[str, dict[str, Any]] = {
        "Query.emailTemplates": {}, "Query.emailTemplate": {"key": "POC_INVITATION"},
        "Query.emailTemplatePreview": {name: WORDS[name] for name in ("key", "subject", "body")},
        "Mutation.updateEmailTemplate": {"input": WORDS}, "Mutation.resetEmailTemplate": {"input": {"key": "POC_INVITATION"}},
        "Mutation.sendTestEmail": {"input": {"key": "POC_INVITATION"}},
    }  # fmt: skip
    for name, variables in asking.items():
        assert (await call(world.actor(world.ada), name, variables)).outcome == "ok"
    acting = await act(world, await connect(world))
    before = await snapshot()
    for actor in (*(world.actor(user) for user in (world.mia, world.sam, world.max, world.cara)), acting):
        assert (await asked(actor, node, id=id_))["node"] is None
        for name, variables in asking.items():
            assert (await call(actor, name, variables)).outcome == "FORBIDDEN"
    for name, variables in asking.items():
        assert (await call(world.nobody, name, variables)).outcome == "UNAUTHENTICATED"
    assert await snapshot() == before


# Trying out


async def test_given_a_text_when_previewed_then_as_it_would_be_mailed_and_nothing_is_kept(world: World) -> None:
    before = await snapshot()
    shown = (await asked(world.actor(world.ada), PREVIEW, **WORDS, locale="de"))["emailTemplatePreview"]
    assert shown["subject"] == "Come to Backup Modernization"
    assert shown["text"] == "Dear Jane Doe,\n\nhttp://127.0.0.1:8000/invite/example\n"
    assert '<html lang="de">' in shown["html"]
    assert "Einladung ansehen" in shown["html"]
    assert await why(world, PREVIEW, **WORDS | {"body": "Hi\n\n  {{ 7*7 }} {{link}}"}) == (
        "BAD_USER_INPUT", ("body",), "Between {{ and }} stands the name of a variable, and nothing else: line 3, column 3.",
    )  # fmt: skip
    assert (await why(world, PREVIEW, **WORDS | {"subject": "{{link}}"}))[:2] == ("BAD_USER_INPUT", ("subject",))
    assert (await why(world, PREVIEW, **WORDS, locale="xx"))[:2] == ("BAD_USER_INPUT", ("locale",))
    assert await snapshot() == before


async def test_given_a_mail_when_tried_then_only_whoever_asks_gets_it(world: World) -> None:
    assert await done(world, "ada", TEST, key="COMMENT_DIGEST", locale="fr") == {"userErrors": []}
    [mail] = await mails()
    assert (mail.recipient, mail.subject) == (world.ada.email, "Nouveaux commentaires sur Backup Modernization")
    assert await done(world, "ada", TEST, key="COMMENT_DIGEST", locale="xx") == {"userErrors": [{"code": "INVALID", "path": ["locale"]}]}
    assert await Mail.all().count() == 1


# What can't be saved, or does nothing


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("Hello {{customer_name}}", "The body of this mail needs {{link}}."),
        ("{{link}}\n\n{{secret_key}}", "This mail has no variable secret_key: line 3, column 1."),
        ("{{link}} {{ 7 * 7 }}", "Between {{ and }} stands the name of a variable, and nothing else: line 1, column 10."),
        ("{{link}} {{ poc_name|upper }}", "Between {{ and }} stands the name of a variable, and nothing else: line 1, column 10."),
        ("{{link}} {% for x in y %}", "{% has no meaning here: line 1, column 10."),
        ("{{link}} {# x #}", "{# has no meaning here: line 1, column 10."),
        ("https://evil.example/?t={{link}}", "{{link}} stands alone, with spaces around it: line 1, column 25."),
    ],
)
async def test_given_what_a_template_must_not_have_when_saved_then_refused_with_its_place(world: World, body: str, message: str) -> None:
    before = await snapshot()
    refused = await done(world, "ada", UPDATE, **WORDS | {"body": body})
    assert refused == {"template": None, "userErrors": [{"code": "TEMPLATE_INVALID", "path": ["body"], "message": message}]}
    assert await snapshot() == before


async def test_given_a_script_when_saved_then_it_is_text_in_previews_and_in_the_mail(world: World) -> None:
    written = '<script src="https://evil.example/x.js">alert(1)</script> <img src=x onerror=y> ${7*7} <%= 7*7 %>'
    saved = await done(world, "ada", UPDATE, **WORDS | {"subject": "<b>{{poc_name}}</b>", "body": f"{written}\n\n{{{{link}}}}"})
    assert saved["userErrors"] == []
    poc_id = ids.to_text("poc", world.active.id)
    assert await done(world, "sam", INVITE, pocId=poc_id, email=NEW, personalMessage="{{link}} {{ 7*7 }}") == {"userErrors": []}
    [mail] = await mails()
    assert mail.subject == "<b>Active POC</b>"
    assert mail.text.startswith(written)
    for html in (mail.html, saved["template"]["preview"]["html"]):
        page = Page(html)
        assert not {"script", "img", "b"} & set(page.tags)
        assert not {"src", "onerror"} & page.attributes
        assert len(set(page.links)) == 1
        assert written in page.text
        assert "49" not in page.text.replace(written, "").partition("{{link}}")[2].partition("http")[0]


async def test_given_a_name_that_is_a_template_when_shown_then_it_stays_a_name(world: World) -> None:
    await User.filter(id=world.sam.id).update(first_name="{{link}}", last_name="{{ 7*7 }}")
    await done(world, "ada", UPDATE, **WORDS | {"body": "From: {{inviter_name}}\n\n{{link}}"})
    await done(world, "sam", INVITE, pocId=ids.to_text("poc", world.active.id), email=NEW)
    [mail] = await mails()
    assert mail.text.startswith("From: {{link}} {{ 7*7 }}\n\nhttp")
    assert "{{link}} {{ 7*7 }}</td>" in mail.html
