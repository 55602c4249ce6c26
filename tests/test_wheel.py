"""What `pip install .` installs: every file of the package and nothing else, the licences, the command."""
from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
BUILD = "from setuptools import build_meta; build_meta.build_wheel('out')"
#: without a suffix are the sums of what is vendored
KINDS = {".py", ".toml", ".typed", ".html", ".css", ".js", ".json", ".jsonl", ".svg", ".LICENSE", ""}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Built in a copy, for a build leaves folders behind, by the pinned backend, without a network."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "dragoman", copy / "dragoman", ignore=shutil.ignore_patterns("__pycache__"))
    for part in PARTS:
        shutil.copy(ROOT / part, copy)
    (copy / "out").mkdir()
    subprocess.run([sys.executable, "-c", BUILD], cwd=copy, check=True, capture_output=True, timeout=120)
    (built,) = (copy / "out").glob("*.whl")
    return zipfile.ZipFile(built)


def test_the_whole_package_is_in_it(wheel: zipfile.ZipFile) -> None:
    ours = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dragoman").rglob("*") if path.is_file()}
    ours = {name for name in ours if "__pycache__" not in name}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == ours
    assert {Path(name).suffix for name in packed} == KINDS


def test_licences_and_the_command_are_in_it(wheel: zipfile.ZipFile) -> None:
    about = {name.partition(".dist-info/")[2]: name for name in wheel.namelist() if ".dist-info/" in name}
    assert {"licenses/LICENSE", "licenses/NOTICE"} <= about.keys()
    assert "dragoman = dragoman.cli:main" in wheel.read(about["entry_points.txt"]).decode()
    assert "License-Expression: Apache-2.0" in wheel.read(about["METADATA"]).decode()
