"""What someone can do who holds the database and nothing else: table by table, column by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, connection, models

from shencha.records.log.beside import COLUMNS, REASONS


@dataclass(frozen=True)
class Attack:
    """One change by plain SQL, on a table that has rows."""

    model: str
    what: str
    """`delete one`, `delete the first`, `the tail` or `all`, `insert`, `swap COLUMN`, `update COLUMN` or its first, `older
    rows`, `older database`."""
    column: str
    does: Callable[[Any], bool]
    """Does it to a cursor; False where it changes nothing."""

    @property
    def excused(self) -> str | None:
        """Why the audit need not find it."""
        return REASONS.get(self.model) or COLUMNS.get(f"{self.model}.{self.column}")


def attacks() -> Iterator[Attack]:
    """Every attack on every table that has rows, those of accounts and of the framework as well."""
    for model in apps.get_models():
        table, fields = model._meta.db_table, model._meta.concrete_fields
        count = model._default_manager.count()
        if not count:
            continue
        key = next(field for field in fields if field.primary_key).column
        last, first = (f'(SELECT {which}("{key}") FROM {table})' for which in ("MAX", "MIN"))
        name = model.__name__
        yield Attack(name, "delete one", "", _run(f'DELETE FROM {table} WHERE "{key}" = {last}'))
        yield Attack(name, "delete all", "", _run(f"DELETE FROM {table}"))
        yield Attack(name, "insert", "", _insert(model))
        if count > 1:
            yield Attack(name, "delete the first", "", _run(f'DELETE FROM {table} WHERE "{key}" = {first}'))
            half = f'(SELECT "{key}" FROM {table} ORDER BY "{key}" DESC LIMIT {(count + 1) // 2})'
            yield Attack(name, "delete the tail", "", _run(f'DELETE FROM {table} WHERE "{key}" IN {half}'))
        for field in fields:
            if field.primary_key:
                continue
            column = field.column
            yield Attack(name, f"update {column}", column, _update(model, field, key, last))
            if count > 1:
                yield Attack(name, f"swap {column}", column, _swap(table, fields, key, column))
                yield Attack(name, f"update the first {column}", column, _update(model, field, key, first))


def remember() -> None:
    """Keep every table as it is now, for `older`."""
    with connection.cursor() as cursor:
        for model in apps.get_models():
            cursor.execute(
                f"CREATE TABLE older_{model._meta.db_table} AS SELECT * FROM {model._meta.db_table}"
            )


def older() -> Iterator[Attack]:
    """Each table as it was remembered, where that differs in more than columns with a reason; and all of them at once."""
    every = [_put_back(model._meta.db_table) for model in apps.get_models()]
    yield Attack("every table", "older database", "", lambda cursor: all(one(cursor) for one in every))
    for model in apps.get_models():
        table, name = model._meta.db_table, model.__name__
        columns = [one.column for one in model._meta.concrete_fields]
        told = ", ".join(f'"{one}"' for one in columns if f"{name}.{one}" not in COLUMNS)
        sides = [f"SELECT {told} FROM {one}" for one in (table, f"older_{table}")]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sides[0]} EXCEPT {sides[1]}) AS fresh")
            (fresh,) = cursor.fetchone()
            cursor.execute(f"SELECT COUNT(*) FROM ({sides[1]} EXCEPT {sides[0]}) AS gone")
            (gone,) = cursor.fetchone()
        if fresh or gone:
            yield Attack(name, "older rows", "", _put_back(table))


def _put_back(table: str) -> Callable[[Any], bool]:
    def does(cursor: Any) -> bool:
        cursor.execute(f"DELETE FROM {table}")
        cursor.execute(f"INSERT INTO {table} SELECT * FROM older_{table}")
        return True

    return does


def _run(statement: str, *values: Any) -> Callable[[Any], bool]:
    def does(cursor: Any) -> bool:
        try:
            cursor.execute(statement, values)
        except IntegrityError:
            return False  # the database itself refuses it
        return bool(cursor.rowcount)

    return does


def _update(model: type[models.Model], field: Any, key: str, last: str) -> Callable[[Any], bool]:
    table, column = model._meta.db_table, field.column
    if isinstance(field, models.ForeignKey):
        other = field.related_model._meta
        found = f'(SELECT MIN("{other.pk.column}") FROM {other.db_table} WHERE "{other.pk.column}" <> {table}."{column}")'
        new = f"COALESCE({found}, '999999')"
    elif isinstance(field, models.BooleanField):
        new = f'NOT "{column}"'
    elif isinstance(field, models.IntegerField):
        new = f'COALESCE("{column}", 0) + 7'
    elif isinstance(field, models.DateTimeField):
        new = "'2020-02-02 02:02:02'"
    elif isinstance(field, models.DateField):
        new = "'2020-02-02'"
    elif isinstance(field, models.BinaryField):
        new = "X'00'" if connection.vendor == "sqlite" else "'\\x00'::bytea"
    elif isinstance(field, models.JSONField):
        new = "'{\"x\": 1}'"
    else:
        new = f"substr(\"{column}\" || 'x', CASE WHEN \"{column}\" = '' THEN 1 ELSE 2 END)"
    return _run(f'UPDATE {table} SET "{column}" = {new} WHERE "{key}" = {last}')


def _swap(table: str, fields: Any, key: str, column: str) -> Callable[[Any], bool]:
    def does(cursor: Any) -> bool:
        others = [one.column for one in fields if one.column not in (key, column)]
        names = ", ".join(f'"{one}"' for one in (key, column, *others))
        cursor.execute(f'SELECT {names} FROM {table} ORDER BY "{key}" DESC')
        rows = cursor.fetchall()
        # Two rows that differ in nothing else only change places.
        other = next((row for row in rows if row[1] != rows[0][1] and row[2:] != rows[0][2:]), None)
        if other is None:
            return False
        try:
            cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s', [other[1], rows[0][0]])
            cursor.execute(f'UPDATE {table} SET "{column}" = %s WHERE "{key}" = %s', [rows[0][1], other[0]])
        except IntegrityError:
            return False  # a unique column cannot be swapped in two steps; it is changed by the update
        return True

    return does


def _insert(model: type[models.Model]) -> Callable[[Any], bool]:
    """A copy of the last row; unique columns get another value."""
    table, fields = model._meta.db_table, model._meta.concrete_fields
    own = {column for one in model._meta.constraints for column in getattr(one, "fields", ())}

    def does(cursor: Any) -> bool:
        key = next(field for field in fields if field.primary_key)
        values = []
        for field in fields:
            column = f'"{field.column}"'
            if field.primary_key:
                values.append(
                    f"'{'f' * 64}'" if isinstance(field, models.CharField) else f"{column} + 1000000"
                )
            elif field.unique or field.name in own:
                if isinstance(field, models.ForeignKey):
                    other = field.related_model._meta
                    values.append(
                        f'(SELECT MAX("{other.pk.column}") FROM {other.db_table} '
                        f'WHERE "{other.pk.column}" <> {table}.{column})'
                    )
                else:
                    number, day = isinstance(field, models.IntegerField), isinstance(field, models.DateField)
                    other = "'2020-02-02'" if day else f"substr({column} || 'y', 2)"
                    values.append(f"{column} + 1000" if number else other)
            else:
                values.append(column)
        names = ", ".join(f'"{field.column}"' for field in fields)
        cursor.execute(
            f'INSERT INTO {table} ({names}) SELECT {", ".join(values)} FROM {table} ORDER BY "{key.column}" DESC LIMIT 1'
        )
        return bool(cursor.rowcount)

    return does
