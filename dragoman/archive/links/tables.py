"""The rows of the tables of linking. Pure."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from dragoman.flat import BETWEEN
from dragoman.linking.told import Told


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
