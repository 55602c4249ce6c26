"""Prints what a look-up found: JSON, or lines of a fixed width."""
from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dragoman.cli.complain import FAILED, MISUSED, complain, missing
from dragoman.errors import BadDate, DragomanError

if TYPE_CHECKING:
    from sqlalchemy import Connection

WIDTH = 110
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object.")]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="ISO", help="The day to look at, as 2020-09-04, 2020-09 or 2020; the present without it.")
]


def print_json(found: Any) -> None:
    """As UTF-8, whatever the terminal's encoding."""
    import msgspec

    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")


def labelled(label: str, text: str, width: int = 14) -> Iterator[str]:
    """`label` in a column of its own and the text beside it, on as many lines as it takes; nothing for no text."""
    if text:
        yield from textwrap.wrap(text, WIDTH, initial_indent=f"{label:{width}}", subsequent_indent=" " * width)


@contextmanager
def told() -> Iterator[None]:
    """Errors are told in three lines; exit code 2 for a date that is none, else 1."""
    try:
        yield
    except DragomanError as error:
        complain(error)
        raise typer.Exit(MISUSED if isinstance(error, BadDate) else FAILED) from None


@contextmanager
def told_with_packages() -> Iterator[None]:
    """As `told`; a package that is missing is told too."""
    try:
        with told():
            yield
    except ImportError as error:
        if (found := missing(error)) is None:
            raise
        complain(found)
        raise typer.Exit(FAILED) from None


def note_as_of(c: Connection) -> None:
    """Say on standard error which moment is shown, where it is not now."""
    from dragoman.ledger.dialects import past_of

    if (then := past_of(c)) is not None:
        note_moment(then.at)


def note_moment(as_of: str | None) -> None:
    """As `note_as_of`, where the ledger is read elsewhere. Raises BadDate."""
    from dragoman.ledger import asof

    if as_of is not None:
        typer.echo(f"dragoman: as of {asof.moment(as_of)}", err=True)


def day_of(written: str | None, parse: Callable[[str], bool]) -> str | None:
    """The day as it is written; raises BadDate where it is none."""
    if written is not None and not parse(written):
        raise BadDate(f"{written!r} is no date", "it is not in the calendar, or not written as ISO 8601 has it", "write 2020-09-04")
    return written
