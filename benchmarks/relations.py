"""The type of what source does to target, both given, on annotated relations under CAMEO's conventions, with intervals.

Errors are read in rows with even ids only: the odd rows show what carries over, and `relations.gap` (even minus odd) what
does not.
"""
from __future__ import annotations

from benchmarks.figures import Figure, not_measured
from benchmarks.settings import Settings
from dragoman.evaluate import relations
from dragoman.evaluate.relations import Figures, Relations

FILE = "plv-dev.tsv"
PROFILE = "cameo"
NAMES = (
    "relations.accuracy", "relations.macro_f1", "relations.quad_macro_f1",
    "relations.odd.accuracy", "relations.odd.macro_f1", "relations.even.accuracy", "relations.even.macro_f1",
    "relations.gap.accuracy", "relations.gap.macro_f1",
)  # fmt: skip


def measure(settings: Settings) -> list[Figure]:
    """Accuracy and macro-F1 of all rows, of the odd and of the even ones."""
    path = settings.gold / FILE
    if not path.exists():
        return not_measured(NAMES, f"no {FILE} in {settings.gold.name}/")
    found = relations.measure(path, PROFILE)
    halves = [figure for name, part in (("odd", found.odd), ("even", found.even)) if part for figure in half(name, part)]
    return whole(found) + halves + gap(found)


def whole(found: Relations) -> list[Figure]:
    """The figures of all rows, each with its 95 % interval."""
    values = {"accuracy": found.accuracy, "macro_f1": found.macro_f1, "quad_macro_f1": found.quad_macro_f1}
    notes = {name: f"{one.low:.3f} to {one.high:.3f}, {found.rows} rows" for name, one in found.intervals.items()}
    return [Figure(f"relations.{name}", value, notes.get(name, "")) for name, value in values.items()]


def half(name: str, part: Figures) -> list[Figure]:
    """The figures of the rows with odd or even ids."""
    note = f"{part.rows} rows with {name} ids"
    return [Figure(f"relations.{name}.accuracy", part.accuracy, note), Figure(f"relations.{name}.macro_f1", part.macro_f1, note)]


def gap(found: Relations) -> list[Figure]:
    """How much better the rows are whose errors were read."""
    if found.odd is None or found.even is None:
        return not_measured(NAMES[-2:], "rows without numbers")
    gaps = (found.even.accuracy - found.odd.accuracy, found.even.macro_f1 - found.odd.macro_f1)
    return [Figure(name, value, "even rows minus odd rows", lower_is_better=True) for name, value in zip(NAMES[-2:], gaps, strict=True)]
