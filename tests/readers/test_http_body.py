"""Bodies of archived answers, and zstd as a file."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dragoman.readers.http_body import unchunked, unpacked
from dragoman.readers.zstd import ZstdFile

PACK = {"gzip": gzip.compress, "deflate": zlib.compress, "zstd": zstandard.ZstdCompressor().compress, "identity": bytes}


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=5))
def test_chunks(parts: list[bytes]) -> None:
    written = b"".join(b"%x;note\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert unchunked(written) == b"".join(parts)


@pytest.mark.parametrize("data", [b"5\r\nabc", b"3\r\nabc\r\n5\r\nab"])
def test_chunks_that_are_cut_off(data: bytes) -> None:
    with pytest.raises(ValueError, match="cut off"):
        unchunked(data)


@given(st.sampled_from(sorted(PACK)), st.binary(min_size=1, max_size=5000))
def test_packings(method: str, data: bytes) -> None:
    packed = PACK[method](data)
    assert unpacked(packed, method, 10_000) == data
    assert len(unpacked(packed, method, len(data) - 1)) >= len(data)
    if method != "identity":
        with pytest.raises(ValueError, match="."):
            unpacked(packed[:-5], method, 10_000)


def test_what_was_unpacked_already_is_taken_as_it_is() -> None:
    assert unpacked(b"<html>", "gzip", 100) == b"<html>"
    assert unchunked(b"<html>") == b"<html>"


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=4), st.integers(1, 4000))
def test_zstd_frames_read_in_pieces(parts: list[bytes], size: int) -> None:
    pack = zstandard.ZstdCompressor().compress
    file = ZstdFile(io.BytesIO(b"".join(map(pack, parts))))
    pieces = list(iter(lambda: file.read(size), b""))
    assert b"".join(pieces) == b"".join(parts)
    assert all(len(piece) <= size for piece in pieces)


def test_a_frame_that_is_cut_off_is_no_end() -> None:
    packed = zstandard.ZstdCompressor().compress(b"word " * 1000)
    with pytest.raises(EOFError):
        ZstdFile(io.BytesIO(packed[:-3])).read()
