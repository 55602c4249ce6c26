"""The body of an answer as an archive kept it: out of its chunks (RFC 9112, 7.1) and unpacked (RFC 9110, 8.4), within a limit.

Some archives keep the headers and the body undone: what does not look as the headers say is taken as it is.
"""

from __future__ import annotations

import io
import re
import zlib

from dragoman.readers.zstd import ZstdFile

CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r\n")
ZSTD = b"\x28\xb5\x2f\xfd"
GZIP = b"\x1f\x8b"


def unchunked(data: bytes) -> bytes:
    """Raises ValueError where a chunk is cut off."""
    match = CHUNK.match(data)
    if match is None:
        return data
    parts: list[bytes] = []
    at = 0
    while (match := CHUNK.match(data, at)) is not None:
        size = int(match[1], 16)
        if not size:
            return b"".join(parts)
        if len(data) < match.end() + size:
            break
        parts.append(data[match.end() : match.end() + size])
        at = match.end() + size + 2
    raise ValueError("a chunk of it is cut off")


def unpacked(data: bytes, encoding: str, limit: int) -> bytes:
    """At most one byte above `limit`, so that the caller sees that it is more. Raises ValueError where it is broken or of
    an encoding that is not read (br)."""
    method = encoding.strip().lower()
    if method in ("", "identity"):
        return data
    if method in ("gzip", "x-gzip", "deflate"):
        if method != "deflate" and not data.startswith(GZIP):
            return data
        return _inflated(data, 15 + 32, limit)
    if method == "zstd" and data.startswith(ZSTD):
        from zstandard import ZstdError

        try:
            return ZstdFile(io.BytesIO(data)).read(limit + 1)
        except (ZstdError, EOFError) as error:
            raise ValueError(str(error)) from None
    raise ValueError(f"it is packed by {method!r}")


def _inflated(data: bytes, window: int, limit: int) -> bytes:
    unpacking = zlib.decompressobj(window)
    try:
        found = unpacking.decompress(data, limit + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacking.eof and len(found) <= limit:
        raise ValueError("its packing is cut off")
    return found
