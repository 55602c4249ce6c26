"""Annotated reports as people write them: the shape of the files, and what comparing needs of them."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from dragoman.evaluate.compared import Act, Annotation, Promise, Range
from dragoman.evaluate.notes import Notes
from dragoman.model import Actor


class Side(Struct, frozen=True):
    """An actor, by its country's or organisation's code."""

    name: str | None = None
    country: str | None = None


class Quote(Struct, frozen=True):
    """Characters of the report."""

    start: int
    end: int


class Speaker(Struct, frozen=True):
    """Who is credited, where it is written as an object."""

    name: str | None = None


class Phrase(Struct, frozen=True):
    """Words of the report, where they are written as an object: a coding that was corrected is an annotation too."""

    text: str


class Dates(Struct, frozen=True):
    """ISO dates, either open."""

    start: str | None = None
    end: str | None = None


class Where(Struct, frozen=True):
    """A place by its country."""

    name: str | None = None
    country: str | None = None


class GoldEvent(Struct, frozen=True):
    """One annotated event; only type and evidence are required, and asked for later, so that one without is left out."""

    id: str | int | None = None
    type: str | None = None
    alt: tuple[str, ...] | None = None
    mode: str | None = None
    status: str | None = None
    actors: tuple[Side, ...] | None = None
    recipients: tuple[Side, ...] | None = None
    date: Dates | None = None
    place: Where | None = None
    attributed_to: str | Speaker | None = None
    trigger: str | Phrase | None = None
    evidence: tuple[str | Quote, ...] | str | None = None


class GoldCommitment(Struct, frozen=True):
    """One annotated commitment."""

    obligor: tuple[Side, ...] | None = None
    due: str | None = None
    evidence: tuple[str | Quote, ...] | str | None = None


class GoldOffice(Struct, frozen=True):
    """Who holds an office for which state."""

    person: str | None = None
    country: str | None = None


class GoldFile(Struct, frozen=True):
    """One annotator's file for one report."""

    events: tuple[GoldEvent, ...]
    commitments: tuple[GoldCommitment, ...] | None = None
    offices: tuple[GoldOffice, ...] | None = None


class GoldReport(Struct, frozen=True):
    """A report: NAME.json."""

    text: str
    title: str | None = None
    date: str | None = None


def full_text(report: GoldReport) -> str:
    """What is coded, and what offsets count in: headline, empty line, body; the body alone where it begins with the headline."""
    title = (report.title or "").strip()
    return report.text if not title or report.text.lstrip().startswith(title) else f"{title}\n\n{report.text}"


def annotation_of(gold: GoldFile, text: str, where: str, notes: Notes) -> Annotation:
    """Everything of a file that can be compared; the rest is left out and noted."""
    return Annotation(
        tuple(acts(gold.events, text, where, notes)),
        tuple(promises(gold.commitments or (), text, where, notes)),
        holders((office.person, office.country) for office in gold.offices or ()),
    )


def acts(events: Sequence[GoldEvent], text: str, where: str, notes: Notes) -> Iterator[Act]:
    """The events that have a type and evidence. Evidence that is no part of the text is noted: the event can only be missed."""
    for number, event in enumerate(events, 1):
        name = str(event.id if event.id is not None else number)
        here = f"{where}, event {name}"
        if not event.type or not event.evidence:
            notes.leave_out(here, "an event without a type" if not event.type else "an event without evidence")
            continue
        spans = ranges(event.evidence, text)
        if not spans:
            notes.remarks.append(f"{here}: its evidence does not stand in the text")
        yield act(name, event.type, event, spans, here, notes)


def act(name: str, kind: str, event: GoldEvent, spans: tuple[Range, ...], here: str, notes: Notes) -> Act:
    """One event ready to be compared."""
    start, end, dated = None, None, False
    if event.date is not None:
        written = (event.date.start, event.date.end)
        start, end = (notes.day(here, bound) for bound in written)
        dated = not any(written) or bool(start or end)
    said = event.attributed_to.name if isinstance(event.attributed_to, Speaker) else event.attributed_to
    return Act(
        id=name, type=kind, types=frozenset((kind, *(event.alt or ()))), spans=spans,
        actors=codes(event.actors), recipients=codes(event.recipients), status=event.status,
        dated=dated, start=start, end=end, place=event.place.country if event.place else None,
        mode=event.mode, said_by=words(said), credited=bool(event.attributed_to),
        trigger=event.trigger.text if isinstance(event.trigger, Phrase) else event.trigger or "",
    )  # fmt: skip


def promises(commitments: Sequence[GoldCommitment], text: str, where: str, notes: Notes) -> Iterator[Promise]:
    """The commitments that have evidence."""
    for number, owed in enumerate(commitments, 1):
        here = f"{where}, commitment {number}"
        if owed.evidence:
            yield Promise(ranges(owed.evidence, text), codes(owed.obligor), notes.day(here, owed.due))
        else:
            notes.leave_out(here, "a commitment without evidence")


def ranges(quotes: Sequence[str | Quote] | str, text: str) -> tuple[Range, ...]:
    """Where quotes stand: words where they first stand, offsets as they are; words that are not there are dropped."""
    found = []
    for quote in (quotes,) if isinstance(quotes, str) else quotes:
        if isinstance(quote, Quote):
            found.append((quote.start, quote.end))
        elif (at := text.find(quote)) >= 0:
            found.append((at, at + len(quote)))
    return tuple(found)


def codes(sides: Iterable[Side | Actor] | None) -> frozenset[str]:
    """The codes of the actors that have one."""
    return frozenset(side.country for side in sides or () if side.country)


def words(name: str | None) -> frozenset[str]:
    """The words of a name, in small letters."""
    return frozenset((name or "").lower().split())


def holders(offices: Iterable[tuple[str | None, str | None]]) -> frozenset[tuple[str, str | None]]:
    """Office-holders by the last word of their name and the code of their state."""
    return frozenset((person.split()[-1].lower(), country) for person, country in offices if person and person.strip())
