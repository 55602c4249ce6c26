"""The items of a shard: what `dragoman ingest` would meet in that part of its files, at the same places."""
from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, cast

from dragoman.archive.inputs import opening
from dragoman.archive.plan import Asked, File, Piece
from dragoman.archive.stores import trouble_of
from dragoman.errors import Unreachable
from dragoman.readers import jsons, packed, parquet, parse_published, tables, warc
from dragoman.readers.collect import checked, last_day_of
from dragoman.readers.dispatch import guarded, items
from dragoman.readers.item import Context, Item, Options, Tally, failed
from dragoman.readers.mapping import parse_mapping
from dragoman.readers.split import load_split
from dragoman.readers.stream import Stream, begin

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 1 << 16


def options_of(asked: Asked) -> Options:
    """How inputs are read. Raises BadDate, DataError."""
    return Options(
        published=parse_published(asked.published) if asked.published else None,
        mapping=parse_mapping(asked.mapping),
        split=load_split(asked.split) if asked.split else None,
        today=asked.today or None,
    )


def read(shard: Sequence[Piece], files: Sequence[File], options: Options, tally: Tally) -> Iterator[Item]:
    """Every report of the pieces and every failure in its place. Raises Unreachable where a file is not there as it was."""
    last_day = last_day_of(options)
    for piece in shard:
        file = files[piece.file]
        with opening(file.name) as data:
            if (size := data.seek(0, io.SEEK_END)) != file.size:
                why = f"it had {file.size} bytes when the archive was begun, and has {size}"
                raise Unreachable(f"{file.name}: has changed", why, "begin anew in another folder")
            data.seek(0)
            for item in _of(piece, file, data, options, tally):
                yield checked(item, last_day)
            if (trouble := trouble_of(data)) is not None:
                raise Unreachable(f"{file.name}: cannot be read", str(trouble), "run the same command again: the shard is not done")


def _of(piece: Piece, file: File, data: BinaryIO, options: Options, tally: Tally) -> Iterator[Item]:
    whole = begin(data, name=file.place, source=file.place, origin=file.name)
    context = Context(options, tally, lambda inner: items(inner, options, tally))
    if piece.form == "whole":
        return items(whole, options, tally)
    if piece.form == "parquet":
        return guarded(partial(parquet.of_rows, before=piece.offset, number=piece.length), whole, context)
    return guarded(partial(_of_part, piece), whole, context)


def _of_part(piece: Piece, whole: Stream, context: Context) -> Iterator[Item]:
    breaks = packed.breaks() if piece.packed else ()
    source = packed.unpacked(whole) if piece.packed else whole.file
    try:
        head = source.read(piece.head)
        if piece.packed:
            _pass_over(source, piece.offset - piece.head)
        else:
            source.seek(piece.offset)
        part = io.BufferedReader(Part(head if piece.form == "table" else b"", source, piece.length), PIECE)
        stream = begin(cast(BinaryIO, part), name=whole.name, source=whole.source, origin=whole.origin)
        reader = {"lines": jsons.of_lines, "table": tables.read, "warc": warc.read}[piece.form]
        yield from reader(stream, context, piece.before)
    except breaks as error:
        yield failed(packed.broken(whole, error), whole)


def _pass_over(file: BinaryIO, number: int) -> None:
    while number > 0 and (data := file.read(min(number, PIECE))):
        number -= len(data)


class Part(io.RawIOBase):
    """Some bytes, then so many of a file from where it stands; -1 for all."""

    def __init__(self, head: bytes, file: BinaryIO, length: int) -> None:
        self._head, self._file, self._left = head, file, length

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """From the head, then from the file."""
        with memoryview(buffer) as view:
            if self._head:
                data, self._head = self._head[: len(view)], self._head[len(view) :]
            else:
                data = self._file.read(len(view) if self._left < 0 else min(len(view), self._left))
                self._left -= len(data) if self._left > 0 else 0
            view[: len(data)] = data
            return len(data)
