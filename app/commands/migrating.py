"""`migrate`."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from app.commands.running import prepare
from app.core.settings import Settings


def migrate(settings: Settings, _given: Namespace) -> None:
    """Bring the database up to date, and name what ran."""
    for name in asyncio.run(prepare(settings)):
        print(name)
