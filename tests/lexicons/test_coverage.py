"""Predicates of politics that no frame knows, with the real parser."""
from __future__ import annotations

from functools import cache

import dragoman
from dragoman.lexicon.coverage import Coverage, Unknown, cover

#: verbs that are no acts of politics, so that no frame will ever know them
UNKNOWN = (
    "Kenya tickled Uganda on Monday.",
    "Peru photographed the Chilean government, and Togo photographed Benin.",
    "Norwegian ministers dreamed of Ghana.",
)


@cache
def coverage(*texts: str, least: int = 1) -> Coverage:
    return cover(texts, dragoman.engine(), least)


def words(found: Coverage) -> dict[str, Unknown]:
    return {unknown.words: unknown for unknown in found.unknown}


def test_unknown_verbs_are_counted_most_frequent_first() -> None:
    found = coverage(*UNKNOWN)
    assert list(words(found)) == ["photograph", "dream of", "tickle"]
    assert words(found)["photograph"].count == 2
    assert words(found)["photograph"].objects == {"ACTOR": 2}
    assert words(found)["photograph"].samples == (UNKNOWN[1],)
    assert found.known == 0
    assert found.share == 0.0


def test_two_sides_are_told_apart_from_one() -> None:
    found = coverage("Kenya tickled Uganda.", "Kenya photographed its doubters.")
    assert {name: unknown.two_sided for name, unknown in words(found).items()} == {"tickle": 1, "photograph": 0}


def test_what_a_frame_knows_is_known() -> None:
    found = coverage("Kenya expelled two Ugandan diplomats.", "Serbia held talks with Norway.", "The arrest of a Togolese singer by Benin")
    assert (found.predicates, found.known, found.share) == (3, 3, 1.0)


def test_words_of_speech_and_status_are_no_predicates() -> None:
    assert coverage("Kenya said that Uganda was large.", "According to Norway, nothing has been seen.").predicates == 0


def test_another_construction_of_a_known_word_names_the_frames_that_know_it() -> None:
    (unknown,) = coverage("Kenya expelled the smell of Uganda.").unknown
    assert unknown.words == "expel"
    assert any("expel" in frame for frame in unknown.near)


def test_sentences_that_name_too_few_actors_are_left_out() -> None:
    text = "Kenya tickled. Kenya photographed Uganda."
    assert list(words(coverage(text, least=2))) == ["photograph"]
    assert coverage(text, least=2).sentences == 1


def test_reports_on_sport_are_left_out() -> None:
    text = (
        "Kenya outrun Uganda in cup final\n\nKenya's striker scored a hat-trick as the team photographed Uganda 3-0 in the final of the "
        "tournament. The goalkeeper saved a penalty before the league's top scorer netted in the second half of the match."
    )
    assert coverage(text).predicates == 0


def test_an_empty_corpus() -> None:
    assert coverage() == Coverage(0, 0, 0, 0, 0.0, 0, 0, 0, 0, ())
