"""Names of places against gold coordinates: how many are found, how far off they are put."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import placed

FILE = "places-dev.jsonl"
NAMES = ("places.found", "places.within_161km", "places.median_km", "places.auc")
SMALLER = {"places.median_km", "places.auc"}


def measure(settings: Settings) -> list[Figure]:
    """Share of names found; of those, share within 161 km (100 miles), median distance, mean logarithmic error."""
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = placed.measure(path, dragoman.engine())
    note = f"{scores.names} names, {scores.documents} articles"
    values = (scores.found, scores.within_161km, scores.median_km, scores.auc)
    return [Figure(name, value, note, name in SMALLER) for name, value in zip(NAMES, values, strict=True)]
