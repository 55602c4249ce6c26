"""The bytes of an answer, unpacked as they come and never more of them than the limit.

The client's own unpacking makes up to a thousand times as many bytes of one chunk, and more where an answer was packed
twice; here the unpacker itself is told how many are still wanted.
"""
from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from dragoman.errors import TooLarge

ACCEPTED = "gzip, deflate"  # what the client asks for, and all that it unpacks
PACKED = frozenset({"gzip", "x-gzip", "deflate"})
EITHER_HEADER = zlib.MAX_WBITS | 32  # gzip's or zlib's, as it comes
NO_HEADER = -zlib.MAX_WBITS  # what some servers call deflate
GZIP, ZLIB = 0x1F, 0x08
PIECE = 1 << 16


class Unpackable(ValueError):
    """The bytes are packed in a way that we did not ask for, or are not packed as they say."""


def unpacked(chunks: Iterable[bytes], encoding: str, limit: int, name: str) -> Iterator[bytes]:
    """The content of `chunks`. Raises TooLarge above `limit` bytes (after unpacking), Unpackable, and EOFError where
    packed bytes end too early.
    """
    names = [part for written in encoding.split(",") if (part := written.strip().lower()) not in ("", "identity")]
    if len(names) > 1 or not PACKED.issuperset(names):
        raise Unpackable(f"it is packed as {encoding.strip()!r}, which was not asked for")
    size = 0
    for piece in _inflated(chunks) if names else chunks:
        size += len(piece)
        if size > limit:
            raise too_large(name, limit, packed=bool(names))
        yield piece


def too_large(name: str, limit: int, *, packed: bool = False) -> TooLarge:
    """The error for an answer with more than `limit` bytes."""
    how = ", unpacked," if packed else ""
    return TooLarge(f"{name}: too large", f"the answer{how} has more than {limit / 1e6:g} MB", "check the address")


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = None
    for rest in chunks:
        while rest := _of_next_member(rest) if unpacker is None or unpacker.eof else rest:
            if unpacker is None or unpacker.eof:
                unpacker = _unpacker(rest[0])
            try:
                yield unpacker.decompress(rest, PIECE)
            except zlib.error as error:
                raise Unpackable(f"it is not packed as it says ({error})") from None
            rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if unpacker is not None and not unpacker.eof:
        raise EOFError


def _of_next_member(rest: bytes) -> bytes:
    """gzip may have several members (RFC 1952, 2.2), and zeros between and after them."""
    return rest.lstrip(b"\0")


def _unpacker(first: int) -> zlib._Decompress:
    """gzip and zlib say so in their first byte (RFC 1952, RFC 1950); without either, bare deflate."""
    return zlib.decompressobj(EITHER_HEADER if first == GZIP or first & 0x0F == ZLIB else NO_HEADER)
