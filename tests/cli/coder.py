"""A coder that finds nothing or one thing, so that the command line is tested apart from the coding."""
from __future__ import annotations

from pathlib import Path

from dragoman.model import (
    Actor,
    Attribution,
    Coder,
    Coding,
    Commitment,
    Document,
    Event,
    EventDate,
    Office,
    Place,
    Relation,
    Span,
)
from dragoman.readers import make_document

TEXT = "Minister flies to Oslo\n\nForeign Minister Jaan Tamm [photo] flew to Oslo on Monday, and ruled out talks."
TAMM = Actor("Foreign Minister Jaan Tamm", "EST", "government", "GOV", "Jaan Tamm", "foreign minister", 24, 50)
HE = Actor("his [sic] counterpart", "NOR", "government", "GOV")


def span(words: str) -> Span:
    """The words where they first stand in TEXT."""
    start = TEXT.index(words)
    return Span(words, start, start + len(words))


def event(**changes: object) -> Event:
    """A visit to Oslo, with changes."""
    fields: dict[str, object] = {
        "id": "e1", "type": "CONSULT", "mode": "visit", "contexts": (), "quad": "verbal cooperation", "score": 1.9,
        "cameo": "042", "confidence": 0.8, "status": "ongoing", "negation": None, "certainty": 3, "actors": (TAMM,),
        "recipients": (HE,), "date": EventDate("2021-03-01", "2021-03-01", "Monday", "weekday"),
        "place": Place("Oslo", "NOR", 59.9, 10.7, "city"), "attributed_to": None, "amounts": (), "topics": (),
        "trigger": span("flew to Oslo"), "evidence": (span("Minister flies to Oslo"), span("flew")), "why": ("visit",),
    }  # fmt: skip
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def code_document(
    document: Document,
    *,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    min_confidence: float | None = None,
    prefilter: str = "report",
    offices: object = None,
) -> Coding:
    """Nothing is found, whatever the report says."""
    return Coding(document, Coder("0", str(lexicon or "none"), model or "none", profile), (), (), (), ())


def full() -> Coding:
    """One of everything."""
    ruled_out = event(status="negated", negation="ruled_out", date=None, place=None, trigger=span("ruled out talks"))
    said = event(status="alleged", attributed_to=Attribution("the ministry", "EST", "government", span("Oslo")))
    owed = Commitment("c1", (TAMM,), (HE,), span("talks"), None, "2021-12-31", "scheduled", (span("flew"),), ())
    office = Office("Jaan Tamm", "foreign minister", "EST", True, span("Tamm"))
    tie = Relation("membership", (Actor("NATO", "NATO"), Actor("Estonia", "EST")), "ongoing", None, span("Oslo"))
    document = make_document(TEXT, published="2021-03-02", published_basis="inferred: the text speaks of 2021")
    events = (event(), ruled_out, said)
    return Coding(document, Coder("0", "none", "none", "plover"), events, (owed,), (office,), (tie,))
