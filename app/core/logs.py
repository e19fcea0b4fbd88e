"""Logs: one JSON line an event in production, readable in development; tokens, passwords and addresses never reach one."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from app.core.settings import LogFormat

_LINK = re.compile(r"/(invite|register|reset|confirm-email|undo-email|join)/[^/?#\s]+")
_PRIVATE = (
    (re.compile(r"(?<=//)[^/\s@]+@"), "[login]@"),
    (re.compile(r"[^\s@\"<>()\[\]=,;:/\\]+@[\w-]+(?:\.[\w-]+)+"), "[address]"),
    (re.compile(r"usk_[\w-]{9,}", re.ASCII), "[token]"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "[token]"),
    (re.compile(r"(?<![\w-])[\w-]{43}(?![\w-])", re.ASCII), "[token]"),
)
"""What looks like the login of an address on the net, a mail address, an API key, an access token, or any other token of ours."""
_HIDDEN = frozenset({"token", "password", "email", "secret", "authorization", "cookie"})


def clean_path(path: str) -> str:
    """A request's path without the token of a mailed link."""
    return _LINK.sub(r"/\1/[token]", path)


def configure_logs(form: LogFormat | None) -> None:
    """Send structlog and the standard library's loggers to standard error in the format of the settings."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _hide,
    ]
    # Tracebacks without the values of variables: those are passwords, tokens and people.
    last: list[Any] = (
        [
            structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False),
            _clean,
        ]
        if form is LogFormat.JSON
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback), _clean]
    )
    structlog.configure(
        processors=[*shared, *last],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _hide(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event.keys() & _HIDDEN:
        event[key] = "[hidden]"
    return event


def _clean(_logger: object, _method: str, line: str) -> str:
    """The last look at a line: messages of drivers and mail servers quote what they were given."""
    for pattern, instead in _PRIVATE:
        line = pattern.sub(instead, line)
    return line
