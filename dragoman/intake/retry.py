"""What failed before is tried again: the sources of the failures are read once more, with what they were read with."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from dragoman.intake.ingest import Intake, Taken
from dragoman.ledger.failures import Failure
from dragoman.ledger.store import Ledger
from dragoman.readers.item import Item

STDIN = "-"
#: reads a source again, with what the failure kept of how it was read
Read = Callable[[str, dict[str, Any]], Iterable[Item]]


def again(ledger: Ledger, intake: Intake, read: Read) -> Iterator[Taken]:
    """Each item of the sources that had failures. Failures that are met no more (a file that was a broken archive) are resolved."""
    for origin, failures in by_origin(ledger.failures()).items():
        failed: set[tuple[str, str]] = set()
        for taken in intake.all(read(origin, failures[0].payload or {})):
            if taken.error is not None:
                failed.add((taken.item.source, taken.item.item))
            yield taken
        for failure in failures:
            if failure.place not in failed:
                ledger.resolve(*failure.place)


def by_origin(failures: Iterable[Failure]) -> dict[str, list[Failure]]:
    """Failures by the source that is to be read again. What came through a pipe cannot be."""
    found: dict[str, list[Failure]] = {}
    for failure in failures:
        origin = str((failure.payload or {}).get("origin") or failure.source)
        if origin != STDIN:
            found.setdefault(origin, []).append(failure)
    return found
