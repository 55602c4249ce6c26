"""The project's own golden reports: recall of their rows, and events in reports without politics."""
from __future__ import annotations

from pathlib import Path

import msgspec

import dragoman
from benchmarks.figures import Figure
from benchmarks.settings import Settings
from dragoman.readers import read
from tests.golden.match import Comparison, Entry, compare
from tests.golden.rows import load

PUBLISHED_NOTHING = "2024-05-15"


def measure(settings: Settings) -> list[Figure]:
    """Recall of all rows of like/, trips/ and world/, of the rows that must be found, and false events a report of nothing/."""
    golden = settings.root / "tests" / "golden"
    like, trips, world = (compared(golden / kind) for kind in ("like", "trips", "world"))
    quiet = [len(coded(path, PUBLISHED_NOTHING)["events"]) for path in sorted((golden / "nothing").glob("*.txt"))]
    musts = sum(missing.must for result in [*like, *trips] for missing in result.missing)
    return [
        recall("golden.like", like),
        recall("golden.trips", trips),
        recall("golden.world", world),
        Figure("golden.must_missing", float(musts), "rows of like/ and trips/ that have to be found", lower_is_better=True),
        Figure("golden.nothing", sum(quiet) / len(quiet), f"events in a report, {len(quiet)} reports", True),
    ]


def coded(path: Path, published: str | None) -> Entry:
    """The coding of a file, as built-in types."""
    return dict(msgspec.to_builtins(dragoman.code_document(read(str(path), published=published))))


def compared(folder: Path) -> list[Comparison]:
    """Every report of a folder against its rows."""
    goldens = [(path, load(path.with_suffix(".toml"))) for path in sorted(folder.glob("*.txt"))]
    return [compare(golden, coded(path, golden.published)) for path, golden in goldens]


def recall(name: str, results: list[Comparison]) -> Figure:
    """Rows found of all rows; the note has the events that no row asks for, too."""
    rows, missing = sum(result.rows for result in results), sum(len(result.missing) for result in results)
    extra = sum(result.extra for result in results)
    return Figure(name, (rows - missing) / rows, f"{rows - missing}/{rows} rows, {extra} events beyond them")
