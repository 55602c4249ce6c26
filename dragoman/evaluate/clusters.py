"""B-cubed: how far two groupings of the same mentions agree (Bagga and Baldwin 1998, Algorithms for Scoring Coreference Chains).

For each mention: precision is the share of its found chain that is of its gold chain, recall the share of its gold chain that is
in its found one; both are averaged over mentions. What a mention that was not found counts as is the caller's to say.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from msgspec import Struct


class Cubed(Struct, frozen=True):
    """Sums over mentions; figures are derived from them, so that articles can be added up."""

    precision_sum: float = 0.0
    recall_sum: float = 0.0
    mentions: int = 0

    @property
    def precision(self) -> float:
        """0 where there is no mention."""
        return self.precision_sum / self.mentions if self.mentions else 0.0

    @property
    def recall(self) -> float:
        """0 where there is no mention."""
        return self.recall_sum / self.mentions if self.mentions else 0.0

    @property
    def f1(self) -> float:
        """2PR / (P + R)."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def shares(gold: Sequence[Hashable], found: Sequence[Hashable]) -> list[tuple[float, float]]:
    """Precision and recall of each mention; `gold[i]` and `found[i]` are the chains of mention i."""
    keys, responses = members(gold), members(found)
    pairs = []
    for key, response in zip(gold, found, strict=True):
        shared = len(keys[key] & responses[response])
        pairs.append((shared / len(responses[response]), shared / len(keys[key])))
    return pairs


def members(chains: Sequence[Hashable]) -> dict[Hashable, set[int]]:
    """The mentions of each chain."""
    found: dict[Hashable, set[int]] = defaultdict(set)
    for i, chain in enumerate(chains):
        found[chain].add(i)
    return found


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> Cubed:
    """The sums over all mentions."""
    pairs = shares(gold, found)
    return Cubed(sum(p for p, _ in pairs), sum(r for _, r in pairs), len(pairs))


def added(parts: Sequence[Cubed]) -> Cubed:
    """Several articles' together."""
    return Cubed(sum(p.precision_sum for p in parts), sum(p.recall_sum for p in parts), sum(p.mentions for p in parts))
