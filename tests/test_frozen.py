"""The frozen parses themselves: written and read back the same, complete, and an error that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.coding import annotate
from dragoman.model import Segment
from tests.frozen import MODEL, PARSES, FrozenAnnotator, NoFrozenParse, block, blocks, engine, frozen
from tests.parses import grouped, write


def segment(text: str, start: int = 0) -> Segment:
    return Segment(0, start, start + len(text), text, 0, False)


def test_a_missing_parse_says_what_to_run() -> None:
    with pytest.raises(NoFrozenParse, match="make parses"):
        FrozenAnnotator({}, "none").parse([segment("Nobody wrote this.")])


def test_there_is_a_parse_for_everything_and_none_is_left_over() -> None:
    wanted = {name: list(group) for name, group in grouped(engine().resources).items()}
    there = {path.stem: [text for text, _ in blocks(path)] for path in PARSES.glob("*.conllu")}
    assert there == wanted, "run `make parses`"


def test_written_and_read_back(tmp_path: Path) -> None:
    text = "U.S. can't"
    rows = [("U.S.", "U.S.", "NNP", 1, "nsubj", 0), ("ca", "can", "MD", 1, "ROOT", 5), ("n't", "not", "RB", 1, "neg", 7)]
    sentence = annotate.sentence(segment(text, 100), rows)
    path = tmp_path / "one.conllu"
    path.write_text(f"{MODEL}a parser\n\n" + block(sentence) + "\n", encoding="utf-8")
    read = frozen(tmp_path)
    assert read.name == "a parser"
    assert read.parse([segment(text, 100)]) == [sentence]


def test_files_that_nothing_needs_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.parses.PARSES", tmp_path)
    (tmp_path / "gone.conllu").write_text("", encoding="utf-8")
    text = next(iter(frozen().parses))
    assert write({"some": {text: segment(text)}}, frozen()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["some.conllu"]
    assert frozen(tmp_path).parse([segment(text)]) == frozen().parse([segment(text)])
