"""Stata's .dta (format 118, Stata 14 and newer). Needs pandas. All rows are held at once, as the format asks for."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from dragoman.packages import package
from dragoman.tables.columns import Column, Row

LABEL = 80  # characters of a label
SHORT = 2045  # bytes of a plain string; a longer one is a strL
#: the first day as a number that Stata shows as a date, where it is known to the day
DAY = "day"
#: names that Stata keeps for itself, and their neighbour
RENAMED = {"quad": "quad_class", "start": "start_date", "end": "end_date"}


def write(rows: Iterable[Row], columns: Sequence[Column], path: Path) -> int:
    """How many rows there were. Nothing known is "" in text and missing in numbers. Raises MissingPackage."""
    pandas = package("pandas")
    held = list(rows)
    frame = pandas.DataFrame({c.name: _values(pandas, [row.get(c.name) for row in held], c) for c in columns})
    labels = {c.name: c.says[:LABEL] for c in columns}
    dates = {}
    if "start" in frame.columns:
        exact = [value if len(value) == len("2024-03-05") else None for value in frame["start"]]
        frame[DAY] = pandas.to_datetime(pandas.Series(exact, dtype="object"), errors="coerce")
        labels[DAY], dates[DAY] = "first day, where it is known to the day", "td"
    frame = frame.rename(columns=RENAMED)
    labels = {RENAMED.get(name, name): says for name, says in labels.items()}
    long = [RENAMED.get(c.name, c.name) for c in columns if c.kind == "text" and _is_long(frame[RENAMED.get(c.name, c.name)])]
    frame.to_stata(path, write_index=False, version=118, variable_labels=labels, convert_dates=dates, convert_strl=long)
    return len(held)


def _is_long(values: Iterable[object]) -> bool:
    return any(len(str(value).encode()) > SHORT for value in values)


def _values(pandas: object, values: Sequence[object], column: Column) -> object:
    if column.kind == "text":
        return ["" if value is None else value for value in values]
    return pandas.Series(values, dtype="float64")  # type: ignore[attr-defined]
