"""Which words name arms."""
from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from dragoman.following.weapons import FILE, arms, heads, is_military, named


def nouns(text: str) -> list[str]:
    return [found.weapon.noun for found in named(text, arms())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chunma-155 self-propelled howitzers", ["self-propelled howitzer"]),
        ("six patrol boats and a frigate, both built in Busan", ["patrol boat", "frigate"]),
        ("an order for mortar bombs", ["mortar bomb"]),
        ("An armoured personnel carrier was unloaded", ["armoured personnel carrier"]),
        ("the delivery of torpedoes", ["torpedo"]),
        ("three fast attack craft for the navy", ["fast attack craft"]),
        ("batteries of the coast", ["battery"]),
    ],
)
def test_the_longest_noun_that_heads_its_phrase(text: str, found: list[str]) -> None:
    assert nouns(text) == found


@pytest.mark.parametrize(
    "text", ["mortar crews", "a tank company", "jet fuel for the airport", "a submarine cable", "radar gearboxes", "tents"]
)
def test_what_only_says_of_what_kind_another_thing_is_names_no_weapon(text: str) -> None:
    assert nouns(text) == []


def test_places_in_the_text() -> None:
    text = "Peru has ordered four corvettes."
    (found,) = named(text, arms())
    assert text[found.start : found.end] == "corvettes"
    assert (found.weapon.category, found.weapon.major, found.weapon.doubtful) == ("ships", True, False)


def test_shells_are_no_major_weapon_and_planes_are_doubtful() -> None:
    known = arms().forms
    assert not known["artillery shells"].major
    assert known["plane"].doubtful
    assert not known["fighter jets"].doubtful


def test_no_noun_stands_twice() -> None:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    listed = [noun for one in data["category"] for noun in (*one["nouns"], *one.get("doubtful", ()))]
    assert [noun for noun, times in Counter(listed).items() if times > 1] == []


def test_armed_forces() -> None:
    assert is_military(["They fly home.", "The Air Force has three."], arms())
    assert not is_military(["The airline has ordered three jets.", "Sixty fire-fighters flew home with the corpses."], arms())


@pytest.mark.parametrize(
    ("phrase", "head"), [("a contract with Turkey", "contract"), ("40,000 shells", "shells"), ("tents handed over", "tents"), ("", "")]
)
def test_heads(phrase: str, head: str) -> None:
    assert heads(phrase) == head
