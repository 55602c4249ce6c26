"""Which stretches of a report are kept for its records, and the text of a span out of what was kept."""
from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dragoman.ledger.packing import spans
from dragoman.model import Coding, Span

DIGEST = 8  # bytes


class Quote(Struct, frozen=True):
    """A stretch of a report; no text where it may not be kept."""

    start: int
    end: int
    text: str | None


def digest(text: str) -> bytes:
    """The start of the sha256 of a quote, by which it is known to be what the report said."""
    return hashlib.sha256(text.encode("utf-8", errors="surrogatepass")).digest()[:DIGEST]


class Quoted(Struct, frozen=True):
    """What a coding quotes: every evidence sentence once, and what else is quoted and stands in none of them, in the order of the
    text; and the first span whose text is not what stands at its place in the report.
    """

    kept: list[Span]
    wrong: Span | None


def quoted(coding: Coding) -> list[Span]:
    """What is kept of a report for its coding."""
    return quoting(coding).kept


def quoting(coding: Coding) -> Quoted:
    """See `Quoted`."""
    text = coding.document.text
    kept = {(span.start, span.end): span for span in _evidence(coding)}
    held = sorted(kept)
    wrong: Span | None = None
    for one in (*coding.events, *coding.commitments, *coding.offices, *coding.relations, *coding.progress):
        for span in spans(one):
            if text[span.start : span.end] != span.text:
                wrong = wrong or span
            at = (span.start, span.end)
            if at not in kept and not any(start <= span.start and span.end <= end for start, end in held):
                kept[at] = span
                held.append(at)
    return Quoted([kept[at] for at in sorted(kept)], wrong)


class Quotes:
    """Looks up the text of spans in the report's text, where it is kept, or in the quotes."""

    def __init__(self, text: str | None, quotes: Sequence[Quote] = ()) -> None:
        self._text = text
        self._quotes = sorted((q for q in quotes if q.text is not None), key=lambda q: q.start) if text is None else []
        self._starts = [q.start for q in self._quotes]

    def cut(self, start: int, end: int) -> Span:
        """The span with its text, "" where that is not kept."""
        if self._text is not None:
            return Span(self._text[start:end], start, end)
        for at in range(bisect_right(self._starts, start) - 1, -1, -1):
            quote = self._quotes[at]
            if end <= quote.end and quote.text is not None:
                return Span(quote.text[start - quote.start : end - quote.start], start, end)
        return Span("", start, end)


def _evidence(coding: Coding) -> Iterator[Span]:
    for event in coding.events:
        yield from event.evidence
    for commitment in coding.commitments:
        yield from commitment.evidence
    yield from (office.evidence for office in coding.offices)
    yield from (relation.evidence for relation in coding.relations)
    yield from (one.evidence for one in coding.progress)
