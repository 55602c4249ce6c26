"""A ledger filled from example reports, which are fiction: for a first look, and for the pictures in the docs."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from sqlalchemy import func, select

from dragoman.errors import LedgerError
from dragoman.intake.coders import machine
from dragoman.intake.ingest import Intake
from dragoman.ledger import schema as s
from dragoman.ledger.register import register_of
from dragoman.ledger.store import Ledger
from dragoman.readers.collect import collect
from dragoman.readers.item import Options, Tally

REPORTS = Path(__file__).parent / "data" / "demo" / "reports.jsonl"
#: how the sources of the examples are marked
MARK = "(fiction)"


class Filled(Struct, frozen=True):
    """How many reports were new, and what the ledger holds: reports, events, the day of the newest report."""

    new: int
    reports: int
    events: int
    newest: str


def fill(ledger: Ledger) -> Filled:
    """Take the examples in; those that are there change nothing. Raises LedgerError for a ledger that holds other reports."""
    r, t = s.report.c, s.record.c
    with ledger.reading() as c:
        others = c.execute(select(func.count()).where(r.source.is_(None) | r.source.not_like(f"%{MARK}"))).scalar() or 0
    if others:
        why = f"it holds {others} other reports, and examples would stand among them"
        raise LedgerError("the ledger is no demo", why, "name a new one: dragoman demo --db demo.db")
    intake = Intake(ledger, machine("plover", None, None, None, register_of(ledger)), "full", {})
    new = sum(taken.outcome == "new" for taken in intake.all(collect([str(REPORTS)], Options(), Tally())))
    with ledger.reading() as c:
        counts = [c.execute(wanted).scalar() or 0 for wanted in (
            select(func.count()).select_from(s.report), select(func.count(func.distinct(t.event))).where(t.to_seq.is_(None)),
        )]  # fmt: skip
        newest = str(c.execute(select(func.max(r.published))).scalar() or "")
    return Filled(new, counts[0], counts[1], newest)
