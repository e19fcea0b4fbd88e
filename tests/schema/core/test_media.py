from __future__ import annotations

import pytest

from schema.core.media import Media, negotiated

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
ALL = (Media.RESPONSE, Media.JSON, Media.PAGE)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, Media.JSON),
        ("", Media.JSON),
        ("*/*", Media.JSON),
        ("application/*", Media.JSON),
        ("application/json", Media.JSON),
        ("application/json; charset=utf-8", Media.JSON),
        ("APPLICATION/JSON", Media.JSON),
        ("application/graphql-response+json", Media.RESPONSE),
        ("application/graphql-response+json; charset=utf-8", Media.RESPONSE),
        ("application/graphql-response+json, application/json;q=0.9", Media.RESPONSE),
        ("application/json, application/graphql-response+json", Media.RESPONSE),
        ("application/json, application/graphql-response+json;q=0.5", Media.JSON),
        ("application/graphql-response+json;q=0, */*", Media.JSON),
        ("application/graphql-response+json, */*;q=0.1", Media.RESPONSE),
        ("text/plain, application/json;q=0.1", Media.JSON),
        ("text/html", None),
        ("text/plain", None),
        ("application/json;q=0", None),
        ("*/*;q=0", None),
        ("application/json;q=x", None),
        ("application/json;q=nan", None),
        (";;;,,,", None),
    ],
)
def test_given_an_accept_header_when_negotiated_then_the_best_of_what_is_offered(accept: str | None, media: Media | None) -> None:
    assert negotiated(accept) is media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (BROWSER, Media.PAGE),
        ("text/html", Media.PAGE),
        ("text/*", Media.PAGE),
        ("*/*", Media.JSON),
        (None, Media.JSON),
        ("application/graphql-response+json, text/html;q=0.5", Media.RESPONSE),
    ],
)
def test_given_a_page_is_offered_too_when_negotiated_then_only_who_asks_for_html_gets_it(accept: str | None, media: Media) -> None:
    assert negotiated(accept, ALL) is media
