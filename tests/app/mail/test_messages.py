"""What each mail says, in text and in HTML, whatever people wrote."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mail import messages, plain
from app.mail.messages import Message
from app.mail.render import TEMPLATES
from tests.app.mail.test_plain import ADDRESSES, LINKED
from tests.mails import LINK, invitation

WHO = {"recipient": "jane@acme.example", "locale": "de-CH"}

EVERY: dict[str, Callable[[str], Message]] = {
    "poc_invitation": lambda word: invitation(
        poc_name=word, customer_name=word, inviter_name=word, organization=word, personal_message=word
    ),
    "member_invitation": lambda word: messages.member_invitation(
        **WHO, invited_name=word, inviter_name=word, organization=word, roles=word, personal_message=word, link=LINK
    ),
    "invitation_accepted": lambda word: messages.invitation_accepted(**WHO, who=word, subject_name=word, link=LINK),
    "fresh_link_asked": lambda word: messages.fresh_link_asked(**WHO, who=word, subject_name=word, link=LINK),
    "password_reset": lambda word: messages.password_reset(**WHO, link=LINK),
    "password_changed": lambda word: messages.password_changed(**WHO),
    "registration": lambda word: messages.registration(**WHO, link=LINK),
    "already_registered": lambda word: messages.already_registered(**WHO, link=LINK),
}


class Page(HTMLParser):
    """The tags, links and words of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str | None] = []
        self.attributes: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def test_given_an_invitation_to_a_poc_when_made_then_it_has_the_agreed_format() -> None:
    message = invitation()
    assert message.name == "poc_invitation"
    assert message.subject == "You've been invited to participate in Backup Modernization"
    assert message.from_name == "Northwind Cloud"
    assert message.recipient == "jane@acme.example"
    assert message.text == (
        "Hello Acme,\n\n"
        "You've been invited to participate in a Proof of Concept engagement.\n\n"
        "POC: Backup Modernization\nInvited by: Sam Sales\nOrganization: Northwind Cloud\n\n"
        "See you there.\n\n"
        f"To get started, click the link below:\n{LINK}\n\n"
        "If you don't have an account, you'll be prompted to create one.\n\n"
        "Best regards,\nThe Northwind Cloud Team\n"
    )
    words = Page(message.html).text.replace(" ", "")
    place = -1
    for sentence in message.text.replace(LINK, "").replace(" ", "").split():
        assert (place := words.find(sentence, place + 1)) >= 0, sentence


def test_given_no_personal_message_when_the_invitation_is_made_then_no_gap_is_left() -> None:
    message = invitation(personal_message=None)
    assert "Organization: Northwind Cloud\n\nTo get started" in message.text
    assert 'class="quote"' not in message.html


def test_given_a_message_of_several_lines_when_the_invitation_is_made_then_they_stay_lines() -> None:
    message = invitation(personal_message="One\n\nTwo\nThree")
    assert "\n\nOne\n\nTwo\nThree\n\n" in message.text
    assert re.search(r"One<br>\s*<br>\s*Two<br>\s*Three", message.html)


def test_given_all_mails_when_counted_then_each_has_a_folder_and_a_function() -> None:
    folders = {folder.name for folder in TEMPLATES.iterdir() if folder.is_dir()}
    assert folders == set(EVERY)
    for folder in folders:
        assert sorted(file.name for file in (TEMPLATES / folder).iterdir()) == ["body.html", "body.txt", "subject.txt"]


@pytest.mark.parametrize("name", EVERY)
def test_given_a_mail_when_made_then_its_link_is_a_button_and_stands_in_both_parts(name: str) -> None:
    message = EVERY[name]("Words")
    page = Page(message.html)
    assert message.name == name
    assert message.subject
    assert "\n\n\n" not in message.text
    links = [] if name == "password_changed" else [LINK, LINK]
    assert page.links == links
    assert re.findall(r"https?://\S+", message.text) == links[:1]
    assert not {"src", "background", "onclick"} & page.attributes
    assert not {"script", "img", "link", "iframe", "form"} & set(page.tags)


@pytest.mark.parametrize("make", [messages.invitation_accepted, messages.fresh_link_asked])
def test_given_no_link_when_a_notice_is_made_then_it_has_no_button(make: Callable[..., Message]) -> None:
    message = make(**WHO, who="Jane", subject_name="Backup", link=None)
    assert Page(message.html).links == []
    assert "http" not in message.text
    assert "\n\n\n" not in message.text


def test_given_roles_when_named_then_as_people_read_them() -> None:
    assert messages.role_names({"SALES_ENGINEER", "MSP_ADMIN"}) == "MSP admin, sales engineer"
    assert messages.role_names(["TENANT_ADMIN"]) == "Tenant admin"


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("address", ADDRESSES)
def test_given_an_address_in_the_words_of_people_when_mailed_then_it_becomes_no_link(name: str, address: str) -> None:
    message = EVERY[name](f"see {address} now")
    page = Page(message.html)
    assert set(page.links) <= {LINK}
    assert not LINKED.search(message.text.replace(LINK, ""))
    assert not LINKED.search(page.text.split("}", 20)[-1].replace(LINK, ""))


@pytest.mark.parametrize("name", EVERY)
@given(word=st.text(max_size=200) | st.sampled_from(["{{ 7 * 7 }}", "{% raw %}", "<img src=x onerror=y>", "&amp;", "</td>", "]]>", "<!--"]))
def test_given_any_words_of_people_when_mailed_then_they_are_text_and_nothing_else(name: str, word: str) -> None:
    usual, message = Page(EVERY[name]("Words").html), EVERY[name](word)
    page = Page(message.html)
    lines = plain.lines(word)
    assert page.links == usual.links
    assert page.attributes <= usual.attributes
    assert set(page.tags) <= set(usual.tags) | {"br"}
    assert "\n" not in message.subject
    if name == "poc_invitation":
        shown = plain.linkless(lines)
        assert (f"\n{shown}\n" in message.text) or not lines
        assert message.subject == plain.header(f"You've been invited to participate in {plain.line(word)}")
        assert f"POC: {plain.linkless(plain.line(word))}".rstrip() in message.text
        assert "".join(shown.split()) in "".join(page.text.split())
