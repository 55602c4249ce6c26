"""`dragoman lexicon`, and `--lexicon DIR` for the commands that code."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import dragoman
from dragoman import resources
from dragoman.cli import build
from tests.own import small, write

REPORT = "The IAEA inspected an Iranian enrichment plant on Monday, and Peru photographed the Chilean government."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The page's folder, and an engine that knows nothing else."""
    mine = write(tmp_path / "mine")
    monkeypatch.setattr(dragoman, "engine", lambda *_: small(mine))
    return mine


def run(*arguments: object) -> Result:
    return CliRunner().invoke(build(), ["lexicon", *map(str, arguments)])


def test_a_check_without_fault(folder: Path) -> None:
    result = run("check", "--lexicon", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "0 errors, 0 warnings"
    assert "17 types" in result.stdout
    assert "2 frames" in result.stdout


def test_a_check_with_an_example_that_comes_out_otherwise(folder: Path) -> None:
    path = folder / "lexicon" / "en" / "frames" / "inspect" / "more.toml"
    path.write_text('[more]\nverbs = ["probe"]\nexamples = ["Norway probed Chad. => NOR INSPECT PER"]\n', encoding="utf-8")
    small.cache_clear()
    resources.load.cache_clear()
    result = run("check", "--lexicon", folder)
    assert result.exit_code == 1
    assert "error: wrong examples: inspect/more" in result.stdout
    assert "should give NOR INSPECT PER, and gives NOR INSPECT TCD" in result.stdout
    assert result.stdout.splitlines()[-1] == "1 error, 0 warnings"


def test_a_check_of_files_that_cannot_be_loaded(folder: Path) -> None:
    path = folder / "lexicon" / "en" / "frames" / "inspect" / "more.toml"
    path.write_text('[a]\nverb = ["probe"]\n[b]\nverbs = ["probe"]\n', encoding="utf-8")
    result = run("check", "--lexicon", folder)
    assert result.exit_code == 1
    assert result.stderr.count("why: ") == result.stderr.count("try: ") == 2
    assert "2 errors in the files" in result.stdout


def test_coverage_as_text(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "a.txt"
    corpus.write_text(REPORT, encoding="utf-8")
    result = run("coverage", corpus, "--lexicon", folder)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "    1  photograph (verb, 1 with two actors)"
    assert "predicates: 2, known to a frame 1 (50.0%)" in result.stdout


def test_coverage_as_json(folder: Path, tmp_path: Path) -> None:
    corpus = tmp_path / "a.jsonl"
    corpus.write_text(json.dumps({"text": REPORT}) + "\nno\n", encoding="utf-8")
    result = run("coverage", corpus, "--json", "--top", 1)
    found = json.loads(result.stdout)
    assert (found["predicates"], found["known"], found["share"]) == (2, 1, 0.5)
    assert [unknown["words"] for unknown in found["unknown"]] == ["photograph"]
    assert len(found["left_out"]) == 1


@pytest.mark.parametrize("arguments", [("coverage", "none.txt"), ("check", "--lexicon", "none")])
def test_what_is_not_there(folder: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert "why: " in result.stderr
    assert "try: " in result.stderr


@pytest.mark.parametrize("command", ["code", "explain"])
def test_commands_that_code_say_what_is_wrong_with_a_folder(tmp_path: Path, command: str) -> None:
    report = tmp_path / "a.txt"
    report.write_text(REPORT, encoding="utf-8")
    argument = str(report) if command == "code" else REPORT
    result = CliRunner().invoke(build(), [command, argument, "--lexicon", str(tmp_path / "none")])
    assert result.exit_code == 1
    assert "it is no folder" in result.stderr
    assert result.stdout == ""
