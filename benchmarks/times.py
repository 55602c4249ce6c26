"""Expressions of time against an annotated gold of news: F1 of spans and of values, as TempEval-3 reckons them."""
from __future__ import annotations

from collections.abc import Sequence

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from benchmarks.texts import lines_of
from dragoman.coding.dating import direction_at
from dragoman.coding.pipeline import Engine
from dragoman.coding.when import find_times
from dragoman.evaluate.times import score_times
from dragoman.model import Segment, TimeExpression

FILE = "meantime-dev.jsonl"
NAMES = ("times.relaxed_f1", "times.strict_f1", "times.value_f1")


def measure(settings: Settings) -> list[Figure]:
    """Spans that overlap, that are equal, and that overlap with the right value."""
    documents = list(lines_of(settings.gold / FILE))
    if not documents:
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    engine = dragoman.engine()
    scores = score_times(documents, lambda sentence, offset, day: found(engine, sentence, offset, day))
    note = f"{scores.gold} in the gold, {scores.found} found, {len(documents)} articles"
    counts = (scores.relaxed, scores.strict, scores.value)
    return [Figure(name, scores.f1(count), note) for name, count in zip(NAMES, counts, strict=True)]


def found(engine: Engine, text: str, offset: int, day: str) -> Sequence[TimeExpression]:
    """As the coder finds them: the tense of the clause, which the parse tells, decides between last and next Friday."""
    (sentence,) = engine.annotator.parse([Segment(0, offset, offset + len(text), text, 0, False)])
    return find_times(text, offset, day, engine.resources.dates, direction_at(sentence) if sentence.tokens else None)
