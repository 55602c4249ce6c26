"""`dragoman alerts run|list`, and the option --alerts of `ingest` and `watch`."""
from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import told
from dragoman.cli.options import DB, AllowOption, DbOption, JsonlOption, LexiconOption

if TYPE_CHECKING:
    from dragoman.alerts.desk import Desk, Tally
    from dragoman.alerts.fired import Fired
    from dragoman.ledger.store import Ledger

LIMIT = 50
AlertsOption = Annotated[
    Path | None, typer.Option("--alerts", metavar="RULES.toml", help="Tell of what comes in: rules as docs/howto/alerts.md has them.")
]


def build() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(help="Tell of events, commitments and meetings as rules ask for them.", no_args_is_help=True)
    app.command("run")(run)
    app.command("list")(show)
    return app


def run(
    rules: Annotated[Path, typer.Argument(metavar="RULES.toml", help="The rules.", show_default=False)],
    mark: Annotated[bool, typer.Option("--mark", help="Send nothing: what the ledger has by now counts as told.")] = False,
    allow_local: AllowOption = None,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Tell of everything in the ledger that was not told of, and try again what could not be delivered."""
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger:
        desk = desk_of(ledger, rules, allow_local, lexicon)
        try:
            desk.run(mark=mark)
        finally:
            sum_up(desk.tally, "counted as told" if mark else None)
    if desk.tally.waits:
        raise typer.Exit(FAILED)


def show(
    alerts: Annotated[list[str] | None, typer.Option("--alert", metavar="NAME", help="Only of this alert.")] = None,
    undelivered: Annotated[bool, typer.Option("--undelivered", help="Only what waits to be delivered.")] = False,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=0, help="At most so many; 0 for all.")] = LIMIT,
    as_jsonl: JsonlOption = False,
    db: DbOption = DB,
) -> None:
    """List what fired, the newest first, and whether it was delivered."""
    import msgspec

    from dragoman.alerts.fired import listed, message
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.reading() as c:
        found = listed(c, alerts or (), undelivered=undelivered, limit=limit)
        for one in found:
            if as_jsonl:
                state = {"delivered_at": one.delivered_at, "tries": one.tries, "error": one.error}
                sys.stdout.buffer.write(msgspec.json.encode({**message(c, one), **state}) + b"\n")
            else:
                _print(one)
    sys.stdout.flush()
    if not found:
        typer.echo("dragoman: no alert has fired", err=True)


def desk_of(ledger: Ledger, path: Path, allow_local: Sequence[str] | None, lexicon: Path | None) -> Desk:
    """Rules, read and looked up. Raises DataError and BadAddress."""
    from functools import cache

    from dragoman import resources
    from dragoman.alerts.desk import Desk, ready
    from dragoman.alerts.rules import load
    from dragoman.net.allow import parse_allowed

    @cache
    def loaded() -> resources.Resources:
        return resources.load(lexicon)

    return Desk(ledger, ready(ledger, path, load(path), loaded, parse_allowed(allow_local or ())))


@contextmanager
def at_the_end(desk: Desk | None) -> Iterator[None]:
    """What is left to tell is told when all went well; the numbers are given in any case."""
    if desk is None:
        yield
        return
    try:
        yield
        desk.finish()
    finally:
        sum_up(desk.tally, None)


def sum_up(tally: Tally, how: str | None) -> None:
    """`dragoman: alert visits: 3 fired, 2 delivered; undelivered: ...`, a line for each."""
    for name in dict.fromkeys([*tally.fired, *tally.delivered, *tally.waits]):
        if tally.fired[name] or tally.delivered[name] or name in tally.waits:
            done = how or f"fired, {tally.delivered[name]} delivered"
            why = f"; undelivered: {tally.waits[name]}" if name in tally.waits else ""
            typer.echo(f"dragoman: alert {name}: {tally.fired[name]} {done}{why}", err=True)


def _print(one: Fired) -> None:
    state = f"delivered {one.delivered_at}" if one.delivered_at else f"waits, {one.tries} tries"
    typer.echo(f"{one.at}  {one.alert}: {_says(one)}  [{state}]")
    if one.error:
        typer.echo(f"  why: {one.error}")


def _says(one: Fired) -> str:
    data = one.data
    if data["kind"] == "threshold":
        return f"{len(data['events'])} events from {data['first_day']} to {data['last_day']}"
    if data["kind"] == "event":
        whom = f" > {', '.join(data['recipients'])}" if data["recipients"] else ""
        return f"{data['type']} {', '.join(data['actors'])}{whom}, {data['start'] or 'no date'} (event {data['event']})"
    if data["kind"] == "meeting":
        return f"{data['of']} of {', '.join(data['participants'])}: {data['state']}, {data['date']} (meeting {data['meeting']})"
    sides = f"{', '.join(data['obligor']) or '?'} > {', '.join(data['obligee']) or '?'}"
    late = "overdue since" if data["kind"] == "overdue" else f"{data['state']}, due"
    return f"{data['act']} {sides}: {late} {data['due'] or 'no date'} (commitment {data['commitment']})"
