"""Text that no newspaper prints: run-on sentences, hundreds of names. The time must grow as the text does."""
from __future__ import annotations

from time import process_time

import pytest

import dragoman
from dragoman.coding.sentences import LONGEST, split
from dragoman.resources import load

RUN_ON = "Norway expelled two diplomats on Monday and "
LETTERS = "abcdefghij"


def seconds(text: str) -> float:
    """Processor time of one report, the parser loaded before."""
    dragoman.code("Norway thanked Chad for its help.")
    start = process_time()
    dragoman.code(text, published="2023-11-14")
    return process_time() - start


def crowd(count: int) -> str:
    """A report that names so many different ministers and quotes each."""
    names = ("".join(LETTERS[int(digit)] for digit in str(n)) for n in range(count))
    told = "Trade Minister Ona Bel{0} of Ghana met Envoy Zel{0} Tor on Monday. “We asked Chad to stop the raids,” Bel{0} said."
    return "\n\n".join(told.format(name) for name in names)


def test_a_sentence_that_does_not_end() -> None:
    assert seconds(RUN_ON * 60) < 3


@pytest.mark.parametrize(("text", "more"), [(RUN_ON * 90, RUN_ON * 360), (crowd(60), crowd(240))], ids=["run-on", "names"])
def test_four_times_the_text_takes_no_sixteen_times_as_long(text: str, more: str) -> None:
    assert seconds(more) < 10 * max(seconds(text), 0.1)


@pytest.mark.parametrize(
    "text", [RUN_ON * 400, "Chad, Mali; " * 500, "x" * 9000, "word " * 3000, "“" + "a b, " * 2000 + "”"], ids=lambda text: text[:12]
)
def test_long_stretches_are_cut_into_slices(text: str) -> None:
    segments = split(text, None, load().sentences)
    assert all(len(s.text) <= LONGEST and text[s.start : s.end] == s.text == s.text.strip() != "" for s in segments)
    assert "".join(s.text for s in segments).replace(" ", "") == text.replace(" ", "")


def test_a_cut_is_made_at_a_joint() -> None:
    first, *_ = split("Norway expelled two envoys; " * 200, None, load().sentences)
    assert first.text.endswith("envoys;")
    first, *_ = split(RUN_ON * 200, None, load().sentences)
    assert first.text.endswith("on Monday")


def test_a_long_sentence_of_news_stays_whole() -> None:
    text = ", ".join(["the envoy of Chad"] * 100) + " met."
    assert [s.text for s in split(text, None, load().sentences)] == [text]
