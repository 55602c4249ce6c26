"""What linking knows of the ledger in one transaction: records as they are asked for, each read once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from dragoman.intake.tellings import hashed, light, reaches, whole
from dragoman.ledger import judgements, links, outlines
from dragoman.ledger.outlines import Outline
from dragoman.linking.blocks import seeks, worth
from dragoman.linking.cluster import Likely, Said, World
from dragoman.linking.events import are_apart, at_most, is_likely, judge
from dragoman.linking.told import Told
from dragoman.linking.weights import Weights


class Desk:
    """`fresh` are the ids of records that are as yet of no event; `touched` those that may say something else than they did
    (None: all).
    """

    def __init__(self, c: Connection, weights: Weights, fresh: Collection[str] = (), touched: Collection[str] | None = ()) -> None:
        self._c = c
        self._weights = weights
        self._fresh = frozenset(fresh)
        self._touched = frozenset(touched) if touched is not None else None
        self._outlines: dict[str, Outline] = {}
        self._lights: dict[str, Told] = {}
        self._wholes: dict[str, Told] = {}
        self._held: dict[str, frozenset[str]] = {}
        self._settled: dict[frozenset[str], bool] = {}
        self._apart: dict[tuple[str, str], bool] = {}
        self._judged = judgements.any_at_all(c)

    def keep(self, found: Iterable[Outline]) -> None:
        """Outlines that were read."""
        self._outlines |= {one.id: one for one in found}

    def outline(self, name: str) -> Outline | None:
        """None of what does not hold, or is retracted."""
        if name not in self._outlines:
            self.keep(outlines.by_id(self._c, [name]))
        return self._outlines.get(name)

    def event(self, name: str) -> str | None:
        """The event that a record is of now; None for a fresh one."""
        one = self.outline(name)
        return None if one is None or name in self._fresh else one.event

    def order(self, name: str) -> int:
        one = self.outline(name)
        return one.report if one is not None else 0

    def light(self, name: str) -> Told:
        if name not in self._lights:
            one = self.outline(name)
            assert one is not None, name
            self._lights[name] = light(one)
        return self._lights[name]

    def wholes(self, names: Collection[str]) -> dict[str, Told]:
        """With their words."""
        missing = [one for name in names if name not in self._wholes and (one := self.outline(name)) is not None]
        told = outlines.packed_of(self._c, missing)
        self._wholes |= {one.id: whole(self.light(one.id), *told[one.pk]) for one in missing}
        return {name: self._wholes[name] for name in names}

    def candidates(self, names: Collection[str]) -> dict[str, list[str]]:
        """Ids of those that are worth comparing with each of these records."""
        mine = {name: self.light(name) for name in sorted(names)}
        found = {name: links.standing(self._c, {hashed(key) for key in seeks(t)}, *reaches(t)) for name, t in mine.items()}
        for report in {one.report for name in names if (one := self.outline(name)) is not None}:
            alike = links.copies(self._c, report)
            for name in found:
                found[name] |= alike
        have = {one.pk for one in self._outlines.values()}
        self.keep(outlines.by_pk(self._c, set().union(*found.values()) - have))
        of = {one.pk: one.id for one in self._outlines.values()}
        near = {name: sorted(of[pk] for pk in keys if pk in of and of[pk] != name) for name, keys in found.items()}
        return {name: [other for other in others if worth(mine[name], self.light(other))] for name, others in near.items()}

    def likely(self, names: Collection[str]) -> dict[links.Pair, float]:
        """Likely pairs of these records with any."""
        mine = self.wholes(names)
        near = {
            name: [other for other in others if self._may_be(mine[name], other)] for name, others in self.candidates(names).items()
        }
        told = mine | self.wholes({other for others in near.values() for other in others})
        found: dict[links.Pair, float] = {}
        for name, others in near.items():
            for other in others:
                verdict = judge(told[name], told[other], self._weights)
                if is_likely(verdict, self._weights):
                    found[(min(name, other), max(name, other))] = verdict.score
        return found

    def _may_be(self, mine: Told, other: str) -> bool:
        """Whether the two can be likely, whatever the words of the other are: most are done with here, unread."""
        bare, theirs = self.light(mine.id), self.light(other)
        if bare.text == theirs.text:
            return True
        verdict = judge(bare, theirs, self._weights)
        return verdict.never is None and at_most(verdict, mine, self._weights) >= self._weights.threshold

    def world(self) -> World:
        """For `regrown`."""
        return World(held=self.held, likely=self.pairs, said=self.said, apart=self.apart)

    def held(self, name: str) -> frozenset[str]:
        """The records of the same event."""
        if name not in self._held:
            event = self.event(name)
            if event is None:
                self._held[name] = frozenset((name,))
            else:
                found = outlines.of_events(self._c, [event])
                self.keep(found)
                together = frozenset(one.id for one in found) - self._fresh
                self._held |= dict.fromkeys(together, together)
        return self._held[name]

    def pairs(self, names: frozenset[str]) -> list[Likely]:
        """The likely pairs that are stored, of records that hold: a report may have been retracted by other means than ours."""
        found = links.proposals(self._c, names)
        ends = {end for pair in found for end in pair}
        self.keep(outlines.by_id(self._c, ends - self._outlines.keys()))
        return [Likely(a, b, score) for (a, b), score in found.items() if a in self._outlines and b in self._outlines]

    def said(self, names: frozenset[str]) -> Said:
        """The last word of people, on records that hold."""
        if not self._judged:
            return {}
        found = judgements.last_words(self._c, names)
        ends = {end for pair in found for end in pair}
        self.keep(outlines.by_id(self._c, ends - self._outlines.keys()))
        return {pair: same for pair, same in found.items() if all(end in self._outlines for end in pair)}

    def apart(self, one: str, other: str) -> bool:
        """See `are_apart`; what went together without people's help is not looked at again."""
        if self._is_as_it_was(one, other):
            return False
        pair = (min(one, other), max(one, other))
        if pair not in self._apart:
            a, b = self.light(one), self.light(other)
            if a.text == b.text and a.report != b.report:
                a, b = self.wholes(pair).values()
            self._apart[pair] = are_apart(a, b, self._weights)
        return self._apart[pair]

    def _is_as_it_was(self, one: str, other: str) -> bool:
        if self._touched is None or one in self._touched or other in self._touched:
            return False
        return other in self.held(one) and self._is_settled(self.held(one))

    def _is_settled(self, together: frozenset[str]) -> bool:
        if together not in self._settled:
            self._settled[together] = not self._judged or not judgements.on(self._c, together)
        return self._settled[together]
