"""Rows as Parquet in memory, and back: the same rows give the same bytes."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from dragoman.packages import package
from dragoman.tables.archived import Column, schema

GROUP = 5_000  # rows of a group, which readers may pass over
BATCH = 500  # rows in memory as Python's own values


def packed(rows: Sequence[Mapping[str, Any]], columns: tuple[Column, ...]) -> bytes:
    """A file. Its bytes depend on the rows, and on the version of pyarrow, which the plan holds."""
    arrow, parquet = package("pyarrow", "ray", "an archive"), package("pyarrow.parquet", "ray", "an archive")
    table = arrow.table({one.name: [row.get(one.name) for row in rows] for one in columns}, schema=schema(columns))
    out = arrow.BufferOutputStream()
    parquet.write_table(table, out, row_group_size=GROUP, compression="zstd", version="2.6", data_page_version="1.0")
    return bytes(out.getvalue())


def unpacked(file: BinaryIO, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """The rows of a file, as many at once as a batch has."""
    parquet = package("pyarrow.parquet", "ray", "an archive")
    for batch in parquet.ParquetFile(file).iter_batches(BATCH, columns=None if columns is None else list(columns)):
        yield from batch.to_pylist()
