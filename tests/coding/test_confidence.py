"""Confidence: what raises and lowers it, that the data name known signs, and what the threshold does."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

import dragoman
from dragoman import resources
from dragoman.coding import confidence
from dragoman.coding.pipeline import code
from dragoman.coding.trace import Trace
from dragoman.model import Coding
from dragoman.readers import make_document

SOURCE = Path(confidence.__file__).read_text(encoding="utf-8")
SURE = "Norway expelled two Ghanaian diplomats in Oslo on 6 May 2024."
UNSURE = "Rampaging through a market, a crowd burned cars on Monday."
#: the clearer sentence, the one that is less so
BETTER = [
    ("Norway expelled two Ghanaian diplomats.", "Norway expelled two diplomats."),
    ("Norway accused Ghana of spying.", "Norway plans to accuse Ghana of spying."),
    ("Norway attacked Ghana on 6 May 2024.", "Norway attacked Ghana."),
    ("Norway accused Ghana of spying.", "Norway, which accused Ghana of spying, is a kingdom."),
]


def coding(text: str, least: float | None = None, trace: Trace | None = None) -> Coding:
    """The text coded with the real parser."""
    return code(make_document(text, title=None, published="2024-05-15"), dragoman.engine(), trace or Trace(on=False), least)


def sureness(text: str) -> float:
    """The confidence of the first event."""
    return coding(text, 0.0).events[0].confidence


@pytest.mark.parametrize(("clear", "less"), BETTER)
def test_the_clearer_is_the_surer(clear: str, less: str) -> None:
    assert sureness(clear) > sureness(less)


def test_every_weight_is_of_a_sign_and_of_a_type() -> None:
    loaded = resources.load()
    known = loaded.confidence
    assert [sign for sign in known.signs if f'"{sign}"' not in SOURCE] == []
    assert set(known.types) <= set(loaded.types)
    assert 0 <= known.threshold < 1


def test_a_chance_is_between_0_and_1_and_grows_with_the_weights() -> None:
    known = resources.load().confidence
    middle = replace(known, start=0.0, signs={"dated": 2.0, "nominal": -40.0}, types={"AID": 1.0})
    assert confidence.chance((), "OWN", middle) == 0.5
    assert confidence.chance(("dated",), "AID", middle) > confidence.chance(("dated",), "OWN", middle) > 0.5
    assert confidence.chance(("nominal",), "AID", middle) == 0.0


def test_the_threshold_leaves_out_and_the_trace_names_it() -> None:
    assert [e.type for e in coding(UNSURE, 0.0).events] == ["PROTEST"]
    trace = Trace()
    assert coding(UNSURE, 0.99, trace).events == ()
    assert [step.text for step in trace.steps if step.stage == "confidence"][-1].startswith("PROTEST 'Rampaging through' is left out: ")


def test_a_threshold_changes_no_other_event() -> None:
    every, some = coding(f"{SURE} {UNSURE}", 0.0).events, coding(f"{SURE} {UNSURE}", sureness(SURE)).events
    assert len(every) == 2
    assert some == tuple(e for e in every if e.confidence >= sureness(SURE))


def test_what_is_owed_by_an_event_goes_with_it() -> None:
    text = "Norway will send medicines to Ghana by June 2025."
    assert len(coding(text, 0.0).commitments) == 1
    assert coding(text, 1.0).commitments == ()


def test_the_trace_tells_the_signs() -> None:
    trace = Trace()
    coding(SURE, 0.0, trace)
    (line,) = [step.text for step in trace.steps if step.stage == "confidence"]
    assert {"dated", "placed", "two states", "main clause"} <= set(confidence.signs_told(line))


def test_a_folder_of_ones_own_moves_the_threshold(tmp_path: Path) -> None:
    path = tmp_path / "lexicon" / "en" / "confidence.toml"
    path.parent.mkdir(parents=True)
    path.write_text("threshold = 0.8\n[signs]\ndated = 3.0\n", encoding="utf-8")
    mine, packaged = resources.load(tmp_path).confidence, resources.load().confidence
    assert (mine.threshold, mine.signs["dated"], mine.start) == (0.8, 3.0, packaged.start)
    assert mine.signs.keys() == packaged.signs.keys()
