"""`dragoman explain "SENTENCE"`: every stage's decision, in order."""
from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.complain import FAILED, MISUSED, complain, missing
from dragoman.cli.offices import OfficesOption, register_at
from dragoman.cli.options import LexiconOption, ModelOption, Profile, ProfileOption
from dragoman.errors import BadDate, DragomanError, EmptyInput


def explain(
    sentence: Annotated[str, typer.Argument(metavar="SENTENCE", help="The sentence, in quotes.")],
    date: Annotated[
        str | None, typer.Option("--date", metavar="ISO", help="The day on which it was published, as 2020-09-04.")
    ] = None,
    profile: ProfileOption = Profile.plover,
    model: ModelOption = None,
    lexicon: LexiconOption = None,
    offices: OfficesOption = None,
) -> None:
    """Show how a sentence is read: tokens, actors, frames tried, status, dates, places, and what was missing."""
    from dragoman.explain import explain as trace
    from dragoman.readers import check_fit, parse_published

    try:
        published = parse_published(date) if date is not None else None
        if not sentence.strip():
            raise EmptyInput("no sentence", "there is nothing to explain", "write it in quotes after `explain`")
        check_fit("the sentence", sentence)
        register = register_at(offices) if offices is not None else None
        for line in trace(sentence, published, profile.value, model, lexicon, register).lines():
            typer.echo(line)
    except DragomanError as error:
        complain(error)
        raise typer.Exit(MISUSED if isinstance(error, BadDate) else FAILED) from None
    except ImportError as error:
        if (told := missing(error)) is None:
            raise
        complain(told)
        raise typer.Exit(FAILED) from None
