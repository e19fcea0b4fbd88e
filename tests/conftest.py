"""What every test may ask for: a database of its own on SQLite and on PostgreSQL, a runtime on it, and a small world in it."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from tortoise.backends.base import executor

TEST_DATABASE = os.environ.get("USHER_TEST_DATABASE_URL")
for _name in [name for name in os.environ if name.startswith("USHER_") and not name.startswith("USHER_TEST_")]:
    del os.environ[_name]  # whoever runs the tests may have settings of their own

from app.auth import passwords  # noqa: E402  # the settings must be gone before
from app.core.migrations import migrate  # noqa: E402
from app.core.runtime import Runtime, open_runtime  # noqa: E402
from app.core.settings import Settings, read_settings  # noqa: E402
from app.services import email_templates, integration_kinds  # noqa: E402
from tests import canary  # noqa: E402
from tests.databases import PostgresTemplate, SqliteTemplate, postgres_server  # noqa: E402
from tests.world import HASHER, World, build_world  # noqa: E402

passwords.hasher = HASHER  # a hash that takes a tenth of a second is for production

SECRET_KEY = "a key of the tests with more than 32 characters"
PRODUCTION = {"env": "production", "public_url": "https://usher.example", "link_url": "https://app.example", "smtp_url": "smtp://localhost"}
"""For `@pytest.mark.settings(**PRODUCTION)`."""
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SERVER = pytest.StashKey[str]()
OPENED = pytest.StashKey[ExitStack]()


def _server(config: pytest.Config) -> str:
    """One PostgreSQL server for the whole run, however many workers share it."""
    if (given := getattr(config, "workerinput", {}).get("postgres")) is not None:
        return str(given)
    if SERVER not in config.stash:
        config.stash[OPENED] = stack = ExitStack()
        config.stash[SERVER] = stack.enter_context(postgres_server(TEST_DATABASE))
    return config.stash[SERVER]


BY_TURNS = (
    "tests/schema/reading/", "tests/schema/mutations/", "tests/schema/types/", "tests/schema/test_", "tests/app/pages/", "tests/docs/",
    "tests/bench/",
)  # fmt: skip
"""Tests of what stands above the services: what those do is tested on both kinds of database anyway."""
WHOLE = 2000
"""So many tests are all there are, and not some that somebody looks at."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of all tests together, some run on one kind of database each, by turns; with USHER_TEST_BOTH on both."""
    if len(items) < WHOLE or os.environ.get("USHER_TEST_BOTH"):
        return
    left = [item for item in items if _is_left_to_the_other(item)]
    config.hook.pytest_deselected(items=left)
    others = set(left)
    items[:] = [item for item in items if item not in others]


def pytest_collection_finish() -> None:
    """What was loaded stays to the end; the collector of garbage need not look through it again and again."""
    gc.freeze()


def _is_left_to_the_other(item: pytest.Item) -> bool:
    kind = getattr(item, "callspec", None) and item.callspec.params.get("template")  # type: ignore[attr-defined]  # there is one
    if kind is None or not item.nodeid.startswith(BY_TURNS) or item.get_closest_marker("plans"):
        return False
    case = item.nodeid.replace("sqlite", "").replace("postgres", "")
    return bool(kind != ("sqlite", "postgres")[crc32(case.encode()) % 2])


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist which server it shares."""
    node.workerinput["postgres"] = _server(node.config)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, if it was started for these tests."""
    if OPENED in config.stash:
        config.stash[OPENED].close()


async def _migrate(url: str) -> None:
    await migrate(test_settings(url))
    await integration_kinds.write(test_settings(url))
    await email_templates.write(test_settings(url))


def test_settings(database_url: str, **given: object) -> Settings:
    """The usual settings of tests, and others that a test gives by name."""
    return read_settings(**{"database_url": database_url, "secret_key": (SECRET_KEY,), "worker": "none"} | given)


test_settings.__test__ = False  # type: ignore[attr-defined]  # pytest would take it for a test


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A migrated SQLite file."""
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"), _migrate)


@pytest.fixture(scope="session")
def postgres_template(request: pytest.FixtureRequest) -> Iterator[PostgresTemplate]:
    """A migrated PostgreSQL database."""
    template = PostgresTemplate(_server(request.config), _migrate)
    yield template
    template.drop()


@pytest.fixture(params=["sqlite", "postgres"])
def template(request: pytest.FixtureRequest) -> SqliteTemplate | PostgresTemplate:
    """The template of either kind."""
    executor.EXECUTOR_CACHE.clear()  # Tortoise keeps the INSERTs of the kind of database that this process used before
    made: SqliteTemplate | PostgresTemplate = request.getfixturevalue(f"{request.param}_template")
    return made


@pytest.fixture
async def database_url(request: pytest.FixtureRequest, template: SqliteTemplate | PostgresTemplate) -> AsyncIterator[str]:
    """The address of a fresh, migrated database, once on each kind; for plans (`@pytest.mark.plans`) of one that was never used."""
    async with template.copy(fresh=request.node.get_closest_marker("plans") is not None) as url:
        yield url


@pytest.fixture
async def empty_database_url(template: SqliteTemplate | PostgresTemplate) -> AsyncIterator[str]:
    """The address of a database without tables, once on each kind."""
    async with template.copy(empty=True) as url:
        yield url


@pytest.fixture
def settings(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Settings:
    """The settings of the runtime, with a folder for files; `@pytest.mark.settings(open_registration=True)` changes some."""
    marker = request.node.get_closest_marker("settings")
    return test_settings(database_url, **{"storage_url": f"file://{tmp_path}/files"} | (marker.kwargs if marker else {}))


@pytest.fixture(autouse=True)
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No credential that this test seals may occur anywhere in clear (`tests/canary.py`)."""
    with canary.watching(monkeypatch):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test whose output gives a credential away has failed."""
    report = yield
    said = report.capstdout + report.capstderr + report.caplog
    if call.when == "call" and report.passed and (seen := canary.found_in(said)):
        report.outcome, report.longrepr = "failed", f"the log has a credential in clear: {seen}"
    return report


@pytest.fixture
async def runtime(settings: Settings, watched: None) -> AsyncIterator[Runtime]:
    """A runtime on that database, bound for the test; its clock stands at START until the test moves it."""
    opened = await open_runtime(settings)
    opened.clock.stand(START)
    try:
        with opened.bound():
            yield opened
            await canary.assert_in_no_row()
    finally:
        await opened.database.close()


@pytest.fixture
async def world(runtime: Runtime) -> World:
    """Two providers with their people, prospects and POCs; see `tests/world.py`."""
    return await build_world(runtime)


# The browser

NO_BROWSER = "no Chromium on this machine"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the machine's Chromium. Without one the test is left out, which `make test` says and CI does not allow."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail(NO_BROWSER)
    pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were left out, and how to get them."""
    left_out = [report.nodeid for report in terminalreporter.getreports("skipped") if NO_BROWSER in str(report.longrepr)]
    if left_out:
        terminalreporter.section("left out: browser tests", yellow=True)
        terminalreporter.line("There is no Chromium on this machine (Debian, Ubuntu: apt-get install chromium), so these did not run:")
        for nodeid in left_out:
            terminalreporter.line(f"  {nodeid}")
