import copy
from typing import Any
from uuid import uuid4

import orjson
import pytest

from app.models import ResourceKind, TaskSide, Visibility
from app.services.poc_template_content import Content, Criterion, Group, Resource, Task, read, written

CONTENT = Content(
    groups=(Group(title="G", visibility=Visibility.INTERNAL),),
    tasks=(
        Task(title="T", description=None, side=TaskSide.CUSTOMER, visibility=Visibility.SHARED, group=None, due=-3, after=()),
        Task(title="U", description="D", side=TaskSide.ANYONE, visibility=Visibility.INTERNAL, group=0, due=None, after=(0,)),
    ),
    resources=(
        Resource(
            kind=ResourceKind.FILE, title="F", description=None, url=None, body=None, language=None, file=uuid4(),
            visibility=Visibility.SHARED,
        ),
    ),
    criteria=(Criterion(title="C", description=None, target="1", unit="ms", must_have=True, weight=2),),
)  # fmt: skip


def test_given_a_document_when_written_as_json_and_read_then_the_same() -> None:
    assert read(orjson.loads(orjson.dumps(written(CONTENT)))) == CONTENT
    assert CONTENT.files == {CONTENT.resources[0].file}


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("format",), 2),
        (("format",), None),
        (("people",), []),
        (("tasks",), None),
        (("tasks", 0, "due"), "3"),
        (("tasks", 0, "title"), 3),
        (("tasks", 0, "side"), "NOBODY"),
        (("tasks", 0, "status"), "DONE"),
        (("tasks", 1, "after"), ["0"]),
        (("resources", 0, "file"), "no id"),
        (("criteria", 0, "must_have"), 1),
        (("groups", 0, "visibility"), "HIDDEN"),
    ],
)
def test_given_a_document_of_another_shape_when_read_then_refused(where: tuple[Any, ...], value: Any) -> None:
    kept = written(CONTENT)
    assert read(kept) == CONTENT
    broken = copy.deepcopy(kept)
    at = broken
    for step in where[:-1]:
        at = at[step]
    at[where[-1]] = value
    with pytest.raises(ValueError, match="validation error"):
        read(broken)


def test_given_a_document_with_something_missing_when_read_then_refused() -> None:
    kept = written(CONTENT)
    del kept["tasks"][0]["due"]
    with pytest.raises(ValueError, match="due"):
        read(kept)
