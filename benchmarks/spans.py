"""The property that every span of every output slices to its text, over all texts of the gold."""
from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import msgspec

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from benchmarks.texts import Text, all_texts

NAMES = ("spans.texts", "spans.checked", "spans.wrong", "spans.failed")


def measure(settings: Settings) -> list[Figure]:
    """Texts coded, spans checked, spans that do not slice, texts that could not be coded."""
    texts = list(all_texts(settings.gold))
    if not texts:
        return not_measured(NAMES, f"no texts in {settings.gold.name}/")
    checked, wrong, failed = 0, 0, 0
    for text in texts:
        found = checked_spans(text)
        if found is None:
            failed += 1
            continue
        checked, wrong = checked + found[0], wrong + found[1]
    return [
        Figure("spans.texts", float(len(texts))),
        Figure("spans.checked", float(checked)),
        Figure("spans.wrong", float(wrong), f"of {checked}", lower_is_better=True),
        Figure("spans.failed", float(failed), f"of {len(texts)}", lower_is_better=True),
    ]


def checked_spans(text: Text) -> tuple[int, int] | None:
    """(spans, wrong spans) of one text; None, with a line on standard error, where the coder gives an error."""
    try:
        coding = dragoman.code(text.text, title=text.title, published=text.published)
    except Exception as error:  # noqa: BLE001 - whatever one text provokes is a finding, and the others still count
        print(f"spans: {text.name}: {type(error).__name__}: {error}", file=sys.stderr)
        return None
    whole = coding.document.text
    results = [sliced(whole, span) for span in spans(msgspec.json.decode(msgspec.json.encode(coding)))]
    if not all(results):
        print(f"spans: {text.name}: {results.count(False)} spans do not slice", file=sys.stderr)
    return len(results), results.count(False)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with a start and an end that are offsets: spans, and actors with a place in the text."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from spans(inner)


def sliced(whole: str, span: dict[str, Any]) -> bool:
    """Whether a span's text, or an actor's name, stands where it says."""
    return whole[span["start"]:span["end"]] == span.get("text", span.get("name"))
