"""Records of many reports to events: candidates, verdicts, clusters, lasting ids. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

from msgspec import Struct

from dragoman.linking.blocks import comparable, pairs
from dragoman.linking.cluster import Apart, Judged, Likely, clustered, said_of
from dragoman.linking.compare import Sign, Verdict, compare, likeness
from dragoman.linking.identity import named
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights, standard

#: the chance that what copies of one text say in the same place is one happening, and how much their wording adds to it
COPIED, WORDING = 0.99, 0.009


class Linking(Struct, frozen=True):
    """`events`: record id -> event id; `verdicts`: on every pair that was compared."""

    events: Mapping[str, str]
    verdicts: tuple[Verdict, ...]


def link(
    records: Sequence[Told], judged: Sequence[Judged] = (), before: Mapping[str, str] | None = None, weights: Weights | None = None
) -> Linking:
    """The events of these records; `before`: the events that they had. The order of records changes nothing; of two judgements on
    the same two records the later one counts.
    """
    used = weights or standard()
    ordered = sorted(records, key=lambda t: (t.order, t.id))
    verdicts = tuple(judge(one, other, used) for one, other in pairs(ordered))
    likely = [Likely(v.one, v.other, v.score) for v in verdicts if is_likely(v, used)]
    clusters = clustered([t.id for t in ordered], likely, said_of(judged), keeper({t.id: t for t in ordered}, used))
    return Linking(named(clusters, before or {}, {t.id: t.order for t in ordered}), verdicts)


def judge(one: Told, other: Told, weights: Weights) -> Verdict:
    """The verdict on two records. What a copy says in the words of its original is what the original says."""
    if (other.order, other.id) < (one.order, one.id):
        one, other = other, one
    if not is_copied(one, other):
        return compare(one, other, weights)
    score = round(COPIED + WORDING * likeness(one.words, other.words), 4)
    return Verdict(one.id, other.id, score, None, (Sign("same_text", 1.0, "copies of one text"),))


def at_most(bare: Verdict, one: Told, weights: Weights) -> float:
    """How likely two records can be of one happening at most, from the verdict on them without their words and amounts, and the
    first of the two with its own.
    """
    signs = {sign.name: weights.weights[sign.name] * sign.strength for sign in bare.signs if sign.name in weights.weights}
    more = {"words": 1, "same_trigger": 1, "same_amount": len(one.amounts)}
    found = weights.weights["base"] + sum(value for name, value in signs.items() if name not in more)
    found += sum(max(0.0, weights.weights[name]) * times for name, times in more.items())
    return min(1.0, 1 / (1 + exp(-found)) + 0.0001)


def is_copied(one: Told, other: Told) -> bool:
    """Whether one report repeats what the other says."""
    if one.text != other.text or one.report == other.report or one.trigger.lower() != other.trigger.lower():
        return False
    return (one.type, one.mode, one.actors, one.recipients) == (other.type, other.mode, other.actors, other.recipients)


def is_likely(verdict: Verdict, weights: Weights) -> bool:
    """Whether the two are linked, unless something keeps their events apart."""
    return verdict.never is None and verdict.score >= weights.threshold


def are_apart(one: Told, other: Told, weights: Weights) -> bool:
    """Whether two records can never be in one event: two of one report, or such as contradict each other."""
    if one.report == other.report:
        return True
    return comparable(one, other) and judge(one, other, weights).never is not None


def keeper(records: Mapping[str, Told], weights: Weights) -> Apart:
    """`are_apart` by ids."""
    return lambda one, other: are_apart(records[one], records[other], weights)
