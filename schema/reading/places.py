"""Places: one statement each, what is read below its rows, and the function that builds what is shown of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from schema.reading.selects import Select
from schema.reading.values import Names

if TYPE_CHECKING:
    from schema.reading.planner import Planner
    from schema.reading.running import Run

Build = Callable[..., list[Any]]


class Below(Protocol):
    """What is read for all rows of a place at once: for each of their ids, its part of the answer."""

    async def read_for(self, run: Run, ids: Sequence[Any]) -> Mapping[Any, Any]:
        """By id; null for an id that is left out."""


class Several:
    """A list of facts that stands among other facts, told from others by being this very list."""

    __slots__ = ("facts",)

    def __init__(self, facts: Sequence[Mapping[str, Any]]) -> None:
        self.facts = facts

    def __hash__(self) -> int:
        return id(self.facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Several) and other.facts is self.facts


class Among(NamedTuple):
    """The id of a list's parent, and the facts around the list that its SQL has parameters for."""

    id: Any
    facts: tuple[Any, ...]


@dataclass(slots=True)
class Place:
    """One statement. Source that is written for its rows calls their columns `c0`..., given facts `f`, what is read below `b0`..."""

    planner: Planner
    select: Select
    of_facts: bool = False
    """Whether each row stands beside given facts."""
    names: Names = field(default_factory=Names)
    _below: list[tuple[str, Below]] = field(default_factory=list)
    _keys: list[Build] = field(default_factory=list)

    def read_below(self, key: str, reader: Below) -> str:
        """Read something for all rows, by their keys; what stands for it in one row."""
        self._below.append((key, reader))
        return f"b{len(self._below) - 1}.get({key})"

    def function(self, text: str, *trailing: str) -> Build:
        """A function of rows, their facts, and what was read below, that answers with the text's value for each row."""
        parameters = "".join(f", b{n}" for n in range(len(self._below)))
        return self._compiled(f"lambda rows, facts{parameters}: [{text} for {self._each(trailing)}]")

    def finish(self, *trailing: str) -> None:
        """All is written: from now on it can be read."""
        self._keys = [self._compiled(f"lambda rows, facts: [{key} for {self._each(trailing)}]") for key, _ in self._below]

    def _each(self, trailing: Sequence[str]) -> str:
        columns = self.select.unpacking + "".join(f" {name}," for name in trailing)
        return f"({columns}), f in zip(rows, facts)" if self.of_facts else f"{columns} in rows"

    def _compiled(self, source: str) -> Callable[..., Any]:
        return eval(compile(source, "<plan>", "eval"), self.names.known)  # type: ignore[no-any-return]  # noqa: S307  # source of ours

    async def read(self, run: Run, rows: Sequence[Sequence[Any]], facts: Sequence[Mapping[str, Any]] = ()) -> list[Mapping[Any, Any]]:
        """What stands below these rows."""
        found = []
        for (_, reader), keys in zip(self._below, self._keys, strict=True):
            ids = [id_ for id_ in dict.fromkeys(keys(rows, facts)) if id_ is not None]
            found.append(await reader.read_for(run, ids) if ids else {})
        return found
