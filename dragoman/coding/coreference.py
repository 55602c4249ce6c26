"""Who "he", "the minister", "both sides", "the grouping" are: the trail of those whom the report has spoken of.

Chains of names, roles and pronouns in the order of the text; no model. The nearest earlier mention of the right kind
wins, subjects first; a pronoun that finds none stays unresolved.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from dragoman.model import Actor

HUMAN = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
THING = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "we", "us", "our", "ours", "my", "me", "mine", "ourselves"})


class Step(Struct, frozen=True):
    """One mention on the trail: where, who, whether as a subject, whether a person, whether several."""

    sentence: int
    token: int
    actors: tuple[Actor, ...]
    subject: bool
    human: bool
    plural: bool


Trail = Sequence[Step]
REACH = 6  # sentences that a pronoun may look back; farther back it is more often wrong than right


def before(trail: Trail, sentence: int, token: int) -> list[Step]:
    """The steps before a place in the report, within reach, nearest sentence first, subjects first in each."""
    first = bisect_left(trail, sentence - REACH, key=_sentence)
    last = bisect_right(trail, sentence, first, key=_sentence)
    seen = [s for s in trail[first:last] if (s.sentence, s.token) < (sentence, token)]
    return sorted(seen, key=lambda s: (-s.sentence, not s.subject, s.token))


def _sentence(step: Step) -> int:
    """The order of the trail: sentence by sentence, as the report is read."""
    return step.sentence


def pronoun(word: str, trail: Trail, sentence: int, token: int, speaker: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], str]:
    """Whom a pronoun stands for, and why; empty where nothing fits."""
    lower = word.lower()
    if lower in FIRST:
        return speaker, "the speaker of the quotation" if speaker else "no speaker is known"
    steps = before(trail, sentence, token)
    if lower in HUMAN:
        return _first(steps, lambda s: s.human and not s.plural), "the last person who was a subject"
    if lower in THING:
        return _first(steps, lambda s: not s.human and not s.plural), "the last state or organisation that was a subject"
    group = next((s for s in steps if s.plural), None)
    two, at = pair_at(trail, sentence, token)
    if group is not None and (group.sentence >= at or not two):
        return group.actors, "the last group"
    return two, "the last two who were spoken of together"


def _first(steps: list[Step], fits: object) -> tuple[Actor, ...]:
    for step in steps:
        if callable(fits) and fits(step):
            return step.actors
    return ()


def pair(trail: Trail, sentence: int, token: int, people: bool = False) -> tuple[Actor, ...]:
    """The last two actors of different countries that one sentence named: "both sides"; `people`: "the two ministers"."""
    return pair_at(trail, sentence, token, people)[0]


def pair_at(trail: Trail, sentence: int, token: int, people: bool = False) -> tuple[tuple[Actor, ...], int]:
    """The last two, and the sentence that named them; two of whom one is a body like the SCO are no pair."""
    first = bisect_left(trail, sentence - REACH, key=_sentence)
    near = trail[first : bisect_right(trail, sentence, first, key=_sentence)]
    for at in sorted({s.sentence for s in near}, reverse=True):
        distinct: dict[str, Actor] = {}
        for step in near:
            if step.sentence == at and (step.sentence, step.token) < (sentence, token):
                for actor in step.actors:
                    if people and actor.person is None:
                        continue
                    if actor.country and actor.kind != "organisation" and not (step.plural and step.human):
                        distinct.setdefault(actor.country, actor)
        if len(distinct) == 2 or (len(distinct) > 2 and at == sentence):
            return tuple(list(distinct.values())[:2]), at
    return (), -1


def _far(trail: Trail, sentence: int) -> Iterator[Step]:
    """The steps beyond reach, nearest sentence first, in each from left to right."""
    last = bisect_left(trail, sentence - REACH, key=_sentence)
    while last:
        first = bisect_left(trail, trail[last - 1].sentence, 0, last, key=_sentence)
        yield from sorted(trail[first:last], key=lambda s: s.token)
        last = first


def last_of_kind(trail: Trail, sentence: int, token: int, kinds: frozenset[str], plural: bool = False) -> tuple[Actor, ...]:
    """The last single actor of one of these kinds: "the grouping", "the country", "the rebels"."""
    for step in chain(before(trail, sentence, token), _far(trail, sentence)):
        if step.actors[0].kind in kinds and not step.human and (plural or len(step.actors) == 1):
            return step.actors
    return ()
