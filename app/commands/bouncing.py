"""`bounce`: what a mail server pipes to us."""

from __future__ import annotations

import sys
from argparse import Namespace

from app.commands.running import on_database
from app.core.settings import Settings
from app.mail import bounces


def bounce(settings: Settings, _given: Namespace) -> None:
    """Whatever comes is taken, and 0 answered: a mail server would send back what is refused, and there is nobody to read it."""
    content = sys.stdin.buffer.read(bounces.LARGEST)
    while sys.stdin.buffer.read(1 << 16):  # or who writes would fail
        pass
    bounced = bounces.read(content)
    if bounced is None:
        print("This says of no mail that it could not be delivered.")
        return

    async def note() -> None:
        known = await bounces.note(bounced)
        print(f"{bounced.message_id} bounced." if known else f"{bounced.message_id} is no mail that waits for this.")

    on_database(settings, note)
