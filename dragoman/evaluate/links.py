"""Linking measured on stories, from the text up: the reports are coded, linked, and each pair of records that is linked is judged.

A record tells of a happening where one of its evidence sentences holds one of the happening's quotations and the types are akin.
Pairs are of two reports. Of two quotations of one happening in two reports: found where one event holds a record of each (recall).
Of two records of one event: right where both tell of one happening (precision); a pair of which neither tells of any is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.stories import Happening, Report, Story, document, stories
from dragoman.evaluate.tally import Share
from dragoman.linking.compare import AKIN
from dragoman.linking.events import link
from dragoman.linking.setting import setting_of
from dragoman.linking.told import Told, told_of
from dragoman.linking.weights import Weights
from dragoman.model import Coding, Document, Event

CodeOne = Callable[[Document], Coding]


class OfStory(Struct, frozen=True):
    """One story. `told`: quotations that a record tells of; `recall`: pairs that are linked, of those that ought to be; `precision`:
    linked pairs that are right.
    """

    name: str
    written: str
    told: Share
    recall: Share
    precision: Share
    coded_recall: Share
    records: tuple[Record, ...]


class Links(Struct, frozen=True):
    """What `dragoman evaluate links` gives. `coded_recall`: of the pairs both of whose quotations the coder has an event for."""

    kind: str
    profile: str
    stories: int
    precision: float
    recall: float
    coded_recall: float
    told: float
    blind: dict[str, float]
    per_story: tuple[OfStory, ...]
    intervals: dict[str, Interval]
    left_out: dict[str, int]
    records: tuple[Record, ...]


def measure(folder: Path, code: CodeOne, profile: str) -> Links:
    """Scores every story of a folder. Raises Unreachable or BadInput."""
    scored = [of_story(one, code) for one in stories(folder)]
    whole, blind = figures(scored), figures([one for one in scored if one.written == "blind"])
    return Links(
        kind="links", profile=profile, stories=len(scored), **whole, blind=blind, per_story=tuple(scored),
        intervals=intervals(scored, figures), left_out={}, records=tuple(record for one in scored for record in one.records),
    )  # fmt: skip


def figures(scored: Sequence[OfStory]) -> dict[str, float]:
    """Shares over all pairs of all stories."""
    names = ("precision", "recall", "coded_recall", "told")
    return {name: pooled([getattr(one, name) for one in scored]) for name in names}


def pooled(shares: Sequence[Share]) -> float:
    """The parts of the wholes; 0 of nothing."""
    return sum(s.part for s in shares) / max(1, sum(s.whole for s in shares))


class Placed(Struct, frozen=True):
    """A record with the happenings it tells of, by their number in the story."""

    told: Told
    event: Event
    of: frozenset[int]


def of_story(story: Story, code: CodeOne, weights: Weights | None = None) -> OfStory:
    """One story coded, linked and judged."""
    placed = coded(story, code)
    events = link([p.told for p in placed], weights=weights).events
    together = [(a, b) for a, b in combinations(placed, 2) if a.told.report != b.told.report and events[a.told.id] == events[b.told.id]]
    judged = [(a, b) for a, b in together if a.of or b.of]
    right = [(a, b) for a, b in judged if a.of & b.of]
    wanted, found, possible = _wanted(story, placed, events)
    quotations = [(n, w) for n, h in enumerate(story.happening) for w in h.mentions]
    has = sum(any(n in p.of and p.told.report == w.report for p in placed) for n, w in quotations)
    wrong = [_wrong(story, a, b) for a, b in judged if not a.of & b.of]
    missed = [_missed(story, n, one, other) for n, one, other in wanted if (n, one, other) not in found]
    return OfStory(
        story.name, story.written, Share(has, len(quotations)), Share(len(found), len(wanted)), Share(len(right), len(judged)),
        Share(len(found), possible), (*wrong, *missed),
    )  # fmt: skip


def coded(story: Story, code: CodeOne) -> list[Placed]:
    """Every record of the story's reports."""
    found = []
    for order, report in enumerate(story.report):
        coding = code(document(report))
        around = setting_of(coding.named, coding.document.text)
        for event in coding.events:
            told = told_of(event, report.id, coding.document.published, order, setting=around)
            found.append(Placed(told, event, _happenings(story.happening, report, event)))
    return found


def _happenings(all_: Sequence[Happening], report: Report, event: Event) -> frozenset[int]:
    said = " \n ".join(span.text for span in event.evidence)
    return frozenset(
        n
        for n, h in enumerate(all_)
        if (h.type == event.type or any({h.type, event.type} <= kin for kin in AKIN))
        and any(w.report == report.id and w.quote in said for w in h.mentions)
    )


Pair = tuple[int, str, str]


def _wanted(story: Story, placed: Sequence[Placed], events: dict[str, str] | object) -> tuple[list[Pair], set[Pair], int]:
    """(happening, report, report) that ought to be linked; those that are; how many have a record on both sides."""
    wanted, found, possible = [], set(), 0
    for n, happening in enumerate(story.happening):
        for one, other in combinations(sorted({w.report for w in happening.mentions}), 2):
            wanted.append((n, one, other))
            sides = [{events[p.told.id] for p in placed if p.told.report == r and n in p.of} for r in (one, other)]  # type: ignore[index]
            possible += all(map(bool, sides))
            if sides[0] & sides[1]:
                found.add((n, one, other))
    return wanted, found, possible


def _wrong(story: Story, a: Placed, b: Placed) -> Record:
    names = [", ".join(story.happening[n].name for n in sorted(p.of)) or "nothing that happened" for p in (a, b)]
    text = f"linked wrongly: {a.event.type} {a.event.trigger.text!r} ({names[0]}) and {b.event.trigger.text!r} ({names[1]})"
    return Record(f"{story.name}:{a.told.report}-{b.told.report}:{a.told.id}-{b.told.id}", False, text, True)


def _missed(story: Story, n: int, one: str, other: str) -> Record:
    return Record(f"{story.name}:{one}-{other}:{n}", False, f"not linked: {story.happening[n].name}, reports {one} and {other}", False)
