"""Which sentences are worth parsing, decided without a parser, by the words that they have.

The seam for speed. Every word stands for all lemmas that it could have,
so that none is missed for want of a tag.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dragoman.coding.names import Hit
from dragoman.coding.needs import LATE, NAME, NUMBER, PERSON, ROLE, ROW, Needs, Wanted
from dragoman.coding.owed.loose import LATE_OR_OVER
from dragoman.model import Segment

#: what is parsed. "off": every sentence; "words": those that could tell something; "report": of those, in a report that hardly speaks of
#: politics, the ones that do or that name two states; "narrow": in any report only such ones, or that name a state and touch on politics
Prefilter = Literal["off", "words", "report", "narrow"]
USUAL: Prefilter = "report"

#: all lemmas that a written word could have, whatever its part of speech
Lemmas = Callable[[str], frozenset[str]]

WORD = re.compile(r"[^\W\d_]+")
CAPITALISED = re.compile(r"(?<=\S )[A-Z][^\W\d_]+")
POLITICS = "politics"
#: characters within which an office stands beside a name
NEAR = 60
QUOTES = re.compile('["\u201c\u201d]')
DIGIT = re.compile(r"\d")


class Scanner(Struct, frozen=True):
    """`roles`: last words of phrases for offices and kinds of people, in small letters."""

    wanted: Wanted
    roles: frozenset[str]
    lemmas: Lemmas | None = None
    level: Prefilter = USUAL

    @property
    def working(self) -> bool:
        """Whether anything is passed over: without lemmas nothing is."""
        return self.level != "off" and self.lemmas is not None


class Glance(Struct, frozen=True):
    """A sentence as its words show it: `forms`, the possible lemmas of each word; `weights` in each domain (`gate.py`); how many states
    it names; whether it may tell of something owed; whether it is to be parsed.
    """

    segment: Segment
    kept: bool
    forms: tuple[frozenset[str], ...] = ()
    weights: Mapping[str, int] = {}
    states: int = 0
    owes: bool = False


#: what a sentence, given by its forms and its text, weighs in each domain
Weigh = Callable[[tuple[frozenset[str], ...], str], Mapping[str, int]]


def glances(segments: Sequence[Segment], hits: Sequence[Hit], scan: Scanner, weigh: Weigh) -> list[Glance]:
    """Each segment looked at, in order; all are kept where the prefilter is off. `hits` in the order of the text."""
    if not scan.working or scan.lemmas is None:
        return [Glance(segment, True) for segment in segments]
    return [_glance(segment, hits, scan, scan.lemmas, weigh) for segment in segments]


def with_quotations(seen: Sequence[Glance]) -> list[Glance]:
    """Sentences that one quotation spans, or a colon joins, are read together: who speaks may be named in any of them."""
    groups: list[list[Glance]] = []
    inside = False
    for g in seen:
        if inside:
            groups[-1].append(g)
        else:
            groups.append([g])
        inside = _open(g.segment.text, inside) or g.segment.text.rstrip().endswith(":")
    return [replace(g, kept=True) if not g.kept and any(o.kept for o in some) else g for some in groups for g in some]


def _open(text: str, inside: bool) -> bool:
    """Whether a quotation is open at the end of a sentence."""
    for mark in QUOTES.findall(text):
        inside = mark == "\u201c" or (mark == '"' and not inside)
    return inside


def with_headline(seen: Sequence[Glance]) -> list[Glance]:
    """A headline is read with what stands below it."""
    some = any(g.kept for g in seen)
    return [replace(g, kept=True) if some and g.segment.headline and not g.kept else g for g in seen]


def narrowed(seen: Sequence[Glance], least: int, owing: bool = False, touching: bool = False) -> list[Glance]:
    """Only sentences that speak of politics, in words of this weight at least, or name two states, are kept; with `owing` those too that
    may tell of something owed, with `touching` those that name a state and have any word of politics.
    """

    def speaks(g: Glance) -> bool:
        weight = g.weights.get(POLITICS, 0)
        return weight >= least or g.states > 1 or (owing and g.owes) or (touching and g.states > 0 and weight > 0)

    return [g if not g.kept or speaks(g) else replace(g, kept=False) for g in seen]


def _glance(segment: Segment, hits: Sequence[Hit], scan: Scanner, lemmas: Lemmas, weigh: Weigh) -> Glance:
    words = WORD.findall(segment.text)
    forms = tuple(map(lemmas, words))
    inside = hits[bisect_left(hits, segment.start, key=_start) : bisect_left(hits, segment.end, key=_start)]
    has = set().union(*forms)
    has |= _marks(segment, inside, scan, has)
    owes = _met(has, scan.wanted.owed)
    kept = owes or _met(has, scan.wanted.events) or _met(has, scan.wanted.beside)
    states = len({h.name.country for h in inside if h.name.country}) if inside else 0
    return Glance(segment, kept, forms, weigh(forms, segment.text), states, owes)


def _marks(segment: Segment, inside: Sequence[Hit], scan: Scanner, has: set[str]) -> set[str]:
    """What no single word shows; `has`: all lemmas that a word could have, and each word in small letters."""
    lower = segment.text.lower()
    offices = [] if scan.roles.isdisjoint(has) else [m.start() for m in WORD.finditer(lower) if m[0] in scan.roles]
    found = {NAME} if inside else set()
    if sum(h.name.sort == "names" for h in inside) > 2:
        found.add(ROW)
    if offices:
        found.add(ROLE)
        if _person(segment, inside, offices, scan.roles):
            found.add(PERSON)
    if DIGIT.search(lower):
        found.add(NUMBER)
    if LATE_OR_OVER.search(lower):
        found.add(LATE)
    return found


def _person(segment: Segment, inside: Sequence[Hit], offices: Sequence[int], roles: frozenset[str]) -> bool:
    """Whether a capitalised word that is no known name stands near a word for an office."""
    known = [(h.start - segment.start, h.end - segment.start) for h in inside]
    return any(
        any(abs(m.start() - at) <= NEAR for at in offices)
        and m[0].lower() not in roles
        and not any(a < m.end() and m.start() < b for a, b in known)
        for m in CAPITALISED.finditer(segment.text)
    )


def _met(has: set[str], needs: Needs) -> bool:
    for word in needs.keys() & has:
        for need in needs[word]:
            if all(not some.isdisjoint(has) for some in need):
                return True
    return False


def _start(hit: Hit) -> int:
    return hit.start
