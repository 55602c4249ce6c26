"""Names of places against gold coordinates: how many are found, how far off they are put."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from benchmarks.texts import lines_of
from dragoman.coding import sentences
from dragoman.coding.homes import PLAIN
from dragoman.coding.names import find_names
from dragoman.coding.pipeline import Engine
from dragoman.coding.toponyms import Toponym, find_toponyms
from dragoman.coding.where_lands import Lands, context_of, lands_of
from dragoman.evaluate.places import Located, score_places

FILE = "places-dev.jsonl"
NAMES = ("places.found", "places.within_161km", "places.median_km", "places.auc")
SMALLER = {"places.median_km", "places.auc"}


def measure(settings: Settings) -> list[Figure]:
    """Share of names found; of those, share within 161 km (100 miles), median distance, mean logarithmic error."""
    articles = list(lines_of(settings.gold / FILE))
    if not articles:
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    engine = dragoman.engine()
    lands = lands_of(engine.resources.countries, engine.resources.gazetteer)
    scores = score_places(articles, lambda text: located(engine, lands, text))
    note = f"{scores['n']:.0f} names, {len(articles)} articles"
    return [Figure(name, scores[name.partition(".")[2]], note, name in SMALLER) for name in NAMES]


def located(engine: Engine, lands: Lands, text: str) -> Sequence[Located]:
    """The names of places in one article, resolved as the coder resolves them."""
    segments = sentences.split(text, None, engine.resources.sentences)
    context = context_of(engine.resources.gazetteer, lands, countries(engine, text))
    parsed = engine.annotator.parse(segments)
    return [point(toponym) for sentence in parsed for toponym in find_toponyms(sentence, context)]


def countries(engine: Engine, text: str) -> Counter[str]:
    """How often the article names each country."""
    names = (hit.name for hit in find_names(text, engine.names) if hit.name.sort in PLAIN)
    return Counter(name.country for name in names if name.country)


def point(toponym: Toponym) -> Located:
    """Where a name is taken to be."""
    candidate = toponym.candidate
    return Located(toponym.start, toponym.end, candidate.lat, candidate.lon, candidate.country)
