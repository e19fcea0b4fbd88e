"""Every example of the README and the guides is played, against a fresh demo, and answers as it is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import GUIDES, README, Block, blocks
from tests.docs.conftest import Staging
from tests.docs.likeness import difference
from tests.docs.playing import Play

on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)
"""That both databases answer alike is shown by the README; what the guides add is not about databases."""


async def test_given_a_fresh_demo_when_the_readme_is_played_then_it_answers_as_shown(staging: Staging) -> None:
    await played(README, staging)


@on_sqlite
@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.stem)
async def test_given_a_fresh_demo_when_a_guide_is_played_then_it_answers_as_shown(page: Path, staging: Staging) -> None:
    await played(page, staging)


async def played(page: Path, staging: Staging) -> None:
    async with staging(page) as (base, runtime):
        assert await Play(base, runtime).play(blocks(page)) > 0


@on_sqlite
async def test_given_a_page_that_is_wrong_when_played_then_it_is_noticed(staging: Staging) -> None:
    wrong = {
        "the answer.data.viewer is None": [("graphql", "# Nobody\n{ viewer { roles } }"), ("json", '{"data": {"viewer": {"roles": []}}}')],
        "nothing is known for": [("graphql", '{ node(id: "poc_…") { id } }')],
        "Cannot query field": [("graphql", "{ viewer { rolls } }")],
        "the status is '200 OK'": [("http", "GET /healthz HTTP/1.1"), ("http", "HTTP/1.1 404 Not Found")],
        "the header X-Request-Id": [("http", "GET /healthz HTTP/1.1"), ("http", "HTTP/1.1 200 OK\nX-Request-Id: 7")],
        "there is no mail to": [("text", "To: nobody@acme.example\nSubject: Hello\n\nHello")],
        "the mail[0] is": [("text", "To: dina@acme.example\nSubject: Hello\n\n…")],
        "what is this json for": [("json", '{"data": {}}')],
    }
    async with staging(README) as (base, runtime):
        for message, page in wrong.items():
            with pytest.raises(AssertionError) as noticed:
                await Play(base, runtime).play([Block(language, text, "here") for language, text in page])
            assert message in str(noticed.value)


@pytest.mark.parametrize(
    ("shown", "real", "alike"),
    [
        ({"id": "poc_…"}, {"id": "poc_01"}, True),
        ({"id": "poc_…"}, {"id": "poc_"}, False),
        ({"id": "poc_…"}, {"id": "user_01"}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ([1, 2], [1, 2, 3], False),
        ({"a": [{"b": None}]}, {"a": [{"b": None}]}, True),
        ({"a": None}, {"a": "…"}, False),
        (True, 1, False),
        ("…", "two\nlines", True),
    ],
)
def test_given_what_is_shown_when_compared_then_only_the_ellipsis_may_differ(shown: Any, real: Any, alike: bool) -> None:  # noqa: FBT001
    assert (difference(shown, real) is None) is alike
