"""JSON in lines, in an array, and in an object; records that are none; pieces of any size."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BrokenItem, TooLarge
from dragoman.readers.collect import Options
from dragoman.readers.jsons import elements
from dragoman.readers.mapping import Mapping
from dragoman.readers.stream import begin
from tests.readers.reports import TODAY, items, jsonl, record, told

RECORDS = [record(number) for number in range(3)]
TITLES = [one["title"] for one in RECORDS]


def write(tmp_path: Path, content: bytes | str, name: str = "a.jsonl") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", jsonl(3)),
        ("a.json", jsonl(3)),
        ("a.ndjson", b"\xef\xbb\xbf" + jsonl(3).replace(b"\n", b"\r\n\r\n")),
        ("a.jsonl", jsonl(3).decode().encode("utf-16")),
        ("a.json", json.dumps(RECORDS)),
        ("a.json", "\n " + json.dumps(RECORDS, indent=3)),
        ("a.json", json.dumps({"status": "ok", "articles": RECORDS})),
        ("a.json", json.dumps({"articles": RECORDS, "count": 3}, indent=1)),
        ("export", json.dumps(RECORDS)),
    ],
    ids=["lines", "lines in .json", "mark and empty lines", "UTF-16", "array", "indented", "object", "indented object", "no ending"],
)
def test_every_shape_gives_the_records(tmp_path: Path, name: str, content: bytes | str) -> None:
    found = items(write(tmp_path, content, name))
    assert [item.document and item.document.title for item in found] == TITLES
    first = found[0]
    assert first.document is not None
    assert (first.id, first.url, first.published) == ("r0", "https://gazette.example/0", "2021-03-01")
    assert (first.document.source, first.document.published_basis) == ("The Plain Gazette", "metadata")
    assert first.document.text == f"{TITLES[0]}\n\n{RECORDS[0]['text']}"


def test_bad_records_stand_in_their_place(tmp_path: Path) -> None:
    german = json.dumps({"text": "Ja, das ist nicht auf Englisch und auch nicht kurz, denn der Satz ist lang und auch der letzte."})
    lines = [jsonl(1).decode().strip(), "{broken", '{"title": "no text"}', "[1, 2]", "", german]
    lines += [json.dumps(record(1, published="soon"))]
    found = items(write(tmp_path, "\n".join(lines)))
    assert told(found, tmp_path) == [
        f"{TITLES[0]} @ a.jsonl:1", "BrokenItem @ a.jsonl:2", "BrokenItem @ a.jsonl:3", "BrokenItem @ a.jsonl:4",
        "WrongLanguage @ a.jsonl:6",
        f"{TITLES[1]} @ a.jsonl:7",
    ]  # fmt: skip
    assert found[-1].document is not None
    assert (found[-1].published, found[-1].document.published_basis) == (None, "unknown: 'soon' is not surely a date")


def test_a_record_that_is_too_long_is_passed_over(tmp_path: Path) -> None:
    content = jsonl(1) + json.dumps(record(1, text="word " * 100_000)).encode() + b"\n" + jsonl(1)
    found = items(write(tmp_path, content), Options(max_item=10_000))
    assert [type(item.error) for item in found] == [type(None), TooLarge, type(None)]
    array = json.dumps([RECORDS[0], record(1, text='\\"word\\" ' * 100_000), RECORDS[2]])
    found = items(write(tmp_path, array, "a.json"), Options(max_item=10_000))
    assert told(found, tmp_path) == [f"{TITLES[0]} @ a.json:1", "TooLarge @ a.json:2", f"{TITLES[2]} @ a.json:3"]


def test_an_array_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    found = items(write(tmp_path, json.dumps(RECORDS)[:-40], "a.json"))
    assert told(found, tmp_path) == [f"{TITLES[0]} @ a.json:1", f"{TITLES[1]} @ a.json:2", "BrokenItem @ a.json"]


def test_the_list_of_an_object_by_its_key(tmp_path: Path) -> None:
    path = write(tmp_path, json.dumps({"response": {"docs": RECORDS, "near": [{"text": "x"}]}}), "a.json")
    assert len(items(path, Options(mapping=Mapping(records="response.docs"), today=TODAY))) == 3
    (wrong,) = items(path, Options(mapping=Mapping(records="docs")))
    assert isinstance(wrong.error, BrokenItem)
    assert "'docs'" in wrong.error.why


def test_windows_1252_in_a_record(tmp_path: Path) -> None:
    text = RECORDS[0]["text"].replace("Tamm", "T\u00e4mm")
    content = json.dumps(record(text=text), ensure_ascii=False).encode("cp1252")
    document = items(write(tmp_path, content))[0].document
    assert document is not None
    assert "T\u00e4mm" in document.text


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(['"', "\\", '\\"', "[", "]}", ",", "{"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=5), st.sampled_from([None, 1]), st.integers(1, 40))
def test_the_elements_of_any_array_in_pieces_of_any_size(values: list[Any], indent: int | None, piece: int) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(piece, size) if size is not None and size > 0 else size)

    written = json.dumps(values, indent=indent).encode()
    stream = begin(Dripping(written), name="a", source="a", origin="a")
    assert [json.loads(element or b"") for element in elements(stream, 10_000)] == values
