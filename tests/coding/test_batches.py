"""Many reports parsed together: the same codings, in order, few reports read ahead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.coding.batches import REPORTS, code_all
from dragoman.model import Document
from dragoman.readers import make_document

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent.parent / "golden").glob("*/*.txt"))]
DOCUMENTS = [make_document(text, published="2024-05-14", published_basis="given") for text in (*TEXTS[::3], "Rain.", *TEXTS[1::3])]


def test_together_is_one_by_one() -> None:
    assert list(dragoman.code_many(DOCUMENTS)) == [dragoman.code_document(document) for document in DOCUMENTS]


def test_what_was_read_before_a_fault_is_given() -> None:
    def documents() -> Iterator[Document]:
        yield from DOCUMENTS[:3]
        raise OSError("the disk is gone")

    found = iter(code_all(documents(), dragoman.engine()))
    assert [next(found).document.id for _ in range(3)] == [document.id for document in DOCUMENTS[:3]]
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_few_are_read_ahead() -> None:
    read = []

    def documents() -> Iterator[Document]:
        for number in range(100):
            read.append(number)
            yield make_document(f"It rained on day {number}.")

    next(code_all(documents(), dragoman.engine()))
    assert len(read) == REPORTS
