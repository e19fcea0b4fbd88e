"""Columns that both databases keep and compare alike, and the unique and partial indexes that Tortoise has none of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from tortoise import fields
from tortoise.fields.base import Field
from tortoise.indexes import Index
from tortoise.models import Model

from app.core.clock import cut
from app.core.ids import new_id

if TYPE_CHECKING:
    from tortoise.backends.base.schema_generator import BaseSchemaGenerator

T = TypeVar("T", datetime, datetime | None)


def key() -> Any:
    """The primary key of every table: a UUIDv7 made here, so that rows lie in the order of their making."""
    return fields.UUIDField(primary_key=True, default=new_id)


def to(model: str, *, null: bool = False, on_delete: fields.OnDelete = fields.RESTRICT) -> Any:
    """A reference to another table. What is referred to can't be deleted unless said otherwise."""
    options: dict[str, Any] = {"related_name": False, "null": null, "on_delete": on_delete, "db_index": False}
    return fields.ForeignKeyField(f"models.{model}", **options)


class Instant(fields.DatetimeField[T]):
    """A time in UTC, cut to milliseconds; a naive one is refused."""

    if TYPE_CHECKING:  # so that a type checker knows which may be null

        @overload
        def __init__(self: Instant[datetime], *, null: Literal[False] = False, description: str | None = None) -> None: ...

        @overload
        def __init__(self: Instant[datetime | None], *, null: Literal[True], description: str | None = None) -> None: ...

        def __init__(self, **kwargs: Any) -> None: ...

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:
        """What is written: SQLite compares text, so every time has the same offset."""
        return super().to_db_value(cut(self._aware(value)).astimezone(UTC) if isinstance(value, datetime) else value, instance)

    def to_python_value(self, value: Any) -> Any:
        """What a model holds; Tortoise would take a time without a zone for one in UTC."""
        return super().to_python_value(self._aware(value) if isinstance(value, datetime) else value)

    def _aware(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            raise ValueError(f"{self.model_field_name} needs a time zone")
        return value


class SortKey(Field[str], str):  # type: ignore[misc]  # noqa: SLOT000  # both bases have an `index`; a field is no value
    """What names are ordered by (`core.text.sort_key`): compared byte by byte on both databases."""

    indexable = True
    SQL_TYPE = "VARCHAR(400)"

    class _db_postgres:  # noqa: N801  # the name that Tortoise looks for
        SQL_TYPE = 'VARCHAR(400) COLLATE "C"'


class Words(Field[frozenset[str]], frozenset):  # type: ignore[type-arg]  # Tortoise wants the bare Python type as second base
    """A small set of words in one column, e.g. the roles of a membership, kept sorted as ` MEMBER MSP_ADMIN `.

    The spaces at both ends let SQL ask for one: `roles like '% MEMBER %'`.
    """

    SQL_TYPE = "VARCHAR(400)"

    def to_db_value(self, value: Any, instance: type[Model] | Model) -> Any:  # noqa: ARG002  # Tortoise calls it so
        """The set as text."""
        return value if value is None or isinstance(value, str) else words_text(value)

    def to_python_value(self, value: Any) -> Any:
        """The text as a set."""
        return words(value) if isinstance(value, str) else value


def words_text(value: Iterable[str]) -> str:
    """How a set of words is written."""
    return f" {' '.join(sorted(str(word) for word in value))} "


def words(text: str) -> frozenset[str]:
    """The set that a written text of words means."""
    return frozenset(text.split())


class Partial(Index):
    """An index of some rows only (`where`; None: of all), over columns."""

    KIND = "INDEX"

    def __init__(self, *columns: str, name: str, where: str | None = None) -> None:
        super().__init__(fields=columns, name=name)
        self.where = where
        self.extra = f" WHERE {where}" if where else ""

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:  # noqa: ARG002, FBT001  # Tortoise calls it so
        """The statement, the same on both databases."""
        columns = ", ".join(f'"{column}"' for column in self.fields)
        exists = "IF NOT EXISTS " if safe else ""
        return f'CREATE {self.KIND} {exists}"{self.name}" ON "{model._meta.db_table}" ({columns}){self.extra};'  # noqa: SLF001  # no public way

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What aerich writes into a migration's state."""
        path, _, _ = super().deconstruct()
        given = {"name": self.name} | ({"where": self.where} if self.where else {})
        return path, list(self.fields), given


class Unique(Partial):
    """A unique index, perhaps of some rows only."""

    KIND = "UNIQUE INDEX"


class Changing(Unique):
    """A unique index of a column that is never null, and whose values may change.

    PostgreSQL takes what a whole unique index has for a key: changing it waits for everybody who writes a row that refers to
    this one. What a partial index has is no key, so there it is one, of all rows. SQLite has no such locks, and would not use it.
    """

    def __init__(self, column: str, *, name: str) -> None:
        super().__init__(column, name=name)

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:  # noqa: FBT001  # Tortoise calls it so
        """The statement of each database."""
        self.extra = "" if schema_generator.DIALECT == "sqlite" else f' WHERE "{self.fields[0]}" IS NOT NULL'
        return super().get_sql(schema_generator, model, safe)


def listed(*columns: str, name: str) -> Index:
    """The index behind a list: columns it is narrowed by, then those it is ordered by."""
    return Index(fields=columns, name=name)


class AppendOnly(Index):
    """No index, but declared where indexes are: triggers by which the database refuses to change or delete the table's rows."""

    def __init__(self, *, name: str) -> None:
        super().__init__(fields=("id",), name=name)

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:  # noqa: ARG002, FBT001  # Tortoise calls it so
        """The statements; SQLite has a trigger for each of both."""
        table = model._meta.db_table  # noqa: SLF001  # no public way
        said = f"rows of {table} are never changed"
        if schema_generator.DIALECT == "sqlite":
            return "\n".join(
                f'CREATE TRIGGER "{self.name}_{verb}" BEFORE {verb.upper()} ON "{table}" BEGIN SELECT RAISE(ABORT, \'{said}\'); END;'
                for verb in ("update", "delete")
            )
        function = f"CREATE FUNCTION \"{self.name}\"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{said}'; END $$;"
        return (
            f'{function}\nCREATE TRIGGER "{self.name}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{self.name}"();'
        )

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What aerich writes into a migration's state."""
        path, _, _ = super().deconstruct()
        return path, [], {"name": self.name}


class Distinct(Index):
    """No index either: how many values PostgreSQL shall take a column to have.

    It guesses from a sample, which misses what is seldom in a long table, and then walks all of it for a page of that.
    """

    def __init__(self, column: str, values: int, *, name: str) -> None:
        super().__init__(fields=(column,), name=name)
        self.values = values

    def get_sql(self, schema_generator: BaseSchemaGenerator, model: type[Model], safe: bool) -> str:  # noqa: ARG002, FBT001  # Tortoise calls it so
        """The statement; SQLite guesses nothing of the kind."""
        if schema_generator.DIALECT == "sqlite":
            return ""
        return f'ALTER TABLE "{model._meta.db_table}" ALTER COLUMN "{self.fields[0]}" SET (n_distinct = {self.values});'  # noqa: SLF001  # no public way

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """What aerich writes into a migration's state."""
        path, _, _ = super().deconstruct()
        return path, [self.fields[0], self.values], {"name": self.name}
