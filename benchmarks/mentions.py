"""Mentions of states, organisations and people in annotated news, and who of them is one, inside an article."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import mentions

FILE = "meantime-dev.jsonl"
NAMES = ("mentions.recall", "mentions.recall_all", "mentions.precision", "mentions.coreference", "mentions.coreference_strict")


def measure(settings: Settings) -> list[Figure]:
    """Recall of those in roles of events and of all, precision, B-cubed F1 over all mentions and its strictest form."""
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = mentions.measure(path, dragoman.engine())
    note = f"{scores.units} mentions, {scores.in_roles} in roles, {scores.documents} articles"
    values = (scores.recall, scores.recall_all, scores.precision, scores.coreference, scores.coreference_strict)
    return [Figure(name, value, note) for name, value in zip(NAMES, values, strict=True)]
