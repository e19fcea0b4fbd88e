"""What a drawn operation may speak of: labels `<active>` in place of ids, cursors and tokens, so that it reads well and can be repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_LABEL = re.compile(r"<([^<>]+)>")
ListKey = tuple[str, str, str]
"""The type and the field of a list, and the order asked for: ("Query", "pocs", "NAME ASC")."""


@dataclass(frozen=True)
class Known:
    """The labels there are, and what they stand for on one database."""

    kinds: Mapping[str, Sequence[str]]
    """The labels of objects, by their kind of id."""
    types: Mapping[str, str]
    """The type of each kind: poc -> Poc."""
    texts: Mapping[str, str]
    """What each label stands for."""
    cursors: Mapping[ListKey, Sequence[tuple[str, str | None]]] = field(default_factory=dict)
    """The labels of the places in each list, each with the object whose list it is (None: a root field's)."""
    tokens: Sequence[str] = ()

    def filled(self, value: Any) -> Any:
        """A text, or the strings in a JSON value, with labels replaced."""
        if isinstance(value, str):
            return _LABEL.sub(lambda label: self.texts.get(label[1], label[0]), value)
        if isinstance(value, list):
            return [self.filled(one) for one in value]
        return {name: self.filled(one) for name, one in value.items()} if isinstance(value, dict) else value

    def type_of(self, value: object) -> str | None:
        """The type of the object that a label stands for."""
        return next((self.types[kind] for kind, labels in self.kinds.items() if value in [f"<{label}>" for label in labels]), None)
