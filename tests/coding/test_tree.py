"""Walking a parse: heads, conjuncts, noun phrases, passives, prepositions, on parses that are looked through by hand."""

from __future__ import annotations

import pytest

from dragoman.coding import tree
from dragoman.model import Sentence
from tests.coding.stage import params, read, token

EXPEL = "Two Polish diplomats were expelled by Russia on Monday."
JOIN = "Iran, Iraq and Syria signed a charter in Doha."
DOES_NOT = "Chile did not expel the Cuban envoy who met farmers."


def sentence(text: str) -> Sentence:
    return read(text).views[0].sentence


def at(text: str, word: str) -> int:
    return token(read(text), word)[1]


def words(s: Sentence, tokens: list[int]) -> list[str]:
    return [s.tokens[i].text for i in tokens]


def test_heads_up_to_the_root() -> None:
    s = sentence(EXPEL)
    assert words(s, list(tree.up(s, at(EXPEL, "Russia")))) == ["by", "expelled"]
    assert list(tree.up(s, at(EXPEL, "expelled"))) == []


def test_children_by_label() -> None:
    s, verb = sentence(EXPEL), at(EXPEL, "expelled")
    assert words(s, tree.children(s, verb, "nsubjpass")) == ["diplomats"]
    assert tree.child(s, verb, "dobj") is None
    assert len(tree.children(s, verb)) > 2


def test_all_that_hangs_on_a_token() -> None:
    s = sentence(JOIN)
    assert words(s, tree.below(s, at(JOIN, "charter"))) in (["a", "charter"], ["a", "charter", "in", "Doha"])
    assert tree.below(s, at(JOIN, "signed")) == list(range(len(s.tokens)))


def test_conjuncts_and_the_first_of_them() -> None:
    s = sentence(JOIN)
    assert words(s, tree.conjuncts(s, at(JOIN, "Iran"))) == ["Iran", "Iraq", "Syria"]
    assert words(s, [tree.first_conjunct(s, at(JOIN, "Syria"))]) == ["Iran"]


def test_the_noun_phrase_without_what_follows() -> None:
    s = sentence(DOES_NOT)
    assert words(s, tree.nominal_part(s, at(DOES_NOT, "envoy"))) == ["the", "Cuban", "envoy"]
    assert tree.text_of(s, tree.nominal_part(s, at(DOES_NOT, "envoy")))[0] == "the Cuban envoy"


def test_negation_hangs_on_its_verb_only() -> None:
    s = sentence(DOES_NOT)
    assert tree.negated(s, at(DOES_NOT, "expel"))
    assert not tree.negated(s, at(DOES_NOT, "met"))


@pytest.mark.parametrize("case", params("tree"))
def test_passives(case: dict[str, str]) -> None:
    s = sentence(case["text"])
    assert tree.is_passive(s, at(case["text"], case["verb"])) == case["passive"]


def test_objects_of_prepositions() -> None:
    s = sentence(EXPEL)
    verb = at(EXPEL, "expelled")
    assert words(s, tree.preposition_objects(s, verb, "by")) == ["Russia"]
    assert set(words(s, tree.preposition_objects(s, verb))) == {"Russia", "Monday"}
    assert tree.preposition_objects(s, verb, "from") == []


def test_every_token_has_one_head_and_hangs_below_a_root() -> None:
    for text in (EXPEL, JOIN, DOES_NOT):
        s = sentence(text)
        roots = [t.i for t in s.tokens if t.head == t.i]
        assert sorted(i for root in roots for i in tree.below(s, root)) == list(range(len(s.tokens)))


def test_tokens_slice_to_their_text() -> None:
    for text in (EXPEL, JOIN, DOES_NOT):
        assert all(text[t.start : t.end] == t.text for t in sentence(text).tokens)
