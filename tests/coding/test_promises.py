"""Commitments: who owes what to whom, until when."""

from __future__ import annotations

import pytest

from dragoman.coding.calendar_ends import last_day
from dragoman.coding.report import codes
from dragoman.model import Commitment
from tests.coding.stage import Case, cases, coded, params


def told(c: Commitment) -> str:
    """A commitment as the cases write it."""
    return f"{'+'.join(sorted(codes(c.obligor))) or '?'} > {'+'.join(sorted(codes(c.obligee))) or '?'} {c.state} {c.due or '-'}"


@pytest.mark.parametrize("case", params("promises"))
def test_what_is_owed(case: Case) -> None:
    found = coded(case["text"], "2024-01-10").commitments
    assert [told(c) for c in found] == case["owed"]
    if "what" in case:
        assert case["what"] in found[0].what.text
    assert all(case["text"][c.what.start : c.what.end] == c.what.text for c in found)


def test_there_are_enough() -> None:
    assert len(cases("promises")) >= 8


@pytest.mark.parametrize(
    ("period", "day"), [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2024-03-15", "2024-03-15")]
)
def test_the_last_day_of_a_period(period: str, day: str) -> None:
    assert last_day(period) == day
