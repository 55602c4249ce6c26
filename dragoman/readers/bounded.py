"""What is unpacked, within bounds: a file of text shrinks to a fifth or a tenth, a bomb to a thousandth."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from dragoman.errors import UnsafeArchive

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO = 100  # texts that repeat themselves shrink to a thirtieth; deflate's own limit is 1032
FREE = 10_000_000  # bytes that do no harm whatever they shrank to


class Bounded(io.RawIOBase):
    """The unpacked bytes of `file`; UnsafeArchive as soon as they are RATIO times the `packed()` bytes that they came from."""

    def __init__(self, file: BinaryIO, name: str, packed: Callable[[], int]) -> None:
        self._file, self._name, self._packed = file, name, packed
        self._unpacked = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Raises UnsafeArchive, and what the unpacking raises."""
        with memoryview(buffer) as view:
            data = self._file.read(len(view))
            view[: len(data)] = data
        self._unpacked += len(data)
        if self._unpacked > FREE and self._unpacked > RATIO * max(1, self._packed()):
            why = f"it unpacks to more than {RATIO} times its size, as a bomb does"
            raise UnsafeArchive(f"{self._name}: refused", why, "unpack it yourself if you trust it, and give the files")
        return len(data)
