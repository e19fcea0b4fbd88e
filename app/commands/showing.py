"""`demo` and `print-schema`: what there is to see."""

from __future__ import annotations

import logging
from argparse import Namespace

import structlog

from app.commands.running import CommandError, on_database
from app.core.settings import Settings
from app.demo import DemoError, show_demo
from schema.schema import schema


def demo(settings: Settings, _given: Namespace) -> None:
    """Fill an empty database with a demo, and say what to look at."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # what its people do is no news
    try:
        on_database(settings, show_demo)
    except DemoError as problem:
        raise CommandError(str(problem)) from problem


def print_schema(_settings: Settings, _given: Namespace) -> None:
    """Print the API in the schema definition language."""
    print(schema.as_str())
