"""Names as keys, and which of them may name one person."""
from __future__ import annotations

import pytest

from dragoman.register.names import alike, key, shortens


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Khalid bin Sālem al-Amri", "khalid salem amri"),
        ("Łukasz Wróbel", "lukasz wrobel"),
        ("Maeve O’Dowd", "maeve odowd"),
        ("Maeve O'Dowd", "maeve odowd"),
        ("Ana Reis-Lopes", "ana reis lopes"),
        ("de la", "de la"),
        ("OKELLO", "okello"),
        ("", ""),
    ],
)
def test_the_words_that_count(name: str, words: str) -> None:
    assert key(name) == tuple(words.split())


@pytest.mark.parametrize(
    ("short", "long", "yes"),
    [
        ("Jin Lee", "Jin Soo Lee", True),
        ("J. Lee", "Jin Lee", True),
        ("Jin Lee", "Jin Lee", True),
        ("Lee Jin", "Jin Lee", False),
        ("Ann Lee", "Jin Lee", False),
        ("", "Jin Lee", False),
    ],
)
def test_short_forms(short: str, long: str, yes: bool) -> None:
    assert shortens(key(short), key(long)) is yes


@pytest.mark.parametrize(
    ("one", "other", "family_first", "yes"),
    [
        ("Lee", "Jin Lee", False, True),
        ("Jin", "Jin Lee", False, False),
        ("Jin", "Jin Lee", True, True),
        ("Jin Soo Lee", "Jin Lee", False, True),
        ("Lee", "Lee", False, True),
        ("Lee", "Leeson", False, False),
    ],
)
def test_one_person(one: str, other: str, family_first: bool, yes: bool) -> None:
    assert alike(key(one), key(other), family_first) is yes
    assert alike(key(other), key(one), family_first) is yes
