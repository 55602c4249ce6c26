"""Rows for one report, its coding and what that says. Every function works in the transaction of its connection."""
from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, bindparam, select, update

from dragoman.errors import NotKept
from dragoman.ledger import bulk, codec, search, texts
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Likeness, Retention, Sighting, now
from dragoman.ledger.packing import packed_all
from dragoman.ledger.quotes import digest, quoting
from dragoman.model import Coding, Commitment, Document, Event, Office, Relation

Values = dict[str, Any]


def put_log(c: Connection, kind: str, report: int | None, detail: Mapping[str, Any]) -> int:
    """A line of the history; its number."""
    line = {"at": now(), "kind": kind, "report": report, "detail": json.dumps(detail, ensure_ascii=False)}
    return _key(c, s.log, line)


def put_report(c: Connection, entry: Entry, like: Likeness | None, sources: Sequence[str | None]) -> int:
    """The report, less its text where that is not to be kept, and whose copy it is; it can be found from now on. Its key."""
    document = entry.coding.document
    kept = {"text": document.text if entry.retention == "full" else None, "retention": entry.retention}
    row = {
        **{name: getattr(document, name) for name in document.__struct_fields__}, **kept, "length": len(document.text),
        "first_seen": now(), "signature": entry.marks.signature if entry.marks else None,
        "topic": entry.marks.topic if entry.marks else None,
        "duplicate_of": (like.of.duplicate_of or like.of.pk) if like else None, "duplicate_kind": like.kind if like else None,
    }  # fmt: skip
    key = _key(c, s.report, row)
    texts.add(c, [texts.of_row({**row, "pk": key}, sources)])
    return key


def put_bands(c: Connection, report: int, bands: Sequence[int]) -> None:
    """The keys by which copies of the report are found."""
    bulk.put(c, s.band, [{"value": value, "report": report} for value in sorted(set(bands))])


def put_sighting(c: Connection, report: int, met: Sighting) -> None:
    """Where it was met, for the first time there."""
    at = {"report": report, "source": met.source or "", "url": met.url or "", "item": met.item or ""}
    bulk.put(c, s.sighting, [{**at, "published": met.published, "seen_at": now()}])


def _met() -> Select[Any]:
    t = s.sighting.c
    same = (t.report == bindparam("report")) & (t.source == bindparam("source")) & (t.url == bindparam("url"))
    return select(t.report).where(same & (t.item == bindparam("item")))


def is_met(c: Connection, report: int, met: Sighting) -> bool:
    """Whether it was met there before."""
    return bool(bulk.fetch(c, _met, report=report, source=met.source or "", url=met.url or "", item=met.item or ""))


def put_coding(c: Connection, report: int, entry: Entry, seq: int, retention: Retention) -> int:
    """Who coded it, and what it tells of things owed; the key of the coding."""
    coder = entry.coding.coder
    row = {
        "report": report, "coder": entry.by, "version": coder.version, "lexicon": coder.lexicon, "model": coder.model,
        "profile": coder.profile, "least": entry.least, "coded_at": now(), "from_seq": seq,
        "named": " ".join(entry.coding.named) or None,
        "progress": packed_all(entry.coding.progress) if retention != "offsets" else None,
    }  # fmt: skip
    return _key(c, s.coding, row)


def put_sentences(c: Connection, report: int, coding: Coding, retention: Retention, there: Collection[tuple[int, int]] = ()) -> None:
    """What the coding quotes and is not `there` yet. Raises NotKept for a quote that is not what the text says."""
    found = quoting(coding)
    if (wrong := found.wrong) is not None:
        what = f"the quote at {wrong.start} to {wrong.end} is not what the report says"
        there_is = coding.document.text[wrong.start : wrong.end]
        raise NotKept(what, f"{wrong.text[:60]!r} is not {there_is[:60]!r}", "report it with the text")
    rows = []
    for span in found.kept:
        if (span.start, span.end) not in there:
            kept = None if retention == "offsets" else span.text
            rows.append({"report": report, "start": span.start, "end": span.end, "text": kept, "digest": digest(span.text)})
    bulk.put(c, s.sentence, rows)


def quoted_before(c: Connection, report: int) -> set[tuple[int, int]]:
    """What earlier codings quoted."""
    t = s.sentence.c
    return {(row.start, row.end) for row in c.execute(select(t.start, t.end).where(t.report == report))}


class Owner:
    """Where new rows belong: the report and coding, the line of the log that opens them, and the report's retention."""

    def __init__(self, document: Document, retention: Retention, report: int, coding: int, seq: int) -> None:
        self.document = document
        self.retention = retention
        self.columns = {"report": report, "coding": coding, "from_seq": seq}


def put_records(c: Connection, owner: Owner, events: Sequence[tuple[int, Event]], sources: Sequence[str | None]) -> None:
    """Events with their places in the coding; they can be found from now on."""
    rows = [{**owner.columns, "position": at, **codec.record_values(event, owner.retention)} for at, event in events]
    if not rows:
        return
    keys = _keys(c, s.record, rows)
    told = [event for _, event in events]
    sides = [{"record": k, **a} for k, e in zip(keys, told, strict=True) for a in codec.actor_values(_of_event(e))]
    bulk.put(c, s.record_actor, sides)
    words = owner.retention != "offsets"
    search.add(
        c,
        [
            search.Entry(k, row["first_day"], row["last_day"], event, tuple(sources), owner.document.title, words)
            for k, row, event in zip(keys, rows, told, strict=True)
        ],
    )


def put_commitments(c: Connection, owner: Owner, commitments: Sequence[tuple[int, Commitment]]) -> None:
    """Commitments with their places in the coding."""
    rows = [{**owner.columns, "position": at, **codec.commitment_values(one, owner.retention)} for at, one in commitments]
    if rows:
        owned = zip(_keys(c, s.commitment, rows), commitments, strict=True)
        sides = ((key, {"obligor": one.obligor, "obligee": one.obligee}) for key, (_, one) in owned)
        bulk.put(c, s.commitment_actor, [{"commitment": key, **actor} for key, both in sides for actor in codec.actor_values(both)])


def put_offices(c: Connection, owner: Owner, offices: Sequence[tuple[int, Office]]) -> None:
    """Offices with their places in the coding."""
    whole = {**owner.columns, "published": owner.document.published}
    bulk.put(c, s.office, [{**whole, "position": at, **codec.office_values(one, owner.retention)} for at, one in offices])


def put_relations(c: Connection, owner: Owner, relations: Sequence[tuple[int, Relation]]) -> None:
    """Relations with their places in the coding."""
    columns, kept = owner.columns, owner.retention
    bulk.put(c, s.relation, [{**columns, "position": at, **codec.relation_values(one, kept)} for at, one in relations])


def close(c: Connection, table: Table, keys: Sequence[int], seq: int) -> None:
    """These rows hold no longer; they stay."""
    if keys:
        c.execute(update(table).where(table.c.pk.in_(keys)).values(to_seq=seq))


def _of_event(event: Event) -> dict[str, Any]:
    return {"actor": event.actors, "recipient": event.recipients}


def _key(c: Connection, table: Table, row: Values) -> int:
    column = "seq" if table is s.log else "pk"
    [key] = bulk.keys(c, table, 1)
    bulk.put(c, table, [{column: key, **row}])
    return key


def _keys(c: Connection, table: Table, rows: Sequence[Values]) -> list[int]:
    """Insert the rows; their keys, in the order of the rows."""
    keys = bulk.keys(c, table, len(rows))
    bulk.put(c, table, [{"pk": key, **row} for key, row in zip(keys, rows, strict=True)])
    return keys
