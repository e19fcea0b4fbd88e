"""The cookie of the refresh token, as it is set and as it is used."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.auth.actor import Actor
from app.core.errors import Refused
from schema.core.context import Context, CookieOrder
from schema.core.cookies import set_cookie
from tests.schema.core.serving import NOW


def test_given_production_when_a_cookie_is_set_then_bound_to_the_host_and_https() -> None:
    made = set_cookie(CookieOrder("secret", NOW + timedelta(hours=1)), NOW, production=True)
    assert made == "__Host-usher-refresh=secret; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax; Secure"


def test_given_development_when_a_cookie_is_set_then_it_works_over_http() -> None:
    made = set_cookie(CookieOrder("secret", NOW + timedelta(hours=1)), NOW, production=False)
    assert made == "usher-refresh=secret; Max-Age=3600; Path=/; HttpOnly; SameSite=Lax"


def test_given_an_order_to_forget_when_a_cookie_is_set_then_it_is_empty_and_over() -> None:
    assert set_cookie(CookieOrder(), NOW, production=True) == "__Host-usher-refresh=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax; Secure"


def test_given_the_cookie_when_used_without_the_header_then_forbidden_even_if_there_is_none() -> None:
    assert Context(Actor(), refresh_cookie="abc", csrf_header=True).refresh_token_of_cookie() == "abc"
    assert Context(Actor(), csrf_header=True).refresh_token_of_cookie() is None
    for cookie in ("abc", None):
        with pytest.raises(Refused):
            Context(Actor(), refresh_cookie=cookie).refresh_token_of_cookie()


def test_given_two_orders_when_given_then_the_last_one_holds() -> None:
    context = Context(Actor())
    context.set_refresh_cookie("abc", NOW)
    assert context.cookie_order == CookieOrder("abc", NOW)
    context.clear_refresh_cookie()
    assert context.cookie_order == CookieOrder()
