"""What counts as a corpus, and what is left out of one."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BadInput, DragomanError, Unreachable
from dragoman.lexicon.corpus import texts

REPORT = "Kenya sent tents to Malawi on Monday, the ministry in Nairobi said, after the rivers of the south had risen."


def read(path: Path) -> tuple[list[str], list[str]]:
    left_out: list[str] = []
    return list(texts(path, left_out.append)), left_out


def test_a_folder_of_texts_without_those_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "c.md").write_text("no report", encoding="utf-8")
    found, left_out = read(tmp_path)
    assert found == [REPORT]
    assert len(left_out) == 1
    assert "b.txt" in left_out[0]


def test_one_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    assert read(tmp_path / "a.txt") == ([REPORT], [])


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "A.", "title": "T"}\n\n{"text": 1}\nno\n[1]\n{"text": "B."}\n', encoding="utf-8")
    found, left_out = read(path)
    assert found == ["T\n\nA.", "B."]
    assert left_out == ["line 3: no text", "line 4: not JSON (Expecting value)", "line 5: no text"]


def test_a_table_gives_each_sentence_once(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text('id\tsentence\n1\tHe said "no.\n2\tHe said "no.\n3\t\n4\tB.\n', encoding="utf-8")
    assert read(path) == (['He said "no.', "B."], ["line 4: no sentence"])


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [("a.tsv", "id\ttext\n1\tA.\n", BadInput), ("a.csv", "sentence\n", BadInput), ("a.txt", "", BadInput), ("none", None, Unreachable)],
)
def test_what_is_no_corpus(tmp_path: Path, name: str, content: str | None, error: type[DragomanError]) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(error) as caught:
        read(path)
    assert caught.value.remedy


def test_a_folder_without_texts(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no texts"):
        read(tmp_path)
