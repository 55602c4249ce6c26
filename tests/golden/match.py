"""Compares a coding (built-in types, as in the JSON) with golden rows. Every row takes at most one coded entry."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.golden.differ import (
    Entry,
    codes,
    commitment_differs,
    event_differs,
    gathered,
    office_differs,
    relation_differs,
)
from tests.golden.rows import CommitmentRow, EventRow, Golden, OfficeRow, RelationRow

Differ = Callable[[Any, Entry], list[str]]
CodeReport = Callable[[Path, str | None], Entry]


class Missing(Struct, frozen=True):
    """A row that was not found, the coded entry that comes nearest, and the fields in which they differ."""

    table: str
    must: bool
    row: str
    nearest: str
    differs: tuple[str, ...]

    def __str__(self) -> str:
        mark = "MUST " if self.must else ""
        return f"{mark}{self.table}: {self.row}\n    nearest: {self.nearest}\n    differs: {'; '.join(self.differs)}"


class Comparison(Struct, frozen=True):
    """`facets` are (right, checked) for fields that do not decide whether a row is found: mode, attributed_to."""

    rows: int
    missing: tuple[Missing, ...]
    extra: int
    facets: dict[str, tuple[int, int]]

    @property
    def recall(self) -> float:
        """Share of the rows that were found, 1 where there are none."""
        return (self.rows - len(self.missing)) / self.rows if self.rows else 1.0


def pairs(options: Sequence[Sequence[int]]) -> dict[int, int]:
    """Most rows that can each have an entry of its own (augmenting paths): {row: entry}."""
    taken: dict[int, int] = {}

    def seat(row: int, seen: set[int]) -> bool:
        for entry in options[row]:
            if entry not in seen:
                seen.add(entry)
                if entry not in taken or seat(taken[entry], seen):
                    taken[entry] = row
                    return True
        return False

    for row in range(len(options)):
        seat(row, set())
    return {row: entry for entry, row in taken.items()}


def describe(entry: Entry) -> str:
    """One line for a coded entry of any table."""
    if "trigger" in entry:
        who = f"{sorted(codes(entry['actors']))} > {sorted(codes(entry['recipients']))}"
        return f"{entry['type']} {entry['status']} {who} “{entry['trigger']['text']}”"
    if "what" in entry:
        return f"{entry['state']} due {entry['due']} “{entry['what']['text']}”"
    if "person" in entry:
        return f"{entry['person']}, {entry['office']}, {entry['country']}"
    return f"{entry['kind']} {sorted(codes(entry['members']))}"


def row_line(row: EventRow | CommitmentRow | OfficeRow | RelationRow) -> str:
    """One line for a golden row of any table."""
    match row:
        case EventRow():
            return f"{row.type} {row.status} {row.actors} > {row.recipients} “{row.trigger}”"
        case CommitmentRow():
            return f"{row.state} due {row.due} “{row.what}”"
        case OfficeRow():
            return f"{row.person}, {row.office}, {row.country}"
        case RelationRow():
            return f"{row.kind} {row.members}"


def lost(table: str, row: Any, entries: Sequence[Entry], differ: Differ) -> Missing:
    """The account of a row that was not found."""
    if not entries:
        return Missing(table, row.must, row_line(row), "none", ("nothing coded",))
    nearest = min(entries, key=lambda entry: len(differ(row, entry)))
    differs = tuple(differ(row, nearest)) or ("right, but taken by another row",)
    return Missing(table, row.must, row_line(row), describe(nearest), differs)


def table_of(
    table: str, rows: Sequence[Any], entries: Sequence[Entry], differ: Differ
) -> tuple[dict[int, int], list[Missing]]:
    """{row: entry} of the rows found, and the account of the others."""
    found = pairs([[j for j, entry in enumerate(entries) if not differ(row, entry)] for row in rows])
    return found, [lost(table, row, entries, differ) for i, row in enumerate(rows) if i not in found]


def said_by(row: EventRow, event: Entry) -> bool:
    """Whether the event is credited to whom the row names."""
    return (row.attributed_to or "").lower() in ((event["attributed_to"] or {}).get("name") or "").lower()


def facets_of(found: Iterable[tuple[EventRow, Entry]]) -> dict[str, tuple[int, int]]:
    """(right, checked) of mode and attribution on the events found."""
    both = list(found)
    modes = [row.mode == event["mode"] for row, event in both if row.mode]
    speakers = [said_by(row, event) for row, event in both if row.attributed_to]
    return {"mode": (sum(modes), len(modes)), "attributed_to": (sum(speakers), len(speakers))}


def compare(golden: Golden, coding: Entry) -> Comparison:
    """Every golden row against a coding as `msgspec.to_builtins` gives it."""
    text, events = coding["document"]["text"], coding["events"]
    found, missing = table_of("event", golden.event, events, lambda row, entry: event_differs(row, entry, text))
    _, owed = table_of("commitment", golden.commitment, coding["commitments"],
                       lambda row, entry: commitment_differs(row, entry, text))
    _, held = table_of("office", golden.office, coding["offices"], office_differs)
    _, related = table_of("relation", golden.relation, gathered(coding["relations"]), relation_differs)
    rows = len(golden.event) + len(golden.commitment) + len(golden.office) + len(golden.relation)
    facets = facets_of((golden.event[i], events[j]) for i, j in found.items())
    return Comparison(rows, (*missing, *owed, *held, *related), len(events) - len(found), facets)
