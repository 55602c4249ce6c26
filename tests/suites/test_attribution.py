"""Whom a sentence credits, on a table of sentences of our own, by the whole pipeline."""

from __future__ import annotations

import pytest

import dragoman
from tests.suites.tables import params, plain, rows

TABLE = rows("attribution", 2)


@pytest.mark.parametrize(("name", "marked"), params(TABLE))
def test_who_is_credited(name: str, marked: str) -> None:
    text, start, end = plain(marked)
    events = dragoman.code(text, min_confidence=0).events
    here = [e for e in events if e.trigger.start < end and start < e.trigger.end]
    assert here, [(e.type, e.trigger.text) for e in events]
    said = here[0].attributed_to
    assert (said.name if said else "-").lower() == name.lower(), here[0].why
    assert said is None or said.span.text == text[said.span.start : said.span.end]


def test_there_are_enough() -> None:
    assert len(TABLE) >= 60
    assert sum(bool(row[-1]) for row in TABLE) <= len(TABLE) // 5
