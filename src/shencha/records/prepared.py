"""Statements that Django compiles once and that are then asked many times.

A write through the one door is a dozen small statements whose shape never changes; building each anew costs
several times what the database takes. The SQL is Django's own, or made of its names, and nothing in it is
known to one database only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators

_FIRST_MARK = -7_000_000_000_001
"""Stands for a value while a query is compiled; no row has such a number."""
_AS_IT_IS = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)
"""Fields whose values every database takes as Python has them; the others are asked to prepare theirs."""
MOST_KEPT = 4_000
"""Rows that a process keeps of one query, some 5 kB each."""
_Row = TypeVar("_Row", bound=models.Model)
_Read = tuple[str, "models.Field[Any, Any] | None"]
"""The attribute of a column, and the field that prepares its value, if one must."""


def _connection() -> BaseDatabaseWrapper:
    return connections[DEFAULT_DB_ALIAS]


def _asked(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows that a statement gives; to SQLite it goes straight, where nobody listens to statements."""
    if connection.vendor != "sqlite" or connection.force_debug_cursor or connection.execute_wrappers:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return list(cursor.fetchall()) if cursor.description else []
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        found: list[tuple[Any, ...]] = connection.connection.execute(_for_sqlite(sql), values).fetchall()
        return found


@cache
def _for_sqlite(sql: str) -> str:
    """The statement with SQLite's own marks for values."""
    return sql % (("?",) * sql.count("%s"))


class Select:
    """A query of which only the values change.

    Args:
        build: makes the query from its values, each a number, a text or a day; rows come as tuples.
    """

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self._build = build
        self._made: dict[str, tuple[str, list[tuple[int | None, Any]]] | None] = {}

    def rows(self, *values: int | str | date) -> list[tuple[Any, ...]]:
        """The rows for these values, as the database gives them (dates and JSON are not read)."""
        connection = _connection()
        if connection.vendor not in self._made:
            self._made[connection.vendor] = self._compile(values)
        made = self._made[connection.vendor]
        if made is None:
            return []
        sql, places = made
        given = [_given(one, connection) for one in values]
        return _asked(connection, sql, [fixed if at is None else given[at] for at, fixed in places])

    def _compile(self, values: Sequence[int | str | date]) -> tuple[str, list[tuple[int | None, Any]]] | None:
        marks = [_mark(at, one) for at, one in enumerate(values)]
        try:
            sql, found = self._build(*marks).query.sql_with_params()
        except EmptyResultSet:  # nothing can be found, whatever the values
            return None
        given = [_given(one, _connection()) for one in marks]
        return sql, [(given.index(one) if one in given else None, one) for one in found]


class Rows(Generic[_Row]):
    """A query of which only the values change; rows come as the models they are, with what they are joined to.

    Args:
        build: makes the query from its values, each a number, a text or a day.
    """

    def __init__(self, build: Callable[..., models.QuerySet[_Row, _Row]]) -> None:
        self._build = build
        self._select = Select(build)
        self._made: dict[str, Callable[[list[tuple[Any, ...]]], list[_Row]]] = {}
        self._kept: dict[tuple[Any, ...], _Row] = {}

    def all(self, *values: int | str | date) -> list[_Row]:
        """The rows for these values."""
        return self.read(self._select.rows(*values), *values)

    def kept(self, *values: int | str | date) -> list[_Row]:
        """The same for whoever only reads: where the columns are the very ones that were read before, so are the rows.

        What such a row was made of stands in its `_state.columns`; the database is asked each time.
        """
        found = self._select.rows(*values)
        kept = self._kept  # one and the same to the end, whatever another thread puts in its place meanwhile
        fresh = list({raw: None for raw in found if raw not in kept})
        if len(kept) + len(fresh) > MOST_KEPT:
            kept = self._kept = {}
            fresh = list(dict.fromkeys(found))
        for raw, row in zip(fresh, self.read(fresh, *values), strict=True):
            row._state.columns = raw  # type: ignore[attr-defined]
            kept[raw] = row
        return [kept[raw] for raw in found]

    def read(self, found: list[tuple[Any, ...]], *values: int | str | date) -> list[_Row]:
        """Models of rows as the database gives them."""
        vendor = _connection().vendor
        if found and vendor not in self._made:
            self._made[vendor] = _reader(self._build(*values))
        return self._made[vendor](found) if found else []


class ByNumber(Generic[_Row]):
    """Rows by their numbers, some at a time, so that the query keeps its shape; for whoever only reads (`Rows.kept`).

    Args:
        build: makes the query from further values and then the numbers.
    """

    AT_ONCE = 50

    def __init__(self, build: Callable[..., models.QuerySet[_Row, _Row]]) -> None:
        self._rows = Rows(build)

    def found(self, numbers: Sequence[int], *values: int | str | date) -> dict[int, _Row]:
        """Those that are there, each under its number."""
        made: dict[int, _Row] = {}
        for begin in range(0, len(numbers), self.AT_ONCE):
            some = list(numbers[begin : begin + self.AT_ONCE])
            some += some[-1:] * (self.AT_ONCE - len(some))
            made |= {row.pk: row for row in self._rows.kept(*values, *some)}
        return made


def _reader(query: models.QuerySet[_Row, _Row]) -> Callable[[list[tuple[Any, ...]]], list[_Row]]:
    """What makes models of the rows of such a query.

    Source: `django.db.models.query.ModelIterable`, which does this after it has built the query anew.
    """
    compiler = query.query.get_compiler(query.db)
    compiler.as_sql()
    about, select = compiler.klass_info, compiler.select
    assert about is not None
    names = [select[at][0].target.attname for at in about["select_fields"]]
    beside = get_related_populators(about, select, query.db)  # type: ignore[call-arg]  # stubs of Django 6
    converters = compiler.get_converters([one[0] for one in select])

    def read(found: list[tuple[Any, ...]]) -> list[_Row]:
        made = []
        for row in compiler.apply_converters(found, converters) if converters else found:
            one = about["model"].from_db(query.db, names, row[: len(names)])
            for each in beside:
                each.populate(row, one)
            made.append(one)
        return made

    return read


def beside(rows: Sequence[models.Model], name: str, held: Iterable[models.Model]) -> None:
    """Lay beside each row what points to it, as `prefetch_related` does after it has asked.

    Args:
        name: of what points to the rows, such as `papers`. held: all that points to any of them, in order.
    """
    if not rows:
        return
    by_row: dict[Any, list[models.Model]] = {row.pk: [] for row in rows}
    known = {row.pk: row for row in rows}
    to = getattr(rows[0], name).field
    for one in held:
        key = getattr(one, to.attname)
        to.set_cached_value(one, known[key])
        by_row[key].append(one)
    for row in rows:
        laid = getattr(row, name).all()
        laid._result_cache, laid._prefetch_done = by_row[row.pk], True
        row._prefetched_objects_cache = {**getattr(row, "_prefetched_objects_cache", {}), name: laid}  # type: ignore[attr-defined]


def _mark(at: int, value: int | str | date) -> int | str | date:
    """What stands for a value of its kind; `at` tells several apart."""
    if isinstance(value, date):
        return date.fromordinal(at + 1)
    return _FIRST_MARK - at if isinstance(value, int) else f"\ue000{at}"


def _given(value: int | str | date, connection: BaseDatabaseWrapper) -> Any:
    """A value as that database takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


class Insert:
    """Adds rows of one model."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model
        self._fields = [f for f in model._meta.local_concrete_fields if not isinstance(f, models.AutoField)]
        self._reads = _read(self._fields)

    def one(self, row: models.Model) -> None:
        """Add a row and give it its number."""
        connection = _connection()
        ((row.pk,),) = _asked(connection, self._sql_returning, _values(row, self._reads, connection))
        row._state.adding, row._state.db = False, connection.alias

    def many(self, rows: Iterable[models.Model]) -> None:
        """Add rows; their numbers are not asked for."""
        connection = _connection()
        values = [_values(row, self._reads, connection) for row in rows]
        if len(values) == 1:
            _asked(connection, self._sql, values[0])
        elif values:
            with connection.cursor() as cursor:
                cursor.executemany(self._sql, values)

    @cached_property
    def _sql(self) -> str:
        columns = ", ".join(_column(field) for field in self._fields)
        places = ", ".join(["%s"] * len(self._fields))
        return f"INSERT INTO {_table(self._model)} ({columns}) VALUES ({places})"  # noqa: S608  (our own names)

    @cached_property
    def _sql_returning(self) -> str:
        return f"{self._sql} RETURNING {_column(_field(self._model, 'id'))}"


class Update:
    """Writes some columns of a row that stands."""

    def __init__(self, model: type[models.Model], *columns: str) -> None:
        self._model = model
        self._fields = [_field(model, column) for column in columns]
        self._reads = _read(self._fields)

    def one(self, row: models.Model) -> None:
        """Write the columns of this row."""
        connection = _connection()
        _asked(connection, self._sql, [*_values(row, self._reads, connection), row.pk])

    @cached_property
    def _sql(self) -> str:
        places = ", ".join(f"{_column(field)} = %s" for field in self._fields)
        key = _column(_field(self._model, "id"))
        return f"UPDATE {_table(self._model)} SET {places} WHERE {key} = %s"  # noqa: S608  (our own names)


class Delete:
    """Removes the rows of one model that point to another row."""

    def __init__(self, model: type[models.Model], by: str) -> None:
        self._model, self._by = model, _field(model, by)

    def of(self, number: int) -> None:
        """Remove those that point to that number."""
        _asked(_connection(), self._sql, [number])

    @cached_property
    def _sql(self) -> str:
        return f"DELETE FROM {_table(self._model)} WHERE {_column(self._by)} = %s"  # noqa: S608  (our own names)


def _read(fields: Iterable[models.Field[Any, Any]]) -> list[_Read]:
    return [(one.attname, None if isinstance(one, _AS_IT_IS) else one) for one in fields]


def _values(row: models.Model, reads: Iterable[_Read], connection: BaseDatabaseWrapper) -> list[Any]:
    return [
        getattr(row, name) if field is None else _prepared(getattr(row, name), field, connection)
        for name, field in reads
    ]


def _prepared(value: Any, field: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Any:
    """The value as the database takes it: what Django does in the end, without its checks of what a form typed."""
    kind = type(value)
    if kind is date:
        return connection.ops.adapt_datefield_value(value)
    if kind is datetime and value.tzinfo is not None:
        return connection.ops.adapt_datetimefield_value(value)
    if kind is dict and isinstance(field, models.JSONField):
        return connection.ops.adapt_json_value(value, field.encoder)
    if value is None and isinstance(field, models.DateField):
        return None
    return field.get_db_prep_save(value, connection)


def _field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _table(model: type[models.Model]) -> str:
    return _connection().ops.quote_name(model._meta.db_table)


def _column(field: models.Field[Any, Any]) -> str:
    assert field.column
    return _connection().ops.quote_name(field.column)
