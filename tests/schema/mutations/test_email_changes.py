"""Changes of address through the API: what the mutations answer, to whom they show the person, and what `viewerCan` promises."""

from __future__ import annotations

from typing import Any

from app.core import ids
from app.core.runtime import now
from app.models import Membership, MembershipStatus, Role, Session
from tests.app.services.membering import employ, id_of
from tests.app.services.readdressing import NEW, address_of, asked, changed, token_to
from tests.partners import act, connect
from tests.schema.calling import run
from tests.schema.mutations.test_tasks import mutate
from tests.world import PASSWORD, World, mails, snapshot

SHOWS = "user { id email firstName }"


def error(code: str, *path: str) -> list[dict[str, Any]]:
    return [{"code": code, "path": list(path)}]


async def test_given_an_address_when_asked_for_confirmed_and_undone_then_each_answers(world: World) -> None:
    sam = world.actor(world.sam)
    wrong = await mutate(sam, "requestEmailChange", "", email=NEW, currentPassword="wrong")
    assert wrong["userErrors"] == error("INVALID_CREDENTIALS", "currentPassword")
    assert await mails() == []
    assert await mutate(sam, "requestEmailChange", "", email=NEW, currentPassword=PASSWORD) == {"userErrors": []}
    token = await token_to(NEW)
    assert await mutate(world.nobody, "confirmEmailChange", SHOWS, token=token) == {"user": None, "userErrors": []}
    assert await address_of(world.sam) == NEW
    again = await mutate(world.nobody, "confirmEmailChange", SHOWS, token=token)
    assert again == {"user": None, "userErrors": error("LINK_INVALID", "token")}
    assert await mutate(world.nobody, "undoEmailChange", "", token=await token_to("sam@northwind.example")) == {"userErrors": []}
    assert await address_of(world.sam) == "sam@northwind.example"


async def test_given_who_confirms_when_signed_in_then_the_person_is_shown_as_that_viewer_may_see_them(world: World) -> None:
    id_ = ids.to_text("user", world.sam.id)
    for viewer, email, shown in (
        (world.sam, "one@new.example", {"id": id_, "email": "one@new.example", "firstName": "Sam"}),
        (world.ada, "two@new.example", {"id": id_, "email": "two@new.example", "firstName": "Sam"}),
        (world.cara, "three@new.example", {"id": id_, "email": "three@new.example", "firstName": "Sam"}),  # whose POC sam owns
        (world.otto, "four@new.example", None),
    ):  # fmt: skip
        await Session.filter(user_id=world.sam.id).update(revoked_at=None)  # which each change ends
        token = await asked(world, email)
        answer = await mutate(world.actor(viewer), "confirmEmailChange", SHOWS, token=token)
        assert answer == {"user": shown, "userErrors": []}, viewer.first_name


async def test_given_an_admin_when_correcting_an_address_then_the_old_one_is_shown_until_it_is_confirmed(world: World) -> None:
    ada, sam = world.actor(world.ada), ids.to_text("user", world.sam.id)
    answer = await mutate(ada, "changeUserEmail", SHOWS, userId=sam, email=NEW)
    assert answer == {"user": {"id": sam, "email": "sam@northwind.example", "firstName": "Sam"}, "userErrors": []}
    before = await snapshot()
    for wrong in ("nonsense", ids.to_text("member", world.sam.id), ids.to_text("user", world.otto.id)):
        refused = await mutate(ada, "changeUserEmail", SHOWS, userId=wrong, email="other@new.example")
        assert refused == {"user": None, "userErrors": error("NOT_FOUND", "userId")}
    refused = await mutate(ada, "changeUserEmail", SHOWS, userId=sam, email="no address")
    assert refused == {"user": None, "userErrors": error("INVALID", "email")}
    assert await snapshot() == before


async def test_given_members_when_the_flag_is_read_then_it_says_whose_address_may_be_corrected(world: World) -> None:
    connected = await connect(world)
    gone = await employ(world, world.northwind, "gone", Role.MEMBER, active=False)
    elsewhere = await employ(world, world.northwind, "elsewhere", Role.MEMBER)
    await Membership.create(
        user=elsewhere, tenant=world.contoso, roles={Role.MEMBER}, status=MembershipStatus.DEACTIVATED, created_at=now()
    )
    ada, sam = world.actor(world.ada), await id_of(world.sam, world.northwind)
    assert await _flag(ada, sam)
    for user in (world.ada, gone, elsewhere):
        assert await _flag(ada, await id_of(user, world.northwind)) is False
    for user in (world.mia, world.kim, world.sam):
        assert await _flag(world.actor(user), sam) is False
    theirs = await id_of(connected.member, connected.tenant)
    assert await _flag(world.actor(connected.admin), theirs)
    assert await _flag(world.actor(world.mia), theirs) is False
    assert await _flag(await act(world, connected), theirs) is False


async def _flag(actor: Any, membership_id: Any) -> bool | None:
    query = "query($id: ID!) { node(id: $id) { ... on Membership { viewerCan { changeEmail } } } }"
    outcome = await run(actor, query, {"id": ids.to_text("member", membership_id)})
    assert not outcome.errors
    node: Any = outcome.data["node"]  # type: ignore[index]  # it was asked for
    return None if node is None else bool(node["viewerCan"]["changeEmail"])


async def test_given_who_sees_members_when_an_address_changed_then_the_log_names_the_person_and_no_address(world: World) -> None:
    await changed(world)
    log = "{ auditLog { nodes { action actorName targetName changes } } }"
    outcome = await run(world.actor(world.ada), log, {})
    nodes: Any = outcome.data["auditLog"]["nodes"]  # type: ignore[index]
    told = {node["action"]: node for node in nodes}
    assert told["email.changed"]["targetName"] == "Sam Sales"
    assert {"email.change_requested", "email.changed"} <= told.keys()
    assert "@" not in repr(nodes)
