"""What must change with a sentence, and what must not: swapped, renamed, turned into the passive, denied, lengthened.

The sentences stand in metamorphic.toml. These run the real parser, for what is made of them stands in no file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import Event
from tests.examples import key

Row = tuple[str, str | None, frozenset[str], frozenset[str], str]
TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "metamorphic.toml").read_text(encoding="utf-8"))
DIRECTED, MUTUAL, VOICES = TABLE["directed"], TABLE["mutual"], TABLE["voices"]
BEFORE, BEHIND = TABLE["clauses"]["before"], TABLE["clauses"]["behind"]
PAIRS = [("Norway", "Ghana"), ("Poland", "Brazil"), ("Kenya", "Japan"), ("Peru", "Vietnam")]
#: name -> code, adjective, capital
STATES = {
    "Norway": ("NOR", "Norwegian", "Oslo"),
    "Ghana": ("GHA", "Ghanaian", "Accra"),
    "Poland": ("POL", "Polish", "Warsaw"),
    "Brazil": ("BRA", "Brazilian", "Brasilia"),
    "Kenya": ("KEN", "Kenyan", "Nairobi"),
    "Japan": ("JPN", "Japanese", "Tokyo"),
    "Peru": ("PER", "Peruvian", "Lima"),
    "Vietnam": ("VNM", "Vietnamese", "Hanoi"),
}
#: what begins a sentence with a capital and is no name
OPENERS = ("The ", "A ", "Talks ")
WISHES = {(wish["kind"], text): wish["cause"] for wish in TABLE["wish"] for text in wish["texts"]}


def marked(kind: str, wish: str, *values: object) -> Any:
    """A parameter, a strict expected failure where the table has it as a wish."""
    cause = WISHES.get((kind, wish))
    return pytest.param(*values, marks=[pytest.mark.xfail(strict=True, reason=cause)] if cause else [])


def each(kind: str, texts: Iterable[str]) -> list[Any]:
    """Sentences as parameters of one kind of test."""
    return [marked(kind, text, text) for text in texts]


@cache
def events(text: str) -> tuple[Event, ...]:
    """The events of one sentence, from the real parser, however unsure."""
    return dragoman.code(text, published="2024-05-15", min_confidence=0).events


def rows(text: str) -> list[Row]:
    """The events of a sentence in a fixed order, without what renaming and lengthening may change."""
    return sorted(map(row, events(text)), key=repr)


def row(e: Event) -> Row:
    return e.type, e.mode, frozenset(map(key, e.actors)), frozenset(map(key, e.recipients)), e.status


def filled(text: str, a: str, b: str) -> str:
    """The sentence between two states."""
    return text.format(a=a, b=b, x=STATES[a][1], y=STATES[b][1], p=STATES[a][2], q=STATES[b][2])


def renamed(found: list[Row], names: dict[str, str]) -> list[Row]:
    """Rows with other states, each given by its name."""
    codes = {STATES[old][0]: STATES[new][0] for old, new in names.items()}

    def side(those: frozenset[str]) -> frozenset[str]:
        return frozenset(codes.get(c, c) for c in those)

    return sorted(((kind, mode, side(a), side(r), status) for kind, mode, a, r, status in found), key=repr)


def variants() -> Iterator[tuple[str, str, str, str]]:
    """(text, plain text, status, form) of every verb in every form; the first form is the plain one."""
    for doer, words, rest in TABLE["verbs"]:
        forms = dict(zip(("base", "past", "pp", "ing"), words.split(), strict=True))
        plain, *_ = texts = [f"{doer} {form.format(**forms)} {rest}." for form in TABLE["forms"]]
        yield from ((text, plain, status, form) for text, (form, status) in zip(texts, TABLE["forms"].items(), strict=True))


def lengthened() -> Iterator[tuple[str, str]]:
    """(text with a clause that tells of nothing political, plain text)."""
    for text in (*DIRECTED, *MUTUAL):
        plain = filled(text, "Poland", "Brazil")
        inner = plain[0].lower() + plain[1:] if plain.startswith(OPENERS) else plain
        yield from ((f"{clause}{inner}", plain) for clause in BEFORE)
        yield from ((f"{plain[:-1]}{clause}.", plain) for clause in BEHIND)


def test_there_are_enough_and_no_wish_is_of_nothing() -> None:
    plain = {*DIRECTED, *MUTUAL, *(active for active, _ in VOICES), *(text for _, text, _, _ in variants())}
    assert len(plain) >= 200
    made = {text for pair in lengthened() for text in pair} | {text for text, *_ in variants()}
    assert [text for _, text in WISHES if text not in plain | made] == []


@pytest.mark.parametrize("text", each("swap", (*DIRECTED, *MUTUAL)))
def test_swapping_two_actors_swaps_their_roles(text: str) -> None:
    one, other = PAIRS[0]
    there, back = rows(filled(text, one, other)), rows(filled(text, other, one))
    assert there
    assert back == renamed(there, {one: other, other: one})


@pytest.mark.parametrize("text", each("rename", (*DIRECTED, *MUTUAL)))
def test_renaming_changes_only_the_country(text: str) -> None:
    (a, b), *others = PAIRS
    base = rows(filled(text, a, b))
    for one, other in others:
        assert rows(filled(text, one, other)) == renamed(base, {a: one, b: other})


@pytest.mark.parametrize("text", each("sides", DIRECTED))
def test_the_doer_and_the_other_side(text: str) -> None:
    found = rows(filled(text, *PAIRS[0]))
    assert [(set(a), set(r)) for _, _, a, r, _ in found] == [({"NOR"}, {"GHA"})]


@pytest.mark.parametrize("text", each("sides", MUTUAL))
def test_both_sides_do_it(text: str) -> None:
    found = rows(filled(text, *PAIRS[0]))
    assert [(set(a), set(r)) for _, _, a, r, _ in found] == [({"NOR", "GHA"}, set())]


@pytest.mark.parametrize(("active", "passive"), [marked("voice", active, active, passive) for active, passive in VOICES])
def test_the_passive_says_the_same(active: str, passive: str) -> None:
    assert rows(active)
    assert rows(active) == rows(passive)


@pytest.mark.parametrize(("text", "plain", "status"), [marked("form", text, text, plain, status) for text, plain, status, _ in variants()])
def test_tense_and_denial_change_only_the_status(text: str, plain: str, status: str) -> None:
    base = rows(plain)
    assert len(base) == 1
    assert rows(text) == [(*base[0][:4], status)]


@pytest.mark.parametrize(("text", "plain"), [marked("clause", text, text, plain) for text, plain in lengthened()])
def test_an_unrelated_clause_changes_nothing(text: str, plain: str) -> None:
    assert rows(text) == rows(plain)
