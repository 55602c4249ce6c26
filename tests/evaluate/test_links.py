"""Linking measured on stories: what counts as told, as found, as right."""

from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate import links
from dragoman.evaluate.stories import stories

STORY = '''
title = "Two meetings"
written = "blind"
[[report]]
id = "a"
published = "2024-03-05"
text = """
Ministers meet in Oslo

OSLO, March 5 - The foreign ministers of Latvia and Norway met in Oslo on Tuesday."""
[[report]]
id = "b"
published = "2024-03-06"
text = """
Latvia and Norway talk

RIGA, March 6 - Norway's foreign minister met his Latvian counterpart in Oslo on Tuesday."""
[[report]]
id = "c"
published = "2024-03-09"
text = """
Second round

RIGA, March 9 - The foreign ministers of Latvia and Norway met in Riga on Friday."""
[[happening]]
name = "Oslo"
type = "CONSULT"
mentions = [{ report = "a", quote = "met in Oslo on Tuesday" }, { report = "b", quote = "met his Latvian counterpart" }]
[[happening]]
name = "Riga"
type = "CONSULT"
mentions = [{ report = "c", quote = "met in Riga on Friday" }]
'''


def written(folder: Path, text: str) -> Path:
    (folder / "two-meetings.toml").write_text(text, encoding="utf-8")
    return folder


def test_one_story(tmp_path: Path) -> None:
    result = links.measure(written(tmp_path, STORY), dragoman.code_document, "plover")
    assert (result.told, result.recall, result.precision) == (1.0, 1.0, 1.0)
    assert result.blind["recall"] == 1.0


def test_nothing_linked_is_no_recall(tmp_path: Path) -> None:
    more = 'quote = "met his Latvian counterpart" }, { report = "c", quote = "met in Riga on Friday" }'
    wrong = STORY.replace('quote = "met his Latvian counterpart" }', more)
    result = links.measure(written(tmp_path, wrong), dragoman.code_document, "plover")
    assert result.recall == pytest.approx(1 / 3)
    assert [record.text for record in result.records] == [f"not linked: Oslo, reports {one} and c" for one in "ab"]


def test_a_quotation_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not in report 'b'"):
        stories(written(tmp_path, STORY.replace("his Latvian counterpart\" }]", "her Latvian colleague\" }]")))


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no stories"):
        stories(tmp_path)
