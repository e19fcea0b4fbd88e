"""Forms: what a browser sends, believed only if the form was ours, and what goes back to the person who has to correct it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from app.core.errors import UserErrors
from app.core.runtime import current
from app.pages.notices import FOREIGN_FORM, TOO_LARGE, UNREADABLE, Notice

MOST: Final = 64 * 1024
"""Bytes of a body."""
_FIELDS: Final = 40
_TYPE: Final = "application/x-www-form-urlencoded"
_PURPOSE: Final = "form"
MARK: Final = "mark"
"""The field with the mark of the browser's form cookie."""
_SECRET: Final = frozenset({"password", MARK})

Fields = Mapping[str, str]


class FormRefusedError(Exception):
    """It is not known that the person meant to send this."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice.title)
        self.notice = notice


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is shown: what was entered before, and what is wrong with it, by field and otherwise."""

    values: Fields = field(default_factory=dict)
    errors: Fields = field(default_factory=dict)
    general: tuple[str, ...] = ()

    @property
    def wrong(self) -> bool:
        """Whether anything is."""
        return bool(self.errors or self.general)

    @property
    def first(self) -> str | None:
        """The field to go to. What concerns no field stands above all of them, and is gone to instead."""
        return None if self.general else next(iter(self.errors), None)


def corrected(entered: Fields, problem: UserErrors, fields: Collection[str]) -> Form:
    """The form once more, with each error at its field. Passwords are never sent back."""
    errors: dict[str, str] = {}
    general: list[str] = []
    for error in problem.errors:
        name = error.path[-1] if error.path else ""
        if name in fields:
            errors.setdefault(name, error.message)
        else:
            general.append(error.message)
    return Form({name: value for name, value in entered.items() if name not in _SECRET}, errors, tuple(general))


def mark_of(form_key: str) -> str:
    """What a form carries so that it is known as ours, for the browser that has this cookie."""
    return current().keys.mark(_PURPOSE, form_key)


async def read(request: Request, form_key: str | None) -> Fields:
    """The fields of a form of ours. Raises FormRefusedError."""
    _of_this_site(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise FormRefusedError(UNREADABLE)
    try:
        pairs = parse_qsl((await _body(request)).decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:  # not UTF-8, or too many fields
        raise FormRefusedError(UNREADABLE) from None
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise FormRefusedError(UNREADABLE)
    if form_key is None or not current().keys.marked(_PURPOSE, form_key, fields.get(MARK, "")):
        raise FormRefusedError(FOREIGN_FORM)
    return fields


def _of_this_site(request: Request) -> None:
    """Refuse what a page of another site sends (Fetch Metadata, and Origin for browsers without).

    Our own pages send `Origin: null`, because they send no referrer: null is what every page can say, and says nothing.
    """
    settings = current().settings
    ours = {f"{url.scheme}://{url.netloc}".lower() for url in map(urlsplit, (settings.public_url, settings.link_url))}
    origin = request.headers.get("origin", "null").lower()
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in ("same-origin", "none") or (origin != "null" and origin not in ours):
        raise FormRefusedError(FOREIGN_FORM)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise FormRefusedError(TOO_LARGE)
    return bytes(body)
