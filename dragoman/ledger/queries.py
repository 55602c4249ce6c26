"""Finds records by filters, the newest first; those of unknown date come last.

The index is read in its own order and rows are looked at one by one, so that the first page is there at once however many
records there are. What terms cannot say (the exact confidence, the last day of a long event, what was retracted) is looked at
in the row.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

from dragoman.ledger import search, terms
from dragoman.ledger.codec import Row
from dragoman.ledger.dialects import past_of
from dragoman.ledger.filters import AllOf, Filters, Window, any_of, expression, windows

PAGE = 500
COLUMNS = (
    "record.*, report.id AS report_id, report.published AS report_published, report.source AS report_source,"
    " report.duplicate_of AS report_original, coding.coder AS coder"
)
#: a copy adds a source, no evidence of its own, unless what it copies is retracted; a later version may say more
INDEPENDENT = (
    "(report.duplicate_of IS NULL OR report.duplicate_kind = 'version'"
    " OR EXISTS (SELECT 1 FROM report AS first WHERE first.pk = report.duplicate_of AND first.retracted_at IS NOT NULL))"
)
KEY = (1 << terms.KEY_BITS) - 1


def page(connection: Connection, filters: Filters, limit: int, after: int | None = None) -> list[Row]:
    """At most `limit` rows of `record`, each with `at` (its position: give the last one as `after` for the next page),
    `report_id`, `report_published`, `report_source` and `coder`.
    """
    found: list[Row] = []
    for window in windows(filters):
        high = window.high if after is None else min(window.high, after - 1)
        if high >= window.low and len(found) < limit:
            found += _in_window(connection, filters, window._replace(high=high), limit - len(found))
    return found


def every(connection: Connection, filters: Filters, after: int | None = None) -> Iterator[Sequence[Row]]:
    """All rows, page by page."""
    while rows := page(connection, filters, PAGE, after):
        yield rows
        after = rows[-1]["at"]


def has(connection: Connection, *alternatives: str) -> bool:
    """Whether any record, of now or before, has one of the terms."""
    matching, values = search.matching(connection, any_of(alternatives))
    return connection.execute(text(f"SELECT 1 FROM search WHERE {matching} LIMIT 1"), values).first() is not None


def plan(connection: Connection, filters: Filters, limit: int) -> list[str]:
    """How the database answers, a line a step, for benchmarks and tests."""
    lines = []
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    for window in windows(filters):
        sql, values = statement(connection, filters, window, limit)
        lines += [str(row[-1]) for row in connection.execute(text(f"{explain} {sql}"), values)]
    return lines


def positions(connection: Connection, filters: Filters, window: Window) -> str:
    """Where records stand that the index lets through, of now and before, with spaces between: a row for each would take ten times
    as long. What the index cannot say is left to who asks.
    """
    matching, values = search.matching(connection, _wanted(filters, window))
    at = search.at(connection)
    joined = f"string_agg(CAST({at} AS text), ' ')" if connection.dialect.name == "postgresql" else f"group_concat({at}, ' ')"
    sql = f"SELECT {joined} FROM search WHERE {matching} AND {at} BETWEEN :low AND :high"
    return str(connection.execute(text(sql), {**values, "low": window.low, "high": window.high}).scalar() or "")


def _wanted(filters: Filters, window: Window) -> AllOf:
    wanted = expression(filters)
    return AllOf((*wanted.parts, terms.DRAWN_OUT), wanted.without) if window.drawn_out else wanted


def statement(
    connection: Connection, filters: Filters, window: Window, limit: int | None, columns: str = COLUMNS
) -> tuple[str, dict[str, Any]]:
    """The SQL for one window, and its values; without a limit in no order."""
    matching, values = search.matching(connection, _wanted(filters, window))
    conditions = [matching, f"{search.at(connection)} BETWEEN :low AND :high", "record.to_seq IS NULL"]
    values |= {"low": window.low, "high": window.high}
    if filters.min_confidence > 0:
        conditions.append("record.confidence >= :least")
        values["least"] = filters.min_confidence
    if window.reach is not None:
        conditions.append("coalesce(record.last_day, record.first_day) >= :reach")
        values["reach"] = window.reach
    if not filters.retracted:
        conditions.append("report.retracted_at IS NULL")
    if not (filters.copies or filters.source):
        conditions.append(INDEPENDENT)
    if filters.source and past_of(connection) is not None:  # a term does not tell since when it is there
        met = {f"source{n}": name for n, name in enumerate(_sources_like(connection, filters.source))}
        among = f"met.source IN ({', '.join(f':{name}' for name in met) or 'NULL'})"
        conditions.append(f"EXISTS (SELECT 1 FROM sighting AS met WHERE met.report = report.pk AND {among})")
        values |= met
    at = search.at(connection)
    # CROSS JOIN keeps SQLite to this order: the index first, then the rows by their keys.
    joined = (
        f"search CROSS JOIN record ON record.pk = ({at} & {KEY}) CROSS JOIN report ON report.pk = record.report "
        "CROSS JOIN coding ON coding.pk = record.coding"
    )
    if connection.dialect.name == "postgresql":
        joined = joined.replace("CROSS JOIN", "JOIN")
    sql = f"SELECT {at} AS at, {columns} FROM {joined} WHERE {' AND '.join(conditions)}"
    if limit is None:
        return sql, values
    return f"{sql} ORDER BY {at} DESC LIMIT :limit", {**values, "limit": limit}


def _sources_like(connection: Connection, wanted: Sequence[str]) -> list[str]:
    """The names of sources that the filter means, as reports have them."""
    means = {terms.term("o", source) for source in wanted}
    names = connection.execute(text("SELECT DISTINCT source FROM sighting")).scalars()
    return [name for name in names if terms.term("o", name) in means]


def _in_window(connection: Connection, filters: Filters, window: Window, limit: int) -> list[Row]:
    sql, values = statement(connection, filters, window, limit)
    return [row._asdict() for row in connection.execute(text(sql), values)]
