"""What fires an alert, as it is kept and delivered: JSON with the places of quotes, whose words are added when it is sent. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from dragoman.model import Actor, LedgerEvent, Span


class Firing(Struct, frozen=True):
    """One alert on one thing. `subject` names it; `counted` are further things that the alert has told of with it."""

    subject: str
    report: str | None
    data: dict[str, Any]
    counted: tuple[str, ...] = ()


def quote(report: str, span: Span) -> dict[str, Any]:
    """Where a sentence stands; offsets are characters of the report's text."""
    return {"report": report, "start": span.start, "end": span.end}


def event(found: LedgerEvent, record: str) -> dict[str, Any]:
    """An event as its alert has it, with the report of the record (by its id) that fires it."""
    by = next(account for account in found.records if account.record == record)
    return {
        "kind": "event", "event": found.id, "type": found.type, "mode": found.mode, "status": found.status,
        "actors": names(found.actors), "recipients": names(found.recipients),
        "start": found.date.start if found.date else None, "end": found.date.end if found.date else None,
        "place": found.place.name if found.place else None, "country": found.place.country if found.place else None,
        "confidence": found.confidence, "texts": found.texts, "report": by.report, "published": by.published,
        "source": by.source, "quotes": [quote(by.report, span) for span in by.evidence],
    }  # fmt: skip


def names(actors: Iterable[Actor]) -> list[str]:
    """By their codes, those without one by name."""
    return list(dict.fromkeys(actor.country or actor.name for actor in actors))


def threshold(events: Sequence[dict[str, Any]], days: Sequence[str], at_least: int, within_days: int) -> dict[str, Any]:
    """Several events together."""
    return {
        "kind": "threshold", "at_least": at_least, "within_days": within_days, "first_day": min(days), "last_day": max(days),
        "events": list(events),
    }  # fmt: skip
