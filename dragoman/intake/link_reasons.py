"""Why two records are of one event, or of two: what speaks for it and against it, with its weight, and what joined or parts them."""

from __future__ import annotations

from heapq import heappop, heappush

from msgspec import Struct
from sqlalchemy import Connection

from dragoman.errors import NotFound
from dragoman.intake.desk import Desk
from dragoman.ledger import judgements
from dragoman.ledger.judgements import Judgement
from dragoman.linking.blocks import comparable, worth
from dragoman.linking.events import judge
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights, standard

NAMED = 10  # pairs that keep two events apart


class Weighed(Struct, frozen=True):
    """A sign in words, and by how much it speaks for one event (log odds; below zero: against)."""

    name: str
    weight: float
    says: str


class Step(Struct, frozen=True):
    """Two records that were joined, by their likeness or by people."""

    one: str
    other: str
    score: float | None
    says: str


class Why(Struct, frozen=True):
    """`compared`: None, or why the two were not worth comparing; `path`: how the one event came to hold both; `between`: what keeps
    their two events apart.
    """

    one: str
    other: str
    events: tuple[str, str]
    same: bool
    score: float
    threshold: float
    base: float
    never: str | None
    compared: str | None
    signs: tuple[Weighed, ...]
    judged: tuple[Judgement, ...]
    path: tuple[Step, ...]
    between: tuple[Step, ...]


def why(c: Connection, one: str, other: str, weights: Weights | None = None) -> Why:
    """Raises NotFound for what holds no longer."""
    used = weights or standard()
    desk = Desk(c, used, touched=None)
    for name in (one, other):
        if desk.outline(name) is None:
            raise NotFound(f"no record {name}", "it holds no longer, is retracted, or never was", "dragoman report REPORT lists records")
    told = desk.wholes([one, other])
    verdict = judge(told[one], told[other], used)
    events = (desk.event(one) or one, desk.event(other) or other)
    same = events[0] == events[1]
    said = [j for j in judgements.on(c, [one]) if other in (j.one, j.other)]
    return Why(
        one=one, other=other, events=events, same=same, score=verdict.score, threshold=used.threshold, base=used.weights["base"],
        never=verdict.never, compared=None if worth(told[one], told[other]) else _not_compared(told[one], told[other]),
        signs=tuple(Weighed(s.name, round(used.weights.get(s.name, 0.0) * s.strength, 3), s.says) for s in verdict.signs),
        judged=tuple(said), path=tuple(_path(desk, one, other)) if same else (),
        between=() if same else tuple(_between(desk, one, other, used))[:NAMED],
    )  # fmt: skip


def _not_compared(a: Told, b: Told) -> str:
    if a.report == b.report:
        return "two records of one report are two happenings"
    return "their days are too far apart" if comparable(a, b) else "no kindred types with a state or body in common"


def _path(desk: Desk, one: str, other: str) -> list[Step]:
    """The steps from one record to the other inside their event, over the pairs that are most likely: the least likely of them is
    as likely as can be.
    """
    together = desk.held(one)
    steps = _steps(desk, together)
    rim: list[tuple[float, str, list[Step]]] = [(-1.0, one, [])]
    seen: set[str] = set()
    while rim:
        weakest, at, path = heappop(rim)
        if at == other:
            return path
        if at in seen:
            continue
        seen.add(at)
        for step in steps:
            if at in (step.one, step.other):
                there = step.other if step.one == at else step.one
                heappush(rim, (max(weakest, -(step.score if step.score is not None else 1.0)), there, [*path, step]))
    return []


def _steps(desk: Desk, together: frozenset[str]) -> list[Step]:
    said = desk.said(together)
    people = [Step(min(pair), max(pair), None, "judged the same") for pair, same in said.items() if same and pair <= together]
    pairs = [p for p in desk.pairs(together) if {p.one, p.other} <= together and frozenset((p.one, p.other)) not in said]
    return people + [Step(p.one, p.other, p.score, "likely") for p in sorted(pairs, key=lambda p: p.rank)]


def _between(desk: Desk, one: str, other: str, weights: Weights) -> list[Step]:
    """Pairs across their events that cannot be one."""
    found = []
    here, there = desk.held(one), desk.held(other)
    said = desk.said(here | there)
    for a in sorted(here, key=lambda name: (name != one, name)):
        for b in sorted(there, key=lambda name: (name != other, name)):
            same = said.get(frozenset((a, b)))
            if same is False:
                found.append(Step(a, b, None, "judged not the same"))
            elif same is None and desk.apart(a, b):
                found.append(Step(a, b, 0.0, _reason(desk, a, b, weights)))
    return found


def _reason(desk: Desk, a: str, b: str, weights: Weights) -> str:
    told = desk.wholes([a, b])
    return judge(told[a], told[b], weights).never or _not_compared(told[a], told[b])


