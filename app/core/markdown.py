"""Markdown: the small part of it that people may write in, as HTML that is safe wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_RULES: Final = ("autolink", "backticks", "blockquote", "emphasis", "escape", "fence", "link", "list", "newline", "strikethrough")
"""What is not named here stays the text that it is: HTML, entities (which could stand for hidden characters), images, tables, headings."""
_ADDRESS: Final = re.compile(r"https?://|mailto:", re.IGNORECASE)
_REL: Final = "nofollow noopener noreferrer"


def to_html(text: str) -> str:
    """Paragraphs, line breaks, emphasis, strong, strikethrough, code, lists, quotes and links; everything else as the text that it is.

    Links lead to http, https and mailto addresses. There is no attribute but `href` and `rel` of a link, and `start` of a list.
    """
    return str(_markdown.render(text))


class _Renderer(RendererHTML):
    """What differs from the usual: attributes that say more than is needed are left out."""

    def link_open(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        """A link, without the title that it may have."""
        address = tokens[place].attrGet("href")
        return f'<a href="{escapeHtml(str(address))}" rel="{_REL}">' if address else "<a>"  # of `[words]()`: it leads nowhere

    def fence(self, tokens: Sequence[Token], place: int, *_: Any) -> str:
        """A block of code, whatever language it says to be of."""
        return f"<pre><code>{escapeHtml(tokens[place].content)}</code></pre>\n"


_markdown = MarkdownIt("zero", {"breaks": True}, renderer_cls=_Renderer).enable(_RULES)
_markdown.validateLink = lambda url: _ADDRESS.match(url) is not None  # type: ignore[method-assign]  # as markdown-it is told so
