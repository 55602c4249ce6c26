"""Where the time goes: python -m benchmarks.stages [KIND ...]. Prints the share of every stage, in milliseconds an article, as a table.

A profiler slows our own code down and a library's hardly: its shares are of calls, so read them as what to look at first.
"""
from __future__ import annotations

import cProfile
import pstats
import sys
from time import process_time
from typing import Any

import dragoman
from benchmarks.corpora import ARTICLE, KINDS, words
from benchmarks.settings import from_environment
from dragoman.model import Document

#: stage -> the functions (file, name) that it is, none inside another
STAGES = {
    "splitting, names, dates": [("sentences.py", "split"), ("names.py", "find_names"), ("pipeline.py", "dated")],
    "looking what is worth parsing": [("pipeline.py", "glanced")],
    "tokens": [("language.py", "make_doc")],
    "token vectors": [("encoder.py", "__call__")],
    "tags": [("tagger.pyx", "predict"), ("tagger.pyx", "set_annotations")],
    "sentences of our own": [("annotate.py", "_rows")],
    "who is who": [("reading.py", "read_report")],
    "frames and sides": [("pipeline.py", "candidates")],
    "status, date, place, amounts": [("assemble.py", "drafts"), ("assemble.py", "__init__")],
    "what is owed": [("found.py", "progress")],
}


def profiled(documents: list[Document]) -> tuple[dict[str, float], float]:
    """Share of each stage under the profiler, and milliseconds an article without it."""
    for one in documents:
        dragoman.code_document(one)
    start = process_time()
    for one in documents:
        dragoman.code_document(one)
    spent = 1000 * (process_time() - start) * ARTICLE / words(documents)
    profile = cProfile.Profile()
    profile.enable()
    for one in documents:
        dragoman.code_document(one)
    profile.disable()
    stats: Any = pstats.Stats(profile)
    total = next(row[3] for key, row in stats.stats.items() if key[0].endswith("pipeline.py") and key[2] == "code")
    shares = {stage: sum(_cumulative(stats.stats, file, name) for file, name in some) / total for stage, some in STAGES.items()}
    # the parser is compiled, and shows only as what is left of the parsing
    parse = _cumulative(stats.stats, "annotate.py", "_docs") / total - sum(shares[stage] for stage in ("tokens", "token vectors", "tags"))
    return {**shares, "parse": parse, "all else": 1 - parse - sum(shares.values())}, spent


def _cumulative(stats: dict[tuple[str, int, str], Any], file: str, name: str) -> float:
    """Seconds in a function and below it; of several of one name in a file the outermost."""
    return max((row[3] for key, row in stats.items() if key[0].rpartition("/")[2] == file and key[2] == name), default=0.0)


def main(kinds: list[str]) -> None:
    settings = from_environment()
    for kind in kinds or ["political", "mixed"]:
        documents = KINDS[kind](settings)
        if not documents:
            print(f"{kind}: not measured: no texts in {settings.gold.name}/")
            continue
        shares, spent = profiled(documents)
        print(f"\n| {kind}: {spent:.1f} ms an article of {ARTICLE} words | share | ms |\n|---|---|---|")
        for stage, share in shares.items():
            print(f"| {stage} | {100 * share:.0f} % | {share * spent:.1f} |")


if __name__ == "__main__":
    main(sys.argv[1:])
