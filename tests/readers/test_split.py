"""One file with many articles: the splits of the package, and splits that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import BrokenItem, DataError, TooLarge
from dragoman.readers.collect import Options, Tally
from dragoman.readers.split import articles, load_split, names
from tests.readers.reports import TEXT, TODAY, items, told
from tests.readers.test_offices import word

NUMBERED = """
                               20 results for: fish

                                1 of 2 DOCUMENTS

                               The Plain Gazette (Tallinn)

                            March 4, 2021 Thursday
                                 Final Edition

HEADLINE: Minister flies to Oslo

BYLINE: Mari Kask

SECTION: WORLD; Pg. 3

LENGTH: 24 words

DATELINE: TALLINN

{text}

LOAD-DATE: March 5, 2021

LANGUAGE: ENGLISH

                                2 of 2 DOCUMENTS

                               The Other Paper

                                March 2021

Minister comes back

LENGTH: 26 words

{text} That is all.

Copyright 2021 The Other Paper
"""
END = """Minister flies to Oslo
The Plain Gazette (Tallinn)
March 4, 2021 Thursday

Copyright 2021 The Plain Gazette
Section: WORLD; Pg. 3
Length: 24 words
Byline: Mari Kask

Body

{text}

Second paragraph.

Load-Date: March 5, 2021

End of Document

Minister comes back
The Other Paper
5 March 2021

Body

{text}

End of Document
"""
TAGGED = """SE  World
HD  Minister flies
    to Oslo
WC  24 words
PD  4 March 2021
SN  The Plain Gazette
SC  PLGAZ
LA  English
LP  {text}
US officials did not comment.
TD  A second paragraph
follows the first.

And a third.
RE  estn : Estonia
AN  Document PLGAZ00020210305eh340001

HD  Minister comes back
PD  the fifth
SN  The Other Paper
LP  {text}

Document OTHER00020210306eh340002
"""
FILES = {"numbered": NUMBERED, "end-of-document": END, "tagged": TAGGED}


def write(tmp_path: Path, content: str, name: str = "export.txt") -> Path:
    path = tmp_path / name
    path.write_text(content.replace("{text}", TEXT), encoding="utf-8")
    return path


def test_every_split_of_the_package_has_a_file_here() -> None:
    assert names() == sorted(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_splits(tmp_path: Path, name: str, ends: str) -> None:
    path = write(tmp_path, FILES[name].replace("\n", ends))
    first, second = items(path, Options(split=load_split(name), today=TODAY))
    assert first.document is not None
    assert second.document is not None
    assert " ".join((first.document.title or "").split()) == "Minister flies to Oslo"
    assert second.document.title == "Minister comes back"
    assert TEXT in first.document.text
    assert TEXT in second.document.text
    assert first.published == "2021-03-04"
    assert (first.document.source or "").startswith("The Plain Gazette")
    assert second.document.source == "The Other Paper"
    for words in ("LENGTH", "Load-Date", "LOAD-DATE", "Copyright", "BYLINE", "DATELINE", "Mari Kask", "Document", "PLGAZ", "estn"):
        assert words not in first.document.text
        assert words not in second.document.text


def test_what_is_found_in_each(tmp_path: Path) -> None:
    tagged = items(write(tmp_path, TAGGED), Options(split=load_split("tagged"), today=TODAY))
    assert [(item.id, item.published, item.item.rpartition(":")[2]) for item in tagged] == [
        ("PLGAZ00020210305eh340001", "2021-03-04", "1"), ("OTHER00020210306eh340002", None, "18"),
    ]  # fmt: skip
    assert tagged[0].document is not None
    assert tagged[0].document.text.endswith("US officials did not comment.\n\nA second paragraph\nfollows the first.\n\nAnd a third.")
    end = items(write(tmp_path, END), Options(split=load_split("end-of-document"), today=TODAY))
    assert [item.published for item in end] == ["2021-03-04", "2021-03-05"]
    tally = Tally()
    numbered = items(write(tmp_path, NUMBERED), Options(split=load_split("numbered"), today=TODAY), tally)
    assert [item.published for item in numbered] == ["2021-03-04", None]
    assert tally.skipped == {"text before the first article": 1}


def test_an_office_document(tmp_path: Path) -> None:
    path = tmp_path / "export.docx"
    path.write_bytes(word(*END.replace("{text}", TEXT).split("\n")))
    found = items(path, Options(split=load_split("end-of-document"), today=TODAY))
    assert told(found, tmp_path)[0] == "Minister flies to Oslo @ export.docx:1"


def test_an_export_without_a_split_is_refused_with_its_name(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (item,) = items(write(tmp_path, content))
        assert isinstance(item.error, BrokenItem)
        assert item.error.remedy == f"take it apart: --split {name}"


def test_articles_that_cannot_be_read_stand_in_their_place(tmp_path: Path) -> None:
    content = "===\nT: One\n{text}\n===\nT: Two\n===\nT: Three\n" + f"{'word ' * 200}\n" * 2_500 + "===\nT: Four\n{text}\n"
    own = tmp_path / "own.toml"
    text = "'^T:.*\\n((?:.|\\n)*)'"
    own.write_text(f"about = 'own'\nbegin = '^===$'\ntitle = '^T: (.*)'\ntext = [{text}]\n", encoding="utf-8")
    found = items(write(tmp_path, content), Options(split=load_split(str(own))))
    assert told(found, tmp_path) == [
        "One @ export.txt:1",
        "BrokenItem @ export.txt:4",
        "TooLarge @ export.txt:6",
        f"Four @ export.txt:{2_508}",
    ]
    (none,) = items(write(tmp_path, "{text}\n"), Options(split=load_split(str(own))))
    assert isinstance(none.error, BrokenItem)
    assert isinstance(found[2].error, TooLarge)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("about = 'x'\ntext = ['x']", "begins nor"),
        ("about = 'x'\ntext = ['(']\nend = 'x'", "'('"),
        ("abuot = 'x'", "abuot"),
        ("x", "="),
        (None, "no such file"),
    ],
)
def test_splits_that_are_wrong(tmp_path: Path, content: str | None, told: str) -> None:
    path = tmp_path / "own.toml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=".") as caught:
        load_split(str(path))
    assert told in caught.value.why


def test_lines_are_taken_one_after_the_other() -> None:
    """An article is given before the next one is read to its end."""
    given = []

    def lines() -> object:
        for number in range(1, 10):
            given.append(number)
            yield number, ("End of Document\n" if number % 3 == 0 else "x\n")

    first = next(articles(lines(), load_split("end-of-document"), 1000))  # type: ignore[arg-type]
    assert first == (1, "x\nx\nEnd of Document\n")
    assert given == [1, 2, 3]
