"""Where a file can be cut: into pieces of so many records, without coding any. Every file is read once for it, Parquet's foot only."""
from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dragoman.archive.inputs import opening
from dragoman.archive.plan import File, Form, Piece
from dragoman.archive.stores import trouble_of
from dragoman.errors import MissingPackage, Unreachable
from dragoman.readers import jsons, packed, parquet, tables, warc
from dragoman.readers.item import MAX_ITEM
from dragoman.readers.stream import WIDE, Stream, begin

BLOCK = 1 << 20
GZIP = b"\x1f\x8b"


def pieces(number: int, file: File, each: int) -> list[Piece]:
    """Of a file, by its number in the plan. One that cannot be cut, or is broken, is one piece. Raises Unreachable, MissingPackage."""
    with opening(file.name) as data:
        try:
            return _pieces(number, file, data, each)
        except MissingPackage:
            raise
        except Exception:  # noqa: BLE001 - libraries raise anything on broken bytes; whoever reads it tells what is wrong
            return [Piece(number)]
        finally:
            if (trouble := trouble_of(data)) is not None:
                raise Unreachable(f"{file.place}: cannot be read", str(trouble), "run the same command again")


def _pieces(number: int, file: File, data: BinaryIO, each: int) -> list[Piece]:
    stream = begin(data, name=file.place, source=file.place, origin=file.name)
    form = form_of(stream)
    if form == "parquet":
        rows = parquet.rows(data, file.place)
        return [Piece(number, form, at, min(each, rows - at), at) for at in range(0, rows, each)] or [Piece(number)]
    if form == "warc":
        return _of_warc(number, data, each)
    if form == "whole":
        return [Piece(number)]
    inner = packed.accepts(stream)
    source = packed.unpacked(stream) if inner else data
    cuts = _lines(source, each) if form == "lines" else _rows(source, each)
    return _cut(number, form, _readable(cuts), inner)


def form_of(stream: Stream) -> Form:
    """How a file can be cut. Lines of two and four bytes a character have no ends that could be found."""
    if parquet.accepts(stream):
        return "parquet"
    if warc.accepts(stream):
        return "warc" if stream.head.startswith((b"WARC/", GZIP)) else "whole"
    if stream.head.startswith(tuple(mark for mark, _ in WIDE)):
        return "whole"
    if stream.ends(*jsons.LINES):
        return "lines"
    return "table" if tables.accepts(stream) else "whole"


def _cut(number: int, form: Form, cuts: list[tuple[int, int]], is_packed: bool) -> list[Piece]:
    """From (bytes, lines) before each cut; the first is the beginning of the records."""
    if not cuts:
        return [Piece(number)]
    head, lines = cuts[0]
    ends = [at for at, _ in cuts[1:]]
    lengths = [end - at for end, (at, _) in zip(ends, cuts, strict=False)]
    return [
        Piece(number, form, at, length, before - lines, is_packed, head)
        for (at, before), length in zip(cuts, [*lengths, -1], strict=True)
    ]  # fmt: skip


def _lines(file: BinaryIO, each: int) -> Iterator[tuple[int, int]]:
    """Before every so many lines; none where the file ends."""
    at = lines = 0
    held = (0, 0)
    while data := file.read(BLOCK):
        ends = data.count(b"\n")
        start, left = -1, each - lines % each
        while left <= ends:
            for _ in range(left):
                start = data.index(b"\n", start + 1)
            lines, ends, left = lines + left, ends - left, each
            yield held
            held = (at + start + 1, lines)
        lines += ends
        at += len(data)
    if held[0] < at or not at:
        yield held


def _rows(file: BinaryIO, each: int) -> Iterator[tuple[int, int]]:
    for n, before in enumerate(tables.starts(file, MAX_ITEM)):
        if n % each == 0:
            yield before


def _readable(cuts: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """As far as the packing holds: whoever reads the last piece tells of its break."""
    found = []
    try:
        for cut in cuts:
            found.append(cut)
    except packed.breaks():
        pass
    return found


def _of_warc(number: int, file: BinaryIO, each: int) -> list[Piece]:
    """Cut before every so many records; an archive whose packing does not begin anew with each record stays whole."""
    cuts = [(at, n) for n, at in enumerate(warc.starts(file)) if n % each == 0]
    for at, _ in cuts:
        file.seek(at)
        if not file.read(5).startswith((b"WARC/", GZIP)):
            return [Piece(number)]
    return _cut(number, "warc", [(0, 0), *cuts[1:]], False)
