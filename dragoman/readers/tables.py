"""Tables: CSV and TSV with a line of names first, one report a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dragoman.errors import BrokenItem, DragomanError
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.mapping import Mapping, document_of, value
from dragoman.readers.stream import Stream, decoded, lines, too_large

TYPES = ("text/csv", "text/tab-separated-values")
DELIMITERS = ",;\t|"


def accepts(stream: Stream) -> bool:
    """By its ending or by what a server said."""
    return stream.ends(".csv", ".tsv", ".tab") or stream.content_type in TYPES


def read(stream: Stream, context: Context, before: int = 0) -> Iterator[Item]:
    """One item a row; its place is the line that the row begins in. Raises BrokenItem where no column has the texts.

    `before` lines of the file, after its first line, are not in this part of it.
    """
    feed = _Lines(stream, context.options.max_item)
    first = next(feed, "")
    rows = csv.reader(_chain(first, feed), delimiter=_delimiter(first), strict=False)
    header = [name.strip() for name in next(rows, [])]
    _check_header(header, context.options.mapping, stream.name)
    while True:
        line = before + feed.number + 1
        place = f"{stream.name}:{line}"
        try:
            with _field_limit(context.options.max_item):
                row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            why = f"{error} (a quotation mark that is never closed takes all that follows it)"
            yield failed(BrokenItem(f"{place}: broken row", why, f"mend lines {line} to {before + feed.number}"), stream, item=place)
            continue
        if feed.too_long:
            feed.too_long = False
            yield failed(too_large(place, context.options.max_item, "a row is one report"), stream, item=place)
        elif any(map(str.strip, row)):
            yield _item(header, row, place, stream, context)


def starts(file: BinaryIO, limit: int) -> Iterator[tuple[int, int]]:
    """How many bytes and lines stand before each row, the first line of names left out, as `read` takes rows apart."""
    at = [0, 0]

    def fed() -> Iterator[str]:
        while line := file.readline():
            at[0] += len(line)
            at[1] += 1
            yield decoded(line, None) if len(line) <= limit else "\n"

    feed = fed()
    first = next(feed, "")
    rows = csv.reader(_chain(first, feed), delimiter=_delimiter(first), strict=False)
    next(rows, None)
    while True:
        before = (at[0], at[1])
        try:
            with _field_limit(limit):
                next(rows)
        except StopIteration:
            return
        except csv.Error:
            pass
        yield before


def _item(header: list[str], row: list[str], place: str, stream: Stream, context: Context) -> Item:
    mapping = context.options.mapping
    record = dict(zip(header, row, strict=False))
    name, url = value(record, mapping.id), value(record, mapping.url)
    try:
        if len(row) > len(header):
            why = f"the row has {len(row)} cells, the header {len(header)}"
            raise BrokenItem(f"{place}: too many cells", why, "put texts with delimiters in quotation marks")
        document = document_of(record, mapping, place, stream.source, stream.url, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, url=url, id=name)
    return found(document, stream, item=place, id=name)


def _check_header(header: list[str], mapping: Mapping, name: str) -> None:
    wanted = [mapping.text] if isinstance(mapping.text, str) else mapping.text
    if not set(wanted) & set(header) and "text" not in mapping.constants:
        why = f"its first line names the columns {', '.join(header)[:200] or 'none'}"
        raise BrokenItem(f"{name}: no column {'+'.join(wanted)!r}", why, "name the column with the text: --map text=COLUMN")


def _delimiter(header: str) -> str:
    """The one that the header has most of; a comma where it has none."""
    return max(DELIMITERS, key=header.count)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from rest


class _Lines(Iterator[str]):
    """The lines as text, with the number of the last one; a line that is too long comes empty and is marked."""

    def __init__(self, stream: Stream, limit: int) -> None:
        self.number = 0
        self.too_long = False
        self._charset = stream.charset
        self._lines = lines(stream, limit)

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        if line is None:
            self.too_long = True
            return "\n"
        return decoded(line, self._charset)


@contextmanager
def _field_limit(limit: int) -> Iterator[None]:
    """The csv module has one limit for the whole process (131,072 characters): put back what others rely on."""
    before = csv.field_size_limit(limit)
    try:
        yield
    finally:
        csv.field_size_limit(before)
