"""Walking the whole graph as somebody: every object on every road, and everything that an answer says, cursors opened."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from app.auth.actor import Actor
from app.core.errors import Refusal, Refused
from tests.schema.calling import SEPARATOR, document, root_fields, run
from tests.schema.cast import Cast
from tests.schema.operations import variables

DEPTH = 3
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")
MOST = 100
"""Ids that `nodes` takes."""
CURSORS = {"cursor", "startCursor", "endCursor"}


@dataclass(frozen=True)
class Seen:
    """An object at one place of an answer, and what it showed there."""

    place: str
    type_name: str
    id: str
    fields: dict[str, Any]


async def walk(cast: Cast, actor: Actor, depth: int = DEPTH) -> dict[str, Any]:
    """Everything that somebody reaches by the queries, deep, by the road's name. Lists that are closed to them are left out."""
    labels = [label for label in cast.rows if label != "unknown"]
    calls: dict[str, tuple[str, dict[str, Any]]] = {
        f"nodes from {n}": ("Query.nodes", {"ids": [cast.id(label) for label in labels[n : n + MOST]]}) for n in range(0, len(labels), MOST)
    }
    for name, field in root_fields().items():
        if name.startswith("Query.") and name not in ("Query.node", "Query.nodes", "Query.invitationPreview"):
            if "id" not in field.args:
                calls[name] = (name, variables(cast, name, "unknown"))
            else:
                kind = name.removeprefix("Query.")
                calls |= {f"{name} {label}": (name, {"id": cast.id(label)}) for label, (prefix, _) in cast.rows.items() if prefix == kind}
    found = {}
    for road, (name, given) in calls.items():
        result = await run(actor, document(name, depth), given)
        codes = [error.original_error.code for error in result.errors if isinstance(error.original_error, Refused)]
        assert len(codes) == len(result.errors), (road, result.errors)
        if codes:
            assert codes == [Refusal.FORBIDDEN], road
            continue
        found[road] = result.data
    return found


def objects(answers: dict[str, Any]) -> Iterator[Seen]:
    """All objects with an id, wherever they stand."""
    for road, data in answers.items():
        yield from _objects(data, road)


def by_object(cast: Cast, answers: dict[str, Any]) -> dict[tuple[str, str], list[Seen]]:
    """Each object by type and label, wherever it was met."""
    found: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for seen in objects(answers):
        if (label := cast.label(seen.id)) is not None:
            found[seen.type_name, label].append(seen)
    return found


def _objects(value: Any, place: str) -> Iterator[Seen]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one, place)
    if isinstance(value, dict):
        fields = {name.partition(SEPARATOR)[0]: inner for name, inner in value.items()}
        if "id" in fields:
            yield Seen(place, fields["__typename"], fields["id"], {name: plain(inner) for name, inner in fields.items()})
        for name, inner in fields.items():
            yield from _objects(inner, f"{place}.{name}")


def plain(value: Any) -> Any:
    """What a value comes to, however deep it was asked for: objects are their ids, or else their own values; pages their rows."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "edges" in value:
        return [plain(edge["node"]) for edge in value["edges"]], value.get("totalCount")
    if "id" in value:
        return value["id"]
    return {name.partition(SEPARATOR)[0]: one for name, one in value.items() if not _holds_objects(one)}


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and (not value or isinstance(value[0], dict)))


def text_of(answers: dict[str, Any]) -> str:
    """All that the answers say, as text, with what is inside the cursors."""
    return orjson.dumps(answers).decode() + " ".join(_opened(answers))


def _opened(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _opened(one)
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in CURSORS and inner is not None:
                yield urlsafe_b64decode(inner + "=" * (-len(inner) % 4)).decode()
            yield from _opened(inner)
