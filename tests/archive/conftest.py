"""One archive, made by one process, that all others are compared with."""
from __future__ import annotations

from pathlib import Path

import pytest

from tests.archive.made import asked, lines, made


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports as JSON lines."""
    file = tmp_path_factory.mktemp("inputs") / "reports.jsonl"
    file.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="session")
def alone(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of them."""
    folder = tmp_path_factory.mktemp("alone") / "archive"
    made(asked(reports), folder)
    return folder
