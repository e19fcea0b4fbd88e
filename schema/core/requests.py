"""What a client asks for: the parameters of a GraphQL-over-HTTP request, from the body of a POST or the address of a GET."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from app.core.errors import Refused, bad_input
from schema.core.errors import Rejected
from schema.core.json_text import check_text, read_json

LARGEST = 1024 * 1024
"""Bytes of a body."""
_PARAMETERS = ("query", "operationName", "variables", "extensions")


@dataclass(frozen=True, slots=True)
class Asked:
    """A well-formed request; whether the document means anything is not known yet."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


async def read_request(request: Request) -> Asked:
    """The parameters, wherever they are. Raises Rejected."""
    try:
        return _of_address(request) if request.method == "GET" else await _of_body(request)
    except Refused as refused:
        raise Rejected([refused], status=400) from None


def _of_address(request: Request) -> Asked:
    try:
        text = request.scope["query_string"].decode()
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError:  # among them what is not UTF-8
        raise bad_input("The parameters in the address can't be read.") from None
    given = [(name, value) for name, value in pairs if name in _PARAMETERS and value]
    parameters: dict[str, object] = dict(given)
    if len(parameters) != len(given):
        raise bad_input("A parameter is given twice in the address.")
    for name, value in given:
        check_text(value)
        if name in ("variables", "extensions"):
            parameters[name] = read_json(value)
    return _asked(parameters)


async def _of_body(request: Request) -> Asked:
    _check_headers(request)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise _too_large()
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise bad_input("The body is not UTF-8.") from None
    found = read_json(text)
    if not isinstance(found, dict):
        raise bad_input("The body must be a JSON object; several operations at once are not served.")
    return _asked(found)


def _check_headers(request: Request) -> None:
    """Only what makes a browser ask first (CORS preflight) when a page of another site sends it."""
    if not _is_json(request.headers.get("content-type", "")):
        raise Rejected([bad_input("Send application/json in UTF-8.")], status=415)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Rejected([bad_input("Send the body uncompressed.")], status=415)
    length = request.headers.get("content-length", "0")
    if length.isdecimal() and (len(length) > len(str(LARGEST)) or int(length) > LARGEST):
        raise _too_large()


@lru_cache(maxsize=64)
def _is_json(content_type: str) -> bool:
    """Whether it means JSON in UTF-8."""
    kind, *parameters = (part.strip().lower() for part in content_type.split(";"))
    charsets = {value.strip('" ') for name, _, value in (part.partition("=") for part in parameters) if name.strip() == "charset"}
    return kind == "application/json" and charsets <= {"utf-8", "utf8"}


def _too_large() -> Rejected:
    return Rejected([bad_input(f"The body has more than {LARGEST} bytes.")], status=413)


def _asked(parameters: Mapping[str, object]) -> Asked:
    query, operation_name = parameters.get("query"), parameters.get("operationName")
    if not isinstance(query, str):
        raise bad_input("`query` must be a string with a GraphQL document.")
    if operation_name is not None and not isinstance(operation_name, str):
        raise bad_input("`operationName` must be a string or null.")
    for name in ("variables", "extensions"):
        if not isinstance(parameters.get(name), dict | None):
            raise bad_input(f"`{name}` must be an object or null.")
    variables: Any = parameters.get("variables") or {}
    return Asked(query, operation_name or None, variables)
