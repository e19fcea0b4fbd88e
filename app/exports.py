"""The address of an export of an audit log: one GET streams it, as lines of JSON or as a table, in constant memory."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.auth.tickets import Purpose, redeem
from app.core.errors import UserErrors
from app.pages.origins import origin_of
from app.services import audit_exports
from app.services.audit_exports import Download, ExportFormat
from app.services.audit_rows import COLUMNS

_HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
}
_TYPES: Final[Mapping[ExportFormat, tuple[str, str]]] = {
    ExportFormat.NDJSON: ("application/x-ndjson", "ndjson"),
    ExportFormat.CSV: ("text/csv; charset=utf-8", "csv"),
}
_FORMULA: Final = re.compile(r"[\t\r\n]|\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would run, also in full width."""

Rows = Sequence[Mapping[str, Any]]


def routes() -> list[BaseRoute]:
    """For the composition root to serve."""
    return [Route("/exports/{ticket}", _give, methods=["GET"])]


async def _give(request: Request) -> Response:
    """The export, once. A HEAD does not use it up, and is told nothing."""
    if request.method != "GET":
        return Response(status_code=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET"})
    holder = await redeem(Purpose.EXPORT, request.path_params["ticket"], origin_of(request))
    if holder is None:
        return _refusal("There is no such export, or its address has ended.", HTTPStatus.NOT_FOUND)
    try:
        download = await audit_exports.begin(*holder)
    except UserErrors:
        return _refusal("There is no such export, or its address has ended.", HTTPStatus.NOT_FOUND)
    if download is None:
        return _refusal("This export was fetched already; ask for another one.", HTTPStatus.GONE)
    content_type, ending = _TYPES[download.format]
    name = f"audit-log-{download.asked_at:%Y-%m-%d}.{ending}"
    headers = {**_HEADERS, "Content-Type": content_type, "Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(_written(download), headers=headers)


def _refusal(why: str, status: HTTPStatus) -> Response:
    return PlainTextResponse(why, status, headers=_HEADERS)


async def _written(download: Download) -> AsyncIterator[bytes]:
    """The export, a batch at a time."""
    write: Callable[[Rows], bytes] = as_lines if download.format is ExportFormat.NDJSON else as_table
    if download.format is ExportFormat.CSV:
        yield _table([COLUMNS])
    async for rows in download.rows:
        yield write(rows)


def as_lines(rows: Rows) -> bytes:
    """Each event as a line of JSON."""
    return b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)


def as_table(rows: Rows) -> bytes:
    """Each event as a line of a table (RFC 4180), in which nothing is a formula."""
    return _table([_cell(row[column]) for column in COLUMNS] for row in rows)


def _table(lines: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    text = "" if value is None else value if isinstance(value, str) else orjson.dumps(value).decode()
    return f"'{text}" if _FORMULA.match(text) else text
