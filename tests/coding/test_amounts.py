"""Amounts: a table of expressions, and the promise that every span slices."""
from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.amounts import find_amounts
from dragoman.coding.numerals import evaluate
from dragoman.entries import AmountWords

HERE = Path(__file__).parent
TABLE = tomllib.loads((HERE / "amounts.toml").read_text(encoding="utf-8"))
CASES = [tuple(case) for group in TABLE.values() for case in group["cases"]]
LEXICON = HERE.parent.parent / "dragoman" / "data" / "lexicon" / "en" / "amounts.toml"
WORDS = msgspec.convert(tomllib.loads(LEXICON.read_text(encoding="utf-8")), AmountWords)
PIECES = [
    "at least", "between", "and", "to", "-", "of", "the", "5", "40", "1,200", "2019", "3.4", "$", "US$", "€", "m",
    "million", "two", "hundred", "dozens", "half a", "dozen", "soldiers", "aid", "percent", "euros", "km", "first",
    "batch", "killed", "May", ",", ".",
]
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0][:50] for case in CASES])
def test_table(text: str, expected: list[list[Any]]) -> None:
    found = find_amounts(text, 0, WORDS)
    rows = [[a.span.text, a.value, a.low, a.high, a.unit, a.item] for a in found]
    assert rows == [[None if cell == "-" else cell for cell in row] for row in expected]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("spelt", "value"), [
    ("seven", 7), ("ninety-nine", 99), ("two hundred and fifty", 250), ("three thousand", 3000), ("a dozen", 12),
    ("two dozen", 24), ("one million two hundred thousand", 1_200_000), ("five hundred thousand", 500_000),
])
def test_number_words(spelt: str, value: float) -> None:
    assert evaluate(spelt, WORDS) == value


def test_spans_count_from_the_document() -> None:
    document = "Oslo, Monday.\n\nNorway sent 40 tanks."
    start = document.index("Norway")
    (amount,) = find_amounts(document[start:], start, WORDS)
    assert document[amount.span.start:amount.span.end] == amount.span.text == "40 tanks"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), SENTENCES), st.integers(0, 500))
def test_spans_slice_and_do_not_overlap(text: str, offset: int) -> None:
    reached = offset
    for amount in find_amounts(text, offset, WORDS):
        span = amount.span
        assert text[span.start - offset:span.end - offset] == span.text
        assert reached <= span.start < span.end <= offset + len(text)
        reached = span.end


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_bounds_are_in_order(text: str) -> None:
    for amount in find_amounts(text, 0, WORDS):
        if amount.low is not None and amount.high is not None:
            assert amount.low < amount.high
