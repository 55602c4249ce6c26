"""JSON: lines of records (JSONL), an array of records, or one object with a list of them. Read as a stream, record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

import msgspec

from dragoman.errors import BrokenItem, DragomanError
from dragoman.readers.item import Context, Item, failed, found
from dragoman.readers.mapping import document_of, value
from dragoman.readers.stream import PIECE, Stream, lines, load, too_large

LINES = (".jsonl", ".ndjson", ".jsonlines")
TYPES = ("application/json", "application/x-ndjson", "application/jsonl", "application/json-seq")
LIST_FIRST = re.compile(rb"\{[^\[]{0,2000}\[\s*\{")  # {"status": "ok", "articles": [{...
START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(\[\s*)?\{\s*[\"}]")
ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*(?:[{\]]|$)")
# A string whole or up to the end of the piece, or what opens, closes or parts: the strings are passed over by the expression,
# at the speed of C.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:(")|\\?\Z)|[\[\]{},]', re.S)
ESCAPE = re.compile(rb"(?:^|[^\\])(?:\\\\)*(\\?)\Z", re.S)


def accepts(stream: Stream) -> bool:
    """By its ending, by what a server said, or by how it begins."""
    return stream.ends(*LINES, ".json") or stream.content_type in TYPES or START.match(stream.head) is not None


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """One item a record; its place is its line, or its number in an array."""
    in_lines, options = stream.ends(*LINES), context.options
    if not in_lines and ARRAY.match(stream.head):
        for number, piece in enumerate(elements(stream, options.max_item), 1):
            yield _item(piece, f"{stream.name}:{number}", stream, context)
    elif in_lines or (options.mapping.records is None and _has_lines(stream.head)):
        yield from of_lines(stream, context)
    else:
        yield from _object(stream, context)


def of_lines(stream: Stream, context: Context, before: int = 0) -> Iterator[Item]:
    """A record a line; `before` lines of the file are not in this part of it."""
    for number, line in lines(stream, context.options.max_item):
        if line is None or line.strip():
            yield _item(line, f"{stream.name}:{before + number}", stream, context)


def _has_lines(head: bytes) -> bool:
    """Whether the first line is a record of its own; one longer than the head is taken for one if more is open than a list."""
    line, newline, _ = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    try:
        record = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return not newline and LIST_FIRST.match(line) is None
    return isinstance(record, dict) and not any(map(_is_records, record.values()))


def _is_records(content: object) -> bool:
    return isinstance(content, list) and bool(content) and all(isinstance(one, dict) for one in content)


def _object(stream: Stream, context: Context) -> Iterator[Item]:
    """A file that is one object: the list of records in it, under `records` of the mapping or alone, or itself a record."""
    data = load(stream, context.options.max_member).data.removeprefix(b"\xef\xbb\xbf")
    content = _decoded(data, stream.name)
    path = context.options.mapping.records
    records: Any = content
    for key in path.split(".") if path else ():
        records = records.get(key) if isinstance(records, dict) else None
    if path is None:
        lists = [one for one in content.values() if _is_records(one)]
        records = lists[0] if len(lists) == 1 and value(content, context.options.mapping.text) is None else [content]
    if not isinstance(records, list):
        raise BrokenItem(f"{stream.name}: no records", f"there is no list under {path!r}", "name the list's key: --map records=KEY")
    for number, record in enumerate(records, 1):
        yield _made(record, f"{stream.name}:{number}" if len(records) > 1 or path else stream.name, stream, context)


def _item(data: bytes | None, place: str, stream: Stream, context: Context) -> Item:
    limit = context.options.max_item
    if data is None:
        return failed(too_large(place, limit, "a record is one report"), stream, item=place)
    try:
        record = _decoded(data, place)
    except BrokenItem as error:
        return failed(error, stream, item=place)
    return _made(record, place, stream, context)


def _decoded(data: bytes, name: str) -> dict[str, Any]:
    try:
        try:
            record = msgspec.json.decode(data)
        except UnicodeDecodeError:  # an 8-bit encoding: what else it may be, its text fields cannot tell
            record = msgspec.json.decode(data.decode("cp1252", errors="replace"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise BrokenItem(f"{name}: no JSON", str(error), "mend the record, or leave it out") from None
    if not isinstance(record, dict):
        raise BrokenItem(f"{name}: no record", "a record is an object with a field for the text", "write each report as an object")
    return cast(dict[str, Any], record)


def _made(record: Any, place: str, stream: Stream, context: Context) -> Item:
    mapping = context.options.mapping
    name = url = None
    try:
        if not isinstance(record, dict):
            raise BrokenItem(f"{place}: no record", "a record is an object", "write each report as an object")
        name, url = value(record, mapping.id), value(record, mapping.url)
        document = document_of(record, mapping, place, stream.source, stream.url, context.options.published)
    except DragomanError as error:
        return failed(error, stream, item=place, url=url, id=name)
    return found(document, stream, item=place, id=name)


def elements(stream: Stream, limit: int) -> Iterator[bytes | None]:
    """The elements of an array as they stand in the file; None for one longer than `limit` bytes.

    Raises BrokenItem where the array ends before it is closed, after the elements that are whole.
    """
    depth, held, kept, skipping = 0, b"", b"", False
    while data := stream.file.read(PIECE):
        held += data
        start, end = 0, len(held)
        for token in TOKEN.finditer(held):
            sign = held[token.start() : token.start() + 1]
            if sign == b'"':
                if token[1] is None:  # the piece cuts it: it is read again with what follows
                    end = token.start()
            elif sign in b"[{":
                depth += 1
                if depth == 1:
                    start, kept = token.end(), b""
            elif sign in b"]}" or depth == 1:
                if depth == 1:
                    piece = kept + held[start : token.start()]
                    if skipping or len(piece) > limit:
                        yield None
                    elif piece.strip():
                        yield piece.strip()
                    kept, skipping, start = b"", False, token.end()
                if sign != b",":
                    depth -= 1
                    if depth == 0:
                        return
        if len(held) - end > limit:
            open_escape = ESCAPE.search(held, len(held) - 64)
            skipping, held, kept = True, b'"' + (open_escape[1] if open_escape else b""), b""
            continue
        kept = b"" if skipping else kept + held[start:end]
        skipping = skipping or len(kept) > limit
        kept, held = (b"" if skipping else kept), held[end:]
    raise BrokenItem(f"{stream.name}: the array is not closed", "the file ends within it", "check that it was copied whole")
