"""One sentence with every stage's decision, in the order of the stages, and at the end the events that came of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

import dragoman
from dragoman.coding.pipeline import Engine, code, look
from dragoman.coding.telling import who
from dragoman.coding.trace import Step, Trace
from dragoman.model import Actor, Coding, Document, Event
from dragoman.readers import make_document
from dragoman.register.index import Register

#: the order in which the stages decide and are printed; a stage that is not named here comes before the events
STAGES = ("published", "scan", "parse", "register", "actors", "frames", "gate", "status", "times", "date", "place", "report", "confidence")
EVENTS = "events"


def explain(
    sentence: str,
    published: str | None = None,
    profile: str = "plover",
    model: str | None = None,
    lexicon: Path | None = None,
    offices: Path | Register | None = None,
) -> Trace:
    """The trace of one sentence (or a short report); `published` is the ISO date on which it stands, `offices` a register or its file.

    Every sentence is parsed, so that there is something to show; those that coding would pass over are named.
    """
    basis = "given" if published else "unknown: no date was given"
    trace = Trace()
    document = make_document(sentence, published=published, published_basis=basis)
    e, register = dragoman.engine(profile, model, lexicon), dragoman.register_at(offices)
    coding = code(document, replace(e, scanner=replace(e.scanner, level="off")), trace, register=register)
    told = passed_over(document, e)
    for step in sorted(map(sorted_in, (s for s in trace.steps if not repeats(s))), key=place):
        told.add(step.stage, step.sentence, step.text)
    for line in summary(coding):
        told.add(EVENTS, None, line)
    return told


def of_document(document: Document, e: Engine) -> Trace:
    """The trace of a whole report as it is coded: what coding passes over is not parsed here either."""
    steps, told = Trace(), Trace()
    code(document, e, steps)
    for step in sorted(map(sorted_in, (s for s in steps.steps if not repeats(s))), key=place):
        told.add(step.stage, step.sentence, step.text)
    return told


def passed_over(document: Document, e: Engine) -> Trace:
    """A trace of the sentences that coding would not parse."""
    usual, told = Trace(), Trace()
    look(document, e, usual)
    for step in usual.steps:
        if step.stage == "scan":
            why = step.text.removesuffix(": not parsed")
            told.add(step.stage, step.sentence, f"{why}: parsed here, passed over when reports are coded")
    return told


def sorted_in(step: Step) -> Step:
    """The decisions about one event, told together, as steps of the stages that made them."""
    if step.stage == "date" and step.sentence is None:
        return Step("published", None, step.text)
    if step.stage != "event":
        return step
    frame, _, rest = step.text.partition(": ")
    kind, _, words = rest.partition(": ")
    if kind in ("date", "place"):
        return Step(kind, step.sentence, f"{frame}: {words}")
    return Step("status", step.sentence, step.text)


def repeats(step: Step) -> bool:
    """Whether a decision about an event says again what the frames have told: from where its sides come."""
    return step.stage == "event" and (step.text.endswith(" slot") or ": both sides as actors" in step.text)


def place(step: Step) -> tuple[int, int]:
    """Where a step stands in the trace: by stage, then by sentence."""
    stage = STAGES.index(step.stage) if step.stage in STAGES else len(STAGES)
    return stage, -1 if step.sentence is None else step.sentence


def summary(coding: Coding) -> Iterator[str]:
    """What came out: a few lines for each event, then what is owed, who holds which office, and relations."""
    if not coding.events:
        yield "none"
    for number, event in enumerate(coding.events, 1):
        yield from event_lines(number, event)
    for owed in coding.commitments:
        yield f"commitment: {side(owed.obligor)} to {side(owed.obligee)}, {owed.what.text!r}, {owed.state}, due {owed.due or 'not said'}"
    for office in coding.offices:
        yield f"office: {office.person}, {'former ' if office.former else ''}{office.office}, {office.country or 'no state'}"
    for relation in coding.relations:
        yield f"relation: {relation.kind} of {side(relation.members)}"


def event_lines(number: int, e: Event) -> Iterator[str]:
    """One event."""
    negation = f" ({e.negation})" if e.negation else ""
    yield f"{number}. {e.type}{'/' + e.mode if e.mode else ''}, {e.status}{negation}: {e.trigger.text!r}"
    yield f"   actors      {side(e.actors)}"
    yield f"   recipients  {side(e.recipients)}"
    if e.date is not None:
        yield f"   date        {e.date.start or 'open'} to {e.date.end or 'open'} from {e.date.text!r}"
    if e.place is not None:
        yield f"   place       {e.place.name}, {e.place.country or 'no state'} ({e.place.precision})"
    if e.attributed_to is not None:
        yield f"   said by     {e.attributed_to.name} ({e.attributed_to.kind}, {e.attributed_to.country or 'no state'})"
    for amount in e.amounts:
        yield f"   amount      {amount.span.text!r}"
    for topic in e.topics:
        yield f"   about       {topic.name!r}"
    yield f"   confidence  {e.confidence:.2f}, certainty {e.certainty}, quad class {e.quad}, CAMEO {e.cameo or '-'}"
    yield f"   why         {'; '.join(e.why)}"


def side(actors: tuple[Actor, ...]) -> str:
    """The actors of one side."""
    return " + ".join(map(who, actors)) or "nobody"
