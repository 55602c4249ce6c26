"""What is cut is what is read whole: the same items at the same places, whatever the format, the packing and the size of a shard."""
from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pandas
import pytest
import zstandard
from msgspec.structs import replace

from dragoman.archive import inputs, reading, run, survey
from dragoman.archive.local import Local
from dragoman.archive.plan import File
from dragoman.errors import Unreachable
from dragoman.readers.collect import collect
from dragoman.readers.item import Item, Options, Tally
from tests.archive.made import asked
from tests.readers.test_warc import answer

OPTIONS = Options(today="2026-11-27")
TEXT = "Foreign Minister Aino Kask of Estonia met her Latvian counterpart in Riga on 3 March, for round {} of the talks."


def texts(number: int = 23) -> list[str]:
    return [TEXT.format(n) + (' "Well," she said;\n\nthen she left.' if n % 3 == 0 else "") for n in range(number)]


def jsonl() -> bytes:
    rows = [json.dumps({"id": str(n), "text": text, "published": "2026-03-04"}) for n, text in enumerate(texts())]
    return "\r\n".join([*rows[:9], "", "no JSON", '{"text": ""}', *rows[9:], '{"text": "cut off']).encode()


def table() -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["text", "published", "a column\nof two lines"])
    writer.writerows([text, "2026-03-04", ""] for text in texts())
    writer.writerow(["too", "many", "cells", "here"])
    return out.getvalue().encode("utf-8-sig")


def parquet(folder: Path) -> bytes:
    rows = pandas.DataFrame({"text": [*texts(), None], "published": pandas.Timestamp("2026-03-04"), "url": "https://example.org/1"})
    rows.to_parquet(folder / "made.parquet", row_group_size=5)
    return (folder / "made.parquet").read_bytes()


def warc(number: int, packed: bool = False) -> bytes:
    """Pages, and an answer that is none."""
    records = [answer(f"<html><body><article><p>{text}</p></article></body></html>".encode()) for text in texts(number)]
    records.insert(2, answer(b"gone", status="404 Not Found"))
    return b"".join(map(gzip.compress, records) if packed else records)


KINDS: dict[str, Callable[[Path], bytes]] = {
    "a.jsonl": lambda folder: jsonl(),
    "a.jsonl.gz": lambda folder: gzip.compress(jsonl()),
    "cut.jsonl.gz": lambda folder: gzip.compress(jsonl())[:-30],
    "a.ndjson.zst": lambda folder: zstandard.compress(jsonl()),
    "a.csv": lambda folder: table(),
    "a.csv.bz2": lambda folder: bz2.compress(table()),
    "wide.csv": lambda folder: table().decode("utf-8-sig").encode("utf-16"),
    "empty.jsonl": lambda folder: b"",
    "header.csv": lambda folder: b"text,published\n",
    "a.parquet": parquet,
    "broken.parquet": lambda folder: parquet(folder)[:-9],
    "a.json": lambda folder: json.dumps([{"text": text} for text in texts(5)]).encode(),
    "a.txt": lambda folder: TEXT.encode(),
    "a.warc": lambda folder: warc(9),
    "a.warc.gz": lambda folder: warc(9, packed=True),
    "whole.warc.gz": lambda folder: gzip.compress(warc(9)),
    "cut.warc.gz": lambda folder: warc(9, packed=True)[:-50],
}


def same(one: Item) -> Item:
    """Errors are equal where they say the same."""
    return replace(one, error=str(one.error) if one.error else None)  # type: ignore[arg-type]


@pytest.mark.parametrize("each", [1, 4, 1000])
@pytest.mark.parametrize("name", KINDS)
def test_pieces_are_the_whole(name: str, each: int, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(KINDS[name](tmp_path))
    whole = list(collect([str(file)], OPTIONS))
    files = [File(str(file), file.stat().st_size)]
    pieces = run.pieces_of(each, (0, files[0]))[1]
    apart = [item for piece in pieces for item in reading.read([piece], files, OPTIONS, Tally())]
    assert list(map(same, apart)) == list(map(same, whole))
    if name.startswith("a.") and not name.endswith((".json", ".txt")) and each < 1000:
        assert len(pieces) >= len(whole) // (2 * each), "it is cut"


def test_small_files_go_together_and_in_order(tmp_path: Path) -> None:
    for n, text in enumerate(texts(9)):
        (tmp_path / f"{n}.txt").write_text(text)
    (tmp_path / "3a.jsonl").write_bytes(jsonl())
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    skipped = Counter[str]()
    files = inputs.files([str(tmp_path), str(tmp_path / "1.txt")], skipped)
    assert [Path(one.name).name for one in files] == ["0.txt", "1.txt", "2.txt", "3.txt", "3a.jsonl", *(f"{n}.txt" for n in range(4, 9))]
    assert skipped == {"picture": 1}
    made = list(run.shards(files, 4, Local(1)))
    assert [len(shard) for shard in made] == [4, *[1] * 7, 4, 1]
    assert [item.item for shard in made for item in reading.read(shard, files, OPTIONS, Tally())] == [
        item.item for item in collect([str(tmp_path)], OPTIONS)
    ]


@pytest.mark.parametrize(("number", "wanted"), [(0, 1), (1, 1), (4, 1), (5, 2), (8, 2), (9, 3)])
def test_no_shard_is_empty(number: int, wanted: int, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts(number)))
    assert len(survey.pieces(0, File(str(file), file.stat().st_size), 4)) == wanted


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("/nowhere/at/all.jsonl", "no such file"),
        ("-", "a shard that fails is read again"),
        ("https://example.org/a.jsonl", "pages of the web"),
        ("nosuch://bucket/a.jsonl", "nosuch"),
        ("s3://me:secret@bucket/a.jsonl", "it would stand in every table"),
        ("file:///nowhere/at/all.jsonl", "there is nothing at this address"),
    ],
)
def test_what_is_not_there_is_told_at_once(source: str, why: str, tmp_path: Path) -> None:
    with pytest.raises(Unreachable) as error:
        run.begin(asked(source), str(tmp_path / "archive"), Local(1))
    assert why in error.value.why
    assert "secret" not in str(error.value)
    assert not (tmp_path / "archive").exists()


def test_a_file_that_fails_while_it_is_read_ends_the_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(parquet(tmp_path))
    files = [File(str(file), file.stat().st_size)]
    pieces = survey.pieces(0, files[0], 1000)
    read = inputs.Watched.readinto

    def late(self: inputs.Watched, buffer: memoryview, /) -> int:
        if self.tell() == 0:
            self.trouble = OSError("the store is gone")
            raise self.trouble
        return read(self, buffer)

    monkeypatch.setattr(inputs.Watched, "readinto", late)
    for read_again in (lambda: list(reading.read(pieces, files, OPTIONS, Tally())), lambda: survey.pieces(0, files[0], 1000)):
        with pytest.raises(Unreachable) as error:
            read_again()
        assert error.value.why == "the store is gone"
