"""The written pages as tests see them: their text, their fenced blocks, their tables, their links, their code words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GUIDES = sorted((ROOT / "docs").glob("*.md"))
"""What users read; their examples are played."""
PAGES = [
    README,
    *GUIDES,
    *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs" / "adr").glob("*.md")),
]
"""All that is written; its names and links must be right."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_ROW = re.compile(r"^\|(.*)\|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block, and where it stands."""

    language: str
    text: str
    place: str


def blocks(page: Path, *languages: str) -> list[Block]:
    """The fenced blocks of a page in order; only of some languages if told."""
    text = page.read_text("utf-8")
    found = [
        Block(match[1], match[2], f"{page.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}")
        for match in _FENCE.finditer(text)
    ]
    return [block for block in found if not languages or block.language in languages]


def variables_of(block: Block) -> dict[str, str]:
    """The variables of an `ini` block."""
    return dict(line.split("=", 1) for line in block.text.splitlines() if line)


def settings_of(page: Path) -> dict[str, str]:
    """The settings with which a page's examples are played: those of its `ini` blocks, but not of whole installations."""
    found = [variables_of(block) for block in blocks(page, "ini")]
    return {name.removeprefix("USHER_").lower(): value for one in found if "USHER_ENV" not in one for name, value in one.items()}


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text("utf-8"))


def links(page: Path) -> list[tuple[str, str]]:
    """What is linked: the words and the target."""
    return _LINK.findall(prose(page))


def code_words(page: Path) -> list[str]:
    """What stands between single backticks."""
    return _CODE.findall(prose(page))


def table(page: Path, *head: str) -> list[list[str]]:
    """The rows of the table that begins with these headings, cell by cell."""
    found: list[list[str]] = []
    inside = False
    for line in prose(page).splitlines():
        cells = [cell.strip() for cell in line[1:-1].split("|")] if _ROW.fullmatch(line) else None
        if cells is None:
            inside = False
        elif cells[: len(head)] == list(head):
            inside = True
        elif inside and not set("".join(cells)) <= set("-: "):
            found.append(cells)
    assert found, f"{page.name} has no table of {', '.join(head)}"
    return found


def plain(cell: str) -> str:
    """A cell without its backticks."""
    return cell.replace("`", "")
