from __future__ import annotations

import pytest
from starlette.requests import Request

from schema.core.errors import Rejected
from schema.core.json_text import LONGEST
from schema.core.requests import Asked, read_request


def got(query_string: bytes) -> Request:
    return Request({"type": "http", "method": "GET", "path": "/graphql", "query_string": query_string, "headers": []})


async def test_given_an_address_of_any_length_when_read_then_a_string_is_as_long_as_in_a_body() -> None:
    longest = "{hello}" + "," * (LONGEST - 7)
    assert await read_request(got(b"query=" + longest.encode())) == Asked(longest, None, {})
    with pytest.raises(Rejected):
        await read_request(got(b"query=" + longest.encode() + b","))


@pytest.mark.parametrize("query_string", [b"query={hello}%FF", b"query={hello}\xff", b"query={hello}&operationName=%ED%A0%80"])
async def test_given_an_address_that_is_not_utf_8_when_read_then_rejected_and_not_mended(query_string: bytes) -> None:
    with pytest.raises(Rejected):
        await read_request(got(query_string))
