"""Status by cue and scope, on a table of sentences of our own."""

from __future__ import annotations

import pytest

import dragoman
from dragoman.evaluate.status import at_mention, standing_of
from tests.suites.tables import params, parsed, plain, rows

TABLE = rows("status", 2)
TEXTS = tuple(dict.fromkeys(plain(row[1])[0] for row in TABLE))


@pytest.mark.parametrize(("expected", "marked"), params(TABLE))
def test_status(expected: str, marked: str) -> None:
    text, start, end = plain(marked)
    found = at_mention(start, end, [parsed(TEXTS)[text]])
    assert found is not None
    standing = standing_of(*found, dragoman.engine())
    status, _, reason = expected.partition("/")
    assert (standing.status, standing.negation if reason else "") == (status, reason), "; ".join(standing.why)


def test_there_are_enough() -> None:
    assert len(TABLE) >= 400
    assert len({row[1] for row in TABLE}) == len(TABLE)
    assert sum(bool(row[-1]) for row in TABLE) <= len(TABLE) // 10
