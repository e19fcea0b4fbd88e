"""What can't be done on the page of a POC: whatever is refused leaves nothing behind, neither event nor mail."""

from __future__ import annotations

import pytest

from app.core import ids
from app.models import Participant, Poc, PocStatus, Task, TaskStatus
from app.services import participants, tasks
from tests.app.pages.browsing import Browser
from tests.app.pages.furnishing import Things, address, at_page, do, furnish
from tests.world import World, mails, rows, snapshot


async def _send(browser: Browser, poc: Poc, **fields: str) -> int:
    """What a form of the page could send, whether there is such a button or not."""
    mark = browser.page.forms[-1].fields["mark"]
    browser.answer = await browser.client.post(address(poc), data={"mark": mark, **fields})
    return browser.status


def _attempts(things: Things) -> dict[str, str]:
    """Everything that changes something, by what it says to `do`."""
    return {
        do("complete", "task", things.theirs): "",
        do("reopen", "task", things.anyones): "",
        "comment": "Hello",
        f"sign {ids.to_text('criterion', things.latency)}:1": "",
    }


@pytest.mark.parametrize("status", [PocStatus.ON_HOLD, PocStatus.WON])
async def test_given_a_poc_that_is_read_only_when_a_customer_sends_forms_then_nothing_is_written(
    world: World, browser: Browser, status: PocStatus
) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    await browser.press(do("complete", "task", things.anyones))  # as long as it is open
    await Poc.filter(id=world.active.id).update(status=status)
    before, sent = await snapshot(), len(await mails())

    for attempt, body in _attempts(things).items():
        await browser.open(address(world.active))
        assert await _send(browser, world.active, do=attempt, body=body) == 422, attempt
        assert "closed for changes" in browser.page.text, attempt
        assert ("What you wrote, for you to keep" in browser.page.text) is (attempt == "comment")
        assert body in browser.page.text

    assert await snapshot() == before
    assert len(await mails()) == sent
    await browser.open(address(world.active))
    assert await _send(browser, world.active, do=do("open", "resource", things.link)) == 200
    assert await rows("resource_opening") == 1


async def test_given_a_removed_participant_when_forms_are_sent_then_there_is_nothing(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    page = browser.page
    await participants.remove(world.actor(world.sam), world.cara_on_active.id, reason=None)
    before = await snapshot()
    for attempt, body in (_attempts(things) | {do("open", "resource", things.link): ""}).items():
        fields = {"mark": page.forms[0].fields["mark"], "do": attempt, "body": body}
        browser.answer = await browser.client.post(address(world.active), data=fields)
        assert (browser.status, browser.page.heading) == (404, "There is nothing here"), attempt
    assert await snapshot() == before


async def test_given_what_one_may_not_do_when_sent_then_it_is_refused_and_nothing_is_written(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await tasks.complete(world.actor(world.sam), things.anyones)
    await Participant.filter(id=world.cara_on_active.id).update(can_sign=False)
    await at_page(browser, world.cara, world.active)
    before = await snapshot()
    refused = {
        do("complete", "task", things.providers): "",
        do("reopen", "task", things.anyones): "",
        f"sign {ids.to_text('criterion', things.latency)}:1": "",
    }
    for attempt in refused:
        await browser.open(address(world.active))
        assert await _send(browser, world.active, do=attempt) == 403, attempt
        assert browser.page.heading == "You may not do this"
    await browser.open(address(world.active))
    assert await _send(browser, world.active, do="comment", body="Hello", visibility="INTERNAL") == 403
    missing = (
        do("complete", "task", things.hidden),
        do("complete", "task", ids.new_id()),
        "complete",
        "open x",
        do("open", "resource", things.prices),
    )
    for attempt in missing:
        await browser.open(address(world.active))
        assert await _send(browser, world.active, do=attempt) == 422, attempt
        assert "There is no such" in browser.page.text
        assert "secret" not in browser.answer.text.lower()
    await browser.open(address(world.active))
    assert await _send(browser, world.active, do=do("complete", "task", things.waiting)) == 422
    assert "To be done first: Open the network." in browser.page.text
    for attempt in ("", "destroy", "sign-out x"):
        await browser.open(address(world.active))
        assert await _send(browser, world.active, do=attempt) == 400, attempt
    assert await snapshot() == before


@pytest.mark.parametrize(
    "shown",
    ["", "criterion_x:1", "criterion_x", "criterion_x:-1", "criterion_x:9999999999", "criterion_x:99999999999", ":", "criterion_x:٣"],
)
async def test_given_versions_that_were_never_shown_when_signed_then_nothing_is(world: World, browser: Browser, shown: str) -> None:
    await furnish(world)
    await at_page(browser, world.cara, world.active)
    before = await snapshot()
    assert await _send(browser, world.active, do=f"sign {shown}") == 422
    assert await snapshot() == before


async def test_given_a_form_without_the_mark_of_this_browser_when_sent_then_nothing_is_done(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await at_page(browser, world.cara, world.active)
    before = await snapshot()
    for attempt, body in (_attempts(things) | {do("open", "resource", things.link): ""}).items():
        for mark in ({}, {"mark": ""}, {"mark": "0" * 64}):
            answer = await browser.client.post(address(world.active), data={"do": attempt, "body": body, **mark})
            assert answer.status_code == 403
            assert "This form can&#39;t be sent" in answer.text
    assert await snapshot() == before
    await browser.open(address(world.active))
    await browser.press(do("complete", "task", things.theirs))
    assert (await Task.get(id=things.theirs)).status is TaskStatus.DONE
