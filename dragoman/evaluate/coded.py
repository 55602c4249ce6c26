"""Codes one annotated report as `dragoman code` would, and makes of the coding what is compared."""
from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding import sentences
from dragoman.coding.datelines import without_dateline
from dragoman.coding.pipeline import Engine, code
from dragoman.coding.trace import Step, Trace
from dragoman.evaluate.compared import Act, Annotation, Promise, Range
from dragoman.evaluate.gold import codes, holders, words
from dragoman.model import Coding, Event, Span
from dragoman.readers import text as plain
from dragoman.readers.raw import Raw

#: Evidence that says more than this says nothing: a sentence of news has at most some 500 characters.
LONGEST = 700
#: Sentences of evidence that count; no annotated event has as many.
MOST = 15


class Coded(Struct, frozen=True):
    """A coding with its trace. `parsed` are the characters of the sentences in the trace's order, `unparsed` of those whose events are lost
    because the coder passes sentences over.
    """

    coding: Coding
    steps: tuple[Step, ...] = ()
    parsed: tuple[Range, ...] = ()
    unparsed: tuple[Range, ...] = ()


#: (name, text, date of publication) -> coding. Raises BadInput where the text is no report.
Coder = Callable[[str, str, str | None], Coded]


def coder(engine: Engine) -> Coder:
    """Codes with this engine, as a text file is coded. Where it passes sentences over, the trace is of a coding that does not: it says
    what was missing in them.
    """
    every = replace(engine, scanner=replace(engine.scanner, level="off"))

    def code_text(name: str, text: str, published: str | None) -> Coded:
        document = plain.read(Raw(name=name, source=name, data=text.encode("utf-8", errors="replace")), published)
        trace = Trace()
        whole = code(document, every, trace)
        coding = code(document, engine, Trace(on=False)) if engine.scanner.working else whole
        found = {(event.type, event.trigger.start) for event in coding.events}
        lost = [event.trigger.start for event in whole.events if (event.type, event.trigger.start) not in found]
        segments = without_dateline(sentences.split(document.text, document.title, engine.resources.sentences))
        ranges = tuple((s.start, s.end) for s in segments)
        return Coded(coding, tuple(trace.steps), ranges, tuple((a, b) for a, b in ranges if any(a <= at < b for at in lost)))

    return code_text


def annotation_of(coding: Coding, text: str) -> Annotation:
    """A coding as it is compared; `text` is the annotated one."""
    return Annotation(
        tuple(act(event, text) for event in coding.events),
        tuple(Promise(fair(owed.evidence, text), codes(owed.obligor), owed.due) for owed in coding.commitments),
        holders((office.person, office.country) for office in coding.offices),
    )


def act(event: Event, text: str) -> Act:
    """An event as it is compared."""
    date, said = event.date, event.attributed_to
    return Act(
        id=event.id, type=event.type, types=frozenset((event.type,)), spans=fair(event.evidence, text),
        actors=codes(event.actors), recipients=codes(event.recipients), status=event.status,
        dated=date is not None, start=date.start if date else None, end=date.end if date else None,
        place=event.place.country if event.place else None, mode=event.mode,
        said_by=words(said.name if said else None), credited=said is not None, trigger=event.trigger.text,
    )  # fmt: skip


def fair(evidence: Iterable[Span], text: str) -> tuple[Range, ...]:
    """The spans that count: they slice to their text, stay in a paragraph and are no longer than LONGEST; the first MOST."""
    good = [
        (span.start, span.end) for span in evidence
        if text[span.start:span.end] == span.text and 0 < span.end - span.start <= LONGEST and "\n\n" not in span.text.strip()
    ]
    return tuple(good[:MOST])
