"""`dragoman judge A B same|not-same|undo|comment --coder NAME`: what people say of two records."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption

CoderOption = Annotated[str, typer.Option("--coder", metavar="NAME", envvar="DRAGOMAN_CODER", help="Who says so.", show_default=False)]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="WORDS", help="Why; it is kept.", show_default=False)]


class Word(StrEnum):
    """What may be said."""

    same = "same"
    not_same = "not-same"
    undo = "undo"
    comment = "comment"


STORED = {Word.same: "same", Word.not_same: "not_same", Word.undo: "undone", Word.comment: "comment"}


def named(coder: str) -> str:
    """The name with single spaces. Raises BadParameter for none, and for the machine's."""
    name = " ".join(coder.split())
    if not name or name.casefold() == "machine":
        raise typer.BadParameter("give your name", param_hint="--coder")
    return name


def judge(
    one: Annotated[str, typer.Argument(metavar="A", help="A record's id.", show_default=False)],
    other: Annotated[str, typer.Argument(metavar="B", help="Another's.", show_default=False)],
    word: Annotated[Word, typer.Argument(metavar="same|not-same|undo|comment", show_default=False)],
    coder: CoderOption,
    note: NoteOption = None,
    db: DbOption = DB,
) -> None:
    """Say that two records are of the same event, or not; `undo` leaves them to the machine again. All that was said is kept."""
    from dragoman.intake.link import say
    from dragoman.ledger.store import Ledger

    name = named(coder)
    with told(), Ledger.open(db) as ledger, ledger.writing() as c:
        done = say(c, one, other, STORED[word], name, note)  # type: ignore[arg-type]
    for change in done.changes:
        typer.echo(f"{change.record}: event {change.before} -> {change.after}")
    typer.echo(f"noted; {len(done.changes) or 'no'} record{'' if len(done.changes) == 1 else 's'} moved")
