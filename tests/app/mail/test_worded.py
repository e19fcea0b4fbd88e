"""From words to mails: what becomes of the words of tenants, of people's that stand in them, and of the product's in each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.capabilities import NAMES
from app.core.brands import Brand
from app.core.errors import UserErrors
from app.mail import messages, mime, plain
from app.mail.language import FOLDER, LANGUAGES
from app.mail.mails import MAILS, OwnMail
from app.mail.messages import Message, Said, Words
from app.mail.syntax import Line, parse
from app.mail.variables import Kind
from app.models import EmailTemplateKey, PartnershipKind, SharePermission
from tests.app.mail.every_mail import EVERY, WHO, WITHOUT_LINK, Page
from tests.mails import LINK, invitation

ENGLISH = LANGUAGES["en"]
DAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
POC = EmailTemplateKey.POC_INVITATION


def own(body: str, subject: str = "Come to {{poc_name}}", **facts: Any) -> Message:
    """The invitation to a POC in words that are right."""
    parse(POC, subject, body)
    return invitation(words=Words(ENGLISH, subject, body), **facts)


def test_given_words_of_a_tenants_own_when_mailed_then_they_are_the_text_as_it_is() -> None:
    message = own("Dear {{customer_name}},\n\n  please come:\n{{link}}\n\n\n\nYours, {{inviter_name}} ({{organization}})")
    assert message.subject == "Come to Backup Modernization"
    assert message.text == f"Dear Acme,\n\n  please come:\n{LINK}\n\n\n\nYours, Sam Sales (Northwind Cloud)\n"
    assert (message.name, message.from_name) == ("poc_invitation", "Northwind Cloud")


def test_given_words_when_mailed_then_paragraphs_facts_and_button_look_as_in_the_products_own() -> None:
    usual = invitation()
    assert own(ENGLISH.bodies[POC], ENGLISH.subjects[POC]) == usual
    html = own("One\ntwo\n\nPOC: {{poc_name}}\nFrom :{{inviter_name}}\n\n{{link}}\n\n{{personal_message}}\n\nThree").html
    assert '<p style="margin:0 0 16px">One<br>\ntwo</p>' in html
    assert ">POC:</td>" in html
    assert ">From :</td>" in html
    assert html.count(f'href="{LINK}"') == 2
    assert '<div class="quote"' in html
    assert '<p style="margin:0">Three</p>' in html
    for part in ("If the button does not work", "prefers-color-scheme: dark", 'lang="en"'):
        assert part in html


def test_given_a_line_that_is_no_fact_when_mailed_then_its_paragraph_is_one() -> None:
    html = own("POC: {{poc_name}} and more\nBy: {{inviter_name}}\n\nAt 10:30: {{poc_name}}\n\nJust: words\n\n{{link}}").html
    assert "<table" in html
    assert "</td><td" not in html


def test_given_markup_in_the_words_when_mailed_then_it_is_text() -> None:
    usual = Page(invitation().html)
    written = "<script>alert('{{poc_name}}')</script> <img src=x onerror=y> &lt; <a href=\"https://evil.example\">x</a>"
    message = own(f"{written}\n\n{{{{link}}}}", "<b>{{poc_name}}</b>")
    page = Page(message.html)
    assert page.links == [LINK, LINK]
    assert page.attributes <= usual.attributes
    assert set(page.tags) <= set(usual.tags) | {"br"}
    assert "<script>alert('Backup Modernization')</script> <img src=x onerror=y> &lt; <a href=" in page.text
    assert message.subject == "<b>Backup Modernization</b>"


def test_given_variables_in_the_words_of_people_when_mailed_then_they_stay_text() -> None:
    written = "{{link}} {{ organization }} {% if %} {#"
    message = own("{{poc_name}}\n\n{{personal_message}}\n\nGo to\n{{link}}", poc_name=written, personal_message=written)
    assert message.subject == f"Come to {written}"
    assert message.text == f"{written}\n\n{written}\n\nGo to\n{LINK}\n"
    assert Page(message.html).text.count(written) == 3  # the title has the subject


def test_given_nothing_for_a_variable_when_mailed_then_its_line_and_the_blank_one_behind_it_are_left_out() -> None:
    body = "Hello {{customer_name}},\n\n{{personal_message}}\n\n{{customer_name}} {{personal_message}}\n{{link}}\n\n{{personal_message}}"
    message = own(body, customer_name="", personal_message=None)
    assert message.text == f"Hello,\n\n{LINK}\n"
    assert 'class="quote"' not in message.html
    assert Page(message.html).tags.count("p") == Page(own("Hello,\n\n{{link}}").html).tags.count("p")


def test_given_a_link_in_a_sentence_when_mailed_then_it_is_one_in_the_html() -> None:
    message = own("Open {{link}}, please.")
    assert message.text == f"Open {LINK}, please.\n"
    assert Page(message.html).links == [LINK]
    assert Page(message.html).text.endswith(f"Open {LINK}, please.")


def test_given_a_subject_that_comes_to_nothing_when_mailed_then_it_is_the_products() -> None:
    words = Words(ENGLISH, "{{invited_name}}", "{{link}}")
    message = messages.member_invitation(
        recipient="a@acme.example", locale="en", invited_name="", inviter_name="", organization="Umbrella", roles="", personal_message=None,
        link=LINK, words=words,
    )  # fmt: skip
    assert message.subject == "You've been invited to join Umbrella"


def test_given_words_that_are_not_right_any_more_when_mailed_then_the_products_are() -> None:
    assert invitation(words=Words(ENGLISH, "{{gone}}", "{{link}}")) == invitation()
    assert invitation(words=Words(ENGLISH, "Hi", "No link")) == invitation()


@pytest.mark.parametrize("subject", ["Hi\r\nBcc: eve@evil.example", "Hi =?UTF-8?Q?=0ABcc:_eve@evil.example?=", "Hi\u2028Bcc: x"])
def test_given_a_header_in_subject_or_name_when_mailed_then_it_is_part_of_the_subject(subject: str) -> None:
    for message in (
        invitation(words=Words(ENGLISH, subject, "{{link}}")),
        own("{{link}}", "{{poc_name}}", poc_name=subject),
        own("{{link}}", "{{poc_name}}Q?=0ABcc:_eve@evil.example?=", poc_name="=?UTF-8?"),
    ):
        assert "\n" not in message.subject
        assert "=?" not in message.subject
        content = mime.compose(message, mail_from="Usher <usher@northwind.example>", message_id="<1@x.example>", date=NOON)
        assert b"\nBcc:" not in content


SIGNS = ["{{link}}", "{{poc_name}}", "{{personal_message}}", "\n", "\n\n", " ", "<b>", "</p>", "<a href=x>", "&amp;", "Label: {{poc_name}}"]
BODY = st.lists(st.text(max_size=40) | st.sampled_from(SIGNS), max_size=12).map(lambda parts: "".join(parts) + "\n{{link}}")


@given(body=BODY, word=st.text(max_size=40) | st.sampled_from(["{{link}}", "<script>", "https://evil.example"]))
def test_given_any_body_when_mailed_then_no_tag_and_no_link_in_its_html_is_anybodys_but_ours(body: str, word: str) -> None:
    try:
        message = own(body, poc_name=word, personal_message=word)
    except UserErrors:
        return
    usual, page = Page(invitation().html), Page(message.html)
    assert set(page.links) == {LINK}
    assert page.attributes <= usual.attributes
    assert set(page.tags) <= set(usual.tags) | {"br"}
    assert message.text.count(LINK) == plain.lines(body).count("{{link}}")
    assert "\n" not in message.subject


def test_given_tasks_and_comments_in_words_of_ones_own_when_mailed_then_they_are_the_same_lists() -> None:
    tasks = messages.task_reminder(
        recipient="a@acme.example", locale="en", first_name="Cara", poc_name="Backup", organization="Northwind", more=2, today=DAY,
        tasks=[("One", DAY), ("Two\n<b>", DAY - timedelta(days=1))], personal_message="Please!", link=LINK,
        words=Words(ENGLISH, "Tasks", "Do: {{tasks}}\n\n{{tasks}}\n{{more}}\n{{link}}"),
    )  # fmt: skip
    assert tasks.text == (
        "Do: - One (due on Monday, 2 March 2026)\n- Two <b> (was due on Sunday, 1 March 2026)\n\n"
        "- One (due on Monday, 2 March 2026)\n- Two <b> (was due on Sunday, 1 March 2026)\nAnd 2 more.\n"
        f"{LINK}\n\nYou get this mail because you take part in this POC. You can turn these mails off in your profile.\n"
    )
    assert Page(tasks.html).tags.count("li") == 2
    said = [Said("Cara", "It *works*"), Said("Sam", "{{link}}", internal=True)]
    digest = messages.comment_digest(
        recipient="a@acme.example", locale="en", poc_name="Backup", brand=Brand("Northwind"), said=said, more=0, link=LINK,
        words=Words(ENGLISH, "News", "{{comments}}\n{{more}}\n{{link}}"),
    )  # fmt: skip
    assert digest.text.startswith(f"Cara wrote:\n> It *works*\n\nSam wrote, for staff only:\n> {{{{link}}}}\n{LINK}\n\nYou get this mail")
    assert "<p>It <em>works</em></p>" in digest.html


# Languages


@pytest.mark.parametrize("code", LANGUAGES)
def test_given_a_language_when_looked_at_then_it_lacks_nothing_and_has_nothing_too_much(code: str) -> None:
    language = LANGUAGES[code]
    assert {file.name for file in (FOLDER / code).iterdir()} == {f"{key.lower()}.txt" for key in MAILS} | {"words.toml"}
    for key, known in MAILS.items():
        template = parse(key, language.subjects[key], language.bodies[key])
        names = {variable.name for variable in known}
        there = {part.name for line in (template.subject, *template.body) for part in line if not isinstance(part, str)}
        assert there | _places(language.reason(key, _Places())) == names, (code, key)
        assert _places(ENGLISH.reason(key, _Places())) == _places(language.reason(key, _Places()))
        assert _of_lines(template.body) == _of_lines(parse(key, ENGLISH.subjects[key], ENGLISH.bodies[key]).body), (code, key)
        assert 0 < len(language.subjects[key]) <= 200
        assert bool(language.button(key)) is ("link" in names), (code, key)
    assert language.buttons.keys() == ENGLISH.buttons.keys() <= set(MAILS)
    assert language.reason_forms.keys() == ENGLISH.reason_forms.keys()
    assert language.roles.keys() == ENGLISH.roles.keys()
    assert set(language.partnership_kinds) == set(PartnershipKind)
    assert set(language.share_permissions) == set(SharePermission)
    assert (len(language.weekdays), len(language.months)) == (7, 12)
    for form in (language.said_form, language.said_internally_form):
        assert form.count("{name}") == 1


class _Places(dict[str, str]):
    """Stands for each place in braces what it is called, in braces."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _places(form: str | None) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", form or ""))


def _of_lines(body: Sequence[Line]) -> list[str]:
    """The variables that stand alone on their lines, from top to bottom: buttons, quotes and lists."""
    return [part.name for line in body if len(line) == 1 and not isinstance(part := line[0], str) and part.kind is not Kind.LINE]


def test_given_all_languages_when_counted_then_there_are_five_and_english_calls_kinds_as_the_api_does() -> None:
    assert {"en", "de", "fr", "es", "nl"} <= LANGUAGES.keys()
    assert dict(ENGLISH.partnership_kinds) == NAMES


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("more", "less"),
    [
        (OwnMail.PASSWORD_CHANGED_WITH_KEYS, OwnMail.PASSWORD_CHANGED),
        (OwnMail.PARTNERSHIP_KIND_CHANGED_ENDING, OwnMail.PARTNERSHIP_KIND_CHANGED),
    ],
)  # fmt: skip
def test_given_a_case_that_says_more_when_read_then_the_rest_is_the_same(code: str, more: OwnMail, less: OwnMail) -> None:
    language = LANGUAGES[code]
    assert language.subjects[more] == language.subjects[less]
    paragraphs = language.bodies[more].split("\n\n")
    rest = language.bodies[less].split("\n\n")
    assert [one for one in paragraphs if one in rest] == rest
    assert len(paragraphs) == len(rest) + 1


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_given_a_language_when_a_mail_is_made_then_it_is_whole_and_in_it(code: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    english = EVERY[name]("Words")
    monkeypatch.setitem(WHO, "locale", code)
    message = EVERY[name]("Words")
    links = [] if name in WITHOUT_LINK else [LINK]
    assert message.text.count(LINK) == len(links)
    assert Page(message.html).links == links * 2
    assert f'<html lang="{code}">' in message.html
    assert "\n\n\n" not in message.text
    assert not {"{", "}"} & set(message.text + message.subject)
    if code == "en":
        assert message == english
        return
    assert message.subject != english.subject
    shared = set(english.text.split("\n")) & set(message.text.split("\n"))
    assert not [line for line in shared if len(line.split()) > 3], "sentences that were not translated"


@pytest.mark.parametrize(
    ("locale", "code"),
    [("de", "de"), ("de-AT", "de"), ("fr-CA", "fr"), ("en-GB", "en"), ("pt-BR", "en"), ("", "en"), ("d", "en"), ("gsw-CH", "en")],
)  # fmt: skip
def test_given_a_locale_when_a_mail_is_made_then_it_speaks_the_nearest_language(locale: str, code: str) -> None:
    assert f'<html lang="{code}">' in invitation(locale=locale).html


def test_given_languages_when_days_are_written_then_as_people_there_write_them() -> None:
    first = date(2026, 3, 1)
    assert {code: language.day(first) for code, language in LANGUAGES.items()} == {
        "en": "Sunday, 1 March 2026",
        "de": "Sonntag, 1. März 2026",
        "fr": "dimanche 1er mars 2026",
        "es": "domingo, 1 de marzo de 2026",
        "nl": "zondag 1 maart 2026",
    }


def test_given_a_brand_when_a_mail_is_in_another_language_then_it_asks_for_questions_in_it() -> None:
    message = invitation(locale="fr-FR", brand=Brand("Contoso", "#aa0000", "aide@contoso.example"))
    assert message.text.endswith("\nDes questions\u00a0? aide@contoso.example\n")
    assert "Des questions\u00a0? aide@contoso.example</p>" in message.html
    assert "Si le bouton ne fonctionne pas" in message.html
    assert ">Invité par\u00a0:</td>" in message.html
