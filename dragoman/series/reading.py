"""The denominator: what was read in a period, and which sources were silent, broken or new. Pure."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from dragoman.ledger.counting import Reading
from dragoman.series.periods import By, period


class Read(Struct, frozen=True):
    """`reports`: independent ones that were published in the period; `sources`: how many they are from. `new` sources had none
    before; `silent` ones had some before, and none in it; `broken`: addresses of feeds of which a poll failed. `by_source`: the
    reports of each.
    """

    period: str
    reports: int
    sources: int
    silent: tuple[str, ...]
    new: tuple[str, ...]
    broken: tuple[str, ...]
    by_source: dict[str, int] = {}


class Shelf:
    """What was read, by period and source; for each kind of period that is put together once."""

    def __init__(self, found: Sequence[Reading]) -> None:
        self.days = frozenset(one.published for one in found)
        self._found = found
        self._by: dict[By, tuple[dict[str, Counter[str]], dict[str, str]]] = {}

    def by(self, by: By) -> tuple[dict[str, Counter[str]], dict[str, str]]:
        """Period -> source -> reports; and source -> its first period. Reports of unknown or coarser date are in none."""
        if by not in self._by:
            counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
            for one in self._found:
                if (when := period(one.published, by)) is not None:
                    counts[when][one.source] += one.reports
            first: dict[str, str] = {}
            for when in sorted(counts):
                for source in counts[when]:
                    first.setdefault(source, when)
            self._by[by] = counts, first
        return self._by[by]


def reading(found: Shelf, broke: Iterable[tuple[str, str]], periods: Sequence[str], by: By) -> list[Read]:
    """One for each period, in their order."""
    counts, first = found.by(by)
    failed: defaultdict[str, set[str]] = defaultdict(set)
    for day, url in broke:
        failed[period(day, by) or ""].add(url)
    return [_read(when, counts.get(when, Counter()), first, failed.get(when, set())) for when in periods]


def _read(when: str, here: Counter[str], first: dict[str, str], failed: set[str]) -> Read:
    silent = sorted(source for source, since in first.items() if since < when and source not in here)
    new = sorted(source for source in here if first[source] == when)
    return Read(when, here.total(), len(here), tuple(silent), tuple(new), tuple(sorted(failed)), dict(here))
