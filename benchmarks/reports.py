"""The annotated reports: measured by `dragoman evaluate reports`, and compared with what the gold's own script prints."""
from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec

import dragoman
from benchmarks.figures import Figure, not_measured
from benchmarks.printed import FACETS, figures_of
from benchmarks.settings import Settings
from dragoman.errors import BadInput
from dragoman.evaluate.coded import Coded, Coder, coder
from dragoman.evaluate.outcome import SYSTEM
from dragoman.evaluate.reports import Reports
from dragoman.evaluate.reports import measure as evaluate
from dragoman.evaluate.tally import Found, Share

TOTALS = ("f1", "recall", "precision", "annotators_f1", "offices_recall", "offices_precision",
          "commitments_recall", "commitments_precision", "commitments_due")
NAMES = tuple(f"reports.{name}" for name in (*TOTALS, *FACETS, "unlike_script"))
#: The script prints three decimals.
EXACT = 0.00051


def measure(settings: Settings) -> list[Figure]:
    """Agreement with both annotators; of the facets, the lower of the two; and how many figures the script has otherwise."""
    reports, *annotators = (settings.gold / name for name in ("reports", "A", "B"))
    script = settings.gold / "score.py"
    if not all(folder.is_dir() for folder in (reports, *annotators)):
        return not_measured(NAMES, f"no annotated reports in {settings.gold.name}/")
    with tempfile.TemporaryDirectory() as folder:
        figures = figures_from(evaluate(reports, annotators, keeping(coder(dragoman.engine()), Path(folder)), "plover"))
        if not script.is_file():
            return [*figures, *not_measured(NAMES[-1:], f"no score.py in {settings.gold.name}/")]
        command = [sys.executable, str(script), *map(str, (reports, *annotators)), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"score.py exits with {done.returncode}: {done.stderr.strip()[-300:]}")
    wrong = unlike(figures, figures_of(done.stdout))
    return [*figures, Figure("reports.unlike_script", float(len(wrong)), ", ".join(wrong) or "all as score.py prints them", True)]


def keeping(code: Coder, folder: Path) -> Coder:
    """The coder, which also writes each coding as the script reads it: NAME.json."""

    def code_and_keep(name: str, text: str, published: str | None) -> Coded:
        try:
            coded = code(name, text, published)
        except BadInput:
            (folder / f"{name}.json").write_text('{"events": []}', encoding="utf-8")
            raise
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(coded.coding))
        return coded

    return code_and_keep


def figures_from(result: Reports) -> list[Figure]:
    """The figures of an evaluation, in the order in which the script prints them."""
    tallies = {(pair.one, pair.other): pair.tally for pair in result.pairs}
    ours = [tally for (one, _), tally in tallies.items() if one == SYSTEM]
    between = next(tally for (one, _), tally in tallies.items() if one != SYSTEM)
    lowest = {name: min((tally.facets[name] for tally in ours), key=lambda share: share.value) for name in FACETS}
    low, high = result.intervals["f1"]
    return [
        Figure("reports.f1", result.f1, f"95 % interval {low:.3f} to {high:.3f}"),
        *shares("reports.", result.events),
        Figure("reports.annotators_f1", between.f1, "the mark to reach"),
        *shares("reports.offices_", result.offices),
        *shares("reports.commitments_", result.commitments),
        share("reports.commitments_due", result.commitments_due),
        *(Figure(f"reports.{name}", one.value, f"of {one.whole}, the lower annotator's") for name, one in lowest.items()),
    ]


def shares(prefix: str, found: Found) -> list[Figure]:
    """Recall and precision."""
    return [share(f"{prefix}recall", found.recall), share(f"{prefix}precision", found.precision)]


def share(name: str, of: Share) -> Figure:
    """A share with what it rests on; null of nothing."""
    return Figure(name, of.part / of.whole if of.whole else None, f"{of.part}/{of.whole}")


def unlike(ours: list[Figure], theirs: list[Figure]) -> list[str]:
    """The names of figures that the two do not have alike."""
    mine, script = ({figure.name: figure.value for figure in figures} for figures in (ours, theirs))
    return [name for name in sorted(mine.keys() | script.keys()) if not alike(mine.get(name), script.get(name))]


def alike(one: float | None, other: float | None) -> bool:
    """Equal as far as the script prints it."""
    return one == other or (one is not None and other is not None and abs(one - other) < EXACT)
