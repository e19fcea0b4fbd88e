"""Markdown of people: what becomes markup, and that nothing else ever does."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.core.markdown import to_html
from app.core.text import TEXT_LENGTH

REL = 'rel="nofollow noopener noreferrer"'
ALLOWED: dict[str, set[str]] = {
    **{tag: set() for tag in ("p", "br", "em", "strong", "s", "code", "pre", "ul", "li", "blockquote")},
    "ol": {"start"},
    "a": {"href", "rel"},
}
ADDRESS = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


class Found(HTMLParser):
    """Everything in some HTML that is not text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[object] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not {name for name, _ in attrs} <= ALLOWED.get(tag, {"nothing"}) or tag not in ALLOWED:
            self.wrong.append((tag, attrs))
        values = dict(attrs)
        if tag == "a" and not (ADDRESS.match(values.get("href") or "") and values.get("rel") == "nofollow noopener noreferrer"):
            self.wrong.append((tag, attrs))
        if "start" in values and not (values["start"] or "").isdecimal():
            self.wrong.append((tag, attrs))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("*a* _b_ **c** __d__", "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong></p>"),
        ("~~e~~ `f*g*`", "<p><s>e</s> <code>f*g*</code></p>"),
        ("```sh\nrm <x> *\n```", "<pre><code>rm &lt;x&gt; *\n</code></pre>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> a\n> b", "<blockquote>\n<p>a<br>\nb</p>\n</blockquote>"),
        ("\\*a\\*", "<p>*a*</p>"),
        ("[a](https://x.example/?q=1&r=2)", f'<p><a href="https://x.example/?q=1&amp;r=2" {REL}>a</a></p>'),
        ('[a](http://x.example "title")', f'<p><a href="http://x.example" {REL}>a</a></p>'),
        ("[a](mailto:b@x.example)", f'<p><a href="mailto:b@x.example" {REL}>a</a></p>'),
        ("<https://x.example>", f'<p><a href="https://x.example" {REL}>https://x.example</a></p>'),
        ("<b@x.example>", f'<p><a href="mailto:b@x.example" {REL}>b@x.example</a></p>'),
    ],
)  # fmt: skip
def test_given_what_people_may_write_in_when_shown_then_it_becomes_markup(text: str, html: str) -> None:
    assert to_html(text).strip() == html


@pytest.mark.parametrize(
    "text",
    [
        "<b>a</b>", "<script>alert(1)</script>", "<!-- a -->", "&lt;i&gt; &copy; &#x202e;", "# Heading", "| a | b |", "---",
        "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](data:text/html,x)", "[a](vbscript:x)", "[a](file:///etc/passwd)",
        "[a](/relative)", "[a](//x.example)", "[a](&#x6a;avascript:x)", "<javascript:alert(1)>", "<ftp://x.example>", "[a]: https://x.example",
    ],
)  # fmt: skip
def test_given_anything_else_when_shown_then_it_stays_the_text_that_it_is(text: str) -> None:
    html = to_html(text)
    assert "<a" not in html
    assert Found(html).wrong == []
    assert Found(html).words.strip() == text


def test_given_an_image_when_shown_then_it_is_a_link_and_nothing_is_loaded() -> None:
    assert to_html("![a](https://x.example/i.png)").strip() == f'<p>!<a href="https://x.example/i.png" {REL}>a</a></p>'


PIECES = st.sampled_from([
    "*", "**", "_", "~~", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "# ", "    ", "[", "](", ")", "![", "<", ">", "</", "<a href=",
    "<img src=x onerror=", "javascript:", "java\tscript:", "data:text/html,", "https://", "mailto:", "HTTP://", "//", '"', "'", "&",
    "&#106;", "&colon;", "\\", "\x00", "\u202e", "\ud800", " ", "a", "x.example", "onclick=", "style=", "<!--", "-->", "<![CDATA[",
    "<?", "| - |", "{", "%0a",
])  # fmt: skip


@given(text=st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
@example(text='[a](https://x"onclick=alert(1))')
@example(text='<https://x"onclick=alert(1)>')
@example(text="```<script>\n<script>\n```")
@example(text='[a](https://x "\\" onclick=\\"")')
def test_given_any_text_when_shown_then_no_tag_attribute_or_address_is_there_that_is_not_allowed(text: str) -> None:
    assert Found(to_html(text)).wrong == []


@pytest.mark.parametrize("piece", ["[", "](", "> ", "- ", "*a ", "*_", "`", "<a@", "[a](<b", "[a](", "~~a", "\\", "-\n", "a**b"])
def test_given_the_longest_text_when_shown_then_it_takes_no_time_worth_speaking_of(piece: str) -> None:
    text = (piece * TEXT_LENGTH)[:TEXT_LENGTH]
    begun = perf_counter()
    to_html(text)
    assert perf_counter() - begun < 5
