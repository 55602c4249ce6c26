"""`dragoman db init|upgrade|check|backup|restore`: the ledger as a database."""
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import told
from dragoman.cli.options import DB, DbOption

ReplaceOption = Annotated[bool, typer.Option("--replace", help="Even where that overwrites what is there.")]


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Make, check, save and restore a ledger.", no_args_is_help=True)
    group.callback()(_group)
    for command in (init, upgrade, check, backup, restore):
        group.command()(command)
    return group


def _group() -> None:
    """Make, check, save and restore a ledger."""


def init(db: DbOption = DB) -> None:
    """Make an empty ledger; one that is there stays as it is."""
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db, create=True) as ledger:
        typer.echo(f"{ledger.name}: ready")


def upgrade(db: DbOption = DB) -> None:
    """Bring the tables to this version of Dragoman: all of it, or nothing."""
    from dragoman.ledger.migrations import run
    from dragoman.ledger.store import Ledger

    with told(), Ledger.at(db) as ledger:
        ledger.must_be_there()
        with ledger.reading() as c:
            before = run.current(c)
        if before is None or run.known(before):
            ledger.upgrade()
        else:
            ledger.must_fit(before)
        now = run.newest()
        typer.echo(f"{ledger.name}: version {now}" + ("" if before == now else f", was {before or 'empty'}"))


def check(db: DbOption = DB) -> None:
    """Look whether the ledger is whole and every quote is what its report said; exit code 1 if not."""
    from dragoman.ledger.checks import check as look
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.reading() as c:
        health = look(c)
    for finding in health.findings:
        typer.echo(f"dragoman: {ledger.name}: {finding}", err=True)
    counted = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for name, number in health.counts.items())
    typer.echo(f"{ledger.name}: {counted}; {health.quotes} quotes compared; {'sound' if not health.findings else 'NOT SOUND'}")
    if health.findings:
        raise typer.Exit(FAILED)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.", show_default=False)],
    replace: ReplaceOption = False,
    db: DbOption = DB,
) -> None:
    """Write the whole ledger to a file, while others go on using it."""
    from dragoman.ledger.backup import backup as save
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger:
        size = save(ledger, file, replace=replace)
        typer.echo(f"{ledger.name}: saved to {file}, {size:,} bytes")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of `dragoman db backup`.", show_default=False)],
    replace: ReplaceOption = False,
    db: DbOption = DB,
) -> None:
    """Fill a ledger from a backup, of either database into either."""
    from dragoman.ledger.backup import restore as put_back
    from dragoman.ledger.checks import check as look
    from dragoman.ledger.store import Ledger

    with told(), Ledger.at(db) as ledger:
        put_back(ledger, file, replace=replace)
        with ledger.reading() as c:
            health = look(c)
        typer.echo(f"{ledger.name}: restored, {health.counts['report']} reports, {health.counts['record']} records")
    for finding in health.findings:
        typer.echo(f"dragoman: {ledger.name}: {finding}", err=True)
    if health.findings:
        raise typer.Exit(FAILED)
