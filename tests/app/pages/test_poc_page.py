"""The page of a POC: what it shows, to whom, and that what people wrote stays words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from app.core import db, ids
from app.core.runtime import Runtime
from app.models import (
    Comment,
    CriterionOutcome,
    Participant,
    Poc,
    PocStatus,
    Resource,
    ResourceKind,
    SuccessCriterion,
    Task,
    TaskStatus,
    User,
)
from app.services import comments, criteria, participants, resources, tasks
from tests.app.pages.browsing import Browser, Page
from tests.app.pages.furnishing import ADDRESS, INTERNAL, address, at_page, do, furnish
from tests.conftest import START
from tests.world import World


def _words(page: Page) -> str:
    return " ".join(page.words).replace(" ,", ",").replace(" :", ":")


async def test_given_shared_and_internal_things_when_staff_and_customers_look_then_customers_see_no_trace_of_what_is_internal(
    world: World, browser: Browser
) -> None:
    await furnish(world)
    names = ("Secret group", "Secret discount", "Secret task", "A secret comment", "A secret comment on a task", "Secret prices")

    staff = await at_page(browser, world.sam, world.active)
    shown = _words(staff.page)
    assert all(name in shown for name in names)
    assert shown.count("Internal") == 5  # the group says it for its task
    assert "0 of 6 tasks done" in shown
    await staff.press("")

    page = (await at_page(browser, world.cara, world.active)).page
    shown = _words(page)
    for name in ("Kick-off", "Open the network", "Weekly call", "A shared comment", "Guide", "Snippet", "Notes", "plan.pdf", "Latency"):
        assert name in shown, name
    assert "secret" not in browser.answer.text.lower()
    assert "Internal" not in browser.answer.text
    assert "INTERNAL" not in browser.answer.text
    assert "0 of 4 tasks done" in shown


async def test_given_tasks_when_shown_then_in_their_order_with_whose_they_are_when_they_are_due_and_what_they_wait_for(
    world: World, browser: Browser
) -> None:
    things = await furnish(world)
    await tasks.complete(world.actor(world.sam), things.providers)
    await Task.filter(id=things.anyones).update(status=TaskStatus.IN_PROGRESS)

    page = (await at_page(browser, world.cara, world.active)).page

    shown = _words(page)
    assert "1 of 4 tasks done" in shown
    tasks_shown = shown.partition("People Tasks")[2].partition("Resources")[0]
    assert tasks_shown.strip() == (
        "In progress: Weekly call In progress Anyone Mark as done Kick-off"
        " To do: Open the network Overdue Both ports Cara Customer (you) Due 1 March 2026 Mark as done"
        " Done: Make accounts Northwind Cloud Done 2 March 2026 by Sam Sales"
        " To do: Move data Anyone Waits for Open the network"
    )
    assert f'href="#{ids.to_text("task", things.theirs)}"' in browser.answer.text
    assert 'value="1" max="4"' in browser.answer.text


async def test_given_a_due_day_when_it_is_over_where_the_provider_is_then_the_task_is_overdue(
    runtime: Runtime, world: World, browser: Browser
) -> None:
    things = await furnish(world)
    await Task.filter(id=things.theirs).update(due_on="2026-03-02", due_at=START + timedelta(hours=14))
    await at_page(browser, world.cara, world.active)
    assert "Overdue" not in browser.answer.text
    await Task.filter(id=things.theirs).update(due_at=START)
    assert "Overdue" in (await browser.open(address(world.active))).text


async def test_given_buttons_when_shown_then_exactly_for_what_the_viewer_may_do(world: World, browser: Browser) -> None:
    things = await furnish(world)
    signing = f"sign {ids.to_text('criterion', things.latency)}:1 {ids.to_text('criterion', things.uptime)}:1"
    for_all = {do("open", "resource", things.link), do("open", "resource", things.file), "comment", ""}

    carl = (await at_page(browser, world.carl, world.active)).page.buttons
    assert carl == for_all | {do("complete", "task", things.theirs), do("complete", "task", things.anyones)}

    await browser.press("")
    cara = (await at_page(browser, world.cara, world.active)).page.buttons
    assert cara == carl | {signing, *(f"sign {one}" for one in signing.split()[1:])}

    await browser.press("")
    await tasks.complete(world.actor(world.sam), things.theirs)
    staff = (await at_page(browser, world.sam, world.active)).page.buttons
    assert {do("reopen", "task", things.theirs), do("complete", "task", things.providers), do("complete", "task", things.hidden)} <= staff
    assert not any(button.startswith("sign ") for button in staff)
    assert "visibility" in browser.page.form("comment").fields


async def test_given_resources_when_shown_then_links_name_their_site_and_texts_stand_there(world: World, browser: Browser) -> None:
    await furnish(world)
    await resources.add(world.actor(world.sam), world.active.id, kind=ResourceKind.LINK, title="Old", url="https://x.example/")
    await Resource.filter(title="Old").update(url="javascript:alert(1)")

    page = (await at_page(browser, world.cara, world.active)).page

    shown = _words(page)
    assert "Guide Link docs.example Open" in shown
    assert "Snippet Code python Show: Snippet print('hello')" in shown
    assert "Notes Text Show: Notes Nothing *special*" in shown
    assert "Plan File plan.pdf 482.1 kB Download" in shown
    assert ADDRESS.partition("?")[0] not in browser.answer.text  # only the button leads there
    assert "Old Link javascript:alert(1) Success criteria" in shown  # and no button
    assert 'href="javascript' not in browser.answer.text


async def test_given_criteria_when_signed_and_changed_then_it_says_which_signatures_still_hold(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await criteria.sign(world.actor(world.cara), world.active.id, versions=[(things.latency, 1), (things.uptime, 1)])
    await criteria.update(world.actor(world.sam), things.uptime, target="99.95")
    await criteria.record_outcome(world.actor(world.sam), things.uptime, outcome=CriterionOutcome.NOT_MET, achieved="98")

    page = (await at_page(browser, world.cara, world.active)).page

    shown = _words(page)
    assert "Latency Open Must have Target 100 ms Signed by Cara Customer (you), 2 March 2026, 09:00 UTC" in shown
    assert (
        "Uptime Not met Nice to have Target 99.95 % Achieved 98 % An earlier version was signed by Cara Customer (you), 2 March 2026"
        in shown
    )
    assert {button for button in page.buttons if button.startswith("sign")} == {f"sign {ids.to_text('criterion', things.uptime)}:3"}


@pytest.mark.parametrize(
    ("status", "says"), [(PocStatus.ON_HOLD, "on hold. Until it goes on"), (PocStatus.WON, "is finished"), (PocStatus.LOST, "is finished")]
)
async def test_given_a_poc_that_is_read_only_when_a_customer_looks_then_nothing_can_be_changed_and_it_says_why(
    world: World, browser: Browser, status: PocStatus, says: str
) -> None:
    things = await furnish(world)
    page = (await at_page(browser, world.cara, world.active)).page
    assert "change nothing" not in page.text
    await Poc.filter(id=world.active.id).update(status=status)

    page = await browser.open(address(world.active))

    assert says in _words(page)
    assert page.buttons == {do("open", "resource", things.link), do("open", "resource", things.file), ""}
    assert "textarea" not in page.elements
    await browser.press("")
    assert {do("complete", "task", things.theirs), "comment"} <= (await at_page(browser, world.sam, world.active)).page.buttons


async def test_given_a_participant_when_removed_then_the_page_with_all_its_things_is_not_there(world: World, browser: Browser) -> None:
    await furnish(world)
    await at_page(browser, world.cara, world.active)
    assert browser.status == 200
    await participants.remove(world.actor(world.sam), world.cara_on_active.id, reason=None)
    page = await browser.open(address(world.active))
    assert (browser.status, page.heading) == (404, "There is nothing here")
    assert "Guide" not in page.text


async def test_given_a_removed_assignee_when_a_customer_looks_then_the_task_names_nobody(world: World, browser: Browser) -> None:
    things = await furnish(world)
    await Task.filter(id=things.theirs).update(assigned_participant_id=world.carl_on_active.id)
    page = (await at_page(browser, world.cara, world.active)).page
    assert "Both ports Carl Colleague Due" in _words(page)
    await Participant.filter(id=world.carl_on_active.id).update(removed_at=START)
    assert "Both ports Acme Due" in _words(await browser.open(address(world.active)))


async def test_given_many_comments_when_shown_then_the_newest_last_and_older_ones_leaf_by_leaf(world: World, browser: Browser) -> None:
    await Comment.bulk_create(
        [
            Comment(
                poc=world.active, author=world.sam, body=f"Number {n}.", created_at=START + timedelta(seconds=n // 3),
                visibility=INTERNAL if n % 10 == 9 else "SHARED",
            )
            for n in range(250)
        ]
    )  # fmt: skip

    page = (await at_page(browser, world.cara, world.active)).page

    leaves = [_numbers(page)]
    while older := re.search(r'href="(\?before=[^"]+)#comments">Older', browser.answer.text):
        page = await browser.open(address(world.active) + older[1])
        assert "The newest comments" in page.text
        leaves.append(_numbers(page))
    assert [len(leaf) for leaf in leaves] == [100, 100, 25]
    assert leaves[0][-1] in (246, 247, 248)
    assert sorted(n for leaf in leaves for n in leaf) == [n for n in range(250) if n % 10 != 9]
    at = dict(await Comment.all().values_list("body", "created_at"))
    times = [at[f"Number {n}."] for leaf in leaves[::-1] for n in leaf]
    assert times == sorted(times)


def _numbers(page: Page) -> list[int]:
    return [int(n) for n in re.findall(r"Number (\d+)\.", page.text)]


@pytest.mark.parametrize("before", ["", "x", "1.comment_x", f"{'9' * 15}.comment_{'0' * 26}", "1.poc_01h455vb4pex5vsknk084sn02q", "%00"])
async def test_given_a_made_up_place_when_older_comments_are_asked_for_then_the_newest_are_shown(
    world: World, browser: Browser, before: str
) -> None:
    await furnish(world)
    await at_page(browser, world.cara, world.active)
    page = await browser.open(f"{address(world.active)}?before={before}")
    assert (browser.status, "A shared comment" in _words(page)) == (200, True)


HOSTILE = '</p><script>alert(1)</script><img src=x onerror=alert(1)> "quoted" \u202eevil\u202c'


async def test_given_hostile_words_when_shown_then_they_stay_words(world: World, browser: Browser) -> None:
    things = await furnish(world)
    usual = (await at_page(browser, world.sam, world.active)).page
    await Task.all().update(title=HOSTILE, description=HOSTILE)
    await Resource.all().update(title=HOSTILE, description=HOSTILE)
    await Resource.filter(kind="CODE").update(body=HOSTILE, language=HOSTILE[:40])
    await SuccessCriterion.all().update(title=HOSTILE, description=HOSTILE, target=HOSTILE, unit=HOSTILE)
    await db.execute("update task_group set title = :title", {"title": HOSTILE})
    await User.filter(id=world.sam.id).update(first_name=HOSTILE)
    await comments.add(
        world.actor(world.carl), world.active.id, body=f"{HOSTILE}\n\n[a](javascript:alert(1)) [b](data:text/html,x)", task_id=things.theirs
    )

    page = await browser.open(address(world.active))

    assert browser.status == 200
    assert not {"script", "img", "style", "iframe"} & set(page.elements)
    assert page.text.count("<script>alert(1)</script>") > 20
    assert "\u202e" not in browser.answer.text
    assert 'href="javascript' not in browser.answer.text
    assert 'href="data:text' not in browser.answer.text
    assert "[a](javascript:alert(1))" in page.text
    assert page.elements.count("button") == usual.elements.count("button")


async def test_given_a_page_when_read_then_its_headings_and_labels_are_in_order(world: World, browser: Browser) -> None:
    await furnish(world)
    page = (await at_page(browser, world.cara, world.active)).page
    ranks = [int(name[1]) for name in page.elements if re.fullmatch("h[1-6]", name)]
    assert ranks == [1, 2, 3, 2, 2, 2, 2]
    for name in ("body", "taskId"):
        assert f'for="{name}"' in browser.answer.text
    inside = {link[1:] for link in re.findall(r'href="(#[^"]+)"', browser.answer.text)}
    assert inside
    assert inside <= page.attributes.keys()


async def test_given_a_customer_who_looks_then_the_visit_is_noted(runtime: Runtime, world: World, browser: Browser) -> None:
    await at_page(browser, world.cara, world.active)
    assert [(one.actor.user_id, one.poc_id) for one in runtime.visits_to_write] == [(world.cara.id, world.active.id)]
