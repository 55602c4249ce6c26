"""`dragoman explain "SENTENCE"`: every stage's decision, in order."""
from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.complain import FAILED, MISUSED, complain
from dragoman.errors import BadDate, DragomanError, EmptyInput


def explain(
    sentence: Annotated[str, typer.Argument(help="The sentence, in quotes.")],
    date: Annotated[
        str | None, typer.Option("--date", metavar="ISO", help="The day on which it was published, as 2020-09-04.")
    ] = None,
) -> None:
    """Show how a sentence is read: tokens, actors, frames tried, status, dates, places, and what was missing."""
    from dragoman.explain import explain as trace
    from dragoman.readers.dates import parse_published

    try:
        if not sentence.strip():
            raise EmptyInput("no sentence", "there is nothing to explain", "write it in quotes after `explain`")
        for line in trace(sentence, parse_published(date) if date is not None else None).lines():
            typer.echo(line)
    except DragomanError as error:
        complain(error)
        raise typer.Exit(MISUSED if isinstance(error, BadDate) else FAILED) from None
