"""`dragoman version`, and `dragoman --version`."""
from __future__ import annotations

import typer

from dragoman.version import VERSION


def print_version() -> None:
    """Print the version."""
    typer.echo(f"dragoman {VERSION}")


def show_version(wanted: bool) -> None:
    """Print the version and stop, where the option is given."""
    if wanted:
        print_version()
        raise typer.Exit
