"""Parquet, for pandas, polars, DuckDB and R (`arrow`). Needs pyarrow."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from dragoman.packages import package
from dragoman.tables.columns import Column, Row

GROUP = 10_000  # rows held at once
TYPES = {"text": "string", "number": "float64", "integer": "int64"}


def write(rows: Iterable[Row], columns: Sequence[Column], path: Path) -> int:
    """How many rows there were. Raises MissingPackage."""
    arrow, parquet = package("pyarrow"), package("pyarrow.parquet")
    schema = arrow.schema([(column.name, getattr(arrow, TYPES[column.kind])()) for column in columns])
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        left = iter(rows)
        while group := list(islice(left, GROUP)):
            count += len(group)
            file.write_table(_table(arrow, group, schema))
    return count


def _table(arrow: Any, rows: Sequence[Row], schema: Any) -> Any:
    return arrow.table({name: [row.get(name) for row in rows] for name in schema.names}, schema=schema)
