"""How sure the coder is of an event: the chance that it is right, reckoned from signs that are there or not.

A logistic model: the weights of the signs and of the type add up to log-odds. Weights, threshold and what they were fitted
on stand in data/lexicon/en/confidence.toml; benchmarks/fit_confidence.py fits them, benchmarks/calibration.py checks them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from dragoman.coding.drafts import Draft
from dragoman.coding.found import Report
from dragoman.entries import ConfidenceWeights
from dragoman.model import Sentence

Note = Callable[[str], None]
#: clauses that hang on a noun or another clause
SUBORDINATE = frozenset({"acl", "relcl", "advcl", "pcomp"})
NOMINAL = frozenset({"dobj", "pobj", "nsubj", "nsubjpass"})
#: of how many tokens a sentence is long: few of a news agency's are, and the small parser errs more in them
LONG = 35
#: with how many other events a sentence is crowded
CROWDED = 3


def rated(drafts: Sequence[Draft], report: Report, thin: bool, weights: ConfidenceWeights, note: Note) -> list[Draft]:
    """The report's distinct events with their confidence; `thin`: the report hardly speaks of politics (see `gate`)."""
    done = []
    for d in drafts:
        beside = sum(other.sentence == d.sentence for other in drafts)
        found = sorted((*signs_of_words(d, report), *signs_of_sides(d), *signs_of_report(d, report, thin, beside)))
        value = chance(found, d.type, weights)
        note(told(d, value, found))
        done.append(replace(d, confidence=value))
    return done


def chance(found: Sequence[str], event_type: str, weights: ConfidenceWeights) -> float:
    """0..1. Signs and types without a weight count nothing, so a type of one's own starts from the middle."""
    odds = weights.start + sum(weights.signs.get(sign, 0.0) for sign in found) + weights.types.get(event_type, 0.0)
    return round(1 / (1 + math.exp(-odds)), 3)


def told(d: Draft, value: float, found: Sequence[str]) -> str:
    """The line of the trace; `signs_told` reads it."""
    return f"{d.type} {d.trigger.text!r} is right with a chance of {value:.2f}: {', '.join(found) or 'no sign'}"


def signs_told(line: str) -> list[str]:
    """The signs in a line of the trace."""
    return [sign for sign in line.rpartition(": ")[2].split(", ") if sign != "no sign"]


def signs_of_words(d: Draft, report: Report) -> Iterator[str]:
    """How the event is worded: its trigger and the clause that it stands in."""
    m, s = d.candidate.match, report.views[d.sentence].sentence
    if not m.frame.file.startswith("coding/") and (m.score <= 2 or m.noun is not None and m.verb is None):
        yield "bare trigger"  # one word without an object, a particle or a light verb
    anchor = s.tokens[m.anchor]
    if s.tokens[m.tokens[0]].tag == "VBG":
        yield "gerund"
    if anchor.dep == "ROOT":
        yield "main clause"
    elif anchor.dep in SUBORDINATE:
        yield "subordinate"
    elif anchor.dep in NOMINAL:
        yield "nominal"
    if len(s.tokens) > LONG:
        yield "long sentence"
    yield from signs_of_status(d)
    if d.attributed_to is not None or _quoted(d, report, s):
        yield "told by another"


def _quoted(d: Draft, report: Report, s: Sentence) -> bool:
    return bool(report.speakers(d.sentence, d.candidate.match.anchor)) and not s.segment.headline


def signs_of_status(d: Draft) -> Iterator[str]:
    """What is said of the event's status."""
    status = d.standing.status
    if status in ("planned", "expected"):
        yield "ahead"
    if status in ("possible", "alleged"):
        yield "doubtful"
    if status == "negated":
        yield "negated"
    if d.standing.why and d.standing.why[-1].endswith("is named as a fact"):
        yield "only named"


def signs_of_sides(d: Draft) -> Iterator[str]:
    """How complete the event is: its two sides, date and place."""
    sides = (*d.actors, *d.recipients)
    states = {a.country for a in sides if a.country}
    if len(states) > 1:
        yield "two states"
    if not d.actors:
        yield "no doer"
    if len(states) < 2 if d.candidate.match.frame.reciprocal else not d.recipients:
        yield "one side"
    if any(a.country is None for a in sides):
        yield "side of no state"
    if d.candidate.actors.weak or d.candidate.recipients.weak:
        yield "weak side"
    if d.date is not None:
        yield "dated"
    if d.place is not None:
        yield "placed"


def signs_of_report(d: Draft, report: Report, thin: bool, beside: int) -> Iterator[str]:
    """What the rest of the report adds; `beside`: events of the same sentence, this one too."""
    if len(d.evidence) > 1:
        yield "told again"
    elif d.headline:
        yield "headline alone"
    if thin:
        yield "thin report"
    if beside >= CROWDED:
        yield "crowded"
