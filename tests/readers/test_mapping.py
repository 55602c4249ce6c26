"""Mappings: pairs, files, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BrokenItem, DataError
from dragoman.readers.mapping import Mapping, document_of, parse_mapping, value
from tests.readers.reports import TEXT


def test_pairs() -> None:
    given = parse_mapping(["title=headline", "text=lead+body", "date_format=%d/%m/%Y"])
    assert (given.title, given.text, given.date_format, given.id) == ("headline", ["lead", "body"], "%d/%m/%Y", "id")


def test_a_file_and_a_pair_that_goes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text('title = "headline"\ntext = "content.body"\n[constants]\nsource = "The Plain Gazette"\n', encoding="utf-8")
    given = parse_mapping([str(path), "title=kicker"])
    assert (given.title, given.text, given.constants) == ("kicker", "content.body", {"source": "The Plain Gazette"})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["titel=headline"], "did you mean 'title'"),
        (["title="], "title"),
        (["none.toml"], "TOML"),
        (["wrong.toml"], "fields:"),
        (["constant.toml"], "fields:"),
    ],
)
def test_what_is_wrong_is_told(arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.toml").write_text('heading = "x"', encoding="utf-8")
    Path("constant.toml").write_text('[constants]\npaper = "x"', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        parse_mapping(arguments)
    assert told in caught.value.remedy


def test_values_of_fields_within_fields_and_lists() -> None:
    entry = {"a": {"b": "x"}, "a.c": "dotted", "list": ["one", "two", 3], "n": 7, "no": None, "yes": True, "blank": " "}
    assert [value(entry, name) for name in ("a.b", "a.c", "list", "n", "no", "yes", "blank", "a", "a.b.c")] == [
        "x", "dotted", "one\n\ntwo", "7", None, None, None, None, None,
    ]  # fmt: skip
    assert value(entry, ["a.b", "no", "n"]) == "x\n\n7"


def test_a_record_with_markup_and_a_constant() -> None:
    mapping = Mapping(constants={"source": "The Plain Gazette"}, date_format="epoch")
    entry = {"title": "Fish &amp; ships", "text": f"<p>{TEXT}</p><script>x()</script><p>More<br>of it.</p>", "published": 1_614_816_000}
    document = document_of(entry, mapping, "a:1", "a", "https://paper.example/", None)
    assert document.text == f"Fish & ships\n\n{TEXT}\n\nMore\n\nof it."
    assert (document.source, document.url, document.published) == ("The Plain Gazette", "https://paper.example/", "2021-03-04")


def test_no_text_is_told_with_the_fields_there_are() -> None:
    with pytest.raises(BrokenItem) as caught:
        document_of({"title": "x", "body": TEXT}, Mapping(), "a:1", "a", None, None)
    assert "title, body" in caught.value.why
