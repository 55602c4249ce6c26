"""Status: tenses, modals, cues and their scope, denials and their reasons, on hand-checked sentences."""

from __future__ import annotations

import pytest

from dragoman.coding.status import CERTAINTY, combine, status_of
from dragoman.model import Status
from tests.coding.stage import Case, cases, params, read, token
from tests.frozen import engine


@pytest.mark.parametrize("case", params("status"))
def test_status(case: Case) -> None:
    report = read(case["text"])
    n, trigger = token(report, case["trigger"])
    sentence = report.views[n].sentence
    anchor = token(report, case["verb"])[1] if "verb" in case else trigger
    noun = trigger if sentence.tokens[trigger].tag.startswith("NN") else None
    standing = status_of(sentence, anchor, noun, case["type"], engine().cues)
    wanted = (case["status"], case.get("negation", standing.negation))
    assert (standing.status, standing.negation) == wanted, "; ".join(standing.why)
    assert standing.why


def test_all_statuses_and_reasons_are_tried() -> None:
    assert len(cases("status")) >= 60
    assert {case["status"] for case in cases("status")} == set(CERTAINTY)
    reasons = {case.get("negation") for case in cases("status")}
    assert reasons >= {"denied", "ruled_out", "cancelled", "postponed", "failed", "none_planned"}


@pytest.mark.parametrize(
    ("inner", "outer", "merged"),
    [
        (None, "planned", "planned"),
        ("occurred", "possible", "possible"),
        ("planned", "expected", "expected"),
        ("possible", "expected", "possible"),
        ("expected", "negated", "negated"),
        ("negated", "possible", "possible"),
        ("negated", "expected", "negated"),
        ("ongoing", "occurred", "ongoing"),
    ],
)
def test_the_weaker_statement_wins_and_a_denial_always_does(inner: Status | None, outer: Status, merged: Status) -> None:
    assert combine(inner, outer) == merged


def test_a_denial_has_a_negative_certainty() -> None:
    assert [s for s, certainty in CERTAINTY.items() if certainty < 0] == ["negated"]
