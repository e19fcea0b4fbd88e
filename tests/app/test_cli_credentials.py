"""`rotate-credentials` as an operator calls it: after a new key came before the old one, which may go then."""

from __future__ import annotations

from app.core.runtime import Runtime, open_runtime
from app.models import Integration, IntegrationKind
from app.services.integration_credentials import unseal
from app.services.integration_kinds import KINDS
from tests.app.services.integrating import CANARY, CREDENTIALS, made
from tests.app.test_cli import run
from tests.conftest import SECRET_KEY, test_settings
from tests.world import World

NEWER = "a newer key of the tests with more than 32 characters"


async def test_given_a_new_key_before_the_old_one_when_credentials_are_rotated_then_the_old_one_may_go(
    runtime: Runtime, world: World
) -> None:
    url = runtime.settings.database_url
    for n in range(3):
        await made(world, f"Number {n}")
    first = run("rotate-credentials", database_url=url, secret_key=f"{NEWER},{SECRET_KEY}")
    again = run("rotate-credentials", database_url=url, secret_key=f"{NEWER},{SECRET_KEY}")
    assert (first.returncode, first.stdout, first.stderr) == (0, "Sealed anew: 3.\n", "")
    assert (again.returncode, again.stdout) == (0, "Sealed anew: 0.\n")
    opened = await open_runtime(test_settings(url, secret_key=(NEWER,)))
    with opened.bound():
        assert [unseal(row.id, row.credential) for row in await Integration.all()] == [CREDENTIALS["http_api"]] * 3
    await opened.database.close()


async def test_given_a_key_that_is_lost_when_credentials_are_rotated_then_it_is_said_and_they_stay(runtime: Runtime, world: World) -> None:
    await made(world)
    before = (await Integration.first()).credential  # type: ignore[union-attr]  # it was just made
    lost = run("rotate-credentials", database_url=runtime.settings.database_url, secret_key=NEWER)
    assert (lost.returncode, lost.stdout) == (1, "Sealed anew: 0.\n")
    assert lost.stderr == "usher: none of the secret keys opens 1 of the credentials; their owners must give them anew\n"
    assert (await Integration.first()).credential == before  # type: ignore[union-attr]
    assert CANARY not in lost.stdout + lost.stderr


async def test_given_a_new_database_when_migrated_then_the_kinds_of_integrations_are_there(empty_database_url: str) -> None:
    assert run("migrate", database_url=empty_database_url).returncode == 0
    opened = await open_runtime(test_settings(empty_database_url))
    with opened.bound():
        assert {kind.key for kind in await IntegrationKind.all()} == KINDS.keys()
    await opened.database.close()
