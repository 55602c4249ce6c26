"""What the world's news would cost, with the arithmetic: python -m benchmarks.cost [WORKERS' RATE]. The table of docs/performance.md.

The rates are measured in this run (`rates.py`, batches, one core); what a day and a month would take is reckoned from them.
"""
from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.corpora import ARTICLE
from benchmarks.figures import Figure
from benchmarks.rates import measure
from benchmarks.settings import from_environment

DAY, MONTH = 100_000, 15_000_000
SECONDS_AN_HOUR, HOURS_A_DAY = 3600, 24
#: of what the world's news is made, as far as politics goes: every kind by itself is told too
MIXED = "mixed"


def lines(figures: list[Figure], workers: float | None) -> Iterator[str]:
    """The table, and what it comes to for a day and a month."""
    usual, least = (_rates(figures, way) for way in ("batch", "narrow_batch"))
    yield f"| news | articles of {ARTICLE} words a second of a core | CPU-seconds per thousand | `narrow`: a second | per thousand |"
    yield "|---|---|---|---|---|"
    for kind, rate in usual.items():
        yield f"| {kind} | {rate:.0f} | {1000 / rate:.1f} | {least[kind]:.0f} | {1000 / least[kind]:.1f} |"
    if MIXED in usual:
        yield ""
        for how, rate in (("one core", usual[MIXED]), ("one core, narrow", least[MIXED])):
            yield from reckoned(how, rate)
            if workers is not None:
                yield from reckoned(f"{how.replace('one core', 'two workers')} ({workers:g} times one)", rate * workers)


def _rates(figures: list[Figure], way: str) -> dict[str, float]:
    """Kind -> articles a second."""
    return {f.name.split(".")[1]: f.value for f in figures if f.name.endswith(f".{way}_per_s") and f.value}


def reckoned(who: str, rate: float) -> Iterator[str]:
    """What a day's and a month's news takes at a rate."""
    day, month = DAY / rate / SECONDS_AN_HOUR, MONTH / rate / SECONDS_AN_HOUR
    yield f"* {who}, a day's news: {DAY:,} / {rate:.0f} a second = {DAY / rate:,.0f} s = {day:.2f} hours"
    yield f"* {who}, a month of a crawl: {MONTH:,} / {rate:.0f} a second = {month:,.0f} hours = {month / HOURS_A_DAY:.1f} days"


def main(arguments: list[str]) -> None:
    for line in lines(measure(from_environment()), float(arguments[0]) if arguments else None):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
