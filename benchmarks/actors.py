"""Names of actors against the country and the sector that are expected of them; people without country or office apart."""
from __future__ import annotations

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import actors
from dragoman.evaluate.tally import Share

FILE = "actor-names-dev.jsonl"
NAMES = ("actors.country", "actors.sector", "actors.same_code", "actors.no_country", "actors.persons")


def measure(settings: Settings) -> list[Figure]:
    """Shares right; `persons` has no floor, for there is no list of people."""
    path = settings.gold / FILE
    if not path.is_file():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    scores = actors.measure(path, dragoman.engine())
    shares = (scores.country, scores.sector, scores.equal, scores.no_country, scores.persons)
    return [figure(name, share) for name, share in zip(NAMES, shares, strict=True)]


def figure(name: str, share: Share) -> Figure:
    """A share as a figure, with the numbers that it rests on."""
    return Figure(name, share.value if share.whole else None, f"{share.part}/{share.whole}")
