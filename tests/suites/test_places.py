"""Names of places and places of events in sentences of our own (places.toml)."""

from __future__ import annotations

import tomllib
from collections import Counter
from functools import cache

import pytest
from msgspec import Struct, convert

import dragoman
from dragoman.coding.homes import PLAIN
from dragoman.coding.names import find_names
from dragoman.coding.where import PlaceContext, find_toponyms, locate
from dragoman.coding.where_lands import context_of, lands_of
from dragoman.model import Sentence
from tests.suites.tables import FOLDER, parsed


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence, what its names are, and where the event of one word is (see the head of places.toml)."""

    text: str
    names: tuple[str, ...] = ()
    trigger: str = ""
    at: str = ""
    wish: str = ""


CASES = convert(tomllib.loads((FOLDER / "places.toml").read_text(encoding="utf-8"))["case"], tuple[Case, ...])
TEXTS = tuple(dict.fromkeys(case.text for case in CASES))


@cache
def context(text: str) -> PlaceContext:
    """The context of a report of one sentence."""
    engine = dragoman.engine()
    named = (hit.name for hit in find_names(text, engine.names) if hit.name.sort in PLAIN)
    gazetteer = engine.resources.gazetteer
    counts = Counter(name.country for name in named if name.country)
    return context_of(gazetteer, lands_of(engine.resources.countries, gazetteer), counts, text)


def marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case.wish)] if case.wish else []
    return pytest.param(case, marks=marks, id=f"{case.text[:60]}-{case.trigger}")


def told(name: str, country: str | None, precision: str) -> str:
    return f"{name}: {country or '-'} {precision}"


def trigger_of(sentence: Sentence, word: str) -> int:
    return next(token.i for token in sentence.tokens if token.text == word)


@pytest.mark.parametrize("case", [marked(case) for case in CASES if case.names])
def test_names(case: Case) -> None:
    found = find_toponyms(parsed(TEXTS)[case.text], context(case.text))
    rows = {t.name: told(t.name, t.candidate.country, "region" if t.part else t.candidate.precision) for t in found}
    for row in case.names:
        name, _, rest = row.partition(": ")
        if rest == "none":
            assert not any(name in each.split() for each in rows), rows
        else:
            assert rows.get(name) == row, rows


@pytest.mark.parametrize("case", [marked(case) for case in CASES if case.at])
def test_place_of_the_event(case: Case) -> None:
    sentence = parsed(TEXTS)[case.text]
    place, reason = locate(sentence, trigger_of(sentence, case.trigger), context(case.text))
    assert (told(place.name, place.country, place.precision) if place else "none") == case.at, reason


def test_there_are_enough() -> None:
    assert len(TEXTS) >= 80
    assert len({(case.text, case.trigger) for case in CASES}) == len(CASES)
    assert sum(bool(case.wish) for case in CASES) <= len(CASES) // 10
    assert all(bool(case.trigger) == bool(case.at) and (case.names or case.at) for case in CASES)
