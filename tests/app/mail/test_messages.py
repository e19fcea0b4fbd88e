"""What each mail says, in text and in HTML, whatever people wrote."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.brands import Brand
from app.mail import messages, partnership_messages, plain
from app.mail.mails import MAILS, name_of
from app.mail.messages import Message, Said
from app.models import SharePermission
from tests.app.mail.every_mail import DAY, EVERY, KEYS, UNTIL, WHO, WITHOUT_LINK, Page
from tests.app.mail.test_plain import ADDRESSES, LINKED
from tests.mails import LINK, invitation


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


def test_given_an_invitation_that_waits_when_reminded_of_then_it_says_what_for_and_until_when() -> None:
    message = messages.invitation_reminder(
        **WHO, poc_name="Backup Modernization", customer_name="Acme", inviter_name="Sam Sales", organization="Northwind Cloud",
        personal_message="Still interested?", expires_at=UNTIL, link=LINK,
    )  # fmt: skip
    assert message.subject == "Reminder: You've been invited to participate in Backup Modernization"
    assert message.from_name == "Northwind Cloud"
    assert message.text == (
        "Hello Acme,\n\n"
        "You've been invited to participate in a Proof of Concept engagement, and your invitation is still open.\n\n"
        "POC: Backup Modernization\nInvited by: Sam Sales\nOrganization: Northwind Cloud\n\n"
        "Still interested?\n\n"
        "To get started, click the link below. It works until Monday, 9 March 2026, 10:05 (Europe/Berlin);"
        f" links in earlier mails don't work any more.\n{LINK}\n\n"
        "If you don't have an account, you'll be prompted to create one.\n\n"
        "Best regards,\nThe Northwind Cloud Team\n"
    )


def test_given_tasks_when_reminded_of_then_each_has_a_line_with_its_day() -> None:
    message = messages.task_reminder(
        **WHO, first_name="Cara", poc_name="Backup Modernization", organization="Northwind Cloud", more=0, today=DAY,
        tasks=[("Open\nthe firewall", DAY - timedelta(days=3)), ("Say yes", DAY)], personal_message=None, link=LINK,
    )  # fmt: skip
    assert message.subject == "Reminder: your tasks in Backup Modernization"
    assert message.text == (
        "Hello Cara,\n\nthese tasks in Backup Modernization wait for you:\n\n"
        "- Open the firewall (was due on Friday, 27 February 2026)\n- Say yes (due on Monday, 2 March 2026)\n\n"
        f"Open them here:\n{LINK}\n\nBest regards,\nThe Northwind Cloud Team\n\n"
        "You get this mail because you take part in this POC. You can turn these mails off in your profile.\n"
    )
    assert Page(message.html).tags.count("li") == 2


def test_given_all_mails_when_counted_then_each_is_made_by_a_function() -> None:
    assert set(EVERY) == set(KEYS)
    assert {name.partition(".")[0] for name in EVERY} == {name for module in (messages, partnership_messages) for name in vars(module)} & {
        name_of(key) for key in MAILS
    }


@pytest.mark.parametrize("name", EVERY)
def test_given_a_mail_when_made_then_its_link_is_a_button_and_stands_in_both_parts(name: str) -> None:
    message = EVERY[name]("Words")
    page = Page(message.html)
    assert message.name == name_of(KEYS[name])
    assert message.subject
    assert "\n\n\n" not in message.text
    links = [] if name in WITHOUT_LINK else [LINK, LINK]
    assert page.links == links
    assert re.findall(r"https?://\S+", message.text) == links[:1]
    assert not {"src", "background", "onclick"} & page.attributes
    assert not {"script", "img", "link", "iframe", "form"} & set(page.tags)


def test_given_no_link_when_a_notice_is_made_then_it_has_no_button() -> None:
    message = messages.invitation_accepted(**WHO, who="Jane", subject_name="Backup", link=None)
    assert Page(message.html).links == []
    assert "http" not in message.text
    assert "\n\n\n" not in message.text


def digest(*said: Said, more: int = 0) -> Message:
    return messages.comment_digest(**WHO, poc_name="Backup", brand=Brand("Northwind Cloud"), said=said, more=more, link=LINK)


def test_given_comments_when_their_digest_is_made_then_it_names_the_authors_and_has_the_texts_as_typed() -> None:
    message = digest(
        Said("Cara Customer", "It *works*\n\nsee https://x.example"), Said("Sam Sales", "Not for them.", internal=True), more=7
    )
    assert message.subject == "New comments on Backup"
    assert message.from_name == "Northwind Cloud"
    assert message.text == (
        "Hello,\n\nthere are new comments on Backup.\n\n"
        "Cara Customer wrote:\n> It *works*\n>\n> see https://x.example\n\n"
        "Sam Sales wrote, for staff only:\n> Not for them.\n\n"
        "And 7 more.\n\n"
        f"Read and answer here:\n{LINK}\n\n"
        "You get this mail because you work on this POC or take part in it. You can turn these mails off in your profile.\n"
    )
    assert "<p>It <em>works</em></p>\n<p>see https://x.example</p>" in message.html
    words = Page(message.html).text
    assert "Cara Customer wrote:" in words
    assert "Sam Sales wrote, for staff only:" in words
    assert "And 7 more." in words
    assert "more." not in digest(Said("Cara", "Hello")).text


def test_given_markup_in_a_comment_when_its_digest_is_made_then_it_is_text_but_for_safe_markdown() -> None:
    usual = Page(digest(Said("Cara", "Words")).html)
    written = "</div><img src=x onerror=y> {{ 7 * 7 }} [a](javascript:b) [c](https://x.example) \u202egnp\nSam wrote:\n> No"
    message = digest(Said("Cara", written))
    page = Page(message.html)
    assert page.links == ["https://x.example", *usual.links]
    assert page.attributes == usual.attributes
    assert set(page.tags) <= set(usual.tags) | {"br", "blockquote"}
    assert "</div><img src=x onerror=y> {{ 7 * 7 }} [a](javascript:b) c gnp" in page.text
    assert "\n> Sam wrote:\n> > No\n" in message.text, "what is quoted can't pass for somebody else's words"


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


# Brands


def test_given_a_brand_when_a_mail_is_made_then_it_comes_under_its_name_in_its_colour_and_names_whom_to_ask() -> None:
    brand = Brand("Contoso <IT>", "#aa0000", "help@contoso.example")
    message = messages.member_invitation(
        **WHO,
        invited_name="Ned",
        inviter_name="Mia",
        organization="Umbrella",
        roles="Member",
        personal_message=None,
        link=LINK,
        brand=brand,
    )
    plainly = messages.member_invitation(
        **WHO, invited_name="Ned", inviter_name="Mia", organization="Umbrella", roles="Member", personal_message=None, link=LINK
    )
    assert (message.from_name, plainly.from_name) == ("Contoso <IT>", "Umbrella")
    assert message.subject == plainly.subject == "You've been invited to join Umbrella"
    assert "#aa0000" in message.html
    assert "#aa0000" not in plainly.html
    for part in (message.text, message.html):
        assert "Questions? help@contoso.example" in part
    assert "Questions?" not in plainly.text + plainly.html
    assert message.text.startswith(plainly.text)


def test_given_keys_that_still_work_when_the_password_changed_then_they_are_named_and_else_nothing_is_said_of_keys() -> None:
    named = messages.password_changed(**WHO, keys=["CI", "Nightly <backup>"])
    assert "API keys that were made with it go on working: CI, Nightly <backup>." in named.text
    assert "Nightly &lt;backup&gt;" in named.html
    plain_ = messages.password_changed(**WHO)
    assert "API key" not in plain_.text + plain_.html


def test_given_who_asked_for_an_address_when_it_is_mailed_then_it_says_so() -> None:
    by_admin = messages.email_change(**WHO, organization="Northwind Cloud", link=LINK)
    assert "an administrator of Northwind Cloud asked" in by_admin.text
    by_oneself = messages.email_change(**WHO, organization=None, link=LINK)
    assert "somebody, hopefully you, asked" in by_oneself.text
    assert "administrator" not in by_oneself.text + by_oneself.html


# What hangs on the case


def test_given_a_partner_link_when_a_known_address_asks_then_the_mail_leads_on_with_it() -> None:
    plainly, connecting = (messages.already_registered(**WHO, link=LINK, connecting=by_link) for by_link in (False, True))
    assert ("link of a partner" in plainly.text, "link of a partner" in connecting.text) == (False, True)
    assert ">Sign in</a>" in plainly.html
    assert ">Sign in and go on</a>" in connecting.html


def test_given_a_share_that_waits_when_mailed_then_it_says_what_one_could_do_and_until_when() -> None:
    facts: dict[str, Any] = {"partner": "Northwind", "organization": "Umbrella", "integration": "Inventory", "kind": "GitHub"}
    message = messages.share_waiting(**WHO, **facts, permission=SharePermission.USE, answer_by=UNTIL, link=LINK)
    assert message.from_name == "Northwind"
    assert "Integration: Inventory\nKind: GitHub\nYou could: use it\n\n" in message.text
    assert "decline it until Monday, 9 March 2026, 10:05 (Europe/Berlin); after that it is over." in message.text
    assert message.text.endswith(
        "\n\nYou get this mail because you are an admin of Umbrella, which wants to be asked before anything is shared with it.\n"
    )
    more = messages.share_waiting(
        **WHO, **facts, permission=SharePermission.USE_AND_VIEW_SETTINGS, answer_by=UNTIL, link=LINK
    )  # fmt: skip
    assert "You could: use it and see its settings\n" in more.text
