"""A browser without scripts for tests of pages: keeps cookies by their paths, follows redirects, sends the forms that it was shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx

from app.core.runtime import Runtime
from app.main import create_app

VOID = frozenset({"br", "input", "link", "meta", "rect"})


@dataclass
class ShownForm:
    """A form on a page: where it goes, what is filled in, its buttons by their value, and what they say."""

    action: str | None
    fields: dict[str, str] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page as it is understood: elements in their order, texts, forms."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: dict[str, dict[str, str]] = {}
        self.autofocus: str | None = None
        self.forms: list[ShownForm] = []
        self.texts: dict[str, str] = {}
        self.text = ""
        self.words: list[str] = []
        self._open: list[str] = []
        self._button = ""
        self._select = ""
        self._textarea = ""
        self.feed(html)
        self.close()
        assert self._open == [], self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if "id" in given:
            assert given["id"] not in self.attributes, "an id twice"
            self.attributes[given["id"]] = given
        if "autofocus" in given:
            assert self.autofocus is None, "two want the focus"
            self.autofocus = given.get("id", tag)
        if tag == "form":
            assert given["method"] == "post"
            self.forms.append(ShownForm(given.get("action")))
        elif tag == "button":
            self._button = given.get("value", "")
            self.forms[-1].buttons[self._button] = ""
        elif tag == "select":
            self._select = given["name"]
            self.forms[-1].fields[self._select] = ""
        elif tag == "option" and "selected" in given:
            self.forms[-1].fields[self._select] = given["value"]
        elif tag == "textarea":
            self._textarea = given["name"]
            self.forms[-1].fields[self._textarea] = ""
        elif tag == "input" and given.get("type") != "checkbox":
            self.forms[-1].fields[given["name"]] = given.get("value", "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open[-1:] == ["textarea"]:
            written = self.forms[-1].fields
            written[self._textarea] += data.removeprefix("\n") if not written[self._textarea] else data  # as browsers do
        self.words.extend(data.split())
        if self._open:
            self.texts[self._open[-1]] = self.texts.get(self._open[-1], "") + data
            if "button" in self._open:
                self.forms[-1].buttons[self._button] += data
            if "h1" in self._open and self._open[-1] != "h1":
                self.texts["h1"] = self.texts.get("h1", "") + data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError("a declaration")

    @property
    def heading(self) -> str:
        """The one heading of the first rank."""
        assert self.elements.count("h1") == 1
        return " ".join(self.texts["h1"].split())

    @property
    def buttons(self) -> set[str]:
        """What can be done on this page."""
        return {button for form in self.forms for button in form.buttons}

    def form(self, do: str) -> ShownForm:
        """The form with a button."""
        (found,) = [form for form in self.forms if do in form.buttons]
        return found


@dataclass
class Browser:
    """One browser of one person."""

    client: httpx.AsyncClient
    answer: httpx.Response = field(default_factory=lambda: httpx.Response(0))

    @property
    def page(self) -> Page:
        """What is shown."""
        return Page(self.answer.text)

    @property
    def path(self) -> str:
        """What stands in the address bar."""
        return self.answer.url.raw_path.decode()

    @property
    def status(self) -> int:
        """Of the last answer."""
        return self.answer.status_code

    async def open(self, path: str) -> Page:
        """Type an address, or follow a link."""
        self.answer = await self.client.get(path)
        return self.page

    async def press(self, do: str, **fields: str) -> Page:
        """Fill in, and press a button."""
        form = self.page.form(do)
        sent = form.fields | fields | ({"do": do} if do else {})
        self.answer = await self.client.post(form.action or self.path, data=sent)
        return self.page


@asynccontextmanager
async def browsing(runtime: Runtime, **headers: str) -> AsyncIterator[Browser]:
    """A fresh browser, as browsers of today send their requests."""
    sent = {"Accept": "text/html", "User-Agent": "a browser of tests"} | headers
    transport = httpx.ASGITransport(create_app(runtime.settings, runtime=runtime), client=("192.0.2.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url=runtime.settings.public_url, headers=sent, follow_redirects=True) as client:
        yield Browser(client)
