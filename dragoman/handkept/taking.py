"""Take a hand-kept table into a ledger: all its good rows in one transaction, the bad ones named and set aside.

A row stands on a report of its own: its headline and quote. Rows with the same words share one. What the coder said of a report
in an earlier table stays; the same row again changes nothing, and a row with the same id replaces what it said.
"""
from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, bindparam, select, update

from dragoman.errors import BadInput, Unreachable
from dragoman.handkept.cells import BadCell
from dragoman.handkept.mapping import Columns, check_header, fields
from dragoman.handkept.records import Made, made
from dragoman.ledger import adding
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.loading import coding_of
from dragoman.ledger.store import Ledger
from dragoman.model import Coder, Coding, Commitment, Document, Event, Office
from dragoman.resources import Resources
from dragoman.version import VERSION

T = TypeVar("T", Event, Commitment)
BY_HAND = "by hand"


class BadRow(Struct, frozen=True):
    """A row that is set aside: its line in the file, why, and its cells."""

    line: int
    why: str
    cells: tuple[str, ...]


class Read(Struct, frozen=True):
    """A table that was read: its good rows with their lines, and the others."""

    header: tuple[str, ...]
    good: tuple[tuple[int, Made], ...]
    bad: tuple[BadRow, ...]


class Taken(Struct, frozen=True):
    """What became of the good rows: records that are new, changed, and as they were."""

    new: int
    changed: int
    known: int
    reports: int


def text_of(path: Path, encoding: str) -> str:
    """Raises Unreachable, or BadInput for bytes that are not of the encoding."""
    try:
        return path.read_bytes().decode(encoding)
    except OSError as error:
        raise Unreachable(f"{path}: cannot be read", str(error), "give a file of comma-separated values") from None
    except (UnicodeDecodeError, LookupError) as error:
        raise BadInput(f"{path}: is not {encoding}", str(error), 'name its encoding in the mapping: encoding = "windows-1252"') from None


def read(text: str, name: str, columns: Columns, coder: str, resources: Resources) -> Read:
    """Every row checked. Raises BadInput for a table without the columns of the mapping, or with two rows of one id."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=columns.delimiter, strict=True)
    good: list[tuple[int, Made]] = []
    bad: list[BadRow] = []
    header: list[str] = []
    seen: dict[str, int] = {}
    for line, cells in _rows(reader, name):
        if not header:
            header = [cell.strip() for cell in cells]
            check_header(columns, header, name)
            continue
        try:
            if len(cells) != len(header):
                raise BadCell(f"it has {len(cells)} cells and the head {len(header)}")
            row = made(fields(columns, dict(zip(header, cells, strict=True))), columns, coder, resources)
            _once(row, line, seen)
            good.append((line, row))
        except BadCell as error:
            bad.append(BadRow(line, str(error), tuple(cells)))
    if not header:
        raise BadInput(f"{name}: is empty", "there is no line with the names of the columns", "give a table with a head")
    return Read(tuple(header), tuple(good), tuple(bad))


def _rows(reader: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line that each begins on."""
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"{name}: line {line} cannot be read", str(error), "save it as comma-separated values once more") from None


def _once(row: Made, line: int, seen: dict[str, int]) -> None:
    """Two rows may not be the same record: which of them should stay?"""
    name = row.record.id if not isinstance(row.record, Office) else str((row.document.id, row.record))
    if name in seen:
        raise BadCell(f"it is the same record as line {seen[name]}")
    seen[name] = line


def take(ledger: Ledger, found: Read, name: str, coder: str) -> Taken:
    """Put the good rows into the ledger: all of them, or none where the ledger fails."""
    by_report: dict[str, list[tuple[int, Made]]] = {}
    for line, row in found.good:
        by_report.setdefault(row.document.sha256, []).append((line, row))
    counts = {"new": 0, "changed": 0, "known": 0}
    with ledger.writing() as c:
        for rows in by_report.values():
            for what, n in _take_report(c, rows, name, coder).items():
                counts[what] += n
    return Taken(**counts, reports=len(by_report))


def _take_report(c: Connection, rows: Sequence[tuple[int, Made]], name: str, coder: str) -> dict[str, int]:
    """All rows on one report."""
    document = rows[0][1].document
    before = _before(c, document, coder)
    records = [row.record for _, row in rows]
    coding = Coding(
        document if before is None else before.document,
        Coder(VERSION, "", BY_HAND, "plover"),
        _joined(before.events if before else (), (r for r in records if isinstance(r, Event))),
        _joined(before.commitments if before else (), (r for r in records if isinstance(r, Commitment))),
        tuple(dict.fromkeys([*(before.offices if before else ()), *(r for r in records if isinstance(r, Office))])),
        (),
    )
    told = msgspec.json.encode((coding.events, coding.commitments, coding.offices))
    coding = msgspec.structs.replace(coding, coder=Coder(VERSION, hashlib.sha256(told).hexdigest()[:12], BY_HAND, "plover"))
    line, first = rows[0]
    sighting = Sighting(first.document.source, first.document.url, f"{Path(name).name}:{line}", first.document.published)
    added = adding.add(c, Entry(coding, sighting, by=coder))
    for other_line, other in rows[1:]:
        adding.meet(c, _key(c, document), Sighting(other.document.source, other.document.url, f"{Path(name).name}:{other_line}"))
    _put_days(c, _key(c, document), coder, coding, rows)
    if added.outcome == "known":  # or retracted, or forgotten: then nothing is added to it
        return {"known": len(rows)}
    if before is None:
        return {"new": len(rows)}
    changed = sum(change.kind == "changed" for change in added.changes)
    new = sum(change.kind == "added" for change in added.changes)
    return {"new": new, "changed": changed, "known": len(rows) - new - changed}


def _before(c: Connection, document: Document, coder: str) -> Coding | None:
    """What the coder said of this report before, and its text."""
    known = adding.find(c, document.sha256, coder)
    if known is None or known.forgotten:
        return None
    coding = coding_of(c, known.pk, coder)
    return msgspec.structs.replace(coding, document=msgspec.structs.replace(coding.document, text=document.text)) if coding else None


def _joined(before: Iterable[T], now: Iterable[T]) -> tuple[T, ...]:
    """By their ids: the later one holds."""
    by_id: dict[str, T] = {one.id: one for one in before}
    by_id.update({one.id: one for one in now})
    return tuple(by_id.values())


def _key(c: Connection, document: Document) -> int:
    return int(c.execute(select(s.report.c.pk).where(s.report.c.sha256 == document.sha256)).scalar_one())


def _put_days(c: Connection, report: int, coder: str, coding: Coding, rows: Sequence[tuple[int, Made]]) -> None:
    """The spells of offices, which the contract has no field for."""
    at = {office: place for place, office in enumerate(coding.offices)}
    spells = [
        {"at": at[row.record], "first": row.start, "last": row.end} for _, row in rows if isinstance(row.record, Office)
    ]  # fmt: skip
    if spells:
        o, k = s.office.c, s.coding.c
        theirs = select(k.pk).where(k.report == report, k.coder == coder)
        here = (o.report == report) & (o.position == bindparam("at")) & o.to_seq.is_(None) & o.coding.in_(theirs)
        c.execute(update(s.office).where(here).values(start=bindparam("first"), end=bindparam("last")), spells)
