"""CSV (RFC 4180) that a spreadsheet opens without running it: text that begins like a formula has an apostrophe before it."""
from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from dragoman.tables.columns import Row

#: first characters by which spreadsheets take a cell for a formula (OWASP, "CSV Injection"); the apostrophe so that it can be undone
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def safe(value: Any) -> Any:
    """Text that is only text; numbers as they are, nothing for None."""
    if isinstance(value, str) and value.startswith(RISKY):
        return f"'{value}"
    return "" if value is None else value


def unsafe(cell: str) -> str:
    """What `safe` was given."""
    return cell.removeprefix("'")


def write(rows: Iterable[Row], names: Sequence[str], out: TextIO, *, delimiter: str = ",") -> int:
    """A head and a line each; how many rows there were."""
    table = csv.writer(out, delimiter=delimiter, lineterminator="\r\n" if delimiter == "," else "\n")
    table.writerow(names)
    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007
        table.writerow([safe(row.get(name)) for name in names])
    return count
