"""The connection to a ledger: its address, and how SQLite and PostgreSQL are set up."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from dragoman.errors import LedgerError, MissingPackage

WAIT = 30.0  # seconds for another writer to finish
SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+]+://")
CHECKPOINT = 8000  # pages of 4 KB in the write-ahead log before they go into the file: 32 MB
SETTINGS = (
    "foreign_keys = ON", "synchronous = NORMAL", "temp_store = MEMORY", "cache_size = -65536", "mmap_size = 268435456",
    f"wal_autocheckpoint = {CHECKPOINT}",
)  # fmt: skip
WRITES = "dragoman_writes"  # option of a connection whose transaction will write
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def address(written: str) -> URL:
    """The address of a ledger as it is written: `sqlite:///FILE`, `postgresql://...`, or the path of a file."""
    if not SCHEME.match(written):
        return URL.create("sqlite", database=str(Path(written).expanduser()))
    try:
        url = make_url(written)
    except (ArgumentError, ValueError) as error:
        raise LedgerError(f"{written!r} is no address of a ledger", str(error), "write sqlite:///FILE or postgresql://...") from None
    if url.drivername not in (*DRIVERS, *DRIVERS.values()):
        raise LedgerError(
            f"{written!r} is no address of a ledger",
            f"ledgers are kept in SQLite or PostgreSQL, not in {url.drivername}",
            "write sqlite:///FILE or postgresql://...",
        )
    return url.set(drivername=DRIVERS.get(url.drivername, url.drivername))


def name_of(url: URL) -> str:
    """How messages call the ledger: the file, or the address without its password."""
    return url.database or ":memory:" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def make(url: URL, wait: float = WAIT) -> Engine:
    """An engine for the address; nothing is connected yet. `wait` is how many seconds another writer is waited for."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "application_name": "dragoman"})
    except ImportError as error:
        raise MissingPackage(
            "a PostgreSQL ledger needs the package psycopg", str(error), "pip install 'dragoman[postgresql]'"
        ) from None

    def set_up(dbapi: Any, _record: Any) -> None:
        with dbapi.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {int(wait * 1000)}")
            cursor.execute("SET timezone = 'UTC'")
        dbapi.commit()

    event.listen(engine, "connect", set_up)
    return engine


def _set_up_sqlite(dbapi: Any, _record: Any) -> None:
    """WAL: readers go on while one writes. NORMAL: a killed program loses nothing, a power cut at most the last reports."""
    dbapi.isolation_level = None  # the driver shall begin no transactions of its own: `_begin_sqlite` does
    cursor = dbapi.cursor()
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] == "delete" and not cursor.execute("PRAGMA query_only").fetchone()[0]:
        _to_wal(cursor)
    for setting in SETTINGS:
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _to_wal(cursor: Any) -> None:
    """Change a new file's journal. Where the file may not be written, or is none of SQLite's, the next statement tells."""
    import sqlite3

    try:
        cursor.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname not in ("SQLITE_READONLY", "SQLITE_READONLY_DIRECTORY", "SQLITE_BUSY", "SQLITE_CANTOPEN"):
            raise


def _begin_sqlite(connection: Connection) -> None:
    """A transaction that will write takes its turn at once: one that turns from reading to writing could not wait for another."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
