"""Signatures, candidates and verdicts, also where texts are not kept."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.linking.duplicates import Kind, Side, band_keys, compare, decide, same_page, signature, similarity, verify
from tests.linking.pairs import pairs

PORT = pairs()[0].old
TRUCE = next(pair.old for pair in pairs() if "Chad" in pair.old)


@given(st.text(max_size=200))
def test_any_text_has_a_signature_and_is_itself(text: str) -> None:
    kept = signature(text)
    assert len(kept) == 153
    keys = band_keys(kept)
    assert len(keys) in (0, 21)
    assert all(0 <= key < 2**63 for key in keys)
    assert similarity(kept, kept) == 1.0
    assert verify(text, text) == (Kind.EXACT if keys else None)


@given(st.sampled_from([pair.old for pair in pairs()[:40]]), st.data())
def test_white_space_is_nothing(text: str, data: st.DataObject) -> None:
    words = text.split(" ")
    at = data.draw(st.integers(1, len(words) - 1))
    changed = " ".join(words[:at]) + data.draw(st.sampled_from(["  ", "\t", " \n"])) + " ".join(words[at:])
    if verify(text, changed) is not Kind.EXACT:  # a line end may make of the headline a part of the text
        assert "\n" in changed[: text.index("\n\n") + 2]
        return
    assert band_keys(signature(changed)) == band_keys(signature(text))


def test_signatures_are_the_same_in_every_process() -> None:
    script = "import sys; from dragoman.linking.duplicates import signature; print(signature(sys.argv[1]).hex())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", script, PORT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout.strip()
        for seed in ("1", "77")
    }
    assert runs == {signature(PORT).hex()}


def test_similarity_is_that_of_the_runs_of_words() -> None:
    assert similarity(signature(PORT), signature(TRUCE)) < 0.05
    half = PORT[: len(PORT) // 2]
    assert 0.3 < similarity(signature(PORT), signature(half)) < 0.7
    other_layout = bytes([255]) + signature(PORT)[1:]
    assert similarity(signature(PORT), other_layout) == 0.0


def test_without_texts_only_the_same_words_are_told() -> None:
    kept = Side(signature(PORT))
    bare = PORT.replace("TALLINN, March 3 (Newswire) - ", "")
    assert decide(kept, Side(signature(bare), bare)).kind is Kind.EXACT
    assert decide(kept, Side(signature(bare))).kind is Kind.EXACT
    renamed = PORT.replace("Estonia rejects Norwegian port plan", "Narvik: no")
    assert decide(kept, Side(signature(renamed), renamed)).kind is Kind.NEAR
    for changed in (PORT.replace("rejected", "accepted"), PORT.rpartition("\n\n")[0]):
        finding = decide(kept, Side(signature(changed), changed))
        assert (finding.kind, finding.candidate) == (None, True)
        assert "not kept" in finding.why
    weeks_later = PORT.replace("March 3", "April 14")
    assert decide(kept, Side(signature(weeks_later), weeks_later)).kind is None
    finding = decide(kept, Side(signature(TRUCE), TRUCE))
    assert (finding.kind, finding.candidate) == (None, False)


def test_a_later_version_is_told_without_texts_too() -> None:
    later = PORT.replace("1,200", "1,500")
    old, new = Side(signature(PORT), None, "https://paper.example/a"), Side(signature(later), None, "https://paper.example/a?utm_medium=x")
    assert decide(old, new).kind is Kind.VERSION
    assert decide(old, Side(signature(TRUCE), None, "https://paper.example/a")).kind is None


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("https://paper.example/a", "http://www.paper.example/a/#top", True),
        ("https://paper.example/a?id=1&x=2", "https://m.paper.example/a?x=2&id=1&fbclid=9", True),
        ("https://paper.example/a/amp", "https://paper.example/a", True),
        ("https://paper.example/a?id=1", "https://paper.example/a?id=2", False),
        ("https://paper.example/a", "https://paper.example/A", False),
        ("https://paper.example/a", "https://other.example/a", False),
        ("https://paper.example", "https://paper.example/", True),
        ("http://[", "http://[", True),
        (None, None, False),
        ("https://paper.example/a", None, False),
    ],
)
def test_addresses_of_one_page(old: str | None, new: str | None, same: bool) -> None:
    assert same_page(old, new) is same


def test_what_is_added_is_shown_where_it_stands() -> None:
    added = "The lari hardly moved after the decision of the bank."
    new = f"{PORT}\n\n{added}"
    comparison = compare(PORT, new)
    assert [new[start:end] for start, end in comparison.added] == [added]
    assert compare(new, PORT).added == ()
    assert comparison.why


def test_the_verdict_does_not_depend_on_which_came_first() -> None:
    for pair in pairs():
        assert verify(pair.old, pair.new) is verify(pair.new, pair.old), pair.why
