"""What is done on the page of a POC: each button does its one thing, and what can't be is told where it was tried."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.core import ids
from app.core.runtime import Runtime
from app.models import Comment, CriterionSignature, ResourceOpening, Task, TaskStatus, Visibility
from app.services import criteria
from tests.app.pages.browsing import Browser
from tests.app.pages.furnishing import ADDRESS, address, at_page, do, furnish
from tests.app.services.uploading import BYTES, file_resource
from tests.signing_in import events
from tests.world import PASSWORD, World, rows, snapshot


async def _status(task_id: UUID) -> TaskStatus:
    return (await Task.get(id=task_id)).status


async def test_given_a_task_when_marked_as_done_and_opened_again_then_it_is_and_the_page_says_so(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)

    page = await browser.press(do("complete", "task", things.theirs))

    assert (browser.status, browser.path.partition("#")[0]) == (200, address(world.active))
    assert browser.answer.history[-1].headers["location"] == f"{address(world.active)}#{ids.to_text('task', things.theirs)}"
    assert await _status(things.theirs) is TaskStatus.DONE
    assert "1 of 4 tasks done" in " ".join(page.words)
    assert do("complete", "task", things.waiting) in page.buttons  # it waits no more
    assert [event.actor_id for event in await events("task.completed")] == [world.cara.id]

    page = await browser.press(do("reopen", "task", things.theirs))

    assert await _status(things.theirs) is TaskStatus.TODO
    assert "0 of 4 tasks done" in " ".join(page.words)
    assert len(await events("task.reopened")) == 1


async def test_given_a_comment_when_sent_then_it_stands_there_once_however_often_the_page_is_loaded(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)

    await browser.press("comment", body="  Is *this*\r\nit?\r\n\r\n<b>no</b> ", taskId=ids.to_text("task", things.theirs))
    page = await browser.open(browser.path)

    made = await Comment.get(author=world.cara)
    assert (made.body, made.task_id, made.visibility) == ("Is *this*\nit?\n\n<b>no</b>", things.theirs, Visibility.SHARED)
    assert "Cara Customer You 2 March 2026, 09:00 UTC About Open the network Is this it? <b>no</b>" in " ".join(page.words)
    assert "<em>this</em>" in browser.answer.text
    assert "<b>no</b>" not in browser.answer.text
    assert page.form("comment").fields["body"] == ""


@pytest.mark.parametrize(("body", "says"), [("x" * 10_001, "more than 10000 characters"), (" ", "A comment says something.")])
async def test_given_a_comment_that_can_not_be_when_sent_then_the_form_says_why_and_has_what_was_typed(
    world: World, browser: Browser, body: str, says: str
) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    before = await snapshot()
    about = ids.to_text("task", things.anyones)

    page = await browser.press("comment", body=body, taskId=about)

    assert (browser.status, page.autofocus) == (422, "body")
    assert says in page.text
    assert page.attributes["body"]["aria-describedby"] == "body-error"
    assert {"body": body, "taskId": about}.items() <= page.form("comment").fields.items()
    assert await snapshot() == before


async def test_given_a_comment_on_a_task_that_is_hidden_when_sent_then_it_is_as_if_there_were_none(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    before = await snapshot()
    texts = []
    for about in (ids.to_text("task", things.hidden), ids.to_text("task", ids.new_id()), "nonsense"):
        page = await browser.press("comment", body="Hello", taskId=about)
        assert (browser.status, page.form("comment").fields["body"]) == (422, "Hello")
        assert "There is no such task." in page.text
        texts.append(page.text)
    assert len(set(texts)) == 1
    assert await snapshot() == before


async def test_given_criteria_when_signed_then_each_in_the_version_that_was_shown(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await criteria.update(world.actor(world.sam), things.uptime, target="99.95")
    one = f"{ids.to_text('criterion', things.latency)}:1"
    other = f"{ids.to_text('criterion', things.uptime)}:2"
    await at_page(browser, world.cara, world.active)

    await browser.press(f"sign {other}")
    assert await CriterionSignature.all().values_list("criterion_id", "version", "signed_by_id") == [(things.uptime, 2, world.cara.id)]
    assert f"sign {one} {other}" not in browser.page.buttons
    page = await browser.press(f"sign {one}")

    assert await rows("criterion_signature") == 2
    assert not any(button.startswith("sign ") for button in page.buttons)
    assert len(await events("criterion.signed")) == 2


async def test_given_a_hundred_criteria_when_all_are_signed_then_one_button_does_it(world: World, browser: Browser) -> None:
    await furnish(world)
    for n in range(98):
        await criteria.add(world.actor(world.sam), world.active.id, title=f"C{n}", target="1")
    await at_page(browser, world.cara, world.active)
    button = max((button for button in browser.page.buttons if button.startswith("sign ")), key=len)

    await browser.press(button)

    assert browser.status == 200
    assert await rows("criterion_signature") == 100


async def test_given_a_criterion_that_was_changed_meanwhile_when_signed_then_nothing_is_and_the_new_one_is_shown(
    world: World, browser: Browser
) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    both = f"sign {ids.to_text('criterion', things.latency)}:1 {ids.to_text('criterion', things.uptime)}:1"
    await criteria.update(world.actor(world.sam), things.uptime, target="42")
    before = await snapshot()

    page = await browser.press(both)

    assert browser.status == 422
    assert "Somebody has changed these criteria since you saw them" in page.text
    assert "Target 42" in " ".join(page.words)
    assert both.removesuffix("1") + "2" in page.buttons
    assert await snapshot() == before


async def test_given_a_link_when_opened_then_it_is_noted_once_and_a_page_leads_on(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    await browser.client.get(f"{address(world.active)}?do={do('open', 'resource', things.link)}")
    assert await rows("resource_opening") == 0

    for _ in range(2):
        await browser.open(address(world.active))
        page = await browser.press(do("open", "resource", things.link))
        assert page.heading == "Going to docs.example"
        escaped = ADDRESS.replace("&", "&amp;")
        assert f'<meta http-equiv="refresh" content="0; url={escaped}">' in browser.answer.text
        assert f'<a href="{escaped}" rel="noopener noreferrer nofollow">' in browser.answer.text
        assert browser.answer.headers["referrer-policy"] == "no-referrer"

    assert await ResourceOpening.all().values_list("resource_id", "user_id", "by_customer") == [(things.link, world.cara.id, True)]
    assert len(await events("resource.opened")) == 1
    assert "You have opened it" in (await browser.open(address(world.active))).text


async def test_given_a_file_when_downloaded_then_it_comes_from_this_site_and_that_is_noted(world: World, browser: Browser) -> None:
    handbook = await file_resource(world)
    await at_page(browser, world.cara, world.active)
    button = do("open", "resource", handbook)
    sent = browser.page.form(button).fields | {"do": button}

    answer = await browser.client.post(address(world.active), data=sent)

    assert answer.history[0].headers["location"].startswith("/files/")
    assert (answer.status_code, answer.content) == (200, BYTES)
    assert answer.headers["content-disposition"].startswith("attachment")
    assert await ResourceOpening.all().values_list("resource_id", flat=True) == [handbook]


async def test_given_staff_when_they_comment_for_their_side_then_it_is_internal(world: World, browser: Browser) -> None:
    await furnish(world)
    await at_page(browser, world.sam, world.active)
    await browser.press("comment", body="For us", visibility="INTERNAL")
    await browser.press("comment", body="For all", visibility="SHARED")
    assert dict(await Comment.filter(body__startswith="For").values_list("body", "visibility")) == {
        "For us": Visibility.INTERNAL, "For all": Visibility.SHARED,
    }  # fmt: skip


async def test_given_a_visit_that_ended_when_a_comment_is_sent_then_it_is_kept_until_one_has_signed_in_again(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    runtime.clock.advance(timedelta(minutes=90))
    before = await snapshot()
    about = ids.to_text("task", things.theirs)

    page = await browser.press("comment", body="A long one", taskId=about)
    assert (browser.status, page.heading) == (401, "Sign in to send your comment")
    assert await snapshot() == before

    page = await browser.press("sign-in", email=world.cara.email, password="wrong")
    assert (browser.status, page.form("sign-in").fields["body"]) == (422, "A long one")
    assert "wrong" not in {value for form in page.forms for value in form.fields.values()}
    assert await Comment.filter(author=world.cara).count() == 0

    page = await browser.press("sign-in", email=world.cara.email, password=PASSWORD)
    assert page.heading == "Active POC"
    assert await Comment.filter(author=world.cara).values_list("body", "task_id") == [("A long one", things.theirs)]
    assert browser.page.buttons >= {"comment"}


async def test_given_a_visit_that_ended_when_somebody_else_signs_in_then_nothing_is_written(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    await furnish(world)
    await at_page(browser, world.cara, world.active)
    runtime.clock.advance(timedelta(minutes=90))
    await browser.press("comment", body="A long one")
    comments = await rows("comment")
    page = await browser.press("sign-in", email=world.olga.email, password=PASSWORD)
    assert (browser.status, page.heading) == (404, "There is nothing here")
    assert await rows("comment") == comments


async def test_given_a_visit_that_ended_when_a_task_is_completed_then_one_signs_in_and_comes_back(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    runtime.clock.advance(timedelta(minutes=90))
    page = await browser.press(do("complete", "task", things.theirs))
    assert page.heading == "Sign in"
    assert await _status(things.theirs) is TaskStatus.TODO
    assert (await browser.press("sign-in", email=world.cara.email, password=PASSWORD)).heading == "Active POC"
