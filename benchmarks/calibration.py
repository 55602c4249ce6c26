"""Whether the confidence means what it says: on the annotated reports, which it was not fitted on, and on the project's own.

All events are coded, whatever their confidence. `reports.*` of the other kinds are measured with the default threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.rated import Rated, binned, error, mean, own, ranked, share
from benchmarks.settings import Settings
from dragoman.coding.pipeline import Engine
from dragoman.evaluate.coded import coder
from dragoman.evaluate.files import json_files
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.outcome import Outcome, compared
from dragoman.evaluate.tally import Found

BINS = 10
EDGES = [f"{number / BINS:.1f}-{(number + 1) / BINS:.1f}" for number in range(BINS)]
NAMES = ("calibration.ece", "calibration.ranked", *(f"calibration.{edge}" for edge in EDGES),
         "calibration.f1_all", "calibration.precision_all")  # fmt: skip


def measure(settings: Settings) -> list[Figure]:
    """Expected calibration error, order and reliability table of the annotated reports, then the error on the project's own."""
    engine = undivided(dragoman.engine())
    mine = list(own(engine))
    ours = Figure("calibration.own_ece", error(mine), f"{len(mine)} events of the project's own reports, which it was fitted on", True)
    folders = [settings.gold / name for name in ("reports", "A", "B")]
    if not all(folder.is_dir() for folder in folders):
        return [*not_measured(NAMES, f"no annotated reports in {settings.gold.name}/"), ours]
    done = annotated(folders[0], folders[1:], engine)
    events = sum((each.events for each in done), Found())
    return [
        *reliability([r for each in done for r in rated(each)]),
        Figure("calibration.f1_all", events.f1, "without a threshold"),
        Figure("calibration.precision_all", events.precision.value, "without a threshold"),
        ours,
    ]


def undivided(engine: Engine) -> Engine:
    """The engine with no threshold: every event comes out."""
    known = replace(engine.resources.confidence, threshold=0.0)
    return replace(engine, resources=replace(engine.resources, confidence=known))


def annotated(folder: Path, annotators: Sequence[Path], engine: Engine) -> list[Outcome]:
    """The annotated reports, coded and compared."""
    code, notes, names = coder(engine), Notes(), [path.name for path in annotators]
    found = [compared(path, annotators, names, code, notes) for path in json_files(folder)]
    return [each for each in found if each is not None]


def rated(each: Outcome) -> Iterable[Rated]:
    """The coded events of a report; right is what at least one annotator has, too."""
    events = each.coded.coding.events if each.coded else ()
    for i, event in enumerate(events):
        yield Rated(each.name, "reports", event.type, event.confidence, any(i in pairs for pairs in each.into))


def reliability(found: Sequence[Rated]) -> list[Figure]:
    """The error, the order, and of each bin the share of right events, beside the mean confidence that promised it."""
    table = [
        Figure(f"calibration.{edge}", share(part) if part else None, f"{mean(part):.2f} promised, {len(part)} events")
        for edge, part in zip(EDGES, binned(found, BINS), strict=True)
    ]
    return [
        Figure("calibration.ece", error(found, BINS), f"{len(found)} events, {share(found):.3f} right, {mean(found):.3f} promised", True),
        Figure("calibration.ranked", ranked(found), "pairs of a right and a wrong event in the right order; 0.5 is guessing"),
        *table,
    ]
