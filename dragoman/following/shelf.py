"""Things that have sides, in the order in which they were opened, found by any of their codes: following stays near-linear."""
from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shelf(Generic[T]):
    """`near` gives what shares a code, the last opened first."""

    def __init__(self) -> None:
        self.all: list[T] = []
        self._by_code: dict[str, list[int]] = {}
        self._numbers: dict[int, int] = {}

    def add(self, one: T, codes: Iterable[str]) -> None:
        """Open one."""
        self._numbers[id(one)] = len(self.all)
        self.all.append(one)
        self.joined(one, codes)

    def joined(self, one: T, codes: Iterable[str]) -> None:
        """It has these sides too."""
        number = self._numbers[id(one)]
        for code in codes:
            held = self._by_code.setdefault(code, [])
            if number not in held[-64:]:
                held.append(number)

    def near(self, codes: Iterable[str]) -> list[T]:
        """What has any of these codes, the last opened first."""
        numbers = {number for code in codes for number in self._by_code.get(code, ())}
        return [self.all[number] for number in sorted(numbers, reverse=True)]

    def number(self, one: T) -> int:
        """Its place in the order of opening."""
        return self._numbers[id(one)]
