"""The Python interface: what it refuses, and that a document that a reader made is coded whatever it says."""
from __future__ import annotations

from collections.abc import Iterator

import pytest

import dragoman
from dragoman.coding.batches import REPORTS
from dragoman.errors import BadDate, BadInput, EmptyInput, TooLarge, WrongLanguage
from dragoman.model import Document
from dragoman.readers import make_document
from dragoman.workers.crew import AHEAD

RUSSIAN = "Министр иностранных дел вылетел в Осло в понедельник, сообщили источники."
REPORT = "Norway expelled two Ghanaian diplomats on Monday."


@pytest.mark.parametrize(
    ("text", "error"),
    [("", EmptyInput), (" \n\t", EmptyInput), (RUSSIAN, WrongLanguage), ("a" * 3_000_000, TooLarge)],
    ids=["empty", "blank", "Russian", "3 MB"],
)
def test_unfit_texts_are_refused(text: str, error: type[BadInput]) -> None:
    with pytest.raises(error) as caught:
        dragoman.code(text)
    assert caught.value.why
    assert caught.value.remedy


def test_an_impossible_date_is_refused() -> None:
    with pytest.raises(BadDate):
        dragoman.code(REPORT, published="2020-02-30")


def test_many_documents_in_their_order() -> None:
    documents = [make_document(text) for text in (REPORT, "", RUSSIAN)]
    codings = list(dragoman.code_many(documents))
    assert [coding.document.text for coding in codings] == [document.text for document in documents]
    assert [len(coding.events) for coding in codings] == [1, 0, 0]


@pytest.mark.parametrize("chance", [-0.1, 1.01, float("nan")])
def test_a_confidence_that_is_no_chance_is_refused(chance: float) -> None:
    with pytest.raises(BadInput):
        dragoman.code(REPORT, min_confidence=chance)


def test_confidence_buys_precision() -> None:
    (event,) = dragoman.code(REPORT, min_confidence=0).events
    assert 0 < event.confidence < 1
    assert dragoman.code(REPORT, min_confidence=event.confidence).events == (event,)
    assert next(dragoman.code_many([make_document(REPORT)], min_confidence=1)).events == ()


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_change_nothing(workers: int) -> None:
    told = [REPORT.replace("two", number) for number in ("three", "four", "five", "six", "seven")]
    read: list[str] = []

    def documents() -> Iterator[Document]:
        for text in (*told * 20, ""):
            read.append(text)
            yield make_document(text, published="2024-05-07")

    codings = dragoman.code_many(documents(), workers=workers)
    first = next(codings)
    assert first == dragoman.code_document(make_document(told[0], published="2024-05-07"))
    assert len(read) <= (REPORTS if workers == 1 else AHEAD * workers + 2), "no more is read than is needed"
    assert [coding.document.text for coding in codings] == read[1:]
    assert len(read) == 101


def test_no_workers_at_all() -> None:
    with pytest.raises(BadInput, match="workers 0"):
        next(dragoman.code_many([make_document(REPORT)], workers=0))
