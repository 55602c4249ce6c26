"""ZIP: every member is read by its own format. Nothing is written to the disk, and nothing is unpacked beyond its limits."""

from __future__ import annotations

import io
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from dragoman.errors import BrokenItem, DragomanError, UnsafeArchive
from dragoman.readers.bounded import Bounded
from dragoman.readers.item import Context, Item, failed
from dragoman.readers.kinds import passed_over
from dragoman.readers.stream import PIECE, Stream, begin

MAX_MEMBERS = 200_000
IN_MEMORY = 16_000_000
OFFICE = (b"[Content_Types].xml", b"mimetype")
LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")
REMEDY = "unpack it yourself if you trust it, and give the files"


def accepts(stream: Stream) -> bool:
    """By how it begins, unless it is an office document or a book of its own format."""
    return stream.head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not stream.head[30:].startswith(OFFICE)


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """The items of its members, in order of their names. Raises UnsafeArchive or BrokenItem for the archive as a whole."""
    with seekable(stream.file) as file:
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise BrokenItem(f"{stream.name}: broken archive", str(error), "get it again, or unpack what can be saved") from None
        members = sorted(archive.infolist(), key=lambda member: member.filename)
        _check(members, stream, _size(file))
        for member in members:
            if not member.is_dir():
                yield from _member(archive, member, stream, context)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, stream: Stream, context: Context) -> Iterator[Item]:
    place = f"{stream.name}/{member.filename}"
    if (reason := passed_over(member.filename)) is not None:
        context.tally.skipped[reason] += 1
        return
    try:
        _check_member(member, place)
        opened = archive.open(member)
        file = cast(BinaryIO, io.BufferedReader(Bounded(cast(BinaryIO, opened), place, lambda: member.compress_size), PIECE))
        inner = begin(file, name=place, source=stream.source, origin=stream.origin, depth=stream.depth + 1)
        yield from context.descend(inner)
    except DragomanError as error:
        yield failed(error, stream, item=place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, OSError) as error:
        yield failed(BrokenItem(f"{place}: broken member", f"{type(error).__name__}: {error}", "get the archive again"), stream, item=place)


def _check(members: list[zipfile.ZipInfo], stream: Stream, size: int) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnsafeArchive(f"{stream.name}: refused", f"it has {len(members)} members, more than {MAX_MEMBERS}", REMEDY)
    if sum(member.compress_size for member in members) > size:  # one piece of data under many names
        raise UnsafeArchive(f"{stream.name}: refused", "its members overlap, as they do in a bomb", REMEDY)


def _check_member(member: zipfile.ZipInfo, place: str) -> None:
    if LEADS_OUT.search(member.orig_filename) or LEADS_OUT.search(member.filename):
        raise UnsafeArchive(f"{place}: refused", "its path leads out of the archive", REMEDY)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnsafeArchive(f"{place}: refused", "it is a link to another file", REMEDY)
    if member.flag_bits & 1:
        raise BrokenItem(f"{place}: locked", "it is encrypted", "unpack it with its password, and give the files")


def seekable(file: BinaryIO) -> BinaryIO:
    """The file, or a copy of it (in memory, above 16 MB on the disk) where it cannot be rewound: the directory is at the end."""
    if file.seekable():
        return cast(BinaryIO, _Kept(file))
    copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    while data := file.read(PIECE):
        copy.write(data)
    copy.seek(0)
    return cast(BinaryIO, copy)


class _Kept:
    """A file that its owner closes, in a `with` that would."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def __enter__(self) -> BinaryIO:
        return self._file

    def __exit__(self, *_: object) -> None:
        return None


def _size(file: BinaryIO) -> int:
    return file.seek(0, io.SEEK_END)
