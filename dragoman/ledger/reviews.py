"""What people say of records, field by field, and the queues of records that they are asked about. Append-only."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Literal, get_args

from msgspec import Struct
from sqlalchemy import Connection, bindparam, select

from dragoman.errors import LedgerError, NotFound
from dragoman.ledger import bulk, writing
from dragoman.ledger import schema as s
from dragoman.ledger.entry import MACHINE, now
from dragoman.model import Event

Verdict = Literal["correct", "wrong", "corrected", "comment"]
Role = Literal["coder", "adjudicator"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
#: what can be reviewed beside the record as a whole
FIELDS = ("type", "mode", "status", "negation", "actors", "recipients", "date", "place", "contexts")
BATCH = 400
Kind = Literal["random", "stratified", "uncertain"]


class Said(Struct, frozen=True):
    """On one field of a record (None: on the whole). `value`: what is right, or of "correct" and "wrong" what it was."""

    field: str | None
    verdict: Verdict
    value: str | None = None
    note: str | None = None


class Review(Struct, frozen=True):
    """One line of the history of reviews."""

    seq: int
    at: str
    coder: str
    record: str
    field: str | None
    verdict: Verdict
    value: str | None
    note: str | None
    role: Role


class Queue(Struct, frozen=True):
    """`coders`: how many are to review each item, not knowing of each other; `items` and `done` count them."""

    name: str
    at: str
    kind: Kind
    coders: int
    seed: int
    items: int = 0
    done: int = 0


def value_of(event: Event, field: str) -> str:
    """A field as it is reviewed: short text, "none" where there is nothing. Sides are their codes, in order of the alphabet."""
    if field in ("actors", "recipients"):
        sides = event.actors if field == "actors" else event.recipients
        return ",".join(sorted({a.country or a.name for a in sides})) or "none"
    if field == "date":
        date = event.date
        return "none" if date is None else (date.start or "") if date.start == date.end else f"{date.start or ''}/{date.end or ''}"
    if field == "place":
        return event.place.name if event.place else "none"
    if field == "contexts":
        return ",".join(sorted(event.contexts)) or "none"
    return str(getattr(event, field) or "none")


def checked(said: Sequence[Said]) -> Sequence[Said]:
    """Raises LedgerError for a field that is none, or a correction without a value."""
    for one in said:
        if one.field is not None and one.field not in FIELDS:
            raise LedgerError(f"{one.field!r} cannot be reviewed", "it is no field of a record", f"name one of {', '.join(FIELDS)}")
        if one.verdict == "corrected" and (one.field is None or not one.value):
            raise LedgerError("a correction without a value", "a field is corrected to something", "give FIELD=VALUE")
    if not said:
        raise LedgerError("nothing was said", "a review has a verdict at least", "say whether the record is correct")
    return said


def put(c: Connection, record: str, coder: str, said: Sequence[Said], role: Role = "coder") -> int:
    """Add a review; the entry of the log. Raises NotFound for a record that never was."""
    r = s.record.c
    found = c.execute(select(r.report).where(r.id == record, r.to_seq.is_(None))).first()
    found = found or c.execute(select(r.report).where(r.id == record).limit(1)).first()
    if found is None:
        raise NotFound(f"no record {record}", "nothing in the ledger has that id", "dragoman report REPORT lists the records of a report")
    seq = writing.put_log(c, "reviewed", found.report, {"record": record, "by": coder, "role": role})
    keys = bulk.keys(c, s.review, len(checked(said)))
    line = {"seq": seq, "at": now(), "coder": coder, "record": record, "role": role}
    told = [{name: getattr(one, name) for name in one.__struct_fields__} for one in said]
    bulk.put(c, s.review, [{"pk": key, **line, **one} for key, one in zip(keys, told, strict=True)])
    return seq


def on(c: Connection, records: Collection[str] | None = None) -> list[Review]:
    """All reviews of these records (None: of all), in order."""
    t = s.review.c
    wanted = select(*(t[name] for name in Review.__struct_fields__)).order_by(t.pk)
    if records is None:
        return [Review(*row) for row in c.execute(wanted)]
    listed, found = sorted(records), []
    some = wanted.where(t.record.in_(bindparam("some", expanding=True)))
    for start in range(0, len(listed), BATCH):
        found += [Review(*row) for row in c.execute(some, {"some": listed[start : start + BATCH]})]
    return found


def put_queue(c: Connection, queue: Queue, records: Sequence[str]) -> None:
    """Raises LedgerError where the name is taken."""
    if c.execute(select(s.queue.c.pk).where(s.queue.c.name == queue.name)).first() is not None:
        raise LedgerError(f"there is a queue {queue.name!r} already", "what is in a queue does not change", "give another name")
    fields = {name: getattr(queue, name) for name in ("name", "at", "kind", "coders", "seed")}
    writing.put_log(c, "queued", None, json.loads(json.dumps({**fields, "items": len(records)})))
    [key] = bulk.keys(c, s.queue, 1)
    bulk.put(c, s.queue, [{"pk": key, **fields}])
    bulk.put(c, s.queue_item, [{"queue": key, "position": n, "record": record} for n, record in enumerate(records)])


def items(c: Connection, name: str) -> tuple[Queue, list[str]]:
    """A queue and its records, in its order, those left out that hold no longer. Raises NotFound."""
    q, i, r = s.queue.c, s.queue_item.c, s.record.c
    row = c.execute(select(s.queue).where(q.name == name)).mappings().first()
    if row is None:
        named = ", ".join(c.execute(select(q.name).order_by(q.name)).scalars()) or "none"
        raise NotFound(f"no queue {name!r}", f"there are: {named}", "dragoman review queue NAME makes one")
    holds = select(i.record).join(s.record, r.id == i.record).join(s.report, s.report.c.pk == r.report)
    holds = holds.where(i.queue == row["pk"], r.to_seq.is_(None), s.report.c.retracted_at.is_(None)).order_by(i.position)
    fields = {field: row[field] for field in ("name", "at", "kind", "coders", "seed")}
    return Queue(**fields), list(c.execute(holds).scalars())


def queues(c: Connection) -> list[str]:
    """Names, the oldest first."""
    return list(c.execute(select(s.queue.c.name).order_by(s.queue.c.pk)).scalars())


def reviewers(c: Connection, records: Collection[str]) -> dict[str, set[str]]:
    """Who reviewed each, adjudicators left out."""
    found: dict[str, set[str]] = {}
    for one in on(c, records):
        if one.role == "coder" and one.verdict != "comment":
            found.setdefault(one.record, set()).add(one.coder)
    return found


def choices(c: Connection) -> list[tuple[str, str, float]]:
    """(id, type, confidence) of the machine's records that hold, by id."""
    r = s.record.c
    wanted = select(r.id, r.type, r.confidence).join(s.coding, s.coding.c.pk == r.coding).join(s.report, s.report.c.pk == r.report)
    wanted = wanted.where(r.to_seq.is_(None), s.report.c.retracted_at.is_(None), s.coding.c.coder == MACHINE)
    return [(row.id, row.type, row.confidence) for row in c.execute(wanted.order_by(r.id))]


def types_of(c: Connection, records: Collection[str]) -> dict[str, str]:
    """The type that records have now."""
    r = s.record.c
    listed = sorted(records)
    found: dict[str, str] = {}
    for start in range(0, len(listed), BATCH):
        some = listed[start : start + BATCH]
        found |= {row.id: row.type for row in c.execute(select(r.id, r.type).where(r.id.in_(some), r.to_seq.is_(None)))}
    return found
