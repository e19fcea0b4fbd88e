"""What was measured, as a table and as JSON: medians over the rounds, and ratios to the first server."""

from __future__ import annotations

import os
import platform
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, Final

import orjson

from bench import data
from bench.asking import NAMES
from bench.load import CONNECTIONS, Measured
from bench.processes import SERVERS

FOLDER: Final = Path(__file__).parent / "results"
PACKAGES: Final = (
    "uvicorn", "uvloop", "httptools", "starlette", "orjson", "asyncpg", "aiosqlite", "tortoise-orm", "strawberry-graphql", "graphql-core",
    "ariadne",
)  # fmt: skip
FIGURES: Final = (
    "requests_per_second",
    "p50_ms",
    "p99_ms",
    "cpu_ms_per_request",
    "database_cpu_ms_per_request",
    "busy",
    "memory_mib",
    "bytes_per_answer",
)


HEAD: Final = "| server | requests/s | ratio | p50 ms | p99 ms | CPU ms/request | ratio | busy | database ms | MiB |"


@dataclass
class Report:
    """All figures of one run."""

    database: str
    scale: str
    seconds: float
    rounds: int
    database_version: str = ""
    load_generator: float = 0.0
    own_core: bool = False
    backends_apart: bool = True
    skipped: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    broken: dict[tuple[str, str], str] = field(default_factory=dict)
    first_sight: dict[str, Any] = field(default_factory=dict)
    """See `bench.first_sight`."""
    _measured: dict[tuple[str, str], list[dict[str, float]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, server: str, operation: str, measured: Measured, cpu: float, database_cpu: float, memory: int) -> None:
        """One measurement."""
        latencies = sorted(measured.latencies)
        requests = max(len(latencies), 1)
        self._measured[server, operation].append({
            "requests_per_second": requests / measured.seconds,
            "p50_ms": latencies[requests // 2] * 1000,
            "p99_ms": latencies[requests * 99 // 100] * 1000,
            "cpu_ms_per_request": cpu / requests * 1000,
            "database_cpu_ms_per_request": database_cpu / requests * 1000,
            "busy": cpu / measured.seconds,
            "memory_mib": memory / 2**20,
            "bytes_per_answer": measured.bytes / requests,
        })  # fmt: skip

    def medians(self) -> dict[tuple[str, str], dict[str, float]]:
        """For each server and operation."""
        first = SERVERS[0].name
        found = {key: {figure: median(one[figure] for one in all_) for figure in FIGURES} for key, all_ in self._measured.items()}
        for (_, operation), figures in found.items():
            for figure in ("requests_per_second", "cpu_ms_per_request"):
                base = found.get((first, operation), figures)[figure]
                figures[f"{figure}_ratio"] = figures[figure] / base if base else 0.0
        return found

    def markdown(self) -> str:
        """The tables, one an operation, and what they are of."""
        found = self.medians()
        lines = [f"# {self.database_version}, {self.scale} scale", "", *self._facts(), ""]
        for operation in NAMES:
            rows = [(server.name, found[server.name, operation]) for server in SERVERS if (server.name, operation) in found]
            if not rows:
                continue
            size = round(rows[0][1]["bytes_per_answer"] / 1000, 1)
            lines += [f"## {operation} ({size} kB)", "", HEAD, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"]
            lines += [_line(name, figures) for name, figures in rows]
            lines.append("")
        if self.first_sight:
            lines += [*_first_sight(self.first_sight), ""]
        return "\n".join(lines)

    def _facts(self) -> list[str]:
        facts = self.facts()
        size = ", ".join(f"{facts[name]:,} {name.replace('pocs', 'POCs')}" for name in ("tenants", "pocs", "participants", "invitations"))
        lines = [
            f"- {facts['date']}, {facts['cores']} cores, {facts['python']}; {size}.",
            (
                f"- One process of each server on one core{'' if self.own_core else ' (shared with all else: there is only one)'};"
                f" PostgreSQL{'' if self.backends_apart else ' (on any core)'} and the load generator on the others;"
                f" {CONNECTIONS} connections; medians of {self.rounds} rounds of {self.seconds:g} s."
            ),
            f"- The load generator alone makes {self.load_generator:,.0f} requests a second.",
            f"- {', '.join(f'{name} {number}' for name, number in facts['packages'].items())}.",
        ]
        lines += [f"- {name} was skipped: {why}." for name, why in self.skipped.items()]
        lines += [f"- {name} FAILED and was not measured: {why}" for name, why in self.failed.items()]
        return lines + [f"- {name} FAILED at {operation}: {why}" for (name, operation), why in self.broken.items()]

    def facts(self) -> dict[str, Any]:
        """Where and of what the figures are."""
        tenants = data.TENANTS[self.scale]
        pocs = tenants * data.POCS
        return {
            "date": datetime.now(UTC).date().isoformat(), "cores": os.cpu_count(), "database": self.database_version, "scale": self.scale,
            "tenants": tenants, "pocs": pocs, "participants": pocs * 10 + (tenants if tenants > 1 else 0),
            "invitations": pocs * data.INVITATIONS,
            "python": f"{platform.python_implementation()} {platform.python_version()}",
            "packages": {name: number for name in PACKAGES if (number := _version(name))}, "connections": CONNECTIONS,
            "seconds": self.seconds, "rounds": self.rounds, "load_generator_requests_per_second": round(self.load_generator),
        }  # fmt: skip

    def keep(self) -> None:
        """Write both into bench/results, named by the database."""
        FOLDER.mkdir(exist_ok=True)
        name = self.database if self.scale == "full" else f"{self.database}-{self.scale}"
        results: dict[str, Any] = {}
        for (server, operation), figures in self.medians().items():
            results.setdefault(operation, {})[server] = {figure: round(value, 3) for figure, value in figures.items()}
        kept = self.facts() | {"skipped": self.skipped, "failed": self.failed, "first_sight": self.first_sight, "results": results}
        (FOLDER / f"{name}.json").write_bytes(orjson.dumps(kept, option=orjson.OPT_INDENT_2) + b"\n")
        (FOLDER / f"{name}.md").write_text(self.markdown())


def _first_sight(found: dict[str, Any]) -> list[str]:
    lines = ["## At first sight", "", "| operation | parse, validate ms | all of Usher's ms | ratio |", "|---|--:|--:|--:|"]
    for name, figures in found["operations"].items():
        lines.append(f"| {name} | {figures['graphql_core_ms']:.2f} | {figures['usher_ms']:.2f} | {figures['ratio']:.2f} |")
    return [*lines, "", f"With {found['drawn']} drawn operations: {found['median']:.2f} in the median, {found['largest']:.2f} at most."]


def _line(name: str, figures: dict[str, float]) -> str:
    return (
        f"| {name} | {figures['requests_per_second']:,.0f} | {figures['requests_per_second_ratio']:.2f} | {figures['p50_ms']:.1f}"
        f" | {figures['p99_ms']:.1f} | {figures['cpu_ms_per_request']:.2f} | {figures['cpu_ms_per_request_ratio']:.2f}"
        f" | {figures['busy']:.0%} | {figures['database_cpu_ms_per_request']:.2f} | {figures['memory_mib']:.0f} |"
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
