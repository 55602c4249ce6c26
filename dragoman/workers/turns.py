"""Work that is begun ahead and finished in turn."""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")


def in_turn(given: Iterable[A], begin: Callable[[A], B], done: Callable[[B], bool], finish: Callable[[B], C], ahead: int) -> Iterator[C]:
    """`finish(begin(one))` for each, in the order given, while up to `ahead` others are begun; no more of `given` is read than that.

    What is done is finished before anything more is read, so that a source that is slow holds nothing back for long.
    """
    begun: deque[B] = deque()
    for one in given:
        begun.append(begin(one))
        while begun and (len(begun) > ahead or done(begun[0])):
            yield finish(begun.popleft())
    while begun:
        yield finish(begun.popleft())
