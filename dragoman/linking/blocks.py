"""Which pairs of records are worth comparing: of kindred types, with a side in common, whose days are near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from dragoman.linking.compare import AKIN
from dragoman.linking.sides import NAMELESS
from dragoman.linking.told import Told
from dragoman.linking.when import spell

#: days that may lie between two records of one happening
REACH = 10
#: a record that covers more days than this stands in the blocks of its first and last days only
LONGEST = 120


def pairs(records: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each pair once, in the order of the records; near-linear, as each record stands in a few small blocks."""
    kept: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        seen: set[int] = set()
        for key in keys(record):
            for m in kept[key]:
                if m not in seen and records[m].report != record.report:
                    seen.add(m)
                    yield records[m], record
            kept[key].append(n)


def keys(t: Told) -> list[tuple[str, str, int]]:
    """(kin of the type, code, span of days): two records of one happening share at least one."""
    lie = spell(t)
    spans: Iterable[int] = (0,)
    if lie is not None:
        first, last = (lie.first - REACH) // REACH, (lie.last + REACH) // REACH
        spans = range(first, last + 1) if (last - first) * REACH <= LONGEST else (first, first + 1, last - 1, last)
    sides = (t.actors | t.recipients) - NAMELESS
    return [(kin, code, span) for kin in families(t.type) for code in sorted(sides) for span in spans]


def families(kind: str) -> list[str]:
    """Names of the groups of kindred types that a type belongs to; its own where it has no kin."""
    found = [" ".join(sorted(kin)) for kin in AKIN if kind in kin]
    return found or [kind]
