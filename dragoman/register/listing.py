"""A register as a CSV file: one row a holding. A user's own list is read the same way; wrong rows are named and set aside.

Columns: person, office, country; and, empty or absent where unknown, kind, sector, first_seen, last_seen, former, aliases, sources,
coders. Lists in a cell are parted by semicolons.
"""
from __future__ import annotations

import csv
import io
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import get_args

from msgspec import Struct, convert

from dragoman.days import first_day
from dragoman.errors import BadInput, Unreachable
from dragoman.model import Kind
from dragoman.register.holdings import Holding
from dragoman.register.index import Register, register
from dragoman.register.rules import Rules, rules
from dragoman.register.titles import nature, usual, without_former
from dragoman.resources import organisations

COLUMNS = ("person", "office", "country", "kind", "sector", "first_seen", "last_seen", "former", "aliases", "sources", "coders")
NEEDED = COLUMNS[:3]
YES, NO = frozenset({"yes", "true", "1", "former"}), frozenset({"", "no", "false", "0"})


class BadRow(Struct, frozen=True):
    """A row that is set aside: its line in the file, and why."""

    line: int
    why: str


class GoodRow(Struct, frozen=True):
    """A row and where it stands in the text, its line end left out."""

    start: int
    end: int
    holding: Holding


class Listed(Struct, frozen=True):
    """A list as read: the register of its good rows, how many rows there were, the bad ones, and columns that nothing reads."""

    register: Register
    good: tuple[GoodRow, ...]
    rows: int
    bad: tuple[BadRow, ...]
    ignored: tuple[str, ...] = ()


def dump(r: Register) -> str:
    """The register as CSV, its rows in the register's own order."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(row, r.holdings))
    return out.getvalue()


def row(h: Holding) -> list[str]:
    """One holding as cells."""
    lists = ["; ".join(item.replace(";", ",") for item in items) for items in (h.aliases, h.sources, h.coders)]
    plain = [h.person, h.office, h.country, h.kind, h.sector or "", h.first_seen or "", h.last_seen or ""]
    return [*plain, "yes" if h.former else "no", *lists]


def read(path: Path) -> Listed:
    """The list in a file. Raises Unreachable without the file, BadInput for what is no such list."""
    return parse(text_of(path), str(path))


def text_of(path: Path) -> str:
    """The text of a file. Raises Unreachable, BadInput."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreachable(f"{path}: cannot be read", error.strerror or str(error), "give a CSV file of offices") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: is not UTF-8 text", str(error), "save the list as CSV in UTF-8") from None


def parse(text: str, name: str = "the list", known: Rules | None = None) -> Listed:
    """The list in a text; `name` is for messages. Raises BadInput where its head is none."""
    known = known or rules()
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    lines = list(io.StringIO(text, newline=""))
    ends = [0, *accumulate(map(len, lines))]
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    try:
        head = [cell.strip().lower().replace(" ", "_") for cell in next(reader, [])]
        _check(head, name)
        before = reader.line_num
        for cells in reader:
            start, before = ends[before], reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            found = holding(dict(zip(head, (cell.strip() for cell in cells), strict=False)), known)
            if isinstance(found, Holding):
                good.append(GoodRow(start, start + len(text[start : ends[before]].rstrip("\r\n")), found))
            else:
                bad.append(BadRow(before, found))
    except csv.Error as error:
        raise BadInput(f"{name}: is not CSV", f"line {reader.line_num}: {error}", "mend the quotes of that line") from None
    ignored = tuple(column for column in head if column and column not in COLUMNS)
    return Listed(register((row.holding for row in good), known), tuple(good), len(good) + len(bad), tuple(bad), ignored)


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _check(head: list[str], name: str) -> None:
    missing = [column for column in NEEDED if column not in head]
    twice = [column for column in COLUMNS if head.count(column) > 1]
    if missing or twice:
        why = f"its first line lacks {', '.join(missing)}" if missing else f"its first line has {', '.join(twice)} twice"
        raise BadInput(f"{name}: is no list of offices", why, f"begin it with: {','.join(COLUMNS)}")


def holding(cells: Mapping[str, str], known: Rules) -> Holding | str:
    """The holding of a row, or why it is none."""
    wrong = next(_faults(cells), None)
    if wrong is not None:
        return wrong
    written, past = without_former(cells["office"], known)
    office = usual(written, cells["country"], known)
    kind, sector = (cells["kind"], cells.get("sector") or None) if cells.get("kind") else nature(office)
    start, end = cells.get("first_seen", ""), cells.get("last_seen", "")
    return Holding(
        cells["person"],
        office,
        cells["country"],
        convert(kind, Kind),
        sector,
        first_day(start) if start else None,
        last_day(end) if end else None,
        past or cells.get("former", "").lower() in YES,
        *(_items(cells.get(column, "")) for column in ("aliases", "sources", "coders")),
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(sorted({item.strip() for item in cell.split(";") if item.strip()}))


def _faults(cells: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row, the first thing first."""
    for column in NEEDED:
        if not any(c.isalnum() for c in cells.get(column, "")):
            yield f"it has no {column}"
    country = cells.get("country", "")
    if " " in country or sum(c.isupper() or c.isdigit() for c in country) < 2:
        yield f"country {country!r} is no code, such as KEN or NATO"
    if len(country) == 2 and country not in organisations(None):
        yield f"country {country!r} has two letters and is no organisation's: a state has three, such as KEN"
    if (kind := cells.get("kind")) and kind not in get_args(Kind):
        yield f"kind {kind!r} is none of {', '.join(get_args(Kind))}"
    days = [cells.get(column, "") for column in ("first_seen", "last_seen")]
    for column, day in zip(("first_seen", "last_seen"), days, strict=True):
        if day and not _is_day(day):
            yield f"{column} {day!r} is no date, such as 2021-03-04, 2021-03 or 2021"
    if all(days) and last_day(days[1]) < first_day(days[0]):
        yield f"last_seen {days[1]} is before first_seen {days[0]}"
    if (former := cells.get("former", "").lower()) not in YES | NO:
        yield f"former {former!r} is neither yes nor no"


def _is_day(day: str) -> bool:
    try:
        return len(day) in (4, 7, 10) and bool(date.fromisoformat(first_day(day)))
    except ValueError:
        return False


def last_day(day: str) -> str:
    """The last day of a coarser date; a day itself."""
    month = day if len(day) > 4 else f"{day}-12"
    return day if len(day) == 10 else f"{month}-{monthrange(int(month[:4]), int(month[5:7]))[1]:02}"
