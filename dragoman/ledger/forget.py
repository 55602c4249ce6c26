"""Take back what a report said, or its words. Functions of a connection work in its transaction."""
from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from dragoman.ledger import schema as s
from dragoman.ledger import search, terms, texts
from dragoman.ledger.entry import now
from dragoman.ledger.loading import quotes_of, report_row
from dragoman.ledger.recoding import KINDS
from dragoman.ledger.store import Ledger
from dragoman.ledger.trouble import told
from dragoman.ledger.writing import put_log

#: what PostgreSQL is told to clean
CLEANED = ("report", "sentence", "record", "commitment", "office", "relation", "band", "failure", "search", texts.INDEX)


def retract(c: Connection, pk: int, why: str) -> bool:
    """The report and its records stay, and no question is answered by them any more. False where that was so already."""
    if report_row(c, pk)["retracted_at"] is not None:
        return False
    put_log(c, "retracted", pk, {"why": why})
    c.execute(update(s.report).where(s.report.c.pk == pk).values(retracted_at=now(), retracted_why=why))
    return True


def restore(c: Connection, pk: int, why: str) -> bool:
    """The report was retracted by mistake. False where it is not retracted."""
    row = report_row(c, pk)
    if row["retracted_at"] is None:
        return False
    put_log(c, "restored", pk, {"why": why, "retracted_at": row["retracted_at"], "retracted_why": row["retracted_why"]})
    c.execute(update(s.report).where(s.report.c.pk == pk).values(retracted_at=None, retracted_why=None))
    return True


def forget(c: Connection, pk: int, why: str) -> bool:
    """Take out the text, the headline, every quote and the words of the index, of earlier codings too. Records keep their codes,
    days and offsets, as under the retention "offsets"; the hash stays, so that the report is not taken in again.

    False where it was forgotten already. Call `clean` after the transaction, for the bytes themselves.
    """
    report = report_row(c, pk)
    if report["forgotten_at"] is not None:
        return False
    if c.dialect.name == "sqlite":
        c.exec_driver_sql("PRAGMA secure_delete = ON")  # what is freed is overwritten
    put_log(c, "forgotten", pk, {"why": why})
    _forget_rows(c, pk, report["title"], report["retention"] != "offsets")
    texts.forget(c, texts.of_row(report))
    c.execute(update(s.sentence).where(s.sentence.c.report == pk).values(text=None))
    c.execute(update(s.coding).where(s.coding.c.report == pk).values(progress=None))
    c.execute(delete(s.band).where(s.band.c.report == pk))
    _tried(c, pk)
    gone = {"text": None, "title": None, "signature": None, "topic": None, "forgotten_at": now()}
    c.execute(update(s.report).where(s.report.c.pk == pk).values(**gone))
    search.purge(c)
    search.purge(c, texts.INDEX)
    return True


def _forget_rows(c: Connection, pk: int, title: str | None, words: bool) -> None:
    """The words that rows hold beside their offsets, and those by which they are found."""
    cut = quotes_of(c, [pk])[pk].cut
    indexed = []
    for kind in KINDS:
        rows = [dict(row) for row in c.execute(select(kind.table).where(kind.table.c.report == pk)).mappings()]
        bare = []
        for row in rows:
            says = kind.read(row, cut)
            bare.append({"row": row["pk"], "bare": kind.values(says, "offsets")["data"]})
            if kind.table is s.record:
                found = search.Entry(row["pk"], row["first_day"], row["last_day"], says, (), title, words)  # type: ignore[arg-type]
                indexed.append((terms.position(row["first_day"], row["last_day"], row["pk"]), search.wording(found)))
        if bare:
            c.execute(update(kind.table).where(kind.table.c.pk == bindparam("row")).values(data=bindparam("bare")), bare)
    search.forget_words(c, indexed)


def _tried(c: Connection, pk: int) -> None:
    """Failed tries of the same item may hold its bytes."""
    f, m = s.failure.c, s.sighting.c
    met = select(m.source, m.item).where(m.report == pk)
    for source, item in c.execute(met).all():
        c.execute(update(s.failure).where(f.source == source, f.item == item).values(payload=None))


def clean(ledger: Ledger) -> bool:
    """After `forget`: nothing of the words is left in SQLite's journal; PostgreSQL's tables are vacuumed. False where a reader that
    is at work keeps SQLite's journal from being emptied: then do it again later.
    """
    connection = ledger.engine.raw_connection()
    try:
        with told(ledger.name):
            if ledger.engine.dialect.name == "sqlite":
                cursor = connection.cursor()
                busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
                cursor.close()
                return not busy
            driver: Any = connection.driver_connection
            driver.rollback()
            driver.autocommit = True
            driver.execute(f"VACUUM {', '.join(CLEANED)}")
            driver.autocommit = False
            return True
    finally:
        connection.close()
