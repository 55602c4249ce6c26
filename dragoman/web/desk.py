"""What the pages stand on: the ledger, the resources once they are needed, and the followed stories as long as nothing new comes in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, func, select

from dragoman.following.looking import Look, looking
from dragoman.following.reading import Followed, followed
from dragoman.ledger import schema as s
from dragoman.ledger.filters import Filters
from dragoman.ledger.sheet import sheet
from dragoman.ledger.store import Ledger
from dragoman.resources import Resources
from dragoman.series.reading import Shelf
from dragoman.web import sights
from dragoman.web.kept import Kept

if TYPE_CHECKING:
    from dragoman.coding.pipeline import Engine

T = TypeVar("T")
#: the file that commands take without --db
USUAL = "dragoman.db"
#: answers that are kept
KEPT = 64


def seq_of(c: Connection) -> int:
    """The last entry of the log that a connection sees."""
    return c.execute(select(func.max(s.log.c.seq))).scalar() or 0


def begun(c: Connection) -> str | None:
    """When the first report was taken in; None where there is none. Of the present only."""
    return c.execute(select(func.min(s.log.c.at)).where(s.log.c.report.is_not(None))).scalar()


def held(c: Connection) -> sights.Held:
    """What a connection sees, in memory."""
    of = sheet(c)
    return sights.Held(seq_of(c), of, Shelf(of.readings) if of is not None else None)


class Desk:
    """One for an application. Every request reads in a transaction of its own."""

    def __init__(self, ledger: Ledger, lexicon: Path | None = None) -> None:
        self.ledger = ledger
        self.lexicon = lexicon
        self._kept = Kept(KEPT)

    @cached_property
    def address(self) -> str | None:
        """By what a command finds the ledger: None for the one that commands take by themselves, and where a password belongs to it."""
        return None if self.ledger.name == USUAL or self.has_password else self.ledger.name

    @property
    def has_password(self) -> bool:
        """Whether the ledger's address holds one, which no page shows."""
        return self.ledger.url.password is not None

    @contextmanager
    def looking(self, as_of: str | None) -> Iterator[Look]:
        """Raises BadDate."""
        with looking(self.ledger, as_of) as look:
            yield look

    def story(self, look: Look, as_of: str | None) -> Followed:
        """What is owed and who meets. While new reports come in, that of a moment ago is shown until the new one is followed."""

        def again() -> tuple[int, Followed]:
            with self.looking(as_of) as fresh:
                return seq_of(fresh.c), followed(fresh.c, fresh.until)

        return self._kept.get(("story", as_of), seq_of(look.c), lambda: followed(look.c, look.until), again)

    def found(self, c: Connection, filters: Filters, as_of: str | None) -> sights.Found:
        """Events for counting."""
        held = self._held(c, as_of)
        return self._kept.get(("found", as_of, filters), held.seq, lambda: sights.found(c, filters, held))

    def made(self, name: str, c: Connection, filters: Filters, as_of: str | None, make: Callable[[sights.Found], T]) -> T:
        """What a picture is drawn from, of the events that pass."""
        return self._kept.get((name, as_of, filters), self._held(c, as_of).seq, lambda: make(self.found(c, filters, as_of)))

    def _held(self, c: Connection, as_of: str | None) -> sights.Held:
        """Of the ledger as it is, and of which state of it. While new reports come in, that of a moment ago."""
        if as_of is not None:
            return sights.Held(seq_of(c), None, None)

        def again() -> tuple[int, sights.Held]:
            with self.looking(None) as fresh:
                found = held(fresh.c)
                return found.seq, found

        return self._kept.get("sheet", seq_of(c), lambda: held(c), again)

    @cached_property
    def resources(self) -> Resources:
        """Loaded when a name is asked for that the ledger does not have."""
        from dragoman import resources

        return resources.load(self.lexicon)

    @cached_property
    def names(self) -> dict[str, str]:
        """Code -> what it is called."""
        found = {code: body.name for code, body in self.resources.organisations.items()}
        return {**found, **{code: land.name for code, land in self.resources.countries.items()}}

    @cached_property
    def engine(self) -> Engine:
        """Loaded when a text is pasted."""
        import dragoman

        return dragoman.engine("plover", None, self.lexicon)
