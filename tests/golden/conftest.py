"""Codes golden reports, each once in a session."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

import dragoman
from dragoman.readers import read
from tests.golden.match import CodeReport


@pytest.fixture(scope="session")
def code_report() -> CodeReport:
    """`code_report(path, published)`: the coding of a file, as built-in types."""

    @cache
    def coded(path: Path, published: str | None) -> dict[str, Any]:
        coding = dragoman.code_document(read(str(path), published=published))
        return dict(msgspec.json.decode(msgspec.json.encode(coding)))

    return coded
