"""What a new coding of a report changes: rows that say the same stay, the others are closed and new ones opened.

Records and commitments are the same by their id, which document and span give; offices and relations by all that they say.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Table, update

from dragoman.ledger import codec, texts, writing
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Change, Entry, Retention, now
from dragoman.ledger.loading import Row, current_coding, current_rows, quotes_of
from dragoman.ledger.packing import Cut
from dragoman.model import Document

Values = dict[str, Any]
Fields = dict[str, tuple[object, object]]
How = Literal["added", "gone", "changed"]


class Kind(msgspec.Struct, frozen=True):
    """How one sort of rows is made, read and named."""

    what: str
    table: Table
    values: Callable[[Any, Retention], Values]
    read: Callable[[Any, Cut], msgspec.Struct]
    named: tuple[str, ...]  # the columns by which an old row and a new one are the same
    shown: tuple[str, str]  # the columns that name it and say what it is


KINDS = (
    Kind("record", s.record, codec.record_values, codec.event_of, ("id",), ("id", "type")),
    Kind("commitment", s.commitment, codec.commitment_values, codec.commitment_of, ("id",), ("id", "state")),
    Kind("office", s.office, codec.office_values, codec.office_of, (*codec.OFFICE, "data"), ("person", "office")),
    Kind("relation", s.relation, codec.relation_values, codec.relation_of, ("kind", "status", "data"), ("kind", "status")),
)


class Difference(msgspec.Struct, frozen=True):
    """Between rows and what is coded now: keys to close, what to open (by place), rows whose place alone is another."""

    closed: list[int]
    opened: list[int]
    moved: dict[int, int]
    linked: dict[str, str]  # by the id of a changed record the event that it was found to tell of
    changes: list[Change]


def recode(c: Connection, report: Row, entry: Entry, sources: Sequence[str | None]) -> tuple[Change, ...]:
    """Replace the current coding by this coder with the entry's."""
    coding, pk, retention = entry.coding, report["pk"], report["retention"]
    old = current_coding(c, pk, entry.by)
    writing.put_sentences(c, pk, coding, retention, writing.quoted_before(c, pk))
    cut = quotes_of(c, [pk])[pk].cut
    told = (coding.events, coding.commitments, coding.offices, coding.relations)
    rows = [current_rows(c, kind.table, pk, entry.by) for kind in KINDS]
    found = [difference(was, new, kind, retention, cut) for kind, was, new in zip(KINDS, rows, told, strict=True)]
    changes = tuple(change for each in found for change in each.changes)
    counts = {kind: sum(change.kind == kind for change in changes) for kind in ("added", "gone", "changed")}
    seq = writing.put_log(c, "recoded", pk, {**counts, "by": entry.by, **_as_it_was(report, coding.document, rows, found)})
    if old is not None:
        c.execute(update(s.coding).where(s.coding.c.pk == old["pk"]).values(to_seq=seq, replaced_at=now()))
    key = writing.put_coding(c, pk, entry, seq, retention)
    owner = writing.Owner(coding.document, retention, pk, key, seq)
    for kind, each in zip(KINDS, found, strict=True):
        writing.close(c, kind.table, each.closed, seq)
        for row, position in each.moved.items():
            c.execute(update(kind.table).where(kind.table.c.pk == row).values(position=position))
    records, commitments, offices, relations = (each.opened for each in found)
    writing.put_records(c, owner, [(at, coding.events[at]) for at in records], sources)
    for name, event in found[0].linked.items():
        c.execute(update(s.record).where((s.record.c.id == name) & s.record.c.to_seq.is_(None)).values(event=event))
    writing.put_commitments(c, owner, [(at, coding.commitments[at]) for at in commitments])
    writing.put_offices(c, owner, [(at, coding.offices[at]) for at in offices])
    writing.put_relations(c, owner, [(at, coding.relations[at]) for at in relations])
    document = coding.document
    if (report["published"], report["published_basis"]) != (document.published, document.published_basis):
        texts.move(c, texts.of_row(report, sources), document.published)
        day = {"published": document.published, "published_basis": document.published_basis}
        c.execute(update(s.report).where(s.report.c.pk == pk).values(**day))
    return changes


def _as_it_was(report: Row, document: Document, rows: Sequence[Sequence[Row]], found: Sequence[Difference]) -> Values:
    """For the log: what is overwritten in place, without which nobody could tell how it was (`asof`)."""
    dated = ("published", "published_basis")
    before = {name: report[name] for name in dated} if any(report[name] != getattr(document, name) for name in dated) else None
    moved = {
        kind.table.name: {str(row["pk"]): row["position"] for row in held if row["pk"] in each.moved}
        for kind, held, each in zip(KINDS, rows, found, strict=True)
        if each.moved
    }
    return {**({"before": before} if before else {}), **({"moved": moved} if moved else {})}


def difference(old: Sequence[Row], new: Sequence[msgspec.Struct], kind: Kind, retention: Retention, cut: Cut) -> Difference:
    """Pure. Old rows and new ones are paired by what names them, in their order where several share it."""
    waiting: dict[object, list[Row]] = {}
    for row in old:
        waiting.setdefault(_name(kind, row), []).append(row)
    result = Difference([], [], {}, {}, [])
    for at, one in enumerate(new):
        values = kind.values(one, retention)
        same = waiting.get(_name(kind, values))
        before = same.pop(0) if same else None
        if before is None:
            result.opened.append(at)
            result.changes.append(_change("added", kind, values))
        elif _alike(before, values):
            if before["position"] != at:
                result.moved[before["pk"]] = at
        else:
            result.closed.append(before["pk"])
            result.opened.append(at)
            if before.get("event", before.get("id")) != before.get("id"):
                result.linked[before["id"]] = before["event"]
            result.changes.append(_change("changed", kind, values, _fields(kind.read(before, cut), kind.read(values, cut))))
    for row in (row for rows in waiting.values() for row in rows):
        result.closed.append(row["pk"])
        result.changes.append(_change("gone", kind, row))
    return result


def _name(kind: Kind, values: Values) -> object:
    return tuple(values[column] for column in kind.named)


def _alike(row: Row, values: Values) -> bool:
    return all(row[name] == value for name, value in values.items() if name != "event")


def _fields(old: msgspec.Struct, new: msgspec.Struct) -> Fields:
    """The fields that differ, as they were and as they are."""
    pairs = ((name, getattr(old, name), getattr(new, name)) for name in old.__struct_fields__)
    return {name: (msgspec.to_builtins(was), msgspec.to_builtins(now_)) for name, was, now_ in pairs if was != now_}


def _change(how: How, kind: Kind, values: Values, fields: Fields | None = None) -> Change:
    name, type_ = (str(values[column]) for column in kind.shown)
    return Change(how, kind.what, name, type_, fields or {})
