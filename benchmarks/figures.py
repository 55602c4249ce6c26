"""A measured figure, the table of figures, and their floors."""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec import Struct


class Figure(Struct, frozen=True):
    """One figure. `value` is None where it was not measured; `note` says why, or what it rests on ("57/80")."""

    name: str
    value: float | None
    note: str = ""
    lower_is_better: bool = False


class Broken(Struct, frozen=True):
    """A figure on the wrong side of its floor (a ceiling where lower is better)."""

    figure: Figure
    floor: float

    def __str__(self) -> str:
        side = "above its ceiling" if self.figure.lower_is_better else "below its floor"
        return f"{self.figure.name} is {self.figure.value:g}, {side} of {self.floor:g}"


def not_measured(names: Iterable[str], why: str) -> list[Figure]:
    """Figures that this run cannot give, with the reason."""
    return [Figure(name, None, why) for name in names]


def load_floors(path: Path) -> dict[str, float]:
    """{figure's name: floor}."""
    return {str(name): float(floor) for name, floor in json.loads(path.read_text(encoding="utf-8")).items()}


def broken(figures: Iterable[Figure], floors: dict[str, float]) -> list[Broken]:
    """The measured figures that break their floor; figures without a floor or a value break none."""
    measured = [figure for figure in figures if figure.name in floors and figure.value is not None]
    return [Broken(figure, floors[figure.name]) for figure in measured if worse(figure, floors[figure.name])]


def worse(figure: Figure, floor: float) -> bool:
    """Whether a measured figure is on the wrong side of a floor."""
    assert figure.value is not None
    return figure.value > floor if figure.lower_is_better else figure.value < floor


def table(figures: Sequence[Figure], floors: dict[str, float]) -> str:
    """One line a figure: name, value, floor, note."""
    lines = [row("figure", "value", "floor", "note"), row("-" * 30, "-" * 10, "-" * 9, "-" * 20)]
    for figure in figures:
        value = "not measured" if figure.value is None else f"{figure.value:.3f}"
        bound = "<=" if figure.lower_is_better else ">="
        floor = f"{bound} {floors[figure.name]:g}" if figure.name in floors and figure.value is not None else ""
        lines.append(row(figure.name, value, floor, figure.note))
    return "\n".join(lines)


def row(name: str, value: str, floor: str, note: str) -> str:
    """One line of the table."""
    return f"{name:30} {value:>12} {floor:>10}  {note}".rstrip()
