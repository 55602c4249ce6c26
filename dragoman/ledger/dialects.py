"""What differs between SQLite and PostgreSQL, beside the index of `search`: how one writer at a time is had, and snapshots."""
from __future__ import annotations

from sqlalchemy import Connection, text

#: any number that no other program takes for a lock of its own in the same database
WRITER = 7_238_410_551


def one_writer(connection: Connection) -> None:
    """Wait until this transaction is the only one that writes, so that `log.seq` is the order in which things were done.

    SQLite has it by BEGIN IMMEDIATE (`engine`); PostgreSQL by a lock of ours, which ends with the transaction.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:writer)"), {"writer": WRITER})


def one_moment(connection: Connection) -> None:
    """See the ledger as it is now until the transaction ends, whatever others write. SQLite's transactions are so anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
