"""What `dragoman counts` and `dragoman panel` share: periods, tables, and what a reader of the figures must know."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dragoman.series.panel import Panel
    from dragoman.series.tally import Counts

NAMED = 5  # sources that are named in a cell of the table
Rows = Sequence[Mapping[str, Any]]


class By(StrEnum):
    """Periods."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


ByOption = Annotated[By, typer.Option("--by", help="Days, ISO weeks, months or years.")]
CountStatusOption = Annotated[list[str] | None, typer.Option("--status", metavar="STATUS", help="Instead of occurred and ongoing.")]


def write_jsonl(rows: Rows) -> None:
    """An object a line, in UTF-8."""
    import msgspec

    for one in rows:
        sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    sys.stdout.flush()


def write_csv(rows: Rows, columns: Sequence[str]) -> None:
    """With a head, also over no row."""
    import csv

    table = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    table.writeheader()
    table.writerows({name: cell(value, "; ") for name, value in one.items()} for one in rows)


def print_table(rows: Rows, title: str) -> None:
    """What a terminal has room for."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    seen = [{name: value for name, value in one.items() if name not in ("records", "score")} for one in rows]
    if not seen:
        return
    shown = Table(title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for name, value in seen[0].items():
        shown.add_column(name.replace("_", " "), justify="right" if isinstance(value, int | float) else "left", overflow="fold")
    for one in seen:
        shown.add_row(*(Text(cell(_few(value), ", ")) for value in one.values()))
    Console(highlight=False).print(shown)


def cell(value: Any, between: str) -> str:
    if isinstance(value, tuple | list):
        return between.join(map(str, value))
    return "" if value is None else str(value)


def _few(value: Any) -> Any:
    """Of long lists the first ones and how many there are."""
    if isinstance(value, tuple) and len(value) > NAMED:
        return (*value[:NAMED], f"and {len(value) - NAMED} more")
    return value


def note(found: Counts | Panel) -> None:
    """On standard error: what was counted, what could not be, and where nothing was read."""
    empty = [one.period for one in found.read if not one.reports]
    lines: Iterable[str] = (
        f"statuses counted: {', '.join(found.statuses)}",
        *(["no report read, and no event: dragoman ingest takes reports in"] if not found.read else []),
        *([f"{found.undated} events are not counted: their date is unknown, or coarser than a {found.by}"] if found.undated else []),
        *([f"no report was read of {len(empty)} of {len(found.read)} periods; no event there means nothing"] if empty else []),
    )
    for line in lines:
        typer.echo(f"dragoman: {line}", err=True)
