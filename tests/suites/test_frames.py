"""The same clause moved through twelve frames has the twelve right statuses, whatever the predicate."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import dragoman
from dragoman.evaluate.status import at_mention, standing_of
from tests.suites.tables import parsed, plain, rows

#: frame -> (sentence with {who}, {base}, {past}, {done}, {rest}; the verb in brackets, expected status, reason of negation)
FRAMES = {
    "will": ("{who} will [{base}] {rest}.", "planned", None),
    "did": ("{who} [{past}] {rest}.", "occurred", None),
    "did not": ("{who} did not [{base}] {rest}.", "negated", None),
    "may": ("{who} may [{base}] {rest}.", "possible", None),
    "denied that": ("{who} denied that it had [{done}] {rest}.", "negated", "denied"),
    "plans to": ("{who} plans to [{base}] {rest}.", "planned", None),
    "if": ("If {who} [{past}] {rest}, the council would respond.", "possible", None),
    "was scheduled to": ("{who} was scheduled to [{base}] {rest}.", "planned", None),
    "refused to": ("{who} refused to [{base}] {rest}.", "negated", None),
    "reportedly": ("{who} reportedly [{past}] {rest}.", "alleged", None),
    "had been expected to": ("{who} had been expected to [{base}] {rest}.", "expected", None),
    "called off": ("{who} called off plans to [{base}] {rest}.", "negated", "cancelled"),
}


def sentences() -> Iterator[tuple[str, str, str]]:
    """(frame, marked sentence, wish) of every predicate in every frame."""
    for who, forms, rest, wished in rows("clauses", 3):
        base, past, done = forms.split("|")
        known = dict(wish.split(": ") for wish in wished.split("; ")) if wished else {}
        for frame, (pattern, *_) in FRAMES.items():
            yield frame, pattern.format(who=who, base=base, past=past, done=done, rest=rest), known.get(frame, "")


ALL = tuple(sentences())
TEXTS = tuple(plain(marked)[0] for _, marked, _ in ALL)


def cases() -> list[Any]:
    return [
        pytest.param(frame, marked, id=marked[:60], marks=[pytest.mark.xfail(strict=True, reason=wish)] if wish else [])
        for frame, marked, wish in ALL
    ]


@pytest.mark.parametrize(("frame", "marked"), cases())
def test_the_frame_decides(frame: str, marked: str) -> None:
    _, status, reason = FRAMES[frame]
    text, start, end = plain(marked)
    found = at_mention(start, end, [parsed(TEXTS)[text]])
    assert found is not None
    standing = standing_of(*found, dragoman.engine())
    assert (standing.status, standing.negation if reason else None) == (status, reason), "; ".join(standing.why)


def test_enough_predicates_pass_all_frames() -> None:
    wished = {marked for _, marked, wish in ALL if wish}
    table = rows("clauses", 3)
    assert len(table) >= 60
    assert len([row for row in table if not row[-1]]) >= 60, len(wished)
