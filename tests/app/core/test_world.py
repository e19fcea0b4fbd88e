"""That what all other tests stand on is there."""

from app.core import db
from app.core.runtime import Runtime, current, now
from app.mail import messages, outbox
from app.models import MailStatus, User
from tests.conftest import START
from tests.schema.calling import undone
from tests.world import PASSWORD, World, mails, rows, snapshot, writes


async def test_given_the_world_when_looked_at_then_it_is_bound_and_complete(runtime: Runtime, world: World) -> None:
    assert current() is runtime
    assert now() == START
    assert await rows("user") == len(world.people)
    assert await rows("collaborator") == len(world.pocs)
    assert world.actor(world.sam).tenant == world.northwind.id
    assert world.actor(world.cara).tenant_id is None


async def test_given_a_change_when_the_database_is_compared_then_it_shows(world: World) -> None:
    before = await snapshot()
    assert await snapshot() == before

    await db.execute("update poc set name = 'x' where id = :id", {"id": world.active.id})

    assert await snapshot() != before
    assert await snapshot(without=["poc"]) == {table: held for table, held in before.items() if table != "poc"}


async def test_given_a_mail_in_the_outbox_when_opened_then_its_link_is_found(world: World) -> None:
    link = f"https://usher.example/reset/{'t' * 43}"
    async with db.transaction():
        await outbox.enqueue(messages.password_reset(recipient=world.cara.email, locale="en", link=link), tenant_id=None, security=True)

    (mail,) = await mails(world.cara.email)

    assert (mail.name, mail.token, mail.status) == ("password_reset", "t" * 43, MailStatus.QUEUED)
    assert await mails(world.carl.email) == []


def test_given_the_password_of_all_when_read_then_it_is_long_enough() -> None:
    assert len(PASSWORD) >= 12


async def test_given_a_transaction_when_rows_are_written_then_they_are_counted_and_reading_is_not(runtime: Runtime, world: World) -> None:
    async with undone():
        begun = await writes()
        assert await rows("user") > 0
        assert await writes() == begun
        await User.filter(id=world.sam.id).update(title="Engineer")
        changed = await writes()
        assert changed > begun
        async with undone():
            await User.filter(id=world.sam.id).update(title="Nobody")
        assert await writes() > changed, "what was taken back, too"
