"""What the trace says of a sentence in which an annotated event was not found."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from dragoman.coding.trace import Step
from dragoman.evaluate.coded import Coded
from dragoman.evaluate.compared import Act, Range

#: "assault/beat 'beat': the sentence is about sport" of the gate, "assault/beat: no event, missing actor" of the frames
FRAME = re.compile(r"([a-z]+)/[\w-]+(?=[: ])")
SILENT = re.compile(r"no frame fires on (?P<word>'[^']*'|\"[^\"]*\"); tried (?P<tried>.*)")
ASKED = re.compile(r"([a-z]+)/[\w-]+ \([^()]*\)")
MENTION = re.compile(r"([A-Z]+) (?:'(.*?)'|\"(.*?)\") is a further mention of ")
CONTENT = "is the content of another act"
NO_EVENT = "no event, "


class Reason(Struct, frozen=True):
    """A kind of reason (see reasons.py), and the words for this case."""

    kind: str
    detail: str


def from_trace(gold: Act, coded: Coded) -> Reason:
    """The most telling decision in the sentences of the event; how each kind of decision reads is pinned by the tests."""
    here = [n for n, span in enumerate(coded.parsed) if any(over(span, other) for other in gold.spans)]
    if not here:
        return Reason("unparsed", "its evidence does not stand in the text")
    if any(over(lost, other) for lost in coded.unparsed for other in gold.spans):
        return Reason("unparsed", "the prefilter passes over what it needs")
    steps = [step for step in coded.steps if step.sentence in here and step.stage in ("frames", "gate")]
    found = [*refusals(gold, steps), *mentions(gold, coded), *wants(gold, steps)]
    return next(iter(found), None) or unknown(gold, steps)


def over(one: Range, other: Range) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]


def of_type(text: str, gold: Act) -> bool:
    """Whether a step begins with the id of a frame of one of the event's types."""
    match = FRAME.match(text)
    return match is not None and match[1].upper() in gold.types


def refusals(gold: Act, steps: Sequence[Step]) -> Iterator[Reason]:
    """Frames of the event's types that fired and were refused: by the gate first, then as another's content, then for their sides."""
    mine = [step for step in steps if of_type(step.text, gold)]
    yield from (Reason("gate", step.text) for step in mine if step.stage == "gate")
    yield from (Reason("content", step.text) for step in mine if CONTENT in step.text)
    for step in mine:
        if NO_EVENT in step.text:
            yield Reason("missing side" if "no event, missing" in step.text else "refused", step.text)


def mentions(gold: Act, coded: Coded) -> Iterator[Reason]:
    """Mentions that the report's memory took for an event of another sentence."""
    words = [coded.coding.document.text[start:end] for start, end in gold.spans]
    for step in coded.steps:
        match = MENTION.match(step.text) if step.stage == "report" else None
        if match and match[1] in gold.types and any((match[2] or match[3] or "") in sentence for sentence in words):
            yield Reason("merged", step.text)


def wants(gold: Act, steps: Sequence[Step]) -> Iterator[Reason]:
    """Words of the trigger that frames of the event's types know and did not fire on."""
    for word, tried in silent(gold, steps):
        asked = [frame[0] for frame in ASKED.finditer(tried) if frame[1].upper() in gold.types]
        if asked:
            yield Reason("asks more", f"{word}: {asked[0]}")


def unknown(gold: Act, steps: Sequence[Step]) -> Reason:
    """The trigger is no word of a frame of its types that was tried."""
    for word, tried in silent(gold, steps):
        types = ", ".join(dict.fromkeys(frame[1].upper() for frame in ASKED.finditer(tried)))
        return Reason("other sense", f"{word} is known to frames of {types}{' and others' if tried.endswith(' more') else ''}")
    fired = dict.fromkeys(step.text.partition(";")[0] for step in steps if ": fires on " in step.text)
    beside = f"; {', '.join(fired)}" if fired else ""
    return Reason("no trigger", f"no frame of {gold.type} was tried on a word of {gold.trigger!r}{beside}")


def silent(gold: Act, steps: Sequence[Step]) -> Iterator[tuple[str, str]]:
    """(word in quotes, frames that were tried) for each word of the trigger that no frame fired on."""
    words = gold.trigger.lower().split()
    for step in steps:
        match = SILENT.match(step.text)
        if match and match["word"][1:-1].lower() in words:
            yield match["word"], match["tried"]
