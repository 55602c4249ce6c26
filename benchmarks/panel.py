"""How long a year's panel of dyads and months takes on a ledger of a million records, and counts of one quad class a month.

    python benchmarks/panel.py LEDGER [--year 2024]

LEDGER is one that `python benchmarks/million.py` made. The best of three runs, as there.
"""
from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from sqlalchemy import Connection

from benchmarks.figures import Figure
from dragoman.ledger.filters import Filters
from dragoman.ledger.store import Ledger
from dragoman.series.asked import counts_of, panel_of

RUNS = 3
YEAR = "2024"  # of the years of the made-up reports one of those with the most
NAMES = ("panel.year_s", "panel.counts_s")


def of(path: Path, year: str) -> list[Figure]:
    """The figures of one ledger and year."""
    filters = Filters(since=f"{year}-01-01", until=f"{year}-12-31")
    with Ledger.open(str(path)) as ledger:
        panel, rows = _best(ledger, lambda c: len(panel_of(c, filters, "month", directed=True).rows))
        quads, few = _best(ledger, lambda c: len(counts_of(c, filters, "month", ["quad"]).rows))
    return [
        Figure(NAMES[0], panel, f"{rows} rows of directed dyads and months of {year}", True),
        Figure(NAMES[1], quads, f"{few} rows of quad classes and months of {year}", True),
    ]


def _best(ledger: Ledger, ask: Callable[[Connection], int]) -> tuple[float, int]:
    """Seconds, and what it gave."""
    took, found = [], 0
    for _ in range(RUNS):
        with ledger.reading() as connection:
            start = time.perf_counter()
            found = ask(connection)
            took.append(time.perf_counter() - start)
    return round(min(took), 2), found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--year", default=YEAR)
    options = parser.parse_args()
    for figure in of(options.ledger, options.year):
        print(f"{figure.value:8.2f}  {figure.name}: {figure.note}")


if __name__ == "__main__":
    main()
