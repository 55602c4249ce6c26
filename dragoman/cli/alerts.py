"""`dragoman alerts run RULES` and `list`: what a ledger has come to know that somebody waits for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.cli.complain import FAILED
from dragoman.cli.lines import JsonOption, print_json, told
from dragoman.cli.options import DB, AllowOption, DbOption, LexiconOption

if TYPE_CHECKING:
    from dragoman.alerts.run import Ran
    from dragoman.ledger.store import Ledger

AlertsOption = Annotated[
    Path | None, typer.Option("--alerts", metavar="RULES.toml", help="Rules of alerts, asked when the reports are taken in.")
]


def build() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="Rules asked of what a ledger comes to know; each fires once.", no_args_is_help=True)
    group.callback()(_group)
    group.command("run")(run)
    group.command("list")(listed)
    return group


def _group() -> None:
    """Rules asked of what a ledger comes to know; each fires once."""


def run(
    rules: Annotated[Path, typer.Argument(metavar="RULES.toml", help="The rules: docs/howto/alerts.md.", show_default=False)],
    everything: Annotated[bool, typer.Option("--all", help="Also what a new rule finds already.")] = False,
    today: Annotated[str | None, typer.Option("--today", metavar="DAY", help="The day against which something is overdue.")] = None,
    allow_local: AllowOption = None,
    lexicon: LexiconOption = None,
    db: DbOption = DB,
) -> None:
    """Fire what is new and deliver what waits. At its first run a rule only notes what is there."""
    from dragoman.asking import day as day_of
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger:
        ran = fire(ledger, rules, allow_local or [], lexicon, today=day_of(today) if today else None, everything=everything)
    tell(ran)


def fire(
    ledger: Ledger, rules: Path, allow_local: list[str], lexicon: Path | None, *, today: str | None = None, everything: bool = False
) -> Ran:
    """Raises DragomanError for rules that are wrong."""
    from dragoman.alerts import run as running
    from dragoman.alerts.rules import load

    return running.run(ledger, load(rules), _loading(lexicon), _post(allow_local), today=today, all_of_it=everything)


def begin(ledger: Ledger, rules: Path, lexicon: Path | None) -> None:
    """Before reports are taken in: what is there does not fire. Raises DragomanError for rules that are wrong."""
    from dragoman.alerts import run as running
    from dragoman.alerts.rules import load

    running.begin(ledger, load(rules), _loading(lexicon))


def _loading(lexicon: Path | None):  # type: ignore[no-untyped-def]
    from functools import partial

    from dragoman import resources

    return partial(resources.load, lexicon)


def _post(allow_local: list[str]) -> Callable[[str, bytes, dict[str, str]], int]:
    from functools import partial

    from dragoman.net.allow import parse_allowed
    from dragoman.net.post import post

    return partial(post, allowed=parse_allowed(allow_local))


def echo(ran: Ran) -> None:
    """On standard error."""
    typer.echo(f"dragoman: {ran.fired} alerts fired, {ran.delivered} delivered, {len(ran.failed)} wait", err=True)
    for error in ran.failed:
        typer.echo(f"dragoman: {error}", err=True)


def tell(ran: Ran) -> None:
    """On standard error; ends with an error where something is not delivered."""
    echo(ran)
    if ran.failed:
        raise typer.Exit(FAILED)


def listed(as_json: JsonOption = False, db: DbOption = DB) -> None:
    """List what fired, and what of it is not delivered yet and why."""
    from msgspec import json, structs

    from dragoman.ledger import fired
    from dragoman.ledger.store import Ledger

    with told(), Ledger.open(db) as ledger, ledger.reading() as c:
        found = fired.every(c)
    if as_json:
        print_json([{**structs.asdict(one), "body": json.decode(one.body)} for one in found])
        return
    for one in found:
        state = "delivered" if one.delivered_at else f"waits after {one.tries} tries" if one.tries else "waits"
        typer.echo(f"{one.at}  {one.rule}: {one.says} ({state})")
        if one.error:
            typer.echo(f"    {one.error}")
    if not found:
        typer.echo("dragoman: nothing has fired", err=True)
