"""Integrations with servers that speak a protocol of their own: PostgreSQL and SMTP."""

from __future__ import annotations

from typing import Final

import aiosmtplib

from app.core import outgoing
from app.core.outgoing import Failed
from app.core.runtime import current
from app.mail.sender import own_name
from app.services.integration_kinds import postgres_wire
from app.services.integration_kinds.kind import HOST, Facts, Kind, choice, facts, port, text

POSTGRES_PORT: Final = 5432
SMTP_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}


async def check_postgres(settings: Facts, credential: Facts | None) -> None:
    """Log in and select 1."""
    mode, host = settings.get("tls", "verify"), settings["host"]
    connected = await outgoing.connect(host, int(settings.get("port", POSTGRES_PORT)))
    try:
        await postgres_wire.ask(
            connected, user=settings["username"], database=settings["database"], password=(credential or {}).get("password"),
            host=host, tls=None if mode == "off" else outgoing.tls(verified=mode == "verify"),
        )  # fmt: skip
    except OSError as problem:
        raise Failed(outgoing.NOT_SECURE if outgoing.is_tls(problem) else outgoing.NO_ANSWER) from None


async def check_smtp(settings: Facts, credential: Facts | None) -> None:
    """Say hello, encrypt, log in if there is a credential, and quit; no mail is sent."""
    mode, login = settings.get("encryption", "starttls"), credential or {}
    connected = await outgoing.connect(settings["host"], int(settings.get("port", SMTP_PORTS[mode])))
    client = aiosmtplib.SMTP(
        hostname=settings["host"], port=None, sock=connected, local_hostname=own_name(current().settings.public_url),
        use_tls=mode == "tls", start_tls=mode == "starttls", tls_context=None if mode == "none" else outgoing.tls(),
        username=login.get("username"), password=login.get("password"), timeout=None,
    )  # fmt: skip
    try:
        await client.connect()
        await client.noop()
        await client.quit()
    except aiosmtplib.SMTPAuthenticationError:
        raise Failed(outgoing.LOGIN_REFUSED) from None
    except (aiosmtplib.SMTPException, OSError, ValueError) as problem:
        if outgoing.is_tls(problem):
            raise Failed(outgoing.NOT_SECURE) from None
        raise Failed(outgoing.NOT_UNDERSTOOD) from None
    finally:
        client.close()


POSTGRES: Final = Kind(
    key="postgres",
    name="PostgreSQL",
    description="A database of PostgreSQL. A check logs in and selects 1.",
    category="Database",
    settings=facts(
        "Settings of a PostgreSQL database",
        "host", "database", "username",
        host=HOST,
        port=port(POSTGRES_PORT),
        database=text("The name of the database.", most=63),
        username=text("Who logs in.", most=63),
        tls=choice(
            "Encrypted, with a certificate that is checked (verify) or not (require); or not encrypted (off).",
            "verify", "require", "off", default="verify",
        ),
    ),
    credential=facts("Credential of a PostgreSQL database", "password", password=text("The password.", most=1000)),
    check=check_postgres,
)  # fmt: skip
SMTP: Final = Kind(
    key="smtp",
    name="Mail server",
    description="A server that mails are sent by (SMTP). A check says hello, encrypts and logs in; it sends nothing.",
    category="Mail",
    settings=facts(
        "Settings of a mail server",
        "host",
        host=HOST,
        port=port(SMTP_PORTS["starttls"]),
        encryption=choice(
            "Encrypted after a greeting (starttls), from the beginning (tls, then the port is 465 unless told), or not (none, then 25).",
            "starttls", "tls", "none", default="starttls",
        ),
    ),
    credential=facts(
        "Credential of a mail server", "username", "password", username=text("Who logs in."), password=text("The password.", most=1000)
    ),
    check=check_smtp,
)  # fmt: skip
