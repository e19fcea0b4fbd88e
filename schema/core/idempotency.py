"""The header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): which requests have one that counts, and for what body."""

from __future__ import annotations

import re
from typing import Final

import orjson
from starlette.requests import Request

from app.auth.actor import Actor
from app.core.errors import Refused, bad_input
from app.services import idempotency
from schema.core.documents import Operation
from schema.core.errors import Rejected
from schema.core.requests import Asked

HEADER: Final = "idempotency-key"
_KEY: Final = re.compile(r"[ -~]{1,255}")


async def claimed(
    request: Request, asked: Asked, operation: Operation, actor: Actor, *, public: frozenset[str]
) -> idempotency.Claim | None:
    """The claim on a mutation that has a key; None without one, and where it does not count: for what is public, and for nobody."""
    if HEADER not in request.headers or not actor.signed_in or operation.is_public(public):
        return None
    try:
        return await idempotency.claim(actor, _key(request.headers.getlist(HEADER)), _body(asked, operation))
    except Refused as refused:
        raise Rejected([refused]) from None


def _key(sent: list[str]) -> str:
    if len(sent) != 1 or not _KEY.fullmatch(sent[0]):
        raise Rejected([bad_input("Send one Idempotency-Key of 1 to 255 printable ASCII characters.")], status=400)
    return sent[0]


def _body(asked: Asked, operation: Operation) -> str:
    """What makes two requests the same: the document to the letter, which of its operations, and the variables in any order."""
    return orjson.dumps([asked.query, operation.name, asked.variables], option=orjson.OPT_SORT_KEYS).decode()
