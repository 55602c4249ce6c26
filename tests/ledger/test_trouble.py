"""A full disk, a file that may not be written, a database that is locked, a server that goes away: said clearly, and it goes on."""
from __future__ import annotations

import os
import resource
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from dragoman.errors import Damaged, DiskFull, LedgerError, Locked, LostConnection, NoLedger, ReadOnly
from dragoman.intake import ingest
from dragoman.intake.coders import Machine
from dragoman.intake.ingest import Intake
from dragoman.ledger.store import Ledger
from dragoman.ledger.trouble import trouble
from dragoman.readers.item import Item
from tests.ledger.made import CODER, coding, document, entry
from tests.ledger.test_store import counts, sound
from tests.postgres import Postgres, server


def elsewhere(work: Callable[[], object]) -> str:
    """The name of the error that the work raises in a process of its own, and what it says; "" for none."""
    near, far = os.pipe()
    child = os.fork()
    if child == 0:
        said = ""
        try:
            work()
        except LedgerError as error:
            said = f"{type(error).__name__}: {error}"
        except Exception as error:  # noqa: BLE001 - the parent tells of it
            said = f"not ours: {error!r}"
        os.write(far, said.encode())
        os._exit(0)
    os.close(far)
    with os.fdopen(near, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


def fill(url: str, numbers: range) -> None:
    with Ledger.open(url) as ledger:
        for number in numbers:
            ledger.add(entry(number))


@pytest.mark.parametrize("room", [0, 150_000, 400_000])
def test_a_full_disk(tmp_path: Path, room: int) -> None:
    """A limit on the size of files stands for it."""
    url = str(tmp_path / "ledger.db")
    fill_url = Ledger.open(url, create=True)
    fill_url.close()
    size = Path(url).stat().st_size

    def work() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + room, size + room))
        fill(url, range(1000))

    said = elsewhere(work)
    assert said.startswith("DiskFull: "), said
    assert "free space" in said
    with Ledger.open(url) as ledger:
        sound(ledger)
        before = counts(ledger)["report"]
        fill(url, range(before + 5))
        assert counts(ledger)["report"] == before + 5
        sound(ledger)


def test_a_file_that_may_not_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    url = str(folder / "ledger.db")
    Ledger.open(url, create=True).close()
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o011)
    tmp_path.chmod(0o755)
    Path(url).chmod(0o444)
    folder.chmod(0o555)

    def work() -> None:
        if os.geteuid() == 0:  # to whom everything is allowed
            os.setgid(65534)
            os.setuid(65534)
        fill(url, range(1))

    said = elsewhere(work)
    assert said.startswith(("ReadOnly: ", "NoLedger: ")), said
    assert "ledger.db" in said
    assert "try: " in said
    folder.chmod(0o755)
    Path(url).chmod(0o644)
    fill(url, range(3))


def test_a_server_s_ledger_that_may_not_be_written(postgres: Postgres) -> None:
    url = postgres.database()
    with Ledger.open(url, create=True) as ledger:
        ledger.add(entry(1))
    name = url.partition("@/")[2].partition("?")[0]
    postgres.do(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with Ledger.open(url) as ledger, pytest.raises(ReadOnly, match="may not be written"):
        ledger.add(entry(2))
    postgres.do(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    fill(url, range(3))


def test_a_locked_ledger(ledger: Ledger, ledger_url: str) -> None:
    ledger.add(entry(1))
    with Ledger.open(ledger_url, wait=0.2) as other:
        with ledger.writing():
            began = time.monotonic()
            with pytest.raises(Locked, match="another program is writing"):
                other.add(entry(2))
            assert time.monotonic() - began < 5
            assert other.known(document(1).sha256) is not None, "readers go on"
        assert other.add(entry(2)).outcome == "new"


def cut_off(ledger: Ledger) -> None:
    """A transaction whose connection ends amid it."""
    with ledger.writing() as c:
        c.execute(text("INSERT INTO log (at, kind, detail) VALUES ('', 'lost', '')"))
        c.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_a_connection_that_is_lost(postgres: Postgres) -> None:
    with Ledger.open(postgres.database(), create=True) as ledger:
        ledger.add(entry(1))
        with pytest.raises(LostConnection, match="does not answer"):
            cut_off(ledger)
        assert ledger.add(entry(2)).outcome == "new"
        assert counts(ledger)["log"] == 2
        sound(ledger)


def item(number: int) -> Item:
    return Item(document(number), None, "Baltic Wire", None, f"{number}.txt", None)


def test_a_server_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The intake waits until it is back, and what was taken in is there once; it does not wait for ever."""
    with server() as own, Ledger.open(own.database(), create=True) as ledger:
        intake = Intake(ledger, Machine(CODER, lambda told: coding(int((told.url or "").rsplit("/", 1)[1]), of=told)))
        assert intake.take(item(1)).outcome == "new"
        own.stop()
        back = threading.Timer(0.8, own.start)
        back.start()
        try:
            assert intake.take(item(2)).outcome in ("new", "duplicate")
        finally:
            back.join()
        assert intake.take(item(1)).outcome == "known"
        assert counts(ledger)["report"] == 2
        sound(ledger)
        monkeypatch.setattr(ingest, "WAITS", (0.01, 0.01))
        own.stop()
        try:
            with pytest.raises(LostConnection, match="run the same command again"):
                intake.take(item(3))
        finally:
            own.start()


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (psycopg.errors.DiskFull("no space left on device"), DiskFull),
        (psycopg.errors.InsufficientPrivilege("permission denied"), ReadOnly),
        (psycopg.errors.LockNotAvailable("canceling statement due to lock timeout"), Locked),
        (psycopg.errors.InvalidCatalogName('database "x" does not exist'), NoLedger),
        (psycopg.errors.UndefinedTable('relation "report" does not exist'), NoLedger),
        (psycopg.errors.DataCorrupted("invalid page"), Damaged),
        (psycopg.errors.AdminShutdown("terminating connection"), LostConnection),
        (psycopg.errors.InvalidPassword("password authentication failed"), LostConnection),
        (psycopg.OperationalError("connection refused"), LostConnection),
        (sqlite3.OperationalError("no such table: report"), NoLedger),
    ],
)
def test_what_databases_say(cause: Exception, kind: type[LedgerError]) -> None:
    told = trouble("reports.db", OperationalError("SELECT 1", {}, cause))
    assert type(told) is kind
    assert str(told).startswith("reports.db: ")
    assert str(cause) in told.why
    assert told.remedy
