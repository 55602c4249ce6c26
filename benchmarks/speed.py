"""Speed and size on one report of some 450 words, beside spaCy's default pipeline on the same text in the same run.

Times are the best of several runs, ours and spaCy's alike: what else the machine does only ever adds to them.
`warm_cpu_ms` is what the processor counts, all threads together: it stays nearly the same on a machine that is busy.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import dragoman
from benchmarks.figures import Figure
from benchmarks.settings import Settings

PARTS = ("examples/minister-travels.txt", "tests/golden/world/sanctions.txt")  # 456 words together
UNCACHED_RUNS = 2
SPACY = "import sys, spacy; spacy.load(sys.argv[1])(open(sys.argv[2], encoding='utf-8').read())"


def measure(settings: Settings) -> list[Figure]:
    """Cold start in seconds, warm milliseconds, peak MiB, and each as a ratio to spaCy's."""
    text = "\n\n".join((settings.root / part).read_text(encoding="utf-8").strip() for part in PARTS)
    model = model_name(dragoman.code("Norway thanked Chad.").coder.model)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(text, encoding="utf-8")
        ours, theirs = cold(settings, file, model)
        first_ever = min(uncached(settings, file) for _ in range(UNCACHED_RUNS))
        mine = worker(settings, ["dragoman"], file)
        spacys = worker(settings, ["spacy", model], file)
    words = f"{len(text.split())} words"
    return [
        *beside("cold_s", ours, theirs, f"new process, best of {settings.cold_runs}, {words}"),
        Figure("speed.uncached_s", first_ever, f"new process with an empty cache, best of {UNCACHED_RUNS}", True),
        *beside("warm_ms", mine["warm_ms"], spacys["warm_ms"], f"best of {settings.warm_runs}, {words}"),
        *beside("warm_cpu_ms", mine["warm_cpu_ms"], spacys["warm_cpu_ms"], f"processor time, best of {settings.warm_runs}"),
        *beside("peak_mb", mine["peak_mb"], spacys["peak_mb"], "resident, whole process"),
        Figure("speed.first_ms", mine["first_ms"], "first report in a process, resources loaded with it", True),
    ]


def model_name(label: str) -> str:
    """The package to load, of a coder's label such as "en_core_web_sm 3.8.0"."""
    return label.replace("==", " ").replace("@", " ").split()[0]


def cold(settings: Settings, file: Path, model: str) -> tuple[float, float]:
    """Least seconds of a new process, ours and spaCy's, by turns; the first of each fills the disk's cache."""
    commands = (command(file),
                [sys.executable, "-c", SPACY, model, str(file)])
    times = [[seconds(settings, one) for one in commands] for _ in range(settings.cold_runs + 1)][1:]
    ours, theirs = (min(column) for column in zip(*times, strict=True))
    return ours, theirs


def command(file: Path) -> list[str]:
    """The command that a user types."""
    return [sys.executable, "-m", "dragoman", "code", str(file), "--json", "--date", "2023-11-14"]


def uncached(settings: Settings, file: Path) -> float:
    """Seconds of the very first run: the places are compiled, the data files are parsed."""
    with tempfile.TemporaryDirectory() as folder:
        return seconds(settings, command(file), {**os.environ, "DRAGOMAN_CACHE": folder})


def seconds(settings: Settings, words: list[str], environment: dict[str, str] | None = None) -> float:
    """Wall time of a command that has to succeed."""
    start = perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd=settings.root, env=environment)
    return perf_counter() - start


def worker(settings: Settings, which: list[str], file: Path) -> dict[str, float]:
    """What worker.py measures in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.worker", *which, str(file), str(settings.warm_runs)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=settings.root)
    return {str(name): float(value) for name, value in json.loads(done.stdout).items()}


def beside(name: str, ours: float, theirs: float, note: str) -> list[Figure]:
    """A figure, and its ratio to spaCy's."""
    return [
        Figure(f"speed.{name}", ours, note, lower_is_better=True),
        Figure(f"speed.{name}_ratio", ours / theirs, f"spaCy's default pipeline: {theirs:.2f}", lower_is_better=True),
    ]
