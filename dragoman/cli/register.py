"""`dragoman register arms` and `travel`: who delivers which arms to whom; which leader or minister went where."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.filters import SinceOption, UntilOption
from dragoman.cli.lines import told
from dragoman.cli.options import DB, AsOfOption, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dragoman.following.registers import Cells, Kind, Window

OutOption = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Standard output without it.")]


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Registers of what reports tell: transfers of arms, travels of leaders and ministers.", no_args_is_help=True)
    group.command()(arms)
    group.command()(travel)
    return group


def arms(
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    out: OutOption = None,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Write what is offered, approved, ordered and delivered of arms, with the columns of SIPRI's trade registers, as CSV."""
    from dragoman import resources
    from dragoman.following import registers
    from dragoman.outgoing.export import names_of

    def rows(c: Connection, window: Window, published: str | None) -> list[Cells]:
        return registers.arms(c, names_of(resources.load(lexicon)).country, window, published)

    _write("arms", rows, since, until, as_of, as_jsonl, out, db)


def travel(
    since: SinceOption = None,
    until: UntilOption = None,
    as_of: AsOfOption = None,
    as_jsonl: JsonlOption = False,
    out: OutOption = None,
    db: DbOption = DB,
) -> None:
    """Write the visits of leaders and ministers abroad, planned, held and called off, one a row, as CSV."""
    from dragoman.following import registers

    _write("travel", registers.travel, since, until, as_of, as_jsonl, out, db)


def _write(
    kind: Kind, rows_of: Callable[[Connection, Window, str | None], list[Cells]], since: str | None, until: str | None, as_of: str | None,
    as_jsonl: bool, out: Path | None, db: str,
) -> None:  # fmt: skip
    from dragoman.asking import selection
    from dragoman.following import registers
    from dragoman.following.looking import looking
    from dragoman.ledger.store import Ledger
    from dragoman.outgoing.export import opened

    with told():
        days = selection((), since, until, None)
        with Ledger.open(db) as ledger, looking(ledger, as_of) as look:
            if look.note:
                typer.echo(f"dragoman: {look.note}", err=True)
            found = rows_of(look.c, registers.Window(days.since, days.until), look.until)
        rows = registers.quoted(found)
        with opened(out) as stream:
            if as_jsonl:
                stream.writelines(registers.lines(rows))
            else:
                registers.write(rows, kind, stream)
    typer.echo(f"dragoman: {len(rows)} row{'s' * (len(rows) != 1)}{f' into {out}' if out is not None else ''}", err=True)
    if len(found) > len(rows):
        typer.echo(f"dragoman: {len(found) - len(rows)} left out: the words of their last report are not kept", err=True)
