"""Frames in all constructions: passive, nominal, relative, participle, light verb, coordination, control - one event."""

from __future__ import annotations

import pytest

from tests.coding.stage import Case, cases, coded, params
from tests.examples import agrees, expectation, got, written


@pytest.mark.parametrize("case", params("frames"))
def test_the_same_event(case: Case) -> None:
    events = coded(case["text"]).events
    wanted = [expectation(part) for part in case["events"].split(" ; ")]
    assert agrees(wanted, events), " ; ".join(written(got(e)) for e in events) or "nothing"


def test_there_are_enough() -> None:
    assert len(cases("frames")) >= 60
