"""Reading in pieces: lines of any length and encoding, and large files in bounded memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import TooLarge
from dragoman.readers.stream import Stream, begin, lines, load
from tests.readers.reports import record
from tests.readers.test_warc import PAGES

LIMIT = 20


def stream(data: bytes, rewinds: bool = True) -> Stream:
    file = io.BytesIO(data) if rewinds else cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, Pipe(data)), 10))
    return begin(file, name="a", source="a", origin="a")


class Pipe(io.RawIOBase):
    """Bytes that cannot be rewound."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:  # type: ignore[override]
        return self._file.readinto(buffer)


@given(st.binary(max_size=100), st.booleans())
def test_the_head_is_not_taken_away(data: bytes, rewinds: bool) -> None:
    opened = stream(data * 200, rewinds)
    assert opened.head == (data * 200)[:8192]
    assert load(opened, 100_000).data == data * 200


@given(st.lists(st.text(alphabet="ab\u20ac ", max_size=40), max_size=8))
def test_lines_and_those_that_are_too_long(texts: list[str]) -> None:
    found = [line for _, line in lines(stream("".join(f"{text}\n" for text in texts).encode()), LIMIT)]
    assert len(found) == len(texts)
    for text, line in zip(texts, found, strict=True):
        encoded = f"{text}\n".encode()
        assert line == (encoded if len(encoded) <= LIMIT + 1 else None)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_lines_of_wide_encodings(encoding: str) -> None:
    text = "\u010a\u0a0d one\ntwo\nthree"
    assert b"".join(line or b"" for _, line in lines(stream(text.encode(encoding)), 1000)).decode() == text


def test_all_of_it_within_a_limit() -> None:
    with pytest.raises(TooLarge):
        load(stream(b"x" * 101), 100)


def test_endings_of_names_and_addresses() -> None:
    def ends(name: str) -> bool:
        return begin(io.BytesIO(b""), name=name, source="a", origin="a").ends(".jsonl")

    assert [ends(name) for name in ("a.JSONL", "a.jsonl.gz", "https://x.example/a.jsonl?b=c#d", "a.json", "jsonl")] == [
        True,
        True,
        True,
        False,
        False,
    ]


MEASURE = """
import resource, sys
from dragoman.readers.collect import Options, collect
before = None
for number, item in enumerate(collect(sys.argv[1:], Options())):
    assert item.document or item.error
    if number == 50:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(number + 1, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.warc"])
def test_large_files_in_bounded_memory(tmp_path: Path, name: str) -> None:
    """15 MB of each (0.1 MB of pages, which take time): memory grows by far less than the file from its 50th item on."""
    path, text = tmp_path / name, "word " * 6_000
    with path.open("wb") as file:
        count = 500
        if name == "a.warc":
            file.write(PAGES[0] * 150)
            count = 150
        elif name == "a.csv":
            file.write(b"title,text\n" + f"Minister flies,{text}\n".encode() * count)
        else:
            one = json.dumps(record(text=text)).encode()
            file.write(one + b"\n" if name == "a.jsonl" else b"[" + one)
            for _ in range(count - 1):
                file.write(one + b"\n" if name == "a.jsonl" else b",\n" + one)
            file.write(b"" if name == "a.jsonl" else b"]")
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=120, check=True)
    number, grown = map(int, done.stdout.split())
    assert number == count
    assert grown < 8
