import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.models import Audience
from app.services.report_documents import ReportFormat, document, filename, line, quoted
from app.services.report_facts import Criterion, Facts, Group, Person, Resource, Signature, Task

READERS = (MarkdownIt("commonmark", {"html": True}), MarkdownIt("js-default", {"html": True}))
"""HTML is on, so that it would be seen. The second one knows tables and lines through words, too."""
HOSTILE = st.text("\\`*_{}[]()<>#|~&!@$^-+=:.10a /w\"'\n;é\u2028\u00a0", min_size=1, max_size=12)
WRITTEN = HOSTILE | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
INLINE = ("# {}", "{}", "- {}", "- Name: {}", "- **{}**: more", "- **{}**", "> {}", "- {}, {} ({})", "a\n{}", "1. {}")


def shape(tokens: list[Token] | None) -> list[Any]:
    """What a document consists of, without its texts."""
    return [(token.type, token.tag, shape(token.children)) for token in tokens or [] if token.type not in ("text", "text_special")]


def texts(tokens: list[Token]) -> list[str]:
    """The texts, block by block."""
    inline = [token for token in tokens if token.type == "inline"]
    return ["".join("\n" if one.type in ("hardbreak", "softbreak") else one.content for one in token.children or []) for token in inline]


def joined(text: str) -> str:
    return " ".join(text.split())


@given(text=WRITTEN, place=st.sampled_from(INLINE))
@example(text="1. one", place="{}")
@example(text="===", place="a\n{}")
@example(text=":-", place="a\n{}")
@example(text="![x](https://a.example/i.png)<img src=x>", place="- {}")
@example(text="&lt;b&gt; &#42;", place="# {}")
@example(text="# # #", place="# {}")
@example(text="www.a.example https://a.example a@a.example", place="- {}")
def test_given_any_words_when_in_a_line_of_markdown_then_they_are_read_as_text(text: str, place: str) -> None:
    assume(joined(text))
    for reader in READERS:
        found = reader.parse(place.replace("{}", line(text)))
        assert shape(found) == shape(reader.parse(place.replace("{}", "x")))
        assert "\n".join(texts(found)) == "\n".join(texts(reader.parse(place.replace("{}", "\ue000")))).replace("\ue000", joined(text))


@given(text=WRITTEN)
@example(text="a\n---\nb\n\n    code\n- c\n> d\n```\ne")
@example(text="| a |\n|---|\n| b |")
@example(text="a\\\n\\b")
def test_given_any_text_when_quoted_in_markdown_then_it_is_read_as_text_with_its_lines(text: str) -> None:
    text = text.strip()
    assume(joined(text))
    paragraphs = re.split(r"\n{2,}", "\n".join(joined(one) for one in text.split("\n")))
    for reader in READERS:
        found = reader.parse(quoted(text))
        assert [block for block, *_ in shape(found)] == [
            "blockquote_open", *["paragraph_open", "inline", "paragraph_close"] * len(paragraphs), "blockquote_close",
        ]  # fmt: skip
        assert texts(found) == paragraphs
        assert all(one.type in ("text", "hardbreak") for token in found for one in token.children or [])


@pytest.mark.parametrize("text", ["www.a.example", "https://a.example", "a@a.example", "WWW.A.example"])
def test_given_an_address_in_words_when_written_in_markdown_then_no_sign_of_it_stands_as_it_was(text: str) -> None:
    assert text not in line(text)


def facts(made: Callable[[str], str], audience: Audience, url: str = "https://docs.example/a_b*c") -> Facts:
    """A report's facts with all that people write in them: each text is made of the name of its place."""
    found = Facts(
        audience=audience, name=made("name"), summary=made("text"), status="ON_HOLD", customer=made("name"), provider=made("name"),
        starts_on="2026-03-01", ends_on="2026-04-01", changed_on="2026-03-02", internal_notes=made("text"), deal_value=made("name"),
        zone=ZoneInfo("UTC"), groups={None: Group(None, internal=False), 1: Group(made("name"), internal=True)},
    )  # fmt: skip
    signature = Signature(made("name"), "2026-03-02", 1)
    found.criteria[1] = Criterion(
        made("name"), made("text"), made("name"), made("name"), must_have=True, achieved=made("name"), outcome="NOT_MET", version=2,
        signatures=[signature],
    )  # fmt: skip
    for group in found.groups.values():
        group.tasks.append(
            Task(made("name"), made("text"), "DONE", "CUSTOMER", "2026-03-03", made("name"), "2026-03-02", internal=True)
        )  # fmt: skip
        group.tasks.append(Task(made("name"), None, "TODO", "ANYONE", None, None, None, internal=False))
    found.resources.append(Resource("LINK", made("name"), made("text"), url, None, internal=True))
    found.resources.append(Resource("FILE", made("name"), None, None, made("name"), internal=False))
    found.participants.append(Person(made("name"), made("name"), "REMOVED"))
    found.collaborators.append(Person(made("name"), None, "OWNER"))
    return found


class Page(HTMLParser):
    """The tags of a page, and its texts."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[Any] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))


@given(data=st.data(), audience=st.sampled_from(Audience))
def test_given_any_words_when_a_report_is_written_then_its_form_is_the_same_and_they_are_its_texts(
    data: st.DataObject, audience: Audience
) -> None:
    drawn: list[str] = []

    def written(place: str) -> str:
        text = data.draw(WRITTEN.map(str.strip).filter(joined))
        drawn.append(joined(text) if place == "name" else text)
        return drawn[-1]

    def plain(place: str) -> str:  # as many lines
        return re.sub(r"[^\n]*[^\s\n][^\n]*", "x", "\n".join(joined(one) for one in (next(again) if place else "").split("\n")))

    hostile = facts(written, audience)
    again = iter(drawn)
    harmless = facts(plain, audience)
    for reader in READERS:
        found = reader.parse(document(hostile, ReportFormat.MARKDOWN))
        assert shape(found) == shape(reader.parse(document(harmless, ReportFormat.MARKDOWN)))
        shown = "\n".join(texts(found))
        assert all(joined(one) in shown for text in drawn for one in text.split("\n"))
        links = [one for token in found for one in token.children or [] if one.type == "link_open"]
        assert [one.attrs["href"] for one in links] == ["https://docs.example/a_b*c"]
    page = Page(document(hostile, ReportFormat.HTML))
    assert page.tags == Page(document(harmless, ReportFormat.HTML)).tags
    assert all(text in "".join(page.texts) for text in drawn)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://docs.example/a?b=c&d=%20#e", True),
        ("http://docs.example/", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("https://a.example/> <script>", False),
        ('https://a.example/"onclick="x', True),
        ("//a.example", False),
    ],
)
def test_given_an_address_when_a_report_is_written_then_only_one_of_the_web_is_a_link(url: str, linked: bool) -> None:  # noqa: FBT001
    made = facts(lambda _: "x", Audience.CUSTOMER, url)
    page = Page(document(made, ReportFormat.HTML))
    found = [attributes for tag, *attributes in (one for one in page.tags if isinstance(one, tuple)) if tag == "a"]
    assert found == ([[[("href", url), ("rel", "noopener noreferrer")]]] if linked else [])
    assert url in "".join(page.texts)
    for reader in READERS:
        tokens = reader.parse(document(made, ReportFormat.MARKDOWN))
        assert [one.type for token in tokens for one in token.children or []].count("link_open") == int(linked)
        assert not any(one.type.startswith("html") for token in tokens for one in [token, *(token.children or [])])


def test_given_a_report_in_html_when_looked_at_then_it_needs_nothing_from_outside_and_runs_nothing() -> None:
    text = document(facts(lambda _: "x", Audience.INTERNAL), ReportFormat.HTML)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert text.endswith("</html>\n")
    tags = {tag for tag, *_ in (one for one in Page(text).tags if isinstance(one, tuple))}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg", "video", "audio"}
    assert "default-src 'none'" in text
    assert not re.search(r"url\(|@import|\son\w+=", text)


def test_given_facts_that_are_missing_when_a_report_is_written_then_nothing_stands_for_them() -> None:
    bare = Facts(
        audience=Audience.CUSTOMER, name="Pilot", summary=None, status="ACTIVE", customer="Acme", provider="Northwind", starts_on=None,
        ends_on=None, changed_on="2026-03-02", internal_notes=None, deal_value=None, zone=ZoneInfo("UTC"),
        groups={None: Group(None, internal=False), 1: Group("Empty", internal=False)},
    )  # fmt: skip
    assert document(bare, ReportFormat.MARKDOWN) == (
        "# Pilot\n\n- Customer: Acme\n- Provider: Northwind\n- Status: Active\n- Last change: 2026-03-02\n\n## People\n"
    )
    assert "None" not in document(bare, ReportFormat.HTML)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Zoom Pilot 2026", "zoom-pilot-2026-report.md"),
        ("Éclair & Søn", "eclair-s-n-report.md"),
        ("日本", "poc-report.md"),
        ("../../etc/passwd", "etc-passwd-report.md"),
        ("-", "poc-report.md"),
        ("a" * 59 + " b", "a" * 59 + "-report.md"),
    ],
)
def test_given_a_name_when_a_file_is_named_after_it_then_it_is_plain_and_never_empty(name: str, expected: str) -> None:
    made = facts(lambda _: name, Audience.CUSTOMER)
    assert filename(made, ReportFormat.MARKDOWN) == expected
    assert filename(made, ReportFormat.HTML) == expected.replace(".md", ".html")


@given(name=WRITTEN)
def test_given_any_name_when_a_file_is_named_after_it_then_of_letters_and_digits(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-report\.md", filename(facts(lambda _: name, Audience.CUSTOMER), ReportFormat.MARKDOWN))
