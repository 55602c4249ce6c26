"""Counts of events by period and by what people group them: each event once, the empty periods too. Pure."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any, Literal

from msgspec import Struct

from dragoman.errors import DragomanError
from dragoman.ledger.counting import Dealings, Happened
from dragoman.series.frame import frame
from dragoman.series.periods import By, period
from dragoman.series.reading import Read

Per = Literal["dyad", "pair", "actor", "recipient", "type", "mode", "quad", "status", "place", "source"]
State = Literal["counted", "none found", "no report read"]
#: what has happened; what is planned or denied is never counted with it unless asked for
DONE = ("occurred", "ongoing")
NONE = "-"
#: rows of one answer; days and dyads of a long time are for a program that asks year by year
MOST = 2_000_000
FIGURES = ("state", "events", "records", "score", "mean_score", "reports", "sources", "per_1000")


class Count(Struct, frozen=True):
    """One row. `key`: what is grouped by; `score`: the sum of the scores of the events' types (Goldstein's scale; no measure of how
    strong an event was), and their mean; `reports` and `sources` are the denominator: what was read in the period, of the source
    where sources are counted apart; `per_1000`: events to a thousand reports.
    """

    period: str
    key: dict[str, str]
    state: State
    events: int
    records: int
    score: float
    mean_score: float | None
    reports: int
    sources: int
    per_1000: float | None


class Counts(Struct, frozen=True):
    """`undated`: events whose date is unknown or coarser than the period; they are in no row. `statuses`: which were counted."""

    by: By
    per: tuple[Per, ...]
    statuses: tuple[str, ...]
    rows: tuple[Count, ...]
    read: tuple[Read, ...]
    undated: int

    def table(self) -> list[dict[str, Any]]:
        """Rows of plain values; the parts of the key are columns."""
        return [{"period": one.period, **one.key, **{name: getattr(one, name) for name in FIGURES}} for one in self.rows]

    def to_frame(self) -> Any:
        """A pandas.DataFrame of `table`. Raises MissingPackage without pandas."""
        return frame(self.table(), ("period", *self.per, *FIGURES))


def counts(found: Iterable[Happened], read: Sequence[Read], by: By, per: Sequence[Per], statuses: Sequence[str]) -> Counts:
    """Rows by period, then by key. A key that is met in any period has a row in each; without any key there is one row a period.

    Raises DragomanError for more rows than can be held.
    """
    cells: defaultdict[tuple[str, tuple[str, ...]], list[Happened]] = defaultdict(list)
    undated = 0
    inside = {one.period for one in read}
    for one in found:
        when = placed(one, by)
        undated += when is None
        if when is not None and when in inside:
            for key in dict.fromkeys(product(*(KEYS[name](one) for name in per))):
                cells[when, key].append(one)
    keys = sorted({key for _, key in cells}) or ([()] if not per else [])
    within(len(read) * len(keys))
    rows = [_count(one, dict(zip(per, key, strict=True)), cells.get((one.period, key), [])) for one in read for key in keys]
    return Counts(by, tuple(per), tuple(statuses), tuple(rows), tuple(read), undated)


def within(rows: int) -> None:
    """Raises DragomanError for more rows than can be held."""
    if rows > MOST:
        raise DragomanError(f"{rows} rows", f"an answer has at most {MOST}", "ask for fewer actors, fewer days or longer periods")


def placed(one: Happened, by: By) -> str | None:
    """The period in which an event began, or of which only its end is known."""
    return period(one.start or one.end, by)


def _count(read: Read, key: dict[str, str], here: Sequence[Happened]) -> Count:
    score = sum(one.score for one in here)
    reports, sources = _denominator(read, key)
    state: State = "counted" if here else "none found" if reports else "no report read"
    mean = round(score / len(here), 4) if here else None
    return Count(
        read.period, key, state, len(here), sum(one.records for one in here), round(score, 4), mean,
        reports, sources, round(1000 * len(here) / reports, 4) if reports else None,
    )  # fmt: skip


def _denominator(read: Read, key: dict[str, str]) -> tuple[int, int]:
    """Reports and sources: where sources are counted apart, those of the source."""
    if "source" not in key:
        return read.reports, read.sources
    own = read.by_source.get("" if key["source"] == NONE else key["source"], 0)
    return own, int(own > 0)


def directed(one: Happened | Dealings) -> tuple[tuple[str, str], ...]:
    """Who does it to whom; what several do together, as talks are held, each of them does to each other."""
    pairs = [(a, b) for a, b in product(one.actors, one.recipients) if a != b]
    if not one.recipients:
        pairs += [pair for a, b in combinations(one.actors, 2) for pair in ((a, b), (b, a))]
    return tuple(dict.fromkeys(pairs))


def undirected(one: Happened | Dealings) -> tuple[tuple[str, str], ...]:
    """Between which two, the lesser code first."""
    return tuple(dict.fromkeys((min(pair), max(pair)) for pair in directed(one)))


KEYS: Mapping[str, Callable[[Happened], Sequence[str]]] = {
    "dyad": lambda one: [f"{a}>{b}" for a, b in directed(one)],
    "pair": lambda one: [f"{a}:{b}" for a, b in undirected(one)],
    "actor": lambda one: one.actors or (NONE,),
    "recipient": lambda one: one.recipients or (NONE,),
    "type": lambda one: (one.type,),
    "mode": lambda one: (one.mode or NONE,),
    "quad": lambda one: (one.quad,),
    "status": lambda one: (one.status,),
    "place": lambda one: (one.place or NONE,),
    "source": lambda one: (one.source or NONE,),
}
