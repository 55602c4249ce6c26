"""Passages: where words stand in a text, without a ledger; the stems are given."""
from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger.filters import phrases
from dragoman.ledger.passages import MOST, NEAR, alike, forms, passages, pieces, places, tokens
from dragoman.model import Passage

TEXT = (
    "Ferry talks end\n\nMinisters of Norway and Latvia ended talks on ferries in Riga. " + "They spoke of harbours and of quotas. " * 8
    + "\n\nA third round of the talks on ferries begins in Oslo in May, the Café Ålesund said."
)  # fmt: skip
STEMS = {"ferries": "ferri", "ferry": "ferri", "talks": "talk", "ended": "end", "end": "end", "rounds": "round"}


def shown(words: str, text: str = TEXT, headline: int = 15, without: frozenset[str] = frozenset()) -> tuple[Passage, ...]:
    must, _ = phrases(words)
    said = tokens(text)
    stems = {word: "" if word in without else STEMS.get(word, word) for word in alike(said, must)}
    return passages(text, [list(places(said, forms(phrase, stems))) for phrase in must], headline)


def marked(words: str, **how: object) -> list[str]:
    return [mark.text for one in shown(words, **how) for mark in one.marks]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("oslo", ["Oslo"]),
        ("cafe alesund", ["Café", "Ålesund"]),
        ("talk", ["talks", "talks"]),
        ('"talks on ferries"', ["talks on ferries", "talks on ferries"]),
        ('"talks ferry"', ["talks on ferries", "talks on ferries"]),
        ("minis*", ["Ministers"]),
        ("norway -oslo", ["Norway"]),
        ("-oslo", []),
        ("moscow", []),
    ],
)
def test_marks(words: str, marks: list[str]) -> None:
    assert marked(words) == marks


def test_a_word_that_the_index_leaves_out_is_any_word() -> None:
    assert marked('"round did talks"', without=frozenset({"did"})) == []
    assert marked('"norway did ended"', without=frozenset({"did"})) == ["Norway and Latvia ended"]
    assert marked("did", without=frozenset({"did"})) == []


def test_the_headline_is_quoted_only_where_nothing_else_is() -> None:
    assert [one.start > 15 for one in shown("ferry")] == [True, True]
    [alone] = shown("ferry", "Ferry talks\n\nThey were held in Riga.", 11)
    assert (alone.text, alone.start) == ("Ferry talks", 0)


def test_phrases_that_overlap_are_one_mark() -> None:
    text = "The talks on ferries ended."
    assert marked('"talks on ferries" ferries "talks ferries"', text=text, headline=0) == ["talks on ferries"]
    [found] = shown('"talks on ferries" ferries', text, 0)
    assert "".join(words for words, _ in pieces(found)) == text


def test_a_word_that_stands_everywhere_takes_no_time() -> None:
    began = perf_counter()
    found = shown("talks ferry", "talks ferries " * 14_000, 0)
    assert len(found) in (1, 2, 3)
    assert perf_counter() - began < 3


LONG = "The envoys of the two states came to the talks by train. " * 3
FAR = "harbour masters of every town on the long coast and of the islands, " * 6


@pytest.mark.parametrize(
    ("text", "shown_as"),
    [
        ("OSLO, May 3 - The ferry sailed.", "OSLO, May 3 - The |ferry| sailed."),
        (f"{LONG}The ferry sailed. {LONG}", "The |ferry| sailed."),
        (f"{LONG}“The ferry\nsailed.” {LONG}", "“The |ferry| sailed.”"),
        (f"Of {FAR}the ferry sailed, {FAR}it ended.", "… of the islands, harbour masters of every town on the long coast and of the "
         "islands, the |ferry| sailed, harbour masters of every town on the long coast and of the islands, harbour …"),
    ],
)  # fmt: skip
def test_a_passage_is_a_sentence_where_one_ends_near_by(text: str, shown_as: str) -> None:
    [found] = shown("ferry", text, 0)
    assert "".join(f"|{words}|" if is_marked else words for words, is_marked in pieces(found)) == shown_as


PARTS = st.sampled_from(["talks", "ferries", "Riga", "x" * 60, "\n\n", "the", "Ålesund,", "cafe\u0301"])


@given(st.lists(PARTS, max_size=80), st.integers(0, 40))
def test_passages_are_of_the_text(parts: list[str], headline: int) -> None:
    text = " ".join(parts)
    found = shown("talk riga cafe*", text, headline)
    assert len(found) <= MOST
    for one, other in zip(found, found[1:], strict=False):
        assert one.end < other.start
    for one in found:
        assert text[one.start : one.end] == one.text
        assert "\n\n" not in one.text
        assert one.marks
        assert len(one.text) <= MOST * (2 * NEAR + 70)
        for mark in one.marks:
            assert text[mark.start : mark.end] == mark.text
            assert one.start <= mark.start < mark.end <= one.end
    assert bool(found) == any(word in text for word in ("talks", "Riga", "cafe"))
