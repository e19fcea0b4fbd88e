"""The executor of the product answers like the oracle: any operation, any caller, byte by byte, in whatever order they come.

Operations are drawn from the schema with a seed. USHER_TEST_OPERATIONS says how many, USHER_TEST_SEED which; a failure shows the
smallest operation found that is answered differently, to be kept in `named_cases.py`.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from random import Random

import pytest
from graphql import GraphQLNamedOutputType, get_named_type

from app.core.runtime import Runtime
from schema.reading import selects
from schema.reading.execution import Execution
from schema.schema import schema
from tests.schema.cast import CALLERS
from tests.schema.reading import executing
from tests.schema.reading.drawing.operations import Drawn, draw
from tests.schema.reading.drawing.stage import repeatable
from tests.schema.reading.executing import EXECUTION
from tests.schema.reading.named_cases import NAMED_CASES
from tests.schema.reading.trying import Trial

pytestmark = [
    pytest.mark.settings(rate_limits="off"),
    # graphql-core, in the oracle, leaves what it has begun when a field beside it fails at once
    pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

OPERATIONS = int(os.environ.get("USHER_TEST_OPERATIONS", "6000"))
SEED = int(os.environ.get("USHER_TEST_SEED", "1"))
SHARES = 4
"""In so many parts they are drawn, on each kind of database."""
NUMBER = max(1, OPERATIONS // (2 * SHARES))
ENOUGH = 500
"""From so many on it is asserted that they are not all alike and empty."""
TOGETHER = 40
"""So many operations are mixed with each other."""
MOST_SHOWN = 5
BUSY = ("ada", "mia", "mia", "mia", "sam", "pia", "cara", "uma", "acting", "key")
"""Who sees much; half of the answers are theirs."""


@pytest.fixture
async def trial(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Trial:
    repeatable(monkeypatch)
    return await Trial.over(runtime)


@pytest.fixture
def most(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """So many joins a statement has, as long as the test lasts; so many operations show that splitting them changes no answer."""
    monkeypatch.setattr(selects, "MOST_JOINS", request.param)
    monkeypatch.setattr(executing, "EXECUTION", Execution(schema))  # without what is planned otherwise
    return int(request.param)


@dataclass
class Run:
    """Operations that are drawn and compared, and what is found."""

    trial: Trial
    random: Random
    refused: int = 0
    parted: int = 0
    drawn: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, str] = field(default_factory=dict)

    def operations(self, number: int) -> list[Drawn]:
        """So many, without those that are not valid."""
        drawn = [draw(EXECUTION.schema, self.trial.known, self.random, self.drawn) for _ in range(number)]
        valid = [one for one in drawn if self.trial.is_valid(one.text, one.variables)]
        self.refused += number - len(valid)
        for one in valid:
            self.drawn.update(one.features)
        return valid

    def callers(self) -> tuple[str, str]:
        """One who sees much, and anybody."""
        return self.random.choice(BUSY), self.random.choice(CALLERS)

    async def compare(self, operations: list[Drawn]) -> None:
        """Each for two callers, all mixed."""
        calls = [(one, caller) for one in operations for caller in dict.fromkeys(self.callers())]
        self.random.shuffle(calls)
        callers: dict[Drawn, list[str]] = {}
        answers: dict[Drawn, set[bytes]] = {}
        for drawn, caller in calls:
            callers.setdefault(drawn, []).append(caller)
            problem, data = await self.trial.differs(drawn.text, drawn.variables, caller)
            answers.setdefault(drawn, set()).add(data)
            if problem is not None and len(self.wrong) < MOST_SHOWN:
                smallest = await self.trial.smallest(drawn.text, drawn.variables, callers[drawn])
                self.wrong.setdefault(smallest.partition("variables")[0].partition("\n")[2], smallest)
        self.parted += sum(len(different) > 1 for different in answers.values())


async def compared(trial: Trial, seed: str, number: int) -> Run:
    """So many operations; the test fails if one is answered differently."""
    run = Run(trial, Random(seed))
    for begin in range(0, number, TOGETHER):
        await run.compare(run.operations(min(TOGETHER, number - begin)))
        if len(run.wrong) >= MOST_SHOWN:
            break
    print(  # noqa: T201  # shown when it fails, or with -rP
        f"seed {seed!r}: {number} operations, {run.refused} not valid, {run.parted} with different answers, seen {dict(trial.seen)}"
    )
    if run.wrong:
        pytest.fail(f"seed {seed!r}\n\n" + "\n\n".join(run.wrong.values()), pytrace=False)
    return run


@pytest.mark.parametrize("share", range(SHARES))
async def test_given_drawn_operations_when_answered_by_both_then_alike(trial: Trial, share: int) -> None:
    seed = f"{SEED} {share}"
    run = await compared(trial, seed, NUMBER)
    assert run.refused <= NUMBER * 0.02 + 1
    if NUMBER >= ENOUGH:
        seen = trial.seen | run.drawn
        assert {name: seen[name] for name, least in at_least().items() if seen[name] < least} == {}
        assert run.parted >= NUMBER * 0.1, "callers have rights of their own"


@pytest.mark.parametrize("most", [0, 1, 2], indirect=True)
async def test_given_room_for_few_joins_when_drawn_operations_are_answered_by_both_then_alike(trial: Trial, most: int) -> None:
    await compared(trial, f"{SEED} with {most} joins", max(1, NUMBER // 3))


OFTEN = ("poc", "user", "invitation", "customer", "member", "tenant", "integration", "template")
SELDOM = (
    "participant", "session", "group", "task", "comment", "resource", "criterion", "activity", "partnership", "change", "link", "acting",
    "share", "event", "integration_kind", "contact", "entry", "portal", "key", "email_template",
)  # fmt: skip
SHARE_OF: dict[str, float] = {
    "answers": 1.5, "answers with values": 0.6, "rows": 3, "rows in rows": 0.04, "cursor refused": 0.02,
    "error UNAUTHENTICATED": 0.02, "error FORBIDDEN": 0.02, "error BAD_USER_INPUT": 0.05,
    "alias": 0.2, "merged": 0.1, "inline fragment": 0.1, "named fragment": 0.1, "fragment twice": 0.01, "fragment on an interface": 0.05,
    "one key for several fields": 0.1, "skip": 0.1, "include": 0.1, "union": 0.01, "interface": 0.1, "__typename": 0.1,
    "variable": 0.2, "default of a variable": 0.1, "variable left out": 0.01, "null variable": 0.01, "variable twice": 0.05,
    "missing variable": 0.002, "null where there is a default": 0.005, "right cursor": 0.05, "cursor of another list": 0.02,
    "cursor of some parent": 0.01, "garbage as a cursor": 0.005, "wrong size": 0.004, "both directions": 0.004, "forward page": 0.1,
    "backward page": 0.1, "argument filter": 0.1, "argument orderBy": 0.1, "argument ids": 0.05, "list of lists": 0.02,
    "list of an object": 0.05,
    **dict.fromkeys((f"kind {kind}" for kind in OFTEN), 0.01),
    **dict.fromkeys((f"kind {kind}" for kind in SELDOM), 0.002),
}  # fmt: skip
"""How often something is seen in each operation, at least."""


def at_least() -> dict[str, int]:
    """How often each of these is to be seen; and each field of each type that there is, those of the root more often."""
    query = EXECUTION.schema.query_type
    assert query is not None
    fields = [f"{name}.{one}" for name in types(query) for one in getattr(EXECUTION.schema.type_map[name], "fields", {})]
    found = {name: int(NUMBER * share) for name, share in SHARE_OF.items()}
    return found | {f"field {name}": NUMBER // 50 if name.startswith("Query.") else 1 for name in fields}


def types(query: GraphQLNamedOutputType) -> set[str]:
    """All objects, interfaces and unions that can be reached by queries."""
    found, waiting = set[str](), [query]
    while waiting:
        type_ = waiting.pop()
        if type_.name not in found and (hasattr(type_, "fields") or hasattr(type_, "types")):
            found.add(type_.name)
            waiting += [get_named_type(one.type) for one in getattr(type_, "fields", {}).values()]
            waiting += EXECUTION.schema.get_implementations(type_).objects if hasattr(type_, "interfaces") else []  # type: ignore[arg-type]
            waiting += getattr(type_, "types", ())
    return found


@pytest.mark.parametrize("most", [selects.MOST_JOINS, 1, 0], indirect=True)
async def test_given_the_named_cases_when_answered_by_both_then_alike(trial: Trial, most: int) -> None:
    wrong = {}
    for name, case in NAMED_CASES.items():
        assert trial.is_valid(case.text, case.variables), name
        problem, _ = await trial.differs(case.text, case.variables, case.caller)
        if problem is not None:
            wrong[name] = problem
    if wrong:
        pytest.fail("\n\n".join(f"{name}: {problem}" for name, problem in wrong.items()), pytrace=False)


async def test_given_every_caller_when_the_named_cases_are_mixed_then_alike(trial: Trial) -> None:
    calls = [(name, caller) for name in NAMED_CASES for caller in CALLERS]
    Random(SEED).shuffle(calls)
    wrong = []
    for name, caller in calls:
        problem, _ = await trial.differs(NAMED_CASES[name].text, NAMED_CASES[name].variables, caller)
        if problem is not None:
            wrong.append(f"{name} as {caller}: {problem}")
    if wrong:
        pytest.fail("\n\n".join(wrong[:MOST_SHOWN]), pytrace=False)
