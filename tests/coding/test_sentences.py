"""Sentence ends: a table, and promises that hold for any text."""
from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.sentences import split
from dragoman.entries import SentenceWords

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))["case"]
LEXICON = HERE.parent.parent / "dragoman" / "data" / "lexicon" / "en" / "sentences.toml"
WORDS = msgspec.convert(tomllib.loads(LEXICON.read_text(encoding="utf-8")), SentenceWords)
PIECES = [
    "The", "envoy", "said", ".", "...", "…", "?", "!", "”", "“", '"', "'", ")", "(", " ", " ", " ", "\u00a0",
    "\n", "\n\n", "\r\n", "U.S.", "Mr.", "J.", "No.", "5", "3.5", "•", "-", "—", "a.m.", "Jan.",
    "\u2028", "\x0b", "\x1c",
]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['text'][:40]!r}" for n, case in enumerate(CASES)])
def test_table(case: dict[str, Any]) -> None:
    segments = split(case["text"], case.get("title"), WORDS)
    assert [s.text for s in segments] == case["segments"]
    assert [s.headline for s in segments] == [case.get("headline", False) and n == 0 for n in range(len(segments))]
    if "paragraphs" in case:
        assert [s.paragraph for s in segments] == case["paragraphs"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


@given(TEXTS, st.integers(0, 12))
@settings(max_examples=400, deadline=None)
def test_segments_are_ordered_slices_that_cover_the_text(text: str, title_length: int) -> None:
    segments = split(text, text[:title_length] or None, WORDS)
    end = 0
    for n, segment in enumerate(segments):
        assert segment.index == n
        assert text[segment.start:segment.end] == segment.text == segment.text.strip() != ""
        assert not text[end:segment.start].strip()
        end = segment.end
    assert not text[end:].strip()
    assert [s.paragraph for s in segments] == sorted(s.paragraph for s in segments)
    assert sum(s.headline for s in segments) <= 1


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_segment_crosses_an_empty_line(text: str) -> None:
    assert not any("\n\n" in s.text for s in split(text, None, WORDS))
