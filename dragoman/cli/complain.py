"""How the command line says that something went wrong: on standard error, in three lines."""
from __future__ import annotations

import traceback

import typer

from dragoman.errors import DragomanError, MissingPackage

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


def missing(error: ImportError) -> DragomanError | None:
    """What to say of a package that is not there; None where it is a module of ours, which is our own fault."""
    package = (error.name or "").partition(".")[0]
    if not package or package == "dragoman":
        return None
    return MissingPackage(
        f"the package {package} cannot be imported",
        f"it is not installed whole where Dragoman runs ({error})",
        "install Dragoman again with what it needs: pip install . in its folder, or make run",
    )
