"""Expressions of time with the day they are reckoned from, on a table of our own."""

from __future__ import annotations

from typing import Any

import pytest

import dragoman
from dragoman.coding.when import find_times
from dragoman.model import TimeExpression
from tests.suites.tables import params, plain, rows

TABLE = rows("times", 7)


def at_place(published: str, tense: str, marked: str) -> TimeExpression | None:
    """The expression found at the marked place, if any; its span may be wider or narrower."""
    text, start, end = plain(marked)
    told: Any = None if tense == "-" else tense
    found = find_times(text, 0, published or None, dragoman.engine().resources.dates, lambda _: told)
    return next((e for e in found if e.span.start < end and start < e.span.end), None)


@pytest.mark.parametrize(("published", "tense", "marked", "value", "first", "last", "bound"), params(TABLE))
def test_times(published: str, tense: str, marked: str, value: str, first: str, last: str, bound: str) -> None:
    found = at_place(published, tense, marked)
    if not value:
        assert found is None, found
        return
    assert found is not None
    text, start, end = plain(marked)
    assert (found.span.text, found.value) == (text[start:end], value), found.reason
    assert (found.start or "-", found.end or "-", found.bound or "-") == (first, last, bound), found.reason


def test_there_are_enough() -> None:
    assert len(TABLE) >= 500
    assert len({(row[0], row[2]) for row in TABLE}) == len(TABLE)
    assert sum(bool(row[-1]) for row in TABLE) <= len(TABLE) // 10
