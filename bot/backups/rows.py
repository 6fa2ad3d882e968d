"""Rows as lines of JSON, the same from SQLite and PostgreSQL and into either."""

import base64
import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, select, text
from sqlalchemy.types import JSON

BATCH = 500
# Alembic's own; the manifest names the migration.
OWN = "alembic_version"


def tables(connection: Connection) -> list[Table]:
    """The tables as they are there, those first on which others lean."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != OWN]


def lines(connection: Connection, table: Table) -> Iterator[str]:
    """Each row as one line."""
    rows = connection.execute(select(table).order_by(*table.primary_key.columns))
    for row in rows.mappings():
        yield json.dumps({k: _encoded(v) for k, v in row.items()}, ensure_ascii=False)


def fill(connection: Connection, table: Table, written: Iterable[str]) -> int:
    """Insert what ``lines`` gave; returns how many rows."""
    count = 0
    rows = (_row(table, json.loads(line)) for line in written)
    # One statement takes rows with the same columns only.
    for _, group in itertools.groupby(rows, key=_columns):
        for batch in _batches(group):
            connection.execute(insert(table), batch)
            count += len(batch)
    _go_on_counting(connection, table)
    return count


def _columns(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row)


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    waiting = iter(rows)
    while batch := list(itertools.islice(waiting, BATCH)):
        yield batch


def _row(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    """The values of a row; a JSON column that is NULL is left out, else it would hold 'null'."""
    return {
        name: _decoded(table.columns[name], value)
        for name, value in values.items()
        if not (value is None and isinstance(table.columns[name].type, JSON))
    }


def _encoded(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # SQLite forgets the zone; all times are stored in UTC.
        return (value if value.tzinfo else value.replace(tzinfo=dt.UTC)).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return base64.b64encode(value).decode("ascii") if isinstance(value, bytes) else value


def _decoded(column: Column[Any], value: Any) -> Any:
    kind = column.type.python_type
    if value is None:
        return None
    if kind in (dt.datetime, dt.date, dt.time):
        return kind.fromisoformat(value)
    return base64.b64decode(value) if kind is bytes else value


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let PostgreSQL's next number follow the highest one that was filled in."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        name = {"table": f'"{table.name}"', "column": column.name}
        sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), name)
        highest = connection.scalar(select(func.max(column))) if sequence else None
        if highest is not None:
            connection.execute(text("SELECT setval(:s, :n)"), {"s": sequence, "n": highest})
