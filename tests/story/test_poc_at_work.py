"""A POC from its plan to its end, through HTTP, SMTP and the storage: what everybody does there, and what is left to whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx

from app.core import ids
from app.mail import bounces
from app.models import Mail, MailStatus
from app.services import digests, reminding
from tests.serving import Client
from tests.story.conftest import Stage, part_of
from tests.world import World

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 300


async def _create(client: Client, mutation: str, of: str, **facts: Any) -> str:
    """One more of something; its id."""
    return str((await client.do(mutation, f"{of} {{ id }}", **facts))[of]["id"])


async def test_given_a_poc_when_everybody_works_on_it_then_each_has_what_is_theirs(stage: Stage, world: World) -> None:
    poc_id = ids.to_text("poc", world.active.id)
    sam, cara, carl = [await stage.signed_in(user) for user in (world.sam, world.cara, world.carl)]

    # A plan, of which one part is internal
    group = await _create(sam, "createTaskGroup", "group", pocId=poc_id, title="Setting up")
    network = await _create(
        sam, "createTask", "task", pocId=poc_id, groupId=group, title="Open the network", side="CUSTOMER", dueOn="2026-03-04"
    )
    check = await _create(sam, "createTask", "task", pocId=poc_id, groupId=group, title="Check it", dependsOn=[network])
    await _create(sam, "createTask", "task", pocId=poc_id, title="Ask for the budget", visibility="INTERNAL")
    seen = await cara.ask(
        "query($id: ID!) { poc(id: $id) { progress taskCounts { todo done } tasks { totalCount nodes { title } } } }", id=poc_id
    )
    assert seen["poc"] == {
        "progress": 0, "taskCounts": {"todo": 2, "done": 0},
        "tasks": {"totalCount": 2, "nodes": [{"title": "Open the network"}, {"title": "Check it"}]},
    }  # fmt: skip

    # The customer does what waits for nothing, and says so; the staff is mailed, the author is not
    assert (await carl.attempt("completeTask", taskId=check))["userErrors"][0]["code"] == "NOT_OPEN"
    await carl.do("completeTask", taskId=network)
    await carl.do("addComment", pocId=poc_id, taskId=network, body="Done, **both** ports: <b>see</b> [us](https://acme.example)")
    await sam.do("addComment", pocId=poc_id, body="They are quick; raise the price.", visibility="INTERNAL")
    stage.runtime.clock.advance(timedelta(minutes=11))
    with stage.runtime.bound():
        await digests.send_due()
    for client in (sam, cara, carl):
        await client.refresh()
    (to_sam,), (to_cara,) = await stage.mails_to(world.sam.email), await stage.mails_to(world.cara.email)
    assert await stage.mails_to(world.carl.email) == []
    assert to_cara["Subject"] == to_sam["Subject"] == f"New comments on {world.active.name}"
    assert "both ports" in part_of(to_cara, "html").replace("<strong>both</strong>", "both")
    assert "<b>see</b>" not in part_of(to_cara, "html")
    assert "raise the price" not in part_of(to_cara, "plain") + part_of(to_cara, "html")

    # A file, straight to the storage and back
    upload = (
        await sam.do(
            "createUpload", "upload { uploadId url headers }", pocId=poc_id, filename="plan.pdf", contentType="text/html", size=len(PDF)
        )
    )["upload"]
    async with httpx.AsyncClient() as web:
        put = await web.put(_here(stage, upload["url"]), content=PDF, headers=upload["headers"])
        assert put.status_code == 204, put.text
        plan = await _create(sam, "addResource", "resource", pocId=poc_id, kind="FILE", title="Plan", uploadId=upload["uploadId"])
        opened = await cara.do(
            "openResource", "resource { id openedByViewer openedBy file { name contentType size url } }", resourceId=plan
        )
        file = opened["resource"]["file"]
        assert (file["contentType"], file["size"], opened["resource"]["openedBy"]) == ("application/pdf", len(PDF), None)
        got = await web.get(_here(stage, file["url"]))
        assert (got.status_code, got.content) == (200, PDF)
        assert got.headers["content-disposition"].startswith("attachment")

        # What was read is signed; what was changed is not
        fast = await _create(sam, "addCriterion", "criterion", pocId=poc_id, title="Fast enough", target="200", unit="ms")
        await sam.do("updateParticipant", participantId=ids.to_text("participant", world.cara_on_active.id), canSign=True)
        await sam.do("recordOutcome", criterionId=fast, achieved="180", outcome="MET")
        stale = await cara.attempt("signCriteria", pocId=poc_id, criteria=[{"criterionId": fast, "version": 1}])
        assert [error["code"] for error in stale["userErrors"]] == ["STALE"]
        await cara.do("signCriteria", pocId=poc_id, criteria=[{"criterionId": fast, "version": 2}])

        # Each audience its own activity and report
        happened = "query($id: ID!) { poc(id: $id) { activity { nodes { kind message } } report(audience: CUSTOMER) { content } } }"
        for_sam, for_cara = [(await client.ask(happened, id=poc_id))["poc"] for client in (sam, cara)]
        assert for_sam["report"] == for_cara["report"]
        assert "Ask for the budget" in str(for_sam["activity"])
        assert "Ask for the budget" not in str(for_cara["activity"])
        assert {node["kind"] for node in for_cara["activity"]["nodes"]} >= {"TASK_COMPLETED", "COMMENT_ADDED", "CRITERIA_SIGNED"}

        # Out is out, also for an address that was handed out before
        again = (await cara.ask("query($id: ID!) { node(id: $id) { ... on Resource { file { url } } } }", id=plan))["node"]["file"]["url"]
        await sam.do("removeParticipant", participantId=ids.to_text("participant", world.cara_on_active.id))
        assert (await web.get(_here(stage, again))).status_code == 404
    assert (await cara.attempt("addComment", pocId=poc_id, body="Still here?"))["userErrors"][0]["code"] == "NOT_FOUND"


async def test_given_an_invitation_and_a_task_when_nobody_answers_then_each_is_reminded_of_once(stage: Stage, world: World) -> None:
    poc_id = ids.to_text("poc", world.active.id)
    sam = await stage.signed_in(world.sam)
    await sam.do("inviteCustomer", pocId=poc_id, email="ines@acme.example", firstName="Ines")
    assert len(await stage.mails_to("ines@acme.example")) == 1
    await _create(sam, "createTask", "task", pocId=poc_id, title="Sign the form", side="CUSTOMER", dueOn="2026-03-06")
    stage.runtime.clock.advance(timedelta(days=3, hours=1))  # Thursday, ten o'clock
    with stage.runtime.bound():
        for _ in range(3):
            await reminding.remind_due(limit=100)

    _, reminder = await stage.mails_to("ines@acme.example")
    assert reminder["Subject"] == f"Reminder: You've been invited to participate in {world.active.name}"
    (told,) = await stage.mails_to(world.cara.email)
    assert told["Subject"].startswith("Reminder: ")
    assert "Sign the form" in part_of(told, "plain")
    token = await stage.link_to("ines@acme.example")
    ines = stage.client()
    accepted = await ines.do(
        "acceptInvitation", "subject { ... on Poc { name } } credentials { accessToken }", token=token,
        registration={"firstName": "Ines", "lastName": "Ibarra", "password": "a password of nine words, or so it seems"},
    )  # fmt: skip
    assert accepted["subject"]["name"] == world.active.name

    # A later mail server sends the task's reminder back
    bounce = bounces.read(_returned(told["Message-ID"]))
    assert bounce is not None
    assert await bounces.note(bounce)
    assert await Mail.filter(status=MailStatus.BOUNCED).values_list("message_id", flat=True) == [told["Message-ID"]]


def _here(stage: Stage, url: str) -> str:
    """An address of the server, which in tests is on another port than its settings say."""
    return stage.base + httpx.URL(url).raw_path.decode()


def _returned(message_id: str) -> bytes:
    """What a mail server reports that could not deliver a mail (RFC 3464)."""
    parts = (
        "Content-Type: text/plain\n\nIt could not be delivered.",
        (
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
            "Final-Recipient: rfc822; cara@acme.example\nAction: failed\nStatus: 5.1.1\n"
        ),
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: {message_id}\n",
    )
    head = 'MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\n'
    return (head + "".join(f"\n--b\n{part}" for part in parts) + "\n--b--\n").encode()
