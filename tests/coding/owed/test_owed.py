"""What a sentence tells of things owed: act, state, sides, part, how many of how many, due day and day."""
from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import Progress
from dragoman.readers import make_document

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))["says"]
TERMS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("terms.toml").read_text(encoding="utf-8"))["says"]


def told(text: str) -> tuple[Progress, ...]:
    return dragoman.code_document(make_document(text, published="2025-03-04", published_basis="given")).progress


def marked(case: Mapping[str, Any]) -> Any:
    marks = [pytest.mark.xfail(strict=True, reason=case["wish"])] if "wish" in case else []
    return pytest.param(case, marks=marks, id=case["text"][:60])


def wrong(wanted: Mapping[str, Any], p: Progress) -> list[str]:
    """Names of the fields that differ; of sides the first ones are compared."""
    def of(name: str, value: Any) -> Any:
        found = getattr(p, name)
        return list(found)[: len(value)] if isinstance(value, list) else found
    return [name for name, value in wanted.items() if of(name, value) != value]


def matched(wanted: Sequence[Mapping[str, Any]], found: Sequence[Progress]) -> list[tuple[Mapping[str, Any], Progress | None, list[str]]]:
    left, pairs = list(found), []
    for one in wanted:
        best = min(left, key=lambda p: len(wrong(one, p)), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((one, best, wrong(one, best) if best is not None else ["none found"]))
    return pairs


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_a_sentence_tells_what_is_owed(case: Mapping[str, Any]) -> None:
    found = told(case["text"])
    assert [pair for pair in matched(case.get("owed", []), found) if pair[2]] == []
    assert case.get("owed") or not found


@pytest.mark.parametrize("case", [marked(case) for case in TERMS])
def test_terms(case: Mapping[str, Any]) -> None:
    [p, *_] = told(case["text"])
    found = {
        "due_from": p.due_from, "due": p.due, "bound": p.bound, "grain": p.grain, "condition": p.condition and p.condition.text,
        "instrument": p.instrument and p.instrument.text, "place": p.place and p.place.name,
        "money": f"{p.money.value:g} {p.money.unit}" if p.money and p.money.value else None,
    }  # fmt: skip
    assert {name: found[name] for name in case["terms"]} == case["terms"]


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: case["text"][:60])
def test_every_span_slices_to_its_text(case: Mapping[str, Any]) -> None:
    for p in told(case["text"]):
        spans = [span for span in (p.what, p.evidence, p.condition, p.instrument, p.money and p.money.span) if span]
        assert all(case["text"][span.start : span.end] == span.text for span in spans)


def test_both_kinds_of_cases_are_there() -> None:
    assert len(CASES) >= 75
    assert sum("owed" not in case for case in CASES) >= 3
