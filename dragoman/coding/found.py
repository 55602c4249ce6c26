"""Actors as a phrase names them, and what resolving a phrase needs to know of the whole report."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from dragoman.coding.coreference import Trail
from dragoman.coding.entities import Entity
from dragoman.coding.homes import Towns, no_towns
from dragoman.coding.names import Hit
from dragoman.coding.view import View
from dragoman.entries import Words
from dragoman.model import Actor, Span


class Found(Struct, frozen=True):
    """Actors of a phrase; `weak` where they only modify its head; `why` for the trace."""

    actors: tuple[Actor, ...]
    weak: bool = False
    why: str = ""


NOBODY = Found(())


class Quoted(Struct, frozen=True):
    """Characters start..end stand in quotation marks and are credited to these speakers (`name`: who is named)."""

    start: int
    end: int
    actors: tuple[Actor, ...]
    name: Span


class Report(Struct, frozen=True):
    """What resolving needs to know of the whole report."""

    views: Sequence[View]
    entities: Sequence[Entity]
    trail: Trail
    quoted: Sequence[Quoted]
    only_country: str | None
    crowd_country: str | None
    words: Words
    surnames: frozenset[str] = frozenset()
    #: the official of whom the report tells first
    hero: Entity | None = None
    #: states that somebody travels to
    away: frozenset[str] = frozenset()
    #: which entities have a word in their name (`entities.by_word`)
    by_word: Mapping[str, Sequence[int]] = {}
    #: entities by the sentence's first character and the token that they were looked up at (`holders.entity_at`)
    named: dict[tuple[int, int], Entity | None] = {}
    #: the state of a well-known town, None for other names
    town: Towns = no_towns
    #: titles in small letters that mean one state's in this report (`homes.title_states`)
    titles: Mapping[str, str] = {}
    #: the state where the report is set: the one that it is about, or that of its dateline
    scene: str | None = None
    #: names in sentences that were not parsed
    passed: tuple[Hit, ...] = ()
    #: what `memo.once` keeps; None while the report is still being read
    memo: dict[Any, Any] | None = None

    def place(self, n: int) -> int:
        """Which sentence of the report the n-th parsed one is: distances count those between that were not parsed."""
        return self.views[n].sentence.segment.index

    def speakers(self, n: int, i: int) -> tuple[Actor, ...]:
        """Who says "I" and "we" at token i of sentence n."""
        quote = self.quote_at(self.views[n].sentence.tokens[i].start)
        return quote.actors if quote is not None else ()

    def quote_at(self, at: int) -> Quoted | None:
        """The quotation that holds this character; they are in order, and none overlaps another."""
        last = bisect_right(self.quoted, at, key=_start)
        return self.quoted[last - 1] if last and at < self.quoted[last - 1].end else None


def _start(quote: Quoted) -> int:
    return quote.start
