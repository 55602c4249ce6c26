"""CSV and TSV: delimiters, encodings, quotes, broken rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from dragoman.errors import BrokenItem, TooLarge
from dragoman.readers.collect import Options
from dragoman.readers.mapping import Mapping
from tests.readers.reports import TEXT, TODAY, items, record, told


def table(delimiter: str = ",", count: int = 3, **fields: str) -> str:
    out = io.StringIO()
    rows = [record(number, **fields) for number in range(count)]
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", table().encode()),
        ("a.csv", table(";").encode("utf-8-sig")),
        ("a.tsv", table("\t").encode("utf-16")),
        ("a.CSV", table("|").encode("cp1252")),
    ],
    ids=["commas", "semicolons and a mark", "tabs in UTF-16", "bars"],
)
def test_delimiters_and_encodings(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    found = items(path)
    assert told(found, tmp_path) == [f"Minister flies to Oslo ({n}) @ {name}:{n + 2}" for n in range(3)]
    assert found[2].document is not None
    assert (found[2].id, found[2].published, found[2].document.source) == ("r2", "2021-03-03", "The Plain Gazette")


def test_texts_of_several_lines_with_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    text = f'{TEXT}\n\nHe said: "No, nobody will go."'
    path.write_text(table(text=text, count=2), encoding="utf-8", newline="")
    found = items(path)
    assert [item.item.rpartition(":")[2] for item in found] == ["2", "5"]
    assert found[1].document is not None
    assert found[1].document.text.endswith(text)


def test_windows_1252_in_one_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(table(count=1).encode() + f"x,T\u00e4mm flies,{TEXT.replace(',', '')},,,\n".encode("cp1252"))
    assert told(items(path), tmp_path)[1] == "T\u00e4mm flies @ a.csv:3"


def test_no_column_with_the_text_is_told_with_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"headline,body\nMinister flies,{TEXT.replace(',', '')}\n", encoding="utf-8")
    (wrong,) = items(path)
    assert isinstance(wrong.error, BrokenItem)
    assert "headline, body" in wrong.error.why
    mapped = Options(mapping=Mapping(title="headline", text="body"), today=TODAY)
    assert told(items(path, mapped), tmp_path) == ["Minister flies @ a.csv:2"]


def test_broken_rows_stand_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = f"Minister flies,{TEXT.replace(',', '')}\n"
    path.write_text("title,text\n" + good + f"One,{TEXT}\n" + "\n" + "empty,\n" + good + f"long,{'x' * 5000}\n" + good, encoding="utf-8")
    found = items(path, Options(max_item=4000))
    assert [type(item.error) for item in found] == [type(None), BrokenItem, BrokenItem, type(None), TooLarge, type(None)]
    assert "cells" in found[1].error.why  # type: ignore[union-attr]


def test_a_mark_that_is_never_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    good = f"Minister flies,{TEXT.replace(',', '')}\n"
    path.write_text("title,text\n" + good + 'One,"never closed\n' + good * 100, encoding="utf-8")
    found = items(path, Options(max_item=4000))
    assert found[0].document is not None
    assert isinstance(found[1].error, BrokenItem)
    assert found[1].item == f"{path}:3"


def test_the_limit_of_the_csv_module_is_put_back(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    path = tmp_path / "a.csv"
    path.write_text(table(text=f"{TEXT} " * 1000), encoding="utf-8")
    assert all(item.document for item in items(path))
    assert csv.field_size_limit() == before
