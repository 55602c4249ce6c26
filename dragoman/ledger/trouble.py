"""Errors of databases as errors of ours: which ledger, what happened to it, what to do."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from dragoman.errors import Damaged, DiskFull, LedgerError, Locked, LostConnection, NoLedger, NotKept, ReadOnly


class Kind(NamedTuple):
    """One kind of trouble, and what SQLite and PostgreSQL call it: names of result codes, and SQLSTATE."""

    error: type[LedgerError]
    what: str
    remedy: str
    codes: tuple[str, ...]


#: the character that no text of a database may hold; not "NOT NULL"
NUL = re.compile(r"\bNUL\b")
AGAIN = "run the same command again: it goes on where it stopped"
KINDS = (
    Kind(DiskFull, "there is no room for more", f"free space on its disk, then {AGAIN}", ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "53100")),
    Kind(
        Locked, "another program is writing to it", f"wait until that has ended, then {AGAIN}",
        ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03", "40P01", "40001"),
    ),
    Kind(
        ReadOnly, "it may not be written", "give yourself the right to write the file, its -wal and its folder, or another --db",
        ("SQLITE_READONLY", "25006", "42501"),
    ),
    Kind(
        Damaged, "the database is damaged", "run `dragoman db check`, and restore a backup with `dragoman db restore`",
        ("SQLITE_CORRUPT", "XX001", "XX002"),
    ),
    Kind(NoLedger, "there is no ledger in it", "give a ledger by --db, or make one: dragoman db init", ("SQLITE_NOTADB", "3D000", "42P01")),
    Kind(NoLedger, "it cannot be opened", "see that its folder is there and may be read", ("SQLITE_CANTOPEN", "SQLITE_AUTH")),
    Kind(
        LostConnection, "its server does not answer", f"see that the server runs and the address is right, then {AGAIN}",
        ("08", "57P", "28", "53300"),
    ),
)  # fmt: skip
OTHER = Kind(LedgerError, "the database refused", "run `dragoman db check`; report it if that finds nothing", ())


@contextmanager
def told(name: str, driver: type[Exception] = SQLAlchemyError) -> Iterator[None]:
    """Raises LedgerError for what the database raises, through SQLAlchemy or by itself (`driver` is the class of its errors).

    `name` is the ledger's, without a password.
    """
    try:
        yield
    except (SQLAlchemyError, driver) as error:
        raise trouble(name, error) from error
    except (UnicodeEncodeError, ValueError) as error:
        if not isinstance(error, UnicodeEncodeError) and not NUL.search(str(error)):
            raise
        raise unstorable(name, error) from error


def trouble(name: str, error: Exception) -> LedgerError:
    """What it means for the ledger."""
    cause = getattr(error, "orig", None) or error
    why = " ".join(str(cause).split()) or type(cause).__name__
    if NUL.search(why) and type(cause).__name__ != "OperationalError":
        return unstorable(name, error)
    kind = _kind(error, why)
    return kind.error(f"{name}: {kind.what}", why, kind.remedy)


def unstorable(name: str, error: Exception) -> NotKept:
    """For text with characters that databases refuse: half a surrogate pair, or NUL."""
    return NotKept(f"{name}: the text cannot be stored", f"it has a character that is none ({error})", "read it with its right encoding")


def is_conflict(error: LedgerError) -> bool:
    """Whether a row was there already."""
    cause = getattr(error.__cause__, "orig", None) or error.__cause__
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    return code.startswith(("SQLITE_CONSTRAINT", "23"))


def _kind(error: Exception, why: str) -> Kind:
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""
    for kind in KINDS:
        if any(code.startswith(start) for start in kind.codes):
            return kind
    if "no such table" in why or "does not exist" in why:
        return KINDS[4]
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if lost or (type(cause).__name__ == "OperationalError" and not code):
        return KINDS[-1]
    return OTHER
