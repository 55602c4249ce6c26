"""Terms and positions: what one record is found by."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger import match, terms
from dragoman.ledger.filters import Filters, Phrase, expression, phrases, windows


@given(st.text(), st.sampled_from("abfgklmoqrswxy"))
def test_a_term_is_one_token_that_nothing_can_be_hidden_in(value: str, kind: str) -> None:
    made = terms.term(kind, value)
    assert made.isascii()
    assert made.isalnum()
    assert made == made.lower()
    assert made[0] == kind
    assert made[-1] == "0"  # no English ending is taken off


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("PER", "per", True), ("Ana Quispe", "ANA  QUISPE", True), ("S\u00e3o Paulo", "Sao Paulo", True),
        ("the Lima Post", "Lima Post", True),
        ("MEX_PAN", "MEXPAN", False), ("Baltic Wire", "Baltic Wires", False), ("\u4e2d\u56fd", "\u4e2d", False), ("!", "?", False),
    ],
)  # fmt: skip
def test_capitals_accents_and_signs_do_not_count(one: str, other: str, same: bool) -> None:
    assert (terms.term("k", one) == terms.term("k", other)) is same


@given(st.dates(), st.dates(), st.integers(1, 2**32 - 1), st.integers(1, 2**32 - 1))
def test_positions_are_in_the_order_of_days(one: object, other: object, first: int, second: int) -> None:
    unknown, a, b = terms.position(None, None, first), terms.position(str(one), None, first), terms.position(None, str(other), second)
    assert unknown < a
    assert (a < b) is ((str(one), first) < (str(other), second))
    assert a & (2**terms.KEY_BITS - 1) == first


@given(st.floats(0, 1), st.floats(0, 1))
def test_no_record_that_is_sure_enough_is_missed(value: float, least: float) -> None:
    wanted = terms.least_confidence(least)
    found = not wanted or bool(set(wanted) & set(terms.confidence(value)))
    assert found or value < least
    if found and wanted:
        assert value >= least - 0.01, "the rest is looked at in the row, and must be little"


@given(st.dates(), st.dates(), st.booleans())
def test_windows_follow_one_another(since: object, until: object, both: bool) -> None:
    first, *rest = windows(Filters(since=str(since), until=str(until) if both else None))
    for window in rest:
        assert window.high < first.low
        first = window


def test_phrases() -> None:
    assert phrases('cease* "peace talks" -drill -"air force" !?') == (
        [Phrase(("cease",), True), Phrase(("peace", "talks"))],
        [Phrase(("drill",)), Phrase(("air", "force"))],
    )


@given(st.text(max_size=40))
def test_whatever_is_typed_is_no_operator(typed: str) -> None:
    """Outside quotes there is nothing but our own operators, and inside them letters and digits."""
    made = match.fts5(expression(Filters(words=typed)))
    parts = made.split('"')
    assert all(word.isalnum() for inside in parts[1::2] for word in inside.split())
    outside = "".join(parts[::2]).replace("terms:", "").replace("words:", "").replace("(", " ").replace(")", " ")
    assert set(outside.split()) <= {"AND", "NOT", "*"}
