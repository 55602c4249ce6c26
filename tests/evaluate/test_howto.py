"""The recipe in docs/howto/evaluate.md works as it is written."""
from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from dragoman.cli import build
from dragoman.evaluate.mentions import Mentions
from dragoman.evaluate.placed import Places
from dragoman.evaluate.relations import Relations
from dragoman.evaluate.reports import Reports
from dragoman.evaluate.timed import Times

DOCS = Path(__file__).parents[2] / "docs"


def blocks(kind: str) -> list[str]:
    page = (DOCS / "howto" / "evaluate.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL)


def test_the_recipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder, text in zip(("reports", "anna"), blocks("json"), strict=True):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "ferry.json").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(build(), ["evaluate", "reports", "reports", "anna"])
    assert result.exit_code == 0
    first, last = blocks("text")
    assert result.stdout.startswith(first)
    assert result.stdout.endswith(last)


def test_the_reference_names_every_field() -> None:
    page = (DOCS / "reference" / "evaluate.md").read_text(encoding="utf-8")
    fields = {field.name for struct in (Reports, Relations, Times, Places, Mentions) for field in msgspec.structs.fields(struct)}
    assert {name for name in fields if f"`{name}`" not in page} == set()
