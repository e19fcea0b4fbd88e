"""What every page keeps to: its headers, no script, nothing from outside, words that stay words, a log without secrets."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import structlog
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from app.core.brands import USHER, Brand, brand
from app.core.errors import Code
from app.core.ids import new_id
from app.core.logs import configure_logs
from app.core.runtime import Runtime
from app.core.settings import LogFormat
from app.mail import plain
from app.models import InvitationKind, InvitationStatus, Poc, Tenant, User
from app.pages import answers, people, poc_comments, poc_criteria, poc_page, poc_resources, poc_tasks, portal_page
from app.pages.forms import Form
from app.services import participants, sessions
from app.services.invitations import InvitationStep, Preview
from tests.app.pages.browsing import Browser, Page
from tests.app.services.inviting import NEW, PASSWORD, token_of
from tests.conftest import START
from tests.world import PASSWORD as USUAL
from tests.world import World

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
PAGES = (
    "/", "/sign-in", "/forgot-password", "/register", "/welcome", "/welcome/poc/x", "/welcome/portal/x", "/done/signed-out",
    "/done/nothing", "/nothing", f"/invite/{'t' * 43}", f"/register/{'t' * 43}", f"/reset/{'t' * 43}", f"/join/{'t' * 43}", "/invite/k/x",
    f"/confirm-email/{'t' * 43}", f"/undo-email/{'t' * 43}", "/done/address-changed", "/done/change-undone",
)  # fmt: skip


def _is_safe(browser: Browser) -> None:
    for answer in (*browser.answer.history, browser.answer):
        headers = answer.headers
        assert headers["content-security-policy"] == POLICY
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
    page = browser.page
    assert not {"script", "style", "iframe", "img", "base", "object"} & set(page.elements)
    assert " style=" not in browser.answer.text
    assert " on" not in {f" {name[:2]}" for given in page.attributes.values() for name in given}
    assert "http://" not in browser.answer.text
    assert "https://" not in browser.answer.text


async def test_given_any_page_when_opened_then_its_headers_keep_it_safe_and_it_loads_nothing_from_outside(
    world: World, browser: Browser
) -> None:
    for path in PAGES:
        page = await browser.open(path)
        _is_safe(browser)
        assert all("mark" in form.fields for form in page.forms), path


async def test_given_the_pages_of_a_story_when_opened_then_they_are_safe_too(world: World, browser: Browser) -> None:
    invited = await participants.invite(world.actor(world.sam), world.active.id, email=NEW)
    await browser.open(f"/invite/{await token_of(invited)}")
    _is_safe(browser)
    await browser.press("register")
    assert browser.status == 422
    _is_safe(browser)
    await browser.press("register", firstName="Nina", lastName="New", password=PASSWORD)
    assert browser.page.heading == "Active POC"
    _is_safe(browser)
    await browser.open("/welcome")
    _is_safe(browser)


# Words of people

NASTY = (
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "<!-- ",
    "&lt;&amp;",
    "]]>",
    "'",
    "a b",
)
PREVIEWS = tuple(
    {"next_step": step, "problem": problem, "status": status}
    for step, problem, status in (
        (InvitationStep.REGISTER, None, InvitationStatus.PENDING),
        (InvitationStep.SIGN_IN, None, InvitationStatus.PENDING),
        (InvitationStep.ACCEPT, None, InvitationStatus.PENDING),
        (InvitationStep.ACCEPT, None, InvitationStatus.ACCEPTED),
        (InvitationStep.WRONG_ACCOUNT, Code.WRONG_ACCOUNT, InvitationStatus.PENDING),
        (InvitationStep.ASK_FOR_NEW_LINK, Code.LINK_EXPIRED, InvitationStatus.EXPIRED),
        (InvitationStep.ASK_FOR_NEW_LINK, Code.LINK_REPLACED, InvitationStatus.PENDING),
        (InvitationStep.NONE, Code.LINK_CANCELLED, InvitationStatus.CANCELLED),
        (InvitationStep.NONE, Code.NOT_OPEN, InvitationStatus.PENDING),
        (InvitationStep.NONE, Code.ALREADY_MEMBER, InvitationStatus.PENDING),
    )
)


def _invitation(words: str, preview: dict[str, Any]) -> str:
    told = Preview(
        **preview, organization_name=words, subject_name=words, inviter_name=words, personal_message=words,
        masked_email=words, first_name=words, last_name=words, expires_at=START,
    )  # fmt: skip
    form = Form({"firstName": words, "title": words, "email": words}, {"firstName": words, "timeZone": words}, (words,))
    viewer = people.Viewer(words, words)
    return _made("invitation.html", brand=brand(words, words, words), preview=told, form=form, viewer=viewer, areas={}, least=12)


def _poc(words: str) -> str:
    seen = people.PocSeen(new_id(), words, words, "ACTIVE", date(2026, 3, 1), None, words, Brand(words, support_email=words))
    everybody = [people.Somebody(words, words, of_provider=True, is_owner=True, is_viewer=False)] * 2
    task = poc_tasks.TaskSeen(
        id="task", title=words, description=words, status="BLOCKED", side="CUSTOMER", internal=True, assignee=words, is_viewers=True,
        due_on=date(2026, 3, 1), overdue=True, completed_at=None, completed_by=None, may_complete=True, may_reopen=False,
        waits_for=[("task", words)],
    )  # fmt: skip
    resources = [
        poc_resources.ResourceSeen(
            id=kind, kind=kind, title=words, description=words, internal=True, opened=True, url=words, body=words, language=words,
            file_name=words, file_size=1,
        )
        for kind in ("LINK", "TEXT", "CODE", "FILE")
    ]  # fmt: skip
    criterion = poc_criteria.CriterionSeen(
        id="criterion", version=1, title=words, description=words, target=words, unit=words, must_have=True, achieved=words, outcome="MET",
        signatures=[poc_criteria.SignatureSeen(words, START, current=False, is_viewers=True)],
    )  # fmt: skip
    comment = poc_comments.CommentSeen(
        id="comment", author=words, is_viewers=True, internal=True, at=START, edited=True, body=Markup("<p>said</p>"), task=("task", words)
    )
    return _made(
        "poc.html", brand=seen.brand, poc=seen, somebodies=everybody, viewer=people.Viewer(words, words), here=words,
        form=Form({"do": "comment", "body": words, "taskId": words}, {"body": words, "taskId": words}, (words,)),
        may=poc_page.May(changes=True, comment=True, comment_internally=True, sign=True),
        tasks=poc_tasks.Tasks([poc_tasks.GroupSeen(words, internal=True, tasks=[task])]), resources=resources,
        criteria=poc_criteria.Criteria([criterion]), as_shown=poc_criteria.as_shown,
        comments=poc_comments.Comments([comment], "1.x", newest=False),
    )  # fmt: skip


def _poc_sign_in(words: str) -> str:
    return _made("poc_sign_in.html", here=words, form=Form({"body": words, "taskId": words, "email": words}, {"email": words}, (words,)))


def _welcome(words: str) -> str:
    viewer, places = people.Viewer(words, words), [people.Place(Brand(words), words)]
    lists = {"places": places, "takings": [people.Taking(words, words, words)], "portals": [people.Portal(words, words, words)]}
    return _made("welcome.html", brand=Brand(words), viewer=viewer, **lists)


def _portal(words: str) -> str:
    seen = portal_page.PortalSeen(new_id(), words, words, asks_partner=True, is_vendor=False, brand=Brand(words, support_email=words))
    viewer, takings = people.Viewer(words, words), [people.Taking(words, words, words)]
    return _made("portal.html", brand=seen.brand, portal=seen, viewer=viewer, takings=takings)


def _sign_in(words: str) -> str:
    return _made("sign_in.html", form=Form({"email": words, "to": words}, {"email": words}, (words,)), open=True)


def _made(template: str, **values: object) -> str:
    return answers._environment.get_template(template).render({"brand": USHER, "mark": "mark"} | values)


def _words() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(NASTY), st.text(min_size=1), st.text(alphabet="<>&\"'/={}%- a!", min_size=1))


@given(words=_words(), preview=st.sampled_from(PREVIEWS), kind=st.sampled_from(InvitationKind))
@example(words="\u202eevil", preview=PREVIEWS[0], kind=InvitationKind.POC)
def test_given_any_words_when_an_invitation_is_shown_then_they_stay_words(
    words: str, preview: dict[str, Any], kind: InvitationKind
) -> None:
    _stays_words(lambda text: _invitation(text, {**preview, "kind": kind}), words)


@pytest.mark.parametrize("made", [_poc, _poc_sign_in, _portal, _welcome, _sign_in])
@given(words=_words())
def test_given_any_words_when_a_page_shows_them_then_they_stay_words(made: Callable[[str], str], words: str) -> None:
    _stays_words(made, words)


def _stays_words(made: Callable[[str], str], words: str) -> None:
    usual, page = Page(made("x")), Page(made(words))
    assert page.elements == usual.elements
    assert page.attributes.keys() == usual.attributes.keys()
    assert [form.fields.keys() for form in page.forms] == [form.fields.keys() for form in usual.forms]
    assert plain.line(words) in " ".join(page.text.split()) or " ".join(words.split()) in " ".join(page.text.split())


async def test_given_names_that_look_like_markup_when_the_story_is_played_then_they_are_shown_as_they_are(
    world: World, browser: Browser
) -> None:
    nasty = "</h1><script>alert('x')</script>&amp;"
    await Poc.filter(id=world.active.id).update(name=nasty, summary=nasty)
    await Tenant.filter(id=world.northwind.id).update(name=nasty)
    await User.filter(id=world.sam.id).update(first_name=nasty, title=nasty)
    invited = await participants.invite(
        world.actor(world.sam), world.active.id, email=NEW, first_name=nasty, last_name=nasty, personal_message=f"one {nasty}\n\u202etwo"
    )

    page = await browser.open(f"/invite/{await token_of(invited)}")
    assert page.heading == f"You're invited to {nasty}"
    assert page.texts["blockquote"] == f"one {nasty}\ntwo"
    assert page.form("register").fields["firstName"] == nasty
    page = await browser.press("register", password=PASSWORD)

    assert page.heading == nasty
    assert "script" not in page.elements
    _is_safe(browser)


# What goes wrong


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Answers with what was logged; the logs of the test run are as before afterwards."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


async def _broken(*_: object, **__: object) -> None:
    raise RuntimeError("a secret detail")


async def test_given_an_unexpected_error_when_a_page_is_opened_then_only_its_request_id_is_told_and_no_token_is_logged(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch, log: Callable[[], str]
) -> None:
    token = await token_of(await participants.invite(world.actor(world.sam), world.active.id, email=NEW))
    monkeypatch.setattr("app.services.invitations.preview", _broken)
    configure_logs(LogFormat.JSON)

    page = await browser.open(f"/invite/{token}")

    assert (browser.status, page.heading) == (500, "Something went wrong")
    _is_safe(browser)
    assert "secret" not in browser.answer.text
    request_id = browser.answer.headers["x-request-id"]
    assert request_id in page.text
    (line,) = [line for line in log().splitlines() if '"unexpected"' in line]
    assert request_id in line
    assert "a secret detail" in line
    assert token not in line


async def test_given_a_password_when_its_form_breaks_then_neither_page_nor_log_has_it(
    world: World, browser: Browser, monkeypatch: pytest.MonkeyPatch, log: Callable[[], str]
) -> None:
    await browser.open("/sign-in")
    monkeypatch.setattr(sessions, "sign_in", _broken)
    configure_logs(LogFormat.JSON)

    await browser.press("sign-in", email=world.cara.email, password=USUAL)

    assert browser.status == 500
    assert USUAL not in browser.answer.text
    lines = log()
    assert "a secret detail" in lines
    assert USUAL not in lines
    assert world.cara.email not in lines


async def test_given_a_host_that_is_not_ours_when_a_page_is_opened_then_nothing_in_it_names_that_host(
    world: World, browser: Browser
) -> None:
    answer = await browser.client.get(f"/invite/{'t' * 43}", headers={"Host": "evil.example"}, follow_redirects=False)
    assert answer.headers["location"].startswith("/invite/k/")
    assert "evil" not in answer.headers["set-cookie"]
    for path in ("/", "/sign-in", "/welcome", "/nothing"):
        answer = await browser.client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)
        assert "evil" not in answer.text + str(answer.headers)


async def test_given_a_program_when_it_asks_for_nothing_then_it_is_answered_in_a_line(runtime: Runtime, browser: Browser) -> None:
    answer = await browser.client.get("/nothing", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.text) == (404, "Not Found")


# The style


async def test_given_the_stylesheet_when_asked_for_then_it_is_kept_for_long_only_by_its_version(runtime: Runtime, browser: Browser) -> None:
    address = next(part for part in (await browser.client.get("/")).text.split('"') if part.startswith("/static/"))
    versioned = await browser.client.get(address)
    plainly = await browser.client.get("/static/pages.css?v=old")

    assert versioned.headers["content-type"] == "text/css; charset=utf-8"
    assert versioned.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plainly.headers["cache-control"] == "no-cache"
    assert "http" not in versioned.text
    again = await browser.client.get("/static/pages.css", headers={"If-None-Match": plainly.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("color", "ink"), [("#ffee00", "#111"), ("#1d4fd7", "#fff"), ("#000000", "#fff"), ("#FFFFFF", "#111")])
def test_given_a_color_when_it_is_a_brands_then_what_stands_on_it_can_be_read(color: str, ink: str) -> None:
    assert Brand("Northwind", color).ink == ink


@pytest.mark.parametrize("color", [None, "", "red", "#fff", '#000000"/><script>', "#00000g", "#000000\n"])
def test_given_what_is_no_color_when_it_is_a_brands_then_it_is_the_usual_one(color: str | None) -> None:
    assert brand("Northwind", color, None).accent == USHER.accent
