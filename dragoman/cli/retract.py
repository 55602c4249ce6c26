"""`dragoman retract REPORT`: nothing that it says counts any more; it stays in the ledger and its history."""
from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption

WhyOption = Annotated[str, typer.Option("--why", metavar="WORDS", help="The reason, which is kept.", show_default=False)]
ReportArgument = Annotated[str, typer.Argument(metavar="REPORT", help="The report's id, or its beginning.", show_default=False)]


def retract(
    name: ReportArgument,
    why: WhyOption,
    undo: Annotated[bool, typer.Option("--undo", help="It was retracted by mistake.")] = False,
    db: DbOption = DB,
) -> None:
    """Retract a report: queries leave it out, unless they ask for retracted ones."""
    from dragoman.intake.link import relink
    from dragoman.ledger import forget
    from dragoman.ledger.reports import full, key_of
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.writing() as connection:
        pk = key_of(connection, name)
        changed = (forget.restore if undo else forget.retract)(connection, pk, why)
        if changed:
            relink(connection, pk)
        report = full(connection, pk).report
    state = "holds again" if undo else "is retracted"
    already = "" if changed else "; it was not retracted" if undo else f", as it was already since {report.retracted}"
    typer.echo(f"report {report.id} {state}, with its {report.records} records{already}")
