"""Days of the calendar as ISO strings."""
from __future__ import annotations

import pytest

from dragoman.days import days_on


@pytest.mark.parametrize(
    ("day", "days", "then"),
    [("2024-02-28", 2, "2024-03-01"), ("2024-03-01", -1, "2024-02-29"), ("9999-12-30", 7, "9999-12-31"), ("0001-01-03", -7, "0001-01-01")],
)
def test_days_on(day: str, days: int, then: str) -> None:
    assert days_on(day, days) == then
