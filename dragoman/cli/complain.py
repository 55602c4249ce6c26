"""How the command line says that something went wrong: on standard error, in three lines."""
from __future__ import annotations

import traceback

import typer

from dragoman.errors import DragomanError

FAILED = 1
MISUSED = 2


def complain(error: DragomanError) -> None:
    """What, why, and what to do."""
    typer.echo(f"dragoman: {error}", err=True)


def own_up(source: str, error: Exception) -> None:
    """A fault of ours: with its traceback, for whoever mends it."""
    typer.echo("".join(traceback.format_exception(error)), err=True)
    complain(
        DragomanError(
            f"{source}: could not be coded",
            f"a fault in Dragoman itself ({type(error).__name__}: {error})",
            "report it with the lines above and the text that was read",
        )
    )
