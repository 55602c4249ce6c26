"""Rows into tables and few rows out of them, quickly: statements are compiled once, and the database's own driver runs them.

A report costs some fifteen statements; through SQLAlchemy each costs several times what the database takes for it.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct
from sqlalchemy import ClauseElement, Connection, Dialect, Select, Table, bindparam, insert


def keys(c: Connection, table: Table, count: int) -> list[int]:
    """So many new keys of the table. Only while no other program writes."""
    column = table.autoincrement_column
    name = column.name if column is not None else "pk"
    cursor = c.connection.cursor()
    if c.dialect.name == "postgresql":
        cursor.execute(f"SELECT nextval(pg_get_serial_sequence('{table.name}', '{name}')) FROM generate_series(1, {count})")
        return [row[0] for row in cursor.fetchall()]
    cursor.execute(f"SELECT coalesce(max({name}), 0) + 1 FROM {table.name}")
    [first] = cursor.fetchone() or (1,)
    return list(range(first, first + count))


def put(c: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns."""
    if not rows:
        return
    made = _insertion(c.dialect, table, tuple(rows[0]))
    cursor = c.connection.cursor()
    if made.order:
        cursor.executemany(made.sql, [tuple([row[name] for name in made.order]) for row in rows])
    else:
        cursor.executemany(made.sql, [dict(row) for row in rows])


def fetch(c: Connection, statement: Callable[[], Select[Any]], **values: Any) -> Sequence[Sequence[Any]]:
    """The rows of a statement with parameters, as the driver gives them; `statement` makes it, once."""
    made = _selection(c.dialect, statement)
    given = {**made.constants, **values}
    cursor = c.connection.cursor()
    cursor.execute(made.sql, tuple([given[name] for name in made.order]) if made.order else given)
    rows: Sequence[Sequence[Any]] = cursor.fetchall()
    return rows


def listed(c: Connection, sql: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """The rows of a statement in which `{0}` stands for a list of values, as `x IN ({0})`; none for no values."""
    if not values:
        return ()
    marks = ", ".join(["%s" if c.dialect.name == "postgresql" else "?"] * len(values))
    cursor = c.connection.cursor()
    cursor.execute(sql.format(marks), tuple(values))
    rows: Sequence[Sequence[Any]] = cursor.fetchall()
    return rows


class Made(Struct, frozen=True):
    """A statement for the driver, the order of its parameters where they have no names, and those that are always the same."""

    sql: str
    order: tuple[str, ...]
    constants: dict[str, Any]


@cache
def _insertion(dialect: Dialect, table: Table, names: tuple[str, ...]) -> Made:
    return _compiled(dialect, insert(table).values({name: bindparam(name) for name in names}))


@cache
def _selection(dialect: Dialect, statement: Callable[[], Select[Any]]) -> Made:
    return _compiled(dialect, statement())


def _compiled(dialect: Dialect, statement: ClauseElement) -> Made:
    compiled = statement.compile(dialect=dialect)
    return Made(str(compiled), tuple(getattr(compiled, "positiontup", None) or ()), dict(compiled.params or {}))
