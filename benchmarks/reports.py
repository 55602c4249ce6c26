"""The annotated reports: coded in this process, scored by the gold's own script."""
from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.readers import read

FACETS = ("roles", "status", "not-occurred", "date", "dated", "place", "placed", "mode", "said-by")
TOTALS = ("f1", "recall", "precision", "annotators_f1", "offices_recall", "offices_precision",
          "commitments_recall", "commitments_precision", "commitments_due")
NAMES = tuple(f"reports.{name}" for name in (*TOTALS, *FACETS))
FRACTION = r"(\d+)/(\d+)"
FACET = re.compile(r"([a-z-]+) (\d\.\d+)/(\d+)")


def measure(settings: Settings) -> list[Figure]:
    """Agreement with both annotators; of the facets, the lower of the two."""
    folders = [settings.gold / name for name in ("reports", "A", "B")]
    script = settings.gold / "score.py"
    if not (script.is_file() and all(folder.is_dir() for folder in folders)):
        return not_measured(NAMES, f"no annotated reports in {settings.gold.name}/")
    with tempfile.TemporaryDirectory() as folder:
        code_reports(folders[0], Path(folder))
        command = [sys.executable, str(script), *map(str, folders), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"score.py exits with {done.returncode}: {done.stderr.strip()[-300:]}")
    return figures_of(done.stdout)


def full_text(report: dict[str, Any]) -> str:
    """What the scorer takes as the report: headline, empty line, body, without repeating a headline."""
    text, title = str(report["text"]), str(report.get("title") or "").strip()
    return text if not title or text.lstrip().startswith(title) else f"{title}\n\n{text}"


def code_reports(reports: Path, folder: Path) -> None:
    """Writes NAME.json for every report, by way of a text file as on the command line."""
    for path in sorted(reports.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        file = folder / f"{path.stem}.txt"
        file.write_text(full_text(report), encoding="utf-8", newline="")
        coding = dragoman.code_document(read(str(file), published=report.get("date")))
        (folder / path.name).write_bytes(msgspec.json.encode(coding))


def figures_of(printed: str) -> list[Figure]:
    """The figures in what score.py prints."""
    lines = printed.splitlines()
    begin = {name: next((line for line in lines if line.startswith(name)), "")
             for name in ("annotators", "offices", "commitments", "recall of events")}
    systems = [line for line in lines if line.startswith("system")]
    overall = re.findall(rf"(\d\.\d+) \({FRACTION}\)", begin["recall of events"])
    due = re.search(r"on (\d+) of (\d+) dated", begin["commitments"])
    return [
        Figure("reports.f1", float(lines[-1].split()[-1])),
        *(Figure(f"reports.{name}", float(share), f"{part}/{whole}")
          for name, (share, part, whole) in zip(("recall", "precision"), overall, strict=True)),
        Figure("reports.annotators_f1", float(begin["annotators"].split("F1")[1].split()[0]), "the mark to reach"),
        *shares("offices", begin["offices"]),
        *shares("commitments", begin["commitments"]),
        *([share("reports.commitments_due", *due.groups())] if due else []),
        *lower_facets(systems),
    ]


def share(name: str, part: str, whole: str) -> Figure:
    """A share with what it rests on; null of nothing."""
    return Figure(name, int(part) / int(whole) if int(whole) else None, f"{part}/{whole}")


def shares(name: str, line: str) -> list[Figure]:
    """Recall and precision of a line such as "offices  recall 3/4  precision 3/5"."""
    found = {kind: (part, whole) for kind, part, whole in re.findall(rf"(recall|precision) {FRACTION}", line)}
    return [share(f"reports.{name}_{kind}", *found[kind]) for kind in ("recall", "precision")]


def lower_facets(lines: list[str]) -> list[Figure]:
    """Of each facet, the lower figure of the lines (one an annotator)."""
    found = [{name: (float(value), count) for name, value, count in FACET.findall(line)} for line in lines]
    lowest = {name: min(one[name] for one in found) for name in FACETS}
    note = "of {}, the lower annotator's"
    return [Figure(f"reports.{name}", value, note.format(count)) for name, (value, count) in lowest.items()]
