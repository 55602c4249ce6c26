"""How much of what a corpus tells of politics the frames know, and what they do not, most frequent first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import shorten

from msgspec import Struct

from dragoman.coding import reading
from dragoman.coding.found import Report
from dragoman.coding.lexicon import phrase_of
from dragoman.coding.names import NOWHERE, Hit, find_names
from dragoman.coding.pipeline import Engine, towns_of
from dragoman.lexicon.predicates import Predicate, Silent, predicates
from dragoman.lexicon.ready import segments
from dragoman.model import Segment

CHUNK = 64  # texts that are parsed in one go
SAMPLES = 3
WIDTH = 160  # characters of a sample line
#: classes of nouns that are things or people, not acts (lexicon/en/classes.toml)
THINGS = ("FORCE", "ARMS", "DIPL", "MONEY", "PROPERTY", "TERR", "MISSILE", "PEACEK", "PRIS", "STATESMAN", "PARTNER")


class Unknown(Struct, frozen=True):
    """A predicate that no frame knows: how often, between two actors how often, with which objects, and some lines.

    `near` are frames that know its first word with other particles, prepositions or objects.
    """

    words: str
    part: str
    count: int
    two_sided: int
    objects: dict[str, int]
    near: tuple[str, ...]
    samples: tuple[str, ...]


class Coverage(Struct, frozen=True):
    """Counts over a corpus. `predicates` and `known` count each place where one stands; `share` is known / predicates."""

    texts: int
    sentences: int
    predicates: int
    known: int
    share: float
    two_sided: int
    two_sided_known: int
    different: int
    different_known: int
    unknown: tuple[Unknown, ...]
    left_out: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """A predicate with the sentence that it stands in."""

    predicate: Predicate
    sentence: str


def cover(texts: Iterable[str], e: Engine, least: int = 1) -> Coverage:
    """The coverage of a corpus, in sentences that name at least `least` states, organisations or other known actors."""
    silent = silent_words(e)
    counted = [0, 0]
    found: list[Place] = []
    for report in reports(texts, e, least):
        counted[0] += 1
        counted[1] += len(report.views)
        if e.gate.report([v.sentence for v in report.views]).domain is None:
            for n, view in enumerate(report.views):
                line = " ".join(view.sentence.segment.text.split())
                found.extend(Place(p, line) for p in predicates(report, n, e.lexicon, silent))
    return summary(counted[0], counted[1], found)


def reports(texts: Iterable[str], e: Engine, least: int) -> Iterator[Report]:
    """Each text as read for coding, from those of its sentences that name enough actors."""
    towns, remaining = towns_of(e.resources.gazetteer), iter(texts)
    while chunk := list(islice(remaining, CHUNK)):
        hits = [find_names(text, e.names) for text in chunk]
        kept = [[s for s in segments(text, e) if named(s, h) >= least] for text, h in zip(chunk, hits, strict=True)]
        parsed = iter(e.annotator.parse([s for group in kept for s in group]))
        for text, found, group in zip(chunk, hits, kept, strict=True):
            own = list(islice(parsed, len(group)))
            yield reading.read_report(text, own, found, e.roles, e.resources.titles, e.resources.words, towns)


def named(segment: Segment, hits: Sequence[Hit]) -> int:
    """How many different states or bodies a sentence names."""
    inside = (h.name for h in hits if segment.start <= h.start < segment.end)
    return len({name.country or name.code for name in inside if NOWHERE not in (name.country, name.code)})


def silent_words(e: Engine) -> Silent:
    """The words that are no predicates of their own, from the lists of the other stages, and nouns that are things."""
    words, classes = e.resources.words, e.resources.classes
    cues = {phrase_of(word)[0] for cue in e.resources.cues.values() for word in cue.words}
    lists = (words.reporting, words.transparent_verbs, words.occurrence_verbs, words.object_control)
    verbs = {phrase_of(word)[0] for group in lists for word in group} | cues
    nouns = (words.country_nouns, words.organisation_nouns, words.group_nouns, words.transparent_nouns, words.pair_nouns, words.means)
    things = {word for group in nouns for word in group} | {word for name in THINGS for word in classes.noun_classes.get(name, ())}
    return Silent(frozenset(verbs), frozenset(things), frozenset(e.lexicon.verbs))


def summary(texts: int, sentences: int, found: Sequence[Place]) -> Coverage:
    """The counts, and the unknown predicates by frequency."""
    known = [p for p in found if p.predicate.frames]
    both = [p for p in found if p.predicate.sides > 1]
    groups: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in found:
        if not place.predicate.frames:
            groups[place.predicate.part, place.predicate.words].append(place)
    rows = sorted((row(*key, places) for key, places in groups.items()), key=lambda r: (-r.count, -r.two_sided, r.words))
    different_known = len({(p.predicate.part, p.predicate.words) for p in known})
    share = len(known) / len(found) if found else 0.0
    two_known = sum(bool(p.predicate.frames) for p in both)
    return Coverage(
        texts, sentences, len(found), len(known), share, len(both), two_known, different_known + len(rows), different_known, tuple(rows)
    )


def row(part: str, words: str, places: Sequence[Place]) -> Unknown:
    """One unknown predicate; samples are different lines, those with two actors first."""
    objects = Counter(p.predicate.object for p in places if p.predicate.object is not None)
    lines = dict.fromkeys(p.sentence for p in sorted(places, key=lambda p: -p.predicate.sides))
    near = tuple(dict.fromkeys(frame for p in places for frame in p.predicate.near))
    samples = tuple(shorten(line, WIDTH, placeholder=" \u2026") for line in islice(lines, SAMPLES))
    both = sum(p.predicate.sides > 1 for p in places)
    return Unknown(words, part, len(places), both, dict(objects.most_common(5)), near, samples)
