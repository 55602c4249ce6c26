"""Archives of the web: plain, gzip, zstd; answers of all kinds; archives that are cut off."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
import zstandard

from dragoman.errors import BrokenHtml, BrokenItem, DragomanError, EmptyInput, TooLarge
from dragoman.readers.collect import Options, Tally
from tests.readers.reports import TODAY, items
from tests.servers import PAGE, PLAIN

TYPE = "Content-Type: text/html; charset=utf-8"


def answer(body: bytes, headers: str = TYPE, url: str = "https://paper.example/a", status: str = "200 OK") -> bytes:
    """A record of an answer."""
    message = f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-07-08T09:10:11Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(message)}\r\n\r\n"
    )
    return head.encode() + message + b"\r\n\r\n"


PAGES = [answer(PAGE.encode(), url=f"https://paper.example/{n}") for n in range(3)]
PACKED = gzip.compress(PAGE.encode())
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PACKED), PACKED)


def archive(tmp_path: Path, content: bytes, name: str = "a.warc") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.warc", b"".join(PAGES)),
        ("a.warc.gz", b"".join(map(gzip.compress, PAGES))),
        ("a.warc.zst", b"".join(map(zstandard.ZstdCompressor().compress, PAGES))),
        ("archive", b"".join(PAGES)),
        ("archive.gz", gzip.compress(b"".join(PAGES))),
    ],
)
def test_every_packing(tmp_path: Path, name: str, content: bytes) -> None:
    found = items(archive(tmp_path, content, name))
    assert [item.url for item in found] == [f"https://paper.example/{n}" for n in range(3)]
    first = found[0]
    assert first.document is not None
    assert (first.document.title, first.document.source, first.id) == ("Minister flies to Oslo", "paper.example", "<urn:uuid:1>")
    assert (first.published, first.fetched) == ("2021-03-04", "2022-07-08T09:10:11Z")


def test_the_day_of_the_visit_is_no_day_of_publication(tmp_path: Path) -> None:
    undated = PAGE.replace('content="2021-03-04T10:00:00+01:00"', "")
    (item,) = items(archive(tmp_path, answer(undated.encode())))
    assert item.document is not None
    assert item.document.published is None
    assert item.document.published_basis.startswith("unknown:")


def test_packed_and_plain_answers(tmp_path: Path) -> None:
    packed = answer(CHUNKED, "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked")
    plain = answer(PLAIN.encode("cp1252"), "Content-Type: text/plain; charset=iso-8859-1")
    undone = answer(PAGE.encode(), "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked")
    zstd = answer(zstandard.ZstdCompressor().compress(PAGE.encode()), "Content-Type: text/html\r\nContent-Encoding: zstd")
    found = items(archive(tmp_path, packed + plain + packed + undone + zstd + plain))
    assert [item.document and item.document.title for item in found] == ["Minister flies to Oslo"] * 6
    assert [item.item.rpartition(":")[2] for item in found] == list("123456")


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    tally = Tally()
    content = answer(b"\x89PNG", "Content-Type: image/png") + answer(PAGE.encode(), status="404 Not Found") + PAGES[0]
    assert len(items(archive(tmp_path, content), Options(today=TODAY), tally)) == 1
    assert tally.skipped == {"archived image/png": 1, "archived answer 404": 1}


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (answer(b"<html><body></body></html>"), BrokenHtml),
        (answer(b"x" * 9_000_000), TooLarge),
        (answer(gzip.compress(b"0" * 50_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip"), TooLarge),
        (answer(CHUNKED[:-60], "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"), BrokenItem),
        (answer(PACKED[:-60], "Content-Type: text/html\r\nContent-Encoding: gzip"), BrokenItem),
        (answer(b"\x0b\x02", "Content-Type: text/html\r\nContent-Encoding: br"), BrokenItem),
    ],
    ids=["no article", "large", "bomb", "cut chunks", "cut packing", "brotli"],
)
def test_one_bad_page_does_not_stop_the_others(tmp_path: Path, content: bytes, error: type[DragomanError]) -> None:
    found = items(archive(tmp_path, PAGES[0] + content + PAGES[2]))
    assert [type(item.error) for item in found] == [type(None), error, type(None)]


def test_an_archive_that_is_cut_off(tmp_path: Path) -> None:
    found = items(archive(tmp_path, b"".join(PAGES)[:-200]))
    assert [type(item.error) for item in found] == [type(None), type(None), BrokenItem]
    assert [type(item.error) for item in items(archive(tmp_path, b"nonsense " * 50))] == [BrokenItem]
    assert [type(item.error) for item in items(archive(tmp_path, b""))] == [EmptyInput]
