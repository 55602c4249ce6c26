"""Which reports are copies of an earlier one, and the records of those that are not the same text: one pass, part by part, by day."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from msgspec import Struct, msgpack
from zstandard import ZstdCompressor, ZstdDecompressor

from dragoman.archive.kept import rows
from dragoman.archive.links.scratch import Scratch
from dragoman.archive.rows import coding_of
from dragoman.archive.stores import Store
from dragoman.archive.taking import marks
from dragoman.days import first_day
from dragoman.linking.duplicates import band_keys
from dragoman.linking.setting import of_packed
from dragoman.linking.told import told_of
from dragoman.linking.when import ordinal
from dragoman.model import Document

SAME = "same"
NEEDED = (*Document.__struct_fields__, "shard", "position", "item", "named", "coding", "signature", "topic")
LOOK = "INSERT INTO look VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


class Copy(Struct, frozen=True):
    """A report that says what an earlier one says: `of` is that one's id. Kinds: same (the very text), exact, near, version."""

    report: str
    item: str
    of: str
    kind: str
    part: str


def copies(store: Store, parts: Sequence[tuple[str, Sequence[str]]], scratch: Scratch, window: int) -> Iterator[Copy | None]:
    """Each report of the parts (their names, and their files), in the order of days, as a copy or None; the records are kept on the way.

    A copy is looked for among the reports of so many days before it (0: all).
    """
    reports, records = count(1), count(1)
    last: str | None = None
    for part, files in parts:
        _stage(store, files, scratch)
        for day, data in scratch.rows("SELECT day, data FROM stage ORDER BY day, shard, position"):
            if window and day and day != last:
                last = day
                _forget(scratch, (ordinal(day) or 0) - window)
            yield _one(_unpacked(data), day, part, scratch, reports, records)
        scratch.do("DELETE FROM stage")


def _stage(store: Store, files: Sequence[str], scratch: Scratch) -> None:
    """Put the rows of a part where they can be had by day: they need not fit in memory."""
    pack = ZstdCompressor().compress
    for name in files:
        some = ((_day(row["published"]), row["shard"], row["position"], pack(msgpack.encode(row))) for row in rows(store, name, NEEDED))
        scratch.many("INSERT INTO stage VALUES (?, ?, ?, ?)", some)


def _unpacked(data: bytes) -> dict[str, Any]:
    row: dict[str, Any] = msgpack.decode(ZstdDecompressor().decompress(data))
    return row


def _day(published: str | None) -> str:
    return first_day(published) if published else ""


def _one(row: dict[str, Any], day: str, part: str, scratch: Scratch, reports: count[int], records: count[int]) -> Copy | None:
    name = row["id"]
    for _ in scratch.rows("SELECT report FROM known WHERE id = ?", [name]):
        return Copy(name, row["item"], name, SAME, part)
    report = next(reports)
    coding = coding_of(row)
    mine = marks(row, coding.document)
    looks = scratch.alike(mine.bands, row["url"])
    like = mine.judge(looks) if looks else None
    original = (like.of.duplicate_of or like.of.pk) if like else None
    of = next((found for (found,) in scratch.rows("SELECT of FROM look WHERE report = ?", [like.of.pk])), name) if like else name
    _keep(scratch, report, row, ordinal(day or None), mine.bands, original, of)
    setting = of_packed(row["named"].split(), row["topic"])
    scratch.keep_records(
        [(next(records), part, told_of(event, name, row["published"], report, of, setting)) for event in coding.events]
    )  # fmt: skip
    return Copy(name, row["item"], of, like.kind, part) if like else None


def _keep(
    scratch: Scratch, report: int, row: dict[str, Any], day: int | None, bands: Sequence[int], original: int | None, of: str
) -> None:
    text = ZstdCompressor().compress(row["text"].encode())
    scratch.do("INSERT INTO known VALUES (?, ?)", [row["id"], report])
    scratch.do(LOOK, [report, day, row["id"], row["url"], text, row["signature"], original, of])
    scratch.many("INSERT INTO band VALUES (?, ?)", [(value, report) for value in sorted(set(bands))])


def _forget(scratch: Scratch, before: int) -> None:
    """Reports of earlier days are looked at no more."""
    old = scratch.rows("SELECT report, signature FROM look WHERE day < ?", [before])
    bands = [(value, report) for report, signature in old for value in set(band_keys(signature))]
    scratch.many("DELETE FROM band WHERE value = ? AND report = ?", bands)
    scratch.do("DELETE FROM look WHERE day < ?", [before])
