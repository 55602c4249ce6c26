"""From what a user names (files, folders, patterns, addresses, `-`) to the reports in it, one after the other.

    for item in collect(["exports.zip", "https://example.org/feed.xml", "reports/"], Options()):
        ...  # item.document, or item.error

Everything is read as a stream: at any time one report is in memory, or one file of a kind that has to be whole.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from dragoman.errors import DragomanError, Unreachable
from dragoman.readers import web
from dragoman.readers.dispatch import items
from dragoman.readers.files import STDIN, opened
from dragoman.readers.item import Item, Options, Tally
from dragoman.readers.sources import expand
from dragoman.readers.stream import begin, of_raw

__all__ = ["Item", "Options", "Tally", "collect"]


def collect(sources: Sequence[str], options: Options, tally: Tally | None = None) -> Iterator[Item]:
    """Every report in `sources`, in the order given (folders sorted), and every failure in its place.

    What can go wrong with a source or with a report is an item, never an exception. `tally` is filled on the way.
    """
    tally = tally if tally is not None else Tally()
    last_day = last_day_of(options)
    for found in expand(sources, tally.skipped):
        if isinstance(found, DragomanError):
            yield Item(None, found, _name(found), None, _name(found), None, origin=_name(found))
            continue
        try:
            yield from (checked(item, last_day) for item in _of(found, options, tally))
        except DragomanError as error:
            yield Item(None, error, found, found if web.accepts(found) else None, found, None, origin=found)


def _of(source: str, options: Options, tally: Tally) -> Iterator[Item]:
    if web.accepts(source):
        raw = (options.fetch or web.fetch)(source)
        yield from items(of_raw(raw, source), options, tally)
        tally.read += len(raw.data)
    elif source == STDIN:
        file = sys.stdin.buffer
        yield from items(begin(file, name="standard input", source=STDIN, origin=STDIN), options, tally)
    else:
        with opened(source) as file:
            yield from _of_file(source, file, options, tally)


def _of_file(source: str, file: BinaryIO, options: Options, tally: Tally) -> Iterator[Item]:
    """The items of an open file; the tally follows its position."""
    before, rewinds = tally.read, file.seekable()
    for item in items(begin(file, name=source, source=source, origin=source), options, tally):
        if rewinds and not file.closed:
            tally.read = max(tally.read, before + file.tell())
        yield item
    tally.read = before + Path(source).stat().st_size if rewinds and Path(source).is_file() else tally.read


def last_day_of(options: Options) -> str:
    """The day after today: where it is already tomorrow, reports of tomorrow are no mistake."""
    today = options.today or datetime.now(UTC).date().isoformat()
    return (date.fromisoformat(today) + timedelta(days=1)).isoformat()


def checked(item: Item, last_day: str) -> Item:
    """A declared date in the future is a mistake, and none is better; a date that the user gave stands."""
    document = item.document
    if document is None or document.published is None or document.published_basis == "given" or document.published[:10] <= last_day:
        return item
    basis = f"unknown: the date that is declared, {document.published}, is after the day of reading"
    return replace(item, document=replace(document, published=None, published_basis=basis), published=None)


def _name(error: DragomanError) -> str:
    """The source that an error of finding files is about: its text begins with it."""
    return error.what.rpartition(": ")[0] if isinstance(error, Unreachable) else error.what
