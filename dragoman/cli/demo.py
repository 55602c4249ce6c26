"""`dragoman demo`: a ledger of example reports, and the pages over it."""

from __future__ import annotations

from typing import Annotated

import typer

from dragoman.cli.lines import told
from dragoman.cli.options import DbOption
from dragoman.cli.serve import PORT, serve

DEMO = "sqlite:///dragoman-demo.db"


def demo(
    open_pages: Annotated[bool, typer.Option("--serve/--no-serve", help="Open the pages over it, or only fill the ledger.")] = True,
    port: Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes a free one.")] = PORT,
    db: DbOption = DEMO,
) -> None:
    """Fill a ledger with example reports (fiction, so marked) and open the pages over it."""
    from dragoman.demo import fill
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db, create=True) as ledger:
        found = fill(ledger)
    more = "" if db == DEMO else f" --db {db}"
    at = f"--as-of {found.newest}"
    says = f"{found.new} example reports taken in; {found.reports} reports tell of {found.events} events. All is fiction."
    typer.echo(f"dragoman: {says}", err=True)
    for line in (f"dragoman brief --since 2026-02-09 {at}", f"dragoman commitments {at}", f"dragoman meetings {at} --steps",
                 "dragoman events --status planned", "dragoman counts --by month --per quad"):  # fmt: skip
        typer.echo(f"  {line}{more or ' --db ' + DEMO}")
    if open_pages:
        serve(port=port, lexicon=None, db=db)
