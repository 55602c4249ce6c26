"""What is put into the ledger and what became of it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct

from dragoman.model import Coder, Coding

#: how much of a report is kept: its text; the sentences that its records quote; where they stand and their hashes
Retention = Literal["full", "evidence", "offsets"]
RETENTIONS: tuple[Retention, ...] = ("full", "evidence", "offsets")
MACHINE = "machine"


class Sighting(Struct, frozen=True):
    """Where a text was met: who published it, its address, the file or feed and the place in it, the date that it bore there."""

    source: str | None
    url: str | None = None
    item: str | None = None
    published: str | None = None


class Look(Struct, frozen=True):
    """A report that may tell the same; its text is null where it was not kept."""

    pk: int
    id: str
    url: str | None
    text: str | None
    signature: bytes | None
    duplicate_of: int | None


class Likeness(Struct, frozen=True):
    """Which report this one is a copy of, and how: exact, near, version."""

    of: Look
    kind: str


class Marks(Struct, frozen=True):
    """By what copies are found: the signature of the text, the keys of its bands, its address, and who decides on candidates. `topic`
    is what linking takes it to be about.

    `judge` is called while no other program writes; it must be quick and touch nothing.
    """

    signature: bytes | None
    bands: Sequence[int]
    url: str | None
    judge: Callable[[Sequence[Look]], Likeness | None]
    topic: bytes | None = None


class Entry(Struct, frozen=True):
    """One report as it was coded. `by` is a person's name, or "machine"; `least` the confidence under which events were left out."""

    coding: Coding
    sighting: Sighting
    retention: Retention = "full"
    by: str = MACHINE
    least: float | None = None
    marks: Marks | None = None


class Change(Struct, frozen=True):
    """What a recoding did to one record, commitment, office or relation; `fields` holds the old and the new value."""

    kind: Literal["added", "gone", "changed"]
    what: str  # record, commitment, office, relation
    id: str
    type: str
    fields: dict[str, tuple[object, object]] = {}


class Added(Struct, frozen=True):
    """What became of an entry. "known": it was there, coded by the same coder; `seen_new`: it was met at a new place."""

    outcome: Literal["new", "duplicate", "known", "recoded"]
    report: str
    records: int = 0
    seen_new: bool = False
    duplicate_of: str | None = None
    duplicate_kind: str | None = None
    changes: tuple[Change, ...] = ()


class Known(Struct, frozen=True):
    """A report that is in the ledger, and by whom it is coded now (None where no coding of it holds)."""

    pk: int
    id: str
    retention: str
    coder: Coder | None
    by: str | None
    least: float | None
    retracted: bool
    forgotten: bool

    def is_by(self, coder: Coder, least: float | None, by: str = MACHINE) -> bool:
        """Whether nothing would come of coding it again."""
        return self.retracted or self.forgotten or (self.coder, self.least, self.by) == (coder, least, by)


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
