"""ZIP archives and packed files: members by their formats; what is made to do harm is refused, and the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from dragoman.errors import BrokenItem, UnsafeArchive
from dragoman.readers import read
from dragoman.readers.collect import Options, Tally
from tests.readers.reports import TEXT, TODAY, items, jsonl, record, told
from tests.readers.test_mail import message
from tests.readers.test_offices import word
from tests.readers.test_tables import table


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def write(tmp_path: Path, data: bytes, name: str = "a.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_members_by_their_formats(tmp_path: Path) -> None:
    inner = zipped({"deep/x.txt": f"Deep\n\n{TEXT}".encode()})
    members = {
        "a.jsonl": jsonl(2), "b.csv": table(count=1).encode(), "c.docx": word("Minister flies", TEXT), "d.eml": bytes(message()),
        "e.zip": inner, "f.txt.gz": gzip.compress(f"Packed\n\n{TEXT}".encode()), ".hidden": b"x", "__MACOSX/f.txt": b"x", "logo.png": b"x",
    }  # fmt: skip
    tally = Tally()
    found = items(write(tmp_path, zipped(members)), Options(today=TODAY), tally)
    assert told(found, tmp_path) == [
        "Minister flies to Oslo (0) @ a.zip/a.jsonl:1", "Minister flies to Oslo (1) @ a.zip/a.jsonl:2",
        "Minister flies to Oslo (0) @ a.zip/b.csv:2", "Minister flies @ a.zip/c.docx", "Minister flies to Oslo \u2013 again @ a.zip/d.eml",
        "Deep @ a.zip/e.zip/deep/x.txt", "Packed @ a.zip/f.txt.gz",
    ]  # fmt: skip
    assert tally.skipped == {"hidden file": 2, "picture": 1}


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/../../x.txt", "C:\\x.txt", "..\\x.txt"])
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    found = items(write(tmp_path, zipped({name: TEXT.encode(), "x.txt": TEXT.encode()})))
    assert {type(item.error) for item in found} == {UnsafeArchive, type(None)}
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_link_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "elsewhere")
    (item,) = items(write(tmp_path, out.getvalue()))
    assert isinstance(item.error, UnsafeArchive)


def test_bombs_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = b"0" * 30_000_000
    members = {"a.txt": bomb, "b.jsonl": bomb, "c.jsonl.gz": gzip.compress(bomb), "d.zip": zipped({"x.csv": bomb}), "e.txt": TEXT.encode()}
    found = items(write(tmp_path, zipped(members)))
    assert {item.item.partition(".zip/")[2]: type(item.error) for item in found if not isinstance(item.error, BrokenItem)} == {
        "a.txt": UnsafeArchive, "b.jsonl": UnsafeArchive, "c.jsonl.gz": UnsafeArchive, "d.zip/x.csv": UnsafeArchive, "e.txt": type(None),
    }  # fmt: skip


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = zipped({"x.txt": TEXT.encode()})
    for _ in range(2):
        data = zipped({"in.zip": data})
    assert items(write(tmp_path, data))[0].document is not None
    (item,) = items(write(tmp_path, zipped({"in.zip": zipped({"in.zip": data})})))
    assert isinstance(item.error, UnsafeArchive)
    assert "3 containers" in item.error.why


def test_one_piece_of_data_under_many_names_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT.encode() * 50, "b.txt": TEXT.encode() * 50})
    first, second = data.index(b"PK\x01\x02"), data.rindex(b"PK\x01\x02")
    overlapping = data[: second + 20] + struct.pack("<I", 90_000) + data[second + 24 :]
    assert first < second
    (item,) = items(write(tmp_path, overlapping))
    assert isinstance(item.error, UnsafeArchive)
    assert "overlap" in item.error.why


def test_broken_archives(tmp_path: Path) -> None:
    data = zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode() * 3})
    assert isinstance(items(write(tmp_path, data[:-30]))[0].error, BrokenItem)
    at = data.index(b"a.txt") + 12
    damaged = data[:at] + bytes(byte ^ 0x55 for byte in data[at : at + 20]) + data[at + 20 :]
    assert [type(item.error) for item in items(write(tmp_path, damaged))] == [BrokenItem, type(None)]
    locked = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[data.index(mark) + flags] |= 1
    found = items(write(tmp_path, bytes(locked)))
    assert [type(item.error) for item in found] == [BrokenItem, type(None)]
    assert "encrypted" in found[0].error.why  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [
        ("gz", gzip.compress),
        ("zst", zstandard.ZstdCompressor().compress),
        ("bz2", bz2.compress),
        ("xz", lzma.compress),
        ("bin", gzip.compress),
    ],
)
def test_packed_files(tmp_path: Path, ending: str, pack: Callable[[bytes], bytes]) -> None:
    path = write(tmp_path, pack(jsonl(2)) + pack(jsonl(1)), f"a.jsonl.{ending}")
    assert [item.item.rpartition(":")[2] for item in items(path)] == ["1", "2", "3"]
    cut = write(tmp_path, pack(jsonl(300))[:-40], f"b.jsonl.{ending}")
    found = items(cut)
    assert isinstance(found[-1].error, BrokenItem)
    assert read(str(write(tmp_path, pack(TEXT.encode()), f"c.txt.{ending}"))).text == TEXT


def test_a_packed_file_of_one_long_line(tmp_path: Path) -> None:
    line = json.dumps(record(text=" ".join(f"{TEXT} {n}" for n in range(3000)))).encode()
    (item,) = items(write(tmp_path, gzip.compress(line), "a.jsonl.gz"))
    assert item.document is not None
