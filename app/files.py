"""The addresses of files: PUT takes the bytes of an upload, GET gives those of a resource. Both stream, and both hang on a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import quote
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.auth.actor import Actor
from app.auth.tickets import Purpose, redeem
from app.core.errors import Code, Refused, UserErrors
from app.pages.origins import origin_of
from app.services import files, key_uses, uploads

_REFUSALS: Final[Mapping[Code, HTTPStatus]] = {
    Code.NOT_FOUND: HTTPStatus.NOT_FOUND,
    Code.CONFLICT: HTTPStatus.CONFLICT,
    Code.TOO_LONG: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    Code.INVALID: HTTPStatus.BAD_REQUEST,
}
_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}


def routes() -> list[BaseRoute]:
    """Both, for the composition root to serve."""
    return [
        Route("/files/uploads/{ticket}", _take, methods=["PUT"]),
        Route("/files/{ticket}", _give, methods=["GET"]),
    ]


async def _take(request: Request) -> Response:
    """The bytes of an upload. What is refused says why in a sentence, for whoever writes the client."""
    holder = await _holder(Purpose.UPLOAD, request)
    if holder is None:
        return PlainTextResponse("There is no such upload.", HTTPStatus.NOT_FOUND)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        return PlainTextResponse("Send the bytes uncompressed.", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    length = request.headers.get("content-length", "")
    try:
        await uploads.receive(*holder, request.stream(), length=int(length) if length.isdecimal() else None)
    except UserErrors as refused:
        (error,) = refused.errors
        return PlainTextResponse(error.message, _REFUSALS[error.code])
    except Refused:
        return PlainTextResponse("There is no such upload.", HTTPStatus.NOT_FOUND)
    except ClientDisconnect:
        return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it
    return Response(status_code=HTTPStatus.NO_CONTENT)


async def _give(request: Request) -> Response:
    """The file of a resource: never shown, always saved, so that nothing in it runs in our name."""
    holder = await _holder(Purpose.DOWNLOAD, request)
    if holder is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    try:
        file, stored = await files.fetch(*holder)
    except UserErrors:
        raise HTTPException(HTTPStatus.NOT_FOUND) from None
    headers = {"Content-Disposition": _disposition(file.name), "Content-Length": str(stored.size)}
    return StreamingResponse(stored.chunks, headers=_HEADERS | headers, media_type=file.content_type)


async def _holder(purpose: Purpose, request: Request) -> tuple[Actor, UUID] | None:
    """Who holds the ticket of an address, and what it is for. For an API key it is a use like any other."""
    holder = await redeem(purpose, request.path_params["ticket"], origin_of(request))
    if holder is not None:
        key_uses.note(holder[0])
    return holder


def _disposition(name: str) -> str:
    """RFC 6266: the name in ASCII for old clients, and as it is (RFC 8187)."""
    plain = "".join(sign if " " <= sign <= "~" and sign not in '"\\%' else "_" for sign in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
