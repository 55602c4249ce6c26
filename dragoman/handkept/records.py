"""From the fields of one row to its record and the report that it stands on. Pure."""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import cast, get_args

from msgspec import Struct

from dragoman.errors import BadDate
from dragoman.handkept import cells
from dragoman.handkept.cells import BadCell
from dragoman.handkept.mapping import NEEDED, Columns
from dragoman.model import Actor, Commitment, CommitmentState, Document, Event, Negation, Office, Span, Status
from dragoman.readers import parse_published
from dragoman.readers.document import make_document
from dragoman.resources import Resources

Fields = Mapping[str, str]
#: how sure an event is of which a status alone is given: the scale of `certainty`
SURE = {"occurred": 3, "ongoing": 3, "planned": 2, "expected": 1, "possible": 0, "alleged": 1, "negated": -3}


class Made(Struct, frozen=True):
    """A row as a record, and its report. `start` and `end` are those of an office."""

    document: Document
    record: Event | Commitment | Office
    start: str | None = None
    end: str | None = None


def made(fields: Fields, columns: Columns, coder: str, resources: Resources) -> Made:
    """Raises BadCell for what the ontology does not know or no calendar has."""
    lacking = [name for name in needed(columns) if not fields.get(name)]
    if lacking:
        raise BadCell(f"{' and '.join(lacking)} {'is' if len(lacking) == 1 else 'are'} empty")
    document, quote = _report(fields, columns)
    why = (f"coded by {coder}", "kept by hand")
    if columns.kind == "events":
        return Made(document, event(fields, columns, coder, document, quote, why, resources))
    if columns.kind == "commitments":
        return Made(document, commitment(fields, columns, coder, document, quote, why, resources))
    held = office(fields, quote, resources)
    days = cells.spell(fields.get("start"), fields.get("end"), None, columns.dates)
    return Made(document, held, days.start if days else None, days.end if days else None)


def needed(columns: Columns) -> list[str]:
    """Fields that no row may lack."""
    return [name for name in NEEDED[columns.kind] if name != "actors"]


def event(
    fields: Fields, columns: Columns, coder: str, document: Document, quote: Span, why: tuple[str, ...], resources: Resources
) -> Event:
    kind = resources.types[cells.one_of("type", fields["type"], resources.types)]
    mode = cells.one_of(f"mode of {kind.id}", fields["mode"], kind.modes) if "mode" in fields else None
    status = cast(Status, cells.one_of("status", fields.get("status", "occurred"), get_args(Status)))
    negation = cast(Negation, cells.one_of("negation", fields["negation"], get_args(Negation))) if "negation" in fields else None
    if negation is not None and status != "negated":
        raise BadCell(f"the negation {negation} goes with the status negated, not with {status}")
    actors, recipients = (_side(fields.get(side), columns, quote, resources) for side in ("actors", "recipients"))
    if not (actors or recipients):
        raise BadCell("there is neither an actor nor a recipient")
    certainty = int(cells.number("certainty", fields["certainty"])) if "certainty" in fields else SURE[status]
    if not -3 <= certainty <= 3:
        raise BadCell(f"the certainty {certainty} is not between -3 and 3")
    contexts = tuple(cells.one_of("context", one, resources.contexts) for one in cells.several(fields.get("contexts"), columns.separator))
    return Event(
        id=identity("e", coder, document, fields),
        type=kind.id,
        mode=mode,
        contexts=contexts,
        quad=kind.quad,
        score=kind.score,
        cameo=(kind.modes[mode].cameo if mode else None) or (kind.cameo[0] if kind.cameo else None),
        confidence=cells.chance(fields.get("confidence")),
        status=status,
        negation=negation,
        certainty=certainty,
        actors=actors,
        recipients=recipients,
        date=cells.spell(fields.get("start"), fields.get("end"), fields.get("date"), columns.dates),
        place=cells.place(fields.get("place"), fields.get("place_country"), (fields.get("lat"), fields.get("lon")), resources),
        attributed_to=None,
        amounts=(),
        topics=(),
        trigger=quote,
        evidence=(quote,),
        why=why,
    )


def commitment(
    fields: Fields, columns: Columns, coder: str, document: Document, quote: Span, why: tuple[str, ...], resources: Resources
) -> Commitment:
    return Commitment(
        id=identity("c", coder, document, fields),
        obligor=_side(fields["obligor"], columns, quote, resources),
        obligee=_side(fields.get("obligee"), columns, quote, resources),
        what=_part(quote, fields["what"]),
        amount=cells.amount(fields.get("amount"), fields.get("unit"), quote),
        due=cells.day(fields["due"], columns.dates) if "due" in fields else None,
        state=cast(CommitmentState, cells.one_of("state", fields["state"], get_args(CommitmentState))),
        evidence=(quote,),
        why=why,
    )


def office(fields: Fields, quote: Span, resources: Resources) -> Office:
    country = cells.country(fields["country"], resources) if "country" in fields else None
    return Office(fields["person"], fields["office"], country, cells.flag("former", fields.get("former")), quote)


def _side(written: str | None, columns: Columns, quote: Span, resources: Resources) -> tuple[Actor, ...]:
    return tuple(cells.actor(one, quote, resources) for one in cells.several(written, columns.separator))


def identity(prefix: str, coder: str, document: Document, fields: Fields) -> str:
    """Of the row's own id where it has one, so that a row coded anew is the same record; else of all that it says."""
    key = fields.get("id") or "\x1f".join(f"{name}={value}" for name, value in sorted(fields.items()))
    whole = "\x1f".join((coder, document.id, key))
    return f"{prefix}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"


def _report(fields: Fields, columns: Columns) -> tuple[Document, Span]:
    """The headline and the quote; without a quote the row itself is what can be shown."""
    if not (fields.get("source") or fields.get("url")):
        raise BadCell("source and url are empty")
    quote = fields.get("evidence") or "\n".join(f"{name}: {value}" for name, value in fields.items())
    published = None
    if "published" in fields:
        try:
            published = parse_published(cells.day(fields["published"], columns.dates))
        except BadDate as error:
            raise BadCell(f"published: {error.why}") from None
    basis = "given" if published else "unknown: no date was given"
    title, source, url = fields.get("title"), fields.get("source"), fields.get("url")
    document = make_document(quote, title=title, published=published, published_basis=basis, source=source, url=url)
    start = document.text.rindex(quote)
    return document, Span(quote, start, start + len(quote))


def _part(quote: Span, words: str) -> Span:
    """The words where the quote has them, else the whole quote."""
    at = quote.text.find(words)
    return Span(words, quote.start + at, quote.start + at + len(words)) if at >= 0 else quote
