"""Long work as it goes on: a bar with rate and time left on a terminal; nothing where nobody looks on."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task
    from rich.text import Text


class Bar(Protocol):
    """What the work tells: how much of it is done, in which words, and how many reports that were. `seen`: whether somebody looks on."""

    @property
    def seen(self) -> bool: ...

    def __call__(self, done: float, told: str, items: int = 1) -> None: ...


@contextmanager
def bar(what: str, total: float | None) -> Iterator[Bar]:
    """A bar on standard error; `total` in whatever unit `done` has, None where it is not known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns: tuple[ProgressColumn, ...] = (
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"), _rate(), TimeElapsedColumn(),
        TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=console, disable=not console.is_terminal, refresh_per_second=4) as progress:
        yield _Bar(progress, what, total, console.is_terminal)


class _Bar:
    """Of one piece of work."""

    def __init__(self, progress: Progress, what: str, total: float | None, seen: bool) -> None:
        self._progress = progress
        self._task = progress.add_task(what, total=total, told="", items=0)
        self._items = 0
        self.seen = seen

    def __call__(self, done: float, told: str, items: int = 1) -> None:
        self._items += items
        self._progress.update(self._task, completed=done, told=told, items=self._items)


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Reports a second since the start."""

        def render(self, task: Task) -> Text:
            items, seconds = task.fields["items"], task.elapsed or 0
            return Text(f"{items / seconds:.1f}/s" if items and seconds else "")

    return Rate()
