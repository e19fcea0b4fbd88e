"""That a log says what happened, and nothing about whom."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from app.core.logs import clean_path, configure_logs
from app.core.settings import LogFormat

TOKEN = "uoAzFq3vY-2pOyT6vSxRnWQ0kJ_h8cDdEeLb1m9ZtGM"  # as app.core.crypto.new_token makes them


@pytest.fixture
def log(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """Answers with what was logged; the logs of the test run are as before afterwards."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    yield lambda: capsys.readouterr().err
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


def _fail() -> None:
    password = "a very secret value"
    raise ValueError(f"Key (email_key)=(cara@acme.example) exists {len(password)}")


@pytest.mark.parametrize("form", list(LogFormat))
def test_given_an_exception_when_logged_then_its_place_is_there_but_no_value_and_no_address(
    log: Callable[[], str], form: LogFormat
) -> None:
    configure_logs(form)
    try:
        _fail()
    except ValueError:
        structlog.get_logger().exception("unexpected", poc="poc_1")
        logging.getLogger("uvicorn.error").exception("unexpected")

    text = log()
    assert text.count("ValueError") >= 2
    assert text.count("_fail") >= 2
    assert "poc_1" in text
    assert "very secret" not in text.replace('password = "a very secret value"', "")  # the line of code, not the variable
    assert "cara" not in text


def test_given_json_when_logged_then_each_line_is_one_event(log: Callable[[], str]) -> None:
    configure_logs(LogFormat.JSON)

    structlog.get_logger().info("request", path="/graphql", status=200)
    logging.getLogger("uvicorn.error").warning("slow %s", "disk")

    first, second = (json.loads(line) for line in log().splitlines())
    assert (first["event"], first["level"], first["path"], first["status"]) == ("request", "info", "/graphql", 200)
    assert first["timestamp"].endswith("Z")
    assert (second["event"], second["level"]) == ("slow disk", "warning")


@pytest.mark.parametrize("form", list(LogFormat))
@pytest.mark.parametrize(
    "private",
    [
        "cara.o'neil+poc@acme.example", "zoë@bücher.example", TOKEN, f"https://usher.example/reset/{TOKEN}",
        "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.AUBzGk_eUbOfnFIsvGb-eUovkwC70", f"usk_{TOKEN}", "postgres://usher:hunter2@db/usher",
    ],
)  # fmt: skip
def test_given_something_private_in_a_message_when_logged_then_it_is_not_there(
    log: Callable[[], str], form: LogFormat, private: str
) -> None:
    configure_logs(form)

    structlog.get_logger().warning("refused", reply=f"550 <{private}> unknown")
    logging.getLogger("any.library").error("could not do %s", private)

    text = log()
    assert text.count("\n") == 2
    assert private not in text
    for part in ("cara", "neil", "hunter2", "zo", "cher.example"):
        assert part not in text


@pytest.mark.parametrize("key", ["token", "password", "email", "secret", "authorization", "cookie"])
def test_given_a_field_that_is_never_logged_when_logged_then_it_is_hidden(log: Callable[[], str], key: str) -> None:
    configure_logs(LogFormat.JSON)

    structlog.get_logger().info("something", **{key: "value"})

    assert json.loads(log())[key] == "[hidden]"


@pytest.mark.parametrize("page", ["invite", "register", "reset", "confirm-email", "undo-email", "join"])
def test_given_the_path_of_a_link_when_cleaned_then_its_token_is_gone(page: str) -> None:
    assert clean_path(f"/{page}/{TOKEN}") == f"/{page}/[token]"
    assert clean_path(f"/{page}/short/decline") == f"/{page}/[token]/decline"
    assert clean_path("/graphql") == "/graphql"
