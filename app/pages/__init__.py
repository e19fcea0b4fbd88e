"""Hosted pages: another face on the same services, for people who follow a link in a mail. No scripts, nothing from outside."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from app.pages import account_links, answers, email_changes, invitations, join, landing, links, notices, poc_page, portal_page, signing
from app.pages.notices import not_found
from app.pages.visits import page

__all__ = ["not_found", "routes"]


def routes() -> list[BaseRoute]:
    """All pages, for the composition root to serve; `not_found` is for whatever is not among its routes."""
    return [
        page("/", landing.start),
        *links.pages("invite", invitations.see, invitations.act),
        *links.pages("register", account_links.see_register, account_links.register),
        *links.pages("reset", account_links.see_reset, account_links.reset),
        *links.pages("confirm-email", email_changes.see_confirm, email_changes.confirm),
        *links.pages("undo-email", email_changes.see_undo, email_changes.undo),
        *links.pages("join", join.see, join.act),
        page("/register", signing.see_registration, signing.request_registration),
        page("/sign-in", signing.see_sign_in, signing.sign_in),
        page("/sign-out", None, signing.sign_out),
        page("/forgot-password", signing.see_forgotten, signing.forgotten),
        page("/welcome", landing.welcome),
        page("/welcome/poc/{id}", poc_page.see, poc_page.act),
        page("/welcome/portal/{id}", portal_page.see),
        Route("/done/{what}", notices.done, methods=["GET"]),
        Route("/static/pages.css", answers.stylesheet, methods=["GET"]),
    ]
