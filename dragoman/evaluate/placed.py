"""Names of places in annotated articles: reads them, resolves as the coder resolves, and scores (`places.py`)."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from dragoman.coding import sentences
from dragoman.coding.homes import PLAIN
from dragoman.coding.names import find_names
from dragoman.coding.pipeline import Engine
from dragoman.coding.toponyms import find_toponyms
from dragoman.coding.where_lands import context_of, lands_of
from dragoman.errors import BadInput
from dragoman.evaluate.bootstrap import Interval, intervals
from dragoman.evaluate.changes import Record
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.evaluate.notes import Notes
from dragoman.evaluate.places import NEAR_KM, Find, Hit, Located, distance_km, figures, hits, levels
from dragoman.placenames import fold

#: Figures that are numbers of names, without an interval.
COUNTS = frozenset({"n", "country_names", "country_found", "below_names", "below_found"})


class Name(Struct, frozen=True):
    """One annotated name; without offsets or coordinates it is left out.

    `country` is given for the name of a state (alpha-3); `wiki` is the address of its page, whose title tells as much.
    """

    name: str | None = None
    start: int | None = None
    end: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    wiki: str | None = None


class Article(Struct, frozen=True):
    """One line of the file."""

    text: str
    toponyms: tuple[Name, ...]
    doc_id: str | int | None = None


class Miss(Struct, frozen=True):
    """A name that was not found, or that was put more than 161 km off."""

    id: str
    name: str
    reason: str


class Places(Struct, frozen=True):
    """What `dragoman evaluate places` gives; shares are null where nothing was found. See `places.figures`, `places.levels`."""

    kind: str
    profile: str
    documents: int
    names: int
    found: float
    within_161km: float | None
    median_km: float | None
    auc: float | None
    country_right: float | None
    below_within_161km: float | None
    country_names: int
    country_found: int
    below_names: int
    below_found: int
    intervals: dict[str, Interval]
    misses: tuple[Miss, ...]
    left_out: dict[str, int]
    notes: tuple[str, ...]
    records: tuple[Record, ...]


def measure(path: Path, engine: Engine) -> Places:
    """Scores every article of a file. Raises Unreachable or BadInput."""
    notes, find, state = Notes(), finder(engine), states(engine)
    articles = [(name_of(one, n), one.text, usable(one, name_of(one, n), notes, state)) for n, one in enumerate(lines_of(path, Article), 1)]
    if not any(names for _, _, names in articles):
        raise BadInput(f"{path}: nothing to find", "no name of a place in it has offsets and coordinates", FORMATS)
    judged = [(name, text, hits({"text": text, "toponyms": names}, find)) for name, text, names in articles]
    groups = [group for _, _, group in judged]
    scores = over(groups)
    bounds = {name: interval for name, interval in intervals(groups, over).items() if name not in COUNTS}
    told = [(f"{name}:{hit.start}", text[hit.start:hit.end], hit) for name, text, group in judged for hit in group]
    return Places(
        kind="places", profile=engine.profile, documents=len(articles), names=int(scores["n"]), found=scores["found"],
        within_161km=scores.get("within_161km"), median_km=scores.get("median_km"), auc=scores.get("auc"),
        country_right=scores.get("country_right"), below_within_161km=scores.get("below_within_161km"),
        country_names=int(scores["country_names"]), country_found=int(scores["country_found"]),
        below_names=int(scores["below_names"]), below_found=int(scores["below_found"]), intervals=bounds,
        misses=tuple(Miss(name, words, reason(hit)) for name, words, hit in told if not right(hit)),
        left_out=dict(notes.left_out), notes=tuple(notes.remarks),
        records=tuple(Record(name, right(hit), words if right(hit) else f"{words}: {reason(hit)}") for name, words, hit in told),
    )  # fmt: skip


def name_of(one: Article, number: int) -> str:
    """The article's id, or its line."""
    return str(one.doc_id if one.doc_id is not None else number)


def usable(one: Article, where: str, notes: Notes, state: Callable[[Name, str], str | None]) -> list[dict[str, Any]]:
    """The names that can be compared, each with the state that it is the name of."""
    kept = []
    for name in one.toponyms:
        if name.start is None or name.end is None:
            notes.leave_out(f"{where}, {name.name or 'nameless'}", "a name without offsets")
        elif name.lat is None or name.lon is None:
            notes.leave_out(f"{where}, {name.name or 'nameless'}", "a name without coordinates")
        else:
            country = state(name, one.text[name.start:name.end])
            kept.append({"start": name.start, "end": name.end, "lat": name.lat, "lon": name.lon, "country": country})
    return kept


def states(engine: Engine) -> Callable[[Name, str], str | None]:
    """Tells the state that an annotated name is the name of, None for a place below that level.

    The name's own `country` decides, then its page's title, then its words; words that a division or a town has too
    ("Georgia", "Luxembourg") go by what lies nearest.
    """
    gazetteer = engine.resources.gazetteer
    lands = lands_of(engine.resources.countries, gazetteer)

    def code_of(title: str) -> str | None:
        low = title.lower().replace("\u2019", "'")
        code = lands.names.get(low) or lands.names.get(low.removeprefix("the "))
        return None if any(c.feature == "region" and c.country == code for c in gazetteer.find(title)) else code  # "Scotland"

    def state(name: Name, words: str) -> str | None:
        if name.country is not None:
            return name.country
        if name.wiki is not None:
            return code_of(unquote(name.wiki.rpartition("/")[2]).replace("_", " ").removesuffix(" (country)"))
        code = code_of(words)
        if code is None or name.lat is None or name.lon is None or code not in lands.points:
            return code
        point = (name.lat, name.lon)
        away = distance_km(point, lands.points[code])
        namesakes = (c for c in gazetteer.find(words) if fold(c.name) == fold(words))
        return None if any(distance_km(point, (c.lat, c.lon)) < away for c in namesakes) else code

    return state


def finder(engine: Engine) -> Find:
    """The names of places in an article, resolved as the coder resolves them."""
    resources = engine.resources
    lands = lands_of(resources.countries, resources.gazetteer)

    def find(text: str) -> list[Located]:
        named = (hit.name for hit in find_names(text, engine.names) if hit.name.sort in PLAIN)
        context = context_of(resources.gazetteer, lands, Counter(name.country for name in named if name.country), text)
        parsed = engine.annotator.parse(sentences.split(text, None, resources.sentences))
        found = [toponym for sentence in parsed for toponym in find_toponyms(sentence, context)]
        return [Located(t.start, t.end, t.candidate.lat, t.candidate.lon, t.candidate.country) for t in found]

    return find


def over(groups: Sequence[Sequence[Hit]]) -> dict[str, float]:
    """The figures of several articles."""
    judged = [hit for group in groups for hit in group]
    return {**figures([hit.km for hit in judged]), **levels(judged)}


def right(hit: Hit) -> bool:
    """Whether it was found and is near; of a state's name, whether it is that state."""
    if hit.found is None or hit.km is None:
        return False
    return hit.km <= NEAR_KM if hit.country is None else hit.found.country == hit.country


def reason(hit: Hit) -> str:
    """What is wrong with it."""
    if hit.found is None or hit.km is None:
        return "not found"
    if hit.country is not None:
        return f"{hit.found.country or 'no state'} for {hit.country}"
    return f"{hit.km:.0f} km off, at {hit.found.lat:.2f}, {hit.found.lon:.2f} in {hit.found.country or 'no state'}"
