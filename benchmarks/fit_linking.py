"""Fits the weights of `dragoman/linking/weights.toml` on the stories that are not marked "blind": fit_linking.py [--write].

Each pair of records of two reports that tell of known happenings is one row: whether they tell of one, and its signs. A logistic
regression is drawn towards the hand-set weights, so that a sign that is never met keeps its weight.
"""
from __future__ import annotations

import re
import sys
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import numpy  # noqa: E402

import dragoman  # noqa: E402
from dragoman.evaluate.links import coded  # noqa: E402
from dragoman.evaluate.stories import stories  # noqa: E402
from dragoman.linking import weights as file  # noqa: E402
from dragoman.linking.compare import compare  # noqa: E402

STORIES = HERE.parent / "tests" / "stories" / "links"
#: how strongly a weight is held at its hand-set value, and the steps of the descent
PULL, STEPS, RATE = 0.15, 4000, 0.05
Row = tuple[dict[str, float], bool]


def rows() -> list[Row]:
    """The signs of every pair that nothing rules out, and whether it is of one happening."""
    used = file.standard()
    found: list[Row] = []
    for story in stories(STORIES):
        if story.written == "blind":
            continue
        for one, other in combinations(coded(story, dragoman.code_document), 2):
            if one.told.report == other.told.report or not (one.of or other.of):
                continue
            verdict = compare(one.told, other.told, used)
            if verdict.never is None:
                signs: dict[str, float] = {"base": 1.0}
                for sign in verdict.signs:
                    signs[sign.name] = signs.get(sign.name, 0.0) + sign.strength
                found.append((signs, bool(one.of & other.of)))
    return found


def fitted(found: list[Row], start: dict[str, float]) -> dict[str, float]:
    """Weights after gradient descent on the mean log loss, each side of the answer weighing the same."""
    names = list(start)
    x = numpy.array([[signs.get(name, 0.0) for name in names] for signs, _ in found])
    y = numpy.array([same for _, same in found], dtype=float)
    share = numpy.where(y > 0, 0.5 / max(1.0, y.sum()), 0.5 / max(1.0, (1 - y).sum()))
    prior = numpy.array([start[name] for name in names])
    w = prior.copy()
    for _ in range(STEPS):
        wrong = 1 / (1 + numpy.exp(-(x @ w))) - y
        w -= RATE * (x.T @ (wrong * share) + PULL * (w - prior))
    return {name: round(float(value), 2) for name, value in zip(names, w, strict=True)}


def main(arguments: list[str]) -> int:
    """Prints the weights; writes them with --write."""
    found = rows()
    weights = fitted(found, dict(file.standard().weights))
    print(f"{len(found)} pairs, {sum(same for _, same in found)} of one happening")
    for name, value in weights.items():
        print(f"{name:16} {file.standard().weights[name]:6.2f} -> {value:6.2f}")
    if "--write" in arguments:
        text = file.FILE.read_text(encoding="utf-8")
        for name, value in weights.items():
            text = re.sub(rf"^{name} = .*$", f"{name} = {value}", text, flags=re.MULTILINE)
        file.FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
