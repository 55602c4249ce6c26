"""Which pairs are compared, and that the keys and days of the ledger's index lose none of them."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.intake.tellings import hashed, reaches, stand_days
from dragoman.linking.blocks import pairs, seeks, spans, stands, worth
from dragoman.linking.told import Told, told_of
from dragoman.linking.when import Spell
from tests.ledger.happenings import ACTS, Act, report

TALKS = Act(kind=0, who=0, whom=1, day=1, place=1, status=0, words=0, name=0)
SPELLS = st.tuples(st.none() | st.dates(), st.none() | st.dates(), st.none() | st.dates())


def told(number: int, act: Act = TALKS, published: str | None = "2024-03-05") -> Told:
    return told_of(report(number, [act]).events[0], f"r{number}", published, number)


@pytest.mark.parametrize(
    ("changes", "compared"),
    [
        ({}, True),
        ({"report": "r0"}, False),
        ({"type": "AGREE"}, False),
        ({"actors": frozenset({"EST"}), "recipients": frozenset({"person"})}, False),
        ({"actors": frozenset({"NOR", "EST"})}, True),
        ({"recipients": frozenset({"EST"})}, False),
        ({"recipients": frozenset()}, True),
        ({"actors": frozenset({"NOR", "LVA", "EST", "FIN", "SWE", "DNK", "ISL"})}, True),
        ({"first": "2024-03-04", "last": "2024-03-04"}, True),
        ({"first": "2024-03-05", "last": "2024-03-05"}, False),
        ({"first": "2024-03-12", "last": "2024-03-12", "negation": "postponed"}, True),
        ({"first": "2024-03-10", "last": "2024-03-20"}, True),
        ({"first": "2024-04-10", "last": "2024-04-20"}, False),
        ({"first": None, "last": None}, True),
        ({"first": None, "last": None, "published": None}, False),
        ({"first": "2020-01-01", "last": "2024-03-05"}, True),
    ],
)
def test_what_is_worth_comparing(changes: dict[str, object], compared: bool) -> None:
    other = replace(told(1), **changes)
    assert worth(told(0), other) is compared
    assert worth(other, told(0)) is compared
    assert len(list(pairs([told(0), other]))) == compared


def test_copies_of_one_text_are_compared_whatever_their_days_and_sides() -> None:
    other = replace(told(1), text="r0", actors=frozenset({"person"}), recipients=frozenset(), first="1999-01-01", last="1999-01-01")
    assert list(pairs([told(0), other])) == [(told(0), other)]


def test_a_long_spell_stands_under_few_keys() -> None:
    assert len(spans(Spell(700_000, 738_000, True))) == 4


@given(st.lists(st.tuples(ACTS, SPELLS), min_size=2, max_size=8))
def test_the_index_finds_all_that_is_worth_comparing(some: list[tuple[Act, tuple[object, object, object]]]) -> None:
    records = []
    for n, (act, (first, last, published)) in enumerate(some):
        ends = sorted(str(day) for day in (first, last) if day is not None)
        told_one = told(n, act)
        crowd = frozenset({"FIN", "SWE", "DNK", "ISL", "DEU", "POL"}) if n % 4 == 3 else frozenset()
        sides = {"actors": told_one.actors | crowd, "recipients": frozenset() if n % 3 == 2 else told_one.recipients}
        kind = {"type": "PROTEST"} if n % 5 == 4 else {}
        one = replace(told_one, **sides, **kind, published=str(published) if published else None)
        records.append(replace(one, first=ends[0], last=ends[-1]) if ends and first else one)
    close = [(a, b) for a, b in combinations(records, 2) if worth(a, b)]
    assert sorted((a.id, b.id) for a, b in pairs(records)) == sorted((a.id, b.id) for a, b in close)
    for a, b in close:
        assert found(a, b)
        assert found(b, a)


def found(mine: Told, theirs: Told) -> bool:
    """As the ledger looks for it."""
    far, close = reaches(mine)
    sought = {hashed(key) for key in seeks(mine)}
    first, length, short = stand_days(theirs)
    days = close if short else far
    return first <= days[1] and first + length >= days[0] and any(hashed(key) in sought for key in stands(theirs))
