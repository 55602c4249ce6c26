"""Dyad panels: a row for two actors and a period, with counts by quad class, a score, and the reports that were read. Pure."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations

from msgspec import Struct

from dragoman.ledger.counting import Happened
from dragoman.series.periods import By
from dragoman.series.reading import Read
from dragoman.series.tally import directed, placed, undirected, within


class DyadPeriod(Struct, frozen=True):
    """What `a` did to `b` in a period (undirected: what was between them); the score as in `tally.Count`."""

    period: str
    a: str
    b: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    events: int
    score: float
    mean_score: float | None
    reports: int
    sources: int


class Panel(Struct, frozen=True):
    """`undated` and `statuses` as in `tally.Counts`; `read`: every period, those without a dyad too."""

    by: By
    directed: bool
    statuses: tuple[str, ...]
    rows: tuple[DyadPeriod, ...]
    read: tuple[Read, ...]
    undated: int


def panel(
    found: Iterable[Happened], read: Sequence[Read], by: By, *, is_directed: bool = False, among: Sequence[str] = (), balanced: bool = False
) -> list[DyadPeriod]:
    """Rows by period, then by dyad. `among` keeps to dyads of these codes; `balanced` gives each dyad that is met (of `among`, all)
    a row in each period, with zeros.
    """
    cells: defaultdict[tuple[str, str, str], list[Happened]] = defaultdict(list)
    of = directed if is_directed else undirected
    inside, wanted = {one.period for one in read}, frozenset(among)
    for one in found:
        when = placed(one, by)
        if when is not None and when in inside:
            for a, b in of(one):
                if not wanted or {a, b} <= wanted:
                    cells[when, a, b].append(one)
    dyads = _dyads(sorted(wanted), is_directed) if wanted else sorted({(a, b) for _, a, b in cells})
    reads = {one.period: one for one in read}
    if balanced:
        within(len(read) * len(dyads))
        return [_row(one, a, b, cells.get((one.period, a, b), [])) for one in read for a, b in dyads]
    return [_row(reads[when], a, b, here) for (when, a, b), here in sorted(cells.items(), key=lambda cell: cell[0])]


def _dyads(codes: Sequence[str], is_directed: bool) -> list[tuple[str, str]]:
    return sorted(permutations(codes, 2)) if is_directed else sorted(combinations(codes, 2))


def _row(read: Read, a: str, b: str, here: Sequence[Happened]) -> DyadPeriod:
    quads: defaultdict[str, int] = defaultdict(int)
    for one in here:
        quads[one.quad] += 1
    score = sum(one.score for one in here)
    return DyadPeriod(
        read.period, a, b, quads["verbal_cooperation"], quads["material_cooperation"], quads["verbal_conflict"],
        quads["material_conflict"], len(here), round(score, 4), round(score / len(here), 4) if here else None, read.reports, read.sources,
    )  # fmt: skip
