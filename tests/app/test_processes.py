"""Several processes on one port: each answers, none believes what another has revoked, and all end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import SECRET_KEY
from tests.databases import PostgresTemplate

ROOT = Path(__file__).parents[2]
PATIENCE = 30
PASSWORD = "twelve robots in one aisle"


@pytest.fixture
async def url(postgres_template: PostgresTemplate) -> Any:
    async with postgres_template.copy() as copied:
        yield copied


def environment(database_url: str, **settings: object) -> dict[str, str]:
    given = {"database_url": database_url, "secret_key": SECRET_KEY, "worker": "none"} | settings
    return os.environ | {f"USHER_{name.upper()}": str(value) for name, value in given.items()}


@contextmanager
def served(database_url: str, processes: int) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`serve` as an operator starts it; its process, and its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = environment(database_url, port=port, processes=processes)
    with subprocess.Popen([sys.executable, "-m", "app", "serve"], cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            assert server.stdout.readline() == f"Usher serves on http://127.0.0.1:{port}\n"
            yield server, f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=PATIENCE)
            assert server.stdout is not None
            assert server.stdout.read() == ""


def children(server: subprocess.Popen[str]) -> set[int]:
    """The processes that serve."""
    lines = subprocess.run(
        ["ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    rows = [line.split(None, 3) for line in lines]
    return {int(pid) for pid, parent, state, about in rows if int(parent) == server.pid and "spawn_main" in about and "Z" not in state}


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextmanager
def only(pid: int, of: set[int]) -> Iterator[None]:
    """Let the others stand still, so that whatever is answered is answered by this one."""
    others = of - {pid}
    for other in others:
        os.kill(other, signal.SIGSTOP)
    try:
        yield
    finally:
        for other in others:
            with suppress(ProcessLookupError):  # one that stood still for too long was replaced
                os.kill(other, signal.SIGCONT)


def ask(base: str, query: str, token: str | None = None) -> Any:
    """One request on a connection of its own."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with httpx.Client(timeout=PATIENCE) as client:
        return client.post(f"{base}/graphql", json={"query": query}, headers=headers).json()


def create_tenant(url: str) -> None:
    command = [sys.executable, "-m", "app", "create-tenant", "--name", "Fabrikam", "--admin-email", "anna@fabrikam.example"]
    command += ["--admin-name", "Anna Berg", "--password-stdin"]
    subprocess.run(command, cwd=ROOT, env=environment(url), input=PASSWORD, text=True, check=True, capture_output=True, timeout=PATIENCE)


def test_given_two_processes_when_a_session_is_revoked_through_one_then_both_refuse_it_with_the_next_request(url: str) -> None:
    create_tenant(url)
    me = "{ viewer { user { email } } }"
    with served(url, 2) as (server, base):
        both = children(server)
        assert len(both) == 2
        one, two = both
        with only(one, both):
            credentials = "credentials { accessToken }"
            signed_in = f'mutation {{ signIn(input: {{ email: "anna@fabrikam.example", password: "{PASSWORD}" }}) {{ {credentials} }} }}'
            token = ask(base, signed_in)["data"]["signIn"]["credentials"]["accessToken"]
        for pid in both:
            with only(pid, both):
                assert [ask(base, me, token)["data"]["viewer"]["user"]["email"] for _ in range(2)] == ["anna@fabrikam.example"] * 2
        with only(one, both):
            ended = ask(base, "mutation { signOut(input: {}) { userErrors { code } } }", token)
            assert ended == {"data": {"signOut": {"userErrors": []}}}
        for pid in (two, one):
            with only(pid, both):
                assert ask(base, me, token)["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        assert children(server) == both


def test_given_two_processes_when_one_dies_then_it_is_replaced_and_when_told_to_stop_then_none_is_left(url: str) -> None:
    with served(url, 2) as (server, base):
        both = children(server)
        os.kill(min(both), signal.SIGKILL)
        until(lambda: len(children(server) - {min(both)}) == 2)
        (new,) = children(server) - both
        with only(new, children(server)):
            assert httpx.get(f"{base}/readyz", timeout=PATIENCE).json() == {"status": "ok"}
        last = children(server)
    assert server.returncode == 0
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in last))


def test_given_sqlite_when_several_processes_are_asked_for_then_it_says_why_not(tmp_path: Path) -> None:
    given = environment(f"sqlite:///{tmp_path}/usher.db", processes=2)
    ended = subprocess.run(
        [sys.executable, "-m", "app", "serve"], cwd=ROOT, env=given, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == "usher: USHER_PROCESSES above 1 needs PostgreSQL\n"
