"""Logs: one JSON line an event in production, readable in development; tokens, passwords and addresses never reach one."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from app.core.settings import LogFormat

_LINK = re.compile(r"/(invite|register|reset|confirm-email|undo-email|join)/[^/?#\s]+")
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
    last: list[Any] = (
        [structlog.processors.dict_tracebacks, structlog.processors.JSONRenderer()]
        if form is LogFormat.JSON
        else [structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())]
    )
    structlog.configure(
        processors=[*shared, *last],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processor=last[-1])
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _hide(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key in event.keys() & _HIDDEN:
        event[key] = "[hidden]"
    return event
