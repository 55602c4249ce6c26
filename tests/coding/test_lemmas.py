"""Lemmas by the model's tables."""

from __future__ import annotations

import pytest

from dragoman.coding.lemmas import Lemmas, Tables, lemma_of

TABLES = Tables(
    exceptions={"verb": {"met": ["meet"]}, "noun": {"men": ["man"]}, "adj": {}, "adv": {}},
    known={"verb": frozenset({"visit", "lie"}), "noun": frozenset({"visit", "treaty"}), "adj": frozenset({"dry"}), "adv": frozenset()},
    rules={"verb": [("s", ""), ("ed", "e"), ("ed", "")], "noun": [("ies", "y"), ("s", "")], "adj": [("er", "")], "adv": []},
)


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("Met", "VBD", "meet"),
        ("visited", "VBD", "visit"),
        ("treaties", "NNS", "treaty"),
        ("frobbed", "VBN", "frobbe"),  # no known word: the first rule that fits
        ("Visit", "NN", "visit"),
        ("Kenya", "NNP", "Kenya"),
        ("The", "DT", "the"),
        ("drier", "JJR", "dri"),
    ],
)
def test_one_lemma(form: str, tag: str, lemma: str) -> None:
    assert lemma_of(form, tag, TABLES) == lemma


def test_all_lemmas_that_a_word_could_have() -> None:
    possible = Lemmas(TABLES).possible
    assert possible("visits") == {"visits", "visit"}
    assert possible("Men") == {"men", "man"}
    assert {"met", "meet"} <= possible("met")


def test_every_lemma_is_possible() -> None:
    lemmas = Lemmas(TABLES)
    for form in ("met", "visited", "treaties", "Kenya", "drier", "lies"):
        for tag in ("VBD", "NNS", "NNP", "JJR", "VBZ", "IN"):
            assert lemmas.of(form, tag).lower() in lemmas.possible(form)
