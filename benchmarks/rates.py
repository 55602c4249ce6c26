"""Articles a second of one core, from text to JSON, beside spaCy's default pipeline, which only annotates, in the same run.

Each text (or batch of sixteen) is done by turns by all, several times, and its least processor time counts: what else the machine does
only ever adds. In a process of its own, so that nothing is loaded that a user would not load. Brought to articles of 450 words.
"""
from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from time import process_time

import msgspec

import dragoman
from benchmarks.corpora import ARTICLE, KINDS, words
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings, from_environment
from dragoman.coding.scan import Prefilter
from dragoman.model import Document

Way = Callable[[Sequence[Document]], object]

RUNS = 5
BATCH = 16
#: the prefilter as usual, and as it reads least; one report after the other, and in batches
LEVELS: dict[str, Prefilter] = {"": "report", "narrow_": "narrow"}
WAYS = [f"{level}{way}" for level in LEVELS for way in ("one", "batch")]
NAMES = [f"rates.{kind}.{way}{unit}" for kind in KINDS for way in WAYS for unit in ("", "_per_s")]


def measure(settings: Settings) -> list[Figure]:
    """The rate of each kind one by one and in batches, as ratios to spaCy's and in articles a second."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.rates"], check=True, capture_output=True, text=True, cwd=settings.root)
    found = json.loads(done.stdout)
    figures = []
    for kind in KINDS:
        if kind not in found:
            figures += not_measured([name for name in NAMES if name.startswith(f"rates.{kind}.")], f"no texts in {settings.gold.name}/")
            continue
        for way in WAYS:
            ours, theirs = found[kind][way]
            note = f"{ours:.1f} ms an article of {ARTICLE} words, spaCy {theirs:.1f}; {found[kind]['reports']} reports"
            figures.append(Figure(f"rates.{kind}.{way}", theirs / ours, note))
            figures.append(Figure(f"rates.{kind}.{way}_per_s", 1000 / ours, "articles a second of one core"))
    return figures


def least(ways: Sequence[Way], documents: Sequence[Document], size: int, runs: int) -> list[float]:
    """For each way the milliseconds of processor time for an article: of each piece of `size` documents the least of some runs."""
    pieces = [documents[i : i + size] for i in range(0, len(documents), size)]
    best = [[float("inf")] * len(pieces) for _ in ways]
    for _ in range(runs):
        for n, piece in enumerate(pieces):
            for way, times in zip(ways, best, strict=True):
                start = process_time()
                way(piece)
                times[n] = min(times[n], process_time() - start)
    return [1000 * sum(times) * ARTICLE / words(list(documents)) for times in best]


def by_one(level: Prefilter) -> Way:
    """Text to JSON, one report after the other."""
    return lambda some: json_of(dragoman.code_document(one, prefilter=level) for one in some)


def by_many(level: Prefilter) -> Way:
    """Text to JSON, several reports at once."""
    return lambda some: json_of(dragoman.code_many(some, prefilter=level))


def json_of(codings: Iterable[object]) -> int:
    """All the way to JSON."""
    return sum(len(msgspec.json.encode(coding)) for coding in codings)


def main() -> None:
    """Measures in this process and prints JSON: {kind: {way: [ours, spaCy's] in ms an article, ..., "reports": n}}."""
    settings = from_environment()
    # our engine first: it says to OpenBLAS how many threads there are, for both
    dragoman.code("Norway thanked Chad.")
    import spacy

    nlp = spacy.load(dragoman.engine().annotator.name.split()[0])
    found = {}
    for kind, texts in KINDS.items():
        documents = texts(settings)
        if not documents:
            continue
        one = least([*map(by_one, LEVELS.values()), lambda some: [nlp(d.text) for d in some]], documents, 1, RUNS)
        batch = least([*map(by_many, LEVELS.values()), lambda some: list(nlp.pipe([d.text for d in some]))], documents, BATCH, RUNS)
        ours = [spent for both in zip(one, batch, strict=True) for spent in both][: len(WAYS)]
        theirs = [one[-1], batch[-1]] * len(LEVELS)
        found[kind] = {**{way: both for way, *both in zip(WAYS, ours, theirs, strict=True)}, "reports": len(documents)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
