"""Events of an article that are one, where people have marked every mention: B-cubed over the marked mentions.

Ours: two mentions are one event where their words are of one stem and they share a participant. So it measures
the rule by which mentions go together, asked of mentions that are given, and nothing of what the coder finds.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from msgspec import Struct

from dragoman.errors import BadInput
from dragoman.evaluate.clusters import Cubed, added, b_cubed
from dragoman.evaluate.files import FORMATS, lines_of
from dragoman.linking.words import stem


class Participant(Struct, frozen=True):
    """Somebody or something in a role, by the words that name them."""

    text: str


class Marked(Struct, frozen=True):
    """One mention of an event; `instance` is the event that it is of."""

    start: int
    end: int
    text: str
    instance: str | None = None
    pred: str | None = None
    participants: tuple[Participant, ...] = ()


class Article(Struct, frozen=True):
    """One line of the file; only its events are read."""

    text: str
    events: tuple[Marked, ...] = ()


class Coreference(Struct, frozen=True):
    """`several`: events that have more than one mention; `alone`: the figure of a grouping that merges nothing."""

    articles: int
    mentions: int
    several: int
    precision: float
    recall: float
    f1: float
    alone: float


def measure(path: Path) -> Coreference:
    """Scores every article of a file. Raises Unreachable or BadInput."""
    articles = [article for article in lines_of(path, Article) if article.events]
    if not articles:
        raise BadInput(f"{path}: nothing to group", "it marks no event with an instance", FORMATS)
    whole = added([b_cubed(_gold(one), chains(one.events)) for one in articles])
    alone: Cubed = added([b_cubed(_gold(one), list(range(len(one.events)))) for one in articles])
    several = sum(_gold(one).count(name) > 1 for one in articles for name in set(_gold(one)))
    return Coreference(
        len(articles), whole.mentions, several, round(whole.precision, 4), round(whole.recall, 4), round(whole.f1, 4), round(alone.f1, 4)
    )


def _gold(article: Article) -> list[str]:
    return [event.instance or f"alone {n}" for n, event in enumerate(article.events)]


def chains(mentions: Sequence[Marked]) -> list[int]:
    """For each mention the number of its chain."""
    chain = list(range(len(mentions)))
    for a, b in combinations(range(len(mentions)), 2):
        if chain[a] != chain[b] and are_one(mentions[a], mentions[b]):
            merged, gone = sorted((chain[a], chain[b]))
            chain = [merged if c == gone else c for c in chain]
    return chain


def are_one(one: Marked, other: Marked) -> bool:
    """Of one stem, and with a participant in common."""
    return _stem(one) == _stem(other) and bool(_words(one) & _words(other))


def _stem(mention: Marked) -> str:
    return stem((mention.pred or mention.text).lower().split()[-1])


def _words(mention: Marked) -> set[str]:
    """Stems of the words with which participants are named, but for the smallest."""
    return {stem(word.lower()) for who in mention.participants for word in who.text.split() if len(word) > 3}
