"""The status of given events against annotated news: negated, open or asserted, and how certain on the scale from -3 to 3."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import status

FILE = "meantime-dev.jsonl"
NAMES = ("status.macro_f1", "status.negated_f1", "status.scale_macro_f1", "status.scale_error", "status.scale_correlation")
SMALLER = {"status.scale_error"}


def measure(settings: Settings) -> list[Figure]:
    """Macro-F1 of the three classes, F1 of the negated; macro-F1, mean absolute error and correlation on the scale."""
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = status.measure(path, dragoman.engine())
    scale = scores.factuality
    note = f"{scores.mentions} mentions, {scores.documents} articles, {scores.per_class['negated'].support} negated"
    values = (scores.macro_f1, scores.negated_f1, scale.macro_f1, scale.mean_absolute_error, scale.correlation)
    return [Figure(name, value, note, name in SMALLER) for name, value in zip(NAMES, values, strict=True)]
