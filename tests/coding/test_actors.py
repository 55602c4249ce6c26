"""Actors: whom names, roles, titles, appositions, counterparts, pronouns and descriptions stand for."""

from __future__ import annotations

import pytest

from dragoman.coding import actors
from tests.coding.stage import Case, cases, params, read, token


@pytest.mark.parametrize("case", params("actors"))
def test_who_it_is(case: Case) -> None:
    report = read(case["text"])
    found = actors.resolve(report, *token(report, case["phrase"]))
    assert sorted(f"{a.country or '?'} {a.kind}" for a in found.actors) == sorted(case["actors"]), found.why
    for field in ("person", "office"):
        if field in case:
            assert getattr(found.actors[0], field) == case[field], found.why
    assert found.weak == case.get("weak", False)


@pytest.mark.parametrize("text", sorted({case["text"] for case in cases("actors")}))
def test_actors_stand_where_they_say(text: str) -> None:
    report = read(text)
    for n, view in enumerate(report.views):
        for i in range(len(view.sentence.tokens)):
            for a in actors.resolve(report, n, i).actors:
                assert a.start is None or text[a.start : a.end] == a.name


def test_there_are_enough() -> None:
    assert len(cases("actors")) >= 60
