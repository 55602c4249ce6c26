"""Expressions of time against an annotated gold of news: F1 of spans and of values, as TempEval-3 reckons them."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import timed

FILE = "meantime-dev.jsonl"
NAMES = ("times.relaxed_f1", "times.strict_f1", "times.value_f1")


def measure(settings: Settings) -> list[Figure]:
    """Spans that overlap, that are equal, and that overlap with the right value."""
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = timed.measure(path, dragoman.engine())
    note = f"{scores.gold} in the gold, {scores.found} found, {scores.documents} articles"
    return [Figure(name, value, note) for name, value in zip(NAMES, (scores.relaxed_f1, scores.strict_f1, scores.value_f1), strict=True)]
