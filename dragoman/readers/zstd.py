"""Zstandard as a file. The library's own reader takes a frame that is cut off for one that ends (as of 0.25)."""

from __future__ import annotations

import io
from typing import BinaryIO

PIECE = 1024  # bytes; a block of four can stand for 128 KB (RFC 8878, 3.1.1.2), so more at once would take gigabytes


class ZstdFile(io.RawIOBase):
    """The unpacked bytes of all frames of `file`; EOFError where the last is cut off, ZstdError where one is broken."""

    def __init__(self, file: BinaryIO) -> None:
        from zstandard import ZstdDecompressor

        self._file, self._left = file, b""
        self._decompressor = ZstdDecompressor()
        self._frame = self._decompressor.decompressobj()
        self._open = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes; all with -1."""
        found = b""
        while size < 0 or len(found) < size:
            if not self._left and not self._fill():
                break
            taken = self._left if size < 0 else self._left[: size - len(found)]
            found, self._left = found + taken, self._left[len(taken) :]
        return found

    def _fill(self) -> bool:
        """Unpack until there is something, or until the file ends."""
        while not self._left:
            data = self._file.read(PIECE)
            if not data:
                if self._open:
                    raise EOFError("the file ends within a frame")
                return False
            while data:
                self._open = True
                self._left += self._frame.decompress(data)
                data = b""
                if self._frame.eof:
                    data, self._open = self._frame.unused_data, False
                    self._frame = self._decompressor.decompressobj()
        return True
