"""The suites' tables: tab-separated lines that anyone can read and extend; "#" begins a remark, the last column may hold a wish.

They are coded with the installed parser, all sentences of a suite in one batch. A wish is what is right and comes out
wrong today, with its cause: a strict expected failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.model import Segment, Sentence

FOLDER = Path(__file__).parent


def rows(name: str, columns: int) -> list[tuple[str, ...]]:
    """The lines of NAME.tsv, each with `columns` cells and a last one for the wish, "" where there is none."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    cells = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    assert all(columns <= len(row) <= columns + 1 for row in cells), [row for row in cells if not columns <= len(row) <= columns + 1]
    return [row if len(row) > columns else (*row, "") for row in cells]


def params(table: Iterable[tuple[str, ...]]) -> list[Any]:
    """Rows as parameters of a test, wishes marked."""
    return [
        pytest.param(*row[:-1], marks=[pytest.mark.xfail(strict=True, reason=row[-1])] if row[-1] else [], id=f"{n}-{' '.join(row)[:60]}")
        for n, row in enumerate(table)
    ]


def plain(marked: str) -> tuple[str, int, int]:
    """A sentence without its brackets, and where what stood in them begins and ends."""
    start, end = marked.index("["), marked.index("]") - 1
    return marked.replace("[", "").replace("]", ""), start, end


@lru_cache(maxsize=8)
def parsed(texts: Sequence[str]) -> dict[str, Sentence]:
    """Each text as one sentence, all parsed at once. A text that ends without a stop is a headline."""
    segments = [Segment(n, 0, len(text), text, n, text[-1] not in '.?!"”') for n, text in enumerate(texts)]
    return dict(zip(texts, dragoman.engine().annotator.parse(segments), strict=True))
