"""`dragoman archive` and `dragoman link --from`: what they ask for, and what they say."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dragoman.cli import build

TEXTS = (
    "RIGA, March 3 - Foreign Minister Aino Kask of Estonia met her Latvian counterpart in Riga on Tuesday.",
    "Latvia will send 20 engineers to Estonia by June, the Latvian government said on Wednesday.",
)


def run(*arguments: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(build(), [*map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    file = tmp_path / "reports.jsonl"
    rows = [{"text": text, "published": "2026-03-04", "source": "Wire (fiction)"} for text in TEXTS]
    rows += [{"text": TEXTS[0]}, {"title": "none"}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_from_reports_to_happenings(reports: Path, tmp_path: Path) -> None:
    output = tmp_path / "archive"
    code, out, said = run("archive", reports, output, "--workers", 1, "--partition", "day")
    assert (code, out) == (1, "")
    assert said == f"dragoman: 4 read: 3 reports with 3 events, 1 failed: {reports}:4\n"
    assert [path.name for path in sorted((output / "reports").iterdir())] == ["day=2026-03-04", "day=unknown"]
    code, out, said = run("archive", reports, output, "--workers", 1, "--partition", "day")
    assert said.startswith("dragoman: 1 of 1 shards are done already\ndragoman: 4 read: 3 reports")
    code, out, said = run("archive", reports, output, "--workers", 1)
    assert (code, out) == (1, "")
    assert "is the archive of something else\n  why: partition was day, is month\n  try: name another folder" in said
    code, out, said = run("link", "--from", output, "--json")
    assert (code, said) == (0, "")
    assert json.loads(out)["reports"] == 3
    assert json.loads(out)["same"] == 1
    assert (output / "links" / "links.json").is_file()
    assert run("link", "--from", tmp_path, "--json")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["archive", "one"], "name what to read, and last the folder"),
        (["archive", "one", "two", "--workers", "none"], "is no number of processes"),
        (["archive", "one", "two", "--shard", "0"], "--shard"),
        (["link", "--out", "there"], "it goes with --from"),
        (["link", "--from", "there", "--all"], "it goes with none of"),
    ],
)
def test_what_is_asked_for_wrongly_is_refused(arguments: list[str], told: str) -> None:
    code, _, said = run(*arguments)
    assert code == 2
    assert told in " ".join(said.replace("│", " ").split())


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    code, _, said = run("archive", tmp_path / "nothing.jsonl", tmp_path / "archive", "--workers", 1)
    assert (code, "no such file" in said, (tmp_path / "archive").exists()) == (1, True, False)
