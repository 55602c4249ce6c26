"""Ingest, watch and a reader at once: the short version; `make bench` has ten minutes of it."""
from __future__ import annotations

from benchmarks.soak import soak

SECONDS = 5.0


def test_three_programs_at_one_ledger(ledger_url: str) -> None:
    result = soak(SECONDS, ledger_url)
    assert result.faults == []
    assert (result.lost, result.doubled) == (0, 0)
    assert min(result.ingested, result.offered, result.asked) > 0
