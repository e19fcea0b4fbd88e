"""The activity of a POC: what happened on it, in a sentence, as far as the viewer may know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import orjson
import strawberry

from app import models
from app.auth import policies
from schema.reading.declare import column, computed, either, one, reads
from schema.reading.expressions import Allowed, Path, Sql
from schema.reading.sources import Order
from schema.types.criteria import SuccessCriterion
from schema.types.enums import PocActivityKind
from schema.types.invitations import Invitation, poc_type
from schema.types.nodes import Node
from schema.types.participants import Participant
from schema.types.users import full_name

if TYPE_CHECKING:
    from schema.types.pocs import Poc

LazyPoc = Annotated["Poc", strawberry.lazy("schema.types.pocs")]


def task_type() -> type[Any]:
    """The type of tasks, which stands above this one."""
    from schema.types.tasks import Task  # noqa: PLC0415  # it names POCs, which name their activity

    return Task


def comment_type() -> type[Any]:
    """The type of comments, which stands above this one."""
    from schema.types.comments import Comment  # noqa: PLC0415  # it names POCs, which name their activity

    return Comment


def resource_type() -> type[Any]:
    """The type of resources, which stands above this one."""
    from schema.types.resources import Resource  # noqa: PLC0415  # it names POCs, which name their activity

    return Resource


def _target(kind: str) -> Sql:
    """The id of what it was done to, if that is of a kind."""
    return Sql(f"(case when {{a}}.target_kind = '{kind}' then {{a}}.target_id end)")


NAME: Final = Sql(
    "(case {a}.target_kind"
    " when 'task' then (select done.title from task done where done.id = {a}.target_id)"
    # what is SHARED is on a task that is SHARED; a comment that is not says nothing of its task that its readers don't know
    " when 'comment' then (select about.title from comment said join task about on about.id = said.task_id"
    " and about.visibility in ('SHARED', said.visibility) where said.id = {a}.target_id)"
    " when 'resource' then (select gave.title from resource gave where gave.id = {a}.target_id)"
    " when 'criterion' then (select aim.title from criterion aim where aim.id = {a}.target_id)"
    " when 'participant' then (select trim(guest.first_name || ' ' || guest.last_name) from participant visit"
    ' join "user" guest on guest.id = visit.user_id where visit.id = {a}.target_id)'
    " when 'invitation' then (select nullif(trim(coalesce(asked.first_name, '') || ' ' || coalesce(asked.last_name, '')), '')"
    " from invitation asked where asked.id = {a}.target_id) end)"
)
"""What the thing, or the person, is called now; null if it is gone or has no name. Never an address."""


def actor_name(first: str | None, last: str | None) -> str:
    """Who did it; what nobody did, Usher did."""
    return "Usher" if first is None or last is None else full_name(first, last)


def message(action: str, name: str | None, changes: str | None, as_staff: int) -> str:
    """What happened, in a sentence. `changes` is the event's JSON."""
    found = orjson.loads(changes) if changes else {}
    return _SENTENCES[action](name, found if as_staff else {key: value for key, value in found.items() if key != "note"})


Sentence = Callable[[str | None, Mapping[str, Any]], str]


def _plain(thing: str, what: str) -> Sentence:
    return lambda name, _: f"{thing} “{name}” {what}." if name else f"{_A[thing]} {what}."


def _person(what: str) -> Sentence:
    return lambda name, _: f"{name or 'A person of the customer'} {what}."


def _status(_name: str | None, changes: Mapping[str, Any]) -> str:
    before, after = (_words(status) for status in changes.get("status", ("", "")))
    told = f"The status changed from {before} to {after}." if before and after else "The status changed."
    return f"{told} {changes['note']}" if changes.get("note") else told


def _comment(name: str | None, _changes: Mapping[str, Any]) -> str:
    return f"A comment was written on the task “{name}”." if name else "A comment was written."


def _deleted(_name: str | None, changes: Mapping[str, Any]) -> str:
    return _plain("The criterion", "was deleted")(changes.get("title", (None,))[0], changes)


def _outcome(name: str | None, changes: Mapping[str, Any]) -> str:
    outcome = changes.get("outcome", (None, None))[1]
    return _plain("The criterion", f"was recorded as {_words(outcome)}" if outcome else "was changed")(name, changes)


def _signed(_name: str | None, changes: Mapping[str, Any]) -> str:
    number = len(changes.get("criteria", ()))
    return (
        "Success criteria were signed." if number == 0 else "A criterion was signed." if number == 1 else f"{number} criteria were signed."
    )


def _words(value: str) -> str:
    return value.replace("_", " ").lower()


_A: Final = {"The task": "A task", "The resource": "A resource", "The criterion": "A criterion"}
"""How a thing is spoken of whose name is not known any more."""

_SENTENCES: Final[Mapping[str, Sentence]] = {
    "poc.created": lambda _name, _changes: "The POC was created.",
    "poc.status_changed": _status,
    "invitation.created": _person("was invited"),
    "participant.joined": _person("joined"),
    "participant.removed": _person("was removed"),
    "participant.left": _person("left"),
    "task.created": _plain("The task", "was added"),
    "task.completed": _plain("The task", "was completed"),
    "task.reopened": _plain("The task", "was opened again"),
    "comment.added": _comment,
    "resource.added": _plain("The resource", "was added"),
    "resource.opened": _plain("The resource", "was opened"),
    "criterion.added": _plain("The criterion", "was added"),
    "criterion.changed": _plain("The criterion", "was changed"),
    "criterion.deleted": _deleted,
    "criterion.outcome_recorded": _outcome,
    "criterion.signed": _signed,
}
"""A sentence for each action that a POC shows."""


@reads(models.Event, prefix="activity", scope=policies.activity, description="Something that happened on a POC.")
class PocActivity(Node):
    """Something that happened."""

    poc: LazyPoc = one("Where it happened.", "poc_id")
    kind: PocActivityKind = column("What happened.", "activity")
    at: datetime = column("When it happened.")
    actor_name: str = computed(
        "First and last name of who did it; Usher where nobody did.", actor_name, "actor.first_name", "actor.last_name"
    )
    message: str = computed(
        "What happened, in a sentence. A change of status says why, for staff.",
        message,
        "action",
        NAME,
        Sql("cast({a}.changes as text)"),
        Allowed(policies.as_staff),  # whoever may know why somebody was removed may know why a status changed
    )
    subject: Node | None = either(
        "What it was done to; null if that is gone, or is not for the viewer.",
        (_target("task"), task_type, policies.contents),
        (_target("comment"), comment_type, policies.contents),
        (_target("resource"), resource_type, policies.contents),
        (_target("criterion"), lambda: SuccessCriterion, policies.criteria),
        (_target("participant"), lambda: Participant, policies.participants),
        (_target("invitation"), lambda: Invitation, policies.invitations),
        (_target("poc"), poc_type, policies.pocs),
    )


BY_HAPPENING = Order(Path("at"), "instant", descending=True)
"""The latest first."""
