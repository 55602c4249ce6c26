"""What the pages stand on: the ledger, the resources once they are needed, and the followed stories as long as nothing new comes in."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dragoman.following.looking import Look, looking
from dragoman.following.reading import Followed, followed
from dragoman.ledger import schema as s
from dragoman.ledger.store import Ledger
from dragoman.resources import Resources

if TYPE_CHECKING:
    from dragoman.coding.pipeline import Engine

#: stories of so many days are kept
KEPT = 8


class Desk:
    """One for an application. Every request reads in a transaction of its own."""

    def __init__(self, ledger: Ledger, lexicon: Path | None = None) -> None:
        self.ledger = ledger
        self._lexicon = lexicon
        self._lock = threading.Lock()
        self._stories: OrderedDict[tuple[int, str | None], Followed] = OrderedDict()

    @contextmanager
    def looking(self, as_of: str | None) -> Iterator[Look]:
        """Raises BadDate."""
        with looking(self.ledger, as_of) as look:
            yield look

    def story(self, look: Look, as_of: str | None) -> Followed:
        """What is owed and who meets, followed once for each state of the ledger."""
        key = (look.c.execute(select(func.max(s.log.c.seq))).scalar() or 0, as_of)
        with self._lock:
            if key not in self._stories:
                self._stories[key] = followed(look.c, look.until)
                while len(self._stories) > KEPT:
                    self._stories.popitem(last=False)
            self._stories.move_to_end(key)
            return self._stories[key]

    @cached_property
    def resources(self) -> Resources:
        """Loaded when a name is asked for that the ledger does not have."""
        from dragoman import resources

        return resources.load(self._lexicon)

    @cached_property
    def names(self) -> dict[str, str]:
        """Code -> what it is called."""
        found = {code: body.name for code, body in self.resources.organisations.items()}
        return {**found, **{code: land.name for code, land in self.resources.countries.items()}}

    @cached_property
    def engine(self) -> Engine:
        """Loaded when a text is pasted."""
        import dragoman

        return dragoman.engine("plover", None, self._lexicon)
