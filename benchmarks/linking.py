"""How long linking a new report takes in a ledger of a million records, and what the tables of linking weigh.

    python benchmarks/linking.py LEDGER [--reports N] [--repeat SHARE] [--json]

LEDGER is one of `benchmarks/million.py`. Where it is not linked yet, its records are first put where they are found (some minutes);
then new reports are taken in and linked, one transaction each, a share of them telling again what reports of the ledger told.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from benchmarks.fiction import codings
from benchmarks.figures import Figure
from dragoman.intake.link import relink, stand_rows
from dragoman.ledger import links, outlines
from dragoman.ledger import schema as s
from dragoman.ledger.entry import Entry, Sighting
from dragoman.ledger.loading import coding_of
from dragoman.ledger.store import Ledger
from dragoman.model import Coding
from dragoman.readers.document import make_document

BATCH = 20_000  # records of one transaction
EVERY = 997  # a report of the ledger in so many is told again


def stand(ledger: Ledger) -> float:
    """Put all records where they are found; seconds."""
    start, last, r = time.perf_counter(), 0, s.record.c
    bare = ~select(s.stand.c.record).where(s.stand.c.record == r.pk).exists()
    while True:
        with ledger.writing() as c:
            keys = c.execute(select(r.pk).where(r.pk > last, bare).order_by(r.pk).limit(BATCH)).scalars().all()
            links.put_stands(c, [row for one in outlines.by_pk(c, keys) for row in stand_rows(one)])
        if not keys:
            return time.perf_counter() - start
        last = keys[-1]


def told_again(c: Connection, number: int, run: int) -> Iterator[Coding]:
    """Codings of the ledger in reports with other words around them; ids, and so the reports, are new."""
    t = s.report.c
    keys = c.execute(select(t.pk).where(t.pk % EVERY == 0).order_by(t.pk).limit(number)).scalars().all()
    for key in keys:
        coding = coding_of(c, key)
        assert coding is not None
        sentences = {span for event in coding.events for span in event.evidence}
        end = max(span.end for span in sentences)
        text = [" "] * end
        for span in sentences:
            text[span.start : span.end] = span.text
        words = f"{''.join(text)} Told again as {key} of {run}."
        document = make_document(words, published=coding.document.published, published_basis="given", source="Second News")
        events = tuple(replace(event, id=f"e-{document.id[:10]}{n:05}") for n, event in enumerate(coding.events))
        if document.text.startswith("".join(text)):
            yield Coding(document, coding.coder, events, (), (), ())


def measure(ledger: Ledger, reports: int, repeat: float) -> dict[str, Any]:
    """Milliseconds of linking alone, per report, and what it found."""
    again = int(reports * repeat)
    with ledger.reading() as c:
        there = c.execute(select(func.max(s.report.c.pk))).scalar_one()
        new = list(told_again(c, again, there))
    new += [one for one, _ in zip(codings(100 * reports, there), range(reports - len(new)), strict=False)]  # others each time
    took: list[float] = []
    likely = moved = 0

    def timed(c: Connection, report: int) -> None:
        nonlocal likely, moved
        start = time.perf_counter()
        done = relink(c, report)
        took.append((time.perf_counter() - start) * 1000)
        likely += done.likely
        moved += len(done.changes)

    for coding in new:
        ledger.add(Entry(coding, Sighting(coding.document.source), "evidence"), timed)
    took.sort()
    return {
        "reports": len(took), "records": sum(len(coding.events) for coding in new), "told_again": again, "likely_pairs": likely,
        "records_moved": moved, "median_ms": round(statistics.median(took), 1), "mean_ms": round(statistics.mean(took), 1),
        "p95_ms": round(took[int(0.95 * (len(took) - 1))], 1), "worst_ms": round(took[-1], 1),
    }  # fmt: skip


def of(path: Path) -> list[Figure]:
    """Figures for the table, measured on a copy: linking writes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copyfile(path, Path(folder) / "linked.db")
        with Ledger.open(str(copy)) as ledger:
            stand(ledger)
            measure(ledger, 30, 0)
            found = measure(ledger, 300, 0.3)
    note = f"a report of {found['records'] / found['reports']:.0f} records in a million, {found['told_again']} of 300 told again"
    return [Figure(f"linking.{name}", found[name], note, True) for name in ("median_ms", "mean_ms", "p95_ms")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger")
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--repeat", type=float, default=0.3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with Ledger.open(options.ledger) as ledger:
        seconds = stand(ledger)
        print(f"records put where they are found in {seconds:.0f} s", file=sys.stderr)
        measure(ledger, 30, 0)  # its pages are in memory then
        found = measure(ledger, options.reports, options.repeat)
    print(json.dumps(found, indent=1) if options.json else "\n".join(f"{value:10}  {name}" for name, value in found.items()))


if __name__ == "__main__":
    main()
