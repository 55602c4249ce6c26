"""Annotated reports: agreement of the coder with one annotator or several, who worked blind of each other.

Recall is over the events that all annotators have, precision over what at least one of them has; F1 is of these two.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.breakdown import ByType, by_type, confusion
from dragoman.evaluate.changes import Record
from dragoman.evaluate.coded import Coder
from dragoman.evaluate.files import FORMATS, json_files
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.outcome import SYSTEM, Outcome, compared
from dragoman.evaluate.reasons import Difference, differences
from dragoman.evaluate.tally import Found, Share, Tally, hit, total


class Pair(Struct, frozen=True):
    """How far two agree, over all reports; `facets` are figures with the number of events they rest on."""

    one: str
    other: str
    f1: float
    tally: Tally


class ReportFound(Struct, frozen=True):
    """One report's share."""

    name: str
    found: Found


class Reports(Struct, frozen=True):
    """What `dragoman evaluate reports` gives."""

    kind: str
    profile: str
    annotators: tuple[str, ...]
    reports: int
    f1: float
    recall: float
    precision: float
    events: Found
    intervals: dict[str, Interval]
    pairs: tuple[Pair, ...]
    offices: Found
    commitments: Found
    commitments_due: Share
    per_report: tuple[ReportFound, ...]
    per_type: dict[str, ByType]
    confusion: dict[str, dict[str, int]]
    misses: tuple[Difference, ...]
    extras: tuple[Difference, ...]
    left_out: dict[str, int]
    failed: tuple[str, ...]
    notes: tuple[str, ...]
    records: tuple[Record, ...]


def measure(folder: Path, annotators: Sequence[Path], code: Coder, profile: str) -> Reports:
    """Codes and compares every report of a folder that each annotator has. Raises Unreachable or BadInput."""
    notes = Notes()
    names = labels(annotators)
    paths, *_ = [json_files(each) for each in (folder, *annotators)]
    done = [each for path in paths if (each := compared(path, annotators, names, code, notes)) is not None]
    if not done:
        raise BadInput(f"{folder}: no annotated reports", "no report of it has a file of the same name with each annotator", FORMATS)
    return summed(done, names, profile, notes)


def labels(annotators: Sequence[Path]) -> tuple[str, ...]:
    """The annotators' names: those of their folders, numbered where two are called the same."""
    short = [path.resolve().name for path in annotators]
    if len({*short, SYSTEM}) == len(short) + 1:
        return tuple(short)
    return tuple(f"{number}.{name}" for number, name in enumerate(short, 1))


def summed(done: Sequence[Outcome], names: tuple[str, ...], profile: str, notes: Notes) -> Reports:
    """The figures over all reports."""
    events = sum((each.events for each in done), Found())
    pairs = [(pair, total(each.tallies[pair] for each in done)) for pair in done[0].tallies]
    misses, extras = differences(done)
    return Reports(
        kind="reports", profile=profile, annotators=names, reports=len(done),
        f1=events.f1, recall=events.recall.value, precision=events.precision.value, events=events,
        intervals=intervals(done, figures),
        pairs=tuple(Pair(one, other, each.f1, each) for (one, other), each in pairs),
        offices=sum((each.offices for each in done), Found()),
        commitments=sum((each.commitments for each in done), Found()),
        commitments_due=sum((each.dues for each in done), Share()),
        per_report=tuple(ReportFound(each.name, each.events) for each in done),
        per_type=by_type(done), confusion=confusion(misses, extras, done),
        misses=misses, extras=extras, left_out=dict(notes.left_out), failed=tuple(notes.failed), notes=tuple(notes.remarks),
        records=tuple(record for each in done for record in records(each)),
    )  # fmt: skip


def figures(done: Sequence[Outcome]) -> dict[str, float]:
    """The figures that intervals are wanted of: the three over all annotators, and the F1 of each pair ("A-B f1")."""
    events = sum((each.events for each in done), Found())
    pairs = {}
    for pair in done[0].tallies:
        tallies = [each.tallies[pair] for each in done]
        agree, events_of_both = sum(one.agree for one in tallies), sum(one.one + one.other for one in tallies)
        pairs["-".join(pair) + " f1"] = 2 * agree / max(1, events_of_both)
    return {"f1": events.f1, "recall": events.recall.value, "precision": events.precision.value, **pairs}


def records(each: Outcome) -> Iterator[Record]:
    """Every event that all annotators have, and every one that was coded, by names that outlive recoding."""
    for chain in each.chains:
        act = each.golds[0].acts[chain[0]]
        yield Record(f"{each.name}/{act.id}", hit(chain, each.into), f"{act.type} {act.trigger!r}")
    good = {i for pairs in each.into for i in pairs}
    for i, act in enumerate(each.mine.acts):
        yield Record(f"{each.name}/{act.id}", i in good, f"{act.type} {act.trigger!r}", coded=True)
