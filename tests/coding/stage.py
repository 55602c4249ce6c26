"""Hand-checked sentences for the stages' own tests: stages/NAME.toml, coded from frozen parses.

`[[case]]` tables have `text` and what the test of that stage looks at. `wish = "CAUSE"` marks what is right and comes out
wrong today: a strict expected failure, grouped by its cause.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dragoman.coding import names, pipeline, reading
from dragoman.coding.found import Report
from dragoman.coding.trace import Trace
from dragoman.model import Coding
from dragoman.readers import make_document
from tests.frozen import engine, segments

FOLDER = Path(__file__).parent / "stages"
Case = dict[str, Any]


def cases(name: str) -> list[Case]:
    """The cases of one file, in order."""
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return list(table["case"])


def params(name: str) -> list[Any]:
    """The cases of one file as parameters, wishes marked as strict expected failures."""
    return [pytest.param(case, id=f"{n}-{case['text'][:50]}", marks=marks(case)) for n, case in enumerate(cases(name))]


def marks(case: Case) -> list[pytest.MarkDecorator]:
    """A strict expected failure where the case is a wish."""
    return [pytest.mark.xfail(strict=True, reason=case["wish"])] if "wish" in case else []


def all_texts() -> Iterator[str]:
    """Every text of every file, in a fixed order: what must have frozen parses."""
    for path in sorted(FOLDER.glob("*.toml")):
        for case in cases(path.stem):
            yield case["text"]


@lru_cache(maxsize=512)
def read(text: str) -> Report:
    """The report of a text, as far as resolving actors needs it."""
    e = engine()
    parsed = e.annotator.parse(segments(text, e.resources))
    hits = names.find_names(text, e.names)
    return reading.read_report(text, parsed, hits, e.roles, e.resources.titles, e.resources.words)


@lru_cache(maxsize=512)
def coded(text: str, published: str | None = None) -> Coding:
    """The coding of a text."""
    return pipeline.code(make_document(text, published=published, published_basis="given"), engine(), Trace(on=False))


def token(report: Report, words: str) -> tuple[int, int]:
    """(sentence, token) of the last word of a phrase, where the phrase stands last in the report.

    "2:he" asks for the second place, counted from 1, where it stands.
    """
    number, colon, rest = words.partition(":")
    which, wanted = (int(number) - 1, rest.split()) if colon and number.isdigit() else (-1, words.split())
    found = []
    for n, view in enumerate(report.views):
        forms = [t.text for t in view.sentence.tokens]
        found.extend((n, i + len(wanted) - 1) for i in range(len(forms)) if forms[i : i + len(wanted)] == wanted)
    assert found, f"{words!r} stands nowhere"
    return found[which]
