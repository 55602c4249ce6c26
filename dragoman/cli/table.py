"""A coding as tables to read: events, then what is owed, who holds which office, and standing relations."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dragoman.cli import cells
from dragoman.model import Coding, Document, Event, Status

STYLES: dict[Status, str] = {
    "occurred": "green",
    "ongoing": "cyan",
    "planned": "blue",
    "expected": "magenta",
    "possible": "yellow",
    "negated": "red",
    "alleged": "bright_black",
}
WIDE = 140  # columns from which every field of an event has room for a column of its own
MOST = (12, 13, 24, 12, 20, 16)  # columns that their words take at most ("none planned", "2023-11-14 to"); the last has the rest


def render(coding: Coding, width: int) -> Iterator[RenderableType]:
    """What to print, in order, for a terminal of `width` columns."""
    yield _heading(coding.document)
    if coding.events:
        yield listed(sorted(coding.events, key=_first_told), width)
    else:
        yield Text("No event found, or none that the coder is sure enough of: --min-confidence 0 shows every guess.")
    if coding.commitments:
        rows = (
            (c.state, cells.actors(c.obligor), cells.actors(c.obligee), cells.quote(c.what), c.due or "")
            for c in coding.commitments
        )
        yield _table("Commitments", ("State", "Who owes", "To whom", "What", "Due"), rows)
    if coding.offices:
        held = ((o.person, f"former {o.office}" if o.former else o.office, o.country or "") for o in coding.offices)
        yield _table("Offices", ("Person", "Office", "Country"), held)
    if coding.relations:
        ties = (
            (tie.kind, tie.status, "; ".join(map(cells.actor, tie.members)), cells.quote(tie.evidence))
            for tie in coding.relations
        )
        yield _table("Relations", ("Kind", "Status", "Members", "In the text"), ties)


def listed(events: Iterable[Event], width: int) -> Table:
    """Events in their order."""
    return (_wide if width >= WIDE else _narrow)(events)


def _first_told(event: Event) -> tuple[int, int]:
    """Where the report first tells of the event: the table follows the text."""
    return min(span.start for span in event.evidence), event.trigger.start


def _heading(document: Document) -> Text:
    """The headline and the date, with how it is known and what follows where it is not."""
    text = Text(cells.line(document.title or document.source or document.id), style="bold")
    if document.published is None:
        reason = document.published_basis.removeprefix("unknown: ")
        text.append(f"\nPublished: unknown ({reason}). ", "not bold")
        text.append("Relative dates such as \u201con Friday\u201d stay empty: give the day with --date.", "not bold")
    else:
        text.append(f"\nPublished {document.published} ({document.published_basis})", style="not bold")
    return text


def _wide(events: Iterable[Event]) -> Table:
    """A column for every field; the trigger stands before its sentence."""
    head = ("Status", "Date", "Actors", "Type", "Recipients", "Place", "In the text")
    rows = (
        (
            _status(event),
            cells.date(event.date),
            cells.actors(event.actors),
            cells.kind(event),
            cells.actors(event.recipients),
            cells.place(event.place),
            _words(event),
        )
        for event in events
    )
    return _table("Events", head, rows, MOST)


def _narrow(events: Iterable[Event]) -> Table:
    """Two columns: status, type and date; then who does what to whom where, with the words under it."""
    rows = (
        (
            Text("\n").join([_status(event), *map(Text, filter(None, (cells.kind(event), cells.date(event.date))))]),
            Text("\n").join([*map(Text, _sides(event)), _words(event)]),
        )
        for event in events
    )
    return _table("Events", ("Status, type, date", "Who, to whom, where, in which words"), rows)


def _sides(event: Event) -> Iterator[str]:
    if event.actors:
        yield cells.actors(event.actors)
    if event.recipients:
        yield "\u2192 " + cells.actors(event.recipients).replace("\n", "\n\u2192 ")
    if event.place:
        yield f"in {cells.place(event.place)}"


def _words(event: Event) -> Text:
    """The trigger as quoted, whom the report credits, and the sentence on which it all stands."""
    text = Text(cells.quote(event.trigger), style="bold")
    text.append(f"{cells.credit(event)}: {cells.sentence(event)}", "not bold")
    if records := cells.records(event):
        text.append(f"\n{records}", "not bold dim")
    return text


def _status(event: Event) -> Text:
    return Text(cells.status(event), style=STYLES[event.status])


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str | Text, ...]], most: tuple[int, ...] = ()) -> Table:
    """Cells are taken as plain text: a bracket in a name is no markup. `most`: widths of the first columns."""
    table = Table(title=title, title_justify="left", show_lines=True)
    for name, width in zip_longest(head, most):
        table.add_column(name, overflow="fold", max_width=width)
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return table
