"""Which pairs of records are worth comparing: of kindred types, with a side in common, whose days are near; or of copies of one text.

`stands` and `seeks` are the keys of an index under which the pairs are found; what it finds too much `worth` takes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from dragoman.linking.compare import AKIN, SLACK
from dragoman.linking.sides import concerned
from dragoman.linking.told import Told
from dragoman.linking.when import Spell, spell

#: days that may lie between two records of one happening where one of them has no exact day
REACH = 20
#: days that an exact date may cover, as `when.days` has it
SHORT = 3
#: a record that covers more spans of REACH days than this is found by its first two and its last two only
MOST = 8
#: a kind of act, a code (or "=" and a text), and a span of days
Key = tuple[str, str, int]
#: for records of no known day, and for those of which the day does not matter
NEVER, ALWAYS = 0, 1


def pairs(records: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each pair once, in the order of the records; near-linear, as each record stands in a few small blocks."""
    kept: dict[Key, list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        found = {m for key in seeks(record) for m in kept.get(key, ())}
        for m in sorted(found):
            if worth(records[m], record):
                yield records[m], record
        for key in stands(record):
            kept[key].append(n)


def worth(one: Told, other: Told) -> bool:
    """Whether two records are to be compared; the same from either side."""
    if one.report == other.report:
        return False
    if one.text == other.text and one.type == other.type:
        return True
    return comparable(one, other) and near(one, other)


def comparable(one: Told, other: Told) -> bool:
    """Of kindred types, with a state or body in common: what a comparison finds against their being one then holds of their events."""
    return other.type in kin(one.type) and bool(known(one) & known(other))


def near(one: Told, other: Told) -> bool:
    """Whether their days are: within a day of each other where both are exact."""
    a, b = spell(one), spell(other)
    if a is None or b is None:
        return a is b
    reach = SLACK if is_short(one, a) and is_short(other, b) else REACH
    if max(a.first, b.first) - min(a.last, b.last) > reach:
        return False
    return any(abs(x - y) <= 1 for x in spans(a) for y in spans(b))


def stands(t: Told) -> list[Key]:
    """The keys under which a record is found."""
    lie = spell(t)
    own = [(t.type, code, span) for code in sorted(known(t)) for span in ([NEVER] if lie is None else spans(lie))]
    return [(t.type, f"={t.text}", ALWAYS), *own]


def seeks(t: Told) -> list[Key]:
    """The keys of those that may be worth comparing with it."""
    lie = spell(t)
    around = [NEVER] if lie is None else sorted({near for span in spans(lie) for near in (span - 1, span, span + 1)})
    return [(t.type, f"={t.text}", ALWAYS), *((k, code, span) for k in kin(t.type) for code in sorted(known(t)) for span in around)]


def spans(lie: Spell) -> list[int]:
    """Spans of REACH days that it touches."""
    first, last = lie.first // REACH, lie.last // REACH
    return list(range(first, last + 1)) if last - first < MOST else [first, first + 1, last - 1, last]


def is_short(t: Told, lie: Spell) -> bool:
    """Whether its date is exact and holds: what was put off has another day than it had."""
    return lie.told and lie.last - lie.first <= SHORT and t.negation != "postponed"


def known(t: Told) -> frozenset[str]:
    """Codes of its sides."""
    return concerned(t)


@cache
def kin(kind: str) -> tuple[str, ...]:
    """The type and those akin to it."""
    return tuple(sorted({kind}.union(*(akin for akin in AKIN if kind in akin))))
