"""Bytes that are read piece by piece: their beginning without taking it away, their lines, or all of them within a limit."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast

from msgspec import Struct

from dragoman.errors import TooLarge
from dragoman.readers.raw import Raw

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

HEAD = 8192
PACKED = (".gz", ".zst", ".bz2", ".xz")
PIECE = 65_536
WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Stream(Struct, frozen=True):
    """An open container or report. `name` is its place for messages and items, `source` who or what it is from, `origin`
    the file or address that was asked for, `head` its first bytes, `depth` how many containers it stands in."""

    name: str
    source: str
    origin: str
    file: BinaryIO
    head: bytes
    url: str | None = None
    content_type: str | None = None
    charset: str | None = None
    depth: int = 0

    def ends(self, *endings: str) -> bool:
        """Whether the name, or the path of an address, ends in one of these, apart from an ending that says how it is packed."""
        name = self.name.lower().partition("?")[0].partition("#")[0]
        packing = next((ending for ending in PACKED if name.endswith(ending)), "")
        return name.removesuffix(packing).endswith(endings)


class Rejoined(io.RawIOBase):
    """A file whose first bytes were read, as if they had not been."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head, self._file = head, file

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill `buffer` from the head, then from the file."""
        with memoryview(buffer) as view:
            data = self._head[: len(view)] or self._file.read(len(view))
            self._head = self._head[len(data) :]
            view[: len(data)] = data
            return len(data)


def begin(
    file: BinaryIO,
    *,
    name: str,
    source: str,
    origin: str,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
    depth: int = 0,
) -> Stream:
    """The stream of an open file, which stays as it is where it can be rewound."""
    head = file.read(HEAD)
    if file.seekable():
        file.seek(0)
    else:
        file = cast(BinaryIO, io.BufferedReader(Rejoined(head, file), PIECE))
    return Stream(name, source, origin, file, head, url, content_type, charset, depth)


def of_raw(raw: Raw, origin: str, depth: int = 0) -> Stream:
    """The stream of bytes that are at hand."""
    return begin(
        io.BytesIO(raw.data),
        name=raw.name, source=raw.source, origin=origin, url=raw.url, content_type=raw.content_type,
        charset=raw.charset, depth=depth,
    )  # fmt: skip


def load(stream: Stream, limit: int) -> Raw:
    """All of it; raises TooLarge before reading more than `limit` bytes."""
    data = stream.file.read(limit + 1)
    if len(data) > limit:
        raise too_large(stream.name, limit, "a file of this kind is read as a whole")
    return Raw(stream.name, stream.source, data, stream.url, stream.content_type, stream.charset)


def too_large(name: str, limit: int, why: str) -> TooLarge:
    """The error for what is above `limit` bytes."""
    return TooLarge(f"{name}: too large", f"it has more than {limit / 1e6:g} MB, and {why}", "split it, or take the report out by hand")


def lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None stands for one longer than `limit` bytes, which is passed over unread.

    UTF-16 and UTF-32 with a byte-order mark come as UTF-8, for their line ends are no single bytes.
    """
    file = _narrow(stream)
    number = 0
    while line := file.readline(limit + 1):
        number += 1
        if len(line) <= limit or line.endswith(b"\n"):
            yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            continue
        while (rest := file.readline(PIECE)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def decoded(line: bytes, charset: str | None) -> str:
    """A line by itself, as UTF-8, as declared or as Windows-1252: exports are at times pasted together of several files."""
    for encoding in ("utf-8", charset):
        try:
            if encoding is not None:
                return line.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return line.decode("cp1252", errors="replace")


def _narrow(stream: Stream) -> BinaryIO:
    encoding = next((encoding for mark, encoding in WIDE if stream.head.startswith(mark)), None)
    return stream.file if encoding is None else cast(BinaryIO, io.BufferedReader(_Recoded(stream.file, encoding), PIECE))


class _Recoded(io.RawIOBase):
    """A file of another encoding as UTF-8."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file, self._left = file, b""
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="replace")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        while not self._left:
            data = self._file.read(PIECE)
            self._left = self._decoder.decode(data, final=not data).encode("utf-8", errors="replace")
            if not data:
                break
        with memoryview(buffer) as view:
            taken = self._left[: len(view)]
            self._left = self._left[len(taken) :]
            view[: len(taken)] = taken
            return len(taken)
