"""House rules that no linter knows: small files, no machine's paths, pinned and hashed requirements, no addresses."""
from __future__ import annotations

import ast
import re
import statistics
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PYTHON = sorted(path for folder in ("dragoman", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
TEXTS = sorted(
    path
    for folder in ("dragoman", "tests", "benchmarks", "docs", "examples", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.is_file() and path.suffix in {"", ".py", ".toml", ".md", ".txt", ".json", ".conllu"}
) + sorted(path for path in ROOT.iterdir() if path.is_file())
LONGEST = 400
MEDIAN = 120
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|opt|Users)/\w")
PINNED = re.compile(r"^([a-z0-9][a-z0-9.-]*)==\S+.*\\$", re.MULTILINE)
REQUIREMENTS = ("requirements.txt", "requirements-dev.txt")
PARSER = "sha256:e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_files_are_small() -> None:
    assert [f"{path.relative_to(ROOT)}: {lines(path)}" for path in PYTHON if lines(path) > LONGEST] == []
    assert statistics.median(map(lines, PYTHON)) < MEDIAN


def test_every_folder_with_code_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "dragoman").rglob("*.py")}
    assert [str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_no_bare_except_and_no_skipped_test() -> None:
    wrong = []
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: except without a type")
            if isinstance(node, ast.Attribute) and node.attr in ("skip", "skipif", "importorskip"):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.attr}")
    assert wrong == []


def test_no_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEXTS
        if path != Path(__file__) and (match := MACHINE.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pinned_and_hashed_without_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for word in ("://", "--index-url", "--extra-index-url", "--find-links", "--trusted-host"):
        assert word not in text
    packages = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert all("==" in block and "--hash=sha256:" in block for block in packages)
    assert PARSER in text


def test_requirements_have_what_the_metadata_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, dev = (set(PINNED.findall((ROOT / name).read_text(encoding="utf-8"))) for name in REQUIREMENTS)
    asked = {re.split(r"[<>=!~ ;\[]", need)[0] for need in project["dependencies"]}
    assert asked | {"setuptools"} <= run <= dev
    assert {re.split(r"[<>=!~ ;\[]", need)[0] for need in project["optional-dependencies"]["dev"]} <= dev
