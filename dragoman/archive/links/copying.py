"""Which reports are copies of an earlier one, and the records of those that are not the same text: one pass, part by part, by day."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

from msgspec import Struct

from dragoman.archive.kept import rows
from dragoman.archive.links.scratch import Scratch
from dragoman.archive.rows import coding_of
from dragoman.archive.stores import Store
from dragoman.archive.taking import marks
from dragoman.days import first_day
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
    for part, files in parts:
        for row in _by_day(store, files):
            yield _one(row, part, scratch, reports, records)
            if window and (day := ordinal(row["day"])) is not None and day % 7 == 0:
                _forget(scratch, day - window)


def _by_day(store: Store, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The rows of a part in order. Only their places are in memory at once, a day's rows, and of each file what is being read."""
    days: dict[str, set[str]] = {}
    for name in files:
        for row in rows(store, name, ["published"]):
            days.setdefault(_day(row["published"]), set()).add(name)
    for day in sorted(days):
        wanted = [
            {**row, "day": day or None} for name in sorted(days[day]) for row in rows(store, name, NEEDED) if _day(row["published"]) == day
        ]
        yield from sorted(wanted, key=lambda row: (row["shard"], row["position"]))


def _day(published: str | None) -> str:
    return first_day(published) if published else ""


def _one(row: dict[str, Any], part: str, scratch: Scratch, reports: count[int], records: count[int]) -> Copy | None:
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
    _keep(scratch, report, row, mine.bands, original, of)
    setting = of_packed(row["named"].split(), row["topic"])
    scratch.keep_records(
        [(next(records), part, told_of(event, name, row["published"], report, of, setting)) for event in coding.events]
    )  # fmt: skip
    return Copy(name, row["item"], of, like.kind, part) if like else None


def _keep(scratch: Scratch, report: int, row: dict[str, Any], bands: Sequence[int], original: int | None, of: str) -> None:
    from zstandard import ZstdCompressor

    text = ZstdCompressor().compress(row["text"].encode())
    scratch.do("INSERT INTO known VALUES (?, ?)", [row["id"], report])
    scratch.do(LOOK, [report, ordinal(row["day"]), row["id"], row["url"], text, row["signature"], original, of])
    scratch.many("INSERT INTO band VALUES (?, ?)", [(value, report) for value in sorted(set(bands))])


def _forget(scratch: Scratch, before: int) -> None:
    """Reports of earlier days are looked at no more."""
    old = [report for (report,) in scratch.rows("SELECT report FROM look WHERE day < ?", [before])]
    if old:
        scratch.do("DELETE FROM band WHERE report < ? AND report IN (SELECT report FROM look WHERE day < ?)", [old[-1] + 1, before])
        scratch.do("DELETE FROM look WHERE day < ?", [before])
