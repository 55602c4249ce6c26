"""Mentions of events that are given, grouped and scored."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.errors import BadInput
from dragoman.evaluate.coreference import Marked, Participant, chains, measure


def marked(text: str, instance: str, *who: str) -> Marked:
    return Marked(0, 1, text, instance, text, tuple(Participant(name) for name in who))


def test_words_of_one_stem_are_one_unless_others_take_part() -> None:
    some = [marked("visit", "a", "the Omani envoy"), marked("visited", "a", "Omani envoys"), marked("visits", "b", "a Danish band")]
    assert chains(some) == [0, 0, 2]
    assert chains([*some[:2], marked("met", "c", "the Omani envoy")]) == [0, 0, 2]


def test_figures_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    who = [{"text": "Chilean dockers"}]
    marks = (("strike", "x"), ("strikes", "x"), ("fell", "y"))
    events = [{"start": 0, "end": 1, "text": text, "instance": name, "participants": who} for text, name in marks]
    path.write_text(json.dumps({"text": "t", "events": events}) + "\n")
    scores = measure(path)
    assert (scores.mentions, scores.several, scores.f1) == (3, 1, 1.0)
    assert scores.alone == pytest.approx(0.8)


def test_a_file_without_events(tmp_path: Path) -> None:
    path = tmp_path / "none.jsonl"
    path.write_text('{"text": "t"}\n')
    with pytest.raises(BadInput, match="nothing to group"):
        measure(path)
