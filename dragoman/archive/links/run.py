"""`dragoman link --from`: copies and happenings of an archive, as tables beside its own."""
from __future__ import annotations

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import astuple

from dragoman.archive.kept import manifest_of
from dragoman.archive.links.copying import SAME, copies
from dragoman.archive.links.grouping import group
from dragoman.archive.links.scratch import Scratch
from dragoman.archive.links.sweeping import keep, likely
from dragoman.archive.links.tables import happening, member
from dragoman.archive.parquet import packed
from dragoman.archive.plan import encoded
from dragoman.archive.run import Manifest
from dragoman.archive.shard import Made
from dragoman.archive.stores import TEMPORARY, Store
from dragoman.linking.weights import standard
from dragoman.tables.archived import COPIES, HAPPENINGS, MEMBERS, Column

FILE = "links.json"
WINDOW = 90  # days in which a copy is looked for
ROWS = 50_000  # rows of a file, at most
MANY = 2_000  # records between two looks at how far it is


class Linked(Struct, frozen=True):
    """What was found. `same`: reports whose very text was there before; `copies`: those of other kinds."""

    plan: str
    window: int
    reports: int
    same: int
    copies: int
    records: int
    pairs: int
    happenings: int
    files: tuple[Made, ...]


class Step(Struct, frozen=True):
    """How far it is: the stage, and how many reports or records of it are done."""

    stage: str
    done: int


def link(archive: str, output: str, window: int = WINDOW, scratch: Path | None = None) -> Iterator[Step | Linked]:
    """Do it, and tell how far it is; the last is what was found. `scratch` is a folder with room for what memory does not hold.

    Raises DragomanError where there is no archive.
    """
    store, out = Store(archive), Store(output)
    manifest = manifest_of(store)
    by = manifest.asked.partition
    for name in ("copies", "members", "happenings", FILE):
        out.drop(name)
    with tempfile.TemporaryDirectory(dir=scratch, prefix="dragoman-") as folder, Scratch(Path(folder) / "scratch.db") as held:
        made: list[Made] = []
        counts: dict[str, int] = defaultdict(int)
        for one in copies(store, parts(manifest), held, window):
            counts["reports"] += 1
            if one is not None:
                held.do("INSERT INTO copy VALUES (?, ?, ?, ?, ?)", astuple(one))
                counts["same" if one.kind == SAME else "copies"] += 1
            if counts["reports"] % MANY == 0:
                yield Step("copies", counts["reports"])
        made += _written(out, "copies", by, COPIES, _copies(held))
        for number, pairs in likely(held, standard()):
            counts["records"] += number
            counts["pairs"] += keep(held, pairs) if pairs else 0
            if number and counts["records"] % MANY == 0:
                yield Step("pairs", counts["records"])
        for number in group(held, standard()):
            counts["grouped"] += number
        yield Step("happenings", counts["records"])
        made += _written(out, "members", by, MEMBERS, _members(held))
        happened = list(_written(out, "happenings", by, HAPPENINGS, _happenings(held)))
        counts["happenings"] = sum(one.rows for one in happened)
        made += happened
    told = {name: counts[name] for name in ("reports", "same", "copies", "records", "pairs", "happenings")}
    linked = Linked(manifest.plan, window, files=tuple(made), **told)
    out.put(FILE, encoded(linked))
    out.drop(TEMPORARY)
    yield linked


def parts(manifest: Manifest) -> list[tuple[str, list[str]]]:
    """The parts of `reports` with their files, by day; those without a day last."""
    found: dict[str, list[str]] = defaultdict(list)
    for made in manifest.files:
        table, _, rest = made.name.partition("/")
        if table == "reports":
            found[rest.partition("/")[0].partition("=")[2]].append(made.name)
    return sorted((part, sorted(names)) for part, names in found.items())


def _copies(scratch: Scratch) -> Iterator[tuple[str, Mapping[str, Any]]]:
    names = ("report", "item", "of", "kind")
    return ((part, dict(zip(names, told, strict=True))) for *told, part in scratch.rows("SELECT * FROM copy ORDER BY rowid"))


def _members(scratch: Scratch) -> Iterator[tuple[str, Mapping[str, Any]]]:
    sql = "SELECT r.part, r.data, e.id FROM record r JOIN record e ON e.pk = r.event ORDER BY r.part, r.pk"
    return ((part, member(data, event)) for part, data, event in scratch.rows(sql))


def _happenings(scratch: Scratch) -> Iterator[tuple[str, Mapping[str, Any]]]:
    scratch.do("CREATE INDEX record_event ON record (event, pk)")
    sql = "SELECT r.event, e.part, r.data FROM record r JOIN record e ON e.pk = r.event ORDER BY e.part, r.event, r.pk"
    for (_, part), rows in groupby(scratch.rows(sql), key=lambda row: (row[0], row[1])):
        yield part, happening([data for _, _, data in rows])


def _written(
    out: Store, table: str, by: str, columns: tuple[Column, ...], rows: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterator[Made]:
    """The files of a table, of rows that come part by part."""
    for part, some in groupby(rows, key=lambda row: row[0]):
        held: list[Mapping[str, Any]] = []
        number = 0
        for _, row in some:
            held.append(row)
            if len(held) == ROWS:
                yield _put(out, f"{table}/{by}={part}/{number:06}.parquet", held, columns)
                held, number = [], number + 1
        if held:
            yield _put(out, f"{table}/{by}={part}/{number:06}.parquet", held, columns)


def _put(out: Store, name: str, rows: Sequence[Mapping[str, Any]], columns: tuple[Column, ...]) -> Made:
    data = packed(rows, columns)
    out.put(name, data)
    return Made(name, len(rows), len(data), hashlib.sha256(data).hexdigest())
