"""`dragoman db check`: whether a ledger is whole, and every quote what its report said. Changes nothing."""
from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select, text

from dragoman.ledger import codec
from dragoman.ledger import schema as s
from dragoman.ledger.quotes import digest
from dragoman.model import Span

BATCH = 500  # reports whose texts are in memory at once
COUNTED = ("report", "sighting", "record", "commitment", "failure")
MOST = 100  # findings of one kind that are named; more are counted

#: what must not be there: a query that counts it, and what it means
NEVER = {
    "SELECT count(*) FROM record r JOIN coding c ON c.pk = r.coding WHERE c.report <> r.report":
        "records whose coding is of another report",
    "SELECT count(*) FROM record WHERE to_seq <= from_seq": "records that ceased to hold before they did",
    "SELECT count(*) FROM coding WHERE (to_seq IS NULL) <> (replaced_at IS NULL)": "codings that are half replaced",
    "SELECT count(*) FROM (SELECT report FROM coding WHERE to_seq IS NULL GROUP BY report, coder HAVING count(*) > 1) AS d":
        "reports with two codings by one coder that hold",
    "SELECT count(*) FROM report WHERE NOT EXISTS (SELECT 1 FROM coding WHERE coding.report = report.pk)": "reports without a coding",
    "SELECT count(*) FROM report WHERE NOT EXISTS (SELECT 1 FROM sighting WHERE sighting.report = report.pk)":
        "reports that were met nowhere",
    "SELECT count(*) FROM report WHERE NOT EXISTS (SELECT 1 FROM log WHERE log.report = report.pk)": "reports without a line in the log",
    "SELECT count(*) FROM report r JOIN report o ON o.pk = r.duplicate_of WHERE o.duplicate_of IS NOT NULL": "copies of a copy",
    "SELECT count(*) FROM report WHERE (text IS NULL) = (retention = 'full' AND forgotten_at IS NULL)":
        "reports whose text is there or not, against their retention",
    "SELECT count(*) FROM sentence s JOIN report r ON r.pk = s.report WHERE s.\"end\" > r.length OR s.start < 0":
        "quotes beyond the end of their report",
    "SELECT count(*) FROM event_member m JOIN record r ON r.id = m.record"
    " WHERE r.to_seq IS NULL AND m.to_seq IS NULL AND m.event <> r.event":
        "records of another event than their history says",
    "SELECT count(*) FROM (SELECT record FROM event_member WHERE to_seq IS NULL GROUP BY record HAVING count(*) > 1) AS d":
        "records of two events at once",
}  # fmt: skip
#: two counts that must be the same
AGREE = {
    "records that can be searched": (
        "SELECT count(*) FROM record",
        {"sqlite": "SELECT count(*) FROM search WHERE search MATCH 'terms:e0'", "postgresql": "SELECT count(*) FROM search"},
    ),
    "reports that can be searched": (
        "SELECT count(*) FROM report",
        {
            "sqlite": "SELECT count(*) FROM search_report WHERE search_report MATCH 'terms:e0'",
            "postgresql": "SELECT count(*) FROM search_report",
        },
    ),
}


class Health(Struct, frozen=True):
    """How many rows the tables have, how many quotes were compared with their hash, and what is wrong (nothing, it is hoped)."""

    counts: dict[str, int]
    quotes: int
    findings: tuple[str, ...]


def check(c: Connection) -> Health:
    """Look at everything; reads each text once."""
    counts = {name: c.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in COUNTED}
    findings = [*_database(c), *_rows(c)]
    quotes = 0
    wrong: dict[str, list[str]] = {}
    for batch in _batches(c):
        number, found = _texts(c, batch)
        quotes += number
        for what, which in found:
            wrong.setdefault(what, []).append(which)
    for what, where in wrong.items():
        more = f" and {len(where) - MOST} more" if len(where) > MOST else ""
        findings.append(f"{len(where)} {what}: {', '.join(where[:MOST])}{more}")
    return Health(counts, quotes, tuple(findings))


def _database(c: Connection) -> Iterator[str]:
    """What the database itself finds. PostgreSQL holds its foreign keys and checks its pages as it reads them."""
    if c.dialect.name == "sqlite":
        yield from (f"the file is damaged: {row[0]}" for row in c.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok")
        yield from (f"a row of {row[0]} points at a missing row of {row[2]}" for row in c.exec_driver_sql("PRAGMA foreign_key_check"))


def _rows(c: Connection) -> Iterator[str]:
    for query, what in NEVER.items():
        if number := c.execute(text(query)).scalar_one():
            yield f"{number} {what}"
    for what, (query, other) in AGREE.items():
        here, there = c.execute(text(query)).scalar_one(), c.execute(text(other[c.dialect.name])).scalar_one()
        if here != there:
            yield f"{what}: {there} of {here}"


def _batches(c: Connection) -> Iterator[Sequence[int]]:
    last = 0
    while keys := list(c.execute(select(s.report.c.pk).where(s.report.c.pk > last).order_by(s.report.c.pk).limit(BATCH)).scalars()):
        yield keys
        last = keys[-1]


def _texts(c: Connection, reports: Sequence[int]) -> tuple[int, list[tuple[str, str]]]:
    """How many quotes were compared, and what is wrong with which report."""
    t, q, r = s.report.c, s.sentence.c, s.record.c
    found: list[tuple[str, str]] = []
    rows = {row.pk: row for row in c.execute(select(t.pk, t.id, t.sha256, t.text).where(t.pk.in_(reports)))}
    for row in rows.values():
        if row.text is not None and hashlib.sha256(row.text.encode("utf-8", errors="surrogatepass")).hexdigest() != row.sha256:
            found.append(("texts that are not what their sha256 says", row.id))
    there: set[tuple[int, int, int]] = set()
    compared = 0
    for quote in c.execute(select(q.report, q.start, q.end, q.text, q.digest).where(q.report.in_(reports))):
        there.add((quote.report, quote.start, quote.end))
        whole = rows[quote.report].text
        for kept in (quote.text, whole[quote.start : quote.end] if whole is not None else None):
            if kept is not None:
                compared += 1
                if digest(kept) != quote.digest:
                    found.append(("quotes that are not what their report said, in", rows[quote.report].id))
    for record in c.execute(select(s.record).where(r.report.in_(reports))).mappings():
        evidence = codec.event_of(dict(record), _bare).evidence
        if any((record["report"], span.start, span.end) not in there for span in evidence):
            found.append(("records whose sentence is not there", record["id"]))
    return compared, found


def _bare(start: int, end: int) -> Span:
    return Span("", start, end)
