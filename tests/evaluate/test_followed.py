"""Following measured on stories: what counts as found, as right, as false, as told alike."""
from __future__ import annotations

from pathlib import Path

import pytest

import dragoman
from dragoman.errors import BadInput, Unreachable
from dragoman.evaluate.followed import measure, stories
from dragoman.evaluate.tally import Share

STORY = '''
title = "Howitzers"
written = "blind"
[[report]]
id = "a"
published = "2024-03-05"
text = """
Kenya orders howitzers

NAIROBI, March 5 - Kenya has ordered 20 howitzers from Turkey, the army said. Turkey will deliver the guns by the end of June 2024."""
[[report]]
id = "b"
published = "2024-06-11"
text = """
Howitzers arrive

NAIROBI, June 11 - Turkey delivered 20 howitzers to Kenya on Tuesday, the army said."""
[[commitment]]
name = "20 howitzers"
obligor = ["TUR"]
obligee = ["KEN"]
what = "howitzers"
amount = 20
due = "2024-06-30"
final = "fulfilled"
history = [
  {report = "a", state = "ordered", quote = "Kenya has ordered 20 howitzers from Turkey"},
  {report = "b", state = "fulfilled", date = "2024-06-11", quote = "Turkey delivered 20 howitzers"},
]
'''
OTHER = STORY.replace('title = "Howitzers"', 'title = "The same"\nsame_as = "one"')


def written(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_story_that_comes_out(tmp_path: Path) -> None:
    result = measure(written(tmp_path, one=STORY, two=OTHER), dragoman.code_document, "plover")
    assert (result.final, result.found, result.dues, result.false) == (1.0, 1.0, 1.0, 0.0)
    assert (result.same, result.stories, result.reports) == (Share(1, 1), 2, 4)
    assert result.blind["stories"] == 2


@pytest.mark.parametrize(
    ("right", "wrong", "figure"),
    [
        ('final = "fulfilled"', 'final = "cancelled"', "final"),
        ('date = "2024-06-11"', 'date = "2024-06-10"', "steps"),
        ('state = "fulfilled"', 'state = "delayed"', "steps"),
        ('due = "2024-06-30"', 'due = "2024-06-29"', "dues"),
    ],
)
def test_what_differs_counts_against_it(tmp_path: Path, right: str, wrong: str, figure: str) -> None:
    before = measure(written(tmp_path, one=STORY), dragoman.code_document, "plover")
    after = measure(written(tmp_path, one=STORY.replace(right, wrong)), dragoman.code_document, "plover")
    assert getattr(after, figure) < getattr(before, figure)


def test_what_the_story_does_not_have_is_false(tmp_path: Path) -> None:
    result = measure(written(tmp_path, one=STORY.split("[[commitment]]")[0]), dragoman.code_document, "plover")
    assert result.false == 0.5
    assert [record.text.split(": ")[1] for record in result.records] == ["false"]


def test_another_outcome_is_not_told_alike(tmp_path: Path) -> None:
    other = OTHER.replace("delivered 20 howitzers to Kenya", "delivered 12 howitzers to Kenya").split("[[commitment]]")[0]
    assert measure(written(tmp_path, one=STORY, two=other), dragoman.code_document, "plover").same == Share(0, 1)


def test_a_folder_without_stories_and_a_quotation_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        stories(tmp_path)
    with pytest.raises(BadInput, match="is not in report 'b'"):
        stories(written(tmp_path, one=STORY.replace('quote = "Turkey delivered 20', 'quote = "Spain delivered 20')))
