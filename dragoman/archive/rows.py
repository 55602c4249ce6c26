"""What comes of an item as rows of an archive's tables, and back. Pure."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from dragoman import errors, flat
from dragoman.errors import DragomanError
from dragoman.intake.copies import Marked
from dragoman.ledger.failures import reason
from dragoman.model import Coding, Document
from dragoman.readers.item import Item

Row = dict[str, Any]
UNKNOWN = "unknown"  # the partition of reports without a day
LENGTHS = {"year": 4, "month": 7, "day": 10}


class Kept(Struct, frozen=True):
    """A report as an archive has it: the item as it was read, and its coding with the marks of its text."""

    item: Item
    told: Marked


class Refusal(DragomanError):
    """An error of a class that is not known here, as it was told elsewhere."""


def partition(published: str | None, by: str) -> str:
    """The value by which a report is kept: digits and hyphens of its day, or `unknown`, whatever stands there."""
    part = (published or "")[: LENGTHS[by]]
    plain = len(part) == LENGTHS[by] and part.isascii() and part.replace("-", "").isdigit()
    return part if plain else UNKNOWN


def where(shard: int, position: int, item: Item) -> Row:
    """The columns of all tables."""
    return {"shard": shard, "position": position, "item": item.item}


def of_report(at: Row, item: Item, told: Marked) -> Row:
    """A row of `reports`."""
    document, coding = told.coding.document, told.coding
    plain = msgspec.to_builtins(coding)
    del plain["document"]
    declared = item.document or document
    return {
        **{name: getattr(document, name) for name in Document.__struct_fields__}, **at,
        "named": " ".join(coding.named), "events": len(coding.events), "coding": msgspec.json.encode(plain).decode(),
        "read_from": item.source, "origin": item.origin, "record": item.id, "fetched": item.fetched, "met_url": item.url,
        "declared": declared.published, "declared_basis": declared.published_basis,
        "signature": told.marks.signature, "topic": told.marks.topic,
    }  # fmt: skip


def of_events(at: Row, coding: Coding) -> Iterator[Row]:
    """Rows of `events`."""
    document = coding.document
    shared = {"report": document.id, "source": document.source, "url": document.url, "published": document.published}
    for number, event in enumerate(coding.events):
        yield {
            **flat.of_event(event), **at, **shared, "number": number,
            "trigger_start": event.trigger.start, "trigger_end": event.trigger.end,
            "evidence_starts": [span.start for span in event.evidence], "evidence_ends": [span.end for span in event.evidence],
        }  # fmt: skip


def of_failure(at: Row, item: Item, error: Exception) -> Row:
    """A row of `failures`. What no table can hold in a name or a reason is replaced by question marks."""
    plain = {"read_from": item.source, "origin": item.origin, "url": item.url, "record": item.id, **reason(error, item.item)}
    return {name: storable(value) if isinstance(value, str) else value for name, value in {**at, **plain}.items()}


def storable(text: str) -> str:
    """With question marks for half characters, which no table can hold."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def item_of(row: Mapping[str, Any]) -> Item:
    """The item that a row of `reports` was made of."""
    names = {name: row[name] for name in Document.__struct_fields__}
    document = Document(**{**names, "published": row["declared"], "published_basis": row["declared_basis"]})
    return Item(
        document, None, row["read_from"], row["met_url"], row["item"], row["declared"], row["record"], row["fetched"], row["origin"]
    )  # fmt: skip


def coding_of(row: Mapping[str, Any]) -> Coding:
    """The coding of a row of `reports`."""
    plain = msgspec.json.decode(row["coding"])
    return msgspec.convert({**plain, "document": {name: row[name] for name in Document.__struct_fields__}}, Coding)


def failed_of(row: Mapping[str, Any]) -> Item:
    """The item of a row of `failures`."""
    error = error_of(row)
    return Item(None, error, row["read_from"], row["url"], row["item"], None, row["record"], None, row["origin"])


def error_of(row: Mapping[str, Any]) -> DragomanError:
    """The error of a row of `failures`, of its own class where that is one of ours; else of one that bears its name."""
    known = getattr(errors, row["kind"], None)
    told = (row["what"], row["why"], row["remedy"])
    if isinstance(known, type) and issubclass(known, DragomanError) and known.__init__ is DragomanError.__init__:
        return known(*told)
    made: DragomanError = type(row["kind"], (Refusal,), {})(*told)
    return made
