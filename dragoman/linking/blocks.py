"""Which pairs of records are worth comparing: of kindred types, with their sides in common, whose days are near; or of copies of one
text.

`stands` and `seeks` are the keys of an index under which the pairs are found; what it finds too much `worth` takes out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations

from dragoman.linking.compare import AKIN, SLACK
from dragoman.linking.sides import FORCE, concerned, meets
from dragoman.linking.told import Told
from dragoman.linking.when import Spell, spell

#: days that may lie between two records of one happening where one of them has no exact day
REACH = 10
#: days of one span of the index; no less than REACH
SPAN = 20
#: days that an exact date may cover, as `when.days` has it
SHORT = 3
#: a record that covers more spans than this is found by its first two and its last two only
MOST = 8
#: a kind of act, one side or two, and a span of days; see `stand_groups`
Key = tuple[str, str, int]
#: the span of records of no known day
NEVER = 0
#: with more sides than this a record is found by each of them, not by each two
CROWD = 6


def pairs(records: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    """Each pair once, in the order of the records; near-linear, as each record stands in a few small blocks."""
    kept: dict[Key, list[int]] = defaultdict(list)
    for n, record in enumerate(records):
        copies = (record.type, f"={record.text}", NEVER)
        found = {m for key in (copies, *seeks(record)) for m in kept.get(key, ())}
        for m in sorted(found):
            if worth(records[m], record):
                yield records[m], record
        for key in (copies, *stands(record)):
            kept[key].append(n)


def worth(one: Told, other: Told) -> bool:
    """Whether two records are to be compared; the same from either side."""
    if one.report == other.report:
        return False
    if one.text == other.text and one.type == other.type:
        return True
    return comparable(one, other) and close(one, other) and near(one, other)


def close(one: Told, other: Told) -> bool:
    """Whether they have two sides in common, or one of them has one only; of acts of force and protest one in common will do."""
    mine, theirs = known(one), known(other)
    return bool({one.type, other.type} & FORCE) or len(mine & theirs) > 1 or 1 in (len(mine), len(theirs))


def comparable(one: Told, other: Told) -> bool:
    """Of kindred types, about the same states or bodies: what a comparison finds against their being one then holds of their events."""
    return other.type in kin(one.type) and meets(one, other)


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
    """The keys under which a record is found; none where no side is known."""
    lie = spell(t)
    return [(t.type, group, span) for group in stand_groups(t) for span in ([NEVER] if lie is None else spans(lie))]


def seeks(t: Told) -> list[Key]:
    """The keys of those that may be worth comparing with it, copies left out."""
    lie = spell(t)
    around = [NEVER] if lie is None else sorted({near for span in spans(lie) for near in (span - 1, span, span + 1)})
    return [(k, group, span) for k in kin(t.type) for group in sought_groups(t, k) for span in around]


def stand_groups(t: Told) -> list[str]:
    """By which sides a record is found: each two of them ("EST+LVA"); one as the only one ("EST."), as one of several ("EST*") or of
    a crowd ("EST@"); one as any ("EST") in acts of force and protest.
    """
    codes = sorted(known(t))
    if t.type in FORCE:
        return codes
    if len(codes) < 2:
        return [f"{code}." for code in codes]
    if len(codes) > CROWD:
        return [f"{code}@" for code in codes]
    return [*(f"{a}+{b}" for a, b in combinations(codes, 2)), *(f"{code}*" for code in codes)]


def sought_groups(t: Told, kind: str) -> list[str]:
    """By which sides it finds others of a type. A record of one side finds also those of one that its report names."""
    codes = sorted(known(t))
    if kind in FORCE:
        return codes
    only, several, crowd = ([f"{code}{sign}" for code in codes] for sign in ".*@")
    if t.type in FORCE:
        return [*only, *several, *crowd]
    if len(codes) < 2:
        across = [f"{code}." for code in t.setting.named if code not in codes]
        return [*only, *several, *crowd, *across]
    if len(codes) > CROWD:
        return [*only, *several, *crowd]
    return [*(f"{a}+{b}" for a, b in combinations(codes, 2)), *only, *crowd]


def spans(lie: Spell) -> list[int]:
    """The spans that it touches."""
    first, last = lie.first // SPAN, lie.last // SPAN
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
