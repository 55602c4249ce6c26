"""Events as columns of numbers, so that a hundred thousand of them are counted without going through them one by one. Pure."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from dragoman.ledger.counting import Dealings, Happened

Numbers = np.ndarray[Any, np.dtype[Any]]
FIELDS: dict[str, Callable[[Happened], Hashable]] = {
    "event": lambda one: one.event, "type": lambda one: one.type, "status": lambda one: one.status, "quad": lambda one: one.quad,
    "place": lambda one: one.place, "source": lambda one: one.source, "actors": lambda one: one.actors,
    "sides": lambda one: (one.actors, one.recipients, one.quad.endswith("conflict")),
    "day": lambda one: one.start or one.end,
}  # fmt: skip


class Column(Struct, frozen=True):
    """`codes`: for each row the number of its value among `values`."""

    codes: Numbers
    values: list[Any]


class Columns(Struct, frozen=True):
    """Rows, and by the names of FIELDS what they hold."""

    rows: Sequence[Happened]
    by: dict[str, Column]
    scores: Numbers


class Some(Struct, frozen=True):
    """Rows by their numbers, one an event; `records`: how many of its records there are."""

    of: Columns
    at: Numbers
    records: Numbers

    def __len__(self) -> int:
        return len(self.at)

    def happened(self) -> list[Happened]:
        """The rows, each with how many records there are."""
        pairs = zip(self.at.tolist(), self.records.tolist(), strict=True)
        return [one if (one := self.of.rows[at]).records == n else replace(one, records=n) for at, n in pairs]

    def counts(self, name: str) -> Counter[Any]:
        """How many have which value."""
        column = self.of.by[name]
        found = np.bincount(column.codes[self.at], minlength=len(column.values))
        return Counter({column.values[code]: int(found[code]) for code in np.flatnonzero(found).tolist()})

    def dealings(self) -> list[Dealings]:
        """Who does it to whom, and how often: one for all events with the same sides."""
        column = self.of.by["sides"]
        codes = column.codes[self.at]
        counts = np.bincount(codes, minlength=len(column.values))
        scores = np.bincount(codes, self.of.scores[self.at], minlength=len(column.values))
        found = ((column.values[n], int(counts[n]), float(scores[n])) for n in np.flatnonzero(counts).tolist())
        return [Dealings(actors, recipients, bad, n, score) for (actors, recipients, bad), n, score in found]

    def values(self, name: str) -> list[Any]:
        """Which values there are."""
        column = self.of.by[name]
        return [column.values[code] for code in np.unique(column.codes[self.at]).tolist()]


def columns(rows: Sequence[Happened]) -> Columns:
    """Of records, or of events."""
    by = {name: coded(map(of, rows), len(rows)) for name, of in FIELDS.items()}
    return Columns(rows, by, np.fromiter((one.score for one in rows), float, len(rows)))


def coded(values: Iterable[Any], size: int) -> Column:
    """Each value by a number, in the order in which they are met."""
    known: dict[Any, int] = {}
    codes = np.fromiter((known.setdefault(value, len(known)) for value in values), np.int64, size)
    return Column(codes, list(known))


def once(of: Columns, at: Numbers) -> Some:
    """Of each event the first row, with how many there are."""
    _, first, records = np.unique(of.by["event"].codes[at], return_index=True, return_counts=True)
    order = np.argsort(first)
    return Some(of, at[first[order]], records[order])


def everything(rows: Sequence[Happened]) -> Some:
    """Events that were found already, each once."""
    return Some(columns(rows), np.arange(len(rows)), np.fromiter((one.records for one in rows), np.int64, len(rows)))
