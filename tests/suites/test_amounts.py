"""Amounts with bounds, units and items, on a table of sentences of our own."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.coding.amounts import find_amounts
from tests.suites.tables import params, rows

TABLE = rows("amounts", 2)


def shown(value: float | str | None) -> str:
    """A cell: whole numbers without a point, "-" for none."""
    return "-" if value is None else f"{value:.15g}" if isinstance(value, float | int) else value


@pytest.mark.parametrize(("text", "cell"), params(TABLE))
def test_amounts(text: str, cell: str) -> None:
    found = find_amounts(text, 0, dragoman.engine().resources.amounts)
    told = [" | ".join(map(shown, (a.span.text, a.value, a.low, a.high, a.unit, a.item))) for a in found]
    assert told == (cell.split(" ; ") if cell else [])


def test_there_are_enough() -> None:
    assert len(TABLE) >= 60
    assert sum(bool(row[-1]) for row in TABLE) <= len(TABLE) // 10
