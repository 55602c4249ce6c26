"""Parquet: a table with one report a row, in columns named as those of CSV are. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.errors import BrokenItem, DragomanError
from dragoman.packages import package
from dragoman.readers.archive import seekable
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.mapping import Mapping, document_of, value
from dragoman.readers.stream import Stream

MAGIC = b"PAR1"
ROWS = 256  # in memory at once


def accepts(stream: Stream) -> bool:
    """By how it begins."""
    return stream.head.startswith(MAGIC)


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """One item a row; its place is its number. Raises BrokenItem where no column has the texts."""
    return of_rows(stream, context)


def of_rows(stream: Stream, context: Context, before: int = 0, number: int | None = None) -> Iterator[Item]:
    """So many rows (None: all that follow) after `before` others. Only groups of rows that have some of them are read."""
    with seekable(stream.file) as file:
        table = opened(file, stream.name)
        _check(table.schema_arrow.names, context.options.mapping, stream.name)
        at, last = 0, table.metadata.num_rows if number is None else before + number
        for group in range(table.num_row_groups):
            size = table.metadata.row_group(group).num_rows
            if at < last and at + size > before:
                yield from _of_group(table, group, at, (before, last), stream, context)
            at += size


def rows(file: BinaryIO, name: str) -> int:
    """How many there are. Raises BrokenItem."""
    return int(opened(file, name).metadata.num_rows)


def opened(file: BinaryIO, name: str) -> Any:
    """The library's table. Raises BrokenItem, MissingPackage."""
    arrow, parquet = package("pyarrow", "tables", "Parquet"), package("pyarrow.parquet", "tables", "Parquet")
    try:
        return parquet.ParquetFile(file)
    except (arrow.ArrowException, OSError) as error:
        raise BrokenItem(f"{name}: broken Parquet", str(error).partition("\n")[0], "check that it was copied whole") from None


def _of_group(table: Any, group: int, at: int, wanted: tuple[int, int], stream: Stream, context: Context) -> Iterator[Item]:
    arrow = package("pyarrow", "tables", "Parquet")
    try:
        for batch in table.iter_batches(ROWS, row_groups=[group]):
            first, last = max(0, wanted[0] - at), min(batch.num_rows, wanted[1] - at)
            if first < last:
                for n, record in enumerate(batch.slice(first, last - first).to_pylist(), at + first + 1):
                    yield _item(record, f"{stream.name}:{n}", stream, context)
            at += batch.num_rows
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        broken = BrokenItem(f"{stream.name}: broken rows after {at}", str(error).partition("\n")[0], "get the file again")
        yield failed(broken, stream, item=f"{stream.name}:{at + 1}")


def _item(record: dict[str, Any], place: str, stream: Stream, context: Context) -> Item:
    mapping = context.options.mapping
    name, url = value(record, mapping.id), value(record, mapping.url)
    try:
        document = document_of(record, mapping, place, stream.source, stream.url, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, url=url, id=name)
    return found(document, stream, item=place, id=name)


def _check(columns: list[str], mapping: Mapping, name: str) -> None:
    wanted = [mapping.text] if isinstance(mapping.text, str) else mapping.text
    if not {one.partition(".")[0] for one in wanted} & {*columns} and not {*wanted} & {*columns} and "text" not in mapping.constants:
        why = f"it has the columns {', '.join(columns)[:200] or 'none'}"
        raise BrokenItem(f"{name}: no column {'+'.join(wanted)!r}", why, "name the column with the text: --map text=COLUMN")
