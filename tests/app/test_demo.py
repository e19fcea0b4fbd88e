"""What the demo shows, and where it does not go."""

from __future__ import annotations

import pytest

from app.auth.actor import Actor
from app.core.runtime import Runtime, now
from app.demo import ADMIN, LOGINS, PASSWORD, DemoError, show_demo
from app.models import Invitation, MailStatus, Poc, PocStatus, Role, User
from app.services import sessions
from app.services.standing import status_of
from tests.conftest import PRODUCTION, START
from tests.world import World, mails, rows, snapshot


@pytest.fixture
def running(runtime: Runtime) -> Runtime:
    """The demo's story ends now, so the clock runs."""
    runtime.clock.stand(None)
    return runtime


async def test_given_an_empty_database_when_the_demo_is_made_then_it_has_every_status_and_everybody_can_sign_in(
    running: Runtime, capsys: pytest.CaptureFixture[str]
) -> None:
    await show_demo()

    assert {poc.status for poc in await Poc.all()} == set(PocStatus)
    statuses = {status_of(invitation.accepted_at, invitation.cancelled_at, invitation.expires_at) for invitation in await Invitation.all()}
    assert statuses == {"PENDING", "ACCEPTED", "EXPIRED", "CANCELLED"}
    assert now() > START
    told = capsys.readouterr().out
    for address in LOGINS:
        assert address in told
        actor = (await sessions.sign_in(Actor(), email=address, password=PASSWORD)).actor
        assert actor.tenant_id is not None or "customer" in LOGINS[address]
    admin = await sessions.sign_in(Actor(), email=ADMIN, password=PASSWORD)
    assert admin.actor.roles == {Role.TENANT_ADMIN}


async def test_given_the_demo_when_made_then_no_mail_of_it_is_waiting_to_be_sent(running: Runtime) -> None:
    await show_demo()

    assert {mail.status for mail in await mails()} == {MailStatus.SENT}


async def test_given_the_demo_when_made_again_then_nothing_changes(running: Runtime) -> None:
    await show_demo()
    before = await snapshot()

    await show_demo()

    assert await snapshot() == before


async def test_given_other_organizations_when_the_demo_is_made_then_nothing_is_added(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    await User.filter(id=world.ada.id).update(email_key="somebody@else.example")  # else it would seem to be the demo
    before = await snapshot()

    await show_demo()

    assert await snapshot() == before
    assert PASSWORD not in capsys.readouterr().out


@pytest.mark.settings(**PRODUCTION)
async def test_given_production_when_the_demo_is_made_then_it_is_refused(running: Runtime) -> None:
    with pytest.raises(DemoError):
        await show_demo()

    assert await rows("tenant") == 0
