"""Between the types of the contract and the rows of the ledger, both ways; pure.

What comes out is equal to what went in, but for the texts that the report's retention does not keep: these are "".
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from dragoman.days import first_day, last_day
from dragoman.ledger.packing import Cut, built, packed, unpacked
from dragoman.model import Actor, Coder, Commitment, Document, Event, EventDate, Office, Relation

Row = Mapping[str, Any]
Values = dict[str, Any]
T = TypeVar("T", Event, Commitment)
#: words of the report that reasons quote; reasons without them may be kept where the text may not
QUOTED = re.compile(r"'[^']*'")
PLAIN = ("id", "type", "mode", "quad", "score", "cameo", "status", "negation", "certainty", "confidence")
PLACE = {"name": "place_name", "country": "place_country", "lat": "lat", "lon": "lon", "precision": "precision"}
OFFICE = ("person", "office", "country", "former")


def bounds(date: EventDate | None) -> tuple[str | None, str | None]:
    """The columns `first_day` and `last_day`."""
    if date is None:
        return None, None
    return first_day(date.start) if date.start else None, last_day(date.end) if date.end else None


def record_values(event: Event, retention: str) -> Values:
    """The columns of a record, less those that say where it belongs."""
    day, last = bounds(event.date)
    place = {column: getattr(event.place, field) if event.place else None for field, column in PLACE.items()}
    return {
        **{name: getattr(event, name) for name in PLAIN},
        **place,
        "contexts": " ".join(event.contexts),
        "event": event.id,
        "start": event.date.start if event.date else None,
        "end": event.date.end if event.date else None,
        "first_day": day,
        "last_day": last,
        "data": packed(event if retention != "offsets" else wordless(event), *PLAIN, "place", "contexts"),
    }


def event_of(row: Row, cut: Cut) -> Event:
    """The event of a row of `record`; `cut` is `Quotes.cut` of its report."""
    place = {field: row[column] for field, column in PLACE.items()} if row["place_name"] is not None else None
    columns = {name: row[name] for name in PLAIN}
    event: Event = built(Event, unpacked(row["data"], **columns, place=place, contexts=row["contexts"].split()), cut)
    return event


def commitment_values(commitment: Commitment, retention: str) -> Values:
    """The columns of a commitment, less those that say where it belongs."""
    kept = commitment if retention != "offsets" else _wordless(commitment)
    return {
        "id": commitment.id,
        "state": commitment.state,
        "due": commitment.due,
        "due_day": last_day(commitment.due) if commitment.due else None,
        "data": packed(kept, "id", "state", "due"),
    }


def commitment_of(row: Row, cut: Cut) -> Commitment:
    """The commitment of a row."""
    commitment: Commitment = built(Commitment, unpacked(row["data"], id=row["id"], state=row["state"], due=row["due"]), cut)
    return commitment


def office_values(office: Office, retention: str) -> Values:
    """The columns of an office, less those that say where it belongs."""
    return {**{name: getattr(office, name) for name in OFFICE}, "data": packed(office, *OFFICE)}


def office_of(row: Row, cut: Cut) -> Office:
    """The office of a row."""
    office: Office = built(Office, unpacked(row["data"], **{name: row[name] for name in OFFICE}), cut)
    return office


def relation_values(relation: Relation, retention: str) -> Values:
    """The columns of a relation, less those that say where it belongs."""
    return {"kind": relation.kind, "status": relation.status, "data": packed(relation, "kind", "status")}


def relation_of(row: Row, cut: Cut) -> Relation:
    """The relation of a row."""
    relation: Relation = built(Relation, unpacked(row["data"], kind=row["kind"], status=row["status"]), cut)
    return relation


def actor_values(sides: Mapping[str, tuple[Actor, ...]]) -> Iterator[Values]:
    """The rows of `record_actor` or `commitment_actor`, less their owner."""
    for side, actors in sides.items():
        for position, a in enumerate(actors):
            yield {
                "side": side, "position": position, "code": a.country, "sector": a.sector, "kind": a.kind, "person": a.person,
                "office": a.office, "name": a.name,
            }  # fmt: skip


def document_of(row: Row) -> Document:
    """The document of a row of `report`; its text is "" where it is not kept."""
    fields = {name: row[name] for name in Document.__struct_fields__ if name != "text"}
    return Document(**fields, text=row["text"] or "")


def coder_of(row: Row) -> Coder:
    """The coder of a row of `coding`."""
    return Coder(version=row["version"], lexicon=row["lexicon"], model=row["model"], profile=row["profile"])


def wordless(event: Event) -> Event:
    """The event without the words that it quotes outside its spans: those of its date, and those within its reasons."""
    date = replace(event.date, text="") if event.date and event.date.text else event.date
    return replace(_wordless(event), date=date)


def _wordless(told: T) -> T:
    return replace(told, why=tuple(QUOTED.sub("''", reason) for reason in told.why))
