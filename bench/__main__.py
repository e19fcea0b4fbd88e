"""`python -m bench`: fills a database, starts the servers, checks that they answer alike, measures them in turn, reports."""

from __future__ import annotations

import signal
import sys
from argparse import ArgumentParser, Namespace
from typing import Final

import uvloop

from bench import asking, callers, comparing, databases, docs, load, report
from bench.asking import Asking
from bench.databases import Filled
from bench.processes import SERVERS, Running, Server, cpu_of, environment, first_sight, leave_the_core

COMPARED: Final = 20
"""Of how many callers the answers are compared."""
FIRST_WARM_UP: Final = 1.5
WARM_UP: Final = 0.4


def main() -> None:
    """Measure as told."""
    parser = ArgumentParser("python -m bench", description="Measures Usher beside other ways to write the same server.")
    parser.add_argument("--database", choices=("postgres", "sqlite"), default="postgres")
    parser.add_argument("--scale", choices=("full", "small"), default="full", help="small is a hundredth of it, to try things out")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each measurement takes")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is repeated; the medians count")
    parser.add_argument("--servers", help="only these, with commas between; by_hand is always there")
    parser.add_argument("--operations", help="only these, with commas between")
    parser.add_argument("--node", action="store_true", help="also the servers on Node.js")
    parser.add_argument("--docs", action="store_true", help="measure nothing: write the results that are kept into docs/performance.md")
    parser.add_argument("--no-results", action="store_true", help="keep nothing in bench/results")
    given = parser.parse_args()
    if given.docs:
        docs.write()
        return
    for sign in (signal.SIGINT, signal.SIGTERM):  # even where a shell that starts it in the background has it ignored
        signal.signal(sign, signal.default_int_handler)
    sys.exit(uvloop.run(_bench(given)))


async def _bench(given: Namespace) -> int:
    found = report.Report(given.database, given.scale, given.seconds, given.rounds)
    found.own_core = leave_the_core()
    _say("the database ...")
    start = environment("", callers.SECRET_KEY, callers.PUBLIC_URL)
    async with databases.opened(given.database, given.scale, start) as filled:
        found.database_version = filled.version
        runnings: list[Running] = []
        try:
            for server in _wanted(given, found):
                runnings.append(Running(server, start | {"USHER_DATABASE_URL": filled.url}))  # noqa: PERF401  # one that fails leaves the others to be stopped
            askings = await _compare(given.scale, filled, runnings, found)
            if given.rounds:
                found.load_generator = await _most(start)
            await _measure(given, filled, [running for running in runnings if running.server.name in askings], askings, found)
        finally:
            for running in runnings:
                running.stop()
    if given.rounds and "usher" in askings:
        _say("the first sight ...")
        async with databases.opened(given.database, "small", start) as filled:
            found.first_sight = await first_sight(start | {"USHER_DATABASE_URL": filled.url})
    print(found.markdown())
    if not given.no_results:
        found.keep()
    return 1 if found.failed else 0


def _wanted(given: Namespace, found: report.Report) -> list[Server]:
    names = given.servers.split(",") if given.servers else [server.name for server in SERVERS if given.node or not server.on_demand]
    wanted = []
    for server in SERVERS:
        if server.name in names or server is SERVERS[0]:
            if why := server.missing(given.database):
                found.skipped[server.name] = why
                _say(f"{server.name} is skipped: {why}")
            else:
                wanted.append(server)
    return wanted


async def _compare(scale: str, filled: Filled, runnings: list[Running], found: report.Report) -> dict[str, Asking]:
    """Ask every server everything, first what reads; those that answer like the first one stay."""
    people = await callers.of(filled.url, scale)
    askings = {running.server.name: Asking(people, graphql=running.server.graphql) for running in runnings}
    for names in (asking.NAMES[:-1], asking.NAMES[-1:]):
        expected: dict[str, list[object]] | None = None
        for running in [one for one in runnings if one.server.name in askings]:
            name = running.server.name
            try:
                await running.ready()
                asked = [one for one in names if one in running.server.operations]
                if not asked:
                    continue
                answers = await comparing.answers(running.port, askings[name], asked, COMPARED)
                comparing.must_be_equal(expected or answers, answers)
            except (comparing.DifferenceError, load.AnswerError, OSError, TimeoutError) as problem:
                found.failed[name] = " ".join(str(problem).split())[:300] or type(problem).__name__
                _say(f"{name} fails: {found.failed[name]}")
                del askings[name]
                continue
            expected = expected or answers
            _say(f"{name} answers {', '.join(asked)}")
    return askings


async def _most(start: dict[str, str]) -> float:
    """Requests a second that the load generator makes where the server is no limit."""
    running = Running(Server("trivial", "", (sys.executable, "-m", "bench.servers.trivial")), start)
    try:
        await running.ready()
        request = load.post("/", b"{}", "none")
        await load.run(running.port, iter(lambda: request, None), 0.5)
        measured = await load.run(running.port, iter(lambda: request, None), 2.0)
        return measured.requests / measured.seconds
    finally:
        running.stop()


async def _measure(given: Namespace, filled: Filled, runnings: list[Running], askings: dict[str, Asking], found: report.Report) -> None:
    names = [name for name in asking.NAMES if not given.operations or name in given.operations.split(",")]
    for turn in range(given.rounds):
        for name in names:
            order = runnings if turn % 2 == 0 else runnings[::-1]
            for running in order:
                if (running.server.name, name) in found.broken or name not in running.server.operations:
                    continue
                try:
                    await _once(given, filled, running, askings[running.server.name], name, turn, found)
                except (load.AnswerError, OSError, TimeoutError) as problem:
                    found.broken[running.server.name, name] = " ".join(str(problem).split())[:300] or type(problem).__name__
                    _say(f"{running.server.name} fails at {name}: {found.broken[running.server.name, name]}")
        _say(f"round {turn + 1} of {given.rounds}")


async def _once(given: Namespace, filled: Filled, running: Running, asked: Asking, name: str, turn: int, found: report.Report) -> None:
    requests = asked.endless(name)
    await load.run(running.port, requests, FIRST_WARM_UP if turn == 0 else WARM_UP)
    backends = await databases.backends(filled.url)
    found.backends_apart = leave_the_core(backends) and found.backends_apart
    before, before_database = running.cpu(), cpu_of(backends)
    measured = await load.run(running.port, requests, given.seconds)
    found.add(running.server.name, name, measured, running.cpu() - before, cpu_of(backends) - before_database, running.memory())


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
