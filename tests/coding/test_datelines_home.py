"""Officials whose state no word says: where the report was written, and speaks of that state, they are at home there."""
from __future__ import annotations

import pytest

import dragoman
from dragoman.readers import make_document


def offices(text: str) -> dict[str, str | None]:
    coding = dragoman.code_document(make_document(text, published="2024-05-15", published_basis="given"))
    return {office.person: office.country for office in coding.offices}


RIVALS = "Ghana owes Togo a reply. Togo has waited for Ghana's answer since May."


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Foreign Minister Kodjo Amegan said the wait was long.", "TGO"),
        ("Ambassador Kodjo Amegan said the wait was long.", None),  # an envoy speaks where he is posted
        ("Officials held talks with Foreign Minister Kodjo Amegan.", None),  # a guest
    ],
)
def test_a_minister_is_of_the_state_of_the_dateline(sentence: str, country: str | None) -> None:
    assert offices(f"LOME, May 14 (Volta Agency) - {RIVALS} {sentence}").get("Kodjo Amegan") == country


def test_a_dateline_in_a_state_of_which_the_report_does_not_speak_says_nothing() -> None:
    found = offices(f"GENEVA, May 14 (Lake Agency) - {RIVALS} Foreign Minister Kodjo Amegan said the wait was long.")
    assert found.get("Kodjo Amegan") is None
