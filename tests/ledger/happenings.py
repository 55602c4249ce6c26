"""Codings of a small world in which reports often tell of the same: few states, kinds of acts and days."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from dragoman.model import Actor, Coding, Document, Event, EventDate, Place, Span
from dragoman.readers.document import make_document
from tests.ledger.made import CODER, LATER

TYPES = ("CONSULT", "AGREE", "COOPERATE", "ACCUSE", "REQUEST")
CODES = ("NOR", "LVA", "EST")
PLACES = (None, Place("Oslo", "NOR", 59.9, 10.7, "city"), Place("Riga", "LVA", 56.95, 24.11, "city"))
DAYS = (None, "2024-03-03", "2024-03-04", "2024-03-06", "2024-03")
STATUSES = ("occurred", "planned", "negated")
WORDS = ("fisheries quota talks", "border crossing dispute", "railway ferry tariff")
NAMES = (None, "Aino Kask", "Janis Ozols")


class Act(Struct, frozen=True):
    """What a sentence tells, by places in the lists above."""

    kind: int
    who: int
    whom: int
    day: int
    place: int
    status: int
    words: int
    name: int


def up_to(values: Sequence[object]) -> st.SearchStrategy[int]:
    return st.integers(0, len(values) - 1)


ACTS = st.builds(
    Act, up_to(TYPES), up_to(CODES), up_to(CODES), up_to(DAYS), up_to(PLACES), up_to(STATUSES), up_to(WORDS), up_to(NAMES)
)


def report(number: int, acts: Sequence[Act], published: str | None = "2024-03-05", later: bool = False) -> Coding:
    """A report of these acts, a sentence each. Coded `later`, an event less and the others of another status."""
    sentences = [f"Act {number}.{n}: {CODES[a.who]} met {CODES[a.whom]} about {WORDS[a.words]}." for n, a in enumerate(acts)]
    document = make_document(" ".join(sentences) or f"Nothing {number}.", published=published, published_basis="given", source="Wire")
    events = tuple(_event(document, n, a, sentence) for n, (a, sentence) in enumerate(zip(acts, sentences, strict=True)))
    named = tuple(dict.fromkeys(CODES[side] for act in acts for side in (act.who, act.whom)))
    if later:
        return Coding(document, LATER, tuple(replace(e, status="occurred", mode="visit") for e in events[1:]), (), (), (), named[1:])
    return Coding(document, CODER, events, (), (), (), named)


def _event(document: Document, number: int, act: Act, sentence: str) -> Event:
    start = document.text.index(sentence)
    met = start + sentence.index("met")
    day, first = DAYS[act.day], CODES[act.who]
    actors = (Actor(first, first, "government", "GOV", NAMES[act.name]),)
    recipients = (Actor(CODES[act.whom], CODES[act.whom], "government", "GOV"),) if act.whom != act.who else ()
    return Event(
        f"e-{document.id[:8]}-{number}", TYPES[act.kind], None, (), "verbal_cooperation", 1.0, None, 0.8,
        STATUSES[act.status], None, 3, actors, recipients, EventDate(day, day, day, "day") if day else None,  # type: ignore[arg-type]
        PLACES[act.place], None, (), (), Span("met", met, met + 3), (Span(sentence, start, start + len(sentence)),), (),
    )  # fmt: skip
