"""What the prefilter costs and what it saves: events lost against time, at each of its levels, beside coding with every sentence parsed.

An event is lost where the coding without the prefilter has it and the one with it has none of its type at the same words; a row of the
relations where an event of its sentence is lost.
"""
from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from time import process_time
from typing import get_args

import dragoman
from benchmarks.corpora import document, mixed
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from benchmarks.texts import of_reports
from dragoman.coding.scan import USUAL, Prefilter
from dragoman.model import Coding, Document

LEVELS = [level for level in get_args(Prefilter) if level != "off"]
KINDS = ("reports", "rows", "mixed")
RUNS = 2
NAMES = [f"prefilter.{level}.{kind}_{what}" for level in LEVELS for kind in KINDS for what in ("lost", "time")]


def measure(settings: Settings) -> list[Figure]:
    """For each level the share of events (or rows) lost, and its time as a share of the time without."""
    texts = {"reports": reports(settings), "rows": rows(settings.gold / "plv-dev.tsv"), "mixed": mixed(settings)}
    figures = []
    for kind, documents in texts.items():
        if not documents:
            figures += not_measured([name for name in NAMES if f".{kind}_" in name], f"no such texts in {settings.gold.name}/")
            continue
        whole, spent = coded(documents, "off")
        for level in LEVELS:
            found, took = coded(documents, level)
            missing = [gone(one, other) for one, other in zip(whole, found, strict=True)]
            lost, of = (sum(map(bool, missing)), len(missing)) if kind == "rows" else (sum(missing), sum(len(c.events) for c in whole))
            note = f"{lost}/{of}" + (" (the usual level)" if level == USUAL else "")
            figures.append(Figure(f"prefilter.{level}.{kind}_lost", lost / of if of else None, note, True))
            times = f"{1000 * took:.0f} ms, without {1000 * spent:.0f}"
            figures.append(Figure(f"prefilter.{level}.{kind}_time", took / spent, times, True))
    return figures


def reports(settings: Settings) -> list[Document]:
    """The annotated reports."""
    return [document(one.text, one.title, one.published) for one in of_reports(settings.gold)] if settings.gold.is_dir() else []


def rows(path: Path) -> list[Document]:
    """The sentence of each row."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [document(row["sentence"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def coded(documents: Sequence[Document], level: Prefilter) -> tuple[list[Coding], float]:
    """The codings, and the least seconds of processor time of some runs."""
    dragoman.code("Norway thanked Chad.", prefilter=level)
    best, codings = float("inf"), list[Coding]()
    for _ in range(RUNS):
        start = process_time()
        codings = [dragoman.code_document(one, prefilter=level) for one in documents]
        best = min(best, process_time() - start)
    return codings, best


def gone(without: Coding, with_it: Coding) -> int:
    """How many events are lost."""
    kept = {(event.type, event.trigger.start) for event in with_it.events}
    return sum((event.type, event.trigger.start) not in kept for event in without.events)
