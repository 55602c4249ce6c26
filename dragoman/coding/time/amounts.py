"""How long: number words and units to TIMEX3 durations."""
from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.time.tokens import Item

#: A number before a unit: "three", "twenty-five", "a few", "two and a half", "half a", "a", "a couple of".
NUMBER = "(?:a?V+f?|[CDNY](?:-?C)*V?(?:&ah)?|hf?a|a)"
#: Longest number of units that is read as such.
MOST = 100_000


def amount(items: Sequence[Item]) -> float | None:
    """The number that the tokens say; None where it is vague ("several")."""
    total, known = 0.0, False
    for item in items:
        if item.kind == "V":
            return None
        if item.kind in "CDNY" and item.number is not None:
            total, known = total + item.number, True
        elif item.kind == "h":
            total, known = total + 0.5, True
    if not known and [item.kind for item in items] == ["a"]:
        return 1.0
    return total if known and total <= MOST else None


def duration(count: float | None, unit: str) -> str:
    """TIMEX3 value: 3 D gives P3D, None W gives PXW; decades and centuries are told in years, halves in months."""
    scale, letter = {"DE": (10, "Y"), "CE": (100, "Y"), "F": (2, "W"), "Q": (3, "M")}.get(unit, (1, unit))
    prefix = "P"
    if letter in ("H", "MIN", "S"):
        prefix, letter = "PT", letter[0]
    if count is None:
        return f"{prefix}X{letter}"
    total = count * scale
    if unit == "H" and total % 1 == 0.5:
        total, letter = total * 60, "M"
    if letter == "Y" and total == 0.5:
        return "P6M"
    return f"{prefix}{total:g}{letter}"


def whole(count: float, unit: str) -> tuple[int, str]:
    """The amount in whole units, half years as months and half weeks or months as days."""
    if count == int(count):
        return int(count), unit
    if unit in ("Y", "DE"):
        return round(count * (12 if unit == "Y" else 120)), "M"
    return round(count * {"W": 7, "M": 30, "F": 14}.get(unit, 1)), "D"
