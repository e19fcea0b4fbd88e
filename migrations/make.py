"""Write the next migration: `python migrations/make.py NAME`; the name `initial` writes the first one anew.

aerich compares the models with the state in the last file, once for each database, and both answers become one file.
No database is needed. Read what was written before you commit it, above all on SQLite, where aerich can't add a
foreign key or change a column (make the table anew instead), and where an index with UNIQUE was added later, whose
UNIQUE aerich forgets. The tests compare the outcome with the models.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from aerich import Command

from app.core.db import configuration
from app.core.migrations import FOLDER, load, names

NOWHERE = {"sqlite": "sqlite:///{folder}/none.db", "postgres": "postgres://nobody@127.0.0.1:1/none"}

TEMPLATE = '''"""{title}"""

from tortoise import BaseDBAsyncClient

UPGRADE = {{
    "sqlite": """
{sqlite}
""",
    "postgres": """
{postgres}
""",
}}


async def upgrade(db: BaseDBAsyncClient) -> str:
    return UPGRADE[db.capabilities.dialect]


async def downgrade(db: BaseDBAsyncClient) -> str:
    raise NotImplementedError("What an upgrade dropped can't be made again; restore a backup.")


# The models as they are after this migration, packed; what the next one is compared with.
MODELS_STATE = (
{state}
)
'''


class Answer(NamedTuple):
    """What aerich would write for one database, and the state of the models, packed (the same for both)."""

    sql: str
    state: str


def changes(name: str) -> tuple[Answer, Answer] | None:
    """What aerich would write for SQLite and for PostgreSQL; None if the models are as the last migration left them."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:  # aerich keeps state in classes
        sqlite, postgres = pool.map(_ask, NOWHERE, [name, name])
    either = sqlite or postgres
    return (sqlite or Answer("", either.state), postgres or Answer("", either.state)) if either else None


def write(name: str) -> Path | None:
    """Write the migration; None when there is nothing to write."""
    if (asked := changes(name)) is None:
        return None
    sqlite, postgres = asked
    if name == "initial":
        for old in names():
            (FOLDER / old).unlink()
    FOLDER.mkdir(exist_ok=True)
    number = int(names()[-1].partition("_")[0]) + 1 if names() else 0
    file = FOLDER / f"{number}_{name}.py"
    title = f"{name.replace('_', ' ').capitalize()}."
    file.write_text(TEMPLATE.format(title=title, sqlite=sqlite.sql.strip(), postgres=postgres.sql.strip(), state=_lines(sqlite.state)))
    return file


def _ask(dialect: str, name: str) -> Answer | None:
    with TemporaryDirectory() as folder:
        models = Path(folder, "models")
        if name != "initial":
            shutil.copytree(FOLDER, models)
        asyncio.run(_generate(NOWHERE[dialect].format(folder=folder), folder, name))
        made = {file.name for file in models.glob("[0-9]*.py")} - (set() if name == "initial" else set(names()))
        if not made:
            return None
        module = load(made.pop(), models)
        return Answer(asyncio.run(module.upgrade(None)), module.MODELS_STATE)


async def _generate(url: str, folder: str, name: str) -> None:
    command = Command(tortoise_config=configuration(url), app="models", location=folder)
    if name == "initial":
        await command.init_migrations(safe=False)
    else:
        await command.init(offline=True)
        await command.migrate(name, offline=True, no_input=True)


def _lines(text: str) -> str:
    return "\n".join(f'    "{text[start : start + 120]}"' for start in range(0, len(text), 120))


if __name__ == "__main__":
    made = write(sys.argv[1] if len(sys.argv) > 1 else "update")
    print(f"Written: {made}. Read it, then run the tests." if made else "The models have not changed.")
