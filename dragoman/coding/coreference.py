"""Who "he", "the minister", "both sides", "the grouping" are: the trail of those whom the report has spoken of.

Chains of names, roles and pronouns in the order of the text; no model. The nearest earlier mention of the right kind
wins, subjects first; a pronoun that finds none stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from dragoman.model import Actor

HUMAN = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})
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
    seen = [s for s in trail if (s.sentence, s.token) < (sentence, token) and sentence - s.sentence <= REACH]
    return sorted(seen, key=lambda s: (-s.sentence, not s.subject, s.token))


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
    for at in _sentences_before(trail, sentence):
        if sentence - at > REACH:
            break
        distinct: dict[str, Actor] = {}
        for step in trail:
            if step.sentence == at and (step.sentence, step.token) < (sentence, token):
                for actor in step.actors:
                    if people and actor.person is None:
                        continue
                    if actor.country and actor.kind != "organisation" and not (step.plural and step.human):
                        distinct.setdefault(actor.country, actor)
        if len(distinct) == 2 or (len(distinct) > 2 and at == sentence):
            return tuple(list(distinct.values())[:2]), at
    return (), -1


def _sentences_before(trail: Trail, sentence: int) -> Iterator[int]:
    yield from sorted({s.sentence for s in trail if s.sentence <= sentence}, reverse=True)


def last_of_kind(trail: Trail, sentence: int, token: int, kinds: frozenset[str], plural: bool = False) -> tuple[Actor, ...]:
    """The last single actor of one of these kinds: "the grouping", "the country", "the rebels"."""
    near = before(trail, sentence, token)
    far = sorted((s for s in trail if sentence - s.sentence > REACH), key=lambda s: (-s.sentence, s.token))
    for step in (*near, *far):
        if step.actors[0].kind in kinds and not step.human and (plural or len(step.actors) == 1):
            return step.actors
    return ()
