"""What linking an archive needs at hand, in a file of SQLite that is thrown away: memory holds a cache of it, and a window of days."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from zstandard import ZstdDecompressor

from dragoman.ledger.entry import Look
from dragoman.linking.told import Told
from dragoman.linking.when import spell

CACHE = 256_000  # KiB of the file in memory
CANDIDATES = 64  # reports that share most bands with another, as the ledger has it
TABLES = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{cache};
CREATE TABLE stage (day TEXT, shard INTEGER, position INTEGER, data BLOB, PRIMARY KEY (day, shard, position));
CREATE TABLE known (id TEXT PRIMARY KEY, report INTEGER) WITHOUT ROWID;
CREATE TABLE look (report INTEGER PRIMARY KEY, day INTEGER, id TEXT, url TEXT, text BLOB, signature BLOB, original INTEGER, of TEXT);
CREATE TABLE band (value INTEGER, report INTEGER, PRIMARY KEY (value, report)) WITHOUT ROWID;
CREATE TABLE record (pk INTEGER PRIMARY KEY, id TEXT, text TEXT, part TEXT, first INTEGER, event INTEGER, data BLOB);
CREATE TABLE copy (report TEXT, item TEXT, of TEXT, kind TEXT, part TEXT);
CREATE TABLE pair (one INTEGER, other INTEGER, score REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE linked (root INTEGER, record INTEGER, PRIMARY KEY (root, record)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX look_url ON look (url); CREATE INDEX look_day ON look (day);
CREATE INDEX record_first ON record (first, pk); CREATE INDEX record_text ON record (text, pk);
"""


class Scratch:
    """A context; the file is new."""

    def __init__(self, path: Path) -> None:
        self._c = sqlite3.connect(path, isolation_level=None)
        self._c.executescript(TABLES.format(cache=CACHE) + INDEXES)
        self._c.execute("BEGIN")

    def __enter__(self) -> Scratch:
        return self

    def __exit__(self, *_: object) -> None:
        self._c.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """What a question gives."""
        return iter(self._c.execute(sql, values))

    def do(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Change something."""
        self._c.execute(sql, values)

    def many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """The same with every row of values."""
        self._c.executemany(sql, values)

    def alike(self, bands: Sequence[int], url: str | None) -> list[Look]:
        """Reports that share bands, those that share most first, then those of the same address, the latest first."""
        found: list[int] = []
        if bands:
            marks = ", ".join(str(int(value)) for value in bands)
            sql = f"SELECT report FROM band WHERE value IN ({marks}) GROUP BY report ORDER BY count(*) DESC, report LIMIT {CANDIDATES}"
            found += [report for (report,) in self.rows(sql)]
        if url:
            sql = f"SELECT report FROM look WHERE url = ? ORDER BY report DESC LIMIT {CANDIDATES}"
            found += [report for (report,) in self.rows(sql, [url])]
        return [look for report in dict.fromkeys(found) for look in self._look(report)]

    def _look(self, report: int) -> Iterator[Look]:
        for name, url, text, signature, original in self.rows(
            "SELECT id, url, text, signature, original FROM look WHERE report = ?", [report]
        ):
            yield Look(report, name, url, ZstdDecompressor().decompress(text).decode(), signature, original)

    def keep_records(self, records: Sequence[tuple[int, str, Told]]) -> None:
        """Records by their keys, with the part of the archive that they stand in."""
        rows = [
            (pk, told.id, told.text, part, lie.first if (lie := spell(told)) else None, pk, msgspec.msgpack.encode(told))
            for pk, part, told in records
        ]  # fmt: skip
        self.many("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def records(self, where: str, values: Sequence[Any] = ()) -> Iterator[tuple[int, Told]]:
        """Keys and records, of a condition and an order."""
        for pk, data in self.rows(f"SELECT pk, data FROM record {where}", values):
            yield pk, msgspec.msgpack.decode(data, type=Told)
