"""The command line: `python -m app serve | worker | migrate | demo | print-schema | bounce | audit verify | create-tenant | ...`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NoReturn

from asyncpg import PostgresError
from tortoise.exceptions import BaseORMException

from app.commands.running import CommandError
from app.core.errors import UserErrors
from app.core.logs import configure_logs
from app.core.settings import Settings, SettingsError, read_settings
from app.models import Plan

WRONG_USE = 2
FAILED = 1
TRY_AGAIN = 75
"""What a mail server understands as: keep it, and come again (EX_TEMPFAIL)."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Ends with 2 when it was called or set up wrongly, with 1 (or 75) when it failed; with one line that says why."""
    given = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        configure_logs(settings.log_format)
        _found(given.run)(settings, given)
    except SettingsError as problem:
        _end(WRONG_USE, str(problem))
    except UserErrors as problem:
        _end(FAILED, "; ".join(": ".join((*(error.path or ()), error.message)) for error in problem.errors))
    except CommandError as problem:
        _end(FAILED, str(problem))
    except (OSError, BaseORMException, PostgresError) as problem:
        _end(given.without_database, f"the database can't be used: {problem}")


def _found(name: str) -> Callable[[Settings, Namespace], None]:
    """What a command runs; found when it is called, because all of them together take a second to load."""
    module, _, run = name.partition(".")
    found: Callable[[Settings, Namespace], None] = getattr(import_module(f"app.commands.{module}"), run)
    return found


def _end(code: int, why: str) -> NoReturn:
    print(f"usher: {' '.join(why.split())}", file=sys.stderr)
    sys.exit(code)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m app", description="Usher. Settings are environment variables USHER_...; the README lists them.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: str, about: str) -> ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run, without_database=FAILED)
        return added

    serve = command("serve", "serving.serve", "Migrate the database and serve.")
    serve.add_argument("--access-log", action="store_true", help="log a line for each request")
    command("worker", "working.worker", "Send mail until told to stop; any number may run beside a server.")
    command("migrate", "migrating.migrate", "Bring the database up to date.")
    command("demo", "showing.demo", "Fill an empty database with a demo, and say what to look at. Not in production.")
    command("print-schema", "showing.print_schema", "Print the schema of the API in the schema definition language.")
    bounce = command(
        "bounce", "bouncing.bounce", "Read a mail server's notification from standard input: that a mail could not be delivered."
    )
    bounce.set_defaults(without_database=TRY_AGAIN)
    command(
        "rotate-credentials", "keeping.rotate_credentials", "Seal the credentials of integrations anew, with the newest of the secret keys."
    )
    audit = commands.add_parser("audit", help="Look after the audit logs.").add_subparsers(required=True, metavar="command")
    about = "Walk the chains of the audit logs, and say what was changed, taken out, or not sealed in time. Ends with 1 for any of it."
    verify = audit.add_parser("verify", help=about, description=about)
    verify.add_argument("--tenant", metavar="ID", help="of one organization only")
    verify.set_defaults(run="keeping.verify_audit", without_database=FAILED)
    erase = command("erase-user", "keeping.erase_user", "Erase the data of a person; what they did stays. Prints one line of JSON.")
    erase.add_argument("person", metavar="ADDRESS|ID")
    tenant = command("create-tenant", "organizations.create_tenant", "Make an organization and its first member; prints one line of JSON.")
    tenant.add_argument("--name", required=True)
    tenant.add_argument("--plan", default=Plan.FREE.value, choices=[plan.value for plan in Plan])
    tenant.add_argument("--admin-email", required=True, metavar="ADDRESS")
    tenant.add_argument("--admin-name", required=True, metavar="NAME", help="first and last name")
    tenant.add_argument("--roles", default="TENANT_ADMIN", help="comma-separated, e.g. TENANT_ADMIN,MSP_ADMIN")
    tenant.add_argument("--password-stdin", action="store_true", help="make the account at once; the password is the first line of input")
    plan = command(
        "set-plan", "organizations.set_plan", "Put an organization on another plan: what a billing system calls. Once more changes nothing."
    )
    plan.add_argument("tenant", metavar="TENANT_ID")
    plan.add_argument("plan", metavar="PLAN", choices=[plan.value for plan in Plan], help="FREE, PRO or ENTERPRISE")
    allow = command("allow-mail", "organizations.allow_mail", "Let an organization write again to an address that had refused its mail.")
    allow.add_argument("tenant", metavar="TENANT_ID")
    allow.add_argument("address", metavar="ADDRESS")
    return parser
