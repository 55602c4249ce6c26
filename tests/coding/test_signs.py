"""Signs of a domain besides words, on sentences with frozen parses."""

from __future__ import annotations

import pytest

from dragoman.coding import signs
from tests.coding.stage import Case, cases, read


def told(key: str) -> list[Case]:
    """The cases that say something of a sign."""
    return [case for case in cases("signs") if key in case]


@pytest.mark.parametrize("case", told("scores"), ids=lambda case: str(case["text"]))
def test_score_lines(case: Case) -> None:
    assert sum(signs.score_lines(view.sentence) for view in read(case["text"]).views) == case["scores"]


@pytest.mark.parametrize("case", told("years"), ids=lambda case: str(case["text"]))
def test_years_long_past(case: Case) -> None:
    assert sum(signs.years_long_past(view.sentence) for view in read(case["text"]).views) == case["years"]


@pytest.mark.parametrize("case", told("genre"), ids=lambda case: str(case["text"])[:30])
def test_genre_of_the_headline(case: Case) -> None:
    found = [signs.genre(view.sentence) for view in read(case["text"]).views]
    assert [name for name in found if name] == ([case["genre"]] if case["genre"] else [])


@pytest.mark.parametrize("case", told("told"), ids=lambda case: str(case["text"]))
def test_instructions(case: Case) -> None:
    sentence = read(case["text"]).views[0].sentence
    assert [t.text for t in sentence.tokens if t.pos == "VERB" and signs.instruction(sentence, t.i)] == case["told"]
