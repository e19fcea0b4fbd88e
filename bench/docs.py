"""The results as docs/performance.md shows them: its marked block is made of what lies in bench/results, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import orjson

from bench.asking import NAMES
from bench.processes import ROOT, SERVERS
from bench.report import FOLDER

PAGE: Final = ROOT / "docs" / "performance.md"
BEGIN: Final = "<!-- results: written by `python -m bench --docs` -->\n"
END: Final = "<!-- end of results -->\n"
_BLOCK: Final = re.compile(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", re.DOTALL)
_BASE: Final = SERVERS[0].name
Figures = dict[str, float]


def write() -> None:
    """Put the kept results into the page."""
    PAGE.write_text(_BLOCK.sub(lambda _: block(), PAGE.read_text()))


def shown() -> str:
    """The results that the page shows."""
    found = _BLOCK.search(PAGE.read_text())
    if found is None:
        raise ValueError(f"{PAGE.name} has no place for results")
    return found[0]


def block() -> str:
    """The kept results of the full scale, as the page should show them."""
    files = [file for file in (FOLDER / "postgres.json", FOLDER / "sqlite.json") if file.exists()]
    return "\n" + "\n".join(_of_database(orjson.loads(file.read_bytes())) for file in files)


def _of_database(kept: dict[str, Any]) -> str:
    results: dict[str, dict[str, Figures]] = kept["results"]
    size = f"{kept['participants']:,} participants, {kept['invitations']:,} invitations"
    way = f"{kept['connections']} connections, {kept['rounds']} rounds of {kept['seconds']:g} s"
    return "\n".join([
        f"**{kept['database']}**, {kept['date']}: {size}, {kept['python']}, {kept['cores']} cores, {way}.",
        "",
        f"Requests a second, as a ratio to {_BASE}; more is better:",
        "",
        *_table(results, lambda one, base: f"{one['requests_per_second'] / base['requests_per_second']:.2f}"),
        "",
        f"Processor time of server and database together for a request, as a ratio to {_BASE}; less is better:",
        "",
        *_table(results, lambda one, base: f"{_cost(one) / _cost(base):.1f}"),
        "",
        "Usher under full load: p99 as a ratio to p50, and memory:",
        "",
        *_table(results, lambda one, _: f"{one['p99_ms'] / one['p50_ms']:.1f}, {one['memory_mib']:.0f} MiB", only="usher"),
        "",
        *_first_sight(kept["first_sight"]),
    ])  # fmt: skip


def _table(results: dict[str, dict[str, Figures]], cell: Callable[[Figures, Figures], str], only: str | None = None) -> list[str]:
    names = [name for name in NAMES if name in results]
    lines = [f"| server | {' | '.join(names)} |", f"|---|{'--:|' * len(names)}"]
    for server in [server.name for server in SERVERS if only in (None, server.name)]:
        if any(server in results[name] for name in names):
            cells = [cell(results[name][server], results[name][_BASE]) if server in results[name] else "" for name in names]
            lines.append(f"| {server} | {' | '.join(cells)} |")
    return lines


def _cost(figures: Figures) -> float:
    return figures["cpu_ms_per_request"] + figures["database_cpu_ms_per_request"]


def _first_sight(found: dict[str, Any]) -> list[str]:
    if not found:
        return []
    each = ", ".join(f"{name} {figures['ratio']:.1f}" for name, figures in found["operations"].items())
    drawn = f"{found['drawn']} drawn operations"
    return [
        f"At first sight, as a ratio to parsing and validating alone: {each}.",
        f"With these and {drawn}: {found['median']:.1f} in the median, {found['largest']:.1f} at most.",
        "",
    ]
