"""Codings made without a parser, told apart by a number."""
from __future__ import annotations

from msgspec.structs import replace

from dragoman.ledger.entry import Entry, Retention, Sighting
from dragoman.model import (
    Actor,
    Amount,
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
    Topic,
)
from dragoman.readers.document import make_document

CODER = Coder("0.1.0", "lexicon-1", "model 1", "plover")
LATER = Coder("0.1.0", "lexicon-2", "model 1", "plover")
SENTENCES = (
    "Foreign Minister Aino Kask of Estonia met her Latvian counterpart in Riga on 3 March.",
    "Latvia will send 20 engineers to Tallinn by June, Kask said.",
)


def document(number: int = 0, words: str = "") -> Document:
    """A report of two sentences; another number is another text."""
    body = " ".join(SENTENCES) + f" It was round {number} of the talks.{words}"
    return make_document(
        body, title=f"Estonia and Latvia talk, part {number}", published="2024-03-04", published_basis="given",
        source="Baltic Wire", url=f"https://example.org/{number}",
    )  # fmt: skip


def span(text: str, words: str) -> Span:
    """Where the words stand in the text."""
    start = text.index(words)
    return Span(words, start, start + len(words))


def coding(number: int = 0, coder: Coder = CODER, *, of: Document | None = None) -> Coding:
    """Two events, a commitment, an office and a relation. LATER has another status for the first event, and one event less or more."""
    told = of or document(number)
    text = told.text
    first, second = (span(text, sentence) for sentence in SENTENCES)
    kask = Actor("Aino Kask", "EST", "government", "GOV", "Aino Kask", "Foreign Minister", first.start + 17, first.start + 26)
    latvian = Actor("her Latvian counterpart", "LVA", "government", "GOV")
    latvia = Actor("Latvia", "LVA", "government", "GOV", None, None, second.start, second.start + 6)
    met, send = span(text, "met"), span(text, "will send")
    riga = Place("Riga", "LVA", 56.95, 24.11, "city")
    said = Attribution("Kask", "EST", "government", span(text, "Kask said"))
    meeting = Event(
        f"e-{told.id}-1", "CONSULT", "visit", ("diplomatic",), "verbal_cooperation", 1.9, "042", 0.91,
        "occurred" if coder == CODER else "planned", None, 3, (kask,), (latvian,),
        EventDate("2024-03-03", "2024-03-03", "on 3 March", "day"), riga, None, (), (), met,
        (first, span(text, text[: text.index("\n")])), ("consult/meet", "date: 'on 3 March' is nearest"),
    )  # fmt: skip
    aid = Event(
        f"e-{told.id}-2", "AID", None, ("resource", "economic"), "material_cooperation", 5.5, None, 0.7, "planned", None, 2, (latvia,), (),
        EventDate(None, "2024-06", "by June", "month"), None, said,
        (Amount(20.0, None, None, None, "engineers", span(text, "20 engineers")),),
        (Topic("engineers", span(text, "engineers")),), send, (second,), ("aid/send",),
    )  # fmt: skip
    what = span(text, "send 20 engineers to Tallinn")
    owed = Commitment(f"c-{told.id}", (latvia,), (kask,), what, None, "2024-06", "agreed", (second,), ())
    events = (meeting, aid) if coder == CODER or number % 2 else (meeting,)
    if coder == LATER and number % 3 == 0:
        events = (*events, replace(aid, id=f"e-{told.id}-3", type="SUPPORT", trigger=span(text, "send")))
    return Coding(
        told, coder, events, (owed,), (Office("Aino Kask", "foreign minister", "EST", False, first),),
        (Relation("partnership", (Actor("Estonia", "EST"), Actor("Latvia", "LVA")), "ongoing", None, first),),
    )  # fmt: skip


def entry(number: int = 0, coder: Coder = CODER, retention: Retention = "full", **how: object) -> Entry:
    """An entry for the store, met in a file of many."""
    made = coding(number, coder)
    met = Sighting(made.document.source, made.document.url, f"export.jsonl:{number}", made.document.published)
    return Entry(made, met, retention, **how)
