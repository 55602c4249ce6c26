"""`dragoman db backup` and `restore`: a whole ledger into one file, and back into any database.

A SQLite ledger is copied by SQLite itself while others go on reading and writing: the backup is a ledger, to be opened as one.
A PostgreSQL ledger becomes a dump (`dump`). Either can be restored into either.
"""
from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from sqlalchemy import select

from dragoman.errors import DiskFull, LedgerError, NotFound, Unwritable
from dragoman.ledger import dump
from dragoman.ledger import schema as s
from dragoman.ledger.migrations import run
from dragoman.ledger.store import Ledger

SQLITE = b"SQLite format 3\0"
PART = ".part"


def backup(ledger: Ledger, file: Path, *, replace: bool = False) -> int:
    """Write the ledger to a file, whole or not at all; its size in bytes. Raises Unwritable for a file that is there already."""
    if file.exists() and not replace:
        raise Unwritable(f"{file}: is there already", "a backup is not written over another file", "give another name, or --replace")
    part = file.with_name(file.name + PART)
    try:
        part.unlink(missing_ok=True)
        if ledger.path is not None:
            _copy(ledger.path, part, str(file))
        else:
            with ledger.reading() as c, part.open("wb") as out:
                dump.write(c, run.newest(), out)
                os.fsync(out.fileno())
        os.replace(part, file)
    except OSError as error:
        raise Unwritable(f"{file}: the backup cannot be written", str(error), "free space, or write it elsewhere") from None
    finally:
        part.unlink(missing_ok=True)
    return file.stat().st_size


def restore(ledger: Ledger, file: Path, *, replace: bool = False) -> None:
    """Fill a ledger from a backup of either kind. One that has reports is only filled with `replace`, and then loses them."""
    kind = _kind(file)
    if not replace and (ledger.path is None or ledger.path.exists()) and _has_reports(ledger):
        raise LedgerError(f"{ledger.name}: has reports already", "restoring would lose them", "restore to another --db, or give --replace")
    if kind == "sqlite" and ledger.path is not None:
        with Ledger.open(str(file)):  # no foreign database, nor one of another version
            pass
        _copy(file, ledger.path, ledger.name)
        return
    ledger.upgrade()
    with ledger.writing() as c:
        for table in reversed(s.metadata.sorted_tables):
            c.execute(table.delete())
        if kind == "dump":
            dump.fill(c, dump.read(file), str(file), run.newest())
        else:
            with Ledger.open(str(file)) as source, source.reading() as old:
                dump.fill(c, dump.values(old, run.newest()), str(file), run.newest())


def _kind(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            head = opened.read(len(SQLITE))
    except OSError as error:
        raise NotFound(f"{file}: cannot be read", error.strerror or str(error), "give a file of `dragoman db backup`") from None
    if head == SQLITE:
        return "sqlite"
    if head.startswith(dump.MAGIC):
        return "dump"
    raise NotFound(f"{file}: is no backup of a ledger", "it is neither a SQLite file nor a dump", "give a file of `dragoman db backup`")


def _has_reports(ledger: Ledger) -> bool:
    with ledger.reading() as c:
        return run.current(c) is not None and c.execute(select(s.report.c.pk).limit(1)).first() is not None


def _copy(source: Path, target: Path, name: str) -> None:
    """By SQLite's own backup: page by page, as of one moment. The target is changed as a whole or not at all."""
    if not target.parent.is_dir():
        raise Unwritable(f"{name}: cannot be written", f"there is no folder {target.parent}", "make the folder first")
    old, new = sqlite3.connect(source), sqlite3.connect(target, timeout=30)
    try:
        old.backup(new, pages=-1)
    except sqlite3.Error as error:
        if error.sqlite_errorname in ("SQLITE_FULL", "SQLITE_IOERR_WRITE"):
            raise DiskFull(f"{name}: there is no room for it", str(error), "free space, or write it elsewhere") from None
        raise LedgerError(f"{name}: could not be copied", str(error), "run `dragoman db check` on the ledger") from None
    finally:
        new.close()
        old.close()
