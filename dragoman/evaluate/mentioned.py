"""One annotated article read as the coder reads it: which of its units are found, and in which chain of ours."""
from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from dragoman.coding import pipeline, sentences
from dragoman.coding.chains import Chain, chains
from dragoman.coding.datelines import without_dateline
from dragoman.coding.names import Hit, find_names
from dragoman.coding.phrases import Mention
from dragoman.coding.pipeline import Engine
from dragoman.coding.reading import read_report
from dragoman.evaluate.marked import Markable, Unit, units
from dragoman.evaluate.notes import Notes

TYPES = frozenset({"PER", "ORG"})
PLACE = "LOC"
GOVERNMENTS = frozenset({"government", "governments", "administration"})


class Participant(Struct, frozen=True):
    """Somebody or something in a role; `mention` is the id of a marked stretch."""

    mention: str


class EventGold(Struct, frozen=True):
    """An annotated event: only its participants are read."""

    participants: tuple[Participant, ...] = ()


class Article(Struct, frozen=True):
    """One line of the file; without `fully_annotated_end` all of it is annotated."""

    text: str
    entities: tuple[Markable, ...]
    events: tuple[EventGold, ...] = ()
    doc_id: str | int | None = None
    title: str | None = None
    fully_annotated_end: int | None = None


class Scored(Struct, frozen=True):
    """One article: its units, the chain of ours that each was found in (None: not found), and how many of ours are beside."""

    name: str
    text: str
    units: tuple[Unit, ...]
    found: tuple[int | None, ...]
    ours: int
    elsewhere: int
    beside: int


def score(article: Article, name: str, engine: Engine, notes: Notes) -> Scored:
    """One article read as the coder reads it, and compared as far as it is annotated."""
    last = len(article.text) if article.fully_annotated_end is None else article.fully_annotated_end
    hits = find_names(article.text, engine.names)
    for m in article.entities:
        if m.start is None or m.end is None or m.ent_type is None:
            notes.leave_out(f"{name}, {m.id}", "a mention without offsets or type")
    in_roles = frozenset(p.mention for event in article.events for p in event.participants)
    every = units(article.text, article.entities, in_roles, last)
    gold = [u for u in every if counts(u, every, article.text, hits)]
    ours = [(m, c) for c, chain in enumerate(read(article, engine)) for m in chain.mentions if m.end <= last]
    ours.sort(key=lambda pair: pair[0].head)
    pairs = aligned(gold, ours)
    counted = {u.head for u in gold}
    heads = [u.head for u in every if u.head not in counted]
    free = [m for m, _ in ours if not any(meets(m, head) for head in counted)]
    elsewhere = sum(any(meets(m, head) for head in heads) for m in free)
    return Scored(name, article.text, tuple(gold), tuple(pairs), len(ours), elsewhere, len(free) - elsewhere)


def meets(m: Mention, head: tuple[int, int]) -> bool:
    """Whether a mention has this head word."""
    return m.head[0] < head[1] and head[0] < m.head[1]


def read(article: Article, e: Engine) -> list[Chain]:
    """The mentions that the coder finds by its own stages, in every sentence: those that it would not parse name people too."""
    segments = without_dateline(sentences.split(article.text, article.title, e.resources.sentences))
    hits = find_names(article.text, e.names)
    parsed = e.annotator.parse(segments)
    towns = pipeline.towns_of(e.resources.gazetteer)
    report = read_report(article.text, parsed, hits, e.roles, e.resources.titles, e.resources.words, towns)
    return chains(report)


def counts(unit: Unit, every: Sequence[Unit], text: str, hits: Sequence[Hit]) -> bool:
    """Whether a unit refers to a state, an organisation or people."""
    if unit.type in TYPES:
        return True
    return unit.type == PLACE and any(names_state(u, text, hits) for u in every if u.chain == unit.chain)


def names_state(unit: Unit, text: str, hits: Sequence[Hit]) -> bool:
    """Whether the head is a name or adjective of a state or a body of states, or "government"."""
    start, end = unit.head
    if text[start:end].lower() in GOVERNMENTS:
        return True
    return any(h.name.country is not None and h.name.sort not in ("place", "capitals") and h.start <= start < h.end for h in hits)


def aligned(gold: Sequence[Unit], ours: Sequence[tuple[Mention, int]]) -> list[int | None]:
    """For each unit the chain of our mention that it was found by: of those with its head, the one of the most like extent."""
    left = list(ours)
    found: list[int | None] = []
    for unit in gold:
        same = [pair for pair in left if meets(pair[0], unit.head)]
        best = min(same, key=lambda pair: abs(pair[0].start - unit.start) + abs(pair[0].end - unit.end), default=None)
        found.append(best[1] if best is not None else None)
        if best is not None:
            left.remove(best)
    return found
