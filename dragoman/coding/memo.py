"""Values that are reckoned once: for one report, or for one object as long as whoever asks for it lives.

Readers of a report see no difference: what is kept is a pure function of what it is kept for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from typing import Concatenate

    from dragoman.coding.found import Report

P = ParamSpec("P")
K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """What was reckoned for an object, found by the object's identity: parses are equal only after a long comparison."""

    def __init__(self) -> None:
        # the object stands beside its value, so that no later one can have its id
        self._values: dict[int, tuple[K, V]] = {}

    def of(self, key: K, reckon: Callable[[K], V]) -> V:
        """The value kept for this object; reckoned the first time."""
        found = self._values.get(id(key))
        if found is None:
            found = self._values[id(key)] = (key, reckon(key))
        return found[1]


def once(reckon: Callable[Concatenate[Report, P], V]) -> Callable[Concatenate[Report, P], V]:
    """Marks a function of a report and of numbers: kept in `report.memo` as soon as the report has been read whole.

    While it is read it has no memo: its trail of mentions still grows, and who a pronoun stands for may change. A list that is
    returned is everybody's: it must not be changed.
    """

    @wraps(reckon)
    def kept(report: Report, /, *args: P.args, **kwargs: P.kwargs) -> V:
        memo = report.memo
        if memo is None or kwargs:
            return reckon(report, *args, **kwargs)
        key = (reckon, *args)
        if key not in memo:
            memo[key] = reckon(report, *args, **kwargs)
        found: V = memo[key]
        return found

    return kept
