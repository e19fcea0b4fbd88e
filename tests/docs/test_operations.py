"""What the guide to operations promises beyond its examples: the first organization, the backup, and changing the secret key."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shlex
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.cli import _found, _parser
from app.core import db
from app.core.crypto import Keys
from app.core.runtime import Runtime
from app.mail import outbox
from app.models import Mail, MailStatus
from app.worker import send_due
from tests.conftest import test_settings
from tests.databases import SqliteTemplate
from tests.docs.blocks import README, ROOT, blocks, code_words
from tests.docs.likeness import alike
from tests.mails import invitation
from tests.serving import Client, serving
from tests.world import PASSWORD, World

GUIDE = ROOT / "docs" / "operations.md"
LINES = [line for page in (GUIDE, README) for block in blocks(page, "sh") for line in block.text.splitlines()]


def test_given_the_commands_about_an_organization_when_run_then_they_print_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(command: str) -> str:
        given = _parser().parse_args(shlex.split(command))
        _found(given.run)(test_settings(f"sqlite:///{tmp_path}/usher.db"), given)
        return capsys.readouterr().out.strip()

    shown = next(word for word in code_words(GUIDE) if word.startswith('{"tenantId"'))
    with_password, invited = [line for line in LINES if "create-tenant" in line]

    monkeypatch.setattr("sys.stdin", io.StringIO(shlex.split(with_password)[1] + "\n"))
    made = run(with_password.partition("python -m app ")[2])
    assert alike(shown, made)
    assert alike(shown.replace('"user_…"', "null"), run(invited.partition(" usher ")[2]))

    [plan] = [line.partition("python -m app ")[2] for line in LINES if "set-plan" in line]
    [allow] = [word.partition("python -m app ")[2] for word in code_words(GUIDE) if word.startswith("python -m app allow-mail")]
    tenant_id = json.loads(made)["tenantId"]
    with closing(sqlite3.connect(tmp_path / "usher.db")) as database, database:
        database.execute("update tenant set plan = 'FREE'")
        refusal = "insert into mail_refusal (id, tenant_id, email_key, created_at) select id, id, ?, created_at from tenant"
        database.execute(refusal, (allow.split()[-1],))
    for command, start in ((plan, '{"tenantId"'), (allow, "The organization may")):
        told = run(re.sub(r"tenant_\w+", tenant_id, command))
        assert [word for word in code_words(GUIDE) if word.startswith(start) and alike(word, told)], told


async def test_given_a_database_in_use_when_backed_up_as_shown_then_the_copy_is_whole(
    sqlite_template: SqliteTemplate, tmp_path: Path
) -> None:
    _, _, command = next(shlex.split(line) for line in LINES if line.startswith("sqlite3 "))
    copy = tmp_path / "copy.db"
    statement = re.sub(r"'[^']+'", f"'{copy}'", command)
    async with sqlite_template.copy() as url:
        database = await db.open_database(url)
        try:
            with database.bound():
                await db.execute("insert into mail_budget (key, used, ends_at) values ('kept', 1, '2026-03-02')")
                with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as source:
                    source.execute(statement)
        finally:
            await database.close()

    with closing(sqlite3.connect(copy)) as found:
        assert found.execute("select used from mail_budget where key = 'kept'").fetchall() == [(1,)]
        assert found.execute("pragma integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("template", ["sqlite"], indirect=True)
async def test_given_the_secret_key_when_changed_in_the_two_steps_then_nobody_is_signed_out_and_no_mail_is_lost(
    runtime: Runtime, world: World
) -> None:
    old, new = ("an old key with more than 32 characters", "a new key with more than 32 characters")
    async with with_keys(runtime, old) as sam:
        await sam.sign_in(world.sam.email, PASSWORD)
        async with db.transaction():
            mail_id = await outbox.enqueue(invitation(), tenant_id=None)

    async with with_keys(runtime, new, old) as later:
        later.token = sam.token
        assert (await later.ask("{ pocs { totalCount } }"))["pocs"]["totalCount"] > 0
        await send_due(replace(runtime, keys=Keys((new, old))), stop=asyncio.Event())
        assert (await Mail.get(id=mail_id)).status is MailStatus.SENT

    async with with_keys(runtime, new) as last:
        last.token = sam.token
        assert await last.refusal("{ pocs { totalCount } }") == "UNAUTHENTICATED"
        await last.do("refreshSession", "credentials { accessToken refreshToken }", refreshToken=sam.refresh_token)
        assert (await last.ask("{ pocs { totalCount } }"))["pocs"]["totalCount"] > 0


@asynccontextmanager
async def with_keys(runtime: Runtime, *keys: str) -> AsyncIterator[Client]:
    """A server with other keys on the same database, and somebody who asks it."""
    other = replace(runtime, keys=Keys(keys))
    with other.bound():
        async with serving(other) as base:
            client = Client(base)
            try:
                yield client
            finally:
                await client.http.aclose()
