"""The tables of linking: their columns and rows. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from dragoman.archive.columns import Column
from dragoman.flat import BETWEEN
from dragoman.linking.told import Told

COPIES = (
    Column("report", "text", "the id of a report that says what another said before it"),
    Column("item", "text", "where it was read"),
    Column("of", "text", "the id of that other: the first of all its copies"),
    Column("kind", "text", "same (the very text once more), exact, near, version"),
)
MEMBERS = (
    Column("record", "text", "the id of a row of events"),
    Column("happening", "text", "the id of the happening that it tells of"),
    Column("report", "text", "the id of its report"),
    Column("text", "text", "the id of the report that this one is a copy of; its own where it is none"),
)
HAPPENINGS = (
    Column("id", "text", "the happening's id: that of its first record"),
    Column("type", "text", "PLOVER event type, of the first record"),
    Column("mode", "text", "PLOVER mode, of the first record"),
    Column("status", "text", "of the first record"),
    Column("last_status", "text", "of the record that was published last"),
    Column("actors", "text", "codes of who acts, of the first record"),
    Column("recipients", "text", "codes of who undergoes it, of the first record"),
    Column("start", "text", "the first day that any record tells, ISO"),
    Column("end", "text", "the last day that any record tells, ISO"),
    Column("place_name", "text", "place, of the first record that tells one"),
    Column("place_country", "text", "country of the place"),
    Column("published", "text", "when the first report of it was published, ISO"),
    Column("published_last", "text", "when the last one was"),
    Column("records", "integer", "how many records tell of it"),
    Column("texts", "integer", "how many independent texts they are"),
    Column("members", "texts", "ids of the records"),
    Column("reports", "texts", "ids of their reports"),
)


def _told(data: bytes) -> Told:
    return msgspec.msgpack.decode(data, type=Told)


def member(data: bytes, happening: str) -> dict[str, Any]:
    """A row of `members`."""
    told = _told(data)
    return {"record": told.id, "happening": happening, "report": told.report, "text": told.text}


def happening(records: Sequence[bytes]) -> dict[str, Any]:
    """A row of `happenings`, of its records in their order."""
    told = [_told(data) for data in records]
    first = told[0]
    place = next((one.place for one in told if one.place is not None), None)
    published = sorted(one.published for one in told if one.published)
    return {
        "id": first.id, "type": first.type, "mode": first.mode, "status": first.status,
        "last_status": max(told, key=lambda one: (one.published or "", one.order)).status,
        "actors": BETWEEN.join(sorted(first.actors)), "recipients": BETWEEN.join(sorted(first.recipients)),
        "start": min((one.first for one in told if one.first), default=None),
        "end": max((one.last for one in told if one.last), default=None),
        "place_name": place.name if place else None, "place_country": place.country if place else None,
        "published": published[0] if published else None, "published_last": published[-1] if published else None,
        "records": len(told), "texts": len({one.text for one in told}),
        "members": [one.id for one in told], "reports": list(dict.fromkeys(one.report for one in told)),
    }  # fmt: skip
