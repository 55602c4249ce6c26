"""Every text of the gold, for properties that must hold of any text."""
from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from dragoman.errors import BadDate
from dragoman.readers import parse_published


class Text(Struct, frozen=True):
    """A text with its name for messages."""

    name: str
    text: str
    title: str | None = None
    published: str | None = None


def day(name: str, date: str | None) -> str | None:
    """The date of publication; one that no calendar has is told on standard error and taken for unknown."""
    try:
        return parse_published(date) if date else None
    except BadDate as error:
        print(f"{name}: {error.what}: taken for unknown", file=sys.stderr)
        return None


def of_reports(gold: Path) -> Iterator[Text]:
    """The annotated reports."""
    for path in sorted((gold / "reports").glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        yield Text(path.stem, report["text"], report.get("title"), day(path.stem, report.get("date")))


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file with one JSON object a line; none where there is no such file."""
    if path.is_file():
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def of_lines(path: Path) -> Iterator[Text]:
    """A file of articles with text and perhaps title and date."""
    for number, one in enumerate(lines_of(path)):
        name = f"{path.stem}:{number}"
        yield Text(name, one["text"], one.get("title"), day(name, one.get("dct")))


def of_sentences(path: Path) -> Iterator[Text]:
    """A table of sentences, tab-separated with a head; one sentence may stand in several rows."""
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            sentences = dict.fromkeys(row["sentence"] for row in rows)
        for number, sentence in enumerate(sentences):
            yield Text(f"{path.stem}:{number}", sentence)


def all_texts(gold: Path) -> Iterator[Text]:
    """All of them."""
    yield from of_reports(gold)
    yield from of_lines(gold / "meantime-dev.jsonl")
    yield from of_lines(gold / "places-dev.jsonl")
    yield from of_sentences(gold / "plv-dev.tsv")
