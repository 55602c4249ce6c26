"""A ledger that is open: every way to write to it, each one transaction, and connections for those who read."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import URL

from dragoman.errors import LedgerError, NoLedger, NotFound, OldLedger
from dragoman.ledger import adding, failures
from dragoman.ledger import engine as connect
from dragoman.ledger.dialects import one_moment, one_writer
from dragoman.ledger.entry import MACHINE, Added, Entry, Known, Sighting
from dragoman.ledger.trouble import is_conflict, told

#: what is done with a report, by its key, in the same transaction
Then = Callable[[Connection, int], object]
MAKE = "give a ledger by --db, or make one: dragoman db init"


class Ledger:
    """Open one by `Ledger.open`. Several threads and programs may share a ledger, readers beside one writer at a time."""

    def __init__(self, url: URL, engine: Engine) -> None:
        self.url = url
        self.name = connect.name_of(url)
        self.engine = engine

    @classmethod
    def open(cls, written: str, *, create: bool = False, wait: float = connect.WAIT) -> Ledger:
        """The ledger at an address or path, its tables of this package's version. With `create` a missing one is made.

        Raises NoLedger, OldLedger, and what `trouble` makes of the database's own errors.
        """
        from dragoman.ledger.migrations import run

        ledger = cls.at(written, wait=wait)
        if not create:
            ledger.must_be_there()
        with ledger.reading() as c:
            revision = run.current(c)
        if revision is None and create:
            ledger.upgrade()
        else:
            ledger.must_fit(revision)
        return ledger

    @classmethod
    def at(cls, written: str, *, wait: float = connect.WAIT) -> Ledger:
        """The ledger at an address, whatever is there: for what makes and mends ledgers."""
        url = connect.address(written)
        return cls(url, connect.make(url, wait))

    def must_be_there(self) -> None:
        """Raises NoLedger where there is no file: SQLite would make one."""
        path = self.path
        if path is not None and not path.is_file():
            raise NoLedger(f"{self.name}: there is no ledger", "the file is not there", MAKE)

    def must_fit(self, revision: str | None) -> None:
        """Raises NoLedger or OldLedger unless the tables are of this package's version."""
        from dragoman.ledger.migrations import run

        if revision is None:
            raise NoLedger(f"{self.name}: there is no ledger in it", "it has none of its tables", MAKE)
        if revision != run.newest():
            newer = not run.known(revision)
            raise OldLedger(
                f"{self.name}: its tables are of version {revision}",
                f"this Dragoman reads version {run.newest()}",
                "install a newer Dragoman" if newer else "dragoman db upgrade",
            )

    def upgrade(self) -> None:
        """Make the tables, or bring them to this package's version: all or nothing."""
        from dragoman.ledger.migrations import run

        path = self.path
        if path is not None and not path.parent.is_dir():
            raise NoLedger(f"{self.name}: cannot be made", f"there is no folder {path.parent}", "make the folder first")
        with self.writing() as c:
            run.upgrade(c)

    @property
    def path(self) -> Path | None:
        """The file of a SQLite ledger."""
        database = self.url.database
        is_file = self.url.get_backend_name() == "sqlite" and database not in (None, "", ":memory:")
        return Path(database) if is_file and database else None

    @contextmanager
    def reading(self, *, views: bool = False) -> Iterator[Connection]:
        """A connection that sees the ledger as it is at one moment. With `views`, temporary views can be made (`asof`)."""
        with self._told(), self.engine.connect() as c, c.begin():
            one_moment(c, views)
            yield c

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction, while no other program writes: all of it is kept, or nothing where an error leaves the block."""
        with self._told(), self.engine.connect().execution_options(**{connect.WRITES: True}) as c, c.begin():
            one_writer(c)
            yield c

    def _told(self) -> AbstractContextManager[None]:
        driver = self.engine.dialect.dbapi
        return told(self.name, driver.Error if driver is not None else OSError)

    def close(self) -> None:
        """Give the connections back."""
        self.engine.dispose()

    def rest(self) -> None:
        """Close the connections that nobody uses, as before a process is forked: no two may have one. The next question opens another."""
        if self.path is not None or self.url.get_backend_name() != "sqlite":  # a ledger in memory is its connection
            self.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def known(self, sha256: str, by: str = MACHINE) -> Known | None:
        """The report with this text, and who coded it last; None for a new text."""
        with self._told(), self.engine.connect() as c:
            return adding.find(c, sha256, by)

    def add(self, entry: Entry, then: Then | None = None) -> Added:
        """Take in a coded report; the same once more changes nothing. One transaction. `then` is called in it with the report's key
        where anything of it is new.
        """
        try:
            with self.writing() as c:
                return self._add(c, entry, then)
        except LedgerError as error:
            if not is_conflict(error):
                raise
        with self.writing() as c:  # a program that knows nothing of our lock was quicker: now the report is known
            return self._add(c, entry, then)

    def _add(self, c: Connection, entry: Entry, then: Then | None) -> Added:
        added = adding.add(c, entry)
        if then is not None and added.outcome != "known":
            then(c, self._must_know(c, entry.coding.document.sha256, entry.by).pk)
        return added

    def recode(self, entry: Entry, then: Then | None = None) -> Added:
        """Replace what this coder said of a report that is known; nothing else of it changes. Raises NotFound for an unknown text."""
        with self.writing() as c:
            known = self._must_know(c, entry.coding.document.sha256, entry.by)
            added = adding.again(c, entry, known)
            if then is not None:
                then(c, known.pk)
            return added

    def meet(self, sha256: str, sighting: Sighting) -> bool:
        """A known text was met (again); True where it was never met there. Raises NotFound for an unknown text."""
        with self.writing() as c:
            return adding.meet(c, self._must_know(c, sha256).pk, sighting)

    def _must_know(self, c: Connection, sha256: str, by: str = MACHINE) -> Known:
        known = adding.find(c, sha256, by)
        if known is None:
            what = f"{self.name}: no report has the sha256 {sha256[:12]}..."
            raise NotFound(what, "it was never taken in", "dragoman ingest takes reports in")
        return known

    def fail(self, source: str, item: str, error: Exception, payload: Mapping[str, Any] | None = None) -> None:
        """A report, or a whole source, could not be taken in; `payload` is what a new try needs."""
        with self.writing() as c:
            failures.put(c, source, item, error, payload)

    def resolve(self, source: str, item: str) -> bool:
        """What had failed there went well."""
        with self.writing() as c:
            return failures.resolve(c, source, item)

    def failures(self, *, resolved: bool = False) -> list[failures.Failure]:
        """What failed and was not resolved, or all that ever failed."""
        with self.reading() as c:
            return failures.listed(c, resolved=resolved)
