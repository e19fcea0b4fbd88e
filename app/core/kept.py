"""What is kept in memory because it was needed lately, within bounds that a stranger can't blow up."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """So many things at most, of so much weight together; what was not needed for longest goes first."""

    def __init__(self, most: int, heaviest: int) -> None:
        self._most = most
        self._heaviest = heaviest
        self._weight = 0
        self._things: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: K) -> V | None:
        """The thing, which counts as needed now."""
        if (found := self._things.get(key)) is None:
            return None
        self._things.move_to_end(key)
        return found[0]

    def drop(self, key: K) -> None:
        """Forget the thing, if it is there."""
        if key in self._things:
            self._weight -= self._things.pop(key)[1]

    def put(self, key: K, thing: V, weight: int = 1) -> None:
        """Keep a thing, in place of what was there."""
        self.drop(key)
        self._things[key] = (thing, weight)
        self._weight += weight
        while len(self._things) > self._most or self._weight > self._heaviest:
            _, (_, lighter) = self._things.popitem(last=False)
            self._weight -= lighter
