"""The commands as an operator calls them: what they print, and how they end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx
import pytest

from app.core.runtime import Runtime
from app.models import Mail, MailStatus
from tests.app.mail.test_bounces import ID, notification
from tests.conftest import SECRET_KEY
from tests.mails import queued

ROOT = Path(__file__).parents[2]


def run(*arguments: str, text: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=_environment(settings), input=text, capture_output=True, text=True, timeout=60, check=False
    )


def _environment(settings: Mapping[str, str]) -> dict[str, str]:
    return os.environ | {f"USHER_{name.upper()}": value for name, value in ({"secret_key": SECRET_KEY} | dict(settings)).items()}


def test_given_commands_that_need_no_api_when_loaded_then_it_is_not() -> None:
    """A mail server starts one for each notification, a billing system for each change of plan; the API takes a second to load."""
    load = "import sys, app.cli; [app.cli._found(name) for name in sys.argv[1:]]; print('strawberry' in sys.modules)"

    def loads_the_api(*commands: str) -> str:
        return subprocess.run([sys.executable, "-c", load, *commands], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()

    light = ("bouncing.bounce", "keeping.erase_user", "migrating.migrate", "organizations.set_plan", "working.worker")
    assert (loads_the_api(*light), loads_the_api("serving.serve")) == ("False", "True")


def test_given_a_new_database_when_migrated_twice_then_the_migrations_are_named_once(empty_database_url: str) -> None:
    first = run("migrate", database_url=empty_database_url)
    again = run("migrate", database_url=empty_database_url)

    assert (first.returncode, first.stdout.split()[0]) == (0, "0_initial.py")
    assert (again.returncode, again.stdout) == (0, "")


def test_given_a_database_without_tables_when_a_worker_starts_then_it_says_what_to_do_first(empty_database_url: str) -> None:
    refused = run("worker", database_url=empty_database_url)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "python -m app migrate" in refused.stderr


def test_given_a_password_when_a_tenant_is_created_then_one_line_of_json_is_printed(empty_database_url: str) -> None:
    arguments = ("--name", "Fabrikam", "--plan", "PRO", "--admin-email", "anna@fabrikam.example", "--admin-name", "Anna Berg")
    made = run(
        "create-tenant", *arguments, "--roles", "TENANT_ADMIN,MSP_ADMIN", "--password-stdin",
        text="seven quiet harbours\n", database_url=empty_database_url,
    )  # fmt: skip
    again = run("create-tenant", *arguments, "--password-stdin", text="seven quiet harbours\n", database_url=empty_database_url)

    assert made.returncode == 0, made.stderr
    assert re.fullmatch(r'\{"tenantId": "tenant_[0-9a-z]{26}", "userId": "user_[0-9a-z]{26}"\}\n', made.stdout)
    assert (again.returncode, again.stdout, again.stderr.count("\n")) == (1, "", 1)
    assert "adminEmail: This address has an account" in again.stderr


def test_given_no_password_when_a_tenant_is_created_then_there_is_no_user_yet(empty_database_url: str) -> None:
    made = run(
        "create-tenant",
        "--name",
        "Fabrikam",
        "--admin-email",
        "a@fabrikam.example",
        "--admin-name",
        "Anna Berg",
        database_url=empty_database_url,
    )

    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["userId"] is None


def test_given_an_empty_database_when_the_demo_is_made_then_it_says_what_to_look_at(empty_database_url: str) -> None:
    made = run("demo", database_url=empty_database_url)
    again = run("demo", database_url=empty_database_url)

    assert made.returncode == 0, made.stderr
    for line in ("http://127.0.0.1:8000/graphql", "http://127.0.0.1:8000/dev/mail", "sam@northwind.example", "demo-demo-demo"):
        assert line in made.stdout
    assert again.stdout == made.stdout


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"env": "production", "secret_key": ""}, ("USHER_SECRET_KEY", "USHER_PUBLIC_URL", "USHER_SMTP_URL", "USHER_DATABASE_URL")),
        ({"port": "eighty"}, ("USHER_PORT",)),
        ({"invitation_ttl": "a week"}, ("USHER_INVITATION_TTL",)),
        ({"database_url": "mysql://localhost/usher"}, ("USHER_DATABASE_URL",)),
    ],
)
def test_given_settings_that_will_not_do_when_started_then_one_line_names_them(settings: dict[str, str], named: tuple[str, ...]) -> None:
    ended = run("serve", **settings)

    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert all(name in ended.stderr for name in named)


def test_given_no_database_when_started_then_one_line_says_so_without_the_password() -> None:
    ended = run("serve", database_url="postgres://usher:hunter2@127.0.0.1:1/usher")

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "database" in ended.stderr
    assert "hunter2" not in ended.stderr


def test_given_the_code_when_the_schema_is_printed_then_no_database_is_needed() -> None:
    printed = run("print-schema", database_url="postgres://nobody@127.0.0.1:1/none")

    assert printed.returncode == 0, printed.stderr
    assert "type Query" in printed.stdout


def test_given_an_empty_database_when_served_then_it_is_migrated_and_ready_and_stops_when_told(empty_database_url: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = _environment({"database_url": empty_database_url, "port": str(port)})
    with subprocess.Popen([sys.executable, "-m", "app", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == f"Usher serves on http://127.0.0.1:{port}\n"

        answer = httpx.get(f"http://127.0.0.1:{port}/readyz")
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)

    assert answer.json() == {"status": "ok"}
    assert "server" not in answer.headers


def test_given_a_worker_when_told_to_stop_then_it_does(database_url: str) -> None:
    environment = _environment({"database_url": database_url, "log_format": "json"})
    with subprocess.Popen([sys.executable, "-m", "app", "worker"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "Usher sends mail.\n"
        worker.send_signal(signal.SIGTERM)

        assert worker.wait(timeout=20) == 0


@pytest.mark.parametrize("text", ["", "From: jane@acme.example\n\nI am away.\n", "\x00\x01\n" * 500_000])
def test_given_any_mail_when_piped_to_bounce_then_it_is_taken_without_a_database(text: str) -> None:
    taken = run("bounce", text=text, database_url="postgres://nobody@127.0.0.1:1/none")

    assert (taken.returncode, taken.stdout) == (0, "This says of no mail that it could not be delivered.\n"), taken.stderr


def test_given_no_database_when_a_notification_is_piped_to_bounce_then_the_mail_server_is_asked_to_come_again() -> None:
    ended = run("bounce", text=notification().decode(), database_url="postgres://nobody@127.0.0.1:1/none")

    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (75, "", 1)


async def test_given_a_notification_when_piped_to_bounce_twice_then_the_mail_is_noted_once(runtime: Runtime) -> None:
    mail = await queued()
    await Mail.filter(id=mail.id).update(status=MailStatus.SENT)
    text = notification(mail.message_id).decode()

    first, again, unknown = [
        run("bounce", text=one, database_url=runtime.settings.database_url) for one in (text, text, notification().decode())
    ]

    assert (first.returncode, first.stdout) == (0, f"{mail.message_id} bounced.\n"), first.stderr
    assert (again.returncode, again.stdout) == (0, f"{mail.message_id} is no mail that waits for this.\n")
    assert (unknown.returncode, unknown.stdout) == (0, f"{ID} is no mail that waits for this.\n")
    assert (await Mail.get(id=mail.id)).status is MailStatus.BOUNCED
