"""`dragoman event ID`: one event through time, what each report told of it, and how they were linked."""
from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.lines import JsonOption, note_as_of, print_json, told
from dragoman.cli.options import DB, AsOfOption, DbOption

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from dragoman.ledger.timeline import Telling, Timeline

Row = tuple[str, "str | Text"]


def event(
    name: Annotated[str, typer.Argument(metavar="ID", help="The event's id, a record's, or the beginning of one.", show_default=False)],
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    db: DbOption = DB,
) -> None:
    """Show an event: what each report told of it and when, in its own words, where they differ, and how they were linked."""
    from dragoman.ledger import asof
    from dragoman.ledger.store import Ledger
    from dragoman.ledger.timeline import of_event

    with told(), Ledger.open(db) as ledger, asof.reading(ledger, as_of) as connection:
        note_as_of(connection)
        found = of_event(connection, name)
    if as_json:
        print_json(found)
        return
    from rich.console import Console

    console = Console(highlight=False)
    for title, rows in sections(found):
        console.print(_table(title, rows))


def sections(found: Timeline) -> Iterator[tuple[str, list[Row]]]:
    """The parts of the page: titles with rows of a label and what it says."""
    now = found.event
    sides = " and ".join(dict.fromkeys(a.person or a.name for a in now.actors)) or "nobody named"
    whom = ", ".join(dict.fromkeys(a.person or a.name for a in now.recipients))
    yield f"{now.type}{f' {now.mode}' if now.mode else ''}: {sides}{f' → {whom}' if whom else ''}", list(_head(found))
    yield "Told", [row for one in found.tellings for row in _telling(one)]
    if found.differ:
        yield "They differ", [
            (name if not n else "", f"{value} ({'; '.join(tellers)})")
            for name, values in found.differ.items()
            for n, (value, tellers) in enumerate(values.items())
        ]
    if found.links or found.judgements:
        moved = [(one.at[:10], f"{one.record} {one.what}") for one in found.links]
        said = [
            (j.at[:10], f"{j.coder}: {j.one} and {j.other} {j.verdict.replace('_', ' ')}{f' ({j.note})' if j.note else ''}")
            for j in found.judgements
        ]
        yield "Linked", [*moved, *said]


def _head(found: Timeline) -> Iterator[Row]:
    from dragoman.cli import cells

    now = found.event
    reports = len({one.report for one in found.tellings})
    told_by = f"{_many(reports, 'report')}, {_many(found.texts, 'independent text')}"
    for label, value in (
        ("event", now.id), ("status", cells.status(now).replace("\n", ", ")), ("date", cells.date(now.date)),
        ("place", cells.place(now.place)), ("told by", told_by),
    ):  # fmt: skip
        if value:
            yield label, value


def _telling(one: Telling) -> Iterator[Row]:
    from rich.text import Text

    from dragoman.cli import cells
    from dragoman.cli.table import STYLES
    from dragoman.ledger.timeline import amount

    negation = f", {one.negation.replace('_', ' ')}" if one.negation else ""
    line = Text(f"{one.status}{negation} (certainty {one.certainty})", STYLES[one.status])
    copy = f", a copy of {one.copy_of}" if one.copy_of else ""
    by = f", coded by {one.coder}" if one.coder != "machine" else ""
    line.append(f"  {cells.line(one.source or 'unknown source')}, report {one.report}{copy}{by}", "not bold dim")
    yield one.published or "no date", line
    details = [cells.date(one.date), cells.place(one.place), *map(amount, one.amounts)]
    if any(details):
        yield "", "; ".join(detail for detail in details if detail)
    for span in one.evidence:
        yield "", cells.quote(span) if span.text else f"characters {span.start} to {span.end}; the words are not kept"


def _table(title: str, rows: list[Row]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.title, table.title_justify, table.title_style = Text(title), "left", "bold"
    table.add_column(min_width=10, no_wrap=False, overflow="fold", max_width=20, style="dim")
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label), value if isinstance(value, Text) else Text(value))
    table.add_row()
    return table


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"
