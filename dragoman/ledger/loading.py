"""Codings out of the ledger, as `dragoman code` gave them."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, select

from dragoman.ledger import codec
from dragoman.ledger import schema as s
from dragoman.ledger.entry import MACHINE
from dragoman.ledger.packing import built_all
from dragoman.ledger.quotes import Quote, Quotes
from dragoman.model import Coding, Progress

Row = dict[str, Any]


def quotes_of(c: Connection, reports: Iterable[int]) -> dict[int, Quotes]:
    """For each report (by key) what is kept of its words."""
    wanted = list(set(reports))
    texts = {row.pk: row.text for row in c.execute(select(s.report.c.pk, s.report.c.text).where(s.report.c.pk.in_(wanted)))}
    kept: dict[int, list[Quote]] = {pk: [] for pk, text in texts.items() if text is None}
    q = s.sentence.c
    for row in c.execute(select(q.report, q.start, q.end, q.text).where(q.report.in_(list(kept)))):
        kept[row.report].append(Quote(row.start, row.end, row.text))
    return {pk: Quotes(text, kept.get(pk, ())) for pk, text in texts.items()}


def report_row(c: Connection, pk: int) -> Row:
    """The row of a report."""
    return dict(c.execute(select(s.report).where(s.report.c.pk == pk)).mappings().one())


def current_coding(c: Connection, report: int, by: str = MACHINE) -> Row | None:
    """The coding by this coder that holds now."""
    t = s.coding.c
    row = c.execute(select(s.coding).where((t.report == report) & (t.coder == by) & t.to_seq.is_(None))).mappings().first()
    return dict(row) if row else None


def current_rows(c: Connection, table: Table, report: int, by: str = MACHINE) -> list[Row]:
    """What holds now of a report by this coder, in the order of the coding. A row may be of an earlier coding that said the same."""
    theirs = select(s.coding.c.pk).where((s.coding.c.report == report) & (s.coding.c.coder == by))
    holds = (table.c.report == report) & table.c.to_seq.is_(None) & table.c.coding.in_(theirs)
    return [dict(row) for row in c.execute(select(table).where(holds).order_by(table.c.position, table.c.pk)).mappings()]


def coding_of(c: Connection, report: int, by: str = MACHINE) -> Coding | None:
    """The coding of a report that holds now; None where there is none. Texts that are not kept are ""."""
    coder = current_coding(c, report, by)
    if coder is None:
        return None
    cut = quotes_of(c, [report])[report].cut
    return Coding(
        document=codec.document_of(report_row(c, report)),
        coder=codec.coder_of(coder),
        events=tuple(codec.event_of(row, cut) for row in current_rows(c, s.record, report, by)),
        commitments=tuple(codec.commitment_of(row, cut) for row in current_rows(c, s.commitment, report, by)),
        offices=tuple(codec.office_of(row, cut) for row in current_rows(c, s.office, report, by)),
        relations=tuple(codec.relation_of(row, cut) for row in current_rows(c, s.relation, report, by)),
        named=tuple((coder["named"] or "").split()),
        progress=built_all(Progress, coder["progress"], cut),
    )
