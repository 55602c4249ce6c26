"""Bodies are unpacked piece by piece and never beyond the limit."""
from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import TooLarge
from dragoman.net.body import Unpackable, unpacked
from tests.net.hostile import packed


def chunks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.lists(st.binary(max_size=3000), min_size=1, max_size=3), st.integers(1, 700), st.sampled_from(["gzip", "x-gzip, identity"]))
def test_gzip_with_any_members_in_any_pieces(members: list[bytes], size: int, encoding: str) -> None:
    sent = b"".join(map(gzip.compress, members))
    assert b"".join(unpacked(chunks(sent, size), encoding, 10_000, "x")) == b"".join(members)


@given(st.binary(max_size=5000), st.integers(1, 700), st.sampled_from([zlib.compress, bare]))
def test_deflate_with_and_without_a_header(data: bytes, size: int, pack: type[zlib.compress]) -> None:  # type: ignore[valid-type]
    assert b"".join(unpacked(chunks(pack(data), size), "deflate", 10_000, "x")) == data


@given(st.binary(min_size=1, max_size=2000), st.data())
def test_packed_bytes_that_end_too_early_are_no_whole(data: bytes, draw: st.DataObject) -> None:
    sent = gzip.compress(data)
    with pytest.raises(EOFError):
        list(unpacked([sent[: draw.draw(st.integers(1, len(sent) - 1))]], "gzip", 10_000, "x"))


@pytest.mark.parametrize(("sent", "encoding"), [([b"x" * 11], ""), ([b"x" * 6] * 2, "identity"), ([gzip.compress(b"x" * 11)], "gzip")])
def test_the_limit(sent: list[bytes], encoding: str) -> None:
    with pytest.raises(TooLarge, match="more than"):
        list(unpacked(sent, encoding, 10, "x"))


def test_a_bomb_takes_no_memory() -> None:
    bomb = packed(20)
    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            for _ in unpacked([bomb], "gzip", 1_000_000, "x"):
                pass
        assert tracemalloc.get_traced_memory()[1] < 500_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip, deflate", "x" * 100])
def test_packings_that_were_not_asked_for(encoding: str) -> None:
    with pytest.raises(Unpackable, match="not asked for"):
        list(unpacked([b"x"], encoding, 10, "x"))


def test_bytes_that_are_not_packed_as_they_say() -> None:
    with pytest.raises(Unpackable, match="not packed as it says"):
        list(unpacked([b"\x1f\x8b<rss>", b"</rss>"], "gzip", 1000, "x"))
