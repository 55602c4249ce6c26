"""Files, folders, patterns, addresses and standard input, in one run that nothing stops."""

from __future__ import annotations

import io
import os
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from dragoman.errors import EmptyInput, Unreachable
from dragoman.readers.collect import Options, Tally, collect
from dragoman.readers.raw import Raw
from dragoman.readers.sources import expand, weigh
from tests.readers.reports import TEXT, TODAY, items, jsonl, told
from tests.servers import serve


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "deep/c.txt", ".hidden.txt", ".git/d.txt", "logo.png", "site.css"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"About {name}\n\n{TEXT}", encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_in_order_without_what_is_no_report(folder: Path) -> None:
    tally = Tally()
    found = list(collect([str(folder)], Options(), tally))
    assert told(found, folder) == ["About a.txt @ a.txt", "About b.txt @ b.txt", "About deep/c.txt @ deep/c.txt"]
    assert tally.skipped == Counter({"hidden file": 1, "hidden folder": 1, "picture": 1, "style or script": 1})


def test_a_pattern(folder: Path) -> None:
    assert told(list(collect([f"{folder}/**/*.txt"], Options())), folder) == [
        "About a.txt @ a.txt", "About b.txt @ b.txt", "About deep/c.txt @ deep/c.txt",
    ]  # fmt: skip
    (none,) = collect([f"{folder}/*.pdf"], Options())
    assert isinstance(none.error, Unreachable)
    assert (none.error.why, none.origin) == ("no file matches", f"{folder}/*.pdf")


def test_a_hidden_file_is_read_where_it_is_named(folder: Path) -> None:
    assert told(items(folder / ".hidden.txt"), folder) == ["About .hidden.txt @ .hidden.txt"]


def test_a_file_whose_name_is_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(TEXT, encoding="utf-8")
    assert items(tmp_path / "a[1].txt")[0].document is not None


def test_nothing_stops_the_others(folder: Path) -> None:
    (folder / "aa.txt").write_bytes(b"")
    (folder / "dead.txt").symlink_to(folder / "nowhere.txt")
    sources = [str(folder / "none.txt"), str(folder), "a\0b", str(folder / "b.txt"), "ftp://paper.example/x"]
    assert told(list(collect(sources, Options())), folder) == [
        "Unreachable @ none.txt", "About a.txt @ a.txt", "EmptyInput @ aa.txt", "About b.txt @ b.txt", "Unreachable @ dead.txt",
        "About deep/c.txt @ deep/c.txt", "Unreachable @ a\0b", "About b.txt @ b.txt", "Unreachable @ ftp://paper.example/x",
    ]  # fmt: skip


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    (folder / "deep" / "up").symlink_to(folder)
    assert len(list(collect([str(folder)], Options()))) == 3


def test_an_empty_folder(tmp_path: Path) -> None:
    (item,) = collect([str(tmp_path)], Options())
    assert item.error is not None
    assert item.error.why == "no file in this folder could hold a report"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(jsonl(3))))
    assert [item.item for item in collect(["-"], Options())] == [f"standard input:{n}" for n in (1, 2, 3)]


def test_a_pipe_cannot_be_rewound_and_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, jsonl(20))
    os.close(writing)
    with open(reading, "rb") as pipe:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=pipe))
        assert sum(item.document is not None for item in collect(["-"], Options())) == 20


def test_an_address() -> None:
    with serve() as server:
        page, missing = collect([f"{server}/page", f"{server}/status/404"], Options())
        assert page.document is not None
        assert (page.document.title, page.url, page.published) == ("Minister flies to Oslo", f"{server}/page", "2021-03-04")
        assert isinstance(missing.error, Unreachable)
        assert missing.url == missing.origin == f"{server}/status/404"


def test_addresses_go_through_the_fetcher_that_is_given() -> None:
    asked = []

    def fetch(address: str) -> Raw:
        asked.append(address)
        return Raw(address, "paper.example", jsonl(2), address, "application/json")

    found = list(collect(["https://paper.example/all"], Options(fetch=fetch)))
    assert asked == ["https://paper.example/all"]
    assert [item.item for item in found] == ["https://paper.example/all:1", "https://paper.example/all:2"]


def test_a_date_in_the_future_is_none_and_a_given_one_stands(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(jsonl(1).replace(b"2021-03-01", b"2021-06-03") + jsonl(1).replace(b"2021-03-01", b"2021-06-02"))
    wrong, tomorrow = items(path)
    assert wrong.document is not None
    assert (wrong.published, wrong.document.published) == (None, None)
    assert wrong.document.published_basis == "unknown: the date that is declared, 2021-06-03, is after the day of reading"
    assert tomorrow.published == "2021-06-02"
    given = items(path, Options(published="2030-01-01", today=TODAY))
    assert [(item.published, item.document and item.document.published_basis) for item in given] == [("2030-01-01", "given")] * 2


def test_the_tally_follows_the_bytes(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(jsonl(400))
    tally, seen = Tally(), []
    for _ in collect([str(tmp_path)], Options(), tally):
        seen.append(tally.read)
    assert seen == sorted(seen)
    assert seen[450] > len(jsonl(400))
    assert tally.read == weigh([str(tmp_path), "https://paper.example/"]) == 2 * len(jsonl(400))


def test_expanding_counts_nothing_twice(folder: Path) -> None:
    skipped: Counter[str] = Counter()
    assert len(list(expand([str(folder), "-", "https://paper.example/"], skipped))) == 5
    assert sum(skipped.values()) == 4


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert isinstance(items(tmp_path / "a.txt")[0].error, EmptyInput)
