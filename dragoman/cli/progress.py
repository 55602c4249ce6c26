"""Long work as it goes on: a bar with rate and time left on a terminal; nothing where nobody looks on."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import ProgressColumn, Task
    from rich.text import Text


class Bar(Protocol):
    """What the work tells: how much of it is done, and in which words."""

    def __call__(self, done: float, told: str) -> None: ...


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
        task = progress.add_task(what, total=total, told="", items=0)
        items = 0

        def move(done: float, told: str) -> None:
            nonlocal items
            items += 1
            progress.update(task, completed=done, told=told, items=items)

        yield move


def _rate() -> ProgressColumn:
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Reports a second since the start."""

        def render(self, task: Task) -> Text:
            items, seconds = task.fields["items"], task.elapsed or 0
            return Text(f"{items / seconds:.1f}/s" if items and seconds else "")

    return Rate()
