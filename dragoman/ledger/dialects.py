"""What differs between SQLite and PostgreSQL, beside the index of `search`: how one writer at a time is had, and snapshots."""
from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, text

#: any number that no other program takes for a lock of its own in the same database
WRITER = 7_238_410_551
#: where the tables are found when views of the same names stand before them (`asof`)
TABLES = {"sqlite": "main", "postgresql": "public"}
PAST = "dragoman_past"  # in `Connection.info`: the moment that is looked at


class Moment(Struct, frozen=True):
    """`seq` is the last entry of the log at that moment (0: before the first), `at` the moment in UTC."""

    seq: int
    at: str


def past_of(connection: Connection) -> Moment | None:
    """The moment that a connection sees; None for the present."""
    found: Moment | None = connection.info.get(PAST)
    return found


def one_writer(connection: Connection) -> None:
    """Wait until this transaction is the only one that writes, so that `log.seq` is the order in which things were done.

    SQLite has it by BEGIN IMMEDIATE (`engine`); PostgreSQL by a lock of ours, which ends with the transaction.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:writer)"), {"writer": WRITER})


def one_moment(connection: Connection, views: bool = False) -> None:
    """See the ledger as it is now until the transaction ends, whatever others write. SQLite's transactions are so anyway.

    PostgreSQL makes no view, not even a temporary one, where nothing may be written.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ {'READ WRITE' if views else 'READ ONLY'}"))
