"""Names of places against gold coordinates: how many are found, how far off they are put."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import placed

FILE = "places-dev.jsonl"
NAMES = (
    "places.found", "places.within_161km", "places.median_km", "places.auc", "places.country_right", "places.below_within_161km",
)
SMALLER = {"places.median_km", "places.auc"}


def measure(settings: Settings) -> list[Figure]:
    """Share of names found; of those, share within 161 km (100 miles), median distance, mean logarithmic error; names of
    countries with the right country and names below them within 161 km, apart.
    """
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = placed.measure(path, dragoman.engine())
    note = f"{scores.names} names, {scores.documents} articles"
    values = (scores.found, scores.within_161km, scores.median_km, scores.auc, scores.country_right, scores.below_within_161km)
    notes = (*[note] * 4, f"{scores.country_found} names of countries", f"{scores.below_found} names below them")
    return [Figure(name, value, told, name in SMALLER) for name, value, told in zip(NAMES, values, notes, strict=True)]
