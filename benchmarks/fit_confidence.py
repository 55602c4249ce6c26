"""Fits data/lexicon/en/confidence.toml on the project's own reports: `python benchmarks/fit_confidence.py [--write]`.

Ridge-penalised logistic regression by Newton's method. Reports whose rows the coder was developed on (tests/golden) are
coded better than unread ones: an own weight takes up the difference and is thrown away, so that the start is that of
benchmarks/judged, whose events were judged as they first came. Annotated texts that are not the project's are never read.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dragoman
from benchmarks.rated import JUDGED, Rated, error, golden_rows, own, ranked, share
from benchmarks.settings import ROOT

Array = NDArray[np.float64]
TARGET = ROOT / "dragoman" / "data" / "lexicon" / "en" / "confidence.toml"
#: the penalty; cross-validated loss is flat from 3 to 20
RIDGE = 10.0
FOLDS = 10
STEPS = 30
DEVELOPED = "developed on"


def names(rated: Sequence[Rated]) -> list[str]:
    """The columns: every sign and type that occurs, and whether the coder was developed on the report."""
    return sorted({sign for r in rated for sign in r.signs} | {f"type {r.type}" for r in rated}) + [DEVELOPED]


def table(rated: Sequence[Rated], columns: Sequence[str]) -> Array:
    """One row an event, 1 for each sign that is there; the first column is the start."""
    rows = [{*r.signs, f"type {r.type}"} | ({DEVELOPED} if r.kind != JUDGED.name else set()) for r in rated]
    return np.array([[1.0, *(float(name in row) for name in columns)] for row in rows])


def fit(x: Array, right: Array) -> Array:
    """The weights of the columns; the start is not penalised."""
    penalty = np.eye(x.shape[1]) * RIDGE
    penalty[0, 0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (right - p) - penalty @ weights
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + penalty, gradient)
    return weights


def cross_validated(rated: Sequence[Rated], x: Array, right: Array) -> list[Rated]:
    """Each event with the confidence that the other nine tenths of the reports give it, as of a report never seen."""
    reports = sorted({(r.kind, r.report) for r in rated})
    fold = np.array([reports.index((r.kind, r.report)) % FOLDS for r in rated])
    done = []
    for number in range(FOLDS):
        weights = fit(x[fold != number], right[fold != number])
        for i in np.flatnonzero(fold == number):
            odds = float(x[i, :-1] @ weights[:-1])
            done.append(replace(rated[int(i)], confidence=round(1 / (1 + float(np.exp(-odds))), 3)))
    return done


def f1(rated: Sequence[Rated], rows: int, least: float) -> tuple[float, float]:
    """(F1, precision) of the golden reports where events below `least` are left out."""
    kept = [r for r in rated if r.kind != JUDGED.name and r.confidence >= least]
    right = sum(r.right for r in kept)
    return 2 * right / max(1, len(kept) + rows), right / max(1, len(kept))


def threshold(best: float) -> float:
    """The chance below which events are best left out, to 0.05: half of the F1 that is reached.

    So it is for any calibrated chances (Lipton, Elkan and Naryanaswamy, "Optimal Thresholding of Classifiers to Maximize F1
    Measure", ECML 2014). Searching the highest F1 instead gives 0.40 to 0.60 from one lexicon to the next: the curve is flat.
    """
    return round(best / 2 * 20) / 20


def written(columns: Sequence[str], weights: Array, least: float, rated: Sequence[Rated]) -> str:
    """The data file."""
    own_words = sum(r.kind == JUDGED.name for r in rated)
    signs = {name: float(w) for name, w in zip(columns, weights[1:], strict=True) if name != DEVELOPED}
    lines = [
        "# The chance that an event is right: log-odds of its signs (dragoman/coding/confidence.py) and of its type, and the chance",
        "# below which an event is left out. What the figure means: docs/howto/confidence.md.",
        f"# Source: benchmarks/fit_confidence.py --write, on {len(rated)} events of the project's own reports (tests/golden, and",
        f"# {own_words} events of benchmarks/judged); {share(rated):.3f} of them are right. No weight is written by hand.",
        f"threshold = {least}",
        f"start = {weights[0]:.3f}",
        "",
        "[signs]",
        *(f'"{name}" = {w:.3f}' for name, w in signs.items() if not name.startswith("type ")),
        "",
        "[types]",
        *(f"{name.removeprefix('type ')} = {w:.3f}" for name, w in signs.items() if name.startswith("type ")),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Prints what cross-validation gives, and the file; writes it with --write."""
    rated = list(own(dragoman.engine()))
    columns, right = names(rated), np.array([float(r.right) for r in rated])
    x = table(rated, columns)
    unseen, rows = cross_validated(rated, x, right), golden_rows()
    judged = [r for r in unseen if r.kind == JUDGED.name]
    least = threshold(f1(unseen, rows, 0.0)[0])
    text = written(columns, fit(x, right), least, rated)
    print(text)
    print(f"cross-validated: {ranked(unseen):.3f} of pairs in the right order; judged: {ranked(judged):.3f}, "
          f"{error(judged):.3f} calibration error, {share(judged):.3f} right of {len(judged)}")
    for step in sorted({0.0, *(n / 20 for n in range(7, 18))}):
        kept = [r for r in judged if r.confidence >= step]
        print(f"from {step:.2f}: golden F1 %.3f precision %.3f; judged %.3f right of {len(kept)}" % (*f1(unseen, rows, step), share(kept)))
    if "--write" in arguments:
        TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
