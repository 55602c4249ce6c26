"""A user's own folder beside the packaged data: what it adds and replaces, and how its mistakes are told."""
from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import reference, resources
from dragoman.checks import QUADS
from dragoman.errors import DataError

EXAMPLE = 'examples = ["Norway inspected Chad. => NOR AID TCD"]\n'


def own(folder: Path, name: str, content: str) -> Path:
    """The folder with one file."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def frame(folder: Path, content: str) -> Path:
    return own(folder, "lexicon/en/frames/aid/mine.toml", content)


def test_quad_classes_are_those_of_the_reference() -> None:
    assert set(QUADS) == set(reference.QUADS)


def test_the_packaged_data_have_no_fault() -> None:
    assert [str(fault) for fault in resources.faults()[1]] == []


def test_own_frames_go_first_and_replace_those_of_the_same_name(tmp_path: Path) -> None:
    packaged = resources.load().frames
    name = next(f.id.removeprefix("aid/") for f in packaged if f.type == "AID")
    frames = resources.load(frame(tmp_path, f'[{name}]\nverbs = ["a"]\n{EXAMPLE}[new]\nverbs = ["b"]\n{EXAMPLE}')).frames
    assert [f.id for f in frames[:2]] == [f"aid/{name}", "aid/new"]
    assert len(frames) == len(packaged) + 1


def test_own_classes_are_added_to_the_packaged_ones(tmp_path: Path) -> None:
    content = '[noun_classes]\nTALK = ["chin-wag"]\nGARDEN = ["garden"]\n'
    classes = resources.load(own(tmp_path, "lexicon/en/classes.toml", content)).classes
    assert classes.noun_classes["TALK"] == ("chin-wag",)
    assert classes.noun_classes["GARDEN"] == ("garden",)
    assert classes.verb_groups == resources.load().classes.verb_groups


@pytest.mark.parametrize(
    ("line", "why", "remedy"),
    [
        ('verb = ["a"]', "unknown key 'verb'", "did you mean 'verbs'?"),
        ("verbs = 3", "Expected `array`", "see Frame"),
        ('verbs = ["@LIFTT"]', "no class of words 'LIFTT'", "did you mean 'LIFT'?"),
        ('nouns = ["@TALKK"]', "no class of words 'TALKK'", "did you mean 'TALK'?"),
        ('verbs = ["a"]\nmode = "gift"', "no mode of AID 'gift'", "leave it out"),
        ('verbs = ["a"]\ncontexts = ["militry"]', "no context 'militry'", "did you mean 'military'?"),
        ('verbs = ["a"]\nconvention = "promise-aidd"', "no convention 'promise-aidd'", "did you mean 'promise-aid'?"),
        ('verbs = ["a"]\nif_conflict = "THREATENS"', "no event type 'THREATENS'", "did you mean 'THREATEN'?"),
        ('verbs = ["a"]\nneeds = ["actors"]', "no side 'actors'", "did you mean 'actor'?"),
        ('verbs = ["a"]\nrecipient = ["posessor"]', "no slot 'posessor'", "did you mean 'possessor'?"),
        ("", "neither verbs nor nouns", "add verbs"),
    ],
)
def test_a_wrong_frame_is_refused_with_its_place_and_a_remedy(tmp_path: Path, line: str, why: str, remedy: str) -> None:
    folder = frame(tmp_path, f"[x]\n{line}\n{EXAMPLE}")
    with pytest.raises(DataError) as caught:
        resources.load(folder)
    assert why in caught.value.why
    assert remedy in caught.value.remedy
    assert caught.value.file == str(folder / "lexicon/en/frames/aid/mine.toml")
    assert caught.value.entry == "x"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("lexicon/en/frames/aidd/a.toml", f'[x]\nverbs = ["a"]\n{EXAMPLE}', "no event type 'AIDD'"),
        ("lexicon/en/frames/aid/a.toml", '[x]\nverbs = ["a"]\n', "has no example"),
        ("lexicon/en/frames/aid/a.toml", 'verbs = ["a"]\n', "is no table"),
        ("lexicon/en/frames/aid/a.toml", "[x\n", "is not valid TOML"),
        ("lexicon/en/frames/a.toml", f'[x]\nverbs = ["a"]\n{EXAMPLE}', "nothing reads a file in this place"),
        ("frames/aid/a.toml", f'[x]\nverbs = ["a"]\n{EXAMPLE}', "nothing reads a file in this place"),
        ("lexicon/en/klasses.toml", "", "nothing reads a file in this place"),
        ("lexicon/en/classes.toml", "[noun_klasses]\n", "unknown key 'noun_klasses'"),
        ("ontology/gift.toml", 'name = "Gift"\nquad = "verbal"\nscore = 1.0\ncameo = []\ndefinition = "A."\n', "no quad class 'verbal'"),
        ("ontology/gift.toml", 'name = "Gift"\n', "missing required field"),
        ("conventions.toml", '[x]\nquestion = "A?"\nplover = "AID"\ncameo = "GIFT"\nwhy = "A."\n', "no event type 'GIFT'"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, name: str, content: str, why: str) -> None:
    with pytest.raises(DataError) as caught:
        resources.load(own(tmp_path, name, content))
    assert why in caught.value.why
    assert caught.value.file == str(tmp_path / name)
    assert caught.value.remedy


def test_a_folder_that_is_none_or_empty(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(DataError, match="no"):
            resources.load(folder)


def test_one_frame_in_two_files_of_ones_own(tmp_path: Path) -> None:
    own(tmp_path, "lexicon/en/frames/aid/other.toml", f'[x]\nverbs = ["a"]\n{EXAMPLE}')
    with pytest.raises(DataError) as caught:
        resources.load(frame(tmp_path, f'[x]\nverbs = ["a"]\n{EXAMPLE}'))
    assert "stands twice" in caught.value.why


def test_a_check_names_all_mistakes_at_once(tmp_path: Path) -> None:
    folder = frame(tmp_path, f'[x]\nverb = ["a"]\n{EXAMPLE}[y]\nverbs = ["a"]\n[z]\nverbs = ["a"]\n{EXAMPLE}')
    own(folder, "conventions.toml", '[c]\nquestion = "A?"\nplover = "AIDD"\ncameo = "AID"\nwhy = "A."\n')
    loaded, faults = resources.faults(folder)
    assert [fault.entry for fault in faults] == ["c", "x", "y"]
    assert loaded is not None
    assert loaded.frames[0].id == "aid/z"
