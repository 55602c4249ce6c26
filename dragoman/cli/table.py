"""A coding as tables to read: events, then what is owed, who holds which office, and standing relations."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

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
WIDE = 120  # columns from which every field of an event has room for a column of its own


def render(coding: Coding, width: int) -> Iterator[RenderableType]:
    """What to print, in order, for a terminal of `width` columns."""
    yield _heading(coding.document)
    if coding.events:
        yield (_wide if width >= WIDE else _narrow)(coding.events)
    else:
        yield Text("No event of international politics was found in this report.")
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


def _heading(document: Document) -> Text:
    """The headline and the date, with how it is known and what follows where it is not."""
    text = Text(cells.line(document.title or document.source or document.id), style="bold")
    if document.published is None:
        reason = document.published_basis.removeprefix("unknown: ")
        text.append(f"\nPublished: unknown ({reason}). ", "not bold")
        text.append("Relative dates such as \u201con Friday\u201d stay open: give --date.", "not bold")
    else:
        text.append(f"\nPublished {document.published} ({document.published_basis})", style="not bold")
    return text


def _wide(events: Iterable[Event]) -> Table:
    head = ("Status", "Date", "Actors", "Type", "Recipients", "Place", "In the text")
    rows = (
        (
            _status(event),
            cells.date(event.date),
            cells.actors(event.actors),
            cells.kind(event),
            cells.actors(event.recipients),
            cells.place(event.place),
            cells.words(event),
        )
        for event in events
    )
    return _table("Events", head, rows)


def _narrow(events: Iterable[Event]) -> Table:
    """Four columns: status over date, type, actors over recipients over place, and the words."""
    rows = (
        (
            Text("\n").join([_status(event), Text(cells.date(event.date))]),
            cells.kind(event).replace("/", "\n"),
            "\n".join(_sides(event)),
            cells.words(event),
        )
        for event in events
    )
    return _table("Events", ("Status, date", "Type", "Who, to whom, where", "In the text"), rows)


def _sides(event: Event) -> Iterator[str]:
    if event.actors:
        yield cells.actors(event.actors)
    yield from (f"\u2192 {cells.actor(recipient)}" for recipient in event.recipients)
    if event.place:
        yield f"in {cells.place(event.place)}"


def _status(event: Event) -> Text:
    return Text(cells.status(event), style=STYLES[event.status])


def _table(title: str, head: tuple[str, ...], rows: Iterable[tuple[str | Text, ...]]) -> Table:
    """Cells are taken as plain text: a bracket in a name is no markup."""
    table = Table(title=title, title_justify="left", show_lines=True)
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in row))
    return table
