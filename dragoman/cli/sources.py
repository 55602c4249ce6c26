"""`dragoman sources`: what was read from where, and who fell silent, broke or is new."""
from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import note_as_of, told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption

if TYPE_CHECKING:
    from rich.table import Table

    from dragoman.ledger.sources import Source

MOST = 60  # rows of the table


def sources(
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, max=366, help="So many days, today the last of them.")] = 7,
    silent_after: Annotated[int, typer.Option("--silent-after", metavar="N", min=1, help="Days without a report that make it silent.")] = 7,
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="The last day, instead of today (UTC).")] = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """Show for each source, and each feed, what was read and what failed, day by day; who is silent, broken or new."""
    import msgspec

    from dragoman.asking import day
    from dragoman.ledger import asof
    from dragoman.ledger.later import nothing_read
    from dragoman.ledger.sources import sources as find
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        today = day(until) if until else asof.moment(as_of)[:10] if as_of else datetime.now(UTC).date().isoformat()
        found = find(connection, today, days, silent_after)
        if not found:
            then = nothing_read(connection) if as_of else "no report read and no feed added: dragoman ingest takes reports in"
            typer.echo(f"dragoman: {then}", err=True)
    if as_jsonl:
        for one in found:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
        sys.stdout.flush()
    elif found:
        _print(found)


def _print(found: Sequence[Source]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    # Those that need a look come first, then those that bring most.
    order = sorted(found, key=lambda one: (not (one.broken or one.failed), not one.silent, not one.new, -one.read, one.name))
    console.print(table(order[:MOST]))
    if len(order) > MOST:
        typer.echo(f"dragoman: and {len(order) - MOST} more, of which --jsonl tells", err=True)


def table(found: Sequence[Source]) -> Table:
    """A row each; days are `read` or `read, failed!`."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(title="Sources", title_justify="left")
    days = sorted({day for one in found for day in one.days})
    for name in ("Source", "State", "Read", "Failed", "Last", *(day[5:] for day in days)):
        shown.add_column(name, overflow="fold")
    for one in found:
        cells = [one.name or "(unnamed)", state(one), str(one.read), str(one.failed), one.last or "never"]
        shown.add_row(*(Text(cell) for cell in (*cells, *(_day(one.days.get(day)) for day in days))))
    return shown


def state(one: Source) -> str:
    """`broken: 503`, `silent since 2026-11-02`, `new`."""
    parts = [
        *([f"broken: {one.broken}"] if one.broken else []),
        *([f"silent since {one.last or 'it was added'}"] if one.silent else []),
        *(["new"] if one.new else []),
    ]
    return ", ".join(parts) or "well"


def _day(counts: tuple[int, int] | None) -> str:
    if counts is None:
        return ""
    read, failed = counts
    return f"{read}, {failed}!" if failed else str(read)
