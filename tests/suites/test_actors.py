"""Who acts, on tables of sentences of our own: actors/*.toml, one line a case, coded with the installed parser.

The words in brackets are asked for: with `is` whom they name ("CODE kind SECTOR", several joined by ";", "" for nobody),
with `sides` the sides of the event whose trigger they are ("ACTORS > RECIPIENTS" as codes, "?" for one of no code and for
nobody). `day`: the day of publication. `implied`: the members that are understood, as codes or as their number. `person`:
who holds the office. `wish`: what is right and comes out wrong today, with its cause.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

import pytest

import dragoman
from dragoman.coding import actors, names, pipeline, reading, sentences
from dragoman.coding.found import Report
from dragoman.model import Actor, Coding, Event, Segment, Sentence
from tests.suites.tables import FOLDER, plain

Case = dict[str, Any]


def read(stem: str) -> list[Case]:
    """The cases of one file."""
    return list(tomllib.loads((FOLDER / "actors" / f"{stem}.toml").read_text(encoding="utf-8"))["case"])


STEMS = sorted(path.stem for path in (FOLDER / "actors").glob("*.toml"))
CASES = [(stem, case) for stem in STEMS for case in read(stem)]


def params(key: str) -> list[Any]:
    """The cases that have this key, wishes marked."""
    chosen = [(stem, case) for stem, case in CASES if key in case]
    return [
        pytest.param(
            case,
            id=f"{stem}-{n}-{case['text'][:50]}",
            marks=[pytest.mark.xfail(strict=True, reason=case["wish"])] if "wish" in case else [],
        )
        for n, (stem, case) in enumerate(chosen)
    ]


@lru_cache(maxsize=1)
def parses() -> dict[str, list[Sentence]]:
    """The parsed sentences of every text that is asked who its words name, all in one batch."""
    e = dragoman.engine()
    texts = [plain(case["text"])[0] for _, case in CASES if "is" in case]
    found: dict[str, list[Segment]] = {text: sentences.split(text, None, e.resources.sentences) for text in texts}
    done = iter(e.annotator.parse([segment for segments in found.values() for segment in segments]))
    return {text: [next(done) for _ in segments] for text, segments in found.items()}


@lru_cache(maxsize=512)
def report_of(text: str) -> Report:
    """What the stages know of a text."""
    e = dragoman.engine()
    hits, r = names.find_names(text, e.names), e.resources
    return reading.read_report(text, parses()[text], hits, e.roles, r.titles, r.words, pipeline.towns_of(r.gazetteer))


def token_of(report: Report, start: int, end: int) -> tuple[int, int]:
    """Sentence and token of the head of these characters: the first that hangs outside them, over the words of a name."""
    for n, view in enumerate(report.views):
        inside = [t.i for t in view.sentence.tokens if start <= t.start and t.end <= end]
        outside = [i for i in inside if (h := view.sentence.tokens[i].head) not in inside or h == i]
        if inside:
            return n, next((i for i in outside if view.sentence.tokens[i].dep not in ("det", "punct")), inside[-1])
    raise AssertionError("no token stands there")


def told(a: Actor) -> str:
    return f"{a.country or '?'} {a.kind} {a.sector or '?'}"


@pytest.mark.parametrize("case", params("is"))
def test_whom_words_name(case: Case) -> None:
    text, start, end = plain(case["text"])
    report = report_of(text)
    found = actors.resolve(report, *token_of(report, start, end))
    named = [] if found.weak else [told(a) for a in found.actors]
    assert sorted(named) == sorted(filter(None, case["is"].split("; "))), found.why
    assert "person" not in case or found.actors[0].person == case["person"], found.why


@lru_cache(maxsize=512)
def coded(text: str, day: str | None) -> Coding:
    return dragoman.code(text, published=day, min_confidence=0)


def at_trigger(case: Case) -> Event:
    """The event whose trigger is in brackets."""
    text, start, end = plain(case["text"])
    events = coded(text, case.get("day")).events
    here = [e for e in events if e.trigger.start < end and start < e.trigger.end]
    assert here, [(e.type, e.trigger.text) for e in events]
    return here[0]


def side(found: tuple[Actor, ...]) -> str:
    return " ".join(sorted({a.country or "?" for a in found if a.start is not None})) or "?"


@pytest.mark.parametrize("case", params("sides"))
def test_who_stands_on_the_sides(case: Case) -> None:
    event = at_trigger(case)
    parts = [part.strip() for part in case["sides"].split(">")]
    wanted = [" ".join(sorted(part.split())) for part in (*parts, *["?"] * (2 - len(parts)))]
    assert [side(event.actors), side(event.recipients)] == wanted, event.why


@pytest.mark.parametrize("case", params("implied"))
def test_which_members_are_understood(case: Case) -> None:
    event = at_trigger(case)
    found = sorted(a.country or "?" for a in (*event.actors, *event.recipients) if a.start is None)
    if case["implied"].isdigit():
        assert len(found) == len(set(found)) == int(case["implied"]), found
    else:
        assert found == sorted(case["implied"].split()), found


def test_there_are_enough() -> None:
    assert len(CASES) >= 320
    assert len({(case["text"], case.get("day")) for _, case in CASES}) == len(CASES)
    assert sum("wish" in case for _, case in CASES) <= len(CASES) // 10
