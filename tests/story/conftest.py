"""For stories: a server and a mail server on sockets, over a database of either kind, and the mails that arrived."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.core.runtime import Runtime
from app.core.settings import Settings
from app.models import User
from app.worker import send_due
from tests.conftest import test_settings
from tests.mail_server import MailServer, mail_server
from tests.serving import Client, serving
from tests.world import PASSWORD

LINK = re.compile(r"https?://\S+/(?:invite|reset|register|confirm-email|undo-email)/(\S+)")


@pytest.fixture
async def post_office() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
def settings(database_url: str, post_office: MailServer, tmp_path: Path) -> Settings:
    return test_settings(
        database_url, smtp_url=post_office.url(), mail_from="Usher <usher@northwind.example>", rate_limits="off",
        storage_url=f"file://{tmp_path}/files",
    )  # fmt: skip


@dataclass
class Stage:
    """Where a story plays."""

    base: str
    runtime: Runtime
    post_office: MailServer
    clients: list[Client] = field(default_factory=list)

    def client(self) -> Client:
        self.clients.append(Client(self.base))
        return self.clients[-1]

    async def signed_in(self, user: User) -> Client:
        return await self.client().sign_in(user.email, PASSWORD)

    async def mails_to(self, address: str) -> list[EmailMessage]:
        """Send what is due; all mails that reached an address so far."""
        await send_due(self.runtime, stop=asyncio.Event())
        return [
            received.mail for received in self.post_office.received if [one.lower() for one in received.recipients] == [address.lower()]
        ]

    async def link_to(self, address: str) -> str:
        """The token in the newest mail to an address."""
        return token_in((await self.mails_to(address))[-1])


def token_in(mail: EmailMessage) -> str:
    """The token of the one link of a mail, the same in both parts."""
    text, html = (part_of(mail, kind) for kind in ("plain", "html"))
    tokens = set(LINK.findall(text))
    assert len(tokens) == 1, text
    token = tokens.pop()
    assert token in html
    return str(token)


def part_of(mail: EmailMessage, kind: str) -> str:
    """The text or the HTML of a mail."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


@pytest.fixture
async def stage(runtime: Runtime, post_office: MailServer) -> AsyncIterator[Stage]:
    async with serving(runtime) as base:
        made = Stage(base, runtime, post_office)
        yield made
        for client in made.clients:
            await client.http.aclose()
