"""Offices: who holds which, the counterpart's included."""

from __future__ import annotations

import pytest

from dragoman.model import Office
from tests.coding.stage import Case, cases, coded, params


def told(o: Office) -> str:
    """An office as the cases write it."""
    return f"{o.person}, {'former ' if o.former else ''}{o.office}, {o.country or '?'}"


@pytest.mark.parametrize("case", params("offices"))
def test_who_holds_what(case: Case) -> None:
    found = coded(case["text"]).offices
    assert sorted(map(told, found)) == sorted(case["offices"])
    assert all(o.person in case["text"] and o.evidence.text in case["text"] for o in found)


def test_there_are_enough() -> None:
    assert len(cases("offices")) >= 8
