"""Lemmas from the model's own tables of exceptions, rules and known words: word by word, by the Penn tag of each."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct

#: Penn tag -> coarse class of the lemma tables (universal tags of the model's own rules)
COARSE = {"NN": "noun", "VB": "verb", "JJ": "adj", "RB": "adv", "MD": "verb"}
#: tags under which a word may have lemmas of its own
TAGS = ("VB", "VBD", "VBN", "VBG", "VBZ", "NN", "NNS", "JJ", "JJR", "JJS", "RB", "RBR", "RBS", "MD")
#: tags of words that stand as they are in the dictionary
PLAIN = frozenset({"NN", "VB", "VBP", "JJ", "RB", "MD"})
INFLECTED = frozenset({"NNS", "VBD", "VBN", "VBG", "VBZ"})
#: words whose lemmas are kept
KEPT = 20_000


class Tables(Struct, frozen=True):
    """By coarse class: irregular forms and their lemmas, words that are lemmas, and endings with what takes their place."""

    exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    known: Mapping[str, frozenset[str]]
    rules: Mapping[str, Sequence[tuple[str, str]]]


def tables_of(lookups: Any) -> Tables:
    """The tables of a spaCy lemmatizer; its lists of known words are made sets, which are asked for every new word."""
    exceptions, known, rules = (lookups.get_table(name) for name in ("lemma_exc", "lemma_index", "lemma_rules"))
    classes = sorted(set(COARSE.values()))
    return Tables(
        {one: exceptions.get(one, {}) for one in classes},
        {one: frozenset(known.get(one, ())) for one in classes},
        {one: [(old, new) for old, new in rules.get(one, ())] for one in classes},
    )


class Lemmas:
    """`of(form, tag)`: one lemma; `possible(form)`: all that a word could have, whatever its part of speech, in small letters."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.of = lru_cache(maxsize=KEPT)(self._of)
        self.possible = lru_cache(maxsize=KEPT)(self._possible)

    def _of(self, form: str, tag: str) -> str:
        return lemma_of(form, tag, self._tables)

    def _possible(self, form: str) -> frozenset[str]:
        return frozenset(sys.intern(lemma_of(form, tag, self._tables).lower()) for tag in TAGS) | {form.lower()}


def lemma_of(form: str, tag: str, tables: Tables) -> str:
    """Lemma by the model's exception list and suffix rules; lower case but for proper nouns in the singular."""
    lower = form.lower()
    coarse = COARSE.get(tag[:2])
    if tag == "NNP" or coarse is None:
        return lower if tag != "NNP" else form
    exception = tables.exceptions[coarse].get(lower)
    if exception:
        return str(exception[0])
    if tag in PLAIN:
        return lower
    known = tables.known[coarse]
    if lower in known and tag not in INFLECTED:
        return lower
    guesses = [lower[: len(lower) - len(old)] + new for old, new in tables.rules[coarse] if lower.endswith(old)]
    return next((g for g in guesses if g in known), guesses[0] if guesses else lower)
