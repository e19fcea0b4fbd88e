"""How a page is made: the one environment of templates, and the headers that keep what it shows to whom it is shown."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from app.core.brands import USHER
from app.core.runtime import current
from app.mail import plain

HERE: Final = Path(__file__).parent
STYLE: Final = (HERE / "static" / "pages.css").read_bytes()
STYLE_TAG: Final = sha256(STYLE).hexdigest()[:16]
_YEAR: Final = 31_536_000


def html(template: str, *, status: int = HTTPStatus.OK, **values: object) -> Response:
    """A page. All values come from people: the environment escapes them."""
    text = _environment.get_template(template).render({"brand": USHER} | values)
    return HTMLResponse(text, status, headers=_headers())


def see_other(path: str) -> Response:
    """Go on to another page (RFC 9110, section 15.4.4). `path` begins with a slash or is a configured address: no request names it."""
    return RedirectResponse(path, HTTPStatus.SEE_OTHER, headers=_headers())


async def stylesheet(request: Request) -> Response:
    """The style of all pages: for good where the address names this version of it, else asked for again each time."""
    tag = f'"{STYLE_TAG}"'
    known = request.query_params.get("v") == STYLE_TAG
    headers = {"ETag": tag, "Cache-Control": f"public, max-age={_YEAR}, immutable" if known else "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(STYLE, media_type="text/css", headers=headers)


def _headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": _policy(), "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "X-Robots-Tag": "noindex",
    }  # fmt: skip


def _policy() -> str:
    """No script, nothing from outside. Browsers hold `form-action` against the redirect after a form, too: so the portal is in it."""
    portal = urlsplit(current().settings.portal_url)
    targets = f"'self' {portal.scheme}://{portal.netloc}" if portal.netloc else "'self'"
    return f"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action {targets}; frame-ancestors 'none'; base-uri 'none'"


def _day(value: date) -> str:
    return f"{value.day} {value:%B %Y}"


def _instant(value: datetime) -> str:
    return f"{_day(value)}, {value:%H:%M} UTC"


_environment: Final = Environment(
    loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip
_environment.filters |= {"day": _day, "instant": _instant, "line": plain.line, "lines": plain.lines}
_environment.globals["style_tag"] = STYLE_TAG
