"""`dragoman forget REPORT`: its words leave the ledger; that it was there stays."""
from __future__ import annotations

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption
from dragoman.cli.retract import ReportArgument, WhyOption


def forget(name: ReportArgument, why: WhyOption, db: DbOption = DB) -> None:
    """Remove a report's text, headline and quotes for good. Its codes and days, and the reason, stay; backups keep the words."""
    from dragoman.intake.link import relink
    from dragoman.ledger import forget as words
    from dragoman.ledger.reports import full, key_of
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger:
        with ledger.writing() as connection:
            pk = key_of(connection, name)
            changed = words.forget(connection, pk, why)
            if changed:
                relink(connection, pk)  # without its words
            report = full(connection, pk).report
        clean = words.clean(ledger)
        typer.echo(f"report {report.id} {'is' if changed else 'was already'} forgotten; its {report.records} records keep their codes")
        typer.echo("dragoman: backups made before keep its words; docs/howto/ask-the-ledger.md says what to do", err=True)
        if not clean:
            typer.echo("dragoman: another program reads the ledger, whose journal keeps the words: run this once more later", err=True)
            raise typer.Exit(FAILED)
