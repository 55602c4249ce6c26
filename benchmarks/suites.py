"""How large the suites of tests/suites are, and how many of their rows are known failures; the tests run every row."""
from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.settings import Settings

#: suite -> cells of a row without its wish
COLUMNS = {"status": 2, "clauses": 3, "times": 7, "attribution": 2, "amounts": 2}


def measure(settings: Settings) -> list[Figure]:
    """Rows, and the share that comes out right; a clause of `clauses` stands for its twelve frames."""
    figures = []
    for name, columns in COLUMNS.items():
        lines = (settings.root / "tests" / "suites" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        wished = sum(len(row) > columns and bool(row[columns]) for row in rows)
        figures.append(Figure(f"suites.{name}", float(len(rows)), "rows"))
        figures.append(Figure(f"suites.{name}.right", 1 - wished / len(rows), f"{wished} wishes"))
    return [*figures, *_tables(settings, "actors", sorted((settings.root / "tests/suites/actors").glob("*.toml"))),
            *_tables(settings, "places", [settings.root / "tests/suites/places.toml"])]  # fmt: skip


def _tables(settings: Settings, name: str, files: list[Path]) -> list[Figure]:
    """The same of a suite in TOML: every table with a text is a row, one with `wish` a known failure."""
    rows = [row for path in files for row in _rows(tomllib.loads(path.read_text(encoding="utf-8")))]
    wished = sum("wish" in row for row in rows)
    return [Figure(f"suites.{name}", float(len(rows)), "rows"), Figure(f"suites.{name}.right", 1 - wished / len(rows), f"{wished} wishes")]


def _rows(table: object) -> Iterator[dict[str, object]]:
    if isinstance(table, dict):
        if "text" in table:
            yield table
        else:
            for inner in table.values():
                yield from _rows(inner)
    elif isinstance(table, list):
        for inner in table:
            yield from _rows(inner)
