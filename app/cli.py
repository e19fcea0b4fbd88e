"""The command line: `python -m app serve | worker | migrate | demo | print-schema | bounce | audit verify | create-tenant | ...`."""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from socket import socket
from typing import NoReturn

import structlog
import uvicorn
from asyncpg import PostgresError
from tortoise.exceptions import BaseORMException
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from app import founding
from app.core.errors import UserErrors
from app.core.logs import configure_logs
from app.core.migrations import migrate, pending
from app.core.runtime import open_runtime
from app.core.settings import Settings, SettingsError, read_settings
from app.demo import DemoError, show_demo
from app.mail import bounces
from app.main import create_served_app
from app.models import Plan
from app.services import (
    audit_verifying,
    email_templates,
    erasing,
    integration_credentials,
    integration_kinds,
    mail_refusals,
    tenant_plans,
    tenants,
)
from app.worker import work
from schema.schema import schema

WRONG_USE = 2
FAILED = 1
TRY_AGAIN = 75
"""What a mail server understands as: keep it, and come again (EX_TEMPFAIL)."""
_STARTING = 60.0
"""Seconds that a process of several may take to start, before nothing more is said of it."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command. Ends with 2 when it was called or set up wrongly, with 1 (or 75) when it failed; with one line that says why."""
    given = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        configure_logs(settings.log_format)
        given.run(settings, given)
    except SettingsError as problem:
        _end(WRONG_USE, str(problem))
    except UserErrors as problem:
        _end(FAILED, "; ".join(": ".join((*(error.path or ()), error.message)) for error in problem.errors))
    except DemoError as problem:
        _end(FAILED, str(problem))
    except (OSError, BaseORMException, PostgresError) as problem:
        _end(given.without_database, f"the database can't be used: {problem}")


def _end(code: int, why: str) -> NoReturn:
    print(f"usher: {' '.join(why.split())}", file=sys.stderr)
    sys.exit(code)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("python -m app", description="Usher. Settings are environment variables USHER_...; the README lists them.")
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[Settings, Namespace], None], about: str) -> ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run, without_database=FAILED)
        return added

    serve = command("serve", _serve, "Migrate the database and serve.")
    serve.add_argument("--access-log", action="store_true", help="log a line for each request")
    command("worker", _worker, "Send mail until told to stop; any number may run beside a server.")
    command("migrate", _migrate, "Bring the database up to date.")
    command("demo", _demo, "Fill an empty database with a demo, and say what to look at. Not in production.")
    command("print-schema", _print_schema, "Print the schema of the API in the schema definition language.")
    bounce = command("bounce", _bounce, "Read a mail server's notification from standard input: that a mail could not be delivered.")
    bounce.set_defaults(without_database=TRY_AGAIN)
    command("rotate-credentials", _rotate_credentials, "Seal the credentials of integrations anew, with the newest of the secret keys.")
    audit = commands.add_parser("audit", help="Look after the audit logs.").add_subparsers(required=True, metavar="command")
    about = "Walk the chains of the audit logs, and say what was changed, taken out, or not sealed in time. Ends with 1 for any of it."
    verify = audit.add_parser("verify", help=about, description=about)
    verify.add_argument("--tenant", metavar="ID", help="of one organization only")
    verify.set_defaults(run=_verify_audit, without_database=FAILED)
    erase = command("erase-user", _erase_user, "Erase the data of a person; what they did stays. Prints one line of JSON.")
    erase.add_argument("person", metavar="ADDRESS|ID")
    tenant = command("create-tenant", _create_tenant, "Make an organization and its first member; prints one line of JSON.")
    tenant.add_argument("--name", required=True)
    tenant.add_argument("--plan", default=Plan.FREE.value, choices=[plan.value for plan in Plan])
    tenant.add_argument("--admin-email", required=True, metavar="ADDRESS")
    tenant.add_argument("--admin-name", required=True, metavar="NAME", help="first and last name")
    tenant.add_argument("--roles", default="TENANT_ADMIN", help="comma-separated, e.g. TENANT_ADMIN,MSP_ADMIN")
    tenant.add_argument("--password-stdin", action="store_true", help="make the account at once; the password is the first line of input")
    plan = command("set-plan", _set_plan, "Put an organization on another plan: what a billing system calls. Once more changes nothing.")
    plan.add_argument("tenant", metavar="TENANT_ID")
    plan.add_argument("plan", metavar="PLAN", choices=[plan.value for plan in Plan], help="FREE, PRO or ENTERPRISE")
    allow = command("allow-mail", _allow_mail, "Let an organization write again to an address that had refused its mail.")
    allow.add_argument("tenant", metavar="TENANT_ID")
    allow.add_argument("address", metavar="ADDRESS")
    return parser


def _serve(settings: Settings, given: Namespace) -> None:
    asyncio.run(_prepare(settings))
    config = uvicorn.Config(
        partial(create_served_app, settings, access_log=given.access_log),
        factory=True,
        workers=settings.processes,
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
    )
    if settings.processes == 1:
        _Server(config).run()
    elif not _Processes(config, [config.bind_socket()]).serve():
        _end(FAILED, "a process could not start; the log says why")


class _Server(uvicorn.Server):
    """Says so when it serves."""

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            _say_so(self.config)


class _Processes(Multiprocess):
    """Several servers on one socket. One that dies is replaced; one that can't even start ends them all."""

    def serve(self) -> bool:
        """Serve until told to stop; whether all could start."""
        self.run()
        return all(process.exitcode != STARTUP_FAILURE for process in self.processes)

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(_STARTING) for process in self.processes):
            _say_so(self.config)


def _say_so(config: uvicorn.Config) -> None:
    print(f"Usher serves on http://{config.host}:{config.port}", flush=True)


def _worker(settings: Settings, _given: Namespace) -> None:
    async def run() -> None:
        stop = asyncio.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(sign, stop.set)
        runtime = await open_runtime(settings)
        try:
            with runtime.bound():
                if await pending():
                    raise SettingsError("the database is not migrated yet; run `python -m app migrate` first")
            print("Usher sends mail.", flush=True)
            await work(runtime, stop=stop)
        finally:
            await runtime.database.close()

    asyncio.run(run())


def _migrate(settings: Settings, _given: Namespace) -> None:
    for name in asyncio.run(_prepare(settings)):
        print(name)


def _demo(settings: Settings, _given: Namespace) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))  # what its people do is no news
    _on_database(settings, show_demo)


def _print_schema(_settings: Settings, _given: Namespace) -> None:
    print(schema.as_str())


def _bounce(settings: Settings, _given: Namespace) -> None:
    """Whatever comes is taken, and 0 answered: a mail server would send back what is refused, and there is nobody to read it."""
    content = sys.stdin.buffer.read(bounces.LARGEST)
    while sys.stdin.buffer.read(1 << 16):  # or who writes would fail
        pass
    bounce = bounces.read(content)
    if bounce is None:
        print("This says of no mail that it could not be delivered.")
        return

    async def note() -> None:
        print(f"{bounce.message_id} bounced." if await bounces.note(bounce) else f"{bounce.message_id} is no mail that waits for this.")

    _on_database(settings, note)


def _rotate_credentials(settings: Settings, _given: Namespace) -> None:
    lost = 0

    async def rotate() -> None:
        nonlocal lost
        done = await integration_credentials.reseal()
        print(f"Sealed anew: {done.sealed}.")
        lost = done.lost

    _on_database(settings, rotate)
    if lost:
        _end(FAILED, f"none of the secret keys opens {lost} of the credentials; their owners must give them anew")


def _verify_audit(settings: Settings, given: Namespace) -> None:
    broken = 0

    async def verify() -> None:
        nonlocal broken
        tenant_id = None if given.tenant is None else await tenants.named(given.tenant)
        async for log in audit_verifying.verify(tenant_id):
            broken += not log.holds
            print(log.told, flush=True)

    _on_database(settings, verify)
    if broken:
        _end(FAILED, f"{broken} of the audit logs {'does' if broken == 1 else 'do'} not hold")


def _erase_user(settings: Settings, given: Namespace) -> None:
    async def erase() -> None:
        erased = await erasing.erase(given.person)
        print(json.dumps(erased.told))

    _on_database(settings, erase)


def _create_tenant(settings: Settings, given: Namespace) -> None:
    password = sys.stdin.readline().rstrip("\r\n") if given.password_stdin else None

    async def create() -> None:
        founded = await founding.create_tenant(
            name=given.name, plan=Plan(given.plan), email=given.admin_email, person=given.admin_name,
            roles=given.roles.split(","), password=password,
        )  # fmt: skip
        print(json.dumps(founded))

    _on_database(settings, create)


def _set_plan(settings: Settings, given: Namespace) -> None:
    async def change() -> None:
        before = await tenant_plans.change(await tenants.named(given.tenant), Plan(given.plan))
        print(json.dumps({"tenantId": given.tenant, "plan": given.plan, "before": before}))

    _on_database(settings, change)


def _allow_mail(settings: Settings, given: Namespace) -> None:
    async def allow() -> None:
        allowed = await mail_refusals.allow(await tenants.named(given.tenant), address=given.address)
        print("The organization may write to this address again." if allowed else "This address has not refused the organization's mail.")

    _on_database(settings, allow)


async def _prepare(settings: Settings) -> list[str]:
    """Bring the database up to date, and write into it what stands in the code; the migrations that ran now."""
    ran = await migrate(settings)
    await integration_kinds.write(settings)
    await email_templates.write(settings)
    return ran


def _on_database(settings: Settings, run: Callable[[], Awaitable[None]]) -> None:
    async def bound() -> None:
        await _prepare(settings)
        runtime = await open_runtime(settings)
        try:
            with runtime.bound():
                await run()
        finally:
            await runtime.database.close()

    asyncio.run(bound())
