"""Events, commitments, offices and reports as rows of plain values, for tables. Pure."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from dragoman.model import Actor, Commitment, Event, LedgerEvent, Office, Span

BETWEEN = "; "  # values of one cell
PLACE = ("name", "country", "lat", "lon", "precision")


def row(struct: Struct) -> dict[str, Any]:
    """One row; the columns are the same for every struct of a type."""
    if isinstance(struct, Event):
        return of_event(struct)
    if isinstance(struct, Commitment):
        return of_commitment(struct)
    plain = {name: getattr(struct, name) for name in struct.__struct_fields__}
    if isinstance(struct, Office):
        plain["evidence"] = struct.evidence.text
    return plain


def of_event(event: Event) -> dict[str, Any]:
    """Dates and places as columns of their own; evidence as text."""
    plain = ("id", "type", "mode", "quad", "score", "cameo", "confidence", "status", "negation", "certainty")
    date, place = event.date, event.place
    return {
        **{name: getattr(event, name) for name in plain},
        "contexts": BETWEEN.join(event.contexts),
        **sides("actor", event.actors),
        **sides("recipient", event.recipients),
        "start": date.start if date else None,
        "end": date.end if date else None,
        **{f"place_{name}": getattr(place, name) if place else None for name in PLACE},
        "attributed_to": event.attributed_to.name if event.attributed_to else None,
        "trigger": event.trigger.text,
        "evidence": quotes(event.evidence),
        **(records(event) if isinstance(event, LedgerEvent) else {}),
    }


def records(event: LedgerEvent) -> dict[str, Any]:
    """How many reports tell of it, which, and since when."""
    return {
        "records": len(event.records),
        "texts": event.texts,
        "reports": BETWEEN.join(one.report for one in event.records),
        "sources": BETWEEN.join(dict.fromkeys(one.source for one in event.records if one.source)),
        "published": min((one.published for one in event.records if one.published), default=None),
    }


def of_commitment(held: Commitment) -> dict[str, Any]:
    """The amount as its value and unit."""
    own = {name: getattr(held, name) for name in held.__struct_fields__ if name not in Commitment.__struct_fields__}
    return {
        "id": held.id,
        "state": held.state,
        "due": held.due,
        **sides("obligor", held.obligor),
        **sides("obligee", held.obligee),
        "what": held.what.text,
        "amount": held.amount.value if held.amount else None,
        "unit": held.amount.unit if held.amount else None,
        "evidence": quotes(held.evidence),
        **own,
    }


def sides(side: str, actors: Iterable[Actor]) -> dict[str, str]:
    """Codes, and names as far as they are known: persons before the words of the text."""
    everybody = list(actors)
    return {
        f"{side}s": BETWEEN.join(dict.fromkeys(one.country for one in everybody if one.country)),
        f"{side}_names": BETWEEN.join(dict.fromkeys(one.person or one.name for one in everybody)),
    }


def quotes(spans: Iterable[Span]) -> str:
    return BETWEEN.join(" ".join(span.text.split()) for span in spans)
