"""How the GraphiQL page reaches a browser: its headers, its built files and its example operations, all from here.

The files in dist/ are built from explorer/; nothing that the page loads lies elsewhere, and its policy says so.
"""

import json
import re
from hashlib import sha256
from itertools import takewhile
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

HERE = Path(__file__).parent
DIST = HERE / "dist"
PAGE: bytes = (DIST / "index.html").read_bytes()

# Only what carries the hash of its contents in its name is served, and may be kept for ever.
_ASSETS = {path.name: path for kind in ("*.js", "*.css") for path in DIST.glob(kind)}

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


def page() -> Response:
    """What the endpoint answers to a browser that asks for HTML."""
    headers = {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": _POLICY,
        "Referrer-Policy": "no-referrer",
        "Vary": "Accept",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return Response(PAGE, media_type="text/html", headers=headers)


def routes() -> list[BaseRoute]:
    """Everything that the page asks for besides the API itself."""
    return [
        Route("/graphql/assets/examples.json", _examples),
        Route("/graphql/assets/{file}", _asset),
    ]


def examples() -> list[dict[str, str]]:
    """The example operations in order, each with its title (the operation's name) and the sentence that opens it."""
    return [_example(path) for path in sorted((HERE / "examples").glob("*.graphql"))]


def _example(path: Path) -> dict[str, str]:
    query = path.read_text("utf-8")
    comment = list(takewhile(lambda line: line.startswith("#"), query.splitlines()))
    operation = query.splitlines()[len(comment)]
    example = {
        "title": re.split(r"\W+", operation)[1],
        "about": " ".join(line.lstrip("# ") for line in comment),
        "query": query,
    }
    variables = path.with_suffix(".json")
    return example | {"variables": variables.read_text("utf-8")} if variables.exists() else example


_EXAMPLES = json.dumps(examples(), ensure_ascii=False).encode()
_EXAMPLES_TAG = f'"{sha256(_EXAMPLES).hexdigest()[:16]}"'


async def _examples(request: Request) -> Response:
    headers = {"Cache-Control": "no-cache", "ETag": _EXAMPLES_TAG, "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == _EXAMPLES_TAG:
        return Response(status_code=304, headers=headers)
    return Response(_EXAMPLES, media_type="application/json", headers=headers)


async def _asset(request: Request) -> Response:
    path = _ASSETS.get(request.path_params["file"])
    if path is None:
        raise HTTPException(404)
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    media_type = "text/javascript" if path.suffix == ".js" else "text/css"
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        path = path.with_name(f"{path.name}.gz")
    return FileResponse(path, media_type=media_type, headers=headers)
