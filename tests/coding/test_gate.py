"""The gate: silence on sport, business, weather, science and figures of speech, none where politics outweighs them."""

from __future__ import annotations

import pytest

from dragoman.coding.gate import FIGURATIVE, POLITICS
from tests.coding.stage import Case, cases, coded, params, read
from tests.frozen import engine


@pytest.mark.parametrize("case", params("gate"))
def test_what_passes(case: Case) -> None:
    assert [e.type for e in coded(case["text"]).events] == case["events"]


def test_there_are_enough() -> None:
    assert len(cases("gate")) >= 8


def test_words_are_weighed_by_domain() -> None:
    text = next(c["text"] for c in cases("gate") if "cup final" in c["text"] and not c["events"])
    gate = engine().gate
    weights = gate.weights(read(text).views[0].sentence)
    assert weights["sport"] >= 3
    assert FIGURATIVE not in weights
    assert gate.report([read(text).views[0].sentence]).domain == "sport"


def test_politics_outweighs() -> None:
    text = "Norway imposed sanctions on a Russian football club owner."
    verdict = engine().gate.report([read(text).views[0].sentence])
    assert verdict.domain is None
    assert POLITICS in verdict.reason
