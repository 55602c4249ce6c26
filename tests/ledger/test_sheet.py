"""A sheet in memory tells the same as the ledger itself, whatever is asked."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace
from sqlalchemy import Connection, select

from dragoman.ledger import asof, counting
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Filters
from dragoman.ledger.forget import retract
from dragoman.ledger.sheet import answers, happened, sheet
from dragoman.ledger.store import Ledger
from dragoman.model import Status
from tests.ledger.test_queries import FILTERS, full  # noqa: F401

DONE: tuple[Status, ...] = ("occurred", "ongoing")


@pytest.fixture
def connection(full: Ledger) -> Iterator[Connection]:  # noqa: F811
    with full.reading() as c:
        yield c


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(filters=FILTERS)
def test_a_sheet_tells_what_the_ledger_tells(connection: Connection, filters: Filters) -> None:
    of = sheet(connection)
    assert of is not None
    [found] = happened(connection, of, filters)
    assert found.happened() == counting.happened(connection, filters)


def test_of_some_statuses_the_records_that_have_them(connection: Connection) -> None:
    of = sheet(connection)
    assert of is not None
    every, done = happened(connection, of, Filters(), DONE)
    assert done.happened() == counting.happened(connection, replace(Filters(), status=DONE))
    assert 0 < len(done) < len(every)


def test_of_the_past_and_of_retracted_reports_there_is_none(full: Ledger) -> None:  # noqa: F811
    assert not answers(Filters(retracted=True))
    with asof.reading(full, "2999") as then:
        assert sheet(then) is None


def test_what_is_retracted_is_on_no_sheet(full: Ledger) -> None:  # noqa: F811
    with full.reading() as c:
        before, report = sheet(c), c.execute(select(s.record.c.report).limit(1)).scalar_one()
    with full.writing() as c:
        assert retract(c, report, "a test")
    with full.reading() as c:
        after = sheet(c)
        assert before is not None
        assert after is not None
        assert len(after.keys) < len(before.keys)
        [found] = happened(c, after, Filters(copies=True))
        assert found.happened() == counting.happened(c, Filters(copies=True))
