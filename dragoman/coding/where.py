"""Where an event happens: the place phrase that hangs nearest on its trigger, inside the trigger's own clause.

A name of a place counts only in a place's position ("in Moscow", "across the Syrian border", "a visit to Moscow",
"the siege
of Aleppo"): "Moscow said" is an actor. Among the phrases of one country the finest place wins, else the nearest.
"""
from __future__ import annotations

import math
from collections.abc import Iterable

from dragoman.coding.place_names import PlaceContext, resolve
from dragoman.coding.toponyms import Toponym, find_lands, find_toponyms
from dragoman.coding.tree import up
from dragoman.coding.where_phrases import SHARED, Found, on_ground, readings
from dragoman.coding.where_words import (
    GATHERING,
    HAPPENING,
    INSIDE,
    JOINING,
    JUDGING,
    NEAR,
    PROMISING,
    SAYING,
    TALKING,
    TOPIC,
)
from dragoman.model import Place, Precision, Sentence

__all__ = ["PlaceContext", "Toponym", "find_toponyms", "locate", "resolve"]

#: Labels under which a dependent is a clause of its own.
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis", "csubj", "csubjpass"})
FINENESS: dict[Precision, int] = {"exact": 0, "city": 1, "region": 2, "country": 3, "unknown": 4}
#: Steps from the trigger down to a phrase that still says where the event is.
DEEPEST = 5
#: Steps of a phrase that the parse does not join to the trigger: it comes last.
LOOSE = 20
#: Steps added to a phrase that hangs on a verb above the trigger: one in its own clause comes before it.
ABOVE = 4


def locate(sentence: Sentence, trigger: int, context: PlaceContext) -> tuple[Place | None, str]:
    """The event's place and the reason, or None and why there is none. `trigger` is the index of the event's word."""
    toponyms = (*find_toponyms(sentence, context), *find_lands(sentence, context))
    if not toponyms:
        return None, "where: no place named"
    within = _scope(sentence, trigger)
    above = _chain(sentence, trigger)
    ranked: list[tuple[int, Found]] = []
    for toponym in toponyms:
        if toponym.first <= trigger <= toponym.last:
            return _place(Found(toponym, trigger, 0, False, "itself"), ()), f"where: itself {toponym.name}"
        for found in readings(sentence, toponym, trigger):
            far = _distance(sentence, found, trigger, within, above)
            if far is not None:
                ranked.append((far, found))
    if not ranked:
        return None, "where: no place phrase in the clause"
    ranked.sort(key=lambda pair: (pair[0], FINENESS[_precision(pair[1])], pair[1].toponym.first))
    best = _finest(ranked)
    others = (found.toponym.candidate.country for _, found in ranked)
    return _place(best, others), f"where: {best.reason} {best.toponym.name}"


def _finest(ranked: list[tuple[int, Found]]) -> Found:
    """The nearest phrase, or a finer one of the same country that is of the same clause."""
    far, best = ranked[0]
    for other_far, other in ranked[1:]:
        same_clause = (other_far >= ABOVE) == (far >= ABOVE)
        if same_clause and _same_land(best, other) and _coarseness(other) < _coarseness(best):
            best = other
    return best


def _coarseness(found: Found) -> tuple[int, bool]:
    """How much the place leaves open; a sea of many states leaves more open than a coast of one."""
    return FINENESS[_precision(found)], found.toponym.candidate.country is None


def _same_land(one: Found, other: Found) -> bool:
    a, b = one.toponym.candidate, other.toponym.candidate
    return (a.country == b.country and a.country is not None) or (a.country is None and b.country in a.countries)


def _precision(found: Found) -> Precision:
    """Never better than what the text says: "near Mosul" is a region, "northern Iraq" too."""
    own = found.toponym.candidate.precision
    if found.toponym.part:
        return "region"
    return "region" if found.near and FINENESS[own] < FINENESS["region"] else own


def _place(found: Found, others: Iterable[str | None]) -> Place:
    """The place; a sea or a disputed place is in the state that the text names beside it, if that is one of its
    states.
    """
    candidate = found.toponym.candidate
    country = candidate.country or next((code for code in others if code in candidate.countries), None)
    known = not math.isnan(candidate.lat)
    lat, lon = (candidate.lat, candidate.lon) if known else (None, None)
    return Place(found.toponym.name, country, lat, lon, _precision(found))


def _scope(s: Sentence, trigger: int) -> frozenset[int]:
    """The trigger and what hangs on it, other clauses and active subjects left out."""
    found, queue = [], [trigger]
    while queue:
        at = queue.pop()
        found.append(at)
        queue.extend(c for c in s.children[at] if not _own_clause(s, c) and s.tokens[c].dep != "nsubj")
    return frozenset(found)


def _own_clause(s: Sentence, i: int) -> bool:
    dep = s.tokens[i].dep
    if dep == "conj" and s.tokens[i].pos in {"VERB", "AUX"}:
        return True
    return dep in CLAUSES


def _chain(s: Sentence, trigger: int) -> tuple[int, ...]:
    """Verbs and nouns above the trigger that share its place: "held talks", "began to shell", "arrived for talks"."""
    chain: list[int] = []
    at = trigger
    while True:
        token = s.tokens[at]
        head = token.head
        if head == at or head in chain:
            return tuple(chain)
        if token.dep == "pobj":
            joined = s.tokens[head].text == "in" and s.tokens[s.tokens[head].head].lemma in JOINING
            if not joined and s.tokens[head].text.lower() not in {"for", "during", "at", "on", "with", "after", "following", "of"}:
                return tuple(chain)
        elif token.dep == "prep" or _shares_place(s, at):
            pass
        elif token.dep not in SHARED or s.tokens[head].lemma in SAYING or _has_subject(s, at):
            return tuple(chain)
        chain.append(head)
        at = head


def _shares_place(s: Sentence, i: int) -> bool:
    """An event that is a verb's subject ("protests continue in X"), or a clause with "where" ("a summit where X signed")."""
    token = s.tokens[i]
    if token.dep == "nsubj":
        return token.pos == "NOUN" and s.tokens[token.head].lemma not in JUDGING
    return token.dep == "relcl" and any(s.tokens[c].text.lower() == "where" for c in s.children[i])


def _has_subject(s: Sentence, i: int) -> bool:
    """Whether an adverbial clause or a conjunct has a subject, and so a place, of its own."""
    return s.tokens[i].dep in {"advcl", "conj"} and any(s.tokens[c].dep in {"nsubj", "nsubjpass"} for c in s.children[i])


def _distance(s: Sentence, found: Found, trigger: int, within: frozenset[int], above: tuple[int, ...]) -> int | None:
    """Steps from the phrase to the trigger; None where it belongs to another clause."""
    if found.anchor == trigger:
        return found.steps
    if s.tokens[trigger].lemma in JUDGING and _is_judged(s, found.anchor):
        return None
    if found.anchor in within and (s.tokens[trigger].lemma not in JUDGING or _own_phrase(s, found.anchor, trigger)):
        depth = _depth(s, found.anchor, trigger)
        elsewhere = _is_topic(s, found.anchor, trigger) or _is_promised(s, found.anchor, trigger)
        return None if depth > DEEPEST or elsewhere else found.steps + depth
    place_after = found.toponym.first > trigger
    for height, verb in enumerate(above):
        if s.tokens[verb].pos == "ADP":
            continue
        if s.tokens[trigger].dep == "nsubj" and found.anchor != verb:
            continue
        if found.anchor == verb or (found.anchor in _scope(s, verb) and _reaches(s, found.anchor, verb, trigger)):
            late = 0 if place_after or _light(s, trigger, verb) else 1
            return ABOVE + height + late + found.steps
    return LOOSE + found.steps if _is_stray(s, found.anchor, trigger) else None


def _is_stray(s: Sentence, anchor: int, trigger: int) -> bool:
    """Whether the parser left the anchor outside of the trigger's tree, under a noun that it made a root by mistake."""
    top, own = ([i, *up(s, i)][-1] for i in (anchor, trigger))
    return top != own and s.tokens[top].pos not in {"VERB", "AUX"} and own == trigger and top > trigger


def _is_topic(s: Sentence, anchor: int, trigger: int) -> bool:
    """Whether the anchor is inside what is talked about: "talks on the situation in X"."""
    at = anchor
    while at != trigger and s.tokens[at].head != at:
        token = s.tokens[at]
        if token.dep == "prep" and token.text.lower() in TOPIC and s.tokens[token.head].lemma in TALKING:
            return not on_ground(s, at)
        at = s.tokens[at].head
    return False


def _is_judged(s: Sentence, anchor: int) -> bool:
    """Whether the phrase hangs on something that happened elsewhere: "sympathy after the attack in X", but not "at the summit in X"."""
    noun = s.tokens[anchor]
    return noun.pos == "NOUN" and noun.lemma in HAPPENING - GATHERING


def _is_promised(s: Sentence, anchor: int, trigger: int) -> bool:
    """Whether the anchor is inside what somebody binds himself to: "agreed to send troops to X" is not agreed in X."""
    at = anchor
    while s.tokens[trigger].lemma in PROMISING and s.tokens[at].head not in {trigger, at}:
        at = s.tokens[at].head
    return s.tokens[trigger].lemma in PROMISING and s.tokens[at].dep in {"xcomp", "ccomp", "acl"}


def _own_phrase(s: Sentence, anchor: int, trigger: int) -> bool:
    """Whether the anchor hangs on the trigger by a phrase of place, not by what is judged: "protested outside the
    embassy in X".
    """
    at = anchor
    while s.tokens[at].head not in {trigger, at}:
        at = s.tokens[at].head
    return s.tokens[at].dep == "prep" and s.tokens[at].text.lower() in INSIDE | NEAR


def _light(s: Sentence, trigger: int, verb: int) -> bool:
    return s.tokens[trigger].head == verb and s.tokens[trigger].dep in {"dobj", "nsubjpass"}


def _depth(s: Sentence, i: int, top: int) -> int:
    steps = 0
    while i != top and s.tokens[i].head != i:
        i, steps = s.tokens[i].head, steps + 1
    return steps


def _reaches(s: Sentence, i: int, verb: int, trigger: int) -> bool:
    """Whether token i hangs on the verb without going through a conjunct's or an object's own noun phrase."""
    return _depth(s, i, verb) <= 2
