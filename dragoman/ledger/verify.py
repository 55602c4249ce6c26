"""Whether quotes are still what the reports say: against the stored text and its hash, or the hash of the quote. No quote, no event."""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.ledger import schema as s
from dragoman.ledger.quotes import digest
from dragoman.model import LedgerCommitment, LedgerEvent, Span

PAGE = 200  # events of which the reports are read at once


class Refused(Struct, frozen=True):
    """An event (or a commitment) that is not let out, and why."""

    event: str
    report: str
    why: str


class Kept(Struct, frozen=True):
    """What is stored of a report. `sound`: the text has the hash that it was taken in with; None where it is not kept."""

    retention: str
    forgotten: bool
    text: str | None
    sound: bool | None
    quotes: dict[tuple[int, int], tuple[str | None, bytes]]


def verified(c: Connection, events: Iterable[LedgerEvent]) -> Iterator[LedgerEvent | Refused]:
    """Each event with those of its records whose quotes hold; `Refused` where its own do not."""
    left = iter(events)
    while page := list(islice(left, PAGE)):
        kept = _kept(c, sorted({one.report for event in page for one in event.records}))
        for event in page:
            yield _checked(event, kept)


def owed(c: Connection, commitments: Iterable[LedgerCommitment]) -> Iterator[LedgerCommitment | Refused]:
    """Each commitment; `Refused` where its quotes do not hold."""
    left = iter(commitments)
    while page := list(islice(left, PAGE)):
        kept = _kept(c, sorted({one.report for one in page}))
        for one in page:
            why = fault(one.evidence, kept.get(one.report))
            yield one if why is None else Refused(one.id, one.report, why)


def _checked(event: LedgerEvent, kept: dict[str, Kept]) -> LedgerEvent | Refused:
    faults = {one.record: fault(one.evidence, kept.get(one.report)) for one in event.records}
    own = next((one for one in event.records if one.evidence == event.evidence), event.records[0])
    if (why := faults[own.record]) is not None:
        return Refused(event.id, own.report, why)
    records = tuple(one for one in event.records if faults[one.record] is None)
    return event if len(records) == len(event.records) else replace(event, records=records)


def fault(evidence: Sequence[Span], kept: Kept | None) -> str | None:
    """Why these quotes cannot be vouched for; None where they can."""
    if kept is None:
        return "its report is not there"
    if kept.forgotten:
        return "the words of its report are forgotten"
    if not evidence:
        return "it has no quote"
    if kept.retention == "offsets":
        return "the words of its report are not kept (retention: offsets)"
    if kept.text is not None and not kept.sound:
        return "the text of its report is not the one that was taken in: its hash differs"
    wrong = next((span for span in evidence if not _holds(span, kept)), None)
    return None if wrong is None else f"the quote at {wrong.start} to {wrong.end} is not what was taken in"


def _holds(span: Span, kept: Kept) -> bool:
    if not span.text:
        return False
    if kept.text is not None and kept.text[span.start : span.end] != span.text:
        return False
    stored = kept.quotes.get((span.start, span.end))
    return stored is not None and stored[1] == digest(span.text)


def _kept(c: Connection, reports: Sequence[str]) -> dict[str, Kept]:
    r, q = s.report.c, s.sentence.c
    rows = c.execute(select(r.pk, r.id, r.sha256, r.text, r.retention, r.forgotten_at).where(r.id.in_(reports))).all()
    quotes: dict[int, dict[tuple[int, int], tuple[str | None, bytes]]] = {row.pk: {} for row in rows}
    for row in c.execute(select(q.report, q.start, q.end, q.text, q.digest).where(q.report.in_(list(quotes)))):
        quotes[row.report][row.start, row.end] = (row.text, bytes(row.digest))
    return {
        row.id: Kept(row.retention, row.forgotten_at is not None, row.text, _sound(row.text, row.sha256), quotes[row.pk]) for row in rows
    }


def _sound(text: str | None, sha256: str) -> bool | None:
    if text is None:
        return None
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).hexdigest() == sha256
