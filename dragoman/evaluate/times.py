"""Score time expressions against a gold of TIMEX3 annotations, by the definitions of TempEval-3.

Relaxed: two spans overlap. Strict: they are equal. Value: they overlap and the normalised value is equal; each is an F1
over all expressions (UzZaman et al. 2013, SemEval-2013 Task 1). The report's own date is not counted.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from dragoman.model import TimeExpression

#: (sentence, its offset, date of publication or None) -> the expressions found.
Find: TypeAlias = Callable[[str, int, str | None], Sequence[TimeExpression]]


class Miss(Struct, frozen=True):
    """One difference: what the gold has and what was found, "" where nothing; `start` is the gold's offset, or the found one's."""

    doc: str
    start: int
    gold: str
    gold_value: str
    found: str
    found_value: str


class TimeScores(Struct, frozen=True):
    """Counts over all documents; the F1 figures are derived from them."""

    gold: int
    found: int
    relaxed: int
    strict: int
    value: int
    misses: tuple[Miss, ...]

    def f1(self, hits: int) -> float:
        """2PR / (P + R) of a count of hits; 0 where there is nothing to find."""
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0


def score_times(documents: Iterable[Mapping[str, Any]], find: Find) -> TimeScores:
    """Score `find` on documents in MEANTIME's shape (text, dct, sentences, timexes, fully_annotated_end)."""
    totals = [0] * 5
    misses: list[Miss] = []
    for document in documents:
        gold = _gold(document)
        found = [e for e in _found(document, find) if not _is_own_date(document, e.span.start, e.span.end)]
        counts, wrong = _compare(str(document["doc_id"]), gold, found)
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        misses.extend(wrong)
    gold_count, found_count, relaxed, strict, value = totals
    return TimeScores(gold_count, found_count, relaxed, strict, value, tuple(misses))


def _gold(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Annotated expressions with a span, in the part that is annotated in full, without the report's own date."""
    end = document["fully_annotated_end"]
    return [
        t for t in document["timexes"]
        if t["start"] is not None and t["end"] <= end and t.get("function") != "CREATION_TIME"
    ]


def _is_own_date(document: Mapping[str, Any], start: int, end: int) -> bool:
    return any(
        t["start"] is not None and t.get("function") == "CREATION_TIME" and t["start"] < end and start < t["end"]
        for t in document["timexes"]
    )


def _found(document: Mapping[str, Any], find: Find) -> list[TimeExpression]:
    return [
        expression
        for start, end in document["sentences"] if end <= document["fully_annotated_end"]
        for expression in find(document["text"][start:end], start, document["dct"])
    ]


def _compare(
    doc: str, gold: Sequence[Mapping[str, Any]], found: Sequence[TimeExpression]
) -> tuple[tuple[int, int, int, int, int], list[Miss]]:
    """(gold, found, relaxed, strict, value) of one document; an expression is matched once, the first that overlaps."""
    left = list(found)
    relaxed = strict = value = 0
    misses: list[Miss] = []
    for timex in gold:
        hit = next((e for e in left if e.span.start < timex["end"] and timex["start"] < e.span.end), None)
        wanted = str(timex["value"])
        if hit is None:
            misses.append(Miss(doc, timex["start"], timex["text"], wanted, "", ""))
            continue
        left.remove(hit)
        relaxed += 1
        strict += (hit.span.start, hit.span.end) == (timex["start"], timex["end"])
        value += hit.value == wanted
        if hit.value != wanted:
            misses.append(Miss(doc, timex["start"], timex["text"], wanted, hit.span.text, hit.value))
    misses.extend(Miss(doc, e.span.start, "", "", e.span.text, e.value) for e in left)
    return (len(gold), len(found), relaxed, strict, value), misses
