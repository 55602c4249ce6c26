"""How values are shown on pages: short words, signs, and a text cut where something in it is marked. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from dragoman.following.commitments import Thread
from dragoman.following.told import number
from dragoman.ledger.passages import pieces as pieces_of
from dragoman.model import Actor, Coding, Event, EventDate, Span
from dragoman.web.asked import linked as joined

#: status -> a sign that differs in shape, not only in colour
SIGNS: Mapping[str, str] = {
    "occurred": "●", "ongoing": "◐", "planned": "○", "expected": "◌", "possible": "?", "negated": "⊘", "alleged": "❝",
    "announced": "○", "confirmed": "◍", "rescheduled": "↷", "cancelled": "⊘", "under_way": "◐", "held": "●", "ruled_out": "⊘",
    "offered": "◌", "agreed": "○", "ordered": "◍", "scheduled": "◍", "begun": "◐", "partly_fulfilled": "◕", "fulfilled": "●",
    "delayed": "↷", "disputed": "≠", "lapsed": "✕",
}  # fmt: skip
QUAD_WORDS: Mapping[str, str] = {
    "verbal_cooperation": "words of cooperation", "material_cooperation": "deeds of cooperation",
    "verbal_conflict": "words of conflict", "material_conflict": "deeds of conflict",
}  # fmt: skip


class Piece(Struct, frozen=True):
    """Some characters of a text with what they are: kinds of marks, and the ids of the records that they belong to."""

    text: str
    start: int
    kinds: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


class Mark(Struct, frozen=True):
    """A place of a text that stands for a field of a record."""

    start: int
    end: int
    kind: str
    record: str


def words(value: str) -> str:
    """ "partly_fulfilled" as people read it."""
    return value.replace("_", " ")


def sign(status: str) -> str:
    """The sign of a status or state."""
    return SIGNS.get(status, "·")


def actor(a: Actor) -> str:
    """Person, office and code."""
    name = a.person or a.name
    return f"{name} ({a.country})" if a.country and a.country != name else name


def actors(some: Iterable[Actor]) -> str:
    """Several, once each."""
    return ", ".join(dict.fromkeys(actor(a) for a in some))


def codes(some: Iterable[Actor]) -> list[str]:
    """Their codes, once each."""
    return list(dict.fromkeys(a.country for a in some if a.country))


def when(date: EventDate | None) -> str:
    """A day or two; what is open is said to be."""
    if date is None or not (date.start or date.end):
        return "no date"
    if date.start == date.end:
        return date.start or ""
    return f"{date.start or '…'} to {date.end or '…'}"


def one_line(text: str) -> str:
    """White space of a text as single spaces."""
    return " ".join(text.split())


def amount(value: float | None) -> str:
    """A number as it is read."""
    return number(value) if value is not None else ""


def marks_of(coding: Coding) -> list[Mark]:
    """Every place of a report's text on which a field of a record stands."""
    return [mark for event in coding.events for mark in _of_event(event)]


def _of_event(e: Event) -> Iterator[Mark]:
    yield Mark(e.trigger.start, e.trigger.end, "trigger", e.id)
    for span in e.evidence:
        yield Mark(span.start, span.end, "evidence", e.id)
    for a in (*e.actors, *e.recipients):
        if a.start is not None and a.end is not None:
            yield Mark(a.start, a.end, "actor", e.id)
    if e.attributed_to is not None:
        yield Mark(e.attributed_to.span.start, e.attributed_to.span.end, "said", e.id)
    for kind, text in (("date", e.date.text if e.date else None), ("place", e.place.name if e.place else None)):
        found = _within(text, e.evidence) if text else None
        if found is not None:
            yield Mark(*found, kind, e.id)
    for one in e.amounts:
        yield Mark(one.span.start, one.span.end, "amount", e.id)


def _within(text: str, evidence: Sequence[Span]) -> tuple[int, int] | None:
    """Where the words stand in a sentence of the evidence."""
    for span in evidence:
        at = span.text.find(text)
        if at >= 0:
            return span.start + at, span.start + at + len(text)
    return None


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """The text in pieces at whose ends a mark begins or ends."""
    edges = sorted({0, len(text), *(at for m in marks for at in (m.start, m.end) if 0 <= at <= len(text))})
    found = []
    for start, end in zip(edges, edges[1:], strict=False):
        here = [m for m in marks if m.start <= start and end <= m.end]
        kinds, records = (tuple(dict.fromkeys(getattr(m, name) for m in here)) for name in ("kind", "record"))
        found.append(Piece(text[start:end], start, kinds, records))
    return found


def paragraphs(all_pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces by paragraph, cut at empty lines."""
    found: list[list[Piece]] = [[]]
    for piece in all_pieces:
        at = piece.start
        for n, part in enumerate(piece.text.split("\n\n")):
            if n:
                found.append([])
            if part:
                found[-1].append(Piece(part, at, piece.kinds, piece.records))
            at += len(part) + 2
    return [one for one in found if any(piece.text.strip() for piece in one)]


def safe_url(url: str | None) -> str | None:
    """An address that a page may link to: http and https only, whatever a source says."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def linked(path: str, as_of: str = "", **more: Any) -> str:
    """An address of ours that looks from the same day; `more` may be lists, and what is None is left out."""
    pairs = [(name, one) for name, value in more.items() if value is not None for one in (value if isinstance(value, list) else [value])]
    pairs += [("as_of", as_of)] if as_of else []
    return joined(path, pairs)


def cue(e: Event) -> str | None:
    """What decided the status: in the reasons of a record it stands before the date. None where nobody wrote reasons of that kind."""
    at = next((n for n, line in enumerate(e.why) if line.startswith("date: ")), 0)
    return e.why[at - 1] if at > 1 else None


def slipped(t: Thread) -> str | None:
    """The day on which it was due first, where it is due later now."""
    first = next((step.due for step in t.history if step.due), None)
    return first if first is not None and t.due is not None and t.due > first else None


def tools() -> dict[str, Any]:
    """What templates may call."""
    return {
        "words": words, "sign": sign, "actors": actors, "actor": actor, "codes": codes, "when": when, "one_line": one_line,
        "amount": amount, "slipped": slipped, "cue": cue, "linked": linked, "safe_url": safe_url,
        "passage": pieces_of, "quad_words": QUAD_WORDS,
    }  # fmt: skip
