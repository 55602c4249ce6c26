"""`dragoman explain`: prints the trace, and says what is wrong with what it was given."""
from __future__ import annotations

import sys
from types import ModuleType

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import build

SENTENCE = "Norway ruled out talks with Iceland."
RUSSIAN = "Министр вылетел в Осло."


class Trace:
    """One line that repeats what was asked."""

    def __init__(self, *asked: str | None) -> None:
        self.asked = asked

    def lines(self) -> list[str]:
        return [" | ".join(map(str, self.asked))]


@pytest.fixture(autouse=True)
def _without_a_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("dragoman.explain")
    module.explain = Trace  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dragoman.explain", module)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["explain", *arguments])


def test_the_trace_is_printed() -> None:
    assert run(SENTENCE, "--date", "2020-09").stdout == f"{SENTENCE} | 2020-09 | plover | None | None | None\n"


def test_profile_model_and_lexicon() -> None:
    result = run(SENTENCE, "--profile", "cameo", "--model", "other", "--lexicon", "mine")
    assert result.stdout == f"{SENTENCE} | None | cameo | other | mine | None\n"


@pytest.mark.parametrize(
    ("arguments", "code"), [([SENTENCE, "--date", "2020-02-30"], 2), ([" "], 1), ([RUSSIAN], 1), ([], 2)]
)
def test_misuse(arguments: list[str], code: int) -> None:
    result = run(*arguments)
    assert result.exit_code == code
    assert result.stderr
    assert result.stdout == ""
