"""What the ledger came to know only after the moment that a connection sees: so that "not found" can say since when it is there."""
from __future__ import annotations

from sqlalchemy import Connection, text

from dragoman.errors import NotFound
from dragoman.ledger.dialects import TABLES, past_of

EMPTY = "no report read: the ledger is empty; dragoman ingest takes reports in"


def nothing_read(c: Connection) -> str:
    """Why no report is there, for people: none was read ever, or none by then."""
    if past_of(c) is None:
        return EMPTY
    in_ = TABLES[c.dialect.name]
    first = c.execute(text(f"SELECT at FROM {in_}.log WHERE seq = (SELECT min(from_seq) FROM {in_}.coding)")).scalar()
    return f"no report read by then: the first was taken in at {first}" if first else EMPTY


def record_since(c: Connection, beginning: str) -> str | None:
    """Since when a record of now is known whose id begins so; None where there is none, or the present is looked at."""
    return _since(c, "record AS t", "t.to_seq IS NULL AND", beginning, "~")


def report_since(c: Connection, beginning: str) -> str | None:
    """Since when a report is known whose id begins so; None where there is none, or the present is looked at."""
    in_ = TABLES[c.dialect.name]
    return _since(c, f"report AS t JOIN {in_}.coding AS k ON k.report = t.pk", "", beginning, "g", "k")


def not_yet(what: str, at: str) -> NotFound:
    """It was not known then."""
    return NotFound(f"{what}: not known then", f"it is known since {at}", "give a later day, or none")


def _since(c: Connection, table: str, holds: str, beginning: str, end: str, of: str = "t") -> str | None:
    """`end` is a letter behind all that ids are written with."""
    if (then := past_of(c)) is None or not beginning:
        return None
    in_ = TABLES[c.dialect.name]
    sql = (
        f"SELECT min(l.at) FROM {in_}.{table} JOIN {in_}.log AS l ON l.seq = {of}.from_seq"
        f" WHERE {holds} t.id >= :low AND t.id < :high AND {of}.from_seq > :seq"
    )
    found: str | None = c.execute(text(sql), {"low": beginning, "high": beginning + end, "seq": then.seq}).scalar()
    return found
