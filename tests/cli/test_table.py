"""The table shows what a reader needs, at every width, and without colour where it is piped."""
from __future__ import annotations

import io

import pytest
from msgspec.structs import replace
from rich.console import Console

from dragoman.cli.table import render
from dragoman.model import Coding
from tests.cli.coder import full


def shown(coding: Coding, width: int, *, colour: bool = False) -> str:
    out = io.StringIO()
    system = "standard" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, highlight=False, color_system=system)
    for part in render(coding, width):
        console.print(part)
    return out.getvalue()


@pytest.mark.parametrize("width", [80, 100, 160])
def test_every_field_is_there(width: int) -> None:
    text = shown(full(), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.replace("\u2502", " ").split())
    for words in [
        "Minister flies to Oslo", "2021-03-02 (inferred: the text speaks of 2021)", "ongoing", "negated: ruled out",
        "alleged", "2021-03-01", "CONSULT", "visit", "Oslo, NOR", "\u201cflew to Oslo\u201d", "sentences)",
        "Commitments", "scheduled", "2021-12-31", "former foreign minister", "membership", "Kari", "[sic]",
    ]:  # fmt: skip
        assert words in flat, f"{words!r} is not in the table:\n{text}"


def test_colour_only_where_it_is_wanted() -> None:
    assert "\x1b[" not in shown(full(), 80)
    assert "\x1b[32m" not in shown(full(), 80, colour=True)  # green is for what occurred
    assert "\x1b[31m" in shown(full(), 80, colour=True)


def test_an_unknown_date_and_an_empty_report() -> None:
    coding = full()
    document = replace(coding.document, published=None, published_basis="unknown: no date in the text")
    text = " ".join(shown(Coding(document, coding.coder, (), (), (), ()), 80).split())
    assert "Published: unknown (no date in the text)" in text
    assert "Relative dates" in text
    assert "No event" in text
