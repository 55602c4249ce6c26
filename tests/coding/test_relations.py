"""Relations that stand: membership, dispute, partnership, alliance."""

from __future__ import annotations

import pytest

from dragoman.model import Relation
from tests.coding.stage import Case, cases, coded, params


def told(r: Relation) -> tuple[str, str, frozenset[str]]:
    """Kind, the organisation of a membership, and all members."""
    members = [a.country or "?" for a in r.members]
    return r.kind, members[0] if r.kind == "membership" else "", frozenset(members)


def wanted(line: str) -> tuple[str, str, frozenset[str]]:
    """The same from a case."""
    kind, _, members = line.partition(": ")
    return kind, members.split()[0] if kind == "membership" else "", frozenset(members.split())


@pytest.mark.parametrize("case", params("relations"))
def test_what_stands(case: Case) -> None:
    found = coded(case["text"]).relations
    assert sorted(map(told, found)) == sorted(map(wanted, case["relations"]))
    assert all(case["text"][r.evidence.start : r.evidence.end] == r.evidence.text for r in found)


def test_there_are_enough() -> None:
    assert len(cases("relations")) >= 8
