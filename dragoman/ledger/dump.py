"""A ledger as one file that any database can be filled from: MessagePack, compressed by Zstandard.

The first value is the head ({"dragoman": 1, "revision": ...}); then pairs of a table's name and some of its rows, each a list
in the order of the columns, which come as a pair before them; the last is {"rows": {table: number}}. The search indexes are not
in it: they are made again.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from sqlalchemy import Connection, func, select, text

from dragoman.errors import Damaged, OldLedger
from dragoman.ledger import bulk
from dragoman.ledger.reindex import reindex
from dragoman.ledger.schema import metadata

FORMAT = 1
BATCH = 1000  # rows
MAGIC = b"\x28\xb5\x2f\xfd"  # of Zstandard
LENGTH = 4  # bytes before each value
WRONG = "make a new backup; if there is none, what this one holds can be read with msgpack"


def values(c: Connection, revision: str) -> Iterator[Any]:
    """Everything in the ledger, in an order in which it can be put back."""
    yield {"dragoman": FORMAT, "revision": revision}
    rows: dict[str, int] = {}
    for table in metadata.sorted_tables:
        yield [str(table.name), [str(column.name) for column in table.columns]]
        result = c.execution_options(yield_per=BATCH).execute(select(table).order_by(*table.primary_key.columns))
        rows[str(table.name)] = 0
        for some in result.partitions():
            rows[str(table.name)] += len(some)
            yield [str(table.name), None, [list(row) for row in some]]
    yield {"rows": rows}


def write(c: Connection, revision: str, out: BinaryIO) -> None:
    """The dump, as bytes."""
    import zstandard

    with zstandard.ZstdCompressor().stream_writer(out, closefd=False) as stream:
        for value in values(c, revision):
            data = msgspec.msgpack.encode(value)
            stream.write(len(data).to_bytes(LENGTH, "big") + data)


def read(path: Path) -> Iterator[Any]:
    """The values of a dump. Raises Damaged where it breaks off."""
    import zstandard

    try:
        with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as stream:
            while head := stream.read(LENGTH):
                data = stream.read(int.from_bytes(head, "big"))
                yield msgspec.msgpack.decode(data)
    except (zstandard.ZstdError, msgspec.DecodeError) as error:
        raise Damaged(f"{path}: the backup is damaged", str(error), WRONG) from None


def fill(c: Connection, dumped: Iterator[Any], name: str, revision: str) -> None:
    """Put everything into a ledger that has nothing yet. Raises Damaged for a dump without its end, OldLedger for another version."""
    head = next(dumped, None)
    if not isinstance(head, dict) or head.get("dragoman") != FORMAT:
        raise Damaged(f"{name}: is no backup of a ledger", "it does not begin as one", "give a file of `dragoman db backup`")
    if head["revision"] != revision:
        why = f"it is of version {head['revision']}, and this Dragoman writes version {revision}"
        raise OldLedger(f"{name}: is of another version", why, "restore it with the Dragoman that made it, then dragoman db upgrade")
    columns: dict[str, list[str]] = {}
    rows: dict[str, int] = {}
    for value in dumped:
        if isinstance(value, dict):
            if value["rows"] != rows:
                raise Damaged(f"{name}: the backup does not agree", f"it has {rows}, and says {value['rows']}", WRONG)
            break
        table, names, *some = value
        if names is not None:
            columns[table], rows[table] = names, 0
            continue
        put = [dict(zip(columns[table], row, strict=True)) for row in some[0]]
        rows[table] += len(put)
        bulk.put(c, metadata.tables[table], put)
    else:
        raise Damaged(f"{name}: the backup breaks off", "its last line is missing", WRONG)
    _count_on(c)
    reindex(c)


def _count_on(c: Connection) -> None:
    """New keys go on from the highest."""
    if c.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        if (column := table.autoincrement_column) is not None:
            highest = c.execute(select(func.max(column))).scalar_one()
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            c.execute(text(f"SELECT setval({sequence}, :next, false)"), {"next": (highest or 0) + 1})
