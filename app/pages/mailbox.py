"""The development mailbox at /dev/mail: every mail as its recipient would see it. It shows live links, so production has no such page."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from email.utils import parseaddr
from pathlib import Path
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.core.runtime import current
from app.mail.outbox import open_mail
from app.mail.render import Message
from app.models import Mail

SHOWN = 200
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PART_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
_LINK = re.compile(r"https?://[^\s<>\"']+")

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)  # fmt: skip


def routes() -> list[Route]:
    """The pages of the mailbox, for the composition root to serve in development only."""
    return [
        Route("/dev/mail", _in_development(_all)),
        Route("/dev/mail/{id:uuid}", _in_development(_one)),
        Route("/dev/mail/{id:uuid}/html", _in_development(_html)),
    ]


def _in_development(page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def guarded(request: Request) -> Response:
        if current().settings.production:  # should it be routed by mistake: what it shows would open every account
            raise HTTPException(404)
        return await page(request)

    return guarded


async def _all(_request: Request) -> Response:
    mails = await Mail.all().order_by("-id").limit(SHOWN)  # ids are in the order of time
    rows = [(mail, _message(mail)) for mail in mails]
    return _page("mailbox_list.html", rows=rows, most=SHOWN, smtp=bool(current().settings.smtp_url))


async def _one(request: Request) -> Response:
    mail, message = await _found(request.path_params["id"])
    name, address = parseaddr(current().settings.mail_from)
    headers = {"From": f"{message.from_name or name} <{address}>"} if message else {}
    headers |= {"To": mail.recipient, "Date": f"{mail.created_at:%a, %d %b %Y %H:%M:%S} UTC", "Message-ID": mail.message_id}
    return _page("mailbox_mail.html", mail=mail, message=message, headers=headers, text=_linked(message.text) if message else "")


async def _html(request: Request) -> Response:
    _, message = await _found(request.path_params["id"])
    if message is None:
        raise HTTPException(404)
    return HTMLResponse(message.html, headers=_headers(PART_POLICY))


async def _found(id_: UUID) -> tuple[Mail, Message | None]:
    mail = await Mail.get_or_none(id=id_)
    if mail is None:
        raise HTTPException(404)
    return mail, _message(mail)


def _message(mail: Mail) -> Message | None:
    """What stands in a mail; None when it was sent by a mail server and emptied, or sealed with a key of the past."""
    try:
        return open_mail(mail)
    except ValueError:
        return None


def _linked(text: str) -> Markup:
    """The text part, with our own addresses as links (in words of people there is none that this would find)."""
    parts, end = [], 0
    for match in _LINK.finditer(text):
        parts += [escape(text[end : match.start()]), Markup('<a href="{0}">{0}</a>').format(match[0])]
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def _page(name: str, **values: object) -> Response:
    return HTMLResponse(_templates.get_template(name).render(values), headers=_headers(PAGE_POLICY))


def _headers(policy: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }  # fmt: skip
