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


@pytest.mark.parametrize("case", cases("gate_reports"), ids=lambda case: str(case["name"]))
def test_politics_beside_a_domain_is_told(case: Case) -> None:
    assert set(case["types"]) <= {e.type for e in coded(case["text"], "2024-05-15").events}


def test_a_report_without_politics_tells_of_a_dealing_between_states_only() -> None:
    """The museum's report is thin: what one side does goes, what two states do to each other stays."""
    case = next(c for c in cases("gate_reports") if c["name"] == "museum-return")
    verdict = engine().gate.report([view.sentence for view in read(case["text"]).views])
    assert verdict.thin
    assert not verdict.plain


def test_a_trigger_is_no_evidence_of_politics() -> None:
    sentence = read("Portugal attacked Spain with missiles.").views[0].sentence
    attack = next(t.i for t in sentence.tokens if t.text == "attacked")
    gate = engine().gate
    assert gate.weights(sentence)[POLITICS] == gate.weights(sentence, frozenset({attack}))[POLITICS] + 1


def test_a_headline_that_announces_a_review_silences_the_report() -> None:
    text = next(c["text"] for c in cases("signs") if c.get("genre") == "book review")
    assert engine().gate.report([view.sentence for view in read(text).views]).silent
