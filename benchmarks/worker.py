"""Codes or parses one text again and again: python -m benchmarks.worker (dragoman | spacy MODEL) FILE RUNS -> JSON.

Each coder has a process of its own, so that its memory is its own: {"load_s", "first_ms", "warm_ms", "warm_cpu_ms",
"peak_mb"}. `warm_ms` and `warm_cpu_ms` (all threads) are the best of all runs but the first.
"""
from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

MEBIBYTE = 1024 * 1024
STATUS = Path("/proc/self/status")


def dragoman_coder() -> Callable[[str], object]:
    """The pipeline as a library's user calls it."""
    import dragoman

    return lambda text: dragoman.code(text, published="2023-11-14")


def spacy_coder(model: str) -> Callable[[str], object]:
    """spaCy's default pipeline: the model with all its components."""
    import spacy

    return spacy.load(model)


def milliseconds(coder: Callable[[str], object], text: str) -> tuple[float, float]:
    """Time of one text by the clock on the wall, and as the processor counts it."""
    start, spent = perf_counter(), process_time()
    coder(text)
    return (perf_counter() - start) * 1000, (process_time() - spent) * 1000


def peak_mebibytes() -> float:
    """Highest resident memory. Not getrusage on Linux: a child started by vfork inherits its parent's maximum there."""
    if STATUS.is_file():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))[0]) / 1024
    import resource  # not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEBIBYTE  # bytes on macOS: getrusage(2)


def main(arguments: list[str]) -> None:
    """Measures and prints."""
    *which, file, runs = arguments
    text = Path(file).read_text(encoding="utf-8")
    start = perf_counter()
    coder = dragoman_coder() if which == ["dragoman"] else spacy_coder(which[1])
    loaded = perf_counter() - start
    first, _ = milliseconds(coder, text)
    walls, cpus = zip(*(milliseconds(coder, text) for _ in range(int(runs))), strict=True)
    warm = {"warm_ms": min(walls), "warm_cpu_ms": min(cpus)}
    print(json.dumps({"load_s": loaded, "first_ms": first, **warm, "peak_mb": peak_mebibytes()}))


if __name__ == "__main__":
    main(sys.argv[1:])
