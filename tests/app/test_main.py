"""The whole server in this process: which doors there are, and what starts and stops with it."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from tempfile import TemporaryDirectory

import httpx
import pytest
from starlette.applications import Starlette

from app import main
from app.core import db
from app.core.migrations import migrate
from app.core.runtime import Runtime
from app.core.settings import Settings
from app.mail import messages, outbox
from app.main import create_app
from app.models import MailStatus
from tests.conftest import PRODUCTION, test_settings
from tests.world import PASSWORD, World, mails

SIGN_IN = "mutation ($input: SignInInput!) { signIn(input: $input) { credentials { accessToken } userErrors { code } } }"


@pytest.fixture
async def client(runtime: Runtime) -> AsyncIterator[httpx.AsyncClient]:
    """Talks to the server as it is composed, on the runtime of the test."""
    app = create_app(runtime.settings, runtime=runtime)
    url = runtime.settings.public_url
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=url) as opened:
        yield opened


async def test_given_a_person_when_signed_in_over_http_then_the_viewer_is_theirs(client: httpx.AsyncClient, world: World) -> None:
    variables = {"input": {"email": world.sam.email, "password": PASSWORD}}
    answer = await client.post("/graphql", json={"query": SIGN_IN, "variables": variables})
    token = answer.json()["data"]["signIn"]["credentials"]["accessToken"]

    viewer = await client.post("/graphql", json={"query": "{ viewer { user { email } } }"}, headers={"Authorization": f"Bearer {token}"})

    assert viewer.json()["data"]["viewer"]["user"]["email"] == world.sam.email


async def test_given_the_server_when_its_public_keys_are_asked_for_then_they_are_there_and_nothing_more(client: httpx.AsyncClient) -> None:
    (key,) = (await client.get("/.well-known/jwks.json")).json()["keys"]

    assert (key["kty"], key["crv"], key["alg"]) == ("OKP", "Ed25519", "EdDSA")
    assert "d" not in key


async def test_given_a_database_that_is_up_to_date_when_asked_then_ready(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).json() == {"status": "ok"}


async def test_given_a_migration_that_is_missing_when_asked_then_alive_but_not_ready(client: httpx.AsyncClient, runtime: Runtime) -> None:
    await db.execute("delete from aerich where version = '0_initial.py'")

    answer = await client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "migrations"})
    assert (await client.get("/healthz")).status_code == 200


async def test_given_no_database_when_asked_then_alive_but_not_ready(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> None:
        raise OSError("connection refused to db.internal:5432")

    monkeypatch.setattr(db, "fetch_one", away)

    answer = await client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "database"})
    assert (await client.get("/healthz")).status_code == 200


async def test_given_development_when_the_mailbox_is_opened_then_it_is_there(client: httpx.AsyncClient) -> None:
    assert (await client.get("/dev/mail")).status_code == 200


@pytest.mark.settings(**PRODUCTION)
async def test_given_production_when_the_mailbox_is_opened_then_there_is_none(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/dev/mail")).status_code == 404


async def test_given_a_path_with_a_slash_too_many_when_opened_then_no_redirect_follows_the_host_of_the_request(
    client: httpx.AsyncClient,
) -> None:
    answer = await client.get("/healthz/", headers={"Host": "evil.example"})

    assert answer.status_code == 404


@pytest.mark.settings(cors_origins=("https://portal.example",))
@pytest.mark.parametrize(("origin", "allowed"), [("https://portal.example", "https://portal.example"), ("https://evil.example", None)])
async def test_given_origins_in_the_settings_when_a_page_asks_then_only_those_may(
    client: httpx.AsyncClient, origin: str, allowed: str | None
) -> None:
    asked = "authorization,content-type,idempotency-key"
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": asked}
    answer = await client.options("/graphql", headers=headers)

    assert answer.status_code == (200 if allowed else 400)
    assert answer.headers.get("access-control-allow-origin") == allowed


async def test_given_no_origins_in_the_settings_when_a_page_asks_then_none_may(client: httpx.AsyncClient) -> None:
    answer = await client.options("/graphql", headers={"Origin": "https://portal.example", "Access-Control-Request-Method": "POST"})

    assert "access-control-allow-origin" not in answer.headers


async def test_given_a_server_that_starts_when_a_mail_is_due_then_its_worker_sends_it_and_it_stops_cleanly(database_url: str) -> None:
    app = create_app(test_settings(database_url, worker="embedded"))
    async with _running(app) as runtime:
        with runtime.bound():
            async with db.transaction():
                await outbox.enqueue(messages.password_changed(recipient="cara@acme.example", locale="en"), tenant_id=None, security=True)
            async with asyncio.timeout(20):
                while (await mails())[0].status is not MailStatus.SENT:
                    await asyncio.sleep(0.02)

    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_given_two_servers_in_one_process_when_both_answer_then_they_do_not_mix(client: httpx.AsyncClient, world: World) -> None:
    await db.execute("delete from aerich")
    with TemporaryDirectory() as folder:
        settings = test_settings(f"sqlite:///{folder}/other.db")
        await migrate(settings)
        app = create_app(settings)
        async with _running(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://other") as other:
            both = await asyncio.gather(*(one.get("/readyz") for one in (client, other) * 5))

    assert [answer.status_code for answer in both] == [503, 200] * 5


@asynccontextmanager
async def _running(app: Starlette) -> AsyncIterator[Runtime]:
    """Start and stop an application as a server does."""
    async with app.router.lifespan_context(app):
        yield app.state.runtime


async def test_given_a_process_that_serves_when_its_server_is_made_then_the_collector_leaves_alone_what_stays(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main, "configure_logs", lambda _form: None)  # those of the test runner stay
    before = gc.get_freeze_count()
    try:
        main.create_served_app(settings)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
