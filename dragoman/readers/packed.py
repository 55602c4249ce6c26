"""One file packed by gzip, zstd, bzip2 or xz: what is in it is read by its own format."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from dragoman.errors import BrokenItem
from dragoman.readers.bounded import Bounded
from dragoman.readers.item import Context, Item, failed
from dragoman.readers.stream import PIECE, Stream, begin
from dragoman.readers.zstd import ZstdFile

SIGNATURES = ((b"\x1f\x8b", "gzip"), (b"\x28\xb5\x2f\xfd", "zstd"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"))


def accepts(stream: Stream) -> bool:
    """By how it begins."""
    return _method(stream.head) is not None


def read(stream: Stream, context: Context) -> Iterator[Item]:
    """The items of what is packed; a break in the packing is the last of them."""
    try:
        file = unpacked(stream)
        inner = begin(file, name=stream.name, source=stream.source, origin=stream.origin, url=stream.url, depth=stream.depth + 1)
        yield from context.descend(inner)
    except breaks() as error:
        yield failed(broken(stream, error), stream)


def unpacked(stream: Stream) -> BinaryIO:
    """What is packed in it, within bounds; reading it raises one of `breaks`, or UnsafeArchive."""
    source = _Counted(stream.file)
    opened = _opened(_method(stream.head) or "", cast(BinaryIO, source))
    return cast(BinaryIO, io.BufferedReader(Bounded(opened, stream.name, lambda: source.count), PIECE))


def breaks() -> tuple[type[Exception], ...]:
    """What a break in the packing raises."""
    import lzma
    import zlib

    from zstandard import ZstdError

    return (EOFError, OSError, zlib.error, lzma.LZMAError, ZstdError)


def broken(stream: Stream, error: Exception) -> BrokenItem:
    """The error for it."""
    return BrokenItem(f"{stream.name}: broken packing", f"{type(error).__name__}: {error}", "get the file again")


def _method(head: bytes) -> str | None:
    return next((method for signature, method in SIGNATURES if head.startswith(signature)), None)


def _opened(method: str, file: BinaryIO) -> BinaryIO:
    import bz2
    import gzip
    import lzma

    if method == "gzip":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if method == "zstd":
        return cast(BinaryIO, ZstdFile(file))
    return cast(BinaryIO, bz2.BZ2File(file) if method == "bzip2" else lzma.LZMAFile(file))


class _Counted(io.RawIOBase):
    """A file that knows how much was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.count = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data
