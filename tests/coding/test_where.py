"""Places of events on frozen parses: each case names its trigger and the place that it must give, or none."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct

from dragoman.coding.where import PlaceContext, Toponym, find_toponyms, locate, resolve
from dragoman.coding.where_lands import Lands, context_of, lands_of
from dragoman.entries import Country
from dragoman.model import Segment, Sentence, Token
from dragoman.places import Candidate, Gazetteer
from dragoman.resources import gazetteer, tables

PARSES = Path(__file__).parent / "parses_where.conllu"


class Case(Struct, frozen=True):
    sentence: Sentence
    trigger: int
    place: str
    report: Mapping[str, int]


def read_cases() -> Iterator[Case]:
    for block in PARSES.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        notes = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        rows = [line.split("\t") for line in lines if line[0].isdigit()]
        tokens = tuple(read_token(row, i) for i, row in enumerate(rows))
        below: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                below[token.head].append(token.i)
        segment = Segment(0, 0, len(notes["text"]), notes["text"], 0, False)
        report = dict(pair.split(":") for pair in notes.get("report", "").split(",") if pair)
        yield Case(
            Sentence(segment, tokens, tuple(tuple(b) for b in below)), int(notes["trigger"]) - 1, notes["place"],
            {code: int(number) for code, number in report.items()},
        )


def read_token(row: list[str], i: int) -> Token:
    start, end = map(int, row[9].split(":"))
    head = int(row[6]) - 1
    return Token(i, row[1], row[2], row[3], row[4], i if head < 0 else head, row[7], start, end)


CASES = tuple(read_cases())
#: Stands for a sentence whose only place is a country's adjective ("the Syrian border").
NOWHERE = Toponym(0, 0, 0, 0, "", Candidate("", None, 0.0, 0.0, "country", 0, "country"))


@cache
def known() -> tuple[Gazetteer, Lands]:
    names = gazetteer(None)
    return names, lands_of(tables(Country, "actors/countries_*.toml", None), names)


def context(report: Mapping[str, int]) -> PlaceContext:
    return context_of(*known(), report)


@pytest.mark.parametrize("case", CASES, ids=[f"{c.sentence.segment.text[:60]}-{c.trigger}" for c in CASES])
def test_place(case: Case) -> None:
    place, reason = locate(case.sentence, case.trigger, context(case.report))
    got = f"{place.name} {place.country} {place.precision}" if place else "-"
    assert got == case.place, reason
    assert reason.startswith("where: ")


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES[::7], ids=[c.sentence.segment.text[:40] for c in CASES[::7]])
def test_toponyms_slice_and_do_not_overlap(case: Case) -> None:
    reached = 0
    for toponym in find_toponyms(case.sentence, context({})):
        assert case.sentence.segment.text[toponym.start:toponym.end] == toponym.name
        assert toponym.start >= reached
        reached = toponym.end


def test_precision_is_never_better_than_the_evidence() -> None:
    order = ["exact", "city", "region", "country"]
    for case in CASES:
        place, reason = locate(case.sentence, case.trigger, context(case.report))
        if place is None:
            continue
        found = find_toponyms(case.sentence, context(case.report)) or (NOWHERE,)
        best = min(order.index("region" if t.part else t.candidate.precision) for t in found)
        assert order.index(place.precision) >= best
        if any(word in f" {reason} " for word in (" near ", " off ", " outside ", " around ", " beside ")):
            assert place.precision in {"region", "country"}, reason


@pytest.mark.parametrize("case", [c for c in CASES if c.place == "-"], ids=lambda c: c.sentence.segment.text[:50])
def test_no_place_has_its_reason(case: Case) -> None:
    place, reason = locate(case.sentence, case.trigger, context(case.report))
    assert place is None
    assert reason in {"where: no place named", "where: no place phrase in the clause"}


def test_points_are_known() -> None:
    for case in CASES:
        place, _ = locate(case.sentence, case.trigger, context(case.report))
        if place is not None:
            assert place.lat is not None
            assert place.lon is not None


@pytest.mark.parametrize(("name", "hint", "country"), [
    ("Moscow", None, "RUS"), ("Moscow", "USA", "USA"), ("Tripoli", "LBN", "LBN"), ("Turkey", None, "TUR"),
    ("Georgia", None, "GEO"), ("Georgia", "USA", "USA"), ("the Netherlands", None, "NLD"), ("Jordan", None, "JOR"),
    ("Chad", "SDN", "TCD"), ("Kashmir", None, None), ("Jammu and Kashmir", None, "IND"),
    ("Azad Kashmir", None, "PAK"), ("Côte d’Ivoire", None, "CIV"), ("Punjab", "IND", "IND"), ("Punjab", "PAK", "PAK"),
    ("Islamabad", None, "PAK"), ("Odessa", None, "UKR"), ("Scotland", None, "GBR"),
])
def test_resolve(name: str, hint: str | None, country: str | None) -> None:
    candidate = resolve(name, context({}), hint)
    assert candidate is not None
    assert candidate.country == country


@pytest.mark.parametrize("name", ["Smith", "Foreign Ministry", "Tuesday", "Syrian", ""])
def test_resolve_nothing(name: str) -> None:
    assert resolve(name, context({})) is None


@pytest.mark.parametrize(("report", "country"), [
    ({"GBR": 2}, "GBR"), ({"USA": 4}, "USA"), ({}, "GBR"), ({"USA": 4, "GBR": 1}, "GBR"),
])
def test_the_report_decides_between_namesakes(report: Mapping[str, int], country: str) -> None:
    candidate = resolve("Birmingham", context(report))
    assert candidate is not None
    assert candidate.country == country


def test_the_report_does_not_raise_a_hamlet() -> None:
    for name, country in (("Paris", "FRA"), ("Moscow", "RUS"), ("Berlin", "DEU"), ("Rome", "ITA")):
        candidate = resolve(name, context({"USA": 9}))
        assert candidate is not None
        assert candidate.country == country
