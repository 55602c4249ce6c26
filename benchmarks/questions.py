"""One million records made up with fixed seeds: how long any question takes, and how large the ledger is.

Making them takes some minutes; DRAGOMAN_MILLION names a ledger that `python benchmarks/million.py` made before.
"""
from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import linking, million, panel
from benchmarks.fiction import codings
from benchmarks.figures import Figure
from benchmarks.settings import Settings
from dragoman.ledger.store import Ledger

RECORDS = 1_000_000


def measure(settings: Settings) -> list[Figure]:
    """Milliseconds of the slowest question (the best of three runs, a page of whole events), and bytes a record without full text."""
    kept = os.environ.get("DRAGOMAN_MILLION")
    if kept is not None:
        return _of(Path(kept))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.db"
        with Ledger.open(str(path), create=True) as ledger:
            million.fill(ledger, codings(RECORDS))
        return _of(path)


def _of(path: Path) -> list[Figure]:
    with Ledger.open(str(path)) as ledger:
        took, size = million.measure(ledger), million.size(ledger)
    slowest, (milliseconds, _) = next(iter(took.items()))
    return [
        *panel.of(path, panel.YEAR),
        *linking.of(path),
        Figure("million.slowest_ms", milliseconds, f"of {len(took)} questions: {slowest}", True),
        Figure("million.bytes_a_record", size["file"], f"{size['records']:,.0f} records, evidence sentences only", True),
    ]
