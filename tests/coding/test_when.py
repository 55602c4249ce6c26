"""Expressions of time: a table, and promises that hold for any text."""
from __future__ import annotations

import os
import time
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from dragoman.coding.time import grammar
from dragoman.coding.time.calendar import first_day, last_day
from dragoman.coding.time.context import Context
from dragoman.coding.time.grammar import WORD
from dragoman.coding.when import find_times
from dragoman.entries import DateWords
from dragoman.model import TimeExpression

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "times.toml").read_text(encoding="utf-8"))["sentence"]
LEXICON = HERE.parent.parent / "dragoman" / "data" / "lexicon" / "en" / "dates.toml"
WORDS = msgspec.convert(tomllib.loads(LEXICON.read_text(encoding="utf-8")), DateWords)
PIECES = (
    "the a in on of by since until from to - and between within 10 31 3rd 2020 0001 9999 1,200 99999999 "
    "September Feb. May Friday Mondays last next this same every end early later year weeks days decade "
    "century weekend quarter Q3 half ago earlier today morning tonight spring 2020-02-30 12/13/2019 16:00 p.m. "
    "1990s fiscal , 's now first "
).split()
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join)
PUBLISHED = st.sampled_from([None, "2020", "2020-09", "2020-09-02", "0001-01-01", "9999-12-31", "2020-02-29"])


def rows(text: str, published: str | None, tense: Any = None) -> list[str]:
    found = find_times(text, 0, published, WORDS, (lambda _: tense) if tense else None)
    return [f"{e.span.text} | {e.type} {e.value} {e.start or '-'} {e.end or '-'} {e.bound or '-'}" for e in found]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}: {case['text'][:50]}" for n, case in enumerate(CASES)])
def test_table(case: dict[str, Any]) -> None:
    assert rows(case["text"], case["published"] or None, case.get("tense")) == case.get("times", [])


def test_the_table_is_large_enough() -> None:
    assert sum(len(case.get("times", ())) for case in CASES) >= 250


def check(found: tuple[TimeExpression, ...], text: str, offset: int) -> None:
    """Spans slice and follow one another; dates are real and run forwards."""
    end = offset
    for e in found:
        assert e.span.start >= end
        assert text[e.span.start - offset:e.span.end - offset] == e.span.text != ""
        end = e.span.end
        if e.start is not None and e.end is not None:
            assert first_day(e.start) <= last_day(e.end)
        assert e.bound != "by" or e.start is None
        assert e.bound != "since" or e.end is None
        assert e.reason


@given(st.text(), PUBLISHED)
@settings(max_examples=150, deadline=None)
def test_any_text(text: str, published: str | None) -> None:
    check(find_times(text, 7, published, WORDS), text, 7)


@given(SENTENCES, PUBLISHED, st.sampled_from(["past", "future", None]))
@settings(max_examples=400, deadline=None)
def test_any_words_of_time(text: str, published: str | None, tense: Any) -> None:
    check(find_times(text, 0, published, WORDS, lambda _: tense), text, 0)


@given(st.text(max_size=60) | SENTENCES | st.sampled_from([case["text"] for case in CASES]))
def test_what_is_passed_over_by_its_words_has_no_expression_by_its_tokens(text: str) -> None:
    language = grammar.grammar(WORDS)
    if not grammar._may_have(text, language):
        whole = replace(language, signs=frozenset(WORD.findall(text.lower())))
        found = grammar.read(text, Context([], WORDS, "2020-05-14", None, 0), whole)
        assert not any(item.reading for item in found)


@given(SENTENCES, st.integers(0, 10_000))
@settings(max_examples=50, deadline=None)
def test_the_offset_only_moves_the_span(text: str, offset: int) -> None:
    here, there = find_times(text, 0, "2020-09-02", WORDS), find_times(text, offset, "2020-09-02", WORDS)
    assert [e.span.start + offset for e in here] == [e.span.start for e in there]
    assert [e.value for e in here] == [e.value for e in there]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_the_machine_s_time_zone_does_not_matter(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert rows("They met today and will meet on Friday.", "2020-09-02") == [
            "today | DATE 2020-09-02 2020-09-02 2020-09-02 -", "Friday | DATE 2020-08-28 2020-08-28 2020-08-28 -",
        ]
    finally:
        monkeypatch.setenv("TZ", before) if before else monkeypatch.delenv("TZ")
        time.tzset()


def test_the_tense_is_asked_for_at_the_expression_s_place_in_the_document() -> None:
    asked: list[int] = []

    def tense(position: int) -> None:
        asked.append(position)

    find_times("They meet on Friday.", 100, "2020-09-02", WORDS, tense)
    assert asked == [113]


def test_it_is_fast_enough_for_archives() -> None:
    """Under 0.3 ms a sentence; the test allows for a slow machine."""
    sentences = [case["text"] for case in CASES]
    find_times("warm", 0, None, WORDS)
    began = time.process_time()
    for text in sentences:
        find_times(text, 0, "2020-09-02", WORDS)
    assert (time.process_time() - began) / len(sentences) < 0.003
