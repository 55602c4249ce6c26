"""Speed and size on one report of some 450 words, beside spaCy's default pipeline on the same text in the same run."""
from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import dragoman
from benchmarks.figures import Figure
from benchmarks.settings import Settings

PARTS = ("examples/minister-travels.txt", "tests/golden/world/sanctions.txt")  # 456 words together
SPACY = "import sys, spacy; spacy.load(sys.argv[1])(open(sys.argv[2], encoding='utf-8').read())"


def measure(settings: Settings) -> list[Figure]:
    """Cold start in seconds, warm milliseconds, peak MiB, and each as a ratio to spaCy's."""
    text = "\n\n".join((settings.root / part).read_text(encoding="utf-8").strip() for part in PARTS)
    model = model_name(dragoman.code("Norway thanked Chad.").coder.model)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.txt"
        file.write_text(text, encoding="utf-8")
        ours, theirs = cold(settings, file, model)
        mine = worker(settings, ["dragoman"], file)
        spacys = worker(settings, ["spacy", model], file)
    words = f"{len(text.split())} words"
    return [
        *beside("cold_s", ours, theirs, f"new process, median of {settings.cold_runs}, {words}"),
        *beside("warm_ms", mine["warm_ms"], spacys["warm_ms"], f"median of {settings.warm_runs}, {words}"),
        *beside("peak_mb", mine["peak_mb"], spacys["peak_mb"], "resident, whole process"),
        Figure("speed.first_ms", mine["first_ms"], "first report in a process, resources loaded with it", True),
    ]


def model_name(label: str) -> str:
    """The package to load, of a coder's label such as "en_core_web_sm 3.8.0"."""
    return label.replace("==", " ").replace("@", " ").split()[0]


def cold(settings: Settings, file: Path, model: str) -> tuple[float, float]:
    """Median seconds of a new process, ours and spaCy's, by turns; the first of each fills the disk's cache."""
    commands = ([sys.executable, "-m", "dragoman", "code", str(file), "--json", "--date", "2023-11-14"],
                [sys.executable, "-c", SPACY, model, str(file)])
    times = [[seconds(settings, command) for command in commands] for _ in range(settings.cold_runs + 1)][1:]
    ours, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    return ours, theirs


def seconds(settings: Settings, command: list[str]) -> float:
    """Wall time of a command that has to succeed."""
    start = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=settings.root)
    return perf_counter() - start


def worker(settings: Settings, which: list[str], file: Path) -> dict[str, float]:
    """What worker.py measures in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.worker", *which, str(file), str(settings.warm_runs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=settings.root)
    return {str(name): float(value) for name, value in json.loads(done.stdout).items()}


def beside(name: str, ours: float, theirs: float, note: str) -> list[Figure]:
    """A figure, and its ratio to spaCy's."""
    return [
        Figure(f"speed.{name}", ours, note, lower_is_better=True),
        Figure(f"speed.{name}_ratio", ours / theirs, f"spaCy's default pipeline: {theirs:.2f}", lower_is_better=True),
    ]
