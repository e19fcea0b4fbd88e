"""Notices: pages that only say something. What went wrong and what to do, or what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from app.core.brands import USHER, Brand
from app.core.errors import Code
from app.pages.answers import html


@dataclass(frozen=True, slots=True)
class Notice:
    """A heading, a paragraph or more, and perhaps where to go on."""

    title: str
    text: tuple[str, ...]
    status: int = HTTPStatus.OK
    link: tuple[str, str] | None = None
    """A path of ours, and what it says."""
    retry_after: int | None = None
    """Seconds."""


NOT_FOUND: Final = Notice(
    "There is nothing here",
    ("The address may be incomplete, or what was here is not open to you any more.",),
    HTTPStatus.NOT_FOUND,
    ("/", "To the start page"),
)
PAGE_GONE: Final = Notice(
    "Please open the link once more",
    (
        "This page was open for a long time, or in another browser.",
        "The link in your mail is not used up: open it again, and go on from there. Your browser has to accept cookies of this site.",
    ),
    HTTPStatus.NOT_FOUND,
)
FOREIGN_FORM: Final = Notice(
    "This form can't be sent",
    (
        "It is too old, or it does not come from this site. Nothing was done.",
        "Go back, load the page again and send it once more. Your browser has to accept cookies of this site.",
    ),
    HTTPStatus.FORBIDDEN,
)
UNREADABLE: Final = Notice("This can't be read", ("What was sent is not a form of this page. Nothing was done.",), HTTPStatus.BAD_REQUEST)
TOO_LARGE: Final = Notice(
    "This is too much", ("What was sent is larger than any of our forms. Nothing was done.",), HTTPStatus.REQUEST_ENTITY_TOO_LARGE
)
FORBIDDEN: Final = Notice("You may not do this", ("Nothing was done.",), HTTPStatus.FORBIDDEN, ("/", "To the start page"))

LINKS: Final = {
    Code.LINK_INVALID: Notice(
        "This link does not work",
        ("It was used already, or not copied whole.",),
        HTTPStatus.NOT_FOUND,
    ),
    Code.LINK_EXPIRED: Notice(
        "This link is too old", ("Such a link is good for a while only, so that nobody finds it later.",), HTTPStatus.GONE
    ),
}
"""What is wrong with a link to a password or a registration."""

ADDRESSES: Final = LINKS | {
    Code.LINK_CANCELLED: Notice(
        "This address is not wanted any more",
        ("Another one was asked for since, or it can't be given any more. Nothing was changed.",),
        HTTPStatus.GONE,
    ),
}
"""What is wrong with a link to a change of address."""

_ASK_THE_PARTNER: Final = "Nothing was made. Ask the partner who gave you its link for another one."
PARTNER_LINKS: Final = {
    Code.LINK_CANCELLED: Notice("The partner has withdrawn its link", (_ASK_THE_PARTNER,), HTTPStatus.GONE),
    Code.LINK_EXHAUSTED: Notice("The link of the partner has been used", (_ASK_THE_PARTNER,), HTTPStatus.GONE),
    Code.DOMAIN_NOT_ALLOWED: Notice("The link of the partner is for others", (_ASK_THE_PARTNER,), HTTPStatus.FORBIDDEN),
    Code.CONFLICT: Notice("The link of the partner is for others", (_ASK_THE_PARTNER,), HTTPStatus.CONFLICT),
}
"""What is wrong meanwhile with the partner link that a registration came by."""

KEPT: Final = {
    Code.NOT_OPEN: Notice(
        "This address can't get an account at the moment",
        (
            "It was given up for another one a short while ago, and is kept for 72 hours for the person who had it.",
            "Nothing is lost: the link is not used up. Open it again after that, or ask for another one if it is too old by then.",
        ),
        HTTPStatus.CONFLICT,
    ),
}
"""Why a registration has to wait."""

OF_INVITATIONS: Final = {
    "declined": Notice("You have declined", ("The invitation is void. Whoever invited you sees it; nothing else happens.",)),
    "reported": Notice(
        "You have declined, and we won't write again",
        ("The invitation is void, and this organization can't send you invitations or reminders any more.",),
    ),
    "asked": Notice(
        "Your question is on its way",
        (
            "If the invitation still stands, the person who invited you is told that you'd like a fresh link (once a day at most).",
            "If they send one, it comes by mail.",
        ),
    ),
}  # fmt: skip
"""What was done with an invitation, by the word in its page's address."""

DONE: Final = {
    "signed-out": Notice("You are signed out", ("You can close this page.",), link=("/sign-in", "Sign in again")),
    "reset-asked": Notice(
        "Look into your mail",
        ("If there is an account with this address, a mail with a link is on its way. The link is good for an hour.",),
    ),
    "address-changed": Notice(
        "The address is changed",
        (
            "From now on you sign in with it. You are signed out everywhere, and API keys of yours have ended.",
            "The old address is told, and can undo this for 72 hours.",
        ),
        link=("/sign-in", "Sign in"),
    ),
    "change-undone": Notice(
        "The account has its old address again",
        (
            "Whoever was signed in is signed out, and the password does not work any more.",
            "Look into your mail: a link to set a new one is on its way to this address. It is good for an hour.",
        ),
    ),
    "registration-asked": Notice(
        "Look into your mail",
        ("A mail is on its way to this address, unless it got several already. It says how to go on.",),
    ),
    "joining-asked": Notice(
        "Look into your mail",
        (
            "A mail is on its way to this address, unless it got several already. It says how to go on.",
            "If none comes, the link may be for addresses of your company only: try that one.",
        ),
    ),
}  # fmt: skip
"""What was done, by the last part of the page's address."""


def page(notice: Notice, brand: Brand = USHER) -> Response:
    """A notice as an answer."""
    response = html("notice.html", status=notice.status, brand=brand, notice=notice)
    if notice.retry_after is not None:
        response.headers["Retry-After"] = str(notice.retry_after)
    return response


def too_often(retry_after: int | None) -> Notice:
    """Too many tries from one place."""
    wait = max(1, retry_after or 1)
    when = f"{wait} seconds" if wait < 120 else f"{-(-wait // 60)} minutes"  # noqa: PLR2004  # two minutes
    text = f"Nothing was done, and nothing is lost. Try again in {when}."
    return Notice("That was a little fast", (text,), HTTPStatus.TOO_MANY_REQUESTS, retry_after=wait)


def broken(request_id: str) -> Notice:
    """Something that nobody foresaw. What it was stands in the log, under the request's id."""
    text = ("It is not your fault. Try again in a moment.", f"If you ask for help, tell this number: {request_id}")
    return Notice("Something went wrong", text, HTTPStatus.INTERNAL_SERVER_ERROR)


def with_link(notice: Notice, path: str, words: str) -> Notice:
    """The same, and where to go on."""
    return replace(notice, link=(path, words))


async def done(request: Request) -> Response:
    """What was done: a page of its own, so that loading it again does nothing again."""
    return page(DONE.get(request.path_params["what"], NOT_FOUND))


async def not_found(request: Request, _problem: Exception | None = None) -> Response:
    """Nothing is at this address: a page for people, a line for programs."""
    if "text/html" in request.headers.get("accept", ""):
        return page(NOT_FOUND)
    return PlainTextResponse("Not Found", HTTPStatus.NOT_FOUND)
