"""The events by their type: precision, recall, F1, and which type is taken for which."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.evaluate.outcome import Outcome
from dragoman.evaluate.reasons import Difference
from dragoman.evaluate.tally import Share, harmonic, hit

NONE = "none"


class ByType(Struct, frozen=True):
    """Of one type: shares found (of what all annotators have) and right (of what was coded), and the figures of them."""

    precision: float
    recall: float
    f1: float
    found: Share
    right: Share


def by_type(done: Iterable[Outcome]) -> dict[str, ByType]:
    """Every type that the first annotator or the coder has; an alternative type that fits counts as the annotator's own."""
    found: dict[str, Share] = defaultdict(Share)
    right: dict[str, Share] = defaultdict(Share)
    for each in done:
        for chain in each.chains:
            found[each.golds[0].acts[chain[0]].type] += Share(hit(chain, each.into), 1)
        good = {i for pairs in each.into for i in pairs}
        for i, act in enumerate(each.mine.acts):
            right[act.type] += Share(i in good, 1)
    return {kind: figures(found[kind], right[kind]) for kind in sorted(found.keys() | right.keys())}


def figures(found: Share, right: Share) -> ByType:
    """The three of two shares."""
    return ByType(right.value, found.value, harmonic(right.value, found.value), found, right)


def confusion(misses: Sequence[Difference], extras: Sequence[Difference], done: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """{annotated type: {coded type: events}} of what all annotators have and of extras; "none" stands for what one side has not.

    A miss and an extra of the same sentence and sides, one of another's type, are one event with the wrong type.
    """
    cells: Counter[tuple[str, str]] = Counter()
    for each in done:
        for chain in each.chains:
            if hit(chain, each.into):
                kind = each.golds[0].acts[chain[0]].type
                cells[kind, kind] += 1
    mistaken = {extra.id: extra.type for extra in extras}
    for miss in misses:
        cells[miss.type, mistaken.pop(miss.other, NONE) if miss.reason == "other type" and miss.other else NONE] += 1
    cells.update((NONE, kind) for kind in mistaken.values())
    rows: dict[str, dict[str, int]] = {}
    for (row, column), number in sorted(cells.items()):
        rows.setdefault(row, {})[column] = number
    return rows
