"""The trace of a sentence: every stage in its order, within a terminal's columns, and the events at the end."""

from __future__ import annotations

import pytest

from dragoman.coding.trace import WIDTH, Step, Trace
from dragoman.explain import EVENTS, STAGES, explain

SENTENCES = [
    "Latvian Defence Minister Janis Berzs will travel to Helsinki on Friday for talks with his Finnish counterpart, sources said.",
    "Syrian rebels, who were armed by Turkey, accused Damascus of shelling a village near Aleppo on 3 June.",
    "Chad may expel the French ambassador if Paris does not apologise by the end of 2024, a source told reporters.",
    "The striker signed a contract with the Dutch club.",
    "Peru ruled out talks with Chile. Both sides had met in May.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_stages_in_order_and_no_long_line(sentence: str) -> None:
    trace = explain(sentence, "2024-05-15")
    stages = [step.stage for step in trace.steps]
    order = [*STAGES, EVENTS]
    assert stages == sorted(stages, key=order.index)
    assert {"published", "parse", "actors", "frames", "gate", EVENTS} <= set(stages)
    assert [line for line in trace.lines() if len(line) > WIDTH] == []


def told(trace: Trace, stage: str) -> str:
    return "\n".join(step.text for step in trace.steps if step.stage == stage)


def test_each_stage_tells_what_it_decided() -> None:
    trace = explain(SENTENCES[0], "2024-05-15")
    assert "Helsinki" in told(trace, "parse")
    assert "FIN (capitals)" in told(trace, "parse")
    assert "Janis Berzs (Defence Minister, LVA)" in told(trace, "actors")
    assert "fires on" in told(trace, "frames")
    assert "'will'" in told(trace, "status")
    assert "2024-05-17" in told(trace, "times")
    assert "'Friday'" in told(trace, "date")
    assert "Helsinki" in told(trace, "place")
    assert "CONSULT/visit, planned" in told(trace, EVENTS)
    assert "said by     sources" in told(trace, EVENTS)


def test_it_says_why_there_is_nothing() -> None:
    sport = explain(SENTENCES[3])
    assert "about sport" in told(sport, "gate")
    assert told(sport, EVENTS) == "none"
    missing = explain("The committee attacked.")
    assert "missing" in told(missing, "frames")
    unparsed = explain("A bridge.")
    assert told(unparsed, EVENTS) == "none"


def test_words_that_no_frame_fires_on_are_named_with_what_they_lack() -> None:
    assert "no frame fires on 'expelled'" in told(explain("The school expelled a pupil."), "frames")


def test_a_trace_that_is_off_takes_nothing() -> None:
    trace = Trace(on=False)
    trace.add("parse", None, "words")
    assert trace.steps == []
    assert list(trace.lines()) == []


def test_long_lines_hang_under_their_value() -> None:
    trace = Trace()
    trace.steps.append(Step("events", None, "   why         " + "because of this; " * 10))
    _, first, second, *_ = trace.lines()
    assert first.startswith("       why         because")
    assert second.startswith(" " * 19)
    assert second[19] != " "
